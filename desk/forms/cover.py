"""Appointing somebody to stand in."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from kernel.forms import Form
from kernel.widgets import DateParts
from schools.calendar import ONE_DAY, at_local, local_day


class CoverForm(Form):
    """Who stands in, from which day, up to and including which day."""

    user: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label="Who stands in?",
        empty_label="Choose a colleague",
        error_messages={"required": "Choose who stands in.", "invalid_choice": "Choose one of these colleagues."},
    )
    from_on = forms.DateField(
        label="From",
        required=False,
        widget=DateParts,
        help_text="Leave empty for from now on.",
        error_messages={"invalid": "Enter a day that exists."},
    )
    until_on = forms.DateField(
        label="Last day",
        widget=DateParts,
        help_text="They stand in until the end of this day.",
        error_messages={"required": "Enter the last day.", "invalid": "Enter a day that exists."},
    )

    def __init__(self, *args: Any, candidates: "QuerySet[Any]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = candidates  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        today, first, last = local_day(timezone.now()), found.get("from_on"), found.get("until_on")
        if first and first < today:
            self.add_error("from_on", "This day is over. Choose today or later.")
        if last and last < max(first or today, today):
            self.add_error("until_on", "The last day is before the first. Choose a later one.")
        from_at: datetime | None = at_local(first, time(0)) if first and first > today else None
        until = at_local(last + ONE_DAY, time(0)) if last else None
        return {"user": found.get("user"), "from_at": from_at, "until": until}
