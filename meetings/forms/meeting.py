"""What is asked to arrange a meeting, change it, call it off, and who else comes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import CheckBox, Checkboxes, Radios
from meetings.forms.moments import day_and_time, day_field, time_field
from meetings.models import Meeting
from meetings.models.meeting import LONGEST, SHORTEST
from meetings.selectors.people import Candidate
from meetings.services import Plan
from meetings.states import NAMED_LATER, AttendeeCapacity, MeetingKind
from schools.calendar import at_local
from schools.models import Person

HINTS = {
    MeetingKind.PARENT_INTERVIEW.value: "The CEO or their delegate, with a companion who has nothing to do with the case.",
    MeetingKind.REINTEGRATION.value: "With the family, about a good start after the suspension. Never a condition of it.",
    MeetingKind.INFORMAL_DISCUSSION.value: "A talk at school. Bring a companion if you like.",
}

COMPANION = ("companion", "companion_name", "no_companion_why")


class PlanForm(Form):
    """When, where, about what, with which companion: what arranging a meeting and changing it have in common."""

    token = OnceField()
    on_day = day_field("On which day?")
    at_time = time_field("At what time?", help_text="For example 15:30.")
    minutes = forms.IntegerField(
        label="How many minutes?",
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Say how many minutes.",
            "invalid": "Enter a number of minutes, for example 60.",
            "min_value": "A meeting takes between 5 minutes and 8 hours.",
            "max_value": "A meeting takes between 5 minutes and 8 hours.",
        },
    )
    place = LineField(
        label="Where?",
        help_text="The room. It goes into e-mails to colleagues: name nobody here.",
        error_messages={"required": "Say where it is."},
    )
    is_remote = forms.BooleanField(
        label="The parent takes part by video or telephone", required=False, widget=CheckBox(reveals="join")
    )
    how_to_join = LineField(
        label="How do they join?",
        required=False,
        max_length=300,
        help_text="The number to ring, or how they get the link. It stands in the letter.",
    )
    about = TextField(
        label="What is it about?",
        help_text="It stands in the letter to the parent. Name no other parent and no other child.",
        max_length=5000,
        error_messages={"required": "Say what it is about."},
    )
    needs = TextField(
        label="Interpreter and access",
        required=False,
        help_text="For example: Polish interpreter, step-free room. Not in the letter.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    companion = forms.TypedChoiceField(
        label="Who comes with you as companion?",
        required=False,
        empty_value=None,
        help_text="The headteacher, or somebody else of the staff or a committee of any school. Not directly involved. "
        "A parent interview needs one.",
        error_messages={"invalid_choice": "Choose somebody from the list."},
    )
    companion_name = LineField(label="Or somebody without an account, by name", required=False)
    no_companion_why = TextField(
        label="No uninvolved companion: why not?",
        required=False,
        help_text="Only where a parent interview goes without one. The CEO is told.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, companions: Sequence[Candidate] | None = None, is_interview: bool = True, **kwargs: Any
    ) -> None:
        """`companions` is None where nobody comes as one: in a mediation. `is_interview`: it may be a parent interview,
        which needs one."""
        super().__init__(*args, **kwargs)
        if companions is None:
            for name in COMPANION:
                del self.fields[name]
            return
        users = {str(one.user.pk): one.user for one in companions}
        field: Any = self.fields["companion"]
        if not is_interview:
            del self.fields["no_companion_why"]
            field.label, field.help_text = "Does a companion come with you?", "Nobody has to."
        field.choices = [("", "Nobody of these"), *((str(one.user.pk), one.label) for one in companions)]
        field.coerce = users.get

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        day, clock = said.pop("on_day", None), said.pop("at_time", None)
        names = ("minutes", "place", "about", "is_remote", "how_to_join", "needs", "companion", "companion_name")
        known = {name: said.pop(name) for name in (*names, "no_companion_why") if name in said}
        if known.get("is_remote") and not known.get("how_to_join") and "how_to_join" not in self.errors:
            self.add_error("how_to_join", "Say how they join.")
        if day is not None and clock is not None and not self.errors:
            said["plan"] = Plan(starts_at=at_local(day, clock), **known)
        return said

    def add_error(self, field: str | None, error: Any) -> None:
        """A reason about the moment stands beside the day."""
        super().add_error("on_day" if field == "starts_at" else field, error)


class ArrangeForm(PlanForm):
    """A new meeting: of which kind, with whom."""

    kind = forms.TypedChoiceField(
        label="What is it?",
        coerce=MeetingKind,
        widget=Radios(hints=HINTS),
        error_messages={"required": "Say what it is."},
    )
    parents = forms.TypedMultipleChoiceField(
        label="Whom do you invite?",
        widget=Checkboxes(),
        help_text="Each gets a letter of their own.",
        error_messages={"required": "Choose whom you invite.", "invalid_choice": "Choose people of this case."},
    )

    field_order = ("token", "kind", "parents")

    def __init__(self, *args: Any, people: Iterable[Person], is_decider: bool, is_awaited: bool, **kwargs: Any) -> None:
        super().__init__(*args, is_interview=is_decider, **kwargs)
        by_pk = {str(one.pk): one for one in people}
        kinds = [MeetingKind.REINTEGRATION] if is_awaited else []
        kinds += [MeetingKind.PARENT_INTERVIEW] if is_decider else []
        kinds += [MeetingKind.INFORMAL_DISCUSSION]
        kind, parents = self.fields["kind"], self.fields["parents"]
        kind.choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined]
        self.initial.setdefault("kind", kinds[0].value)
        parents.choices = [(pk, one.full_name) for pk, one in by_pk.items()]  # type: ignore[attr-defined]
        parents.coerce = by_pk.get  # type: ignore[attr-defined]
        if len(by_pk) == 1:
            self.initial.setdefault("parents", [*by_pk])


class ChangeForm(PlanForm):
    """Another day, place or companion, and why."""

    reason = TextField(
        label="Why does it change?",
        required=False,
        help_text="For the file. It is not in the letter.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def plan_initial(meeting: Meeting, companion: Any) -> dict[str, Any]:
    """What the form shows of a meeting that is changed; `companion` is the attendee who comes as such, if any.

    One that is set for a new day asks for the day and the time anew.
    """
    moment = day_and_time(meeting.starts_at) if meeting.is_arranged else {}
    names = ("minutes", "place", "is_remote", "how_to_join", "about", "needs", "no_companion_why")
    return {
        **moment,
        **{name: getattr(meeting, name) for name in names},
        "companion": str(companion.user_id) if companion is not None and companion.user_id else "",
        "companion_name": companion.name if companion is not None else "",
    }


class CancelForm(Form):
    """Why a meeting does not take place."""

    reason = TextField(
        label="Why is it called off?",
        help_text="For the file. The letter to the parent does not say it.",
        max_length=2000,
        error_messages={"required": "Say why it is called off."},
    )


class WhoForm(Form):
    """Somebody else who comes."""

    token = OnceField()
    capacity = forms.TypedChoiceField(
        label="As what do they come?",
        choices=[(one.value, one.label) for one in NAMED_LATER],
        coerce=AttendeeCapacity,
        widget=Radios(),
        error_messages={"required": "Say as what they come."},
    )
    name = LineField(label="Name", required=False)
    user = forms.ModelChoiceField(
        User.objects.none(),
        label="Or a colleague with an account",
        required=False,
        empty_label="Nobody of these",
        help_text="They see this meeting, and nothing else of the case.",
        error_messages={"invalid_choice": "Choose a colleague from the list."},
    )

    def __init__(self, *args: Any, colleagues: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = colleagues  # type: ignore[attr-defined]
