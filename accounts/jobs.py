"""Mail about accounts, and forgetting old sign-ins; done by the worker, so a dead mail server only delays it."""

from datetime import timedelta
from urllib.parse import quote

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.mail import send
from accounts.models import SignIn, User
from kernel.jobs import PATIENCE

SIGN_INS_KEPT = timedelta(days=366)
ONE_DAY = 24 * 60 * 60


@app.task(name="accounts.password_link", retry=PATIENCE)
def password_link(user_id: int) -> None:
    """Send the link with which somebody sets a new password; it works once and for a few days.

    The link is made here and stands nowhere else: no job and no log ever holds it.
    """
    user = User.objects.who_can_sign_in().filter(pk=user_id).first()
    if user is None:
        return
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    key = f"{user_pk_to_url_str(user)}-{token}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}).replace(
        "UID-KEY", quote(key)
    )
    facts = {"password_reset_url": settings.BASE_URL + path, "days": settings.PASSWORD_RESET_TIMEOUT // ONE_DAY}
    send("password_reset_key" if user.has_usable_password() else "password_first", user.email, facts)


@app.periodic(cron="41 3 * * *")
@app.task(name="accounts.forget_sign_ins", queueing_lock="accounts.forget_sign_ins")
def forget_sign_ins(timestamp: int = 0) -> None:
    """Forget who signed in more than a year ago."""
    SignIn.objects.before(timezone.now() - SIGN_INS_KEPT).delete()
