"""What is asked about suspensions from site: the risk, why it ends, arrangements, telling the person, the letter."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone

from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import DateParts, Radios
from notices.states import CallResult, Channel
from records.models import WrittenRecord
from records.sending import (
    DISPUTE,
    AgainFields,
    Way,
    checked_field,
    envelope_field,
    way_field,
)
from schools.calendar import at_local, local_day
from schools.models import School
from suspensions.letters import Situation
from suspensions.selectors.reaching import Reachable
from suspensions.sending import IssuedTo, SentTo, hint_of, hints_of
from suspensions.states import ARRANGED


class LiftForm(Form):
    """Why a suspension ends early."""

    reason = TextField(
        label="Why do you lift it?",
        help_text="For the file. The person gets a letter that says it was lifted, without this reason.",
        max_length=2000,
        error_messages={"required": "Say why you lift it."},
    )


class VoidForm(Form):
    """Why a suspension was an error."""

    reason = TextField(
        label="What was the mistake?",
        help_text="For example: the wrong person was chosen. Everybody who was told of it is told again.",
        max_length=2000,
        error_messages={"required": "Say what the mistake was."},
    )


class ArrangementForm(Form):
    """What still works for the child while the person may not come; at which site, where it is not one."""

    school = forms.TypedChoiceField(
        label="At which site?", coerce=int, error_messages={"required": "Choose the site."}, required=False
    )
    drop_off = LineField(
        label=ARRANGED["drop_off"], help_text="Who brings the child, where to, when.", max_length=300, required=False
    )
    collection = LineField(
        label=ARRANGED["collection"],
        help_text="For example: grandmother, side gate, 15:20.",
        max_length=300,
        required=False,
    )
    events = LineField(
        label=ARRANGED["events"],
        help_text="Parents’ evening by telephone, a play on another day.",
        max_length=300,
        required=False,
    )
    emergencies = LineField(
        label=ARRANGED["emergencies"], help_text="Whom you ring, and who comes.", max_length=300, required=False
    )
    contact = LineField(
        label=ARRANGED["contact"], help_text="Telephone, e-mail, one person.", max_length=300, required=False
    )

    def __init__(self, *args: Any, sites: Sequence[School] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sites = {site.pk: site for site in sites}
        self.fields["school"].choices = [(site.pk, site.name) for site in sites]  # type: ignore[attr-defined]
        if len(sites) < 2:
            del self.fields["school"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        school = self.sites.get(said.pop("school", None) or 0)
        if not self.errors and not any(said.values()):
            raise ValidationError("Say at least one thing that was arranged.")
        return {**said, "school": school}


class When(TextChoices):
    NOW = "now", "Just now"
    EARLIER = "earlier", "Earlier"


class TellForm(Form):
    """How and when the person was told, or could not be reached."""

    channel = forms.TypedChoiceField(
        label="How?",
        choices=[(Channel.IN_PERSON, "In person"), (Channel.TELEPHONE, "By telephone")],
        coerce=Channel,
        widget=Radios(reveals={Channel.TELEPHONE: "call"}),
        error_messages={"required": "Say how."},
    )
    call_result = forms.TypedChoiceField(
        label="What came of the call?",
        choices=CallResult.choices,
        coerce=CallResult,
        empty_value=None,
        required=False,
        widget=Radios(
            hints={
                CallResult.NO_ANSWER: "They have not been told. Try again today.",
                CallResult.MESSAGE_LEFT: "A message tells them nothing of the case and does not count as telling them.",
            }
        ),
    )
    when = forms.ChoiceField(
        label="When?",
        choices=When.choices,
        initial=When.NOW,
        error_messages={"required": "Say when."},
        widget=Radios(reveals={When.EARLIER: "earlier"}),
    )
    at_time = forms.TimeField(
        label="At what time?",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        help_text="For example 08:05.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Enter a time, for example 08:05."},
    )
    on_day = forms.DateField(
        label="On which day?",
        required=False,
        widget=DateParts,
        help_text="Leave empty for today.",
        error_messages={"invalid": "Enter a day that exists, for example 2 11 2026."},
    )
    note = TextField(
        label="What was said?",
        help_text="By you and by them, and how they took it.",
        max_length=5000,
        required=False,
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("channel") == Channel.IN_PERSON:
            said["call_result"] = CallResult.SPOKE
        elif said.get("channel") and not said.get("call_result") and "call_result" not in self.errors:
            self.add_error("call_result", "Say what came of the call.")
        if said.get("call_result") == CallResult.SPOKE and not said.get("note") and "note" not in self.errors:
            self.add_error("note", "Say in a few words what was said.")
        said["spoken_at"] = self._moment(said.pop("when", ""), said.pop("on_day", None), said.pop("at_time", None))
        return said

    def _moment(self, when: str, on_day: Any, at_time: time | None) -> Any:
        now = timezone.now()
        if when != When.EARLIER:
            return now
        if at_time is None:
            if "at_time" not in self.errors:
                self.add_error("at_time", "Enter the time, as near as you know.")
            return None
        return at_local(on_day or local_day(now), at_time)

    def add_error(self, field: str | None, error: Any) -> None:
        """A reason about the moment stands beside the time."""
        super().add_error("at_time" if field == "spoken_at" else field, error)


RISK = ("What the risk to staff or children was", "Say what the risk to staff or children is.")
REASONS = {
    **dict.fromkeys(Situation, ("The reasons for the decision", "Give the reasons.")),
    **dict.fromkeys((Situation.START, Situation.TRUST_WIDE, Situation.LIFTED), RISK),
    Situation.EXTENSION: ("Why it must go on", "Say why it must go on."),
}


class LetterForm(Form, IssuedTo):
    """The words of the letter that a person writes, and how it goes."""

    happened = TextField(
        label="What happened",
        help_text="As the person should read it. Name no child but their own, and no colleague without need.",
        max_length=10_000,
        error_messages={"required": "Say what happened, so that the person knows what this is about."},
    )
    reason = TextField(
        label="What the risk to staff or children was",
        help_text="From the decision. You can word it for the person.",
        max_length=10_000,
    )
    method = way_field(Way.POST, "to-address")
    address = envelope_field()
    is_checked = checked_field()

    def __init__(self, *args: Any, situation: Situation, is_again: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, is_again=is_again, **kwargs)
        label, missing = REASONS[situation]
        self.fields["reason"].label = label
        self.fields["reason"].error_messages["required"] = missing
        if situation is Situation.VOID:
            del self.fields["happened"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        said.setdefault("happened", "")
        said.setdefault("reason", "")
        return said


class WarningForm(LetterForm):
    """The words of a warning letter that a person writes, and how it goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, situation=Situation.START, **kwargs)
        reason = self.fields["reason"]
        reason.label, reason.error_messages["required"] = "What was wrong with it", "Say what was wrong."


class SentForm(Form, SentTo):
    """How an issued letter went, and on which day; which one, where there are several."""

    token = OnceField()
    record = forms.TypedChoiceField(
        label="Which letter?", required=False, empty_value=None, widget=Radios, choices=[], coerce=str
    )

    def __init__(self, *args: Any, letters: Sequence[WrittenRecord] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pk = {str(one.pk): one for one in letters}
        self.fields["record"].choices = [  # type: ignore[attr-defined]
            (pk, f"{one.title}, version {one.version}") for pk, one in by_pk.items()
        ]
        self.fields["record"].coerce = by_pk.get  # type: ignore[attr-defined]
        if len(letters) < 2:
            del self.fields["record"]


class NeverCameForm(Form, AgainFields):
    """How it is known that a letter never came, and how it goes now."""

    token = OnceField()
    dispute = TextField(**DISPUTE)
    is_checked = checked_field()

    def __init__(
        self, *args: Any, reachable: Reachable, is_sent: bool, gives_away: bool, deemed: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("address", reachable.address)
        self.fields["address"].help_text = hint_of(reachable)
        self.fields["method"].widget.hints = hints_of(deemed)
        if not reachable.address:
            self.initial.setdefault("method", Way.HAND)
        if not is_sent:
            del self.fields["method"], self.fields["address"]
        if not gives_away or not is_sent:
            del self.fields["is_checked"]
