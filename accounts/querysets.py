"""Ways of asking for accounts and for sign-ins."""

from datetime import datetime

from django.db import models


class UserQuerySet(models.QuerySet):
    def people(self) -> "UserQuerySet":
        """Accounts of people: the system's own is left out."""
        return self.filter(is_system=False)

    def who_can_sign_in(self) -> "UserQuerySet":
        """Accounts that work now."""
        return self.people().filter(is_active=True)


class SignInQuerySet(models.QuerySet):
    def before(self, at: datetime) -> "SignInQuerySet":
        """Those older than a moment (aware datetime)."""
        return self.filter(at__lt=at)
