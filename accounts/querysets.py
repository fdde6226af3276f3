"""Ways of asking for accounts."""

from django.db import models


class UserQuerySet(models.QuerySet):
    def people(self) -> "UserQuerySet":
        """Accounts of people: the system's own is left out."""
        return self.filter(is_system=False)

    def who_can_sign_in(self) -> "UserQuerySet":
        """Accounts that work now."""
        return self.people().filter(is_active=True)
