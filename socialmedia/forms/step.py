"""What is asked about a step: what it says, why it comes first, its letter or pack, what came of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import Radios
from meetings.models import Meeting
from records.sending import (
    DISPUTE,
    Way,
    checked_field,
    envelope_field,
    sent_on_field,
    way_field,
)
from records.states import CopyMethod
from schools.models import Person
from socialmedia.forms.concern import day_field
from socialmedia.states import PACKS, Basis, StepKind
from socialmedia.things import Thing
from suspensions.sending import AgainTo, IssuedTo, SentTo

WHAT: dict[StepKind, tuple[str, str]] = {
    StepKind.DISCUSSION: ("What was said?", "When, with whom, how, and what they answered. Or choose a meeting."),
    StepKind.REMOVAL: ("Why do you ask them to?", "They read this. Say what harm it does, and to whom."),
    StepKind.EXPECTATIONS: ("What do you want the parent to know?", "They read this. Nobody else’s child is named."),
    StepKind.WARNING: ("What is wrong with it?", "They read this. To criticise or complain is not wrong."),
    StepKind.HOST: ("Which of their rules does it break?", "In the words of their own terms, if you have them."),
    StepKind.BLOCK: ("Why are they blocked, from what, and until when?", "They read this, if we know who they are."),
    StepKind.POLICE: (
        "What was said or done?",
        "Facts only: when, by whom, and who fears what. Something untrue is no crime by itself.",
    ),
    StepKind.LEGAL_ADVICE: ("What do you ask the solicitors?", ""),
    StepKind.OTHER_LEGAL: ("Which action, and on whose advice?", ""),
}


ORDER = "A court order about contact is noted: look at it first."


class TakeForm(Form):
    """One step about a post."""

    token = OnceField()
    basis = forms.ChoiceField(
        label="What does it rest on?",
        choices=Basis.choices,
        widget=Radios(small=True),
        error_messages={"required": "Say what it rests on: a threat, harassment or another crime."},
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="Which meeting was it?",
        required=False,
        empty_label="None: I say below what was said",
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Which parent?",
        empty_label=None,
        widget=Radios(small=True),
        error_messages={"required": "Choose a parent of the pupil.", "invalid_choice": "Choose a parent of the pupil."},
    )
    what = TextField(
        label="What is it about?", max_length=5000, error_messages={"required": "Say what this step is about."}
    )
    skips_why = TextField(
        label="Why not talk with them and ask first?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Talk with them and ask first, or say why not."},
    )
    reference = LineField(label="Their reference, if you have one", max_length=100, required=False)
    next_check_on = day_field(
        "When does somebody ask what came of it?", required=False, help_text="Leave it empty for not at all."
    )

    def __init__(
        self,
        *args: Any,
        kind: StepKind,
        meetings: Sequence[Meeting],
        parents: Mapping[Person, bool],
        asks_why: bool,
        thing: Thing,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        what.label, what.help_text = WHAT[kind]
        what.required = not meetings or kind != StepKind.DISCUSSION
        self.fields["meeting"].queryset = Meeting.objects.filter(pk__in=[one.pk for one in meetings])  # type: ignore[attr-defined]
        self.fields["person"].queryset = Person.objects.filter(pk__in=[one.pk for one in parents])  # type: ignore[attr-defined]
        ordered = {one.pk for one, has_order in parents.items() if has_order}
        self.fields["person"].label_from_instance = lambda one: (  # type: ignore[attr-defined]
            f"{one.full_name}. {ORDER}" if one.pk in ordered else one.full_name
        )
        gone = {
            "basis": kind != StepKind.POLICE,
            "meeting": kind != StepKind.DISCUSSION or not meetings,
            "person": kind != StepKind.EXPECTATIONS,
            "skips_why": not asks_why,
            "reference": kind not in PACKS,
        }
        for name in [name for name, is_gone in gone.items() if is_gone]:
            del self.fields[name]
        if kind == StepKind.REMOVAL:
            self.fields["next_check_on"].label = f"When does somebody look whether {thing.gone}?"


class OutcomeForm(Form):
    """What came of a step."""

    outcome = TextField(label="What came of it?", max_length=3000, error_messages={"required": "Say what came of it."})
    reference = LineField(label="Their reference, if you have one", max_length=100, required=False)
    next_check_on = day_field(
        "When does somebody ask again?", required=False, help_text="Leave it empty for not at all."
    )


class AskLegalForm(Form):
    """Why legal steps are needed."""

    reason = TextField(
        label="Why are legal steps needed?",
        help_text="Whoever decides for the CEO reads this.",
        max_length=2000,
        error_messages={"required": "Say why legal steps are needed."},
    )


class PaperForm(Form, IssuedTo):
    """The words of a letter or a pack; of a letter, how it goes; of a brief, what a court asks for."""

    said = TextField(label="What do you want to say?", max_length=10_000)
    seen_by = TextField(
        label="Who has seen it, as far as you know?",
        max_length=3000,
        error_messages={"required": "Say who has seen it."},
    )
    harm = TextField(
        label="What harm does it do?", max_length=5000, error_messages={"required": "Say what harm it does."}
    )
    favours = TextField(
        label="What favours whoever is behind it?",
        help_text="What of it is true or was meant well, what we did wrong, what they asked for in vain. A court takes back what "
        "was got without saying so.",
        max_length=5000,
        error_messages={"required": "Say what favours them."},
    )
    method = way_field(Way.POST, "to-address")
    address = envelope_field()
    is_checked = checked_field()

    def __init__(
        self,
        *args: Any,
        kind: StepKind,
        is_letter: bool,
        is_advice: bool,
        gives_away: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, gives_away=is_letter and gives_away, **kwargs)
        said = self.fields["said"]
        said.label, said.help_text = WHAT.get(kind, ("Anything you want to add?", "You can leave it empty."))
        said.required = kind != StepKind.THANKS
        said.error_messages["required"] = "Say what it is about."
        for name in [
            *([] if is_advice else ["seen_by", "harm", "favours"]),
            *([] if is_letter else ["method", "address"]),
        ]:
            del self.fields[name]


class PaperSentForm(Form, SentTo):
    """How an issued letter went, and on which day."""

    token = OnceField()


class PackSentForm(Form):
    """To whom a pack went, how, and on which day."""

    token = OnceField()
    to_name = LineField(
        label="To whom did it go?",
        help_text="For example Middleton police, PC 4411; or the report form of the site.",
        error_messages={"required": "Say to whom it went."},
    )
    method = forms.TypedChoiceField(
        label="How did it go?",
        choices=[
            (CopyMethod.EMAIL, "By e-mail, or by a form on their site"),
            (CopyMethod.POST, "By post"),
            (CopyMethod.HAND, "By hand"),
        ],
        coerce=CopyMethod,
        widget=Radios(small=True),
        error_messages={"required": "Say how it went."},
    )
    sent_on = sent_on_field()


class PaperLostForm(Form, AgainTo):
    """How it is known that a letter never came, and how it goes now."""

    token = OnceField()
    dispute = TextField(**DISPUTE)
