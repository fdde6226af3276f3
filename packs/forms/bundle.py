"""What of a case goes into a bundle, for whom and what for."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kernel.forms import Form, LineField, OnceField
from kernel.widgets import CheckBox, Checkboxes, Radios
from packs.rules import CHANGED
from packs.selectors.bundle import BundlePage
from packs.states import Reader

PICK = "Choose who it is for."


class ReaderForm(Form):
    """Who a bundle is for: each reader has rules of their own."""

    reader = forms.ChoiceField(
        label="Who is it for?", widget=Radios(), error_messages={"required": PICK, "invalid_choice": PICK}
    )

    def __init__(self, *args: Any, readers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].choices = readers  # type: ignore[attr-defined]


class BundleForm(Form):
    """The papers that go in; whoever does not decide in the case takes what the rules say."""

    chosen = forms.MultipleChoiceField(
        label="What goes in",
        required=False,
        widget=Checkboxes(small=True),
        error_messages={"invalid_choice": "One of these is not in this list any more. Choose again."},
    )
    for_whom = LineField(
        label="Who gets it?",
        help_text="A name or an office. It stands on the first page and in the history of the case.",
        error_messages={"required": "Say who gets it."},
    )
    purpose = LineField(
        label="What is it for?",
        max_length=300,
        help_text="For example: for the review, or asked for by the police.",
        error_messages={"required": "Say what it is for."},
    )
    reason = LineField(
        label="Why may whoever complains read what you put in?",
        required=False,
        max_length=300,
        help_text="Only if you put something in that the rules leave out. It stands in the history of the case.",
    )
    is_duplex = forms.BooleanField(
        label="Printed on both sides",
        required=False,
        initial=True,
        help_text="Each paper then begins on a right-hand page; a back may stay blank.",
        widget=CheckBox(),
    )
    token = OnceField()
    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: BundlePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.initial["shown"] = page.digest
        if page.person is not None:
            del self.fields["for_whom"]
        if page.reader != Reader.HEARING or not page.may_change or not page.offered:
            del self.fields["reason"]
        if not page.may_change or not page.offered:
            del self.fields["chosen"]
            return
        chosen: Any = self.fields["chosen"]
        chosen.choices = [(paper.key, paper.title) for paper in page.offered]
        chosen.widget.hints = {paper.key: paper.note for paper in page.offered}
        self.initial["chosen"] = [*page.chosen]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if "chosen" in self.fields and found.get("shown", "") != self.page.digest:
            typed: Any = self.data
            self.data = typed.copy()
            self.data["shown"] = self.page.digest  # type: ignore[index]
            raise forms.ValidationError(CHANGED)
        return found
