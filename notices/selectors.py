"""What was told to whom: the chain that proves the CEO and the Chair were informed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may, reach
from cases.models import Case
from cases.selectors import PERSON_NAME
from kernel import wording
from kernel.components import Action, Item, Link, Row, Section, Tag
from notices.doors import leads_on
from notices.models import SPOKEN, Notice
from notices.querysets import NoticeQuerySet
from notices.rules import cannot_put_right
from notices.states import MAILED, CallResult, Channel, NoticeKind
from notices.words import SENTENCES, over_words

CEO_KINDS = (NoticeKind.CEO_INFORMED, NoticeKind.REPORT_ISSUED)
LATER_KINDS = (NoticeKind.SUPPLEMENTARY_ISSUED,)
MOST, PAGE, MOST_UNDELIVERED = 60, 30, 10
# What a line of the case page says of somebody who was told.
SHOWN = (
    *("case", "kind", "audience", "channel", "to_name", "note", "queued_at", "queued_by", "spoken_at", "call_result"),
    *("sent_at", "failed_at", "resolved_at", "acknowledged_at", "link", "to_user__name"),
    *(f"to_person__{column}" for column in PERSON_NAME),
)
CHAIR_KINDS = (NoticeKind.CHAIR_INFORMED, NoticeKind.CHAIR_REPORT, NoticeKind.CHAIR_SUPPLEMENTARY)


@dataclass(frozen=True)
class Informing:
    """The moments that matter (aware datetimes, None until they happen)."""

    ceo_told: datetime | None = None
    ceo_read: datetime | None = None
    chair_told: datetime | None = None
    chair_read: datetime | None = None
    unread: frozenset[tuple[int | None, str]] = frozenset()

    def unread_by(self, user: User) -> set[str]:
        """The kinds of what was sent to an account and not confirmed."""
        return {kind for to, kind in self.unread if to == user.pk}


def informing(case: Case) -> Informing:
    """When the CEO and the Chair were told of a case and first confirmed reading, in one query."""
    rows = Notice.objects.filter(case=case, kind__in=[*CEO_KINDS, *LATER_KINDS, *CHAIR_KINDS]).values_list(
        "kind", "to_user", "queued_at", "acknowledged_at"
    )
    ceo = [(queued, read) for kind, _, queued, read in rows if kind in CEO_KINDS]
    chair = [(queued, read) for kind, _, queued, read in rows if kind in CHAIR_KINDS]
    unread = frozenset((to, kind) for kind, to, _, read in rows if read is None)
    return Informing(*_first(ceo), *_first(chair), unread)


def _first(moments: list[tuple[datetime, datetime | None]]) -> tuple[datetime | None, datetime | None]:
    told = min((queued for queued, _ in moments), default=None)
    read = min((read for _, read in moments if read), default=None)
    return told, read


# --- Who was told -------------------------------------------------------------------------------------------------
def case_section(case: Case, user: User) -> Section:
    """Everybody who was told of a case, in order of time: how, and whether it arrived and was read. One query."""
    notices = Notice.objects.all() if reach(user).sees(case) else Notice.objects.visible_to(user)
    rows = notices.filter(case=case).select_related("to_user", "to_person").only(*SHOWN)
    found = [*rows.order_by("-queued_at", "-pk")[:MOST]]
    return Section(
        title="Who was told",
        key="told",
        items=tuple(_item(notice, case, user) for notice in reversed(found)),
        empty="Nobody has been told yet.",
    )


def _item(notice: Notice, case: Case, user: User) -> Item:
    now, at = timezone.now(), notice.spoken_at or notice.queued_at
    about = f"message {notice.pk} to {notice.who}"
    open_it = Link("Open", reverse("notices:notice", args=[notice.pk]), about=about)
    put_right = Link("Put it right", reverse("notices:failed", args=[case.reference, notice.pk]), about=about)
    return Item(
        lead=wording.brief(at, now),
        title=f"{notice.who}, {wording.mid(notice.get_audience_display())}",
        text=f" at {wording.clock_time(at)}: {_what(notice)}",
        links=(open_it, put_right) if may_put_right(notice, case, user) else (open_it,),
        tag=state_tag(notice),
    )


def _what(notice: Notice) -> str:
    channel = wording.mid(notice.get_channel_display())
    if notice.channel in SPOKEN:
        result = f", {wording.mid(notice.get_call_result_display())}" if notice.call_result else ""
        return f"{channel}{result}. {notice.note}".strip()
    return f"{wording.mid(notice.get_kind_display())}, {channel}"


def state_tag(notice: Notice) -> Tag | None:
    """Whether it arrived and was read; none where a talk or a letter says it all."""
    now = timezone.now()
    if notice.acknowledged_at:
        return Tag(f"read {wording.when(notice.acknowledged_at, now)}", "ok")
    if notice.resolved_at and notice.link_id:
        return Tag("settled another way", "ok")
    if notice.resolved_at:
        return Tag("told another way", "ok")
    if notice.failed_at:
        return Tag("did not arrive", "late")
    if notice.channel in SPOKEN:
        return None if notice.call_result in ("", CallResult.SPOKE) else Tag("not reached", "soon")
    if notice.channel == Channel.LINK and notice.sent_at:
        return Tag("sent", "ok")
    if notice.channel not in MAILED:
        return None
    return Tag("sent, not confirmed", "soon") if notice.sent_at else Tag("being sent", "soon")


def to_put_right(user: User) -> NoticeQuerySet:
    """The messages this user may put right: of the files they see, and those they caused themselves.

    Those about no case are put right by administrators too.
    """
    held = reach(user)
    theirs = Q(queued_by=held.user_id) | (Q(case__isnull=False) & held.file("case__"))
    if held.held.includes("administer"):
        theirs |= Q(case__isnull=True)
    return held.without_walled(Notice.objects.all(), "case__").filter(theirs)


def undelivered_of_trust(user: User) -> tuple[Item, ...]:
    """The messages about no case that reached nobody and are this user's to put right, newest first."""
    rows = to_put_right(user).undelivered().filter(case__isnull=True).select_related("to_user")
    return tuple(_undelivered(notice) for notice in rows.order_by("-pk")[:MOST_UNDELIVERED])


def _undelivered(notice: Notice) -> Item:
    url = reverse("notices:undelivered", args=[notice.pk])
    return Item(
        lead=wording.brief(notice.queued_at, timezone.now()),
        text=f"{notice.get_kind_display()}, to {notice.who}",
        links=(Link("Put it right", url, about=f"message {notice.pk} to {notice.who}"),),
        tag=state_tag(notice),
    )


def may_put_right(notice: Notice, case: Case, user: User) -> bool:
    """It needs to be put right, and this user works on the case or caused the message."""
    if cannot_put_right(notice):
        return False
    return notice.queued_by_id == user.pk or may(user, "work_case", case)


def after_putting_right(notice: Notice, user: User) -> str:
    """Where they go on: the case, if they see its file."""
    if notice.case is not None and reach(user).sees(notice.case):
        return notice.case.get_absolute_url()
    return reverse("desk:home")


# --- One notice ---------------------------------------------------------------------------------------------------
# Their own pages confirm these, because confirming discharges a duty.
CONFIRMED_ELSEWHERE = (
    NoticeKind.REPORT_ISSUED,
    NoticeKind.SUPPLEMENTARY_ISSUED,
    *CHAIR_KINDS,
)


@dataclass(frozen=True)
class NoticePage:
    """One notice as its page shows it."""

    title: str
    sentence: str
    rows: tuple[Row, ...]
    actions: tuple[Action, ...]


def notice_page(notice: Notice, user: User) -> NoticePage:
    """What was said to whom, whether it arrived, and what the reader can do about it."""
    now = timezone.now()
    mine = notice.to_user_id == user.pk
    is_shut = mine and bool(notice.path) and not leads_on(notice, user)
    asks = SENTENCES[NoticeKind(notice.kind)] if mine and not notice.acknowledged_at else ""
    told = [
        Row("Case", notice.case.reference) if notice.case is not None else Row("About", "The trust"),
        Row("To", f"{notice.who}, {wording.mid(notice.get_audience_display())}"),
        Row("How", notice.get_channel_display()),
        Row("Told by", notice.queued_by.name),
        Row("When", wording.in_full(notice.spoken_at or notice.queued_at)),
        Row("What came of it", notice.get_call_result_display() if notice.call_result else ""),
        Row("What was said" if notice.channel in SPOKEN else "Note", notice.note),
        Row("Delivered", _delivered(notice, now) if notice.channel in MAILED else ""),
        Row("Read", f"Confirmed {wording.when(notice.acknowledged_at, now)}" if notice.acknowledged_at else ""),
    ]
    return NoticePage(
        title=notice.get_kind_display(),
        sentence=over_words(notice.kind) if is_shut else asks,
        rows=tuple(row for row in told if row.value),
        actions=(*(_read_actions(notice, is_shut=is_shut) if mine else ()), *_failed_actions(notice, user)),
    )


def _delivered(notice: Notice, now: datetime) -> str:
    if notice.sent_at:
        return f"The mail server took it {wording.when(notice.sent_at, now)}"
    if notice.failed_at:
        right = f" Put right: {notice.resolved_how}" if notice.resolved_at else ""
        return f"It did not arrive: {notice.failed_reason}.{right}"
    return (
        "Not yet: it is being sent" if notice.attempts == 0 else f"Not yet: tried {notice.attempts} times, trying again"
    )


def _read_actions(notice: Notice, *, is_shut: bool) -> list[Action]:
    actions = []
    if notice.path and not is_shut:
        style: Literal["primary", "secondary"] = "secondary" if can_confirm(notice) else "primary"
        actions.append(Action("Open it", notice.path, style=style))
    if can_confirm(notice):
        url = reverse("notices:acknowledge", args=[notice.pk])
        actions.insert(0, Action("I have read this", url, style="primary", method="post"))
    return actions


def can_confirm(notice: Notice) -> bool:
    """Its own page confirms it: it was not confirmed yet, and confirming discharges no duty of another page."""
    return notice.acknowledged_at is None and notice.kind not in CONFIRMED_ELSEWHERE


def _failed_actions(notice: Notice, user: User) -> list[Action]:
    if cannot_put_right(notice):
        return []
    if notice.case is None:
        return (
            [Action("Put it right", reverse("notices:undelivered", args=[notice.pk]))]
            if to_put_right(user).filter(pk=notice.pk).exists()
            else []
        )
    if not may_put_right(notice, notice.case, user):
        return []
    return [Action("Put it right", reverse("notices:failed", args=[notice.case.reference, notice.pk]))]


# --- Everything told to me ----------------------------------------------------------------------------------------
def told_to(user: User, before: int | None = None) -> tuple[tuple[Item, ...], int | None]:
    """A page of what was sent to this user, newest first, and where the next page begins."""
    rows = Notice.objects.addressed_to(user).select_related("case").order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = [*rows[: PAGE + 1]]
    older = found[PAGE - 1].pk if len(found) > PAGE else None
    return tuple(_told(notice) for notice in found[:PAGE]), older


def _told(notice: Notice) -> Item:
    about = f"{notice.case.reference if notice.case is not None else 'the trust'}, message {notice.pk}"
    return Item(
        lead=wording.brief(notice.queued_at, timezone.now()),
        text=notice.case.reference if notice.case is not None else "The trust",
        links=(Link(notice.get_kind_display(), reverse("notices:notice", args=[notice.pk]), about=about),),
        tag=state_tag(notice) if notice.acknowledged_at else Tag("not confirmed", "soon"),
    )
