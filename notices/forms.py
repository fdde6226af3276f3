"""Putting a message right that did not arrive."""

from typing import Any

from django import forms

from kernel.forms import Form, LineField
from kernel.widgets import Radios

WAYS = [
    ("By telephone", "By telephone"),
    ("In person", "In person"),
    ("By post", "By post"),
    ("Another way", "Another way"),
]


class PutRightForm(Form):
    """How somebody was told instead."""

    way = forms.ChoiceField(
        label="How did you tell them instead?",
        choices=WAYS,
        widget=Radios(small=True),
        error_messages={"required": "Choose how you told them."},
    )
    note = LineField(
        label="When, and what was said",
        max_length=250,
        error_messages={"required": "Say when you told them, and what was said."},
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        return {"how": f"{found.get('way', '')}: {found.get('note', '')}"}
