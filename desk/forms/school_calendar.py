"""What is asked about a school's year: terms, closures, times of the sessions, and which schools have the same."""

from typing import Any

from django import forms

from kernel.forms import Form, LineField
from kernel.widgets import Checkboxes, DateParts, Radios
from schools.models import School
from schools.states import ClosureKind

BAD_DAY = "Enter a day that exists."


def _clock(label: str, *, needed: str = "", help_text: str = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time", "class": "govuk-input--width-10"}, format="%H:%M")
    errors = {"required": needed, "invalid": "Enter a time, like 08:45."}
    return forms.TimeField(
        label=label, required=bool(needed), widget=widget, help_text=help_text, error_messages=errors
    )


class TermForm(Form):
    """A term: its name, its first and its last day."""

    name = LineField(
        label="Name", max_length=60, help_text="For example Autumn term.", error_messages={"required": "Name the term."}
    )
    first_on = forms.DateField(
        label="First day",
        widget=DateParts,
        help_text="An INSET day may be the first: enter it as a closure afterwards.",
        error_messages={"required": "Enter the first day.", "invalid": BAD_DAY},
    )
    last_on = forms.DateField(
        label="Last day",
        widget=DateParts,
        help_text="The last day before the holidays. A half-term does not end a term.",
        error_messages={"required": "Enter the last day.", "invalid": BAD_DAY},
    )


class ClosureForm(Form):
    """Days within a term on which the school is closed."""

    kind = forms.ChoiceField(
        label="Why is the school closed?",
        choices=ClosureKind.choices,
        widget=Radios(
            hints={
                ClosureKind.INSET: "Training of staff.",
                ClosureKind.OCCASIONAL: "A day off that the school has set.",
                ClosureKind.EMERGENCY: "Snow, a burst pipe.",
            }
        ),
        error_messages={"required": "Choose why the school is closed."},
    )
    first_on = forms.DateField(
        label="First day closed",
        widget=DateParts,
        error_messages={"required": "Enter the first day.", "invalid": BAD_DAY},
    )
    last_on = forms.DateField(
        label="Last day closed",
        required=False,
        widget=DateParts,
        help_text="Leave empty for a single day.",
        error_messages={"invalid": BAD_DAY},
    )
    name = LineField(label="Name (if it needs one)", max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "last_on" not in self.errors:
            given["last_on"] = given.get("last_on") or given.get("first_on")
        return given


class TimesForm(Form):
    """When the sessions open and close."""

    morning_opens = _clock("Morning opens", needed="Enter when the morning opens.")
    morning_closes = _clock("Morning closes", needed="Enter when the morning closes.")
    afternoon_opens = _clock("Afternoon opens", help_text="Leave both empty where the day ends at midday.")
    afternoon_closes = _clock("Afternoon closes")


class DayTimesForm(TimesForm):
    """A day with times of its own."""

    on = forms.DateField(
        label="Day", widget=DateParts, error_messages={"required": "Enter the day.", "invalid": BAD_DAY}
    )
    field_order = ("on",)


class CopyForm(Form):
    """The schools that a year is copied to."""

    to: "forms.ModelMultipleChoiceField[School]" = forms.ModelMultipleChoiceField(
        None,
        label="Schools",
        widget=Checkboxes(),
        help_text="What they have already stays as it is. Times of the school day are not copied.",
        error_messages={"required": "Choose at least one school.", "invalid_choice": "Choose among these schools."},
    )

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = schools  # type: ignore[attr-defined]
        if not schools:
            self.fields["to"].help_text = "There is no other school whose calendar you keep."
