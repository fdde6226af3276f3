"""How django-allauth behaves here: no sign-up, and demonstration accounts only in a demonstration."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by administrators."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Refuse accounts of the demonstration when the site is not one."""
        user = super().authenticate(request, **credentials)
        if user is not None and user.is_demo and not settings.DEMO:
            return None
        return user
