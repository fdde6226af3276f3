"""The named account in whose name the system itself acts."""

from accounts.models import SYSTEM_EMAIL, User


def system_user() -> User:
    """The system's account: nobody can sign in to it. It is made once, by a migration or here."""
    user, _ = User.objects.get_or_create(
        is_system=True,
        defaults={"email": SYSTEM_EMAIL, "name": "Inspires casework", "is_active": False, "password": "!"},
    )
    return user
