"""What is asked where it is found out that a pupil misses an examination by a suspension, or does not."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_date

from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import CheckBox, Radios
from pupils.exams import Exam
from pupils.forms.board import day_field
from schools.schooldays import SchoolCalendar


def closed_field() -> forms.BooleanField:
    """That an examination is on its day although the school does not meet."""
    return forms.BooleanField(
        label="The examination is on that day although the school is closed", required=False, widget=CheckBox()
    )


def is_closed_on(form: Form, name: str, typed: Mapping[str, Any], days: SchoolCalendar) -> bool:
    """Whether the local day that was typed in a field is one on which the school does not meet."""
    day = parse_date(form.fields[name].widget.value_from_datadict(typed, {}, form.add_prefix(name)) or "")
    return day is not None and not days.is_school_day(day)


class ExamForm(Form):
    """An examination that is missed. Only of a day on which the school does not meet it is asked whether it is then."""

    exam = LineField(
        label="Which public examination or national test is missed?",
        help_text="For example GCSE English Language, paper 1.",
        error_messages={"required": "Name the examination."},
    )
    exam_on = day_field("On which day is it?")
    is_closed_known = closed_field()
    token = OnceField()

    def __init__(self, *args: Any, days: SchoolCalendar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = days
        self._ask_of_closed(self.data if self.is_bound else {})

    def show_typed(self, typed: QueryDict) -> Self:
        form = super().show_typed(typed)
        self._ask_of_closed(typed)
        return form

    def _ask_of_closed(self, typed: Mapping[str, Any]) -> None:
        is_asked = is_closed_on(self, "exam_on", typed, self.days)
        self.fields["is_closed_known"].widget = CheckBox() if is_asked else forms.HiddenInput()


class ExamBackForm(Form):
    """An examination that is not missed after all."""

    which = forms.ChoiceField(
        label="Which one is not missed?", widget=Radios(), error_messages={"required": "Choose the examination."}
    )
    reason = TextField(
        label="Why is it not missed?",
        help_text="For example: it was written down for the wrong pupil, or the pupil can sit it here all the same.",
        max_length=1000,
        error_messages={"required": "Say why it is not missed."},
    )
    token = OnceField()

    def __init__(self, *args: Any, exams: Sequence[Exam], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exams = {f"{one.on.isoformat()} {one.name}": one for one in exams}
        self.fields["which"].choices = [(value, str(one)) for value, one in self.exams.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        chosen = self.exams.get(said.pop("which", ""))
        if chosen is not None:
            said |= {"exam": chosen.name, "exam_on": chosen.on}
        return said
