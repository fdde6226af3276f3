"""Widgets with what the pages need of them: hints per choice, fields that a choice opens, dates in three boxes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from kernel.filetypes import ACCEPT


class _Choices:
    """Hints under choices, and choices that open further fields (`{% reveal key=… %}`)."""

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints, self.reveals = dict(hints or {}), dict(reveals or {})
        self.is_inline, self.is_small = inline, small

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        context["widget"] |= {"is_inline": self.is_inline, "is_small": self.is_small}
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        option["hint"] = self.hints.get(str(value), "")
        if key := self.reveals.get(str(value)):
            option["attrs"]["data-reveals"] = key
        return option


class Radios(_Choices, forms.RadioSelect):
    """One of a few."""


class Checkboxes(_Choices, forms.CheckboxSelectMultiple):
    """Any of a few."""


class CheckBox(forms.CheckboxInput):
    """A single box to tick; `reveals` is the key of the fields it opens."""

    def __init__(self, *, reveals: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if reveals:
            self.attrs["data-reveals"] = reveals


class FilesInput(forms.FileInput):
    """Several files at once, from the camera or the disk of whatever device it is."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True, "accept": ACCEPT, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return [*files.getlist(name)] if hasattr(files, "getlist") else []


class DateParts(forms.MultiWidget):
    """A date in three boxes; gives "2026-11-02" to a `DateField`, or what was typed, so that it can be shown again."""

    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        digits = {"inputmode": "numeric", "autocomplete": "off"}
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput({**digits, "class": "govuk-input--width-2"}),
            "month": forms.TextInput({**digits, "class": "govuk-input--width-2"}),
            "year": forms.TextInput({**digits, "class": "govuk-input--width-4"}),
        }
        super().__init__(boxes, attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for part, title in zip(context["widget"]["subwidgets"], ("Day", "Month", "Year"), strict=True):
            part["title"] = title
        return context

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        parts = str(value).split("-") if value else []
        return parts[::-1] if len(parts) == 3 else ["", "", ""]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:  # type: ignore[override]
        day, month, year = (str(part or "").strip() for part in super().value_from_datadict(data, files, name))
        return f"{year}-{month}-{day}" if day or month or year else ""


class HiddenDateParts(DateParts):
    """The three boxes of a date that another page asked for."""

    template_name = "django/forms/widgets/multiwidget.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        for widget in self.widgets:
            widget.input_type = "hidden"  # type: ignore[attr-defined]
