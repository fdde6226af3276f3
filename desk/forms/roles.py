"""What is asked when a role is declined or ended."""

from datetime import time
from typing import Any

from django import forms
from django.utils import timezone

from kernel.forms import Form, TextField
from kernel.widgets import DateParts
from schools.calendar import ONE_DAY, at_local, local_day


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
        error_messages={"invalid": "Enter a day that exists."},
    )

    def clean(self) -> dict[str, Any]:
        last = (super().clean() or {}).get("last_on")
        if last and last < local_day(timezone.now()):
            self.add_error("last_on", "This day is over. Choose today or later, or leave it empty.")
        return {"at": at_local(last + ONE_DAY, time(0)) if last else None}
