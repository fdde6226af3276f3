"""What people type about a case besides the incident: drafts, evidence, duties, sight."""

from datetime import datetime, time
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from cases import keeping
from cases.filing import INDECENT, FilesFields
from cases.states import EvidenceKind
from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import DateParts, Radios
from schools.calendar import ONE_DAY, at_local, local_day

WHY = "Say why."


class DraftForm(Form):
    """A form as it stands while somebody types; what it carries besides its key is kept as it is."""

    draft_key = forms.CharField(max_length=keeping.LONGEST_KEY)

    def clean_draft_key(self) -> str:
        key: str = self.cleaned_data["draft_key"]
        if not keeping.is_known(key):
            raise forms.ValidationError("This form cannot be kept.")
        return key

    def clean(self) -> dict[str, Any]:
        key, posted = self.cleaned_data.get("draft_key", ""), cast(QueryDict, self.data)
        return {"key": key, "payload": keeping.payload_of(posted), "opened_at": keeping.opened_at(posted, key)}


# --- Evidence -----------------------------------------------------------------------------------------------------
class _FilesForm(FilesFields, Form):
    """The files of a form, with the tick that none of them is indecent."""

    is_fit = forms.BooleanField(
        label="None of these files shows a child undressed or in a sexual way", required=False, help_text=INDECENT
    )

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        files = known.get("files") or []
        if files and not known.pop("is_fit", False):
            self.add_error("is_fit", "Say that no file shows this, or take out the one that might.")
        known.pop("is_fit", None)
        return known


class FilesForm(_FilesForm):
    """More files for a piece of evidence."""

    token = OnceField()

    def clean(self) -> dict[str, Any]:
        return self.keep_files(super().clean())


class EvidenceForm(_FilesForm):
    """A piece of evidence, described, with its files if there are any."""

    token = OnceField()
    kind = forms.TypedChoiceField(
        label="What is it?",
        coerce=EvidenceKind,
        choices=EvidenceKind.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose what it is."},
    )
    description = TextField(
        label="What it shows and where it is kept",
        help_text="For example: front gate camera, 08:00 to 08:20, saved by the office on the shared drive.",
        error_messages={"required": "Describe what it is and where it is kept."},
    )
    on_day = forms.DateField(
        label="From which day?",
        required=False,
        widget=DateParts,
        error_messages={"invalid": "Enter a day that exists."},
    )
    at_time = forms.TimeField(
        label="At what time?",
        required=False,
        help_text="For example 08:05",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        error_messages={"invalid": "Enter a time such as 08:05."},
    )
    source_url = forms.URLField(
        label="Web address, if it is online",
        required=False,
        max_length=1000,
        assume_scheme="https",
        error_messages={"invalid": "Enter a full web address, beginning with https://"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].required = False
        self.order_fields(["token", "kind", "description", "files", "is_fit", "on_day", "at_time", "source_url"])

    def clean(self) -> dict[str, Any]:
        known = super().clean()
        day, clock = known.pop("on_day", None), known.pop("at_time", None)
        if clock and not day and "on_day" not in self.errors:
            self.add_error("on_day", "Enter the day as well as the time.")
        known["captured_at"] = at_local(day, clock or time(0)) if day else None
        if known["captured_at"] and known["captured_at"] > timezone.now():
            self.add_error("at_time" if clock else "on_day", "This time is in the future.")
        return self.keep_files(known)


class RemoveFileForm(Form):
    """Why a file is taken out."""

    reason = LineField(
        label="Why does it not belong here?", max_length=300, error_messages={"required": "Say why it is taken out."}
    )


# --- Duties -------------------------------------------------------------------------------------------------------
class WaiveForm(Form):
    """Why a duty is not done."""

    reason = TextField(
        label="Why is this not done?", max_length=1000, error_messages={"required": "Say why it is not done."}
    )


class HandOnForm(Form):
    """Who does it instead, and why."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label="Who does it?",
        empty_label="Choose a colleague",
        error_messages={"required": "Choose who does it.", "invalid_choice": "Choose one of these colleagues."},
    )
    reason = LineField(label="Why?", max_length=300, error_messages={"required": WHY})

    def __init__(self, *args: Any, colleagues: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


# --- Sight --------------------------------------------------------------------------------------------------------
class SightForm(Form):
    """Who is given sight of a case, why, and until when."""

    email = forms.EmailField(
        label="Their e-mail address here",
        help_text="The address they sign in with.",
        error_messages={"required": "Enter their e-mail address.", "invalid": "Enter an e-mail address."},
    )
    reason = LineField(label="Why do they need to see it?", max_length=300, error_messages={"required": WHY})
    until_on = forms.DateField(
        label="Last day",
        required=False,
        widget=DateParts,
        help_text="Leave empty to let them see it until you end it.",
        error_messages={"invalid": "Enter a day that exists."},
    )

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        last, email = known.get("until_on"), known.get("email")
        if last and last < local_day(timezone.now()):
            self.add_error("until_on", "This day is over.")
        user = User.objects.who_can_sign_in().filter(email__iexact=email).first() if email else None
        if email and user is None:
            self.add_error("email", "No colleague signs in with this address.")
        until: datetime | None = at_local(last + ONE_DAY, time(0)) if last else None
        return {"user": user, "reason": known.get("reason", ""), "until": until}
