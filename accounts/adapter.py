"""How django-allauth behaves here: no sign-up, mail by the worker, sign-ins noted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from accounts.models import Outcome, SignIn, User
from kernel.jobs import queue


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Try again, or set a new password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by administrators."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a refused sign-in; what was typed as the address is kept only where it is an account's."""
        super().authentication_failed(request, **credentials)
        user = User.objects.people().filter(email__iexact=credentials.get("email") or "").first()
        self._note(request, user, Outcome.REFUSED)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in and note it."""
        super().login(request, user)
        self._note(request, user, Outcome.SIGNED_IN)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Let the worker send the link: the page answers the same whether or not the mail server does."""
        queue("accounts.password_link", user_id=user.pk)

    def _note(self, request: HttpRequest, user: User | None, outcome: Outcome) -> None:
        SignIn.objects.create(user=user, outcome=outcome, network_address=self.get_client_ip(request))
