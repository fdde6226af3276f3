"""What is asked where it is found out that a pupil misses an examination by a suspension, or does not."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import Radios
from pupils.exams import Exam
from pupils.forms.board import day_field


class ExamForm(Form):
    """An examination that is missed."""

    exam = LineField(
        label="Which public examination or national test is missed?",
        help_text="For example GCSE English Language, paper 1.",
        error_messages={"required": "Name the examination."},
    )
    exam_on = day_field("On which day is it?")
    token = OnceField()


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
