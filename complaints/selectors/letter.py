"""What a letter to somebody who complained says now, what was issued, how it went, how it can go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.deciding import capacity_on
from cases.models import Case
from cases.rules import cannot_change
from complaints import letters
from complaints.access import ALWAYS, INFORMAL, is_informal
from complaints.clocks import school_days_after
from complaints.letters import ComplaintFacts, Found
from complaints.models import Complaint, Decision, Finding, Point
from complaints.rules import cannot_handle
from complaints.selectors.handling import handler_of
from complaints.states import About, Capacity, Channel, Stage
from kernel.components import Link
from kernel.together import together
from records.content import Content, clean, read
from records.models import Copy, Wording, WrittenRecord
from records.rules import cannot_be_lost
from records.selectors import draft_of, standing
from records.selectors.record import OF_COMPLAINTS, standing_of
from records.selectors.wording import wordbook_of
from records.sending import way_of
from records.states import CopyMethod, RecordKind
from records.wording import Wordbook
from schools.calendar import local_day
from schools.models import AdultFacts
from schools.schooldays import SchoolCalendar
from schools.selectors import calendar, trust
from schools.selectors.school_calendar import calendar_of, rows_of_calendar, school_calendar
from suspensions.dispatch import deemed_received
from suspensions.letters import Addressee, Signed, Site
from suspensions.selectors.letter import Went, shown_address, site_of
from suspensions.selectors.reaching import (
    Reachable,
    addressee_of,
    gives_away,
    kept_from,
    orders_about,
    reachable,
    reachable_from,
)
from suspensions.selectors.standing import rows_of

KINDS = {
    About.ACKNOWLEDGED: RecordKind.COMPLAINT_ACKNOWLEDGED,
    About.UPDATE: RecordKind.COMPLAINT_UPDATE,
    About.OUTCOME: RecordKind.COMPLAINT_OUTCOME,
}
WAYS = (CopyMethod.POST, CopyMethod.HAND)
AT_SCHOOL = (Capacity.HEAD, Capacity.ACTING_HEAD)


@dataclass(frozen=True)
class LetterKey:
    """Which letter: what it is about, and at which stage, or the how manyeth update. It is its record's subject."""

    about: About
    of: str

    def __str__(self) -> str:
        return f"{self.about.value}-{self.of}"

    @property
    def kind(self) -> RecordKind:
        return KINDS[self.about]

    @property
    def title(self) -> str:
        return str(self.about.label)

    @classmethod
    def read(cls, text: str) -> "LetterKey | None":
        """A key as it stands in an address; None for what is none."""
        about, _, of = text.partition("-")
        if about not in About.values:
            return None
        is_stage = of in (Stage.INFORMAL, Stage.FORMAL)
        return cls(About(about), of) if (of.isdecimal() if about == About.UPDATE else is_stage) else None


# --- Which letters there are --------------------------------------------------------------------------------------
def letters_of(complaint: Complaint) -> "QuerySet[Any]":
    """Every issued version of a letter to the complainant, oldest first."""
    rows = WrittenRecord.objects.filter(case=complaint.case, kind__in=OF_COMPLAINTS, issued_at__isnull=False)
    return rows.order_by("issued_at", "pk")


def copies_of(complaint: Complaint, key: LetterKey | None = None) -> "QuerySet[Any]":
    """Every copy that went to the complainant, of any letter or of one, oldest first."""
    mine = Copy.objects.filter(record__case=complaint.case, record__kind__in=OF_COMPLAINTS, to_user__isnull=True)
    if key is not None:
        mine = mine.filter(record__subject=str(key))
    return mine.select_related("record__case", "to_person", "given_by").order_by("given_at", "pk")


def update_key(complaint: Complaint) -> LetterKey:
    """The update that is written next: after the last that went."""
    return next_update(copies_of(complaint))


def next_update(copies: Iterable[Copy]) -> LetterKey:
    """The same from every copy that went to the complainant."""
    kind = RecordKind.COMPLAINT_UPDATE
    went = {one.record.subject for one in copies if one.record.kind == kind and one.disputed_at is None}
    return LetterKey(About.UPDATE, str(len(went) + 1))


def is_letter(complaint: Complaint, key: LetterKey, known: "Known") -> bool:
    """There is, or can be, such a letter on this complaint."""
    if known.issued is not None:
        return True
    if key.about is About.OUTCOME:
        return known.decision is not None
    if key.about is About.UPDATE:
        return key == next_update(known.all_copies)
    return bool(key.of == complaint.stage)


def issued_letter(complaint: Complaint, key: LetterKey) -> WrittenRecord | None:
    """The version of a letter that counts now."""
    return standing(complaint.case, key.kind, str(key))


def draft_letter(complaint: Complaint, key: LetterKey) -> WrittenRecord | None:
    """The letter that is being written, if one is."""
    return draft_of(complaint.case, key.kind, str(key))


def outcome_came_on(complaint: Complaint, stage: str) -> date | None:
    """The local day on which the answer at a stage counts as received; None while none has gone."""
    key = LetterKey(About.OUTCOME, stage)
    days = copies_of(complaint, key).filter(disputed_at__isnull=True, deemed_on__isnull=False)
    return max((copy.deemed_on for copy in days), default=None)


def may_ask_until(complaint: Complaint) -> date | None:
    """The last local day on which the complainant can ask for the formal stage; None before the answer has come."""
    came_on = outcome_came_on(complaint, Stage.INFORMAL)
    if complaint.stage != Stage.CLOSED or came_on is None:
        return None
    return school_days_after(came_on, trust().complaint_further_days, school_calendar(complaint.case.school))


# --- What it says -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Around:
    """What a letter needs to know of the complainant: how it reaches them, and which addresses it must not tell."""

    known: Reachable
    kept: tuple[AdultFacts, ...]
    book: Wordbook


@dataclass(frozen=True)
class Known:
    """Everything that a letter about a complaint, or the page of one that never came, needs. Two queries."""

    here: Around
    points: list[Point]
    decision: Decision | None
    findings: list[Finding]
    issued: WrittenRecord | None
    all_copies: list[Copy]
    days: SchoolCalendar

    def copies(self, key: LetterKey) -> list[Copy]:
        """Those of one letter, oldest first."""
        return [one for one in self.all_copies if one.record.subject == str(key)]


def known_of(complaint: Complaint, key: LetterKey | None = None) -> Known:
    """What there is to know for a letter about a complaint, in today's wording."""
    day, person = local_day(timezone.now()), complaint.complainant
    rows = rows_of(person) if person is not None else []
    of = key.of if key is not None and key.about is About.OUTCOME else ""
    kind, source = key.kind if key is not None else "", complaint.source
    facts, orders, wordings, points, decisions, findings, issued, copies, kept, others, *days = together(
        AdultFacts.objects.filter(person__in=rows),
        orders_about(rows),
        Wording.objects.used_on(day),
        Point.objects.filter(complaint=complaint).order_by("pk"),
        Decision.objects.filter(complaint=complaint, answers=of).select_related("decided_by"),
        Finding.objects.filter(decision__complaint=complaint, decision__answers=of)
        .select_related("point")
        .order_by("pk"),
        standing_of(complaint.case, [kind]).filter(subject=str(key)),
        copies_of(complaint),
        kept_from(rows, complaint.case),
        kept_from(rows, source) if source is not None else AdultFacts.objects.none(),
        *rows_of_calendar(complaint.case.school),
    )
    known = reachable_from(rows, facts, has_order=bool(orders)) if rows else Reachable(address=complaint.address)
    return Known(
        here=Around(_agreed(complaint, known), (*kept, *others), wordbook_of(day, wordings)),
        points=points,
        decision=next(iter(decisions), None),
        findings=findings,
        issued=next(iter(issued), None),
        all_copies=copies,
        days=calendar_of(*days),
    )


def reached(complaint: Complaint) -> Reachable:
    """How a letter reaches the complainant, from what is known of them now."""
    person = complaint.complainant
    return _agreed(complaint, reachable(person)) if person is not None else Reachable(address=complaint.address)


def _agreed(complaint: Complaint, known: Reachable) -> Reachable:
    """The same, with e-mail agreed to where they complained by e-mail themselves."""
    is_by_mail = complaint.channel == Channel.EMAIL and known.email and known.email_agreed_on is None
    return replace(known, email_agreed_on=complaint.received_on) if is_by_mail else known


def facts_of(
    complaint: Complaint,
    key: LetterKey,
    known: Known,
    by: User,
    *,
    said: str,
    method: CopyMethod | None,
    address: str = "",
) -> ComplaintFacts:
    """Gather what a letter says today, signed by whoever issues it; the answer by whoever decided."""
    whole, school, today = trust(), complaint.case.school, local_day(timezone.now())
    is_outcome, here = key.about is About.OUTCOME, known.here
    decision = known.decision if is_outcome else None
    stage = Stage(complaint.stage if key.about is About.UPDATE else key.of)
    person = complaint.complainant
    return ComplaintFacts(
        about=key.about,
        stage=stage,
        book=here.book,
        reference=complaint.case.reference,
        addressee=addressee_of(person) if person is not None else Addressee(given_name=complaint.name),
        address=shown_address(here.known, method, address),
        school=site_of(school, whole),
        trust=Site(whole.name, whole.address, whole.phone, whole.email),
        complaints_url=whole.complaints_url,
        received_on=complaint.received_on,
        handler="" if is_outcome else handler_of(complaint, by),
        points=tuple(one.text for one in known.points if one.taken_back_at is None),
        findings=tuple(Found(one.point.text, one.result, one.reasons) for one in known.findings),
        remedy=decision.remedy if decision is not None else "",
        said=said,
        answer_by=school_days_after(complaint.stage_on, whole.complaint_answer_days, known.days),
        update_days=whole.complaint_update_days,
        further_days=whole.complaint_further_days,
        signed=_signed(complaint, by, decision),
        today=today,
    )


def _signed(complaint: Complaint, by: User, decision: Decision | None) -> Signed:
    case, whole = complaint.case, trust()
    who, at = (decision.decided_by, decision.decided_at) if decision is not None else (by, timezone.now())
    capacity = decision.capacity if decision is not None else capacity_for(complaint, by)
    label = str(Capacity(capacity).label) if capacity in Capacity.values else who.job_title
    return Signed(who.name, label, case.school.name if capacity in AT_SCHOOL else whole.name, at)


def capacity_for(complaint: Complaint, by: User) -> str:
    """As what somebody deals with a complaint as it stands."""
    power = INFORMAL if is_informal(complaint) else ALWAYS
    return capacity_on(complaint.case, by, power=power)


def cannot_issue(complaint: Complaint, key: LetterKey, issued: WrittenRecord | None, content: Any) -> str | None:
    """Why a letter that says this cannot be issued."""
    is_answer = key.about is About.OUTCOME
    if reason := cannot_change(complaint.case) if is_answer else cannot_handle(complaint):
        return reason
    if issued is not None and letters.says_the_same(issued.content, clean(dict(content))):
        return "This letter was issued already, and nothing in it has changed."
    return None


# --- The pages ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class LetterPage:
    """A letter as it was issued, or as it would read now; how it can go, how it went."""

    complaint: Complaint
    key: LetterKey
    name: str
    crumbs: tuple[Link, ...]
    said: str
    text: Content
    record: WrittenRecord
    issued: WrittenRecord | None
    is_current: bool
    copies: tuple[Went, ...]
    reachable: Reachable
    why_not: str | None
    gives_away: tuple[str, ...]
    deemed: tuple[tuple[CopyMethod, date], ...]


def letter_page(complaint: Complaint, key: LetterKey, known: Known, by: User, typed: Mapping[str, str]) -> LetterPage:
    """The letter with the words typed so far, and why it cannot be issued as it is."""
    issued, here = known.issued, known.here
    before = issued.content.get("source", {}).get("said", "") if issued is not None else ""
    method = CopyMethod.POST if here.known.address else CopyMethod.HAND
    facts = facts_of(
        complaint,
        key,
        known,
        by,
        said=typed.get("said", before),
        method=way_of(typed["method"]) if "method" in typed else method,
        address=typed.get("address", here.known.address),
    )
    content = letters.compose(facts)
    is_current = issued is not None and letters.says_the_same(issued.content, clean(content))
    return LetterPage(
        complaint=complaint,
        key=key,
        name=complaint.who,
        crumbs=crumbs_of(complaint),
        said=before,
        text=read(issued.content if issued is not None and is_current else clean(content)),
        record=WrittenRecord(case=complaint.case, title=key.title),
        issued=issued,
        is_current=is_current,
        copies=tuple(went(complaint, copy) for copy in known.copies(key)),
        reachable=here.known,
        why_not=cannot_issue(complaint, key, issued, content),
        gives_away=gives_away(here.kept, facts.typed, here.known),
        deemed=deemed_today(),
    )


@dataclass(frozen=True)
class LostPage:
    """A copy of a letter that is said never to have come, and by which ways the letter can go again."""

    complaint: Complaint
    key: LetterKey
    name: str
    crumbs: tuple[Link, ...]
    copy: Copy
    reason: str | None
    reachable: Reachable
    deemed: tuple[tuple[CopyMethod, date], ...]


def lost_page(complaint: Complaint, copy_pk: int) -> LostPage | None:
    """The page about a copy that never came; None where the complainant got no such copy."""
    known = known_of(complaint)
    copy = next((one for one in known.all_copies if one.pk == copy_pk), None)
    key = LetterKey.read(copy.record.subject) if copy is not None else None
    if copy is None or key is None:
        return None
    today = local_day(timezone.now())
    return LostPage(
        complaint=complaint,
        key=key,
        name=complaint.who,
        crumbs=crumbs_of(complaint),
        copy=copy,
        reason=cannot_change(complaint.case) or cannot_be_lost(copy, today),
        reachable=known.here.known,
        deemed=deemed_today(),
    )


def crumbs_of(complaint: Complaint) -> tuple[Link, ...]:
    """The way back from a page of a complaint."""
    case: Case = complaint.case
    return (
        Link("Complaints", reverse("complaints:register")),
        Link(f"Complaint {case.reference}", complaint.get_absolute_url()),
    )


def deemed_today() -> tuple[tuple[CopyMethod, date], ...]:
    """When what goes today counts as received, by each way."""
    days, today = calendar(), local_day(timezone.now())
    return tuple((way, deemed_received(way, today, days)) for way in WAYS)


def went(complaint: Complaint, copy: Copy) -> Went:
    """How a copy of a letter went, and the way to say that it never came."""
    is_lost = cannot_be_lost(copy, local_day(timezone.now())) is not None
    url = reverse("complaints:lost", args=[complaint.case.reference, copy.record.subject, copy.pk])
    about = f"{copy.record}, {copy.get_method_display().lower()}, copy {copy.pk}"
    return Went(
        version=copy.record.version,
        way=copy.get_method_display(),
        went_on=copy.handed_on,
        deemed_on=copy.deemed_on,
        by=copy.given_by.name,
        dispute=copy.dispute,
        never_came=None if is_lost else Link("It never came", url, about=about),
    )
