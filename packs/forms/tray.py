"""What of the tray is printed, and what of it went."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kernel.forms import Form, OnceField
from kernel.widgets import CheckBox, Checkboxes, Radios
from packs.selectors.tray import TrayLine
from records.sending import sent_on_field
from records.states import CopyMethod

GONE = "One of these is not in the tray any more. Choose again."
NOTHING = "Choose at least one."


class TrayForm(Form):
    """Which papers of the tray are printed in one pack."""

    records = forms.TypedMultipleChoiceField(
        label="What to print",
        coerce=int,
        widget=Checkboxes(small=True),
        error_messages={"required": NOTHING, "invalid_choice": GONE},
    )
    is_duplex = forms.BooleanField(
        label="Printed on both sides",
        required=False,
        initial=True,
        help_text="Each paper then begins on a right-hand page; a back may stay blank.",
        widget=CheckBox(),
    )
    token = OnceField()

    def __init__(self, *args: Any, lines: Sequence[TrayLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["records"], [(str(line.record), line) for line in lines])


class PostedForm(Form):
    """Which papers of the tray went, how, and on which day."""

    papers = forms.MultipleChoiceField(
        label="What went",
        widget=Checkboxes(small=True),
        error_messages={"required": NOTHING, "invalid_choice": GONE},
    )
    method = forms.TypedChoiceField(
        label="How did they go?",
        choices=[(CopyMethod.POST, "By post"), (CopyMethod.HAND, "By hand")],
        coerce=CopyMethod,
        widget=Radios(),
        error_messages={"required": "Say how they went."},
    )
    sent_on = sent_on_field()
    token = OnceField()

    def __init__(self, *args: Any, lines: Sequence[TrayLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["papers"], [(line.key, line) for line in lines])


def _choose(field: Any, lines: Sequence[tuple[str, TrayLine]]) -> None:
    field.choices = [(key, line.title) for key, line in lines]
    field.widget.hints = {key: line.hint for key, line in lines}
