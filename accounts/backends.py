"""Whose sign-in and whose session count: nobody's of the demonstration where the site is none."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Asked at every sign-in and, for every session, with every request."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        return _admitted(super().authenticate(request, **credentials))

    def get_user(self, user_id: int) -> User | None:
        return _admitted(super().get_user(user_id))


def _admitted(user: User | None) -> User | None:
    return None if user is not None and user.is_demo and not settings.DEMO else user
