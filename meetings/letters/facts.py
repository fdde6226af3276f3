"""The facts that a letter about a meeting tells."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from records.states import RecordKind
from records.wording import Wordbook
from suspensions.letters import Addressee, Site


class Letter(Enum):
    """What is written to a parent about a meeting."""

    INVITATION = "invitation"
    CANCELLED = "cancelled"
    DRAFT = "draft"


TITLES = {
    Letter.INVITATION: "Invitation to a meeting",
    Letter.CANCELLED: "Your meeting is called off",
    Letter.DRAFT: "Record of our meeting: is it right?",
}
KINDS = {
    Letter.INVITATION: RecordKind.MEETING_INVITATION,
    Letter.CANCELLED: RecordKind.MEETING_CANCELLED,
    Letter.DRAFT: RecordKind.MEETING_DRAFT,
}


@dataclass(frozen=True)
class Facts:
    """Everything a letter about a meeting says; moments are aware.

    `people` are those who will be there beside the addressee, each with what they are there. `may_come_from` is set
    where somebody who may not come onto the site may come for this; `is_barred` where they may not come at all.
    `record` is the draft of the record, in its parts. `mediation` is "joint" or "separate" where it is a meeting of one.
    `child` is who comes back then (`back`, in full) where it is about that; "" otherwise.
    """

    book: Wordbook
    reference: str
    addressee: Addressee
    address: tuple[str, ...]
    school: Site
    trust: Site
    is_interview: bool
    mediation: str
    child: str
    back: str
    starts_at: datetime
    ends_at: datetime
    place: str
    is_remote: bool
    how_to_join: str
    about: str
    people: tuple[tuple[str, str], ...]
    convener: str
    mediator: str
    sign_off: tuple[str, ...]
    is_changed: bool
    may_come_from: datetime | None
    is_barred: bool
    record: tuple[dict[str, Any], ...]
    today: date

    @property
    def typed(self) -> str:
        """What people typed of all this: what may give something away."""
        return "\n".join([*self.address, self.place, self.how_to_join, self.about])
