"""What is asked about contacts: who got in touch, when, how, about what; which e-mails; whose they are."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.db.models import QuerySet, TextChoices
from django.utils import timezone

from cases.arrivals import keep
from kernel.filetypes import MB, MOST_TOGETHER
from kernel.forms import FilesField, Form, LineField, OnceField
from kernel.mailfiles import MOST_BYTES, MOST_FILES, cannot_take_mail
from kernel.widgets import DateParts, FilesInput, Radios
from schools.calendar import at_local, local_day
from schools.models import Person, School
from socialmedia.services.mail import FOLDER
from socialmedia.states import ContactChannel

SCHOOL = {"required": "Choose the school.", "invalid_choice": "Choose one of your schools."}


class When(TextChoices):
    """When somebody got in touch."""

    NOW = "now", "Just now"
    EARLIER = "earlier", "Earlier"


class _AtSchoolForm(Form):
    """A form about a school, which is asked only where there are several."""

    school = forms.ModelChoiceField(School.objects.none(), label="School", empty_label=None, error_messages=SCHOOL)

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_school = schools[0] if len(schools) == 1 else None
        places = School.objects.filter(pk__in=[school.pk for school in schools]).order_by("name")
        self.fields["school"].queryset = places  # type: ignore[attr-defined]
        if self.known_school is not None:
            del self.fields["school"]

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        return known if self.known_school is None else {**known, "school": self.known_school}


class ContactForm(_AtSchoolForm):
    """A contact, logged by hand in a few seconds."""

    token = OnceField()
    find = LineField(label="Who?", max_length=100, required=False, help_text="Three letters of the name.")
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who of these?",
        empty_label=None,
        widget=Radios(small=True),
        error_messages={"required": "Say who got in touch.", "invalid_choice": "Choose one of these people."},
    )
    channel = forms.TypedChoiceField(
        label="How?",
        choices=ContactChannel.choices,
        coerce=ContactChannel,
        initial=ContactChannel.CALL,
        widget=Radios(small=True),
        error_messages={"required": "Say how they got in touch."},
    )
    subject = LineField(
        label="About what, in one line?",
        max_length=300,
        error_messages={"required": "Say in one line what it was about."},
    )
    when = forms.ChoiceField(
        label="When?",
        choices=When.choices,
        initial=When.NOW,
        widget=Radios(small=True, reveals={When.EARLIER: "earlier"}),
        error_messages={"required": "Say when."},
    )
    on_day = forms.DateField(
        label="On which day?",
        required=False,
        widget=DateParts,
        help_text="Leave empty for today.",
        error_messages={"invalid": "Enter a day that exists, for example 2 11 2026."},
    )
    at_time = forms.TimeField(
        label="At what time?",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        help_text="For example 08:05.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Enter a time, for example 08:05."},
    )

    def __init__(self, *args: Any, people: "QuerySet[Person]", is_of_one: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        if is_of_one:
            del self.fields["find"]
            self.fields["person"].label = "Who?"

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        known.pop("find", None)
        if "person" in self.errors and "find" in self.fields and not self.fields["person"].queryset:  # type: ignore[attr-defined]
            # Nobody is offered yet: the question stands where somebody can answer it.
            del self.errors["person"]
            self.add_error("find", "Say who got in touch: type three letters, and press “Find”.")
        on_day, at_time = known.pop("on_day", None), known.pop("at_time", None)
        known["happened_at"] = self._moment(known.pop("when", ""), on_day, at_time)
        return known

    def _moment(self, when: str, on_day: Any, at_time: time | None) -> Any:
        now = timezone.now()
        if when != When.EARLIER:
            return now
        if at_time is None:
            if "at_time" not in self.errors:
                self.add_error("at_time", "Enter the time, as near as you know.")
            return None
        return at_local(on_day or local_day(now), at_time)

    def add_error(self, field: str | None, error: Any) -> None:
        """A reason about the moment stands beside the time."""
        super().add_error("at_time" if field == "happened_at" else field, error)


class BackForm(Form):
    """Why a contact was logged in error."""

    reason = LineField(
        label="What was the mistake?",
        max_length=300,
        help_text="For example: it was somebody else. It is not counted any more, and can still be read.",
        error_messages={"required": "Say what the mistake was."},
    )


class UploadForm(_AtSchoolForm):
    """Saved e-mails of a school, hundreds at once."""

    token = OnceField()
    files = FilesField(  # type: ignore[assignment]
        label="E-mails, saved as .eml files",
        widget=FilesInput({"accept": ".eml,message/rfc822"}),
        error_messages={"required": "Choose at least one file."},
        help_text=(
            f"Up to {MOST_FILES} at once, {MOST_BYTES // MB} MB each, {MOST_TOGETHER // MB} MB together. You see of every "
            "file whether it was logged, and if not, why."
        ),
    )

    def __init__(self, *args: Any, skipped: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skipped = skipped
        self.fields["files"].required = not skipped

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        files = known.pop("files", None) or []
        if self.errors:
            return known
        return {**known, "files": keep(files, self.skipped, FOLDER, cannot_take_mail)}


class SenderForm(Form):
    """Whose messages these are."""

    find = LineField(
        label="Who sends from this address?", max_length=100, required=False, help_text="Three letters of the name."
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who of these?",
        empty_label=None,
        widget=Radios(small=True),
        error_messages={
            "required": "Choose who it is, or leave the messages out.",
            "invalid_choice": "Choose one of these people.",
        },
    )

    def __init__(self, *args: Any, people: "QuerySet[Person]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        known.pop("find", None)
        return known
