"""A time of day and a day, as people write them."""

from typing import Any

from django import forms

from kernel.widgets import DateParts

TIMES = ["%H:%M", "%H.%M", "%H%M"]


def time_field(label: str, *, missing: str = "Enter the time.", **kwargs: Any) -> forms.TimeField:
    """A time of day."""
    return forms.TimeField(
        label=label,
        input_formats=TIMES,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Enter a time, for example 08:05.", "required": missing},
        **kwargs,
    )


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    """A day in three boxes."""
    return forms.DateField(
        label=label,
        widget=DateParts,
        error_messages={"invalid": "Enter a day that exists, for example 2 11 2026.", "required": "Enter the day."},
        **kwargs,
    )
