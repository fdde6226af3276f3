"""What was told to whom: the chain that proves the CEO and the Chair were informed."""

from dataclasses import dataclass
from datetime import datetime

from cases.models import Case
from notices.models import Notice
from notices.states import Audience, NoticeKind

CEO_KINDS = (NoticeKind.CEO_INFORMED, NoticeKind.REPORT_ISSUED)
CHAIR_KINDS = (NoticeKind.CHAIR_INFORMED, NoticeKind.CHAIR_REPORT)


@dataclass(frozen=True)
class Informing:
    """The moments that matter (aware datetimes, None until they happen)."""

    ceo_told: datetime | None = None
    ceo_read: datetime | None = None
    chair_told: datetime | None = None
    chair_read: datetime | None = None


def informing(case: Case) -> Informing:
    """When the CEO and the Chair were told of a case and first confirmed reading, in one query."""
    rows = Notice.objects.filter(case=case, kind__in=[*CEO_KINDS, *CHAIR_KINDS]).values_list(
        "kind", "audience", "queued_at", "acknowledged_at"
    )
    ceo = [(queued, read) for kind, _, queued, read in rows if kind in CEO_KINDS]
    chair = [
        (queued, read) for kind, audience, queued, read in rows if audience == Audience.CHAIR and kind in CHAIR_KINDS
    ]
    return Informing(*_first(ceo), *_first(chair))


def _first(moments: list[tuple[datetime, datetime | None]]) -> tuple[datetime | None, datetime | None]:
    told = min((queued for queued, _ in moments), default=None)
    read = min((read for _, read in moments if read), default=None)
    return told, read
