"""How a letter to a person goes, and that it never came: the parts that the forms of every room about that share.

Each stands behind the room's own form, `class SentForm(Form, SentTo)`, and takes how the person is reached.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from records.sending import AgainFields, SentFields, Way, address_hint, email_hint, received_hint, way_of
from records.states import CopyMethod
from suspensions.selectors.reaching import Reachable

Deemed = Iterable[tuple[CopyMethod, date]]


def hint_of(reachable: Reachable) -> str:
    """What to mind about the address of somebody."""
    return address_hint(reachable.address, is_confidential=reachable.is_confidential)


def hints_of(deemed: Deemed) -> dict[str, str]:
    """When what goes today counts as received, by each way."""
    return {way.value: f"{received_hint(day)}." for way, day in deemed}


class IssuedTo(forms.Form):
    """How a letter goes when it is issued. The form has `method`, `address` and `is_checked`.

    `gives_away`: a confidential address seems to stand in it, which has to be looked at. Where it went before, or nobody
    knows an address, "later" stands ticked: else it would be logged as posted by whoever reads no further.
    """

    def __init__(
        self, *args: Any, reachable: Reachable, gives_away: bool, deemed: Deemed, is_again: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].help_text = hint_of(reachable)
        self.fields["method"].widget.hints = hints_of(deemed)
        if is_again or not reachable.address:
            self.initial.setdefault("method", Way.LATER)
        if not gives_away:
            del self.fields["is_checked"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "method" in self.fields:
            said["method"] = way_of(said.get("method", ""))
        return said


class SentTo(SentFields):
    """How an issued letter went, and on which day."""

    def __init__(self, *args: Any, reachable: Reachable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say_ways(address=hint_of(reachable), email=email_hint(reachable.email, reachable.email_agreed_on))


class AgainTo(AgainFields):
    """How a letter goes that never came."""

    def __init__(self, *args: Any, reachable: Reachable, deemed: Deemed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("address", reachable.address)
        self.fields["address"].help_text = hint_of(reachable)
        self.fields["method"].widget.hints = hints_of(deemed)
        if not reachable.address:
            self.initial.setdefault("method", Way.LATER)
