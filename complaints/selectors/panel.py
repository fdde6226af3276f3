"""The panel on a complaint, as its own page shows it: who sits on it, when it meets, what it reads, what it found."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import reach
from cases.duties import DUTIES
from cases.duty_kinds import OF_PANEL
from cases.models import Duty, Involvement
from cases.selectors import duty_sentence
from cases.states import Part
from complaints.access import may_run_panel
from complaints.clocks import PAPERS_BEFORE, school_days_before
from complaints.models import Complaint, Decision, Finding, NextStage, PanelMeeting, PanelMember, PanelSeat, Point
from complaints.rules import (
    cannot_arrange_panel,
    cannot_change_panel,
    cannot_find,
    cannot_have_met,
    cannot_panel,
    warns_of_panel_day,
)
from complaints.selectors.letter import LetterKey, copies_of, letters_of
from complaints.selectors.panel_members import names_others
from complaints.states import About, Answered, Came, Result, Stage
from kernel import wording
from kernel.components import Action, Item, Link, Row, Section, Step, Tag
from kernel.together import together
from records.models import Copy, WrittenRecord
from records.states import PANEL_RECORDS
from schools.calendar import local_day
from schools.selectors import calendar
from schools.selectors.school_calendar import school_calendar

PAGE = 30


def meetings_of(complaint: Complaint) -> "QuerySet[Any]":
    """Every meeting of the panel that was arranged, oldest first."""
    return PanelMeeting.objects.filter(complaint=complaint).order_by("arranged_at", "pk")


def standing_meeting(complaint: Complaint) -> PanelMeeting | None:
    """The meeting that is arranged, or was held."""
    return meetings_of(complaint).filter(called_off_at__isnull=True).first()


def mind_of_meeting(meeting: PanelMeeting) -> str:
    """What the clerk is to mind about the day they chose; "" if nothing."""
    day, days = local_day(meeting.meets_at), school_calendar(meeting.complaint.case.school)
    papers_on = school_days_before(day, PAPERS_BEFORE, days)
    return warns_of_panel_day(day, papers_on, local_day(timezone.now()), calendar())


def tag_of_panel(complaint: Complaint, meeting: PanelMeeting | None) -> Tag:
    """How far a panel is, as a tag."""
    if complaint.stage != Stage.PANEL:
        return Tag("withdrawn") if complaint.stage == Stage.WITHDRAWN else Tag("has decided", "ok")
    if meeting is None:
        return Tag("to be arranged", "late")
    return Tag("has met: findings to come" if meeting.met_at else "meets soon", "soon")


# --- The list -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PanelLine:
    """A line of the list of panels."""

    complaint: Complaint
    tag: Tag
    meets: str


@dataclass(frozen=True)
class PanelList:
    """One page of the panels somebody may open, newest first."""

    lines: tuple[PanelLine, ...]
    older: int | None


def panel_list(user: User, before: int | None) -> PanelList:
    """The panels this user arranges, sits on, or sees with the file. Two queries."""
    rows = Complaint.objects.handed_to_panel(user).with_people()
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = [*rows.order_by("-pk")[: PAGE + 1]]
    listed = found[:PAGE]
    meetings = PanelMeeting.objects.filter(complaint__in=[row.pk for row in listed], called_off_at__isnull=True)
    by_complaint = {meeting.complaint_id: meeting for meeting in meetings}
    lines = tuple(_line(row, by_complaint.get(row.pk)) for row in listed)
    return PanelList(lines, listed[-1].pk if len(found) > PAGE else None)


def _line(complaint: Complaint, meeting: PanelMeeting | None) -> PanelLine:
    meets = wording.in_full(meeting.meets_at) if meeting is not None else ""
    return PanelLine(complaint, tag_of_panel(complaint, meeting), meets)


# --- The page -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PanelPage:
    """What the page of a panel shows to whoever arranges it, sits on it, or sees the file."""

    complaint: Complaint
    name: str
    sub: str
    tag: Tag
    crumbs: tuple[Link, ...]
    sections: tuple[Section, ...]
    steps: tuple[Step, ...]
    actions: tuple[Action, ...]
    sees_file: bool


def crumbs_of_panel(complaint: Complaint) -> tuple[Link, ...]:
    """The way back from a page about the panel."""
    return (
        Link("Panels", reverse("complaints:panels")),
        Link(f"Panel {complaint.case.reference}", complaint.panel_url),
    )


def panel_page(complaint: Complaint, user: User) -> PanelPage:
    """The page for this reader. What was done in school for the file stands in the file alone."""
    meetings, members, seats, points, decisions, findings, asked, issued, copies, parts, duties = together(
        meetings_of(complaint),
        PanelMember.objects.filter(complaint=complaint).select_related("user").order_by("pk"),
        PanelSeat.objects.filter(meeting__complaint=complaint).order_by("pk"),
        Point.objects.filter(complaint=complaint, taken_back_at__isnull=True, handed_on_at__isnull=True).order_by("pk"),
        Decision.objects.filter(complaint=complaint).select_related("decided_by").order_by("pk"),
        Finding.objects.filter(decision__complaint=complaint).select_related("point").order_by("pk"),
        NextStage.objects.filter(complaint=complaint).order_by("pk"),
        letters_of(complaint).filter(kind__in=PANEL_RECORDS),
        copies_of(complaint),
        Involvement.objects.filter(case=complaint.case, part=Part.SUBJECT).select_related("person", "user"),
        Duty.objects.open().filter(case=complaint.case, kind__in=OF_PANEL).order_by("due_at", "pk"),
    )
    runs, sees_file = may_run_panel(user, complaint), reach(user).sees(complaint.case)
    standing = next((one for one in meetings if one.called_off_at is None), None)
    sat = {seat.member_id for seat in seats}
    here = [one for one in members if one.stood_down_at is None]
    decided = [one for one in decisions if one.answers == Answered.PANEL]
    return PanelPage(
        complaint=complaint,
        name=complaint.who,
        sub=f"{complaint.case.school.name} · received {wording.full_day(complaint.received_on)}",
        tag=tag_of_panel(complaint, standing),
        crumbs=(Link("Panels", reverse("complaints:panels")),),
        sections=(
            *(found_by(one, findings) for one in decided),
            _meeting(meetings, standing, sat, members),
            _members(complaint, members, standing, runs=runs),
            Section("What they told us", rows=(Row("Who complains", complaint.who),), text=complaint.words),
            _points(points),
            *(found_by(one, findings) for one in decisions if one not in decided),
            not_content(asked),
            *(
                [_letters(complaint, issued, copies, standing, decided, parts, members, runs=runs)]
                if runs or sees_file
                else []
            ),
        ),
        steps=tuple(_step(duty) for duty in duties) if runs or sees_file else (),
        actions=_actions(complaint, here, standing) if runs else (),
        sees_file=sees_file,
    )


def _meeting(
    meetings: Iterable[PanelMeeting], standing: PanelMeeting | None, sat: set[int], members: Iterable[PanelMember]
) -> Section:
    rows: list[Row] = []
    if standing is not None:
        how = f"{standing.place}, by video or telephone" if standing.is_remote else standing.place
        rows += [Row("When", wording.in_full(standing.meets_at)), Row("Where", how)]
        rows += [Row("Why not sooner", standing.late_reason)] if standing.late_reason else []
        if standing.papers_on is not None:
            rows.append(Row("Papers", f"{standing.papers} Sent on {wording.full_day(standing.papers_on)}."))
        if standing.met_at is not None:
            rows.append(Row("Who sat on it", wording.listed([one.called for one in members if one.pk in sat])))
            came = str(Came(standing.came).label)
            rows.append(Row("The complainant", f"{came}, with {standing.with_whom}" if standing.with_whom else came))
            rows += [Row("Why it went on without them", standing.absent_why)] if standing.absent_why else []
            rows += [Row("Also there", standing.also_there)] if standing.also_there else []
    items = tuple(
        Item(lead=wording.short_day(local_day(one.meets_at)), title="Called off.", text=f" {one.called_off_why}")
        for one in meetings
        if one.called_off_at is not None
    )
    return Section("When it meets", rows=tuple(rows), items=items, empty="No meeting is arranged yet.")


def _members(
    complaint: Complaint, members: Iterable[PanelMember], standing: PanelMeeting | None, *, runs: bool
) -> Section:
    may_change = runs and cannot_panel(complaint) is None and (standing is None or standing.met_at is None)
    items = []
    for number, one in enumerate(members, 1):
        url = reverse("complaints:panel_leaves", args=[complaint.case.reference, one.pk])
        is_here = one.stood_down_at is None
        links = (
            (Link("Take off the panel", url, about=f"{one.called}, member {number}"),) if may_change and is_here else ()
        )
        tag = Tag("independent", "ok") if one.is_independent else None
        text = f" {one.who}" if is_here else f" Left: {one.stood_down_why}"
        items.append(
            Item(lead=f"{number}", title=one.called, text=text, links=links, tag=tag if is_here else Tag("left"))
        )
    url = reverse("complaints:panel_member", args=[complaint.case.reference])
    actions = (Action("Name a member", url),) if may_change else ()
    empty = "Nobody is named yet: three members at least, none of them involved, one independent."
    return Section("Who sits on it", items=tuple(items), actions=actions, empty=empty)


def _points(points: Iterable[Point]) -> Section:
    items = tuple(Item(lead=f"{number}", text=point.text) for number, point in enumerate(points, 1))
    return Section("Points of the complaint", items=items, empty="No point is written down.")


def found_by(decision: Decision, findings: Iterable[Finding]) -> Section:
    """What was found point by point at a stage, without what was done in school for the file."""
    mine = [one for one in findings if one.decision_id == decision.pk]
    items = tuple(
        Item(
            lead=f"{n}",
            title=one.point.text,
            text=f" {one.reasons}",
            tag=Tag(wording.mid(str(Result(one.result).label))),
        )
        for n, one in enumerate(mine, 1)
    )
    if decision.answers == Answered.PANEL:
        recommends = Row("What it recommends", decision.remedy)
        return Section("What the panel found", rows=(recommends,) if decision.remedy else (), items=items)
    by = f"{decision.decided_by.name}, {wording.mid(decision.get_capacity_display())}"
    rows = [Row("Decided", f"{wording.when(decision.decided_at, timezone.now())} by {by}")]
    rows += [Row("What they were told we do", decision.remedy)] if decision.remedy else []
    return Section(f"Answered before: {wording.mid(decision.get_answers_display())}", rows=tuple(rows), items=items)


def not_content(asked: Iterable[NextStage]) -> Section:
    """Why the complainant asked for each next stage, in their words, for whoever decides on it."""
    items = tuple(
        Item(lead=wording.short_day(one.asked_on), title=f"{one.get_asked_for_display()}.", text=f" {one.words}")
        for one in asked
    )
    return Section("Why they are not content", items=items)


def _letters(
    complaint: Complaint,
    issued: Iterable[WrittenRecord],
    copies: Iterable[Copy],
    standing: PanelMeeting | None,
    decided: list[Decision],
    parts: Iterable[Involvement],
    members: Iterable[PanelMember],
    *,
    runs: bool,
) -> Section:
    gone = {copy.record_id for copy in copies if copy.disputed_at is None}
    latest = {row.subject: row for row in issued}
    items = tuple(
        Item(
            lead=wording.short_day(local_day(row.issued_at)),
            title=row.title,
            links=(_link(complaint, row, runs=runs),),
            tag=_tag_of_letter(row, gone, members, standing),
        )
        for row in latest.values()
        if row.issued_at is not None
    )
    is_old = {key for key, row in latest.items() if _is_old(row, members, standing)}
    actions = [*_to_write(complaint, latest.keys() - is_old, standing, decided, parts)] if runs else []
    return Section("Letters", items=items, actions=tuple(actions), empty="No letter has been written yet.")


def _tag_of_letter(
    row: WrittenRecord, gone: set[int], members: Iterable[PanelMember], standing: PanelMeeting | None
) -> Tag:
    if row.pk in gone:
        return Tag("went", "ok")
    is_old = _is_old(row, members, standing)
    return Tag("names others: write it anew", "late") if is_old else Tag("not sent yet", "soon")


def _is_old(row: WrittenRecord, members: Iterable[PanelMember], standing: PanelMeeting | None) -> bool:
    """Whether the invitation to a meeting that is ahead names others than hear the complaint now."""
    if standing is None or not standing.is_ahead or row.issued_at is None:
        return False
    is_invitation = LetterKey.read(row.subject) == LetterKey(About.INVITED, str(standing.pk))
    return is_invitation and names_others(row.issued_at, members)


def _link(complaint: Complaint, row: WrittenRecord, *, runs: bool) -> Link:
    url = letter_url(complaint, row.subject) if runs else row.get_absolute_url()
    return Link("Open", url, about=f"{row.title}, {row.subject}")


def letter_url(complaint: Complaint, key: object) -> str:
    """The page of a letter."""
    return reverse("complaints:letter", args=[complaint.case.reference, str(key)])


def _to_write(
    complaint: Complaint,
    written: Set[str],
    standing: PanelMeeting | None,
    decided: list[Decision],
    parts: Iterable[Involvement],
) -> Iterable[Action]:
    """The letters that can be written now; `written`: those that were issued and still say what is so."""
    wanted: list[tuple[LetterKey, str, str]] = []
    if decided and complaint.case.is_open:
        wanted.append((LetterKey(About.OUTCOME, Stage.PANEL.value), "Write what the panel found", "to the complainant"))
        for part in parts:
            wanted.append((LetterKey(About.FOUND, str(part.pk)), f"Tell {part.who}", "what the panel found"))
    if cannot_panel(complaint) is None:
        if standing is None:
            wanted.append((LetterKey(About.ACKNOWLEDGED, Stage.PANEL.value), "Tell them we have it", "the panel"))
        elif standing.is_ahead:
            wanted.append((LetterKey(About.INVITED, str(standing.pk)), "Write the invitation", "to the complainant"))
    for key, label, about in wanted:
        if str(key) not in written:
            yield Action(label, letter_url(complaint, key), style="primary", about=about)


def _actions(complaint: Complaint, here: list[PanelMember], standing: PanelMeeting | None) -> tuple[Action, ...]:
    """What whoever arranges the panel can do now."""
    if cannot_panel(complaint) is not None:
        return ()
    args = [complaint.case.reference]
    if standing is None:
        reason = cannot_arrange_panel(complaint, here, standing)
        found = [
            Action("Say when it meets", reverse("complaints:panel_meeting", args=args), style="primary", reason=reason)
        ]
    elif standing.is_ahead:
        row = [*args, standing.pk]
        reason = cannot_change_panel(complaint, standing) or cannot_have_met(standing, timezone.now())
        found = [
            Action("It has met", reverse("complaints:panel_met", args=row), style="primary", reason=reason),
            Action("Papers", reverse("complaints:panel_papers", args=row)),
            Action("Put it off", reverse("complaints:panel_off", args=row)),
        ]
    else:
        reason = cannot_find(complaint, standing)
        found = [
            Action("Note what it found", reverse("complaints:panel_found", args=args), style="primary", reason=reason)
        ]
    return (*found, Action("They withdraw it", reverse("complaints:withdraw", args=args), style="link"))


def _step(duty: Duty) -> Step:
    return Step(
        what=duty_sentence(duty), due_at=duty.due_at, small=duty.get_owner_role_display(), why=DUTIES[duty.kind].source
    )
