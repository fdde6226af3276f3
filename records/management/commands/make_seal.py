"""Make the trust's seal, with which records are sealed that everybody has signed; again, the next one takes over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.system import system_user
from records import seals
from records.sealing import make
from records.services.sealing import note_seal
from schools.selectors import trust

MOST_YEARS = 20


class Command(BaseCommand):
    help = "Make the trust's seal: a certificate that the trust signs itself, and its key, encrypted, in SEAL_DIR."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--years", type=int, default=6, help="how long it is valid")
        parser.add_argument(
            "--next", action="store_true", help="take the place of the one in use; its key is destroyed"
        )
        parser.add_argument("--if-none", action="store_true", help="do nothing where there is one")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        before = seals.seal_in_use(now.date())
        if before is not None and options["if_none"]:
            return
        if before is not None and not options["next"]:
            raise CommandError(f"There is a seal, valid until {before.until:%d %B %Y}. For the next one: --next")
        if not 1 <= options["years"] <= MOST_YEARS:
            raise CommandError(f"Choose from 1 to {MOST_YEARS} years.")
        made = make(trust().name, now=now, years=options["years"], passphrase=seals.passphrase())
        path = seals.folder() / made.name
        seals.write_alone(path.with_suffix(".key"), made.key)
        seals.write_alone(path, made.certificate)
        note_seal(fingerprint=made.fingerprint, by=system_user())
        if before is not None:
            before.key.unlink()
        self.stdout.write(f"The seal is made and in use. Keep {seals.folder()} with the backups.")
        self.stdout.write(f"Its certificate (SHA-256): {made.fingerprint}")
