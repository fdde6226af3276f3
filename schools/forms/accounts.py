"""What is asked about an account and its roles."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from kernel.forms import Form, LineField
from kernel.widgets import DateParts, Radios
from schools.calendar import ONE_DAY, at_local, local_day
from schools.models import School
from schools.querysets import DENSE, SHORTEST
from schools.states import SCHOOL_ROLES, TRUST_ROLES, Role

BAD_DAY = {"invalid": "Enter a day that exists."}
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


class RoleForm(Form):
    """Which role, where, from when until when."""

    role = forms.ChoiceField(
        label="Role",
        choices=[
            ("In a school", [(role.value, role.label) for role in SCHOOL_ROLES]),
            ("In the whole trust (a second person confirms it)", [(role.value, role.label) for role in TRUST_ROLES]),
        ],
        error_messages={"required": "Choose a role."},
    )
    school: "forms.ModelChoiceField[School]" = forms.ModelChoiceField(
        None,
        label="School",
        required=False,
        empty_label="Choose a school",
        help_text="Leave empty for a role in the whole trust.",
        error_messages={"invalid_choice": "Choose a school."},
    )
    from_on = forms.DateField(
        label="From", required=False, widget=DateParts, help_text="Leave empty for from now on.", error_messages=BAD_DAY
    )
    until_on = forms.DateField(
        label="Last day",
        required=False,
        widget=DateParts,
        help_text="Leave empty if it has no end.",
        error_messages=BAD_DAY,
    )

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        role = Role(found["role"]) if found.get("role") else None
        school: School | None = found.get("school")
        if role in SCHOOL_ROLES and school is None and "school" not in self.errors:
            self.add_error("school", "Choose the school of this role.")
        if role in TRUST_ROLES and school is not None:
            self.add_error("school", "A role in the whole trust has no school. Leave this empty.")
        return {"role": role, "school": school, **_period(self, found)}


def _period(form: forms.BaseForm, found: Mapping[str, Any]) -> dict[str, datetime | None]:
    """The days that were typed as aware moments, the end exclusive; from today means from now."""
    today, first, last = local_day(timezone.now()), found.get("from_on"), found.get("until_on")
    if first and first < today:
        form.add_error("from_on", "This day is over. Choose today or later.")
    if last and last < max(first or today, today):
        form.add_error("until_on", "The last day is before the first. Choose a later one.")
    from_at = at_local(first, time(0)) if first and first > today else None
    return {"from_at": from_at, "until": at_local(last + ONE_DAY, time(0)) if last else None}
