"""What is asked when a role is given, declined or ended."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from kernel.forms import Form, TextField
from kernel.widgets import DateParts
from schools.calendar import ONE_DAY, at_local, local_day
from schools.models import School
from schools.states import SCHOOL_ROLES, TRUST_ROLES, Role

BAD_DAY = {"invalid": "Enter a day that exists."}


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


class DeclineForm(Form):
    """Why somebody is not to hold a role."""

    reason = TextField(label="Why not?", max_length=1000, error_messages={"required": "Say why."})


class EndForm(Form):
    """The last day of a role."""

    last_on = forms.DateField(
        label="Last day",
        required=False,
        widget=DateParts,
        help_text="Leave empty to end it now. From then it grants nothing.",
        error_messages=BAD_DAY,
    )

    def clean(self) -> dict[str, Any]:
        last = (super().clean() or {}).get("last_on")
        if last and last < local_day(timezone.now()):
            self.add_error("last_on", "This day is over. Choose today or later, or leave it empty.")
        return {"at": at_local(last + ONE_DAY, time(0)) if last else None}
