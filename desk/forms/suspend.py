"""What is asked when somebody is suspended, or warned, on a case that is open already."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from desk.forms.case import why_not_field
from kernel.forms import Form, TextField
from kernel.widgets import Radios
from schools.models import Person, School

GROUNDS_HINT = (
    "What you saw or know, and whom it put at risk. The person will read this in their letter. "
    "Criticism or a complaint alone is no ground."
)


class SuspendForm(Form):
    """Who may not come onto which site for the rest of today, and what the risk is."""

    person = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label="Who is suspended?",
        empty_label=None,
        widget=Radios(),
        error_messages={"required": "Choose the person.", "invalid_choice": "Choose somebody the case is about."},
    )
    school = forms.ModelChoiceField(
        queryset=School.objects.none(),
        label="From which site?",
        error_messages={"required": "Choose the site.", "invalid_choice": "Choose one of your sites."},
    )
    grounds = TextField(
        label="What is the risk to staff or children?",
        help_text=GROUNDS_HINT,
        max_length=5000,
        error_messages={
            "required": "Say what the risk to staff or children is. Criticism or a complaint alone is no ground."
        },
    )

    def __init__(self, *args: Any, people: QuerySet[Person], schools: QuerySet[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]
        if len(people) == 1:
            self.initial.setdefault("person", people[0].pk)


class WarnForm(Form):
    """Who is warned in writing, and what was wrong."""

    warned = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(),
        label="Who is warned?",
        help_text="Everybody gets a letter of their own.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who is warned."},
    )
    reason = TextField(
        label="What was wrong?",
        help_text="They will read this in their letter. To complain or to disagree is not wrong.",
        max_length=2000,
        error_messages={"required": "Say what was wrong."},
    )
    why_not_suspended = why_not_field()

    def __init__(self, *args: Any, people: QuerySet[Person], asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["warned"].queryset = people  # type: ignore[attr-defined]
        if len(people) == 1:
            self.initial.setdefault("warned", [people[0].pk])
        if not asks_why:
            del self.fields["why_not_suspended"]
