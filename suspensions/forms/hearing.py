"""What is asked about the person's side: what came, how and when; that they waive it; what was made of it."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from kernel.forms import Form, OnceField, TextField
from kernel.widgets import CheckBox, DateParts, Radios
from schools.calendar import at_local, local_day
from suspensions.states import WRITTEN, Channel


class _Came(Form):
    """Something came from the person, on a day and by a way."""

    received_on = forms.DateField(
        label="On which day did it come?",
        widget=DateParts,
        required=False,
        help_text="Leave empty for today.",
        error_messages={"invalid": "Enter a day that exists, for example 2 11 2026."},
    )
    at_time = forms.TimeField(
        label="At what time?",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        help_text="If you know it, for example 08:05.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Enter a time, for example 08:05."},
    )
    token = OnceField()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said["received_at"] = self._moment(said.pop("received_on", None), said.pop("at_time", None))
        return said

    def _moment(self, on: Any, at: time | None) -> datetime:
        """Now, or the time given; a day without a time counts to its last minute, which is never too early."""
        now = timezone.now()
        day = on or local_day(now)
        if at is not None:
            return at_local(day, at)
        return now if day == local_day(now) else at_local(day, time(23, 59))

    def add_error(self, field: str | None, error: Any) -> None:
        """A reason about the moment stands beside the day."""
        super().add_error("received_on" if field == "received_at" else field, error)


class SideForm(_Came):
    """What the person says to it."""

    channel = forms.TypedChoiceField(
        label="How did it come?",
        choices=Channel.choices,
        coerce=Channel,
        widget=Radios(),
        error_messages={"required": "Say how it came."},
    )
    text = TextField(
        label="What do they say?",
        help_text="In their words, as far as you can. Keep a letter or an e-mail as evidence too.",
        error_messages={"required": "Write down what the person said."},
    )
    is_all = forms.BooleanField(
        label="They say that this is all",
        required=False,
        widget=CheckBox(),
        help_text="Only if they say so. Their time to answer then ends early.",
    )
    field_order = ["channel", "received_on", "at_time", "text", "is_all", "token"]


class WaiverForm(_Came):
    """That the person does not want to say anything."""

    channel = forms.TypedChoiceField(
        label="How did it come?",
        choices=[choice for choice in Channel.choices if choice[0] in WRITTEN],
        coerce=Channel,
        widget=Radios(),
        help_text="A waiver counts only in writing.",
        error_messages={"required": "Say how it came."},
    )
    text = TextField(
        label="What did they write?",
        max_length=2000,
        error_messages={"required": "Write down what they wrote."},
    )
    field_order = ["channel", "received_on", "at_time", "text", "token"]


class ConsiderForm(Form):
    """What was made of the person's words."""

    consideration = TextField(
        label="What did you make of it?",
        help_text="What you accept, what you do not, and why.",
        max_length=5000,
        error_messages={"required": "Say what you made of it."},
    )
