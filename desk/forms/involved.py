"""What is asked about who has a part in a case."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from cases.states import Part
from kernel.forms import Form, LineField
from kernel.widgets import Radios
from schools.models import Person

PARTS = [Part.WITNESS, Part.TARGET, Part.PRESENT, Part.INJURED]


class PersonInCaseForm(Form):
    """Somebody's part in a case: one of those found by name, a colleague, or a name."""

    part = forms.TypedChoiceField(
        label="What is their part?",
        coerce=Part,
        choices=[(part.value, part.label) for part in PARTS],
        widget=Radios(small=True),
        error_messages={"required": "Choose their part."},
    )
    find = LineField(label="Pupil, parent or visitor", max_length=100, required=False)
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Who of these?", required=False, empty_label=None, widget=Radios(small=True)
    )
    user = forms.ModelChoiceField(
        User.objects.none(),
        label="A colleague of this school",
        required=False,
        empty_label="Nobody chosen",
        error_messages={"invalid_choice": "Choose a colleague of this school."},
    )
    name = LineField(label="Somebody else, by name", required=False, help_text="Somebody the trust does not know yet.")
    note = LineField(
        label="A few words about their part",
        max_length=300,
        required=False,
        help_text="For example: stood by the gate.",
    )

    def __init__(self, *args: Any, found: "QuerySet[Person]", colleagues: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = found  # type: ignore[attr-defined]
        self.fields["user"].queryset = colleagues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        named = [name for name in ("person", "user", "name") if known.get(name)]
        if len(named) != 1 and not self.errors:
            first = "person" if known.get("find") and self.fields["person"].queryset else "name"  # type: ignore[attr-defined]
            self.add_error(first if not named else named[-1], "Name one person: one found, one colleague or one name.")
        known.pop("find", None)
        return known


class ReasonForm(Form):
    """Why."""

    reason = LineField(label="Why?", max_length=300, error_messages={"required": "Say why."})
