"""What is asked about the board: what somebody writes to it, when it meets, its papers, who sat, what it decided."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.dateparse import parse_date

from kernel.forms import Form, LineField, OnceField, TextField
from kernel.text import clean_line
from kernel.widgets import CheckBox, Checkboxes, DateParts, Radios
from pupils.board import Attended
from pupils.states import BoardDecision, Came, HalfOfDay, SaidBy
from schools.calendar import at_local, local_day

NOT_A_DAY = "Enter a day that exists, for example 27 11 2026."
NOT_A_TIME = "Enter a time, for example 08:05."
MOST_NAMES = 12


def day_field(label: str, **more: Any) -> forms.DateField:
    """A local day in three boxes."""
    errors = {"required": "Enter the day.", "invalid": NOT_A_DAY}
    return forms.DateField(label=label, widget=DateParts, **{"error_messages": errors, **more})


def time_field(label: str, **more: Any) -> forms.TimeField:
    """A time of day, as people type it."""
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        **{"error_messages": {"required": "Enter the time.", "invalid": NOT_A_TIME}, **more},
    )


class SaidForm(Form):
    """What somebody says to the board."""

    said_by = LineField(
        label="Who says it?",
        help_text="For example: the mother, Grace Okafor.",
        error_messages={"required": "Say who says it."},
    )
    channel = forms.TypedChoiceField(
        label="How did it come?",
        choices=SaidBy.choices,
        coerce=SaidBy,
        widget=Radios(),
        error_messages={"required": "Say how it came."},
    )
    received_on = day_field("On which day did it come?", required=False, help_text="Leave empty for today.")
    text = TextField(
        label="What do they say?",
        help_text="In their words, as far as you can.",
        error_messages={"required": "Write down what they say."},
    )
    token = OnceField()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        now, day = timezone.now(), said.pop("received_on", None)
        is_today = day is None or day == local_day(now)
        said["received_at"] = now if is_today else at_local(day, time(23, 59))
        return said

    def add_error(self, field: str | None, error: Any) -> None:
        """A reason about the moment stands beside the day."""
        super().add_error("received_on" if field == "received_at" else field, error)


class _Moment(Form):
    """A day with a time, given to the service as one moment (aware)."""

    moment = ""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        day, clock = said.pop("on_day", None), said.pop("at_time", None)
        if day is not None and clock is not None:
            said[self.moment] = at_local(day, clock)
        return said

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error("on_day" if field == self.moment else field, error)


class MeetingForm(_Moment):
    """When and where the board meets."""

    moment = "meets_at"
    on_day = day_field("On which day does it meet?")
    at_time = time_field("At what time?", help_text="For example 17:30.")
    place = LineField(
        label="Where?",
        help_text="A room, or a video meeting.",
        error_messages={"required": "Say where it meets."},
    )
    is_remote = forms.BooleanField(
        label="The family asked to take part by video or telephone",
        required=False,
        widget=CheckBox(),
        help_text="They have a right to ask. The board decides that it can be done fairly.",
    )
    is_past_known = forms.BooleanField(label="The board has met already", required=False, widget=CheckBox())
    is_late_known = forms.BooleanField(
        label="I know that this is later than the law says", required=False, widget=CheckBox()
    )
    late_reason = TextField(
        label="Why can the board not meet in time?",
        help_text="It stays on the record, and the meeting stays late.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    token = OnceField()

    def __init__(self, *args: Any, limit: date | None, **kwargs: Any) -> None:
        """`limit`: the last day of the law. Only for a later day it is asked whether that is known, and why."""
        super().__init__(*args, **kwargs)
        self.limit = limit
        if not self.is_late:
            del self.fields["is_late_known"], self.fields["late_reason"]
        if not self.is_past:
            del self.fields["is_past_known"]

    @property
    def is_past(self) -> bool:
        """The day that was typed is today or has passed; the service asks whether the time has as well."""
        if not self.is_bound:
            return False
        widget = self.fields["on_day"].widget
        day = parse_date(widget.value_from_datadict(self.data, self.files, self.add_prefix("on_day")) or "")
        return day is not None and day <= local_day(timezone.now())

    @property
    def is_late(self) -> bool:
        """The day that was typed lies after the law's, or no day is left before it."""
        if self.limit is None:
            return False
        day, widget = None, self.fields["on_day"].widget
        if self.is_bound:
            day = parse_date(widget.value_from_datadict(self.data, self.files, self.add_prefix("on_day")) or "")
        return (day or local_day(timezone.now())) > self.limit


class PapersForm(Form):
    """What the papers of a meeting are."""

    papers = TextField(
        label="What are the papers?",
        help_text="For example: the notice, the headteacher’s statement, what the mother wrote.",
        max_length=5000,
        error_messages={"required": "Say what the papers are."},
    )
    papers_on = day_field("On which day did they go out?")


class CallOffForm(Form):
    """Why a meeting does not take place."""

    reason = TextField(
        label="Why does it not take place?",
        max_length=2000,
        error_messages={"required": "Say why it does not take place."},
    )


class BeginForm(_Moment):
    """That a meeting has begun, and who sits on the board."""

    moment = "began_at"
    on_day = day_field("On which day did it begin?")
    at_time = time_field("At what time?", help_text="For example 17:30.")
    users = forms.TypedMultipleChoiceField(
        label="Which trustees sit on the board?",
        coerce=int,
        required=False,
        widget=Checkboxes(),
        error_messages={"invalid_choice": "Choose trustees from the list."},
    )
    names = TextField(
        label="Who else sits on it?",
        help_text="Members of the committee without an account. One name on each line.",
        max_length=1000,
        required=False,
    )

    uninvited_why = TextField(
        label="Why did it begin all the same?",
        help_text="The law wants them invited. The reason stays on the record, and the page of what is decided names them.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, trustees: Sequence[tuple[int, str]], missed: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not missed:
            del self.fields["uninvited_why"]
        self.fields["users"].choices = [*trustees]  # type: ignore[attr-defined]
        if not trustees:
            del self.fields["users"]

    def clean_names(self) -> list[str]:
        lines = (clean_line(line) for line in self.cleaned_data["names"].splitlines())
        names = [*dict.fromkeys(line for line in lines if line)]
        if len(names) > MOST_NAMES or any(len(name) > 200 for name in names):
            raise forms.ValidationError(f"Give {MOST_NAMES} names at most, one on each line.")
        return names

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        said.setdefault("users", [])
        return said


class OutcomeForm(Form):
    """What the board decided and, where it met, who of the family came."""

    decision = forms.TypedChoiceField(
        label="What did the board decide?",
        coerce=BoardDecision,
        widget=Radios(reveals={BoardDecision.REINSTATED: "back"}),
        error_messages={"required": "Say what the board decided."},
    )
    back_on = day_field("From which day is the pupil back?", required=False)
    back_half = forms.TypedChoiceField(
        label="From the morning or the afternoon?",
        choices=HalfOfDay.choices,
        coerce=HalfOfDay,
        initial=HalfOfDay.MORNING,
        required=False,
        empty_value=HalfOfDay.MORNING,
        widget=Radios(inline=True),
    )
    decided_on = day_field("On which day did it decide?")
    reasons = TextField(
        label="The board’s reasons",
        help_text="Also what it made of what the family says. They stand in every letter as you write them here: name no"
        " other child.",
        max_length=5000,
        error_messages={"required": "Give the board’s reasons."},
    )
    token = OnceField()

    def __init__(
        self, *args: Any, open_to: Iterable[BoardDecision], family: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        """`family`: of whom it is asked whether they came (pk and name); nobody where no meeting has begun."""
        super().__init__(*args, **kwargs)
        self.family = [*family]
        for pk, name in self.family:
            self.fields[f"came_{pk}"] = forms.TypedChoiceField(
                label=f"Did {name} come?",
                choices=Came.choices,
                coerce=Came,
                widget=Radios(reveals=dict.fromkeys((Came.CAME, Came.REMOTE, Came.REPRESENTED), f"with-{pk}")),
                error_messages={"required": f"Say whether {name} came."},
            )
            self.fields[f"with_{pk}"] = LineField(
                label=f"Who came with {name}, or spoke for them?",
                help_text="Leave empty if nobody did.",
                required=False,
                max_length=200,
            )
        decisions = [*open_to]
        self.fields["decision"].choices = [(one.value, one.label) for one in decisions]  # type: ignore[attr-defined]
        if BoardDecision.REINSTATED not in decisions:
            del self.fields["back_on"], self.fields["back_half"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        answers = [(pk, said.pop(f"came_{pk}", None), said.pop(f"with_{pk}", "")) for pk, _ in self.family]
        said["attended"] = [Attended(pk, came, with_whom) for pk, came, with_whom in answers if came]
        return said


class TakeBackForm(Form):
    """What was noted wrongly of the board's decision."""

    reason = TextField(
        label="What was noted wrongly?",
        help_text="It stands as you write it here in the letter to whoever was told, so name no other child.",
        max_length=2000,
        error_messages={"required": "Say what was noted wrongly."},
    )
    token = OnceField()


def who_came(form: OutcomeForm) -> list[tuple[BoundField, BoundField, str, bool]]:
    """The questions about each of the family, with the key that opens the second, and whether it is open."""
    return [
        (
            form[f"came_{pk}"],
            form[f"with_{pk}"],
            f"with-{pk}",
            form[f"came_{pk}"].value() not in (None, "", Came.ABSENT),
        )
        for pk, _ in form.family
    ]


def day_and_time(at: datetime) -> dict[str, date | str]:
    """What the boxes of a moment show of it."""
    local = at.astimezone(at_local(local_day(at), time(12)).tzinfo)
    return {"on_day": local.date(), "at_time": f"{local:%H:%M}"}
