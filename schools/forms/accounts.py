"""What is asked about an account."""

from typing import Any

from django import forms

from accounts.models import User
from kernel.forms import Form, LineField
from kernel.widgets import Radios
from schools.models import School
from schools.querysets import DENSE, SHORTEST
from schools.states import Role

SHORT = "Type at least three letters."


class AccountForm(Form):
    """Whose account it is."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="They sign in with it, and links are sent to it.",
        error_messages={
            "required": "Enter an e-mail address.",
            "invalid": "Enter an e-mail address, like r.adeyemi@school.example.",
        },
    )
    name = LineField(label="Name", error_messages={"required": "Enter a name."})
    job_title = LineField(label="Job title", max_length=120, required=False)

    @classmethod
    def of(cls, user: User) -> "AccountForm":
        """The form with what is known now."""
        return cls(initial={name: getattr(user, name) for name in cls.base_fields})


class TypedForm(Form):
    """A few letters of a name or an address: sent by POST, so that no name stands in an address."""

    q = LineField(label="Find by name or e-mail address", max_length=100, error_messages={"required": SHORT})

    def clean_q(self) -> str:
        typed: str = self.cleaned_data["q"]
        if sum(char.isalnum() for char in typed) + len(DENSE.findall(typed)) < SHORTEST:
            raise forms.ValidationError(SHORT)
        return typed


class PersonSearchForm(TypedForm):
    """A few letters of a person's name."""

    q = LineField(label="Find by name", max_length=100, error_messages={"required": SHORT})


class AccountFilterForm(Form):
    """Which accounts to show; every choice may be left out."""

    school: "forms.ModelChoiceField[School]" = forms.ModelChoiceField(
        None,
        label="School",
        required=False,
        empty_label="Any school",
        error_messages={"invalid_choice": "Choose a school."},
    )
    role = forms.ChoiceField(label="Role", required=False, choices=[("", "Any role"), *Role.choices])
    state = forms.ChoiceField(
        label="Account",
        required=False,
        choices=[("", "Any"), ("on", "Switched on"), ("off", "Switched off"), ("none", "Without a role")],
        widget=Radios(inline=True, small=True),
    )

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]
