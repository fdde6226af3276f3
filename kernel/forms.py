"""The base form, how every field is drawn, and how a form calls a service."""

from collections.abc import Callable
from typing import Any, Self
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from kernel import text
from kernel.filefield import FilesField as FilesField
from kernel.refusal import Refused, Stale


class Renderer(TemplatesSetting):
    field_template_name = "components/field.html"


class Form(forms.Form):
    """A form of the house: no colons, browsers do not validate, errors are ours."""

    use_required_attribute = False
    # What `run` leaves behind: what the service gave back, and whether somebody else had saved meanwhile.
    result: Any = None
    is_stale: bool = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def show_typed(self, typed: QueryDict) -> Self:
        """Show what somebody typed before without judging it: a draft that is opened again."""
        files: MultiValueDict[str, Any] = MultiValueDict()
        for name, field in self.fields.items():
            if typed and not field.widget.value_omitted_from_data(typed, files, self.add_prefix(name)):
                self.initial[name] = field.widget.value_from_datadict(typed, files, self.add_prefix(name))
        return self


class LineField(forms.CharField):
    """One line of text, cleaned."""

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(text.clean_line(str(value or ""))) or ""

    def clean(self, value: Any) -> Any:
        return super().clean(value)


class TextField(forms.CharField):
    """Text of several lines, cleaned; nothing of it is ever evaluated as a template."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, *, max_length: int = text.LONGEST, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, strip=False, **kwargs)
        self.error_messages["max_length"] = (
            f"This is longer than the {max_length:,} characters that fit here. Shorten it, or keep the rest as evidence."
        )
        # The browser must never cut off what somebody typed: the server says so instead.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        return super().to_python(text.clean(str(value or ""))) or ""


class OnceField(forms.UUIDField):
    """The hidden token of a form that makes something: its service claims it, so that sent twice it makes one thing."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, initial=uuid4, **kwargs)


def run(form: forms.BaseForm, service: Callable[..., Any], **known: Any) -> bool:
    """Call the service with what the form parsed and what is known; put a refusal on the form. True if it was done.

    What the service returned stands in `form.result`. On False, render the form again with status 422; where somebody
    else had saved meanwhile, `form.is_stale` says so and the page shows both texts.
    """
    if not form.is_valid():
        return False
    try:
        form.result = service(**form.cleaned_data, **known)  # type: ignore[attr-defined]
    except Refused as refused:
        form.is_stale = isinstance(refused, Stale)  # type: ignore[attr-defined]
        form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
        return False
    except ValidationError as invalid:
        _explain(form, invalid)
        return False
    return True


def _explain(form: forms.BaseForm, invalid: ValidationError) -> None:
    """Put a model's validation errors beside the fields they name, the others on top."""
    for field, messages in getattr(invalid, "message_dict", {NON_FIELD_ERRORS: invalid.messages}).items():
        form.add_error(field if field in form.fields else None, messages)
