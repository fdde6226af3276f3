"""Would a migration after a room's first lose data, or break the version that still serves while it runs?"""

import os
import sys
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django_migration_linter import MigrationLinter

CHECKOUT = Path(__file__).resolve().parent.parent
# A trust's largest tables have some 200,000 rows: building an index locks them for about a second.
HARMLESS_AT_OUR_SIZE = ("ADD_UNIQUE", "CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE", "DROP_INDEX")


def main() -> int:
    """Lint the migrations of our own rooms against the configured database. Exit status: 1 where one is unsafe."""
    linter = MigrationLinter(
        path=str(settings.BASE_DIR),
        exclude_apps=[app.label for app in apps.get_app_configs() if Path(app.path).parent != CHECKOUT],
        exclude_migration_tests=HARMLESS_AT_OUR_SIZE,
        ignore_initial_migrations=True,
        no_cache=True,
        quiet=["ignore", "ok"],
    )
    linter.lint_all_migrations()
    linter.print_summary()
    return int(linter.has_errors)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspires.settings")
    sys.path.insert(0, str(CHECKOUT))
    django.setup()
    sys.exit(main())
