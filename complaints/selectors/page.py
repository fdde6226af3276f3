"""A complaint's own page: what was said, point by point what was found, its letters, what can be done now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import reach
from cases.duties import DUTIES, Kind
from cases.models import Duty, Involvement
from cases.selectors import duty_sentence
from cases.states import CaseState, Part
from complaints.access import decider_of, may_handle
from complaints.models import ActionTaken, Complaint, Decision, Finding, NextStage, Point
from complaints.rules import (
    cannot_change_points,
    cannot_decide,
    cannot_go_further,
    cannot_hand_to_lead,
    cannot_handle,
    cannot_note_action,
    cannot_split,
    cannot_withdraw,
)
from complaints.selectors.handling import handler_of
from complaints.selectors.independence import why_not_decide
from complaints.selectors.letter import LetterKey, copies_of, letters_of, may_ask_until, next_update
from complaints.selectors.panel import found_by, not_content
from complaints.states import About, Answered, Further, Result, Stage
from kernel import wording
from kernel.components import Action, Band, Item, Link, Row, Section, Step, Tag
from kernel.together import together
from records.models import Copy, WrittenRecord
from records.states import OF_DATA, PANEL_RECORDS, RecordKind
from schools.access import powers
from schools.calendar import local_day
from schools.states import Role

# What is agreed with somebody at a talk or in a mediation.
OF_TALKS = (RecordKind.MEETING_RECORD, RecordKind.MEDIATION_RECORD)
TONES = {Stage.CLOSED: "ok", Stage.WITHDRAWN: ""}


@dataclass(frozen=True)
class ComplaintPage:
    """Everything a complaint's own page shows to somebody who sees its file."""

    complaint: Complaint
    name: str
    sub: str
    tag: Tag
    crumbs: tuple[Link, ...]
    bands: tuple[Band, ...]
    source: Link | None
    sections: tuple[Section, ...]
    steps: tuple[Step, ...]
    actions: tuple[Action, ...]
    about: tuple[str, ...]
    about_url: str
    sees_file: bool
    seen_by: str


def tag_of(complaint: Complaint) -> Tag:
    """How far a complaint is, as a tag."""
    stage = Stage(complaint.stage)
    if complaint.case.state == CaseState.VOID:
        return Tag("logged in error")
    return Tag(str(stage.label).lower(), "soon" if complaint.is_running else TONES[stage])  # type: ignore[arg-type]


def complaint_page(complaint: Complaint, user: User) -> ComplaintPage:
    """The page for this reader."""
    points, decisions, asked, parts, issued, copies, filed, duties, done = together(
        Point.objects.filter(complaint=complaint).select_related("handed_on_to__case__school").order_by("pk"),
        Decision.objects.filter(complaint=complaint).select_related("decided_by").order_by("pk"),
        NextStage.objects.filter(complaint=complaint).order_by("pk"),
        Involvement.objects.filter(case=complaint.case, part=Part.SUBJECT).select_related("person", "user"),
        letters_of(complaint),
        copies_of(complaint),
        filed_with(complaint, user),
        Duty.objects.open().filter(case=complaint.case).select_related("owner_user").order_by("due_at", "pk"),
        ActionTaken.objects.filter(complaint=complaint).select_related("noted_by").order_by("pk"),
    )
    went_to_panel = complaint.stage == Stage.PANEL or any(one.answers == Answered.PANEL for one in decisions)
    handles = may_handle(user, complaint)
    conflict = why_not_decide(complaint, user, decisions) if handles and complaint.is_running else None
    subjects = tuple(row.who for row in parts)
    case = complaint.case
    return ComplaintPage(
        complaint=complaint,
        name=complaint.who,
        sub=f"{case.school.name} · received {wording.full_day(complaint.received_on)}",
        tag=tag_of(complaint),
        crumbs=(Link("Complaints", reverse("complaints:register")),),
        source=source_link(complaint, user),
        bands=_bands(complaint, conflict),
        sections=(
            _said(complaint, user),
            _points(complaint, points, decisions, user, handles=handles),
            *(_decided(complaint, one) for one in decisions),
            *([not_content(asked)] if asked else []),
            *(
                [
                    Section(
                        "Panel",
                        text="What the panel does stands on a page of its own.",
                        actions=(Action("The panel’s page", complaint.panel_url),),
                    )
                ]
                if went_to_panel
                else []
            ),
            _letters(complaint, issued, [*copies], decisions, parts, handles=handles, sees_file=reach(user).sees(case)),
            _done(complaint, done, handles=handles),
            _filed(filed),
        ),
        steps=tuple(_step(duty) for duty in duties),
        actions=_actions(complaint, user, points, decisions, conflict) if handles else (),
        about=subjects,
        about_url=reverse("complaints:about", args=[case.reference]) if handles and case.is_open else "",
        sees_file=reach(user).sees(case),
        seen_by=seen_by(complaint, user),
    )


def came_before(complaint: Complaint) -> tuple[Section, ...]:
    """What was found at the stages before, and why they are not content; empty at the first stage. One query."""
    decisions, findings, asked = together(
        Decision.objects.filter(complaint=complaint).select_related("decided_by").order_by("pk"),
        Finding.objects.filter(decision__complaint=complaint).select_related("point").order_by("pk"),
        NextStage.objects.filter(complaint=complaint).order_by("pk"),
    )
    return (*(found_by(one, findings) for one in decisions), *([not_content(asked)] if asked else []))


def seen_by(complaint: Complaint, user: User) -> str:
    """Who sees the file of a complaint, in words: where the Chair decides in the CEO’s place, the Chair."""
    role = decider_of(complaint.case, user)
    decides = "the CEO" if role == Role.CEO else f"the {role.label}"
    lead = "; the data protection lead sees this page, not the file" if complaint.is_about_data else ""
    return (
        f"The headteacher and senior leaders of the school, and {decides}{lead}. "
        "Never whoever it is about, and not the complainant."
    )


def _bands(complaint: Complaint, conflict: str | None) -> tuple[Band, ...]:
    if conflict is None or complaint.stage == Stage.PANEL:
        return ()
    return (Band("You cannot decide on this complaint", conflict, tone="soon"),)


def _said(complaint: Complaint, user: User) -> Section:
    rows = [
        Row("Who complains", complaint.who),
        Row("How it came", f"{complaint.get_channel_display()}, {wording.full_day(complaint.received_on)}"),
        Row("Who deals with it", handler_of(complaint, user)),
    ]
    if complaint.stage_on != complaint.received_on:
        rows.append(Row("Asked for the stage it is at", wording.full_day(complaint.stage_on)))
    logged = f"{complaint.logged_by.name}, {wording.when(complaint.logged_at, timezone.now())}"
    return Section("What they told us", rows=(*rows, Row("Logged by", logged)), text=complaint.words)


def _points(
    complaint: Complaint, points: Iterable[Point], decisions: Iterable[Decision], user: User, *, handles: bool
) -> Section:
    rows = [*points]
    shown = [one for one in rows if one.is_open]
    items = tuple(
        Item(lead=f"{number}", text=point.text, links=_take_back(complaint, point, number) if handles else ())
        for number, point in enumerate(shown, 1)
    )
    args, found = [complaint.case.reference], []
    if handles and cannot_change_points(complaint) is None:
        found.append(Action("Add a point", reverse("complaints:points", args=args)))
    if handles and cannot_split(complaint, [one.answers for one in decisions], shown) is None:
        found.append(Action("A point is about personal data", reverse("complaints:split", args=args), style="link"))
    items += tuple(_handed_on(point, user) for point in rows if point.handed_on_at is not None)
    actions = tuple(found)
    empty = "Nothing is written down yet. Say point by point what is complained of: each is decided on by itself."
    return Section("Points of the complaint", items=items, actions=actions, empty=empty)


def _handed_on(point: Point, user: User) -> Item:
    """A point that the data protection lead answers; the way there for whoever sees the file of that complaint."""
    to = point.handed_on_to
    is_seen = to is not None and reach(user).sees(to.case)
    links = (Link("Open", to.get_absolute_url(), about=f"the complaint {to.case.reference}"),) if to and is_seen else ()
    tag = Tag("goes to the data protection lead")
    return Item(lead="–", text=point.text, links=links, tag=tag)


def _take_back(complaint: Complaint, point: Point, number: int) -> tuple[Link, ...]:
    if cannot_change_points(complaint) is not None:
        return ()
    url = reverse("complaints:point_back", args=[complaint.case.reference, point.pk])
    return (Link("Take back", url, about=f"point {number}"),)


def _decided(complaint: Complaint, decision: Decision) -> Section:
    found = decision.findings.select_related("point").order_by("pk")
    items = tuple(
        Item(lead=f"{n}", title=one.point.text, text=f" {one.reasons}", tag=Tag(_result(one.result)))
        for n, one in enumerate(found, 1)
    )
    by = f"{decision.decided_by.name}, {wording.mid(decision.get_capacity_display())}"
    rows = [Row("Decided", f"{wording.when(decision.decided_at, timezone.now())} by {by}")]
    if decision.remedy:
        rows.append(Row("What we do, as they read it", decision.remedy))
    rows.append(Row("What was done, for the file only", decision.action))
    return Section(f"Decision: {wording.mid(decision.get_answers_display())}", rows=tuple(rows), items=items)


def _done(complaint: Complaint, done: Iterable[ActionTaken], *, handles: bool) -> Section:
    """What was done as a result of it, for the file: also after the answer."""
    items = tuple(
        Item(
            lead=wording.short_day(local_day(one.noted_at)),
            title=one.noted_by.name,
            text=f": {one.text}",
        )
        for one in done
    )
    url = reverse("complaints:action", args=[complaint.case.reference])
    actions = (Action("Note what was done", url),) if handles and cannot_note_action(complaint) is None else ()
    return Section("What was done after it", items=items, actions=actions, empty="Nothing is noted yet.")


def filed_with(complaint: Complaint, user: User) -> "QuerySet[Any]":
    """The records of talks and mediations that belong to a complaint, as far as this reader may see them.

    Of its own case, of the case it comes from, and of a mediation there. Policy: they are kept with the complaint.
    """
    rows = WrittenRecord.objects.visible_to(user).filter(kind__in=OF_TALKS, issued_at__isnull=False)
    of_source = Q()
    if complaint.source is not None:
        of_source = Q(case=complaint.source) | Q(case__mediation__source=complaint.source)
    return rows.filter(Q(case=complaint.case) | of_source).select_related("case").order_by("issued_at", "pk")


def _filed(records: Iterable[WrittenRecord]) -> Section:
    items = tuple(
        Item(
            lead=wording.short_day(local_day(row.issued_at)),
            title=row.title,
            text=f" {row.case.reference}, version {row.version}",
            links=(Link("Open", row.get_absolute_url(), about=f"{row.title}, {row.case.reference}, {row.number}"),),
        )
        for row in records
        if row.issued_at is not None
    )
    empty = "No record of a talk or a mediation belongs to this complaint."
    return Section("Filed with it: talks and mediation", items=items, empty=empty)


def _result(value: str) -> str:
    return str(Result(value).label).lower()


def _letters(
    complaint: Complaint,
    issued: Iterable[WrittenRecord],
    copies: list[Copy],
    decisions: Iterable[Decision],
    parts: Iterable[Involvement],
    *,
    handles: bool,
    sees_file: bool,
) -> Section:
    gone = {copy.record_id for copy in copies if copy.disputed_at is None}
    latest = {row.subject: row for row in issued}
    items = tuple(
        Item(
            lead=wording.short_day(local_day(row.issued_at)),
            title=row.title,
            text=f" {_to_whom(complaint, row, parts)}",
            links=(Link("Open", url, about=f"{row.title}, {row.subject}"),) if url else (),
            tag=Tag("went", "ok") if row.pk in gone else Tag("not sent yet", "soon"),
        )
        for row, url in ((row, _opens(complaint, row, handles=handles, sees_file=sees_file)) for row in latest.values())
        if row.issued_at is not None
    )
    actions = [*_to_write(complaint, latest, copies, decisions)] if handles else []
    return Section("Letters", items=items, actions=tuple(actions), empty="No letter has been written yet.")


def _to_whom(complaint: Complaint, row: WrittenRecord, parts: Iterable[Involvement]) -> str:
    """To whom a letter goes: the complainant, or a colleague whom the complaint is about."""
    if row.kind != RecordKind.PANEL_ABOUT:
        return f"To {complaint.who}."
    key = LetterKey.read(row.subject)
    part = next((one for one in parts if key is not None and one.pk == key.row), None)
    return f"To {part.who}." if part is not None else "To somebody it was about."


def _to_write(
    complaint: Complaint, latest: dict[str, WrittenRecord], copies: Iterable[Copy], decisions: Iterable[Decision]
) -> Iterable[Action]:
    """The letters that can be written now and were not issued yet."""
    for decision in decisions:
        key = LetterKey(About.OUTCOME, decision.answers)
        if key.is_of_panel:
            continue
        if str(key) not in latest and complaint.case.is_open:
            yield Action(
                "Write the answer", _url(complaint, key), style="primary", about=decision.get_answers_display()
            )
    if cannot_handle(complaint) is not None or complaint.stage == Stage.PANEL:
        return
    key = LetterKey(About.ACKNOWLEDGED, complaint.stage)
    if str(key) not in latest:
        yield Action("Tell them we have it", _url(complaint, key), style="primary")
    yield Action("Write how far it is", _url(complaint, next_update(complaint, copies)))


def _opens(complaint: Complaint, row: WrittenRecord, *, handles: bool, sees_file: bool) -> str:
    """Where a letter opens: for whoever writes it on the page where it is written, for others who may read it as it is.

    The panel's, and what was written before a complaint went to the data protection lead, is nobody's to write here: it
    is opened from the file alone, "" without it.
    """
    is_of_before = complaint.is_about_data and row.kind not in OF_DATA
    if handles and not is_of_before and row.kind not in PANEL_RECORDS:
        return _url(complaint, row.subject)
    return row.get_absolute_url() if sees_file or row.kind in OF_DATA else ""


def _url(complaint: Complaint, key: object) -> str:
    return reverse("complaints:letter", args=[complaint.case.reference, str(key)])


def _actions(
    complaint: Complaint, user: User, points: Iterable[Point], decisions: Iterable[Decision], conflict: str | None
) -> tuple[Action, ...]:
    """What whoever deals with it can do now; `conflict` says why they may not decide."""
    args, found = [complaint.case.reference], []
    if complaint.stage == Stage.PANEL:
        found.append(Action("Open the panel", complaint.panel_url, style="primary"))
    elif complaint.is_running:
        left = [one for one in points if one.is_open]
        reason = cannot_decide(complaint, left, conflict)
        found.append(Action("Decide on it", reverse("complaints:decide", args=args), style="primary", reason=reason))
        if conflict and powers(user).holds(Role.CEO):
            url = reverse("complaints:hand_over", args=args)
            found.append(Action("Hand it to the Chair", url, method="post", style="primary"))
    answered = [one.answers for one in decisions]
    if complaint.stage == Stage.CLOSED and cannot_go_further(complaint, answered) is None:
        label = "They ask for a panel" if Further.after(answered) == Further.PANEL else "They take it further"
        found.append(Action(label, reverse("complaints:further", args=args)))
    elif complaint.stage == Stage.INFORMAL:
        found.append(Action("They take it further", reverse("complaints:further", args=args)))
    if complaint.is_running and cannot_hand_to_lead(complaint, answered) is None:
        found.append(Action("All of it is about personal data", reverse("complaints:data", args=args), style="link"))
    if cannot_withdraw(complaint) is None:
        found.append(Action("They withdraw it", reverse("complaints:withdraw", args=args), style="link"))
    return tuple(found)


def _step(duty: Duty) -> Step:
    owner = duty.owner_user.name if duty.owner_user is not None else duty.get_owner_role_display()
    return Step(what=duty_sentence(duty), due_at=duty.due_at, small=owner, why=DUTIES[duty.kind].source)


def source_link(complaint: Complaint, user: User) -> Link | None:
    """The case a complaint arose from, for whoever sees its file."""
    source = complaint.source
    if source is None or not reach(user).sees(source):
        return None
    return Link(source.reference, source.get_absolute_url())


def until_of(complaint: Complaint) -> str:
    """Until when they can take it further, in words; "" where nothing runs."""
    until = may_ask_until(complaint)
    return wording.full_day(until) if until is not None else ""


def who_deals(complaint: Complaint, user: User) -> str:
    """What is said to whoever handed a complaint on: that somebody was told of it, or that they deal with it themself."""
    kinds = (Kind.RESOLVE_COMPLAINT, Kind.DATA_ANSWER, Kind.COMPLAINT_PANEL)
    owed = Duty.objects.owed_by(user).open().filter(case=complaint.case, kind__in=kinds)
    return "You deal with it yourself now." if owed.exists() else "Whoever deals with it now has been told."


def open_points(complaint: Complaint) -> list[Point]:
    """The points of a complaint that are decided on here: neither taken back nor handed on."""
    return [one for one in complaint.points.all() if one.is_open]


def written_down(complaint: Complaint) -> tuple[Section, ...]:
    """The points so far, for whoever adds one; nothing before the first. One query."""
    items = tuple(Item(lead=f"{number}", text=one.text) for number, one in enumerate(open_points(complaint), 1))
    return (Section("Points so far", items=items),) if items else ()


def points_to_hand_on(complaint: Complaint) -> "QuerySet[Any]":
    """The same, to choose from."""
    rows = Point.objects.filter(complaint=complaint, taken_back_at__isnull=True, handed_on_at__isnull=True)
    return rows.order_by("pk")


def answered_stages(complaint: Complaint) -> list[str]:
    """The stages at which it was decided on."""
    return [one.answers for one in complaint.decisions.all()]
