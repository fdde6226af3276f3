"""What people type and upload to see whether a record is genuine."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kernel.forms import Form, LineField, TextField
from kernel.widgets import CheckBox, DateParts
from records.hashing import read_code
from records.verifying import LARGEST

TOO_BIG = f"This file is larger than {LARGEST // 1024 // 1024} MB, and nothing issued here is. Choose another."


class CodeForm(Form):
    code = LineField(
        label="Code",
        max_length=60,
        help_text="16 letters and digits at the foot of each page, for example 7K4Q-9M2X-BCDF-GHJK. Capitals or not.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Type the code."},
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError("A code has 16 letters and digits. Look at yours again.")
        return code


class FileForm(Form):
    file = forms.FileField(
        label="PDF file",
        help_text="It is compared and not kept.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": "Choose a file.", "empty": "This file is empty. Choose another."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(TOO_BIG)
        return file


class WordingForm(Form):
    """The trust's own wording of a paragraph, and from which day it counts."""

    text = TextField(
        label="Text",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Leave an empty line between paragraphs. What stands in brackets is filled in for each letter.",
    )
    is_standard = forms.BooleanField(label="Go back to the standard text instead", required=False, widget=CheckBox())
    effective_on = forms.DateField(
        label="From which day?",
        widget=DateParts,
        help_text="It counts for decisions made on that day or later. Letters about earlier decisions read as before.",
        error_messages={"required": "Enter the day.", "invalid": "Enter a day that exists, for example 2 11 2026."},
    )
    why = TextField(
        label="Why does it change?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One sentence for the CEO.",
        error_messages={"required": "Say why it changes."},
    )


class DeclineForm(Form):
    """Why a wording is not approved."""

    reason = TextField(
        label="Why not?",
        max_length=1000,
        help_text="Its writer reads it.",
        error_messages={"required": "Say why not."},
    )
