"""What is asked when somebody is to act for the CEO."""

from datetime import time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from kernel.forms import Form, LineField
from kernel.widgets import DateParts
from schools.calendar import ONE_DAY, at_local, local_day

BAD_DAY = {"invalid": "Enter a day that exists."}


class DelegationForm(Form):
    """Who acts for the CEO, up to and including which day, and why."""

    to: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label="Who?",
        empty_label="Choose a colleague",
        error_messages={"required": "Choose who.", "invalid_choice": "Choose one of these colleagues."},
    )
    until_on = forms.DateField(
        label="Last day",
        required=False,
        widget=DateParts,
        help_text="They act until the end of this day. Leave empty to let them act until you take it back.",
        error_messages=BAD_DAY,
    )
    reason = LineField(label="Why?", max_length=300, error_messages={"required": "Say why."})

    def __init__(self, *args: Any, candidates: "QuerySet[Any]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = candidates  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        last = found.pop("until_on", None)
        if last and last < local_day(timezone.now()):
            self.add_error("until_on", "This day is over. Choose today or later.")
        return {**found, "until": at_local(last + ONE_DAY, time(0)) if last else None}


class EveryCaseForm(DelegationForm):
    """The same for every case: from which day, and it must have an end."""

    from_on = forms.DateField(
        label="From", required=False, widget=DateParts, help_text="Leave empty for from now on.", error_messages=BAD_DAY
    )
    until_on = forms.DateField(
        label="Last day",
        widget=DateParts,
        help_text="They act until the end of this day.",
        error_messages={"required": "Enter the last day.", **BAD_DAY},
    )
    field_order = ("to", "from_on", "until_on", "reason")

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        first, until, today = found.pop("from_on", None), found.get("until"), local_day(timezone.now())
        from_at = at_local(first, time(0)) if first and first > today else None
        if first and first < today:
            self.add_error("from_on", "This day is over. Choose today or later.")
        if from_at and until and until <= from_at:
            self.add_error("until_on", "The last day is before the first. Choose a later one.")
        return {**found, "from_at": from_at}
