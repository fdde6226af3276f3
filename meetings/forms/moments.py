"""A day and a time, as people write them."""

from datetime import date, datetime
from typing import Any

from django import forms

from kernel.widgets import DateParts
from schools.calendar import LONDON

TIMES = ["%H:%M", "%H.%M", "%H%M"]
NOT_A_TIME = "Enter a time, for example 15:05."
NOT_A_DAY = "Enter a day that exists, for example 27 11 2026."


def time_field(label: str, *, missing: str = "Enter the time.", **more: Any) -> forms.TimeField:
    """A time of day."""
    return forms.TimeField(
        label=label,
        input_formats=TIMES,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"required": missing, "invalid": NOT_A_TIME},
        **more,
    )


def day_field(label: str, *, missing: str = "Enter the day.", **more: Any) -> forms.DateField:
    """A local day in three boxes."""
    errors = {"required": missing, "invalid": NOT_A_DAY}
    return forms.DateField(label=label, widget=DateParts, error_messages=errors, **more)


def day_and_time(at: datetime) -> dict[str, date | str]:
    """What the boxes of a moment (aware) show of it."""
    local = at.astimezone(LONDON)
    return {"on_day": local.date(), "at_time": f"{local:%H:%M}"}
