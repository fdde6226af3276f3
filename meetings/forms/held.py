"""What is asked once a meeting was to be: what came of it, who came, from when until when."""

from collections.abc import Iterable
from typing import Any

from django import forms

from kernel.forms import Form, OnceField, TextField
from kernel.text import clean_line
from kernel.widgets import Checkboxes, Radios
from meetings.forms.moments import day_field, time_field
from meetings.models import Attendee, Meeting
from meetings.selectors.people import name_of
from meetings.states import Outcome
from schools.calendar import at_local

MOST_NAMES = 12
THEY = {Outcome.NOT_ATTENDED: "They did not come"}
MISSING = {"on_day": "Enter the day.", "from_time": "Enter when it began.", "to_time": "Enter when it ended."}


class HeldForm(Form):
    """What came of the day a meeting was arranged for."""

    token = OnceField()
    outcome = forms.TypedChoiceField(
        label="What came of it?",
        choices=Outcome.choices,
        coerce=Outcome,
        initial=Outcome.HELD,
        widget=Radios(),
        error_messages={"required": "Say what came of it."},
    )
    came = forms.TypedMultipleChoiceField(
        label="Who was there?",
        coerce=int,
        required=False,
        widget=Checkboxes(),
        error_messages={"invalid_choice": "Choose from those who were asked."},
    )
    others = TextField(
        label="Who else was there?",
        required=False,
        help_text="One name on each line.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    on_day = day_field("On which day was it?", required=False)
    from_time = time_field("When did it begin?", required=False, help_text="For example 15:30.")
    to_time = time_field("When did it end?", required=False)
    no_companion_why = TextField(
        label="No uninvolved companion was there: why not?",
        required=False,
        help_text="Only where that is so. The CEO is told.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = TextField(
        label="Why was it broken off, or why did nobody come?",
        required=False,
        help_text="Leave it empty where it was held, or where nobody knows why the parent did not come.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, people: Iterable[Attendee], meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [*people]
        came: Any = self.fields["came"]
        came.choices = [(one.pk, f"{name_of(one)}: {one.get_capacity_display().lower()}") for one in people]
        if not meeting.is_interview:
            del self.fields["no_companion_why"]
        if meeting.is_mediated:
            outcome: Any = self.fields["outcome"]
            outcome.choices = [(one.value, THEY.get(one, one.label)) for one in Outcome]
            self.fields["reason"].help_text = "It stands in the file: say nothing of what was talked about."

    def clean_others(self) -> list[str]:
        lines = (clean_line(line) for line in self.cleaned_data["others"].splitlines())
        names = [*dict.fromkeys(line for line in lines if line)]
        if len(names) > MOST_NAMES or any(len(name) > 200 for name in names):
            raise forms.ValidationError(f"Give {MOST_NAMES} names at most, one on each line.")
        return names

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        day, first, last = (said.pop(name, None) for name in ("on_day", "from_time", "to_time"))
        if said.get("outcome") != Outcome.NOT_ATTENDED:
            for name, value in (("on_day", day), ("from_time", first), ("to_time", last)):
                if value is None and name not in self.errors:
                    self.add_error(name, MISSING[name])
        said["began_at"] = at_local(day, first) if day and first else None
        said["ended_at"] = at_local(day, last) if day and last else None
        return said

    def add_error(self, field: str | None, error: Any) -> None:
        """A reason about the times stands beside the first of them."""
        super().add_error("from_time" if field == "began_at" else field, error)
