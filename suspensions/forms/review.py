"""What is asked of a reviewer: what was weighed, what is decided; other terms; looking again; a renewal."""

from collections.abc import Iterable
from typing import Any

from django import forms

from kernel.forms import Form, OnceField, TextField
from kernel.widgets import Checkboxes, DateParts, HiddenDateParts, Radios
from suspensions.forms.deciding import CONSIDERED, NOT_A_DAY, review_field, until_field
from suspensions.states import Outcome

WEIGHED = ("evidence", "consideration", "considered")
RISK: dict[str, Any] = {
    "label": "What is the risk to staff or children?",
    "help_text": "What could happen if they came onto the site. Criticism or a complaint alone is no ground.",
    "max_length": 5000,
}
TERMS: dict[str, Any] = {
    "label": "What is different from now on?",
    "help_text": "The person reads this in their letter. For example: they may come to the gate at 15:15 to collect.",
    "max_length": 5000,
}
REASONS = (
    "What the evidence shows, what the person said and what you make of it. The person reads this in their letter."
)


def earlier_field() -> forms.DateField:
    """An earlier last day."""
    return forms.DateField(
        label="Does it end earlier? Until the end of which day?",
        widget=DateParts,
        required=False,
        help_text="Leave it empty if the end stays.",
        error_messages={"invalid": NOT_A_DAY},
    )


class ReviewForm(Form):
    """A review over two screens: what was weighed, then what is decided. Each carries what the other asked, hidden."""

    evidence = forms.TypedMultipleChoiceField(
        label="Which evidence did you look at?",
        coerce=int,
        required=False,
        widget=Checkboxes(),
        help_text="Tick what you have read, seen or heard yourself.",
        error_messages={"invalid_choice": "Choose evidence of this case."},
    )
    consideration = TextField(
        label="What do you make of what they say?",
        help_text="What you accept, what you do not, and why.",
        max_length=5000,
        error_messages={"required": "Say what you make of what they say."},
    )
    considered = TextField(**CONSIDERED)
    reasons = TextField(
        label="Your reasons",
        help_text=REASONS,
        max_length=5000,
        error_messages={"required": "Give your reasons."},
    )
    risk = TextField(required=False, **RISK)
    review_on = review_field(
        "A suspension that goes on is looked at again before it ends, for example after half a term."
    )
    terms = TextField(required=False, **TERMS)
    until_on = earlier_field()
    follows = TextField(
        label="What follows?",
        help_text="For example: an invitation to talk with somebody who was not involved, an apology, mediation.",
        max_length=5000,
        required=False,
    )
    outcome = forms.TypedChoiceField(
        choices=[(value.value, value.label) for value in (Outcome.UPHELD, Outcome.VARIED, Outcome.NOT_UPHELD)],
        coerce=Outcome,
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "Say whether it is upheld."},
    )
    token = OnceField()

    def __init__(
        self, *args: Any, pieces: Iterable[tuple[int, str]], has_unweighed: bool, is_weighing: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_weighing = is_weighing
        self.fields["evidence"].choices = [*pieces]  # type: ignore[attr-defined]
        self.fields["consideration"].required = has_unweighed
        self.has_unweighed = has_unweighed
        for name, field in self.fields.items():
            if (name in WEIGHED) != is_weighing or (name == "consideration" and not has_unweighed):
                field.required = field.required and not is_weighing and name != "consideration"
                field.widget = HiddenDateParts() if isinstance(field, forms.DateField) else field.hidden_widget()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.is_weighing and not said.get("outcome"):
            self.add_error(None, "Say whether it is upheld.")
        return said


class LookAgainForm(Form):
    """Whether an upheld suspension goes on."""

    outcome = forms.TypedChoiceField(
        label="What do you decide?",
        choices=[
            (Outcome.CONTINUED.value, "It goes on until its end"),
            (Outcome.ENDED.value, "It is lifted now"),
        ],
        coerce=Outcome,
        widget=Radios(
            reveals={Outcome.CONTINUED: "goes-on"},
            hints={Outcome.ENDED: "They may come again from the moment you press the button."},
        ),
        error_messages={"required": "Say whether it goes on."},
    )
    risk = TextField(**{**RISK, "label": "What is the risk to staff or children still?"}, required=False)
    review_on = review_field("Before it ends.")
    reasons = TextField(
        label="Your reasons",
        help_text="What has happened since, and why that is enough or not. The person reads this in their letter.",
        max_length=5000,
        error_messages={"required": "Give your reasons."},
    )
    considered = TextField(**CONSIDERED)
    token = OnceField()


class VaryForm(Form):
    """Other terms of an upheld suspension."""

    terms = TextField(**TERMS, error_messages={"required": "Say what is different from now on."})
    until_on = earlier_field()
    reason = TextField(
        label="Why?",
        help_text="The person reads this in their letter.",
        max_length=5000,
        error_messages={"required": "Say why."},
    )
    token = OnceField()


class RenewForm(Form):
    """A new suspension after one that ends."""

    until_on = until_field("Until the end of which day?")
    grounds = TextField(
        **{**RISK, "help_text": "As it is now, not as it was then. The person reads this in their letter."},
        error_messages={"required": "Say what the risk to staff or children is now."},
    )
    considered = TextField(**CONSIDERED)
    review_on = review_field("Leave it empty for two working days before it ends.")
    token = OnceField()
