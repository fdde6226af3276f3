"""What can be asked of the lists of cases and people."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms

from cases.states import CaseState
from kernel.forms import Form, LineField
from kernel.widgets import CheckBox, Radios
from schools.filtering import OfSchoolsFields, day_filter
from schools.models import School
from schools.querysets import DENSE, SHORTEST

BOXES = ("year", "month", "day")
ANY_STATE = ("", "Any")


class CaseFilterForm(OfSchoolsFields, Form):
    """The filters of the list of cases; every one may be left out."""

    days = ("opened_from", "opened_to")
    state = forms.ChoiceField(
        label="Case", required=False, choices=[ANY_STATE, *CaseState.choices], widget=Radios(inline=True, small=True)
    )
    in_force = forms.BooleanField(label="Somebody is suspended now", required=False, widget=CheckBox())
    waiting = forms.BooleanField(label="Something waits for me", required=False, widget=CheckBox())
    opened_from = day_filter("Opened from")
    opened_to = day_filter("Opened to")

    def __init__(self, data: Mapping[str, str], *, schools: Sequence[School]) -> None:
        super().__init__(_boxed(data), schools=schools)

    def choices(self) -> dict[str, str]:
        """What was validly chosen, as it stands in the address of the list."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name) for name in self.fields}
        words: dict[str, Callable[[Any], str]] = {
            "school": lambda school: str(school.pk),
            "in_force": lambda _: "now",
            "waiting": lambda _: "me",
        }
        return {name: words.get(name, str)(value) for name, value in chosen.items() if value}


def _boxed(data: Mapping[str, str]) -> dict[str, str]:
    """The choices of an address or of a posted form; a day of the address is put into its three boxes."""
    typed = {name: data.get(name, "") for name in CaseFilterForm.base_fields}
    for name in ("opened_from", "opened_to"):
        in_address = typed.pop(name).split("-")
        boxes = [data.get(f"{name}_{box}", "") for box in BOXES]
        boxes = in_address if not any(boxes) and len(in_address) == len(BOXES) else boxes
        typed |= {f"{name}_{box}": text for box, text in zip(BOXES, boxes, strict=True)}
    return {name: value for name, value in typed.items() if value}


class SearchForm(Form):
    """A few letters of a name, or a reference: sent by POST, so that no name stands in an address."""

    q = LineField(
        label="Find by name or reference",
        max_length=100,
        error_messages={"required": "Type at least three letters of a name, or a reference."},
    )

    def clean_q(self) -> str:
        words: str = self.cleaned_data["q"]
        if sum(char.isalnum() for char in words) + len(DENSE.findall(words)) < SHORTEST:
            raise forms.ValidationError(self.fields["q"].error_messages["required"])
        return words


class PupilSearchForm(SearchForm):
    """A few letters of a pupil's name."""

    q = LineField(
        label="Find a pupil by name",
        max_length=100,
        error_messages={"required": "Type at least three letters of the pupil’s name."},
    )
