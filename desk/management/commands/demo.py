"""Loads the fictitious trust to try things out with; --reset empties the database of the one before."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from accounts.models import User
from desk.demo.load import load
from desk.demo.reset import empty
from schools.models import School, Trust


class Command(BaseCommand):
    help = (
        "Load the demonstration trust: schools, people, accounts and some forty cases in every state. Nobody is real."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is a demonstration already")
        parser.add_argument("--reset", action="store_true", help="first remove the demonstration that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demonstration: DEMO is off, so no demonstration data is loaded.")
        trust = Trust.objects.first()
        # manage.py prepare founds a trust without schools or people: that is an empty database still.
        is_real = trust is not None and not trust.is_demo
        is_used = is_real or School.objects.exists() or User.objects.people().exists()
        if is_used and not (trust and trust.is_demo):
            raise CommandError("This database holds a real trust. The demonstration is never loaded beside it.")
        if is_used and not options["reset"]:
            if options["if_empty"]:
                self.stdout.write("The demonstration is there already.")
                return
            raise CommandError("The demonstration is there already. To begin anew: manage.py demo --reset")
        if is_used:
            self._empty()
        began = time.monotonic()
        load(self._say)
        self._say(f"loaded in {time.monotonic() - began:.1f} s; everybody signs in with the demonstration's password")

    def _empty(self) -> None:
        self._say("removing the demonstration that is there")
        try:
            empty()
        except ProgrammingError as error:
            raise CommandError("Only the owner of the database may empty it: OWNER=1 manage.py demo --reset") from error

    def _say(self, what: str) -> None:
        self.stdout.write(f"  {what}")
        self.stdout.flush()
