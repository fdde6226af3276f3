"""What is asked when a suspension from before the system was used is entered."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet, TextChoices

from accounts.models import User
from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import DateParts, Radios
from schools.models import School
from suspensions.states import Capacity

SOMEBODY = "somebody"


class Judged(TextChoices):
    """Whether somebody has reviewed it."""

    NO = "no", "Not yet"
    YES = "yes", "Yes, it was upheld"


def _day(label: str, missing: str = "", help_text: str = "", *, required: bool = True) -> forms.DateField:
    said = {"required": missing, "invalid": "Enter a day that exists, for example 14 9 2026."}
    return forms.DateField(label=label, widget=DateParts, help_text=help_text, required=required, error_messages=said)


class EnterForm(Form):
    """A suspension on paper: who, where, from when until when, who decided it, whether a letter went."""

    given_name = LineField(label="First name", max_length=100, required=False)
    family_name = LineField(
        label="Surname", max_length=100, error_messages={"required": "Enter the surname of the person."}
    )
    school = forms.ModelChoiceField(
        queryset=School.objects.none(),
        label="From which site?",
        empty_label="Choose a site",
        error_messages={"required": "Choose the site.", "invalid_choice": "Choose one of your sites."},
    )
    from_on = _day("From which day?", "Enter the day it began.", "However long ago.")
    until_on = _day(
        "Until the end of which day?",
        "Enter the last day. A suspension always has an end.",
        "If the paper names no end, set one now and tell the person.",
    )
    grounds = TextField(
        label="What is the risk to staff or children?",
        help_text="As the paper says it. Criticism or a complaint alone is no ground.",
        max_length=5000,
        error_messages={"required": "Say what the risk to staff or children is."},
    )
    decider = forms.ChoiceField(
        label="Who decided it?",
        widget=Radios(reveals={SOMEBODY: "decider-name"}),
        error_messages={"required": "Say who decided it.", "invalid_choice": "Choose who decided it."},
    )
    decider_name = LineField(label="Their name", required=False)
    capacity = forms.TypedChoiceField(
        label="As what?",
        choices=[(value.value, value.label) for value in (Capacity.HEAD, Capacity.ACTING_HEAD, Capacity.CEO)],
        coerce=Capacity,
        widget=Radios(inline=True),
        error_messages={"required": "Say as what they decided it."},
    )
    decided_on = _day("When was it decided?", "Enter the day it was decided.")
    letter_on = _day(
        "When was the letter sent?",
        help_text="Leave it empty if none was. You then owe the person a talk or call, and a letter.",
        required=False,
    )
    judged = forms.ChoiceField(
        label="Has somebody who had nothing to do with it looked at it?",
        choices=Judged.choices,
        widget=Radios(
            reveals={Judged.YES: "review-on"},
            hints={Judged.NO: "Then the review is due within five working days, and the person can give their side."},
        ),
        error_messages={"required": "Say whether it was reviewed."},
    )
    review_on = _day("On which day is it looked at again?", help_text="Before it ends.", required=False)
    token = OnceField()

    def __init__(
        self, *args: Any, schools: QuerySet[School], deciders: Sequence[User], is_known: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.deciders = {str(user.pk): user for user in deciders}
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]
        names = [(pk, user.name) for pk, user in self.deciders.items()]
        self.fields["decider"].choices = [*names, (SOMEBODY, "Somebody else")]  # type: ignore[attr-defined]
        if is_known:
            del self.fields["given_name"], self.fields["family_name"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        decider = said.pop("decider", "")
        if decider == SOMEBODY and not said.get("decider_name") and "decider_name" not in self.errors:
            self.add_error("decider_name", "Enter the name of whoever decided it.")
        said["decider"] = self.deciders.get(decider)
        said["is_upheld"] = said.pop("judged", "") == Judged.YES
        return said
