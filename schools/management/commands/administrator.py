"""The first administrators of a new trust, made by whoever installs it: after that, accounts are made on the pages."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from accounts.system import system_user
from kernel.refusal import Refused
from schools.selectors.roles import holders
from schools.services.accounts import create_account, send_password_link
from schools.services.roles import give_role
from schools.states import Role

ENOUGH = 2


class Command(BaseCommand):
    help = "Make an account an administrator while the trust has fewer than two, and send it a link to set a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    @transaction.atomic
    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        if len(holders(Role.ADMINISTRATOR)) >= ENOUGH:
            raise CommandError("There are two administrators already. They make further accounts in Set-up.")
        system = system_user()
        try:
            user = User.objects.people().filter(email__iexact=email).first()
            user = user or create_account(email=email, name=name, by=system)
            give_role(user=user, role=Role.ADMINISTRATOR, school=None, by=system)
            send_password_link(user=user, by=system)
        except Refused as refused:
            raise CommandError(refused.reason) from refused
        except ValidationError as invalid:
            raise CommandError(" ".join(invalid.messages)) from invalid
        self.stdout.write(f"{user.name} is an administrator. The link to set a password goes out by e-mail.")
