"""What several services about a complaint need: the row under its locks, what a stage makes due, who is told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from audit.services import move, write
from cases.deciding import decider_role
from cases.duties import Kind
from cases.duty_kinds import OF_DATA, OF_PANEL
from cases.models import Case, Duty
from cases.services.case import lock, open_case, settle_involved
from cases.services.deciding import note_decision, settle_decider
from cases.services.duties import open_duty, pass_to_role, set_due, settle_waived
from cases.states import Part
from complaints import rules
from complaints.access import data_role, panel_role
from complaints.clocks import (
    DATA_ACKNOWLEDGED_WITHIN,
    DATA_ANSWERED_WITHIN,
    FOUND_AFTER,
    PAPERS_BEFORE,
    due_in_school_days,
    due_in_working_days,
    end_of,
    last_day_within,
    school_days_before,
)
from complaints.models import Complaint, Decision, Finding, PanelMeeting, Point
from complaints.selectors.handling import owner_role, told_of
from complaints.selectors.independence import why_not_decide
from complaints.selectors.letter import LetterKey
from complaints.states import STAGE_MOVES, About, Answered, Capacity, Result, Stage
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from notices.recipients import holders
from notices.services import tell
from notices.states import NoticeKind
from schools.calendar import local_day
from schools.models import Person, School
from schools.selectors import calendar, trust
from schools.selectors.school_calendar import school_calendar
from schools.states import Role

KINDS = (Kind.ACKNOWLEDGE_COMPLAINT, Kind.RESOLVE_COMPLAINT, Kind.HOLDING_UPDATE)
RECEIVED = LetterKey(About.ACKNOWLEDGED, Stage.PANEL.value)
TIED = "The CEO decided in the case that this complaint comes from, or has ties with it."


def locked(complaint: Complaint) -> Complaint:
    """The complaint as it stands, under the lock of its case."""
    lock(complaint.case)
    row: Complaint = Complaint.objects.with_people().select_for_update(no_key=True, of=("self",)).get(pk=complaint.pk)
    return row


def open_complaint(
    *,
    school: School,
    source: Case | None,
    complainant: Person | None,
    name: str,
    address: str,
    received_on: date,
    channel: str,
    words: str,
    stage: Stage,
    is_about_data: bool,
    about: Iterable[Mapping[str, Any]],
    by: User,
) -> Complaint:
    """Give a complaint a case of its own with whoever it is `about` behind a wall, and tell whoever deals with it.

    A part of another act, which has checked everything.
    """
    now, who = timezone.now(), complainant.full_name if complainant is not None else name
    case = open_case(school=school, title=f"Complaint: {who}", by=by, at=now)
    complaint = Complaint(
        case=case,
        source=source,
        complainant=complainant,
        name=name,
        address=address,
        received_on=received_on,
        channel=channel,
        words=words,
        stage=stage,
        is_about_data=is_about_data,
        stage_on=received_on,
        logged_at=now,
        logged_by=by,
    )
    full_check(complaint)
    complaint.save()
    data = {"who": who, "received": received_on, "stage": str(Stage(stage).label)}
    write(chain=case.chain, verb="complaint.logged", row=complaint, by=by, at=now, data=data)
    for part in about:
        settle_involved(case=case, part=Part.SUBJECT, by=by, **part)
    whose = {"person": complainant} if complainant is not None else {"name": name}
    settle_involved(case=case, part=Part.COMPLAINANT, by=by, **whose)
    begin_stage(complaint, by)
    return complaint


def keep_point(complaint: Complaint, text: str, by: User) -> Point:
    """Keep one thing that is complained of, as a part of another act."""
    point = Point(complaint=complaint, text=text, added_at=timezone.now(), added_by=by)
    full_check(point)
    point.save()
    write(chain=complaint.chain, verb="complaint.point_added", row=point, by=by, data={"text": point.text})
    return point


def begin_stage(complaint: Complaint, by: User) -> None:
    """Open what a stage makes due, for whoever deals with it, and tell them."""
    settle_owner(complaint, by)
    if complaint.stage == Stage.PANEL:
        owe(complaint, Kind.COMPLAINT_PANEL, due_at(complaint, Kind.COMPLAINT_PANEL), by)
        owe(complaint, Kind.PANEL_LETTER, due_at(complaint, Kind.ACKNOWLEDGE_COMPLAINT), by, subject=str(RECEIVED))
    else:
        for kind in OF_DATA if complaint.is_about_data else KINDS:
            owe(complaint, kind, due_at(complaint, kind), by)
    for audience, user in told_of(complaint):
        if user != by:
            tell(
                kind=NoticeKind.COMPLAINT,
                audience=audience,
                to=user,
                path=complaint.panel_url if complaint.stage == Stage.PANEL else complaint.get_absolute_url(),
                by=by,
                case=complaint.case,
            )


def settle_owner(complaint: Complaint, by: User) -> None:
    """Hand the complaint to the Chair where the CEO is in it or, at the formal stage, has to do with where it came from.

    So too where the CEO would decide about personal data. What is due follows whoever deals with it.
    """
    settle_decider(case=complaint.case, by=by)
    for ceo in holders(Role.CEO) if _is_for_ceo(complaint) else ():
        if why_not_decide(complaint, ceo):
            note_decision(case=complaint.case, by=by, decider=ceo, reason=TIED)
    kinds = (*KINDS, *OF_PANEL, *OF_DATA)
    for duty in Duty.objects.open().filter(case=complaint.case, kind__in=kinds).order_by("pk"):
        if duty.owner_user_id is None:
            role = _role_for(complaint, Kind(duty.kind))
            pass_to_role(duty=duty, role=role, reason="Whoever deals with the complaint owes this.", by=by)


def _is_for_ceo(complaint: Complaint) -> bool:
    is_data = complaint.stage == Stage.DATA
    return complaint.stage == Stage.FORMAL or (is_data and data_role(complaint) == Role.CEO)


def owe(complaint: Complaint, kind: Kind, by_when: datetime, by: User, *, subject: str = "", about: str = "") -> None:
    """Open a duty on a complaint; one that is open is due anew. What concerns a panel is owed by who arranges it."""
    case = complaint.case
    role = _role_for(complaint, kind)
    told = (about or complaint.who)[:200]
    duty = open_duty(case=case, kind=kind, subject=subject, about=told, owner_role=role, due_at=by_when, by=by)
    if duty.due_at != by_when:
        why = "The complaint is at another stage."
        set_due(case=case, kind=kind, subject=subject, due_at=by_when, why=why, by=by)


def _role_for(complaint: Complaint, kind: Kind) -> Role:
    """Whose a duty is: before a panel, what was left of the stages before stays with whoever answered there."""
    if kind in OF_PANEL:
        return panel_role(complaint.case)
    return decider_role(complaint.case) if complaint.stage == Stage.PANEL else owner_role(complaint)


def drop_duties(
    complaint: Complaint, kinds: Sequence[Kind], reason: str, by: User, *, subject: str | None = None
) -> None:
    """Set aside what is open of these kinds as a part of another act; of one subject, where that is named."""
    rows = Duty.objects.open().select_related("case").filter(case=complaint.case, kind__in=kinds)
    if subject is not None:
        rows = rows.filter(subject=subject)
    for duty in rows.order_by("pk"):
        settle_waived(duty=duty, reason=reason, by=by)


def due_at(complaint: Complaint, kind: Kind) -> datetime:
    """When a duty of the stage a complaint is at is due, by the trust's procedure and the school's days."""
    whole, days = trust(), school_calendar(complaint.case.school)
    if kind == Kind.DATA_COMPLAINT:
        return end_of(last_day_within(complaint.received_on, DATA_ACKNOWLEDGED_WITHIN))
    if kind == Kind.DATA_ANSWER:
        return end_of(last_day_within(complaint.received_on, DATA_ANSWERED_WITHIN))
    if kind in (Kind.HOLDING_UPDATE, Kind.DATA_UPDATE):
        # How far it is, nobody is told before they are told that it came: the holidays or the law may give that longer.
        told = due_at(complaint, Kind.DATA_COMPLAINT if complaint.is_about_data else Kind.ACKNOWLEDGE_COMPLAINT)
        return max(told, due_in_working_days(complaint.stage_on, whole.complaint_update_days, calendar()))
    if kind in (Kind.PANEL_PAPERS, Kind.PANEL_FOUND):
        day = local_day(PanelMeeting.objects.get(complaint=complaint, called_off_at__isnull=True).meets_at)
        if kind == Kind.PANEL_FOUND:
            return due_in_school_days(day, FOUND_AFTER, days)
        return end_of(school_days_before(day, PAPERS_BEFORE, days))
    is_first = kind == Kind.ACKNOWLEDGE_COMPLAINT
    count = whole.complaint_acknowledge_days if is_first else whole.complaint_answer_days
    return due_in_school_days(complaint.stage_on, count, days)


def due_anew(complaint: Complaint, duty: Duty) -> datetime:
    """When an open duty is due by the school's days as they are now; a letter that follows from an act stays as it was."""
    if duty.kind == Kind.HOLDING_UPDATE:
        return (
            duty.due_at if complaint.stage == Stage.PANEL else max(duty.due_at, due_at(complaint, Kind.HOLDING_UPDATE))
        )
    if duty.kind != Kind.PANEL_LETTER:
        is_left_over = complaint.stage == Stage.PANEL and duty.kind not in OF_PANEL
        return duty.due_at if is_left_over else due_at(complaint, Kind(duty.kind))
    return due_at(complaint, Kind.ACKNOWLEDGE_COMPLAINT) if duty.subject == str(RECEIVED) else duty.due_at


def count_update_anew(complaint: Complaint, by: User) -> None:
    """Where the first update was waiting for the acknowledgement, count it from the day on which that went: today."""
    kind = Kind.DATA_UPDATE if complaint.is_about_data else Kind.HOLDING_UPDATE
    by_days = due_in_working_days(complaint.stage_on, trust().complaint_update_days, calendar())
    if due_at(complaint, kind) > by_days:
        now = next_update_at(timezone.now())
        set_due(case=complaint.case, kind=kind, due_at=now, why="They have been told that we have it.", by=by)


def next_update_at(now: datetime) -> datetime:
    """When the update after one that goes now is due."""
    return due_in_working_days(local_day(now), trust().complaint_update_days, calendar())


def keep_decision(
    complaint: Complaint,
    findings: Sequence[tuple[Point, Result, str]],
    *,
    remedy: str,
    action: str,
    capacity: Capacity,
    stage: Answered,
    by: User,
) -> Decision:
    """Keep what was found of every point as a part of deciding, whoever decided: the complaint is answered with it."""
    points = [one for one in complaint.points.all() if one.is_open]
    refuse_if(rules.cannot_leave_open(points, [point for point, _, _ in findings]), about=complaint)
    refuse_if(rules.cannot_find_without(reasons for _, _, reasons in findings), about=complaint)
    refuse_blank(action, "Say for the file what was done, or that nothing was.", about=complaint, field="action")
    now = timezone.now()
    decision = Decision(
        complaint=complaint,
        answers=stage,
        remedy=remedy.strip(),
        action=action.strip(),
        decided_at=now,
        decided_by=by,
        capacity=capacity,
    )
    full_check(decision)
    decision.save()
    for point, result, reasons in findings:
        finding = Finding(decision=decision, point=point, result=result, reasons=reasons.strip())
        full_check(finding)
        finding.save()
    data = {
        "who": complaint.who,
        "stage": str(stage.label),
        "capacity": str(Capacity(decision.capacity).label).lower(),
        "findings": "; ".join(f"{n}. {Result(result).label}" for n, (_, result, _) in enumerate(findings, 1)),
    }
    write(chain=complaint.chain, verb="complaint.decided", row=decision, by=by, at=now, data=data)
    move(
        complaint,
        Stage.CLOSED,
        table=STAGE_MOVES,
        verb="complaint.answered",
        by=by,
        field="stage",
        data={"who": complaint.who},
    )
    return decision
