"""The named account in whose name the system itself acts."""

from django.core.exceptions import PermissionDenied

from accounts.models import SYSTEM_EMAIL, User


def system_user() -> User:
    """The system's account: nobody can sign in to it. It is made once, by a migration or here."""
    user, _ = User.objects.get_or_create(
        is_system=True,
        defaults={"email": SYSTEM_EMAIL, "name": "Inspires casework", "is_active": False, "password": "!"},
    )
    return user


def require_machine(by: User) -> None:
    """Deny (403) to anybody but the system itself."""
    if not by.is_system:
        raise PermissionDenied
