"""What a letter or notice about a suspended pupil says now, gathered from what is known; its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from kernel import wording
from kernel.components import Link
from pupils.ages import is_compulsory_age
from pupils.clocks import public_place_days, return_on
from pupils.codeset import BY_CODE
from pupils.counting import band_of, length_of
from pupils.letters import TITLES, Facts, Period, Pupil, Situation, compose, compose_notice, says_the_same
from pupils.models import PupilSuspension
from pupils.recipients import NoticeKey, Order, Recipient, told_of
from pupils.selectors.reaching import Reached, reached
from pupils.selectors.recipients import Known, known_of
from pupils.selectors.went import Went, went_of
from pupils.states import Capacity, Event, PupilSuspensionState
from pupils.telling import cannot_tell
from records.content import Content, clean, read
from records.models import WrittenRecord
from records.states import CURRENT, CopyMethod, RecordKind, RecordState
from schools.calendar import local_day
from schools.models import School, Trust
from schools.schooldays import Half, SchoolCalendar
from schools.selectors import calendar, trust
from schools.selectors.school_calendar import school_calendar
from suspensions.dispatch import deemed_received
from suspensions.letters import Signed, Site
from suspensions.letters.facts import lines_of
from suspensions.selectors.letter import chosen_way, first_name, shown_address, site_of
from suspensions.selectors.reaching import gives_away

KINDS = {
    Event.DECIDED: RecordKind.PUPIL_SUSPENDED,
    Event.DAY_SIX: RecordKind.PUPIL_DAY_SIX,
    Event.CANCELLED: RecordKind.PUPIL_CANCELLED,
    Event.REINSTATED: RecordKind.PUPIL_REINSTATED,
}
HALVES = {"am": Half.MORNING, "pm": Half.AFTERNOON}
ENDED = (Event.CANCELLED, Event.REINSTATED)
CLERK = "the clerk to the board"


@dataclass(frozen=True)
class Typed:
    """What the writer typed: the reason in plain words, how work reaches the pupil, where they are taught."""

    reason: str
    work: str = ""
    day_six: str = ""


@dataclass(frozen=True)
class Subject:
    """A notice in the making: of which suspension, to whom, of what; how they are reached; the school's days."""

    known: Known
    key: NoticeKey
    to: Recipient
    reached: Reached
    whole: Trust
    days: SchoolCalendar

    @property
    def suspension(self) -> PupilSuspension:
        return self.known.suspension

    @property
    def kind(self) -> RecordKind:
        return KINDS[self.key.event] if self.to.is_family else RecordKind.PUPIL_NOTICE

    @property
    def is_compulsory(self) -> bool:
        """Of compulsory school age on the first day, or of an age nobody knows."""
        return is_compulsory_age(self.known.about.born_on, self.suspension.first_on) is not False

    @property
    def day_six_on(self) -> date | None:
        return self.known.day_six(self.days) if self.is_compulsory else None

    @property
    def issued(self) -> WrittenRecord | None:
        """The letter of this notice that counts now."""
        return self._of(CURRENT)

    @property
    def draft(self) -> WrittenRecord | None:
        return self._of((RecordState.DRAFT,))

    def _of(self, states: tuple[RecordState, ...]) -> WrittenRecord | None:
        mine = (self.kind, self.key.slug)
        return next(
            (one for one in self.known.written if (one.kind, one.subject) == mine and one.state in states), None
        )

    @property
    def why_not(self) -> str | None:
        """Why nothing is issued about this event to this recipient."""
        return cannot_tell(self.suspension, self.key.event, self.to, has_day_six=self.day_six_on is not None)


def subject_of(suspension: PupilSuspension, key: NoticeKey, known: Known | None = None) -> Subject | None:
    """The notice that a key names; None where nobody of that key is told of this event. `known`, if it was read before."""
    known = known or known_of(suspension)
    to = next((one for one in told_of(key.event, known.everybody) if one.key == key.to), None)
    if to is None or key.suspension != suspension.pk:
        return None
    whole = trust()
    return Subject(known, key, to, reached(known, to, whole), whole, school_calendar(suspension.school))


# --- What it says -------------------------------------------------------------------------------------------------
def words_to_begin(subject: Subject) -> Typed:
    """What the writer begins with: as this letter, or the last one of this event, says it; else as it was decided."""
    event = subject.key.event
    for row in [subject.issued, *_alike(subject)]:
        if row is not None and (source := row.content.get("source")):
            return Typed(source.get("reason", ""), source.get("work", ""), source.get("day_six", ""))
    ended, known = subject.suspension.end_reason, subject.known
    default = ended if event in ENDED else "" if event == Event.DAY_SIX else subject.suspension.conduct
    work = known.work.how if known.work is not None else _last(subject, "work")
    return Typed(default, work, arranged(known) or _last(subject, "day_six"))


def arranged(known: Known) -> str:
    """The education that was arranged, as a letter tells it: with whom, where, from when, whom to ask for."""
    row = known.education
    if row is None or not row.is_arranged or row.starts_on is None:
        return ""
    where = ", ".join(lines_of(row.address))
    said = [f"{row.provider}, {where}", f"From {wording.full_day(row.starts_on)}, {row.times}"]
    return "\n".join([*said, f"Ask for {row.report_to}"])


def _alike(subject: Subject) -> list[WrittenRecord]:
    """The issued papers of the same kind about the same event: what one parent reads, the other reads."""
    end = subject.key.slug.partition("-")[2].partition("-")[2]
    rows = [one for one in subject.known.written if one.kind == subject.kind and one.state in CURRENT]
    return [one for one in rows if one.subject.endswith(f"-{end}")]


def _last(subject: Subject, name: str) -> str:
    """What was said last in any letter about this suspension."""
    said = (one.content.get("source", {}).get(name, "") for one in subject.known.written)
    return next((text for text in said if text), "")


def content_of(
    subject: Subject, typed: Typed, *, method: CopyMethod | None, address: str
) -> tuple[Facts, dict[str, Any]]:
    """The facts and the content of the paper as it stands today."""
    facts = facts_of(subject, typed, method=method, address=address)
    return facts, clean(compose_notice(facts) if facts.is_office else compose(facts))


def facts_of(subject: Subject, typed: Typed, *, method: CopyMethod | None, address: str) -> Facts:
    """Gather what the paper says. Its address stands in it when it goes by post and is not confidential."""
    row, known, here = subject.suspension, subject.known, subject.reached
    sixth = subject.day_six_on
    return Facts(
        kind=subject.to.kind,
        situation=Situation.of(subject.key.event, is_lunchtime=row.is_lunchtime, is_further=row.follows_id is not None),
        book=here.book,
        reference=row.case.reference,
        addressee=here.lines,
        salutation=here.salutation,
        address=shown_address(here.known, method, address),
        pupil=_pupil(known),
        period=_period(row, subject.days),
        school=site_of(row.school, subject.whole),
        dfe_number=row.school.dfe_number,
        trust=Site(subject.whole.name, subject.whole.address, subject.whole.phone, subject.whole.email),
        clerk=clerk_of(subject.whole),
        authority=row.school.local_authority,
        decided=Signed(row.decided_by.name, str(Capacity(row.capacity).label), row.school.name, row.decided_at),
        ended=_ended(row, row.school),
        band=band_of(row.term_total),
        reasons=tuple((one.code, BY_CODE[one.code].words) for one in known.reasons),
        reason=typed.reason,
        work=typed.work,
        day_six=typed.day_six,
        today=local_day(timezone.now()),
        exam=row.missed_exam,
        exam_on=row.missed_exam_on,
        is_compulsory=subject.is_compulsory,
        public_days=tuple(public_place_days(row.absence, subject.days, sixth, decided_at=row.decided_at)),
        day_six_on=sixth,
        further_reason=row.further_reason,
        further_basis=row.further_basis,
    )


def clerk_of(whole: Trust) -> Site:
    """Where the board is written to: the clerk's own address, or else the trust's."""
    return Site(CLERK, whole.clerk_address or whole.address, email=whole.clerk_email or whole.email)


def _pupil(known: Known) -> Pupil:
    facts = known.facts
    return Pupil(
        full_name=known.pupil.formal_name,
        called=first_name(known.pupil),
        born_on=known.about.born_on,
        upn=next((one.upn for one in facts if one.upn), ""),
        year_group=next((one.year_group for one in facts if one.year_group), ""),
        is_looked_after=known.about.is_looked_after,
        has_social_worker=known.about.has_social_worker,
        has_ehcp=any(one.has_ehcp for one in facts),
        has_sen=any(one.has_sen for one in facts),
    )


def _period(row: PupilSuspension, days: SchoolCalendar) -> Period:
    times = days.sessions_on(row.first_on)
    return Period(
        first_on=row.first_on,
        first_half=HALVES[row.first_half],
        last_on=row.last_on,
        last_half=HALVES[row.last_half],
        half_days=row.half_days,
        term_total=row.term_total,
        year_total=row.year_total,
        term=days.statutory_term_of(row.first_on).name,
        is_lunchtime=row.is_lunchtime,
        back_at=back_at(row, days),
        lunch=(times.morning[1], times.afternoon[0]) if row.is_lunchtime and times.afternoon else None,
        served=0 if row.is_standing else length_of(row.absence, days),
    )


def back_at(row: PupilSuspension, days: SchoolCalendar) -> datetime:
    """When the pupil comes back (aware): as the session opens; after a lunchtime suspension, as lunch begins."""
    if row.is_lunchtime and row.is_standing:
        following, _ = days.estimate(row.last_on, 1)
        return days.session_closes(following, Half.MORNING)
    day, half = return_on(row.absence, days)
    if half == Half.AFTERNOON and days.sessions_on(day).afternoon is None:
        half = Half.MORNING
    return days.session_opens(day, half)


def _ended(row: PupilSuspension, school: School) -> Signed | None:
    if row.state == PupilSuspensionState.DECIDED or row.ended_by is None or row.ended_at is None:
        return None
    return Signed(row.ended_by.name, row.ended_by.job_title, school.name, row.ended_at)


# --- Its page -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class NoticePage:
    """The letter as it stands: as it was issued, or what it would say now; how it can go, how it went."""

    subject: Subject
    name: str
    title: str
    crumbs: tuple[Link, ...]
    told_url: str
    begin: Typed
    text: Content
    record: WrittenRecord
    issued: WrittenRecord | None
    is_current: bool
    copies: tuple[Went, ...]
    why_not: str | None
    gives_away: tuple[str, ...]
    deemed: tuple[tuple[CopyMethod, date], ...]
    asks_work: bool
    asks_day_six: bool
    order_url: str
    is_overtaken: bool
    due_at: datetime | None
    is_age_unknown: bool


def notice_page(subject: Subject, typed: Mapping[str, str]) -> NoticePage:
    """The page of one notice with the words typed so far, and why it cannot be issued as it is."""
    issued, begin = subject.issued, words_to_begin(subject)
    here, row, to = subject.reached, subject.suspension, subject.to
    method = CopyMethod.POST if here.address else CopyMethod.HAND
    said = Typed(*(typed.get(name, getattr(begin, name)) for name in ("reason", "work", "day_six")))
    facts, content = content_of(
        subject,
        said,
        method=chosen_way(typed["method"]) if "method" in typed else method,
        address=typed.get("address", here.address),
    )
    is_current = issued is not None and says_the_same(issued.content, content)
    title, days, event = TITLES[facts.situation], calendar(), subject.key.event
    owed = [one for one in subject.known.duties if one.subject == str(subject.key) and one.is_open]
    return NoticePage(
        subject=subject,
        name=to.name,
        title=title,
        crumbs=crumbs_of(row),
        told_url=told_url(row),
        begin=begin,
        text=read(issued.content if issued is not None and is_current else content),
        record=WrittenRecord(case=row.case, title=title),
        issued=issued,
        is_current=is_current,
        copies=went_of(subject.known, subject.kind, subject.key.slug),
        why_not=subject.why_not,
        gives_away=gives_away(here.kept, facts.typed, here.known),
        deemed=tuple((way, deemed_received(way, facts.today, days)) for way in (CopyMethod.POST, CopyMethod.HAND)),
        asks_work=to.is_family and event in (Event.DECIDED, Event.DAY_SIX) and not row.is_lunchtime,
        asks_day_six=event == Event.DAY_SIX or (event == Event.DECIDED and facts.day_six_on is not None),
        order_url=order_url(row, to) if to.order is not Order.NONE else "",
        is_overtaken=event == Event.DECIDED and not row.is_standing,
        due_at=owed[0].due_at if owed else None,
        is_age_unknown=to.is_family and subject.known.about.born_on is None,
    )


def crumbs_of(suspension: PupilSuspension) -> tuple[Link, ...]:
    """The way back from a page about telling people of a suspension."""
    case = suspension.case
    return (
        Link("Cases", reverse("desk:cases")),
        Link(case.reference, case.get_absolute_url()),
        Link("Suspension", suspension.get_absolute_url()),
    )


def told_url(suspension: PupilSuspension) -> str:
    """The page of who was told."""
    return reverse("pupils:told", args=[suspension.case.reference, suspension.pk])


def notice_url(suspension: PupilSuspension, key: NoticeKey) -> str:
    """The page of one notice."""
    return reverse("pupils:notice", args=[suspension.case.reference, str(key)])


def order_url(suspension: PupilSuspension, to: Recipient) -> str:
    """Where it is decided whether somebody is told of whom a court order is noted."""
    return reverse("pupils:notice_order", args=[suspension.case.reference, suspension.pk, to.person.pk])
