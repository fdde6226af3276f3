"""The field for any number of files."""

from typing import Any

from django import forms

from kernel.widgets import FilesInput


class FilesField(forms.Field):
    """Any number of files; each is looked at by itself, so that a bad one keeps no other out."""

    widget = FilesInput

    def clean(self, value: Any) -> list[Any]:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [*(value or [])]
