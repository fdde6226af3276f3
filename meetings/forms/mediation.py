"""What is asked about a mediation: who takes part, their answers, who mediates, how it ended; the notes and their release."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import Checkboxes, Radios
from meetings.forms.meeting import PlanForm
from meetings.forms.moments import day_field
from meetings.forms.record import NO, YES
from meetings.models import MediationParty
from meetings.selectors.mediation import name_of_party
from meetings.selectors.people import Candidate
from meetings.states import MEDIATED_KINDS, MeetingKind
from schools.models import Person
from suspensions.states import Channel


class ProposeForm(Form):
    """Who is asked to take part in a mediation, and about what."""

    token = OnceField()
    persons = forms.TypedMultipleChoiceField(
        label="Which parent takes part?",
        widget=Checkboxes(),
        error_messages={"required": "Choose the parent.", "invalid_choice": "Choose people of this case."},
    )
    users = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        label="Who takes part for the school?",
        widget=Checkboxes(),
        error_messages={"required": "Choose who takes part for the school.", "invalid_choice": "Choose from the list."},
    )
    about = TextField(
        label="What is it about?",
        help_text="In a few words that both sides can agree with. The mediator reads it.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what it is about."},
    )

    def __init__(self, *args: Any, people: Sequence[Person], colleagues: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pk = {str(one.pk): one for one in people}
        persons: Any = self.fields["persons"]
        persons.choices = [(pk, one.full_name) for pk, one in by_pk.items()]
        persons.coerce = by_pk.get
        users: Any = self.fields["users"]
        users.queryset = colleagues
        users.label_from_instance = lambda user: f"{user.name}, {user.job_title}" if user.job_title else user.name
        if len(by_pk) == 1:
            self.initial.setdefault("persons", [*by_pk])

    def clean_users(self) -> list[User]:
        return [*self.cleaned_data["users"].order_by("pk")]


class AnswerForm(Form):
    """Whether somebody takes part."""

    token = OnceField()
    party = forms.TypedChoiceField(label="Who answers?", widget=Radios(), error_messages={"required": "Say who."})
    is_willing = forms.TypedChoiceField(
        label="Do they take part?",
        choices=[(YES, "Yes, they take part"), (NO, "No, they do not")],
        coerce=lambda value: value == YES,
        widget=Radios(),
        error_messages={"required": "Say whether they take part."},
    )
    channel = forms.TypedChoiceField(
        label="How did they say it?",
        choices=Channel.choices,
        coerce=Channel,
        initial=Channel.IN_PERSON,
        error_messages={"required": "Say how they said it."},
    )
    answered_on = day_field("On which day?")

    def __init__(self, *args: Any, parties: Iterable[MediationParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pk = {str(one.pk): one for one in parties}
        field: Any = self.fields["party"]
        field.choices = [(pk, name_of_party(one)) for pk, one in by_pk.items()]
        field.coerce = by_pk.get


class MediatorForm(Form):
    """Who mediates, and until when."""

    token = OnceField()
    user = forms.TypedChoiceField(
        label="Who mediates?",
        required=False,
        empty_value=None,
        help_text="Somebody who has nothing to do with the matter. Behind a name stands what they have to do with it.",
        error_messages={"invalid_choice": "Choose somebody from the list."},
    )
    name = LineField(
        label="Or somebody from outside, by name",
        required=False,
        help_text="They keep their notes themselves: this system holds notes only of those with an account.",
    )
    until_on = day_field("Until which day do they mediate?", help_text="Their access ends with this day.")

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = {str(one.user.pk): one.user for one in candidates}
        field: Any = self.fields["user"]
        field.choices = [("", "Nobody of these"), *((str(one.user.pk), one.label) for one in candidates)]
        field.coerce = users.get


class MeetForm(PlanForm):
    """A meeting of a mediation: with both sides or with one, with whom, when and where."""

    kind = forms.TypedChoiceField(
        label="Who meets?",
        choices=[(one.value, one.label.removeprefix("Mediation, ").capitalize()) for one in MEDIATED_KINDS],
        coerce=MeetingKind,
        widget=Radios(),
        error_messages={"required": "Say who meets."},
    )
    parties = forms.TypedMultipleChoiceField(
        label="With whom?",
        widget=Checkboxes(),
        error_messages={"required": "Choose with whom.", "invalid_choice": "Choose those who take part."},
    )
    field_order = ("token", "kind", "parties")

    def __init__(self, *args: Any, parties: Iterable[MediationParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pk = {str(one.pk): one for one in parties}
        field: Any = self.fields["parties"]
        field.choices = [(pk, name_of_party(one)) for pk, one in by_pk.items()]
        field.coerce = by_pk.get
        self.fields["about"].help_text = "It stands in the letter and in the file. Nothing of what was said."
        self.fields["needs"].help_text = "For example: Polish interpreter, step-free room. It stands in the file."


class EndForm(Form):
    """How a mediation ended."""

    outcome = TextField(
        label="How did it end?",
        help_text="Only whether they found a way, and what both want others to know. Nothing of what was said.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how it ended."},
    )


class NoteForm(Form):
    """A note of the mediator's."""

    token = OnceField()
    text = TextField(
        label="Your note",
        help_text="Nobody else reads it.",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write the note."},
    )


class ReleaseForm(Form):
    """Why a mediator's notes are released."""

    token = OnceField()
    reason = TextField(
        label="For which request, and why are the notes needed?",
        help_text="It stays in the history. The mediator is told that the notes were released.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say for which request, and why the notes are needed."},
    )
