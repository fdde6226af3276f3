"""What is asked to import a file: which school, which file, which column is which."""

from typing import Any

from django import forms

from kernel.forms import Form
from schools.importing.columns import COLUMNS, CONTACT, PUPIL
from schools.importing.reading import MOST_BYTES
from schools.models import School

NONE = ("", "Not in this file")


class UploadForm(Form):
    """A file of one school's pupils and their contacts."""

    school: "forms.ModelChoiceField[School]" = forms.ModelChoiceField(
        None,
        label="School",
        empty_label="Choose a school",
        error_messages={"required": "Choose the school.", "invalid_choice": "Choose one of these schools."},
    )
    file = forms.FileField(
        label="CSV file",
        help_text="One row for each pupil and contact. You match the columns next, and see every row before anything is kept.",
        error_messages={"required": "Choose a file.", "empty": "This file is empty.", "missing": "Choose a file."},
    )

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        file = found.pop("file", None)
        if file is not None and file.size > MOST_BYTES:
            self.add_error(
                "file", f"This file is larger than {MOST_BYTES // 1024 // 1024} MB. Export one school at a time."
            )
        elif file is not None:
            found |= {"content": file.read(), "file_name": file.name or ""}
        return found


class ColumnsForm(Form):
    """Which column of the file holds what: one choice for each thing an import knows."""

    def __init__(self, *args: Any, samples: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [NONE, *((heading, f"{heading}: {text}" if text else heading) for heading, text in samples.items())]
        for column in COLUMNS:
            self.fields[column.key] = forms.ChoiceField(
                label=column.label if column.is_required else f"{column.label} (optional)",
                help_text=column.hint,
                choices=choices,
                required=column.is_required,
                error_messages={
                    "required": f"Choose the column for “{column.label}”.",
                    "invalid_choice": "Choose one of the file’s columns.",
                },
            )

    def of(self, group: str) -> list[forms.BoundField]:
        """The choices about the pupil, or about the contact."""
        return [self[column.key] for column in COLUMNS if column.group == group]

    @property
    def of_pupil(self) -> list[forms.BoundField]:
        return self.of(PUPIL)

    @property
    def of_contact(self) -> list[forms.BoundField]:
        return self.of(CONTACT)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        return {"mapping": {key: heading for key, heading in found.items() if heading}}
