"""What a letter about a complaint says now, what was issued, how it went, how it can go."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from cases.deciding import capacity_on
from cases.models import Involvement
from cases.rules import cannot_change
from cases.states import Part
from complaints import letters
from complaints.access import ALWAYS, INFORMAL, data_role, is_informal
from complaints.clocks import (
    DATA_ANSWERED_WITHIN,
    PAPERS_BEFORE,
    last_day_within,
    school_days_after,
    school_days_before,
)
from complaints.letters import ComplaintFacts, Found, PanelFacts, Seat
from complaints.models import Complaint, Decision, Finding, PanelMeeting, PanelMember, Point
from complaints.rules import cannot_handle, cannot_sit_together
from complaints.selectors.handling import handler_of
from complaints.selectors.panel_members import heard_by
from complaints.states import AT_SCHOOL, RUNNING, About, Came, Capacity, Channel, Stage
from kernel.refusal import Refused
from kernel.together import together
from records.content import clean
from records.models import Copy, Wording, WrittenRecord
from records.selectors import draft_of, standing
from records.selectors.record import OF_COMPLAINTS, standing_of
from records.selectors.wording import wordbook_of
from records.states import CopyMethod, RecordKind
from records.wording import Wordbook
from schools.access import powers
from schools.calendar import local_day
from schools.models import AdultFacts, Person, Trust
from schools.schooldays import SchoolCalendar
from schools.selectors import trust
from schools.selectors.school_calendar import calendar_of, rows_of_calendar, school_calendar
from schools.states import Role
from suspensions.letters import Addressee, Signed, Site
from suspensions.selectors.letter import shown_address, site_of
from suspensions.selectors.reaching import (
    Reachable,
    addressee_of,
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
OF_DATA = {
    About.ACKNOWLEDGED: RecordKind.DATA_ACKNOWLEDGED,
    About.UPDATE: RecordKind.DATA_UPDATE,
    About.OUTCOME: RecordKind.DATA_OUTCOME,
}
NUMBERED = (About.UPDATE, About.INVITED, About.OFF, About.FOUND)
OF_A_PANEL = (About.INVITED, About.OFF, About.FOUND)
# What somebody issues for a panel.
FOR_PANEL = "For the panel"
DATA = Stage.DATA.value


@dataclass(frozen=True)
class LetterKey:
    """Which letter: what it is about, and at which stage, the how manyeth update, or of which row. It is its record's subject.

    An invitation and its undoing are of a meeting of the panel; what is sent to whoever it was about is of their part.
    An update on a complaint about personal data is `data-2`.
    """

    about: About
    of: str

    def __str__(self) -> str:
        return f"{self.about.value}-{self.of}"

    @property
    def is_of_panel(self) -> bool:
        """It is written by whoever arranges the panel."""
        return self.about in OF_A_PANEL or self.of == Stage.PANEL

    @property
    def is_of_data(self) -> bool:
        """It is about personal data."""
        return self.of.partition("-")[0] == DATA

    @property
    def kind(self) -> RecordKind:
        if self.is_of_data:
            return OF_DATA[self.about]
        if self.about is About.FOUND:
            return RecordKind.PANEL_ABOUT
        if self.is_of_panel:
            return RecordKind.PANEL_OUTCOME if self.about is About.OUTCOME else RecordKind.PANEL_LETTER
        return KINDS[self.about]

    @property
    def title(self) -> str:
        if self.is_of_panel and self.about is About.OUTCOME:
            return "What the panel found on your complaint"
        if self.is_of_data and self.about is not About.UPDATE:
            return f"{self.about.label} about personal data"
        return str(self.about.label)

    @property
    def row(self) -> int | None:
        """The row it is of: a meeting of the panel, or somebody's part."""
        return int(self.of) if self.about in OF_A_PANEL else None

    @property
    def answers(self) -> str:
        """The stage whose decision it tells; "" for none."""
        if self.about is About.FOUND:
            return Stage.PANEL.value
        return self.of if self.about is About.OUTCOME else ""

    @classmethod
    def read(cls, text: str) -> "LetterKey | None":
        """A key as it stands in an address; None for what is none."""
        about, _, of = text.partition("-")
        if about not in About.values:
            return None
        if about == About.UPDATE and of.startswith(f"{DATA}-"):
            number = of.removeprefix(f"{DATA}-")
            return cls(About.UPDATE, of) if number.isascii() and number.isdecimal() and len(number) < 18 else None
        is_number = of.isascii() and of.isdecimal() and len(of) < 18
        return cls(About(about), of) if (is_number if about in NUMBERED else of in RUNNING) else None


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
    return next_update(complaint, copies_of(complaint))


def next_update(complaint: Complaint, copies: Iterable[Copy]) -> LetterKey:
    """The same from every copy that went to the complainant."""
    kind = RecordKind.DATA_UPDATE if complaint.is_about_data else RecordKind.COMPLAINT_UPDATE
    went = {one.record.subject for one in copies if one.record.kind == kind and one.disputed_at is None}
    return LetterKey(About.UPDATE, f"{DATA}-{len(went) + 1}" if complaint.is_about_data else str(len(went) + 1))


def is_letter(complaint: Complaint, key: LetterKey, known: "Known") -> bool:
    """There is, or can be, such a letter on this complaint."""
    if key.about is About.FOUND and known.part is None:
        return False
    if known.issued is not None:
        return True
    if key.about is About.FOUND:
        return known.decision is not None
    if key.about is About.OUTCOME:
        return known.decision is not None
    if key.about in (About.INVITED, About.OFF):
        meeting = known.meeting(key)
        return meeting is not None and (meeting.called_off_at is not None) == (key.about is About.OFF)
    if key.about is About.UPDATE:
        return complaint.stage != Stage.PANEL and key == next_update(complaint, known.all_copies)
    return bool(key.of == complaint.stage)


def needs_words(key: LetterKey, known: "Known") -> bool:
    """Its writer must say something: how far it is; or, where several are concerned, what of the findings is whose."""
    return key.about is About.UPDATE or (key.about is About.FOUND and len(known.subjects) > 1)


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
    """The last local day on which the complainant can ask for the next stage; None before the answer has come."""
    last = next(reversed([one.answers for one in complaint.decisions.all()]), "")
    came_on = outcome_came_on(complaint, last) if last else None
    if complaint.stage != Stage.CLOSED or came_on is None or last in (Stage.PANEL, Stage.DATA):
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
    meetings: list[PanelMeeting]
    members: list[PanelMember]
    subjects: list[Involvement]
    part: Involvement | None = None

    def copies(self, key: LetterKey) -> list[Copy]:
        """Those of one letter, oldest first."""
        return [one for one in self.all_copies if one.record.subject == str(key)]

    def meeting(self, key: LetterKey) -> PanelMeeting | None:
        """The meeting of the panel that a letter is about."""
        return next((one for one in self.meetings if one.pk == key.row), None)


def known_of(complaint: Complaint, key: LetterKey | None = None) -> Known:
    """What there is to know for a letter about a complaint, in today's wording."""
    part, is_of_part = part_of(complaint, key), key is not None and key.about is About.FOUND
    person = None if is_of_part and part is None else person_of(complaint, part)
    day, rows = local_day(timezone.now()), rows_of(person) if person is not None else []
    of = key.answers if key is not None else ""
    kind, source = key.kind if key is not None else "", complaint.source
    facts, orders, wordings, points, decisions, findings, issued, copies, kept, others, *more = together(
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
        PanelMeeting.objects.filter(complaint=complaint).order_by("pk"),
        heard_by(complaint),
        Involvement.objects.filter(case=complaint.case, part=Part.SUBJECT).select_related("person", "user"),
        *rows_of_calendar(complaint.case.school),
    )
    meetings, members, subjects, *days = more
    if is_of_part:
        known = reachable_from(rows, facts, has_order=bool(orders)) if rows else Reachable()
    else:
        found = reachable_from(rows, facts, has_order=bool(orders)) if rows else _by_name(complaint, part)
        known = _agreed(complaint, found)
    return Known(
        here=Around(known, (*kept, *others), wordbook_of(day, wordings)),
        points=points,
        decision=next(iter(decisions), None),
        findings=findings,
        issued=next(iter(issued), None),
        all_copies=copies,
        days=calendar_of(*days),
        meetings=meetings,
        members=members,
        subjects=subjects,
        part=part,
    )


def addressed(complaint: Complaint, key: LetterKey) -> Involvement | None:
    """The part of whoever a letter goes to that does not go to the complainant; None for one that does.

    Raises `Refused` where they have no part in it any more: what is theirs goes to nobody else.
    """
    part = part_of(complaint, key)
    if part is None and key.about is About.FOUND:
        raise Refused("This complaint is not about them any more, so nothing goes to them.", about=complaint)
    return part


def part_of(complaint: Complaint, key: LetterKey | None) -> Involvement | None:
    """The part of whoever a complaint is about, where a letter goes to them; None too where they have none any more."""
    if key is None or key.about is not About.FOUND:
        return None
    rows = Involvement.objects.filter(case=complaint.case, part=Part.SUBJECT)
    return rows.select_related("person__merged_into", "user").filter(pk=key.row or 0).first()


def person_of(complaint: Complaint, part: Involvement | None) -> Person | None:
    """To whom a letter goes, where they are known: the complainant, or whoever it is about."""
    return part.person if part is not None else complaint.complainant


def name_of(complaint: Complaint, part: Involvement | None) -> str:
    """The name of whoever a letter goes to."""
    return part.who if part is not None else complaint.who


def _by_name(complaint: Complaint, part: Involvement | None) -> Reachable:
    """How somebody is reached who is not known as a person; a colleague is handed their letter."""
    return Reachable() if part is not None else Reachable(address=complaint.address)


def reached(complaint: Complaint, part: Involvement | None = None) -> Reachable:
    """How a letter reaches whoever it goes to, from what is known of them now."""
    person = person_of(complaint, part)
    if person is None:
        return _by_name(complaint, part)
    return reachable(person) if part is not None else _agreed(complaint, reachable(person))


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
    is_outcome, here = bool(key.answers), known.here
    decision = known.decision if is_outcome else None
    stage = _stage_of(complaint, key)
    assert key.about is not About.FOUND or known.part is not None, "what is somebody else’s goes to no complainant"
    person = person_of(complaint, known.part)
    return ComplaintFacts(
        about=key.about,
        stage=stage,
        book=here.book,
        reference=complaint.case.reference,
        addressee=addressee_of(person) if person is not None else Addressee(given_name=name_of(complaint, known.part)),
        address=shown_address(here.known, method, address),
        school=site_of(school, whole),
        trust=Site(whole.name, whole.address, whole.phone, whole.email),
        complaints_url=whole.complaints_url,
        received_on=complaint.received_on,
        handler="" if is_outcome or key.is_of_panel else handler_of(complaint, by),
        points=tuple(one.text for one in known.points if one.is_open),
        handed_on=tuple(one.text for one in known.points if one.handed_on_at is not None),
        findings=tuple(Found(one.point.text, one.result, one.reasons) for one in known.findings),
        remedy=decision.remedy if decision is not None else "",
        said=said,
        answer_by=last_day_within(complaint.received_on, DATA_ANSWERED_WITHIN)
        if stage == Stage.DATA
        else school_days_after(complaint.stage_on, whole.complaint_answer_days, known.days),
        update_days=whole.complaint_update_days,
        further_days=whole.complaint_further_days,
        signed=_signed(complaint, by, None if key.is_of_panel else decision, key),
        today=today,
        panel=_panel_facts(complaint, key, known, whole) if key.is_of_panel else None,
    )


def _stage_of(complaint: Complaint, key: LetterKey) -> Stage:
    """The stage that a letter is of."""
    if key.is_of_data:
        return Stage.DATA
    return Stage(key.of if key.of in RUNNING else Stage.PANEL if key.is_of_panel else complaint.stage)


def _panel_facts(complaint: Complaint, key: LetterKey, known: Known, whole: Trust) -> PanelFacts:
    """What a letter about the panel says of it: when, where, who, by when the papers are out, whom to ask."""
    standing = next((one for one in known.meetings if one.called_off_at is None), None)
    meeting = known.meeting(key) or standing
    before = [one for one in known.meetings if one.called_off_at is not None and one != meeting]
    day = local_day(meeting.meets_at) if meeting is not None else None
    return PanelFacts(
        meets_at=meeting.meets_at if meeting is not None else None,
        place=meeting.place if meeting is not None else "",
        is_remote=meeting is not None and meeting.is_remote,
        came=Came(meeting.came) if meeting is not None and meeting.came else None,
        members=tuple(Seat(one.called, one.who if one.is_independent else "") for one in known.members),
        papers_on=school_days_before(day, PAPERS_BEFORE, known.days) if day is not None else None,
        before=before[-1].meets_at if before else None,
        is_about_one=len(known.subjects) == 1,
        asked_on=complaint.stage_on,
        clerk_address=whole.clerk_address or whole.address,
        clerk_email=whole.clerk_email,
    )


def _signed(complaint: Complaint, by: User, decision: Decision | None, key: LetterKey) -> Signed:
    case, whole = complaint.case, trust()
    if key.is_of_panel:
        return Signed(by.name, FOR_PANEL, whole.name, timezone.now())
    who, at = (decision.decided_by, decision.decided_at) if decision is not None else (by, timezone.now())
    capacity = decision.capacity if decision is not None else capacity_for(complaint, by)
    label = str(Capacity(capacity).label) if capacity in Capacity.values else who.job_title
    return Signed(who.name, label, case.school.name if capacity in AT_SCHOOL else whole.name, at)


def capacity_for(complaint: Complaint, by: User) -> str:
    """As what somebody deals with a complaint as it stands."""
    if complaint.is_about_data and data_role(complaint) == Role.DP_LEAD:
        return Capacity.ACTING_DP_LEAD if powers(by).is_acting(Role.DP_LEAD) else Capacity.DP_LEAD
    power = INFORMAL if is_informal(complaint) else ALWAYS
    return capacity_on(complaint.case, by, power=power)


def cannot_issue(complaint: Complaint, key: LetterKey, known: Known, content: Any) -> str | None:
    """Why a letter that says this cannot be issued."""
    issued = known.issued
    is_answer = bool(key.answers)
    if reason := cannot_change(complaint.case) if is_answer else cannot_handle(complaint):
        return reason
    if issued is not None and letters.says_the_same(issued.content, clean(dict(content))):
        return "This letter was issued already, and nothing in it has changed."
    return cannot_sit_together(known.members) if key.about is About.INVITED else None
