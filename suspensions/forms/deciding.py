"""What is asked when a suspension goes on, ends by itself, or holds for every site."""

from typing import Any

from django import forms

from kernel.forms import Form, OnceField, TextField
from kernel.widgets import DateParts

CONSIDERED: dict[str, Any] = {
    "label": "Could a disability, an illness or language explain it? What did you consider?",
    "help_text": "For example a hearing loss, distress, or little English; and what you could change so that they can "
    "behave safely. If nothing points to it, say so.",
    "max_length": 5000,
    "error_messages": {"required": "Say what you considered about disability, illness and language."},
}
NOT_A_DAY = "Enter a day that exists, for example 27 11 2026."


def until_field(label: str) -> forms.DateField:
    """The last day of a suspension."""
    return forms.DateField(
        label=label,
        widget=DateParts,
        help_text="They may come again on the day after.",
        error_messages={
            "required": "Enter the last day. A suspension never goes on without an end.",
            "invalid": NOT_A_DAY,
        },
    )


def review_field(help_text: str) -> forms.DateField:
    """The day on which it is looked at again."""
    return forms.DateField(
        label="On which day do you look at it again?",
        widget=DateParts,
        required=False,
        help_text=help_text,
        error_messages={"invalid": NOT_A_DAY},
    )


class _Going(Form):
    """A decision that moves an end; `known_until` is the end the page showed (aware)."""

    known_until = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    token = OnceField()


class ExtendForm(_Going):
    """Until when a suspension goes on, and why."""

    until_on = until_field("Until the end of which day?")
    reason = TextField(
        label="Why must it go on?",
        help_text="What the risk to staff or children still is. Criticism or a complaint alone is no reason.",
        max_length=5000,
        error_messages={"required": "Say why it must go on."},
    )
    considered = TextField(**CONSIDERED)
    review_on = review_field("")

    def __init__(self, *args: Any, is_upheld: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].help_text = (
            "Before it ends. Somebody then decides whether it is still needed."
            if is_upheld
            else "Leave it empty for two working days before it ends."
        )


class LetEndForm(Form):
    """Why it is enough that a suspension ends by itself."""

    note = TextField(
        label="Why is that enough?",
        help_text="For the file. The person has been told until when it lasts, and needs no new letter.",
        max_length=2000,
        error_messages={"required": "Say why that is enough."},
    )


class TrustWideForm(Form):
    """Until when a person may not come onto any site, and why."""

    until_on = until_field("Until the end of which day?")
    grounds = TextField(
        label="What is the risk to staff or children at the other sites?",
        help_text="The person reads it in their letter.",
        max_length=5000,
        error_messages={"required": "Say what the risk to staff or children is."},
    )
    considered = TextField(**CONSIDERED)
    review_on = review_field("Leave it empty for two working days before it ends.")
    token = OnceField()


class AskTrustWideForm(Form):
    """Why every site should be closed to a person."""

    reason = TextField(
        label="Why should it hold for every site?",
        help_text="For example: they have children at another school, or said that they would go there.",
        max_length=2000,
        error_messages={"required": "Say why every site should be closed to them."},
    )
