"""How a paper goes to somebody, and that it never came: what every form about that asks, in the same words."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import TextChoices

from kernel.widgets import CheckBox, DateParts, Radios
from records.states import CopyMethod


class Way(TextChoices):
    """How a letter goes, as it is asked when it is issued."""

    POST = CopyMethod.POST.value, "By post"
    HAND = CopyMethod.HAND.value, "By hand"
    LATER = "later", "I will say later how it went"


# How it is known that a paper never came.
DISPUTE: dict[str, Any] = {
    "label": "How do you know that it never came?",
    "help_text": "Who said so and when, or that the post brought it back.",
    "max_length": 1000,
    "widget": forms.Textarea(attrs={"rows": 3}),
    "error_messages": {"required": "Say how you know that it never came."},
}
CONFIDENTIAL = "This address is confidential. Use it on this envelope only; it stands nowhere in the letter."


CONFIDENTIAL_HERE = "The address is confidential: ask whoever works on the case for the envelope."


def way_of(typed: str) -> CopyMethod | None:
    """The way that was chosen; None for "later"."""
    return CopyMethod(typed) if typed in (CopyMethod.POST, CopyMethod.HAND) else None


def envelope_field() -> forms.CharField:
    """The question for the address that a letter goes to."""
    return forms.CharField(
        label="Address on the envelope", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


def checked_field() -> forms.BooleanField:
    """The tick that no confidential address stands in the letter."""
    return forms.BooleanField(
        label="I have checked: no confidential address stands in this letter", required=False, widget=CheckBox()
    )


def way_field(initial: Way, reveals: str, label: str = "How does it go?") -> forms.ChoiceField:
    """How a letter goes that is issued, or goes again; by post, the part of the page named `reveals` opens."""
    return forms.ChoiceField(
        label=label,
        choices=Way.choices,
        initial=initial,
        widget=Radios(reveals={Way.POST: reveals}),
        error_messages={"required": "Say how it goes."},
    )


def sent_at_field() -> forms.TimeField:
    """The time at which an e-mail went."""
    return forms.TimeField(
        label="At what time?",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        help_text="On a working day up to 16:30 it counts as received the same day, for example 15:05. Without a time it "
        "counts on the next working day.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Enter a time, for example 15:05."},
    )


def sent_on_field() -> forms.DateField:
    """The local day on which a paper went."""
    return forms.DateField(
        label="On which day?",
        widget=DateParts,
        error_messages={"required": "Enter the day.", "invalid": "Enter a day that exists, for example 2 11 2026."},
    )


def received_hint(day: date) -> str:
    """When what goes today counts as received, without the full stop."""
    return f"Today, it counts as received on {day:%A} {day.day} {day:%B %Y}"


def address_hint(address: str, *, is_confidential: bool) -> str:
    """What to mind about the address on an envelope."""
    if is_confidential:
        return CONFIDENTIAL
    return "It stands in the letter as well." if address else "None is known. It stands in the letter as well."


def email_hint(email: str, agreed_on: date | None) -> str:
    """Whether a formal letter may go to somebody by e-mail, and to which address."""
    if agreed_on is None:
        return "Only where they agreed to e-mail for formal letters. No agreement is noted."
    return f"They agreed to e-mail on {agreed_on:%-d %B %Y}: {email}"


# --- Several at once ----------------------------------------------------------------------------------------------
class SentFields(forms.Form):
    """How an issued letter went, and on which day: the part that the forms of every room share."""

    method = forms.TypedChoiceField(
        label="How did it go?",
        choices=[
            (CopyMethod.POST, "By post"),
            (CopyMethod.HAND, "By hand"),
            (CopyMethod.EMAIL, "I e-mailed it from the school’s own mail"),
        ],
        coerce=CopyMethod,
        widget=Radios(reveals={CopyMethod.POST: "sent-address", CopyMethod.EMAIL: "sent-time"}),
        error_messages={"required": "Say how it went."},
    )
    address = envelope_field()
    sent_at = sent_at_field()
    sent_on = sent_on_field()

    def say_ways(self, *, address: str, email: str) -> None:
        """What to mind about the envelope, and about e-mail."""
        self.fields["address"].help_text = address
        self.fields["method"].widget.hints = {CopyMethod.EMAIL.value: email}


class AgainFields(forms.Form):
    """How a letter goes that never came, or is issued."""

    method = way_field(Way.POST, "again-address", "How does it go now?")
    address = envelope_field()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said["method"] = way_of(said.get("method", ""))
        return said
