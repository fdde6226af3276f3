"""Does a migration after a room's first lock a table for long, lose data, or break the version that still runs?"""

import os
import sys
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django_migration_linter import MigrationLinter

CHECKOUT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Lint the migrations of our own rooms against the configured database. Exit status: 1 where one is unsafe."""
    rooms = [app.label for app in apps.get_app_configs() if Path(app.path).parent == CHECKOUT]
    linter = MigrationLinter(
        path=str(settings.BASE_DIR), include_apps=rooms, ignore_initial_migrations=True, no_cache=True
    )
    linter.lint_all_migrations()
    linter.print_summary()
    return int(linter.has_errors)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspires.settings")
    sys.path.insert(0, str(CHECKOUT))
    django.setup()
    sys.exit(main())
