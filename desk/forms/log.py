"""What logging an incident asks: one page, few answers, everything else later."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils import timezone

from cases.states import Part
from desk import rules
from desk.services.log import Newcomer, Party
from incidents.rules import cannot_leave_unsaid, is_serious
from incidents.states import Category, Setting
from kernel.forms import Form, LineField, TextField
from kernel.text import whole_number
from kernel.widgets import CheckBox, Checkboxes, DateParts, Radios
from schools.calendar import at_local, local_day
from schools.models import Person, School
from schools.states import PersonKind

MOST_PARTIES = 12
SHORT_NUMBER = re.compile("[0-9]{1,3}")
SUBJECT_KINDS = [kind for kind in PersonKind if kind not in (PersonKind.PUPIL, PersonKind.STAFF)]


class When(TextChoices):
    NOW = "now", "Just now"
    TODAY = "today", "Earlier today"
    YESTERDAY = "yesterday", "Yesterday"
    OTHER = "other", "Another day"


class LogForm(Form):
    """Everything about the incident but the people."""

    school = forms.ModelChoiceField(
        School.objects.none(),
        label="Which school?",
        empty_label=None,
        widget=Radios,
        error_messages={"invalid_choice": "Choose one of your schools.", "required": "Choose the school."},
    )
    opened_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    # The box that finds people: what it says is looked up, never kept; that nobody was chosen is said beside it.
    q = LineField(label="Find them", required=False)
    when = forms.ChoiceField(
        label="When was it?",
        choices=When.choices,
        initial=When.NOW,
        error_messages={"required": "Say when it was."},
        widget=Radios(small=True, reveals={"today": "when-time", "yesterday": "when-time", "other": "when-time"}),
    )
    on_day = forms.DateField(
        label="Which day?",
        required=False,
        widget=DateParts,
        help_text="Only for another day.",
        error_messages={"invalid": "Enter a day that exists, for example 2 11 2026."},
    )
    at_time = forms.TimeField(
        label="At what time?",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        help_text="For example 08:05.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Enter a time, for example 08:05."},
    )
    setting = forms.ChoiceField(
        label="Where was it?",
        choices=Setting.choices,
        widget=Radios(small=True),
        error_messages={"required": "Say where it was.", "invalid_choice": "Choose where it was."},
    )
    place = LineField(label="Exactly where?", required=False, help_text="If it matters: main gate, school office.")
    categories = forms.TypedMultipleChoiceField(
        label="What was it?",
        choices=Category.choices,
        coerce=Category,
        widget=Checkboxes(small=True, reveals={"other": "other-category"}),
        help_text="Tick what fits.",
        error_messages={"required": "Tick what it was."},
    )
    other_category = LineField(label="What else was it?", required=False)
    account = TextField(
        label="What happened?",
        help_text="What you saw and heard, in their words where you can.",
        error_messages={"required": "Say what happened."},
    )
    # Shown once it is known that it applies: most who log a threat suspend, and are not to be asked for more.
    why_not_suspended = TextField(
        label="Why is nobody suspended?",
        help_text="One sentence: the CEO reads it. Or tick “Suspend from site” beside the name above.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_child_at_risk = forms.BooleanField(label="A child may be at risk", required=False, widget=CheckBox())
    tells_ceo = forms.BooleanField(label="Tell the CEO now", required=False, widget=CheckBox())
    on_behalf_of = LineField(
        label="Whose report is this?", required=False, help_text="Only if you write it down for somebody else."
    )

    # Whoever logs decides as well, and has ticked nobody: known from the cards.
    spares_all = False

    def __init__(self, *args: Any, schools: Any, opened_at: datetime, has_people: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_people = has_people
        field = self.fields["school"]
        field.queryset = schools  # type: ignore[attr-defined]
        choices = [*schools]
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
            self.initial.setdefault("school", choices[0].pk)
        self.initial.setdefault("opened_at", opened_at)

    @property
    def asks_why(self) -> bool:
        """Why nobody is suspended is asked, or was answered."""
        return bool(self["why_not_suspended"].errors or self["why_not_suspended"].value())

    def chosen_school_id(self, typed: QueryDict) -> int | None:
        """The school chosen on the page so far, or the only one there is."""
        value = str(typed.get("school") or self.initial.get("school") or "")
        return whole_number(value) if value else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if Category.OTHER in cleaned.get("categories", ()) and not cleaned.get("other_category"):
            self.add_error("other_category", "Say what else it was.")
        if self.spares_all and is_serious(cleaned.get("categories", ())):
            reason = cannot_leave_unsaid(cleaned.get("why_not_suspended", ""))
            if reason and "why_not_suspended" not in self.errors:
                self.add_error("why_not_suspended", reason)
        if "when" in cleaned and not {"on_day", "at_time"} & self.errors.keys():
            self._set_moment(cleaned)
        for name in ("q", "when", "on_day", "at_time", "opened_at"):
            cleaned.pop(name, None)
        if not self.has_people:
            self.add_error("q", rules.NOBODY)
        return cleaned

    def _set_moment(self, cleaned: dict[str, Any]) -> None:
        """The aware moment it happened, from the answers about day and time."""
        now = timezone.now()
        if cleaned["when"] == When.NOW:
            opened = cleaned.get("opened_at") or now
            cleaned["occurred_at"] = opened if timedelta(0) <= now - opened < timedelta(hours=12) else now
            return
        day, clock = self._day(cleaned, local_day(now)), cleaned.get("at_time")
        if clock is None:
            self.add_error("at_time", "Say at what time, as near as you know.")
        if day is not None and clock is not None:
            moment = at_local(day, time(clock.hour, clock.minute))
            if moment > now:
                self.add_error("at_time", "This time is in the future.")
            cleaned["occurred_at"] = moment

    def _day(self, cleaned: dict[str, Any], today: date) -> date | None:
        if cleaned["when"] == When.TODAY:
            return today
        if cleaned["when"] == When.YESTERDAY:
            return today - timedelta(days=1)
        if cleaned.get("on_day") is None:
            self.add_error("on_day", "Say which day it was.")
        elif cleaned["on_day"] > today:
            self.add_error("on_day", "This day is in the future.")
            return None
        day: date | None = cleaned.get("on_day")
        return day


class PartyForm(Form):
    """One person of the report: known, new, or nobody knows who."""

    person = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_unknown = forms.BooleanField(widget=forms.HiddenInput, required=False)
    given_name = LineField(label="First name", max_length=100, required=False)
    family_name = LineField(label="Surname", max_length=100, required=False)
    kind = forms.ChoiceField(
        label="Who are they?",
        choices=[(kind.value, kind.label) for kind in SUBJECT_KINDS],
        initial=PersonKind.PARENT,
        required=False,
        widget=forms.Select,
    )
    description = LineField(
        label="What did they look like?", max_length=300, required=False, help_text="So that reception would know them."
    )
    vehicle = LineField(label="Vehicle", max_length=120, required=False, help_text="If you saw one.")
    part = forms.ChoiceField(label="Their part", choices=Part.choices, initial=Part.SUBJECT, widget=forms.Select)
    is_suspended = forms.BooleanField(label="Suspend from site for the rest of today", required=False)
    risk = TextField(
        label="What is the risk to staff or children?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One sentence. Criticism or a complaint is not a reason to suspend anybody.",
    )
    was_told = forms.BooleanField(label="I have told them in person", required=False, widget=CheckBox())

    def __init__(self, *args: Any, people: dict[int, Person], can_suspend: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["is_suspended"].widget = CheckBox(reveals=self.reveal_key)
        if not can_suspend:
            for name in ("is_suspended", "risk", "was_told"):
                del self.fields[name]

    @property
    def known(self) -> Person | None:
        """The person chosen, among those this user may choose."""
        typed = self["person"].value()
        return self.people.get(whole_number(str(typed or "")))

    @property
    def may_be_suspended(self) -> bool:
        """An adult: a pupil is never suspended for what a parent did."""
        return self.known is None or not (self.known.is_pupil and len(self.known.kinds) == 1)

    @property
    def suspends(self) -> bool:
        """ "Suspend from site" is ticked on this card, as it was sent."""
        return "is_suspended" in self.fields and bool(self["is_suspended"].value())

    @property
    def reveal_key(self) -> str:
        """What ticking "suspend" opens."""
        return f"{self.prefix}-suspend"

    @property
    def is_new(self) -> bool:
        """A newcomer with a name."""
        return not self["person"].value() and not self.is_nameless

    @property
    def is_nameless(self) -> bool:
        """Somebody whose name nobody knows."""
        return str(self["is_unknown"].value()) in ("True", "on", "1", "true")

    @property
    def label(self) -> str:
        """The name of the card."""
        if self.known is not None:
            return self.known.full_name
        typed = f"{self['given_name'].value() or ''} {self['family_name'].value() or ''}".strip()
        return "Somebody I do not know" if self.is_nameless else typed or "A new person"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("person") and self.known is None:
            raise ValidationError("This person is not one of your school's. Choose again.")
        if not cleaned.get("person"):
            self._clean_newcomer(cleaned)
        if cleaned.get("is_suspended") and not cleaned.get("risk"):
            self.add_error("risk", "Say what the risk to staff or children is.")
        return cleaned

    def _clean_newcomer(self, cleaned: dict[str, Any]) -> None:
        if self.is_nameless:
            if not cleaned.get("description") and "description" not in self.errors:
                self.add_error("description", "Describe them, so that a colleague would know them.")
        elif not (cleaned.get("family_name") or cleaned.get("given_name")):
            self.add_error("family_name", "Enter a name, or take this person out.")

    def party(self) -> Party:
        """What the form says, for the service."""
        cleaned = self.cleaned_data
        told = {name: cleaned.get(name, False) for name in ("is_suspended", "was_told")}
        part = Part(cleaned["part"])
        if self.known is not None:
            return Party(part=part, person=self.known, risk=cleaned.get("risk", ""), **told)
        newcomer = Newcomer(
            kind=PersonKind.OTHER if self.is_nameless else PersonKind(cleaned["kind"] or PersonKind.PARENT),
            given_name="" if self.is_nameless else cleaned["given_name"],
            family_name="" if self.is_nameless else cleaned["family_name"],
            description=cleaned["description"] if self.is_nameless else "",
            vehicle=cleaned["vehicle"],
        )
        return Party(part=part, newcomer=newcomer, risk=cleaned.get("risk", ""), **told)


def party_numbers(typed: QueryDict) -> list[int]:
    """The numbers of the people's cards on the page, in order."""
    numbers = [int(value) for value in typed.getlist("party") if SHORT_NUMBER.fullmatch(value)]
    return [*dict.fromkeys(numbers)][:MOST_PARTIES]


def chosen_ids(typed: QueryDict) -> set[int]:
    """The known people chosen on the page."""
    values = (typed.get(f"p{number}-person", "") for number in party_numbers(typed))
    return {pk for value in values if (pk := whole_number(value))}


def with_party(typed: QueryDict, **fields: str) -> QueryDict:
    """The page with one more card."""
    typed = typed.copy()
    numbers = party_numbers(typed)
    number = max(numbers, default=-1) + 1
    if len(numbers) < MOST_PARTIES:
        typed.setlist("party", [*map(str, numbers), str(number)])
        typed["q"] = ""
        for name, value in fields.items():
            typed[f"p{number}-{name}"] = value
    return typed


def without_party(typed: QueryDict, number: str) -> QueryDict:
    """The page without one card and all that was typed on it."""
    typed = typed.copy()
    typed.setlist("party", [str(n) for n in party_numbers(typed) if str(n) != number])
    for name in [name for name in typed if name.startswith(f"p{number}-")]:
        del typed[name]
    return typed
