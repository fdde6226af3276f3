"""How the letter about a meeting goes, and how it went."""

from typing import Any

from django import forms

from kernel.forms import Form, OnceField
from kernel.widgets import Radios
from records.sending import (
    Way,
    address_hint,
    checked_field,
    email_hint,
    envelope_field,
    received_hint,
    sent_at_field,
    sent_on_field,
    way_field,
    way_of,
)
from records.states import CopyMethod
from suspensions.selectors.reaching import Reachable


class LetterForm(Form):
    """How a letter goes when it is issued."""

    method = way_field(Way.POST, "to-address")
    address = envelope_field()
    is_checked = checked_field()

    def __init__(
        self, *args: Any, reachable: Reachable, gives_away: bool, deemed: Any, is_again: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        hint = address_hint(reachable.address, is_confidential=reachable.is_confidential)
        self.fields["address"].help_text = hint
        self.initial.setdefault("address", reachable.address)
        self.fields["method"].widget.hints = {way.value: f"{received_hint(day)}." for way, day in deemed}
        if is_again or not reachable.address:
            # Ticked already, it would be logged as handed over by whoever reads no further.
            self.initial.setdefault("method", Way.LATER)
        if not gives_away:
            del self.fields["is_checked"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said["method"] = way_of(said.get("method", ""))
        return said


class SentForm(Form):
    """How an issued letter went, and on which day."""

    token = OnceField()
    method = forms.TypedChoiceField(
        label="How did it go?",
        choices=[
            (CopyMethod.POST, "By post"),
            (CopyMethod.HAND, "By hand"),
            (CopyMethod.EMAIL, "I e-mailed it from the school’s own mail"),
        ],
        coerce=CopyMethod,
        widget=Radios(reveals={CopyMethod.POST: "sent-address", CopyMethod.EMAIL: "sent-time"}),
        error_messages={"required": "Say how it went."},
    )
    address = envelope_field()
    sent_at = sent_at_field()
    sent_on = sent_on_field()

    def __init__(self, *args: Any, reachable: Reachable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = address_hint(reachable.address, is_confidential=reachable.is_confidential)
        self.fields["address"].help_text = hint
        agreed = email_hint(reachable.email, reachable.email_agreed_on)
        self.fields["method"].widget.hints = {CopyMethod.EMAIL.value: agreed}
