"""What is asked for a further suspension of a pupil, for cancelling one, and about half-days at another school."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import Radios
from pupils import wording as words
from pupils.forms.deciding import OF_DAY
from pupils.states import FurtherBasis
from schools.schooldays import Half


class FurtherForm(Form):
    """Why a further suspension may follow one."""

    further_basis = forms.ChoiceField(
        label="Why is there a further suspension?",
        choices=FurtherBasis.choices,
        widget=Radios(
            hints={
                FurtherBasis.NEW_EVIDENCE: "Something is known now that was not known when you decided.",
                FurtherBasis.EXCEPTIONAL: "Rare. That the time was too short is no such reason.",
            }
        ),
        error_messages={"required": "Say why there is a further suspension."},
    )
    further_reason = TextField(
        label="What is new, or what is the exceptional reason?",
        help_text="The parents will read this in their letter.",
        max_length=3000,
        error_messages={"required": "Say what is new, or what the exceptional reason is."},
    )


class CancelForm(Form):
    """Why a suspension is cancelled, and when the pupil may come back."""

    reason = TextField(
        label="Why do you cancel it?",
        help_text="The parents, the board, the local authority, and a social worker and virtual school head if there are "
        "any, are told this reason in writing.",
        max_length=3000,
        error_messages={"required": "Say why you cancel it."},
    )
    back = forms.ChoiceField(
        label="When may the pupil come back?",
        widget=Radios(),
        error_messages={
            "required": "Say when the pupil may come back.",
            "invalid_choice": "That time is over. Choose again.",
        },
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[date, Half]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.halves = {f"{day.isoformat()} {OF_DAY[half]}": (day, half) for day, half in choices}
        self.fields["back"].choices = [  # type: ignore[attr-defined]
            (value, words.half_of(*one)) for value, one in self.halves.items()
        ]
        if len(choices) == 1:
            del self.fields["back"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        chosen = said.pop("back", None) or next(iter(self.halves), None)
        if chosen in self.halves:
            day, half = self.halves[chosen]
            said |= {"back_on": day, "back_half": OF_DAY[half]}
        return said


class ElsewhereForm(Form):
    """Half-days for which another school suspended the pupil."""

    where = LineField(
        label="Which school?",
        error_messages={"required": "Name the other school."},
    )
    term = forms.ChoiceField(label="In which term?", error_messages={"required": "Choose the term."})
    half_days = forms.IntegerField(
        label="How many half-days?",
        min_value=1,
        max_value=90,
        help_text="A whole day is two. A lunchtime is one.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Give the number of half-days.",
            "invalid": "Give a whole number. A whole day is two half-days.",
            "min_value": "Give the number of half-days, from 1 to 90.",
            "max_value": "Give the number of half-days, from 1 to 90.",
        },
    )
    token = OnceField()

    def __init__(self, *args: Any, terms: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].choices = [*terms]  # type: ignore[attr-defined]


class TakeBackForm(Form):
    """Why half-days at another school were noted in error."""

    reason = TextField(
        label="Why do you take it back?",
        max_length=1000,
        error_messages={"required": "Say why."},
    )
