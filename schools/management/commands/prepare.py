"""Everything a new or updated database needs, run as the owner (OWNER=1): it may be run again at any time."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from accounts.system import system_user
from schools.grants import grant_web_role
from schools.services.calendar import prefill_bank_holidays
from schools.services.roles import sync_roles
from schools.services.trust import found_trust

UNNAMED = "Our trust"


class Command(BaseCommand):
    help = "Migrate, make the cache table, roles, the system's account, bank holidays, and the web role's rights."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=options["verbosity"], stdout=self.stdout)
        call_command("createcachetable", verbosity=0)
        sync_roles()
        system = system_user()
        found_trust(name=UNNAMED, is_demo=settings.DEMO, by=system)
        added = prefill_bank_holidays(by=system)
        if added:
            self.stdout.write(f"{added} bank holidays added.")
        if why_not := grant_web_role(settings.DATABASE_WEB_ROLE):
            self.stderr.write(why_not)
        self.stdout.write("The database is ready.")
