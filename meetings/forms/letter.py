"""How the letter about a meeting goes, and how it went."""

from typing import Any

from kernel.forms import Form, OnceField, TextField
from meetings.selectors.letter import Deemed
from records.sending import (
    DISPUTE,
    AgainFields,
    Way,
    checked_field,
    envelope_field,
    received_hint,
    way_field,
    way_of,
)
from suspensions.selectors.reaching import Reachable
from suspensions.sending import SentTo, hint_of

TOO_LATE = "not before the meeting. Hand it over, or also ring them and say so"


def _say_days(form: Form, deemed: Deemed) -> None:
    """When it counts as received, by each way; what comes too late for the meeting is said to."""
    form.fields["method"].widget.hints = {
        way.value: f"{received_hint(day)}{f', {TOO_LATE}' if is_late else ''}." for way, day, is_late in deemed
    }
    if any(is_late for *_, is_late in deemed):
        # Ticked already, it would be logged as posted by whoever reads no further.
        form.initial.setdefault("method", Way.LATER)


class LetterForm(Form):
    """How a letter goes when it is issued."""

    method = way_field(Way.POST, "to-address")
    address = envelope_field()
    is_checked = checked_field()

    def __init__(
        self, *args: Any, reachable: Reachable, gives_away: bool, deemed: Deemed, is_again: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].help_text = hint_of(reachable)
        self.initial.setdefault("address", reachable.address)
        _say_days(self, deemed)
        if is_again or not reachable.address:
            # Ticked already, it would be logged as handed over by whoever reads no further.
            self.initial.setdefault("method", Way.LATER)
        if not gives_away:
            del self.fields["is_checked"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said["method"] = way_of(said.get("method", ""))
        return said


class SentForm(Form, SentTo):
    """How an issued letter went, and on which day."""

    token = OnceField()


class LostForm(Form, AgainFields):
    """How it is known that a letter never came; where it goes as it was issued, how it goes now."""

    token = OnceField()
    dispute = TextField(**DISPUTE)

    def __init__(self, *args: Any, reachable: Reachable, goes_again: bool, deemed: Deemed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("address", reachable.address)
        if not reachable.address:
            self.initial.setdefault("method", Way.LATER)
        self.fields["address"].help_text = hint_of(reachable)
        _say_days(self, deemed)
        if not goes_again:
            del self.fields["method"], self.fields["address"]
