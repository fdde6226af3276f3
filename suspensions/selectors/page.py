"""Everything a suspension's own page shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may
from cases.duties import Kind
from kernel import wording
from kernel.components import Action, Band, Entry, Link, Row, Section, Tag
from kernel.together import hang
from notices.models import Notice
from notices.states import CallResult
from records.models import Copy, WrittenRecord
from suspensions import clocks, judging, rules
from suspensions.access import is_ceo_with_a_part, may_decide, may_end
from suspensions.models import SiteSuspension
from suspensions.rules import ONLY_CEO, ONLY_DECIDERS
from suspensions.selectors.about import about
from suspensions.selectors.arrangement import all_lines
from suspensions.selectors.case import state_tag
from suspensions.selectors.deciding import asks_for_trust_wide, duties_on, wider_action
from suspensions.selectors.event import Event, newest_event
from suspensions.selectors.review import (
    asked_since,
    facts_of,
    linked_to,
    new_facts_band,
    renewal_among,
    review_section,
)
from suspensions.selectors.side import side_section
from suspensions.selectors.story import fetch_along
from suspensions.selectors.written import copies_about, letter_among, letters_about, never_came_link
from suspensions.states import SuspensionState

RESULTS: dict[str, str] = {
    "": "they were told",
    CallResult.SPOKE: "they were told",
    CallResult.NO_ANSWER: "no answer",
    CallResult.MESSAGE_LEFT: "a message was left to call back",
}
NOT_YOURS = "Only the headteacher, a senior leader or the CEO does this."
LONGEST: dict[str, str] = {
    SuspensionState.PROVISIONAL: ", unless it is upheld",
    SuspensionState.UPHELD: ", twelve months from its start",
}


@dataclass(frozen=True)
class SuspensionPage:
    """A suspension with everything around it."""

    name: str
    tag: Tag
    crumbs: tuple[Link, ...]
    breach: Band | None
    new_facts: Band | None
    sections: tuple[Section, ...]
    going_on: tuple[Action, ...]
    actions: tuple[Action, ...]


def page(suspension: SiteSuspension, user: User) -> SuspensionPage:
    """Facts, arrangements, who told the person, sightings, the letter, and what can be done now."""
    written, copies, duties, asks, linked, *since = fetch_along(
        suspension,
        letters_about(suspension),
        copies_about(suspension),
        duties_on(suspension),
        asks_for_trust_wide(suspension),
        linked_to(suspension),
        *asked_since(suspension),
    )
    hang(written, "copies", copies)
    top, event, renewal = about(suspension), newest_event(suspension), renewal_among(suspension, linked)
    is_told = _is_told(suspension, event)
    found, owed = facts_of(suspension, since), {duty.kind: duty for duty in duties}
    return SuspensionPage(
        name=top.name,
        tag=state_tag(suspension),
        crumbs=top.crumbs,
        breach=_seen(suspension),
        new_facts=new_facts_band(found),
        sections=(
            _facts(suspension, linked, renewal),
            review_section(suspension, user, found, owed),
            _arrangements(suspension, user),
            _told(suspension, user, is_told=is_told),
            _letters(suspension, event, written, user, is_told=is_told),
            side_section(suspension, user, is_own_page=False),
            _breaches(suspension),
        ),
        going_on=_going_on(suspension, user, asks, renewal, is_owed=Kind.DECIDE_BEFORE_END in owed),
        actions=_actions(suspension, user, renewal),
    )


def _seen(suspension: SiteSuspension) -> Band | None:
    """They were seen on site while this is in force: on top, with what to do."""
    now, last = timezone.now(), next(iter(suspension.breaches.all()), None)
    if last is None or not suspension.is_in_force(now):
        return None
    return Band(
        title=f"Seen on site {wording.when(last.seen_at, now)}",
        text=f"by {last.seen_by.name}.",
        link=Link("What to say and whom to call", reverse("suspensions:here", args=[suspension.pk])),
    )


def _facts(suspension: SiteSuspension, linked: Iterable[SiteSuspension], renewal: SiteSuspension | None) -> Section:
    rows = [
        Row("Site", wording.capital(suspension.site_name)),
        Row("From", wording.in_full(suspension.period.lower)),
        Row("Until", wording.in_full(wording.last_moment(suspension.period.upper))),
        Row("Risk to staff or children", suspension.grounds),
        Row("Decided by", f"{suspension.decider}, {wording.mid(suspension.get_capacity_display())}"),
    ]
    if suspension.entered_by is not None and suspension.entered_at is not None:
        decided = wording.full_day(suspension.decided_at.astimezone(wording.LONDON).date())
        rows.append(Row("Decided on", decided))
        entered = f"{suspension.entered_by.name}, {wording.in_full(suspension.entered_at)}"
        rows.append(Row("From before the system was used", f"Entered by {entered}"))
    if suspension.review_on is not None and suspension.is_live:
        rows.append(Row("Looked at again on", wording.full_day(suspension.review_on)))
    if suspension.is_live:
        longest = clocks.latest_day(suspension.counted_from, suspension.state)
        rows.append(Row("Lasts at most until", f"{wording.full_day(longest)}{LONGEST[suspension.state]}"))
    rows += _linked(suspension, linked, renewal)
    if suspension.ended_at is not None and suspension.ended_by is not None:
        ended = f"{wording.in_full(suspension.ended_at)}, by {suspension.ended_by.name}"
        rows += [Row(str(suspension.get_state_display()), ended), Row("Why", suspension.end_reason)]
    return Section("The decision", rows=tuple(rows), entries=_changes(suspension), key="decision")


def _linked(suspension: SiteSuspension, linked: Iterable[SiteSuspension], renewal: SiteSuspension | None) -> list[Row]:
    """The suspension it took the place of or follows, and the one that took its place or follows it."""
    rows, known = [], {row.pk: row for row in linked}
    if suspension.replaces_id is not None:
        link = Link("The one it replaced", known[suspension.replaces_id].get_absolute_url())
        rows.append(Row("Took the place of", [link]))
    if suspension.renews_id is not None:
        link = Link("The earlier one, which was upheld", known[suspension.renews_id].get_absolute_url())
        rows.append(Row("Follows", [link]))
    if renewal is not None:
        rows.append(Row("Followed by", [Link("A new one, with its own reasons", renewal.get_absolute_url())]))
    if suspension.state == SuspensionState.REPLACED:
        wide = [row for row in known.values() if row.replaces_id == suspension.pk]
        rows += [Row("Now", [Link("Every site of the trust", row.get_absolute_url())]) for row in wide]
    return rows


def _changes(suspension: SiteSuspension) -> tuple[Entry, ...]:
    """Every time it was extended: until when, by whom, why, what was considered."""
    return tuple(
        Entry(
            at=row.decided_at,
            text=f"Extended until {wording.full_day(clocks.last_day_before(row.until))} by {row.decided_by.name}, "
            f"{wording.mid(row.get_capacity_display())}: {row.reason}",
            note=f"Disability, illness, language: {row.considered}",
        )
        for row in suspension.extensions.all()
    )


def _arrangements(suspension: SiteSuspension, user: User) -> Section:
    rows = [Row(label, text) for label, text in all_lines(suspension)]
    label = "Change the arrangements" if rows else "Set the arrangements"
    reason = rules.cannot_arrange(suspension, timezone.now())
    return Section(
        "Arrangements for the child",
        rows=tuple(rows),
        actions=(_action(label, "arrangement", suspension, user, reason),),
        key="arrangements",
        empty="None are set. The letter and the gate register show them once they are.",
    )


def _told(suspension: SiteSuspension, user: User, *, is_told: bool) -> Section:
    entries = [
        Entry(
            at=telling.notice.spoken_at or telling.notice.queued_at,
            text=f"{telling.notice.get_channel_display()}: {RESULTS[telling.notice.call_result]}.",
            note=f"{wording.closed(telling.notice.note)} Logged by {telling.notice.queued_by.name}.".lstrip(),
        )
        for telling in suspension.tellings.all()
    ]
    return Section(
        "Telling the person",
        entries=tuple(entries),
        actions=(_action("Log a talk or call", "tell", suspension, user, is_next=not is_told),),
        key="told",
        empty="Nobody has told them yet, as far as this page knows.",
    )


def _letters(
    suspension: SiteSuspension, event: Event, written: list[WrittenRecord], user: User, *, is_told: bool
) -> Section:
    """Every letter about it with the way it went; the button writes the one that is owed now."""
    letter = letter_among(written, suspension, event)
    may_say = may(user, "work_case", suspension.case)
    rows = [_letter_row(one, suspension, may_say=may_say) for one in written]
    label = "Open the letter" if letter is not None else "Prepare letter"
    return Section(
        "The letter" if len(rows) < 2 else "Letters",
        rows=tuple(rows),
        text="" if letter is not None or not rows else "What was decided last has not been told in writing yet.",
        actions=(_action(label, "letter", suspension, user, is_next=letter is None and is_told),),
        key="letter",
        empty="It has not been issued. A talk does not replace it.",
    )


def _letter_row(record: WrittenRecord, suspension: SiteSuspension, *, may_say: bool) -> Row:
    issued = f"Issued {wording.in_full(record.issued_at)}, version {record.version}" if record.issued_at else ""
    copies = [*record.copies.all()]
    links = [never_came_link(suspension, copy) for copy in copies] if may_say else []
    went = [_went(copy) for copy in copies] + [link for link in links if link]
    return Row(record.title, [Link(issued, record.get_absolute_url(), about=record.title), *went])


def _went(copy: Copy) -> str:
    """ "By post, Monday 2 November 2026; counts as received on Wednesday 4 November 2026"."""
    went = (
        f"{copy.get_method_display()}, {wording.full_day(copy.handed_on)}"
        if copy.handed_on
        else copy.get_method_display()
    )
    if copy.dispute:
        return f"{went}; it never came: {copy.dispute}"
    return f"{went}; counts as received on {wording.full_day(copy.deemed_on)}" if copy.deemed_on else went


def _breaches(suspension: SiteSuspension) -> Section:
    entries = [
        Entry(at=breach.seen_at, text=f"Seen on site, reported by {breach.seen_by.name}.", note=breach.note)
        for breach in suspension.breaches.all()
    ]
    return Section("Seen on site", entries=tuple(entries), key="breaches", empty="Nobody has reported them on site.")


def _going_on(
    suspension: SiteSuspension, user: User, asks: Sequence[Notice], renewal: SiteSuspension | None, *, is_owed: bool
) -> tuple[Action, ...]:
    """What somebody decides before it ends: extend it, let it end, make it hold for every site."""
    now = timezone.now()
    only = ONLY_CEO if suspension.is_trust_wide else ONLY_DECIDERS
    why_not = None if may_decide(user, suspension) else only
    following = renewal if renewal is not None and renewal.is_live else None
    extend = rules.cannot_extend(suspension, now, following=following) or why_not
    let_end = rules.cannot_let_end(suspension, now, is_owed=is_owed) or why_not
    wider = wider_action(suspension, user, asks[0].queued_at if asks else None)
    is_next = why_not is None and judging.cannot_renew(suspension, None, now) is None
    anew = [Action("Suspend anew after it", _url("renew", suspension))] if is_next and renewal is None else []
    return (
        Action("Extend", _url("extend", suspension), style="primary" if is_owed else "secondary", reason=extend),
        Action("Let it end", _url("let_end", suspension), reason=let_end),
        *([wider] if wider else []),
        *anew,
    )


def _actions(suspension: SiteSuspension, user: User, renewal: SiteSuspension | None) -> tuple[Action, ...]:
    now = timezone.now()
    only = ONLY_CEO if suspension.is_trust_wide else ONLY_DECIDERS
    why_not = None if may_end(user, suspension) else only
    void = rules.cannot_void(suspension, now, renewal, is_ceo_with_a_part=is_ceo_with_a_part(user, suspension))
    return (
        Action("Lift", _url("lift", suspension), reason=rules.cannot_lift(suspension, now, renewal) or why_not),
        Action("Made in error", _url("void", suspension), reason=void or why_not),
    )


def _is_told(suspension: SiteSuspension, event: Event) -> bool:
    """Somebody has spoken to them since there was something to tell."""
    spoken = (row.notice.spoken_at for row in suspension.tellings.all() if row.has_spoken)
    return any(at is not None and at >= event.minute for at in spoken)


def _action(
    label: str, name: str, suspension: SiteSuspension, user: User, reason: str | None = None, *, is_next: bool = False
) -> Action:
    """A button; what is next is the main one of the page."""
    why_not = None if may(user, "work_case", suspension.case) else NOT_YOURS
    return Action(label, _url(name, suspension), style="primary" if is_next else "secondary", reason=reason or why_not)


def _url(name: str, suspension: SiteSuspension) -> str:
    return reverse(f"suspensions:{name}", args=[suspension.case.reference, suspension.pk])
