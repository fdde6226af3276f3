"""How a message about an account is sent: its texts stand in templates/account/email."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string


def send(name: str, address: str, facts: dict[str, object]) -> None:
    """Send one message to one address, at once: called by jobs only."""
    subject = settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + render_to_string(f"account/email/{name}_subject.txt").strip()
    send_mail(subject, render_to_string(f"account/email/{name}_message.txt", facts), None, [address])
