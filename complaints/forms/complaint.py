"""What is asked about complaints: who complains of what, what was found, the letters, the next stage."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from complaints.models import Point
from complaints.states import Channel, Result, Stage
from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import CheckBox, DateParts, Radios
from records.sending import (
    DISPUTE,
    Way,
    checked_field,
    envelope_field,
    way_field,
)
from schools.filtering import OfSchoolsFields, day_filter
from schools.models import Person, School
from suspensions.sending import AgainTo, IssuedTo, SentTo

DAY = {"required": "Enter the day.", "invalid": "Enter a day that exists, for example 2 11 2026."}


class RegisterForm(OfSchoolsFields, Form):
    """What narrows the register; everything may be left out."""

    days = ("received_from", "received_to")
    received_from = day_filter("Received from")
    received_to = day_filter("Received to")


class LogForm(Form):
    """A complaint as it came: who complains, how, of what, about whom."""

    token = OnceField()
    school = forms.ModelChoiceField(
        School.objects.none(),
        label="About which school?",
        empty_label=None,
        error_messages={"required": "Choose the school.", "invalid_choice": "Choose one of your schools."},
    )
    find = LineField(label="Who complains?", max_length=100, required=False, help_text="Three letters of the name.")
    complainant = forms.ModelChoiceField(
        Person.objects.none(), label="Who of these?", required=False, empty_label=None, widget=Radios(small=True)
    )
    name = LineField(label="Or somebody who is not known yet, by name", required=False)
    address = TextField(
        label="Their address",
        required=False,
        max_length=1000,
        help_text="Only for somebody not known yet. The answer goes there.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    received_on = forms.DateField(label="On which day did it come?", widget=DateParts, error_messages=DAY)
    channel = forms.TypedChoiceField(
        label="How did it come?",
        choices=Channel.choices,
        coerce=Channel,
        widget=Radios(small=True),
        error_messages={"required": "Say how it came."},
    )
    words = TextField(
        label="What did they say or write?",
        help_text="In their own words, as far as you can.",
        error_messages={"required": "Write down what the complainant said or wrote."},
    )
    is_about_data = forms.BooleanField(
        label="It is about how we use or keep somebody’s personal data",
        required=False,
        widget=CheckBox(),
        help_text="The data protection lead deals with it, whichever stage is chosen above. Leave empty if only a part of it "
        "is: that part is handed on once its points are written down.",
    )
    about = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Is it about a colleague?",
        required=False,
        help_text="Whoever you tick sees nothing of this complaint from now on. Leave empty if it is about no one person.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose colleagues of this school or of the trust."},
    )
    stage = forms.TypedChoiceField(
        label="At which stage does it begin?",
        choices=[(Stage.INFORMAL, "Informal stage"), (Stage.FORMAL, "Formal stage")],
        coerce=Stage,
        initial=Stage.INFORMAL,
        widget=Radios(
            hints={
                Stage.INFORMAL.value: "The headteacher looks at it first. Most complaints are settled here.",
                Stage.FORMAL.value: "They ask for a formal answer in writing. The CEO deals with it.",
            }
        ),
        error_messages={"required": "Choose the stage."},
    )

    def __init__(
        self,
        *args: Any,
        schools: Sequence[School],
        people: "QuerySet[Person]",
        colleagues: "QuerySet[User]",
        is_from_case: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known_school = schools[0] if len(schools) == 1 else None
        places = School.objects.filter(pk__in=[school.pk for school in schools]).order_by("name")
        self.fields["school"].queryset = places  # type: ignore[attr-defined]
        self.fields["complainant"].queryset = people  # type: ignore[attr-defined]
        self.fields["about"].queryset = colleagues  # type: ignore[attr-defined]
        if self.known_school is not None:
            del self.fields["school"]
        if is_from_case:
            del self.fields["find"]
            self.fields["complainant"].label = "Who complains?"

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        known.pop("find", None)
        if self.known_school is not None:
            known["school"] = self.known_school
        person, name = known.get("complainant"), known.get("name", "")
        if (person is None) == (not name) and "complainant" not in self.errors:
            self.add_error(
                "name" if person or "find" in self.fields else "complainant", "Name one person who complains."
            )
        if person is not None and known.get("address"):
            self.add_error("address", "Leave this empty: we use the address that is kept of them.")
        return known


class PointForm(Form):
    """One thing that is complained of."""

    token = OnceField()
    text = TextField(
        label="What is complained of?",
        help_text="One thing only, in a sentence or two. The complainant reads it in our answer.",
        max_length=2000,
        error_messages={"required": "Say what is complained of."},
    )


class ReasonForm(Form):
    """Why."""

    reason = LineField(label="Why?", max_length=300, error_messages={"required": "Say why."})


class AboutForm(Form):
    """A colleague whom the complaint is about."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label="Which colleague?",
        empty_label="Nobody chosen",
        help_text="From this moment they see nothing of this complaint, and what they had to do about it is passed on.",
        error_messages={
            "required": "Choose the colleague.",
            "invalid_choice": "Choose a colleague of this school or of the trust.",
        },
    )

    def __init__(self, *args: Any, colleagues: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = colleagues  # type: ignore[attr-defined]


class HandOnForm(ReasonForm):
    """All of it is about personal data."""

    reason = LineField(
        label="What of it is about personal data?",
        max_length=300,
        help_text="For example: a letter about their child went to another family.",
        error_messages={"required": "Say what of it is about personal data."},
    )


class SplitForm(Form):
    """Which points are about personal data, and what was said about them."""

    token = OnceField()
    points = forms.ModelMultipleChoiceField(
        Point.objects.none(),
        label="Which points are about personal data?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose the points that are about personal data.",
            "invalid_choice": "One of these points was taken back or handed on meanwhile.",
        },
    )
    words = TextField(
        label="What did they say or write about this?",
        help_text="In their own words. The data protection lead reads this and the points, and nothing of the rest.",
        error_messages={"required": "Write down what they said or wrote about it."},
    )

    def __init__(self, *args: Any, points: "QuerySet[Point]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["points"]
        field.queryset = points
        field.label_from_instance = lambda point: point.text


class DecideForm(Form):
    """What was found of every point, and what follows."""

    remedy = TextField(
        label="What do you do about it?",
        help_text="The complainant reads this. Say nothing of what follows for a colleague.",
        max_length=5000,
        required=False,
    )
    action = TextField(
        label="What was done in school, for the file only?",
        help_text="The complainant never reads this. If nothing was done, say so and why.",
        max_length=5000,
        error_messages={"required": "Say for the file what was done, or that nothing was."},
    )

    def __init__(self, *args: Any, points: Sequence[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = [*points]
        last = {name: self.fields.pop(name) for name in ("remedy", "action")}
        for number, point in enumerate(self.points, 1):
            self.fields[f"result_{point.pk}"] = forms.TypedChoiceField(
                label=f"What do you find on point {number}?",
                choices=Result.choices,
                coerce=Result,
                widget=Radios(small=True),
                error_messages={"required": f"Say what you find on point {number}."},
            )
            self.fields[f"reasons_{point.pk}"] = TextField(
                label=f"Why, on point {number}?",
                help_text="The complainant reads this.",
                max_length=5000,
                error_messages={"required": f"Give the reasons on point {number}."},
            )
        self.fields.update(last)

    def by_point(self) -> list[tuple[int, Point, Any, Any]]:
        """Each point with its number and its two questions, as the page shows them."""
        return [(n, one, self[f"result_{one.pk}"], self[f"reasons_{one.pk}"]) for n, one in enumerate(self.points, 1)]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        found = [(one, said.pop(f"result_{one.pk}", None), said.pop(f"reasons_{one.pk}", "")) for one in self.points]
        return {**said, "findings": found}


class FurtherForm(Form):
    """The complainant asks for the formal stage."""

    token = OnceField()
    asked_on = forms.DateField(label="On which day did they ask?", widget=DateParts, error_messages=DAY)
    words = TextField(
        label="What are they not content with?",
        help_text="In their own words, as far as you can.",
        error_messages={"required": "Say why they are not content."},
    )
    late_reason = TextField(
        label="If they ask too late: why is it taken all the same?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AskedForm(FurtherForm):
    """The complainant writes to the clerk for a panel: a complaint that the clerk knows by its number alone."""

    reference = LineField(
        label="Number of the complaint",
        help_text="It stands at the head of the formal answer, for example HIL-2026-Y36K.",
        error_messages={"required": "Give the number of the complaint."},
    )
    field_order = ["token", "reference"]

    def clean_reference(self) -> str:
        """The number as a case has it, however it was typed: "hil 2026 y36k" is HIL-2026-Y36K."""
        return "-".join(str(self.cleaned_data["reference"]).replace("-", " ").upper().split())


class ActionForm(Form):
    """What was done in school as a result of a complaint."""

    token = OnceField()
    text = TextField(
        label="What was done?",
        help_text="What has changed, for whom, and since when. For the file: the complainant never reads it.",
        max_length=5000,
        error_messages={"required": "Say what was done."},
    )


class WithdrawForm(Form):
    """The complainant does not want it looked at any more."""

    reason = TextField(
        label="How did they withdraw it?",
        help_text="When, to whom, and why if they said so. Nobody is asked to withdraw.",
        max_length=2000,
        error_messages={"required": "Say how they withdrew it, and why if they said so."},
    )


class LetterForm(Form, IssuedTo):
    """What the writer of a letter adds, and how it goes."""

    said = TextField(label="What do you want to say?", max_length=10_000, required=False)
    method = way_field(Way.POST, "to-address")
    address = envelope_field()
    is_checked = checked_field()

    def __init__(self, *args: Any, label: str, hint: str, is_needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = self.fields["said"]
        said.label, said.help_text, said.required = label, hint, is_needed
        said.error_messages["required"] = "Write it down: the letter is about it."


class SentForm(Form, SentTo):
    """How an issued letter went, and on which day."""

    token = OnceField()


class LostForm(Form, AgainTo):
    """How it is known that a letter never came, and how it goes now."""

    token = OnceField()
    dispute = TextField(**DISPUTE)
