"""What is asked before somebody is told to reach a school in other ways, and afterwards."""

from datetime import date, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import Checkboxes, DateParts, Radios
from records.sending import (
    DISPUTE,
    Way,
    checked_field,
    envelope_field,
    way_field,
)
from schools.calendar import at_local, local_day
from schools.models import Person
from socialmedia.models import Contact, Terms
from socialmedia.states import ContactChannel, Ground
from suspensions.sending import AgainTo, IssuedTo, SentTo

DAY = {"required": "Enter the day.", "invalid": "Enter a day that exists, for example 2 11 2026."}
TERMS = ("channels", "single_contact", "frequency", "considered", "until_on", "review_on")
FIRST = [("warn", "Warn them first"), ("now", "Restrict at once, without a warning")]
CONSIDERED = "Ask what you know, and what they told you. Say too what you do differently because of it."


class _TermsFields(forms.Form):
    """The terms: whom they reach, how often, which ways are closed, until when, when it is looked at again."""

    single_contact = LineField(
        label="Whom can they write to or ask for?",
        help_text="One person or one address, for example “the school office, office@school.example”.",
        error_messages={"required": "Say whom they can reach."},
    )
    frequency = LineField(
        label="How often, and when are they answered?",
        max_length=300,
        help_text="It stands in the letter as you write it: “Please write once a week. We answer by Friday.”",
        error_messages={"required": "Say how often, and when they are answered."},
    )
    channels = forms.TypedMultipleChoiceField(
        label="Which ways are closed for now?",
        choices=ContactChannel.choices,
        coerce=ContactChannel,
        required=False,
        widget=Checkboxes(small=True),
        help_text="What concerns a child’s safety, illness, accident, absence or special needs always goes through.",
    )
    considered = TextField(
        label="Could a disability, an illness or their language explain it?",
        help_text=CONSIDERED,
        max_length=2000,
        error_messages={"required": "Say whether disability, illness or language could explain it."},
    )
    until_on = forms.DateField(
        label="Which is the last day?",
        widget=DateParts,
        help_text="Six months at most. It ends by itself.",
        error_messages={**DAY, "required": "Enter the last day."},
    )
    review_on = forms.DateField(
        label="When do you look at it again?",
        widget=DateParts,
        error_messages={**DAY, "required": "Enter the day on which you look at it again."},
    )


class NewForm(_TermsFields, Form):
    """Warning somebody, or restricting them at once with the reason."""

    token = OnceField()
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who?",
        empty_label=None,
        widget=Radios(small=True),
        error_messages={"required": "Choose who it is.", "invalid_choice": "Choose one of these people."},
    )
    grounds = forms.TypedMultipleChoiceField(
        label="What goes beyond criticism?",
        choices=Ground.choices,
        coerce=Ground,
        required=False,
        widget=Checkboxes(small=True),
        help_text="Complaining, disagreeing, asking often: none of these is a ground. Nor is the use of a program to write.",
    )
    why = TextField(
        label="What has happened?",
        help_text="They read this. How many, since when, about what; what was answered. No blame.",
        max_length=5000,
        error_messages={"required": "Say what has happened."},
    )
    first = forms.ChoiceField(
        label="What do you do?",
        choices=FIRST,
        initial="warn",
        widget=Radios(reveals={"now": "terms"}, hints={"warn": "A letter. Nothing changes for them today."}),
        error_messages={"required": "Say what you do."},
    )
    skip_reason = TextField(
        label="Why can it not wait for a warning?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, people: "QuerySet[Person]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.is_warning = self["first"].value() != "now"
        if self.is_warning:
            for name in TERMS:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        known.pop("first", None)
        if self.is_warning:
            for name in (*TERMS, "skip_reason"):
                known.pop(name, None)
                self.errors.pop(name, None)
        return known


class SetForm(_TermsFields, Form):
    """The terms after a warning."""


class ChangeForm(_TermsFields, Form):
    """Other terms, and why."""

    token = OnceField()
    reason = TextField(
        label="Why do the terms change?",
        help_text="For the file.",
        max_length=2000,
        error_messages={"required": "Say why the terms change."},
    )

    @staticmethod
    def initial_of(terms: Terms) -> dict[str, Any]:
        """What holds now, to begin with."""
        return {name: getattr(terms, name) for name in TERMS if name != "considered"}


class ReviewForm(Form):
    """It was looked at again, and stays."""

    token = OnceField()
    reason = TextField(
        label="Why is it still needed?",
        help_text="How many messages came since, what was answered, what they said of it.",
        max_length=2000,
        error_messages={"required": "Say why it is still needed."},
    )
    considered = TextField(
        label="Could a disability, an illness or their language explain it?",
        help_text=CONSIDERED,
        max_length=2000,
        error_messages={"required": "Say whether disability, illness or language could explain it."},
    )
    review_on = forms.DateField(label="When do you look at it again?", widget=DateParts, error_messages=DAY)


class EndForm(Form):
    """Why it ends, or why a warning was enough."""

    reason = TextField(
        label="Why?",
        help_text="For the file.",
        max_length=2000,
        error_messages={"required": "Say why."},
    )


class BreachForm(Form):
    """When the terms were not kept to: a contact that is logged, or in words."""

    token = OnceField()
    contact = forms.ModelChoiceField(
        Contact.objects.none(),
        label="Is it one of these?",
        required=False,
        empty_label="None of these",
        help_text="What was logged since. Then it needs no time.",
    )
    what = TextField(
        label="What happened?",
        max_length=2000,
        error_messages={"required": "Say what happened."},
    )
    at_time = forms.TimeField(
        label="At what time?",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        help_text="For example 08:05. Leave it empty for just now.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Enter a time, for example 08:05."},
    )
    on_day = forms.DateField(
        label="On which day?", required=False, widget=DateParts, help_text="Leave empty for today.", error_messages=DAY
    )

    def __init__(self, *args: Any, contacts: "QuerySet[Contact]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["contact"]
        field.queryset = contacts
        field.label_from_instance = _contact_said

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        on_day, at_time = known.pop("on_day", None), known.pop("at_time", None)
        now = timezone.now()
        is_now = at_time is None and on_day is None
        known["happened_at"] = now if is_now else _at(on_day or local_day(now), at_time)
        return known

    def add_error(self, field: str | None, error: Any) -> None:
        """A reason about the moment stands beside the time."""
        super().add_error("at_time" if field == "happened_at" else field, error)


def _at(day: date, clock: time | None) -> Any:
    return at_local(day, clock or time(12))


def _contact_said(contact: Contact) -> str:
    at = timezone.localtime(contact.happened_at)
    return f"{at:%d %b, %H:%M}: {contact.get_channel_display()}, {contact.subject}"


# --- Letters ------------------------------------------------------------------------------------------------------
class LetterForm(Form, IssuedTo):
    """What the writer of a letter adds, and how it goes."""

    said = TextField(
        label="Anything you want to add?",
        help_text="It stands in the letter. You can leave it empty.",
        max_length=5000,
        required=False,
    )
    method = way_field(Way.POST, "to-address")
    address = envelope_field()
    is_checked = checked_field()


class SentForm(Form, SentTo):
    """How an issued letter went, and on which day."""

    token = OnceField()


class LostForm(Form, AgainTo):
    """How it is known that a letter never came, and how it goes now."""

    token = OnceField()
    dispute = TextField(**DISPUTE)
