"""What narrows a list of any room: one of the schools somebody sees, and days from and to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from kernel.widgets import DateParts
from schools.models import School

BACKWARDS = "This is before the day it starts from."


def day_filter(label: str) -> forms.DateField:
    """A local day that may be left out."""
    return forms.DateField(
        label=label, required=False, widget=DateParts, error_messages={"invalid": "Enter a day that exists."}
    )


class OfSchoolsFields(forms.Form):
    """Which of the schools, asked where there are several. `days`: the names of the first and the last day, if it asks them."""

    school = forms.ChoiceField(
        label="School", required=False, error_messages={"invalid_choice": "Choose one of the schools you see."}
    )
    days: tuple[str, str] | None = None

    def __init__(self, data: Mapping[str, Any], *, schools: Sequence[School]) -> None:
        super().__init__(data)
        self.schools = {str(school.pk): school for school in schools}
        if len(self.schools) > 1:
            named = [(pk, school.name) for pk, school in self.schools.items()]
            self.fields["school"].choices = [("", "All schools"), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["school"]

    def clean_school(self) -> School | None:
        return self.schools.get(self.cleaned_data["school"])

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        first, last = (found.get(name) for name in self.days) if self.days else (None, None)
        if self.days and first and last and last < first:
            self.add_error(self.days[1], BACKWARDS)
        return found
