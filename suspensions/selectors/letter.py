"""What the letter about a suspension says now, gathered from the case; what was issued, how it went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cases.rules import cannot_change
from incidents.models import Incident
from incidents.states import Category
from kernel import wording
from kernel.components import Link
from kernel.together import hang
from records.content import Content, clean, read
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_lost
from records.sending import way_of
from records.states import CopyMethod
from schools.calendar import Calendar, local_day
from schools.models import Person, Relationship, School, Trust
from schools.selectors import calendar, trust
from suspensions import clocks, letters, rules
from suspensions.dispatch import deemed_received
from suspensions.letters import TITLES, Facts, Signed, Site, Situation
from suspensions.letters.facts import ENDED, JUDGED
from suspensions.models import Extension, Review, SiteSuspension, Variation
from suspensions.selectors.arrangement import all_lines
from suspensions.selectors.event import Event, Happened, made_event, newest_event
from suspensions.selectors.hearer import hearing_of
from suspensions.selectors.reaching import Around, Reachable, addressee_of, around, gives_away
from suspensions.selectors.standing import current
from suspensions.selectors.story import fetch_along
from suspensions.selectors.written import (
    copies_about,
    copies_to_person,
    letter_among,
    letters_about,
    letters_of,
    never_came_link,
    situation,
)
from suspensions.states import Capacity, SuspensionState

# Terms stand in every letter as long as they hold.
TERMS_IN = (Situation.VARIED, Situation.CONTINUED, Situation.EXTENSION)
AT_SCHOOL = (Capacity.HEAD, Capacity.ACTING_HEAD)
# Whoever decides because the CEO has a part in the case signs as who they are, not for the CEO.
SIGNS_AS: dict[str, str] = {
    Capacity.CHAIR: "Chair of Trustees",
    Capacity.VICE_CHAIR: "Vice-chair of Trustees",
    Capacity.TRUSTEE: "Trustee",
}
WHERE = {
    "on_site": "in school or on its grounds",
    "gate": "at the gate",
    "telephone": "on the telephone",
    "written": "in writing",
    "online": "online",
    "off_site": "away from the school",
}


@dataclass(frozen=True)
class Went:
    """How a version of a letter went, and when it counts as received; why it is known that it never came, if it is."""

    version: int
    way: str
    went_on: date | None
    deemed_on: date | None
    by: str
    dispute: str
    never_came: Link | None


@dataclass(frozen=True)
class LetterPage:
    """The letter as it stands: what it would say now, what was issued, how it can go."""

    happened: str
    reason: str
    text: Content
    record: WrittenRecord
    issued: WrittenRecord | None
    is_current: bool
    letters: tuple[WrittenRecord, ...]
    copies: tuple[Went, ...]
    reachable: Reachable
    why_not: str | None
    lacks_arrangement: bool
    gives_away: tuple[str, ...]
    situation: Situation
    title: str
    deemed: tuple[tuple[CopyMethod, date], ...]
    hear_by: date | None


# --- The page -----------------------------------------------------------------------------------------------------
def letter_page(suspension: SiteSuspension, typed: Mapping[str, str]) -> LetterPage:
    """The letter with the words typed so far, and why it cannot be issued as it is."""
    written, copies, given, incidents = fetch_along(
        suspension,
        letters_about(suspension),
        copies_about(suspension),
        copies_to_person(suspension),
        last_incident(suspension),
    )
    hang(written, "copies", copies)
    event = newest_event(suspension)
    here = around(suspension, local_day(event.at))
    known, issued = here.known, letter_among(written, suspension, event)
    happened, reason = words_to_begin(suspension, event, written, next(iter(incidents), None))
    method = CopyMethod.POST if known.address else CopyMethod.HAND
    facts = letter_facts(
        suspension,
        event,
        here,
        happened=typed.get("happened", happened),
        reason=typed.get("reason", reason),
        method=way_of(typed["method"]) if "method" in typed else method,
        address=typed.get("address", known.address),
    )
    content, days = letters.compose(facts), calendar()
    is_current = issued is not None and letters.says_the_same(issued.content, content)
    ways = (CopyMethod.POST, CopyMethod.HAND)
    return LetterPage(
        happened=happened,
        reason=reason,
        text=read(issued.content if issued is not None and is_current else clean(content)),
        record=WrittenRecord(case=suspension.case, title=TITLES[facts.situation]),
        issued=issued,
        is_current=is_current,
        letters=tuple(written),
        copies=tuple(_went(suspension, copy) for copy in given if is_of(copy, issued)),
        reachable=known,
        why_not=cannot_issue(suspension, event, facts, content, issued),
        lacks_arrangement=facts.bars and not facts.arrangements,
        gives_away=gives_away(here.kept, facts.typed, known),
        situation=facts.situation,
        title=TITLES[facts.situation],
        deemed=tuple((way, deemed_received(way, facts.today, days)) for way in ways),
        hear_by=None if facts.situation in (*JUDGED, *ENDED) else facts.hearing.until,
    )


def is_of(copy: Copy, letter: WrittenRecord | None) -> bool:
    """It is a copy of this letter, of whichever version."""
    return letter is not None and (copy.record.kind, copy.record.subject) == (letter.kind, letter.subject)


def _went(suspension: SiteSuspension, copy: Copy) -> Went:
    return Went(
        version=copy.record.version,
        way=copy.get_method_display(),
        went_on=copy.handed_on,
        deemed_on=copy.deemed_on,
        by=copy.given_by.name,
        dispute=copy.dispute,
        never_came=never_came_link(suspension, copy),
    )


@dataclass(frozen=True)
class NeverCamePage:
    """A copy that is said never to have come, and the letter that is sent in its place: none where another is owed."""

    copy: Copy
    reason: str | None
    reachable: Reachable
    again: WrittenRecord | None
    gives_away: tuple[str, ...]
    deemed: tuple[tuple[CopyMethod, date], ...]


def never_came_page(suspension: SiteSuspension, copy_pk: int, typed: Mapping[str, str]) -> NeverCamePage | None:
    """What the page about a copy that never came shows: what would be sent now, by which ways, why not.

    None where the person got no such copy of a letter about this suspension.
    """
    written, given = fetch_along(suspension, letters_about(suspension), copies_to_person(suspension))
    copy = next((one for one in given if one.pk == copy_pk), None)
    if copy is None:
        return None
    event = newest_event(suspension)
    again = None if event.what is Happened.REPLACED else letter_among(written, suspension, event)
    here, found = around(suspension, local_day(event.at)), tuple[str, ...]()
    if again is not None:
        happened, reason = said_in(again)
        address = typed.get("address", here.known.address)
        facts = letter_facts(
            suspension, event, here, happened=happened, reason=reason, method=CopyMethod.POST, address=address
        )
        found = gives_away(here.kept, facts.typed, here.known)
    days, today = calendar(), local_day(timezone.now())
    return NeverCamePage(
        copy=copy,
        reason=cannot_change(suspension.case) or cannot_be_lost(copy, today),
        reachable=here.known,
        again=again,
        gives_away=found,
        deemed=tuple((way, deemed_received(way, today, days)) for way in (CopyMethod.POST, CopyMethod.HAND)),
    )


def cannot_issue(
    suspension: SiteSuspension, event: Event, facts: Facts, content: dict[str, object], issued: WrittenRecord | None
) -> str | None:
    """Why a letter that says this cannot be issued."""
    is_same = issued is not None and letters.says_the_same(issued.content, content)
    return rules.cannot_issue_letter(
        is_replaced=event.what is Happened.REPLACED,
        has_children_here=facts.has_children,
        is_barred=facts.bars,
        has_arrangement=bool(facts.arrangements),
        issued_at=issued.issued_at if issued and is_same else None,
        now=timezone.now(),
    )


# --- What the writer begins with ----------------------------------------------------------------------------------
def first_words(suspension: SiteSuspension) -> tuple[str, str]:
    """What happened and the reason, as the letter that is owed now begins."""
    incident = last_incident(suspension).first()
    return words_to_begin(suspension, newest_event(suspension), letters_of(suspension), incident)


def words_to_begin(
    suspension: SiteSuspension, event: Event, written: Sequence[WrittenRecord], incident: Incident | None
) -> tuple[str, str]:
    """What happened and the reason, to begin with: as this letter, or an earlier one, said it; else as on record."""
    if issued := letter_among(written, suspension, event):
        return said_in(issued)
    earlier = next((said for row in written if (said := said_in(row))[0]), None)
    is_doubted = event.what is Happened.NOT_UPHELD
    happened = earlier[0] if earlier and not is_doubted else incident_in_words(incident)
    if event.what in (Happened.LIFTED, Happened.MADE, Happened.REPLACED):
        return happened, earlier[1] if earlier else suspension.grounds
    return happened, _reason(event)


def said_in(record: WrittenRecord) -> tuple[str, str]:
    """What happened and the reason, as the writer of an issued letter typed it."""
    source = record.content.get("source", {})
    return source.get("happened", ""), source.get("reason", "")


def _reason(event: Event) -> str:
    """The reasons of a decision as it gave them."""
    match event.row:
        case Review():
            return "\n\n".join(text for text in (event.row.reasons, event.row.risk) if text)
        case Variation():
            first = next((row for row in event.row.suspension.reviews.all() if row.decided_at == event.at), None)
            return "\n\n".join(text for text in (first.reasons if first else "", event.row.reason) if text)
        case Extension():
            return event.row.reason
    return event.row.grounds


def last_incident(suspension: SiteSuspension) -> "QuerySet[Any]":
    """The latest incident of the case, as a question for one row."""
    return Incident.objects.filter(case=suspension.case).order_by("-occurred_at", "-pk")[:1]


def incident_in_words(incident: Incident | None) -> str:
    """An incident in plain words, without what was said of others: when, where, what it was logged as."""
    if incident is None:
        return ""
    kinds = [Category(value).label for value in incident.categories if value != Category.OTHER]
    kinds += [incident.other_category] if incident.other_category else []
    where = WHERE[incident.setting] + (f" ({incident.place})" if incident.place else "")
    local = incident.occurred_at.astimezone(wording.LONDON)
    said = f"On {wording.full_day(local.date())} at {wording.clock_time(local)} there was an incident {where}."
    return f"{said} It was recorded as: {'; '.join(kind.lower() for kind in kinds)}." if kinds else said


# --- The facts ----------------------------------------------------------------------------------------------------
def letter_facts(
    suspension: SiteSuspension,
    event: Event,
    here: Around,
    *,
    happened: str,
    reason: str,
    method: CopyMethod | None,
    address: str = "",
) -> Facts:
    """Gather what the letter says today. Its address stands in it when it goes by post and is not confidential."""
    now, whole, days = timezone.now(), trust(), calendar()
    school, related, known = suspension.school, here.children, here.known
    variation = next(iter([*suspension.variations.all()][::-1]), None)
    stands = situation(suspension, event)
    return Facts(
        situation=stands,
        book=here.book,
        reference=suspension.case.reference,
        addressee=addressee_of(suspension.person),
        address=shown_address(known, method, address),
        school=site_of(school, whole),
        sites=tuple(Site(one.name, one.address) for one in _sites(suspension)),
        trust=Site(whole.name, whole.address, whole.phone, whole.email),
        complaints_url=whole.complaints_url,
        is_trust_wide=suspension.is_trust_wide,
        is_in_force=suspension.is_in_force(now),
        is_one_day=clocks.is_one_day(suspension),
        is_upheld=suspension.state == SuspensionState.UPHELD,
        has_children=bool(related),
        children=tuple(dict.fromkeys(first_name(row.pupil) for row in related if is_promised(row))),
        happened=happened,
        reason=reason,
        starts_at=suspension.period.lower,
        ends_at=suspension.period.upper,
        ended_at=suspension.ended_at,
        previous_until=event.row.previous_until if isinstance(event.row, Extension) else None,
        review_on=suspension.review_on,
        terms=variation.terms if variation is not None and stands in TERMS_IN else "",
        made=_signed(made_event(suspension), school, whole),
        decided=_signed(event, school, whole),
        hearing=hearing_of(suspension, whole, hear_from(local_day(now), method, days), days, here.office),
        arrangements=all_lines(suspension),
        is_renewed=suspension.renews_id is not None,
        has_replaced=suspension.replaces_id is not None,
        today=local_day(now),
        is_ahead=(suspension.ended_at or now) < suspension.period.lower,
    )


def hear_from(today: date, method: CopyMethod | None, days: Calendar) -> date:
    """The day a letter of today counts as received; a way not decided yet counts as post."""
    return deemed_received(method or CopyMethod.POST, today, days)


def shown_address(known: Reachable, method: CopyMethod | None, address: str) -> tuple[str, ...]:
    """The lines of an address that a window envelope shows. A record is copied: a confidential one never stands in it."""
    if method != CopyMethod.POST or known.is_confidential:
        return ()
    return tuple(line.strip() for line in address.splitlines() if line.strip())


def site_of(school: School, whole: Trust) -> Site:
    """A school as a letter names it; the trust's telephone where it has none of its own."""
    return Site(school.name, school.address, school.phone or whole.phone, school.email)


def _sites(suspension: SiteSuspension) -> list[School]:
    return [*School.objects.filter(is_open=True)] if suspension.is_trust_wide else [suspension.school]


def _signed(event: Event, school: School, whole: Trust) -> Signed:
    """Who decided, for whom: a headteacher for the school, everybody else for the trust."""
    capacity = SIGNS_AS.get(event.capacity) or (
        str(Capacity(event.capacity).label) if event.capacity else event.by.job_title
    )
    is_for_trust = bool(event.capacity) and event.capacity not in AT_SCHOOL
    name = event.row.decider if event.what is Happened.MADE and isinstance(event.row, SiteSuspension) else event.by.name
    return Signed(name, capacity, whole.name if is_for_trust else school.name, event.at)


def is_promised(row: Relationship) -> bool:
    """Reports and calls can be promised: parental responsibility, and no court order noted."""
    return row.has_parental_responsibility and not row.contact_order


def first_name(pupil: Person) -> str:
    """What a child is called, by the record that is kept of them."""
    pupil = current(pupil)
    return pupil.known_as or pupil.given_name
