"""What is asked about a panel: who sits on it, when it meets, its papers, who came, what it found."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from complaints.forms.complaint import DecideForm
from complaints.models import PanelMember, Point
from complaints.states import Came
from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import CheckBox, Checkboxes, DateParts, Radios
from schools.calendar import at_local

NOT_A_DAY = "Enter a day that exists, for example 27 11 2026."
TIMES = ["%H:%M", "%H.%M", "%H%M"]


class MemberForm(Form):
    """Somebody who is to sit on the panel."""

    token = OnceField()
    user = forms.ModelChoiceField(
        User.objects.none(),
        label="Somebody with an account",
        required=False,
        blank=True,
        empty_label="Nobody of these",
        widget=Radios(small=True),
        help_text="They are told, and see this panel and nothing else, until it is over.",
        error_messages={"invalid_choice": "Choose somebody from the list."},
    )
    name = LineField(label="Or somebody else, by name", required=False)
    is_independent = forms.BooleanField(
        label="They are the independent member",
        required=False,
        widget=CheckBox(),
        help_text="No part in how the trust or its schools are run: no employee, trustee or governor.",
    )
    who = LineField(
        label="Who they are, and why they are independent",
        required=False,
        max_length=300,
        help_text="For example: chair of another trust. The complainant reads it in the invitation.",
    )

    def __init__(self, *args: Any, free: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """`free`: the accounts that may sit on it, each with its name."""
        super().__init__(*args, **kwargs)
        rows = User.objects.filter(pk__in=[pk for pk, _ in free]).order_by("name", "pk")
        self.fields["user"].queryset = rows  # type: ignore[attr-defined]
        if not free:
            del self.fields["user"]
            self.fields["name"].label = "Who?"

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said.setdefault("user", None)
        if "user" not in self.errors and (said.get("user") is None) == (not said.get("name")):
            self.add_error("name", "Name one person.")
        return said


class PanelMeetingForm(Form):
    """When and where the panel meets."""

    token = OnceField()
    on_day = forms.DateField(
        label="On which day does it meet?",
        widget=DateParts,
        error_messages={"required": "Enter the day.", "invalid": NOT_A_DAY},
    )
    at_time = forms.TimeField(
        label="At what time?",
        help_text="For example 17:30.",
        input_formats=TIMES,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"required": "Enter the time.", "invalid": "Enter a time, for example 17:30."},
    )
    place = LineField(
        label="Where?",
        help_text="A room and its address, or how people join. It stands in the invitation.",
        error_messages={"required": "Say where it meets."},
    )
    is_remote = forms.BooleanField(label="By video or telephone", required=False, widget=CheckBox())
    late_reason = TextField(
        label="If it is later than our procedure says: why?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        day, clock = said.pop("on_day", None), said.pop("at_time", None)
        if day is not None and clock is not None:
            said["meets_at"] = at_local(day, clock)
        return said

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error("on_day" if field == "meets_at" else field, error)


class PanelPapersForm(Form):
    """What everybody reads before the panel meets."""

    papers = TextField(
        label="What are the papers?",
        help_text="For example: the complaint, our two answers, what the mother sent in.",
        max_length=5000,
        error_messages={"required": "Say what the papers are."},
    )
    papers_on = forms.DateField(
        label="On which day did they go to everybody?",
        widget=DateParts,
        error_messages={"required": "Enter the day.", "invalid": NOT_A_DAY},
    )


class PanelOffForm(Form):
    """Why a panel does not meet on its day."""

    reason = TextField(
        label="Why does it not meet then?",
        help_text="For the file. Whoever complains reads only what you write in the letter.",
        max_length=2000,
        error_messages={"required": "Say why it does not take place."},
    )


class PanelMetForm(Form):
    """Who sat on the panel, and whether the complainant came."""

    members = forms.ModelMultipleChoiceField(
        PanelMember.objects.none(),
        label="Who sat on it?",
        widget=Checkboxes(),
        error_messages={"required": "Say who sat on it.", "invalid_choice": "Choose members of the panel."},
    )
    came = forms.TypedChoiceField(
        label="Did the complainant come?",
        choices=Came.choices,
        coerce=Came,
        widget=Radios(),
        error_messages={"required": "Say whether they came."},
    )
    with_whom = LineField(label="Who came with them?", required=False, help_text="Leave empty if nobody did.")
    absent_why = TextField(
        label="If they did not come: why did the panel go on?",
        help_text="What they gave as a reason, if anything, and why it was no reason for another day.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    also_there = TextField(
        label="Who else was there?",
        help_text="For example the headteacher, an interpreter, who took notes.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, members: "QuerySet[PanelMember]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["members"]
        field.queryset = members
        field.label_from_instance = _called


def _called(member: PanelMember) -> str:
    return f"{member.called}, independent" if member.is_independent else member.called


class PanelFoundForm(DecideForm):
    """What the panel found of every point, and what it recommends."""

    def __init__(self, *args: Any, points: Sequence[Point], **kwargs: Any) -> None:
        super().__init__(*args, points=points, **kwargs)
        remedy = self.fields["remedy"]
        remedy.label = "What does the panel recommend?"
        remedy.help_text = "The complainant reads this, and whoever the complaint is about."
        for number, point in enumerate(self.points, 1):
            self.fields[f"result_{point.pk}"].label = f"What did the panel find on point {number}?"
