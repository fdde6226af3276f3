"""What was told to whom: the chain that proves the CEO and the Chair were informed."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import User
from cases.models import Case
from kernel import wording
from kernel.components import Item, Link, Section, Tag
from notices.models import SPOKEN, Notice
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


def case_section(case: Case, user: User) -> Section:
    """Who was told of a case, how, and whether it arrived and was read; newest last."""
    rows = Notice.objects.filter(case=case).select_related("to_user", "to_person").order_by("queued_at", "pk")
    items = tuple(_item(notice, case) for notice in rows)
    return Section("Who was told", items=items, empty="Nobody yet.")


def _item(notice: Notice, case: Case) -> Item:
    at = notice.spoken_at or notice.queued_at
    links: tuple[Link, ...] = ()
    if notice.failed_at and not notice.resolved_at:
        url = reverse("notices:failed", args=[case.reference, notice.pk])
        links = (Link("Put it right", url, about=notice.who),)
    return Item(
        lead=wording.in_full(at),
        title=f"{notice.who}, {notice.get_audience_display()}",
        text=f"{notice.get_kind_display()}: {_how(notice)}",
        links=links,
        tag=Tag("did not arrive", "late") if links else None,
    )


def _how(notice: Notice) -> str:
    if notice.channel in SPOKEN:
        said = f" {notice.note}" if notice.note else ""
        return f"{notice.get_channel_display().lower()}, {notice.get_call_result_display().lower()}.{said}"
    if notice.acknowledged_at:
        return f"read {wording.in_full(notice.acknowledged_at)}"
    if notice.resolved_at:
        return f"told another way: {notice.resolved_how}"
    return "sent, not confirmed yet" if notice.sent_at else "on its way"
