"""Which records to choose from, and which of them go into a pack."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from kernel import wording
from kernel.forms import Form, LineField, OnceField
from kernel.widgets import CheckBox, Checkboxes
from packs.digests import digest_of
from packs.rules import CHANGED
from packs.selectors.choose import Line
from records.states import RecordKind
from schools.filtering import OfSchoolsFields, day_filter

NOTHING = "Choose at least one record."
REFERENCE = re.compile(r"[A-Z]{2,4}-[0-9]{4}-[A-Z0-9]{4,6}")
REFERENCE_BAD = "A reference looks like HIL-2026-7K4Q."


class FilterForm(OfSchoolsFields, Form):
    """The filters of the records to choose from; every one may be left out."""

    days = ("issued_from", "issued_to")
    kind = forms.ChoiceField(label="Kind of record", required=False, choices=[("", "Any"), *RecordKind.choices])
    reference = LineField(label="Reference of one case", required=False, max_length=20)
    issued_from = day_filter("Issued from")
    issued_to = day_filter("Issued to")

    field_order = ("kind", "school", "reference", "issued_from", "issued_to")

    def clean_reference(self) -> str:
        typed: str = self.cleaned_data["reference"].upper().replace(" ", "")
        if typed and not REFERENCE.fullmatch(typed):
            raise forms.ValidationError(REFERENCE_BAD)
        return typed


class MakeForm(Form):
    """Which records go into a pack, who it is for and what for."""

    for_whom = LineField(
        label="Who is it for?",
        help_text="A name or an office. It stands on the first page and in the history of every case.",
        error_messages={"required": "Say who it is for."},
    )
    purpose = LineField(
        label="What is it for?",
        max_length=300,
        help_text="For example: to be signed at the interviews, or for the file on paper.",
        error_messages={"required": "Say what it is for."},
    )
    is_duplex = forms.BooleanField(
        label="Printed on both sides",
        required=False,
        initial=True,
        help_text="Each paper then begins on a right-hand page; a back may stay blank.",
        widget=CheckBox(),
    )
    token = OnceField()
    every = forms.BooleanField(label="All that are shown here", required=False, widget=CheckBox())
    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    records = forms.TypedMultipleChoiceField(
        label="Records",
        required=False,
        coerce=int,
        widget=Checkboxes(small=True),
        error_messages={"invalid_choice": "One of these is not in this list any more. Choose again."},
    )

    field_order = ("every", "shown", "records", "for_whom", "purpose", "is_duplex", "token")

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.initial["shown"] = _digest(lines)
        records: Any = self.fields["records"]
        records.choices = [(line.pk, line.title) for line in lines]
        records.widget.hints = {str(line.pk): _said(line) for line in lines}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        shown = found.pop("shown", "")
        if found.pop("every", False):
            if shown != _digest(self.lines):
                typed: Any = self.data
                self.data = typed.copy()
                self.data["shown"] = _digest(self.lines)  # type: ignore[index]
                raise forms.ValidationError(CHANGED)
            found["records"] = [line.pk for line in self.lines]
        if not found.get("records") and "records" not in self.errors:
            self.add_error("records", NOTHING)
        return found


def _digest(lines: Sequence[Line]) -> str:
    """Which records a list shows: whoever wants all of them gets those they saw."""
    return digest_of(line.pk for line in lines)


def _said(line: Line) -> str:
    tag = f", {line.tag.text}" if line.tag else ""
    day = wording.short_day(line.issued_at.astimezone(wording.LONDON).date())
    return f"{line.reference}, {line.school} · issued {day} · {wording.counted(line.pages, 'page')}{tag}"
