"""What is asked about an interview: the plan, what was said, whether they agree, why it is not possible."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet, TextChoices
from django.utils import timezone

from accounts.models import User
from incidents.forms.moments import day_field, time_field
from incidents.models import Interview
from incidents.states import InterviewState, NoteForm, WitnessKind
from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import Radios
from schools.calendar import LONDON, at_local, local_day

YES, NO = "yes", "no"


def _kind_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="Who are they?",
        choices=WitnessKind.choices,
        coerce=WitnessKind,
        widget=Radios(small=True, reveals={WitnessKind.PUPIL: "pupil"}),
        error_messages={"required": "Say who they are."},
    )


class _LeaderMixin:
    """Who holds the interview: a colleague who may, or somebody by name."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def offer(self, leaders: "QuerySet[User]") -> None:
        self.fields["interviewer"].queryset = leaders  # type: ignore[attr-defined]

    def check_leader(self, cleaned: dict[str, Any], *, is_needed: bool) -> None:
        """One colleague or one name; neither only where it may be said later."""
        named = [bool(cleaned.get("interviewer")), bool(cleaned.get("interviewer_name"))]
        if all(named):
            self.add_error("interviewer_name", "Choose a colleague or name somebody else, not both.")  # type: ignore[attr-defined]
        elif is_needed and not any(named) and "interviewer" not in self.errors:  # type: ignore[attr-defined]
            self.add_error("interviewer", "Say who held the interview.")  # type: ignore[attr-defined]


def _leader_field(label: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        User.objects.none(),
        label=label,
        required=False,
        empty_label="Nobody of these",
        help_text="Colleagues who see this case. Whom it was aimed at, or who was hurt, holds no interview.",
        error_messages={
            "invalid_choice": "This colleague cannot hold this interview: they have a part in the case, or do not see it."
        },
    )


class PlanForm(_LeaderMixin, Form):
    """Who interviews whom, when and where."""

    token = OnceField()
    witness_kind = _kind_field()
    supporting_adult = LineField(
        label="Which adult supports them?",
        required=False,
        help_text="A parent or a member of staff they trust, not somebody the case is about. You can say it later.",
    )
    interviewer = _leader_field("Who holds the interview?")
    interviewer_name = LineField(label="Or somebody else, by name", required=False)
    on_day = day_field("On which day?", required=False)
    at_time = time_field("At what time?", required=False, help_text="For example 10:30.")
    place = LineField(label="Where?", required=False, help_text="A room where nobody overhears.")

    def __init__(self, *args: Any, leaders: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(leaders)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_leader(cleaned, is_needed=False)
        on, at = cleaned.pop("on_day", None), cleaned.pop("at_time", None)
        cleaned["planned_start_at"] = None
        if at is not None and on is None and "on_day" not in self.errors:
            self.add_error("on_day", "Enter the day as well as the time.")
        if on is not None and at is None and "at_time" not in self.errors:
            self.add_error("at_time", "Enter the time as well as the day.")
        if on is not None and at is not None:
            cleaned["planned_start_at"] = at_local(on, time(at.hour, at.minute))
        return cleaned


class Agreement(TextChoices):
    LATER = "later", "I will ask them later"
    AGREED = InterviewState.AGREED.value, "Yes, they agree with this note"
    NOT_AGREED = InterviewState.NOT_AGREED.value, "No, not with all of it"


def _agreement_field(choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Do they agree with the note?",
        choices=choices,
        widget=Radios(reveals={Agreement.NOT_AGREED: "disagreement"}),
        error_messages={"required": "Say whether they agree."},
    )


def _disagreement_field() -> TextField:
    return TextField(
        label="With what do they not agree?",
        required=False,
        max_length=20_000,
        help_text="In their words. It stands beside the note; the note itself stays.",
    )


class NoteEntryForm(_LeaderMixin, Form):
    """What was said, by whom, to whom, from when until when."""

    token = OnceField()
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    witness_kind = _kind_field()
    supporting_adult = LineField(
        label="Which adult supported them?",
        required=False,
        help_text="Name, and who they are to the pupil. Not somebody the case is about.",
    )
    no_adult_reason = LineField(
        label="If no adult did: why not?",
        required=False,
        max_length=300,
        help_text="For example: they were asked and wanted to speak alone.",
    )
    interviewer = _leader_field("Who held the interview?")
    interviewer_name = LineField(label="Or somebody else, by name", required=False)
    also_present = TextField(
        label="Who else was there?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Names and why they were there. Leave empty if nobody was.",
    )
    on_day = day_field("On which day?")
    from_time = time_field("When did it begin?", help_text="For example 10:30.", missing="Enter when it began.")
    to_time = time_field("When did it end?", missing="Enter when it ended.")
    place = LineField(label="Where?", required=False)
    note_form = forms.TypedChoiceField(
        label="How do you write it down?",
        choices=NoteForm.choices,
        coerce=NoteForm,
        widget=Radios(
            hints={
                NoteForm.VERBATIM: "Their own words, as far as you could write them.",
                NoteForm.SUMMARY: "What they said, in order. Keep what they said apart from what you think.",
            }
        ),
        error_messages={"required": "Say how it is written down."},
    )
    account = TextField(
        label="What did they say?",
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="What they saw and heard themselves, where they stood, who else was there.",
        error_messages={"required": "Write down what they said."},
    )
    is_read_back = forms.TypedChoiceField(
        label="Was the note read back to them?",
        choices=[(YES, "Yes"), (NO, "No")],
        coerce=lambda value: value == YES,
        widget=Radios(inline=True),
        error_messages={"required": "Say whether the note was read back to them."},
    )
    agreement = _agreement_field(Agreement.choices)
    disagreement = _disagreement_field()

    def __init__(self, *args: Any, leaders: "QuerySet[User]", is_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(leaders)
        for name in ("agreement", "disagreement", "token") if is_change else ("revision",):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_leader(cleaned, is_needed=True)
        on, start, end = (cleaned.pop(name, None) for name in ("on_day", "from_time", "to_time"))
        cleaned["started_at"] = cleaned["ended_at"] = None
        if on is not None and start is not None and end is not None:
            cleaned["started_at"], cleaned["ended_at"] = _moment(on, start), _moment(on, end)
        if "agreement" in self.fields:
            said = cleaned.get("agreement")
            check_disagreement(self, cleaned)
            cleaned["agreement"] = InterviewState(said) if said and said != Agreement.LATER else None
        return cleaned


def _moment(on: Any, at: Any) -> datetime:
    return at_local(on, time(at.hour, at.minute))


def check_disagreement(form: Form, cleaned: dict[str, Any]) -> None:
    """Whoever does not agree says with what; whoever agrees leaves nothing of it."""
    if cleaned.get("agreement") != Agreement.NOT_AGREED:
        cleaned["disagreement"] = ""
    elif not cleaned.get("disagreement") and "disagreement" not in form.errors:
        form.add_error("disagreement", "Say with what they do not agree.")


class OnceForm(Form):
    """The token of a form alone: was it sent before?"""

    token = OnceField()


class AgreeForm(Form):
    """Whether somebody agrees with the note of what they said."""

    agreement = _agreement_field(Agreement.choices[1:])
    disagreement = _disagreement_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        check_disagreement(self, cleaned)
        if cleaned.get("agreement"):
            cleaned["agreement"] = InterviewState(cleaned["agreement"])
        return cleaned


class NotPossibleForm(Form):
    """Why somebody cannot be interviewed."""

    witness_kind = _kind_field()
    reason = TextField(
        label="Why is it not possible?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: they do not want to speak, or nobody knows who they are. The reports say it too.",
        error_messages={"required": "Say why it is not possible."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["witness_kind"].widget.reveals = {}


class IssueNoteForm(Form):
    """What a new version of a note puts right; nothing where it is the first."""

    correction = TextField(
        label="What does this version put right?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It stands on the new version, beside the number of the one it replaces.",
        error_messages={"required": "Say what this version puts right."},
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["correction"]


# --- What the forms begin with ------------------------------------------------------------------------------------
def plan_initial(plan: Interview | None, kind: WitnessKind, leader: User | None) -> dict[str, Any]:
    """The plan as the form shows it; for a new one who they probably are, and who probably holds it."""
    if plan is None:
        return {"witness_kind": kind, "interviewer": leader}
    names = ("witness_kind", "supporting_adult", "interviewer", "interviewer_name", "place")
    initial = {name: getattr(plan, name) for name in names}
    if plan.planned_start_at is not None:
        local = plan.planned_start_at.astimezone(LONDON)
        initial |= {"on_day": local.date(), "at_time": f"{local:%H:%M}"}
    return initial


def note_initial(known: Interview | None, kind: WitnessKind, leader: User | None) -> dict[str, Any]:
    """What was written down, for changing it; or what the plan says, for writing it down."""
    if known is None or not known.is_noted:
        initial = plan_initial(known, kind, leader)
        initial["on_day"] = initial.get("on_day", local_day(timezone.now()))
        initial["from_time"] = initial.pop("at_time", "")
        if initial.get("interviewer") is None and not initial.get("interviewer_name"):
            initial["interviewer"] = leader
        return initial
    names = (
        "revision witness_kind supporting_adult no_adult_reason interviewer interviewer_name also_present place "
        "note_form account"
    )
    initial = {name: getattr(known, name) for name in names.split()}
    initial["is_read_back"] = YES if known.is_read_back else NO
    if known.started_at is not None and known.ended_at is not None:
        start, end = known.started_at.astimezone(LONDON), known.ended_at.astimezone(LONDON)
        initial |= {"on_day": start.date(), "from_time": f"{start:%H:%M}", "to_time": f"{end:%H:%M}"}
    return initial
