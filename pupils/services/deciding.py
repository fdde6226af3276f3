"""A headteacher suspends a pupil, or decides a further suspension: counted, refused where the law refuses it, told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.models import Case
from cases.rules import cannot_change
from cases.services.case import involve, lock, open_case
from cases.services.deciding import note_decision
from cases.services.writing import claim, drop_draft, settle
from cases.states import Part
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_blank, refuse_if
from notices.services import tell_ceo
from pupils import rules
from pupils import wording as words
from pupils.access import capacity_of, require_head, require_head_still, require_untied
from pupils.clocks import return_on
from pupils.counting import Absence, length_of
from pupils.drafts import deciding_key, draft_key
from pupils.exams import wrong_day, wrong_when_closed
from pupils.models import PupilSuspension, SuspensionReason
from pupils.models.suspension import HALF
from pupils.selectors.counts import record_of
from pupils.selectors.deciding import follower_of
from pupils.selectors.pupil import at_school
from pupils.services._after import open_after, recount_later
from pupils.services._owed import owe_notices
from pupils.services._shared import hold_all, locked_pupil
from pupils.states import Category, Event, FurtherBasis, Ground, HalfOfDay
from schools.calendar import local_day
from schools.models import Person, School
from schools.selectors.school_calendar import school_calendar
from schools.services.holding import hold_days

TITLE = "Suspension of a pupil: {name}"


@dataclass(frozen=True)
class Counted:
    """What is stored of the count: half-days of it, and the most in a term and a school year with it."""

    half_days: int
    term_total: int
    year_total: int


@transaction.atomic
def decide_suspension(
    *,
    pupil: Person,
    school: School,
    category: Category,
    first_on: date,
    first_half: HalfOfDay,
    last_on: date,
    last_half: HalfOfDay,
    conduct: str,
    reasons: Sequence[str],
    probability: str,
    needs_considered: str,
    disability_considered: str,
    vulnerability_considered: str,
    alternatives: str,
    by: User,
    is_marked_present: bool = False,
    left_at: datetime | None = None,
    decided_at: datetime | None = None,
    late_reason: str = "",
    missed_exam: str = "",
    missed_exam_on: date | None = None,
    is_closed_known: bool = False,
    follows: PupilSuspension | None = None,
    further_basis: str = "",
    further_reason: str = "",
    ground: Ground = Ground.CONDUCT,
    token: UUID | None = None,
) -> PupilSuspension:
    """Suspend a pupil from one half-day to another, both inclusive (local days), on the pupil's own conduct.

    Counted in half-days of the statutory term and the school year, at most 45 days. Opens a case of its own; a further
    one (`follows`) stands in the case of the one before. `is_marked_present`: in the first session of it. `left_at`:
    when the pupil was sent home, where it begins within a day (aware). `decided_at`: when the one who enters it decided
    it, on an earlier day, with `late_reason` why it is entered only now; it counts from then, and what was due since is
    due at once. `is_closed_known`: the examination is on its day although the school does not meet. Sent twice, it is made
    once. Raises `Refused`; PermissionDenied for anybody but the headteacher. SI 2012/1033 regs 21 to 23.
    """
    require_head(by, school)
    require_untied(by, pupil)
    if token is not None and (led_to := claim(token=token, by=by)):
        return PupilSuspension.objects.with_people().get(pk=int(led_to.rstrip("/").rsplit("/", 1)[-1]))
    hold_days([school])
    hold_all(pupil, *([follows] if follows is not None else []))
    case = lock(follows.case) if follows is not None else None
    person = locked_pupil(pupil)
    require_head_still(by, school, case)
    now = timezone.now()
    at = decided_at or now
    if decided_at is not None:
        refuse_if(rules.cannot_enter_late(at, now, school_calendar(school)), about=person, field="late_on")
        refuse_blank(late_reason, "Say why it is entered only now.", about=person, field="late_reason")
    refuse_if(rules.cannot_have_left(left_at, now), about=person, field="left_at")
    known = at_school(person, school)
    refuse_if(known.why_not, about=person)
    refuse_if(rules.cannot_rest_on(ground), about=person, field="ground")
    absence = Absence(
        first_on, last_on, HALF[HalfOfDay(first_half)], HALF[HalfOfDay(last_half)], category == Category.LUNCHTIME
    )
    if missed_exam_on is not None:
        refuse_if(wrong_day(missed_exam_on, absence), about=person, field="missed_exam_on")
        closed = wrong_when_closed(missed_exam_on, school_calendar(school), is_known=is_closed_known)
        refuse_if(closed, about=person, field="missed_exam_on")
    refuse_if(rules.cannot_follow_at(follows, school), about=person)
    _check_further(case, follows, further_basis, further_reason, absence)
    counted = _count(person, school, absence, at)
    refuse_if(rules.cannot_give(reasons, local_day(at)), about=person, field="reason_2")
    if case is None:
        case = _opened(person, school, by, now)
    row = PupilSuspension(
        case=case,
        pupil=person,
        school=school,
        category=category,
        first_on=first_on,
        first_half=first_half,
        last_on=last_on,
        last_half=last_half,
        half_days=counted.half_days,
        term_total=counted.term_total,
        year_total=counted.year_total,
        is_marked_present=is_marked_present,
        left_at=left_at,
        conduct=conduct.strip(),
        probability=probability.strip(),
        needs_considered=needs_considered.strip(),
        disability_considered=disability_considered.strip(),
        vulnerability_considered=vulnerability_considered.strip(),
        alternatives=alternatives.strip(),
        missed_exam=missed_exam.strip(),
        missed_exam_on=missed_exam_on,
        follows=follows,
        further_basis=further_basis,
        further_reason=further_reason.strip(),
        decided_at=at,
        decided_by=by,
        entered_at=now if decided_at is not None else None,
        late_reason=late_reason.strip(),
        capacity=capacity_of(by, school),
    )
    full_check(row)
    row.save(force_insert=True)
    _keep_reasons(row, reasons)
    _enter(row, known.name, absence, by)
    note_decision(case=case, by=by)
    tell_ceo(case=case, by=by)
    owe_notices(row, Event.DECIDED, by)
    open_after(row, by)
    if row.entered_at is not None:
        recount_later(row, "A suspension that was decided before it was entered.", by)
    drop_draft(key=deciding_key(person), by=by)
    if follows is not None:
        drop_draft(key=draft_key("further_pupil", follows), by=by)
    if token is not None:
        settle(token=token, led_to=row.get_absolute_url(), by=by)
    return row


def _check_further(
    case: Case | None, follows: PupilSuspension | None, basis: str, reason: str, absence: Absence
) -> None:
    """Refuse a further suspension that the law does not know: it follows one that stands, for a reason of its own."""
    if case is None or follows is None:
        return
    refuse_if(cannot_change(case), about=case)
    before = PupilSuspension.objects.with_people().get(pk=follows.pk)
    next_half = return_on(before.absence, school_calendar(before.school))
    refuse_if(rules.cannot_follow(before, follower_of(before), absence, next_half), about=before, field="first_on")
    if basis not in FurtherBasis.values:
        raise Refused("Say why there is a further suspension.", about=before)
    refuse_blank(reason, "Say what is new, or what the exceptional reason is.", about=before)


def _count(person: Person, school: School, absence: Absence, now: datetime) -> Counted:
    """The half-days and totals, under the pupil's lock. Raises `Refused` where it cannot begin, end, overlap or last."""
    calendar, before = school_calendar(school), record_of(person, school)
    refuse_if(rules.cannot_begin(absence, now, calendar, school.name), about=person, field="first_on")
    refuse_if(rules.cannot_end(absence, calendar, school.name), about=person, field="last_on")
    refuse_if(rules.cannot_overlap(absence, before.standing), about=person, field="first_on")
    half_days, counts = length_of(absence, calendar), before.until(now).counts(absence, calendar)
    # Entered late, those decided since then count towards the limit of the year, and towards nothing else of it.
    year = before.counts(absence, calendar).most_in_a_year
    refuse_if(rules.cannot_last(half_days, year, year - half_days), about=person, field="last_on")
    return Counted(half_days, counts.most_in_a_term, counts.most_in_a_year)


def _opened(person: Person, school: School, by: User, now: datetime) -> Case:
    """A case of its own, about the pupil: never a parent's case. Its title says nothing of the conduct."""
    case = open_case(school=school, title=TITLE.format(name=person.short_name), by=by, at=now)
    involve(case=case, part=Part.SUBJECT, person=person, by=by)
    return case


def _keep_reasons(suspension: PupilSuspension, reasons: Sequence[str]) -> None:
    for place, code in enumerate(reasons, 1):
        reason = SuspensionReason(suspension=suspension, place=place, code=code)
        full_check(reason)
        reason.save(force_insert=True)


def _enter(row: PupilSuspension, name: str, absence: Absence, by: User) -> None:
    """The history: who decided as what, for which half-days; a further one with what is new."""
    data = {
        "who": name,
        "capacity": row.get_capacity_display().lower(),
        "period": words.period(absence),
        "length": words.in_days(row.half_days),
        "half_days": row.half_days,
        "term_total": row.term_total,
        "year_total": row.year_total,
    }
    if row.follows_id is not None:
        data |= {"basis": row.get_further_basis_display(), "reason": row.further_reason, "follows": row.follows_id}
    is_further = row.follows_id is not None
    write(
        chain=row.chain,
        verb="pupil_suspension.decided_further" if is_further else "pupil_suspension.decided",
        row=row,
        by=by,
        at=row.entered_at or row.decided_at,
        data=data,
    )
    if row.entered_at is not None:
        late = {"decided": wording.in_full(row.decided_at), "reason": row.late_reason}
        write(chain=row.chain, verb="pupil_suspension.entered_late", row=row, by=by, at=row.entered_at, data=late)
