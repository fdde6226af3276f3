"""Is the history whole? Recomputes the chains and exits 1 at the first break."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.models import Chain
from audit.selectors import breaks, disposed


class Command(BaseCommand):
    help = "Recompute the hash chains of the history: all of them, or the one named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("chain", nargs="?", help="a case reference, school:<id> or trust")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["chain"]
        if name and not Chain.objects.filter(pk=name).exists():
            raise CommandError(f"There is no chain named {name}.")
        for found in breaks(name):
            self.stderr.write(f"BROKEN {found.chain} at {found.seq}: {found.why}")
            sys.exit(1)
        checked = 1 if name else Chain.objects.count()
        gone = disposed(name)
        also = f"; {gone} text{'' if gone == 1 else 's'} disposed of" if gone else ""
        self.stdout.write(f"{checked} chain{'' if checked == 1 else 's'} whole{also}.")
