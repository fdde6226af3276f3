"""What is asked about telling people of a pupil's suspension: the words, how it went, court orders."""

from datetime import date, datetime
from typing import Any

from django import forms

from kernel.forms import Form, OnceField, TextField
from kernel.widgets import Radios
from pupils.selectors.notice import NoticePage
from pupils.selectors.reaching import Reached
from pupils.states import Event
from records.sending import (
    DISPUTE,
    AgainFields,
    SentFields,
    Way,
    address_hint,
    checked_field,
    email_hint,
    envelope_field,
    received_hint,
    way_field,
    way_of,
)
from records.states import CopyMethod
from schools.calendar import local_day

WHYS = {
    Event.DECIDED: ("What the pupil did, and why this was decided", "Give the reason in plain words."),
    Event.CANCELLED: ("Why it was cancelled", "Say why it was cancelled."),
    Event.INVITED: ("Why it does not take place", "Say why it does not take place."),
}


def hints_of(deemed: tuple[tuple[CopyMethod, date], ...], law_by: datetime | None = None) -> dict[str, str]:
    """What each way means today; what comes after the time the law sets (aware) is said to."""
    return {way.value: _hint(way, day, law_by) for way, day in deemed}


def _hint(way: CopyMethod, day: date, law_by: datetime | None) -> str:
    said = received_hint(day)
    if way == CopyMethod.POST and is_too_late(day, law_by):
        return f"{said}, after the time the law sets. Also hand it over, or read it out by telephone and say so."
    return f"{said}."


def is_too_late(day: date, law_by: datetime | None) -> bool:
    """Whether a local day lies after the one by which the law wants a notice given."""
    return law_by is not None and day > local_day(law_by)


def hint_of(here: Reached) -> str:
    """What to mind about the address of a recipient."""
    return address_hint(here.address, is_confidential=here.known.is_confidential)


class NoticeForm(Form):
    """The words of a letter that a person writes, and how it goes."""

    reason = TextField(
        label="The reason",
        help_text="In plain words, as the reader should read it. Name no other child.",
        max_length=10_000,
    )
    work = TextField(
        label="How the work reaches the pupil",
        help_text="For example: it is online, or at the school office from 9:00. The letter says that you set and mark it.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    day_six = TextField(
        label="Where the pupil is taught from then on",
        help_text="The place with its address, the first day, the times, and whom to ask for. If you do not know it yet,"
        " leave this empty: the letter then says that it follows.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    method = way_field(Way.POST, "to-address")
    address = envelope_field()
    is_checked = checked_field()

    def __init__(self, *args: Any, page: NoticePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subject, event = page.subject, page.subject.key.event
        here = subject.reached
        self.initial.setdefault("address", here.address)
        for name in ("reason", "work", "day_six"):
            self.initial.setdefault(name, getattr(page.begin, name))
        if event in WHYS:
            self.fields["reason"].label, self.fields["reason"].error_messages["required"] = WHYS[event]
        self.fields["address"].help_text = hint_of(here)
        self.fields["method"].widget.hints = hints_of(page.deemed, subject.law_by)
        if page.issued is not None or not here.address:
            # Ticked already, it would be logged as handed over by whoever reads no further.
            self.initial.setdefault("method", Way.LATER)
        elif is_too_late(dict(page.deemed)[CopyMethod.POST], subject.law_by):
            self.initial.setdefault("method", Way.HAND)
        if event == Event.DAY_SIX:
            self.fields["day_six"].required, self.fields["day_six"].help_text = (
                True,
                "Everything they need to get there.",
            )
            self.fields["day_six"].error_messages["required"] = "Say where it is, from when, and whom to ask for."
        left_out = {
            "reason": not subject.asks_reason,
            "work": not page.asks_work,
            "day_six": not page.asks_day_six,
            "method": not subject.to.is_family,
            "address": not subject.to.is_family,
            "is_checked": not page.gives_away,
        }
        for name, is_out in left_out.items():
            if is_out:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said["method"] = way_of(said.get("method", ""))
        said.setdefault("reason", "")
        return said


class SentForm(Form, SentFields):
    """How an issued letter or notice went, and on which day."""

    token = OnceField()
    method = forms.TypedChoiceField(
        label="How did it go?",
        choices=[
            (CopyMethod.EMAIL, "I e-mailed it from the school’s own secure mail"),
            (CopyMethod.POST, "By post"),
            (CopyMethod.HAND, "By hand"),
        ],
        coerce=CopyMethod,
        widget=Radios(reveals={CopyMethod.POST: "sent-address", CopyMethod.EMAIL: "sent-mail"}),
        error_messages={"required": "Say how it went."},
    )
    email = forms.EmailField(
        label="To which e-mail address?",
        required=False,
        error_messages={"invalid": "Enter an e-mail address, like name@council.example."},
    )

    def __init__(self, *args: Any, page: NoticePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here, is_family = page.subject.reached, page.subject.to.is_family
        self.initial.setdefault("address", here.address)
        self.initial.setdefault("email", here.known.email)
        self.fields["address"].help_text = hint_of(here) if is_family else "As it stands on the envelope."
        if not is_family:
            return
        del self.fields["email"]
        hint = email_hint(here.known.email, here.known.email_agreed_on)
        self.fields["method"].widget.hints = {CopyMethod.EMAIL.value: hint}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        email = said.pop("email", "")
        if said.get("method") == CopyMethod.EMAIL and email:
            said["address"] = email
        return said

    def add_error(self, field: str | None, error: Any) -> None:
        """A reason about the address stands beside the one that was asked for."""
        is_mail = self.data.get("method") == CopyMethod.EMAIL and "email" in self.fields
        super().add_error("email" if field == "address" and is_mail else field, error)


class LostForm(Form, AgainFields):
    """How it is known that a letter or notice never came, and how it goes now."""

    token = OnceField()
    dispute = TextField(**DISPUTE)
    method = way_field(Way.LATER, "again-address", "How does it go now?")

    def __init__(self, *args: Any, here: Reached, deemed: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("address", here.address)
        self.fields["address"].help_text = hint_of(here)
        self.fields["method"].widget.hints = hints_of(deemed)


class NotToldForm(Form):
    """How somebody knows of it without the paper, or why they cannot be told."""

    token = OnceField()
    reason = TextField(
        label="How do they know of it, or why can they not be told?",
        help_text="For example: it was read out to them by telephone at 14:50 and the letter is in the post.",
        max_length=2000,
        error_messages={"required": "Say how they know of it, or why they cannot be told."},
    )


class OrderForm(Form):
    """Whether somebody is told of whom a court order is noted, and why."""

    token = OnceField()
    is_told = forms.TypedChoiceField(
        label="Are they told of this suspension?",
        choices=[("yes", "Yes, they are told like every parent"), ("no", "No, the order stands against it")],
        coerce=lambda value: value == "yes",
        widget=Radios,
        error_messages={"required": "Choose one."},
    )
    reason = TextField(
        label="Why?",
        help_text="What the order says, and whom you asked: for example social care, or a solicitor.",
        max_length=2000,
        error_messages={"required": "Say why."},
    )
