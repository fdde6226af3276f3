"""Everything that the page of a meeting shows: when and where, who comes, the letters, what came of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from cases import rules as case_rules
from cases.access import may, reach
from cases.duties import Kind
from cases.models import Duty
from kernel import wording
from kernel.components import Action, Band, Item, Link, Row, Tag, Tone
from kernel.together import together
from meetings import mediating, rules
from meetings.access import arranges, mediation_of, writes
from meetings.keys import letter_key, visit_key
from meetings.letters.facts import KINDS
from meetings.models import Attendee, Mediation, Meeting, Sitting
from meetings.selectors.people import listed_invited, name_of
from meetings.states import AttendeeCapacity, MeetingKind, MeetingState, Outcome
from records.models import Copy, WrittenRecord
from records.states import CURRENT
from schools.models import Person
from schools.selectors import calendar
from suspensions.models import PermittedVisit, SiteSuspension
from suspensions.selectors.standing import current

TONES: dict[str, Tone] = {
    MeetingState.ARRANGED: "soon",
    MeetingState.HELD: "ok",
    MeetingState.RECORDED: "ok",
    MeetingState.ADJOURNED: "late",
    MeetingState.NOT_ATTENDED: "late",
}
CAME = {True: Tag("came", "ok"), False: Tag("did not come")}


@dataclass(frozen=True)
class Line:
    """Somebody who comes: the name, as what, whether they came, how to take them off."""

    name: str
    what: str
    tag: Tag | None = None
    remove: Action | None = None


@dataclass(frozen=True)
class MeetingPage:
    """The page of a meeting. For somebody who is asked to it and sees no file it shows the meeting alone."""

    meeting: Meeting
    title: str
    sub: str
    tag: Tag
    crumbs: tuple[Link, ...]
    bands: tuple[Band, ...]
    rows: tuple[Row, ...]
    people: tuple[Line, ...]
    letters: tuple[Item, ...]
    sittings: tuple[Item, ...]
    actions: tuple[Action, ...]
    let_come: Action | None
    sees_file: bool
    who_sees: str


def tag_of(meeting: Meeting) -> Tag:
    """How a meeting stands, in a word."""
    said = str(meeting.get_state_display()).lower()
    if meeting.is_mediated and meeting.state == MeetingState.NOT_ATTENDED:
        said = "they did not come"
    return Tag(said, TONES.get(meeting.state, ""))


def cannot_move(meeting: Meeting, user: User) -> str | None:
    """Say why this account does not move this meeting: an interview is the CEO's, a mediation's needs it under way."""
    if (mediation := mediation_of(meeting)) is not None:
        return mediating.cannot_meet(mediation)
    return rules.cannot_convene(MeetingKind(meeting.kind), is_decider=may(user, "review", meeting.case))


def meeting_page(meeting: Meeting, user: User) -> MeetingPage:
    """The page of a meeting for somebody who may see it. One query, without what depends on who asks."""
    sees_file = reach(user).sees(meeting.case)
    works, leads = sees_file and may(user, "work_case", meeting.case), arranges(user, meeting)
    mediation = mediation_of(meeting)
    people, sittings, records, copies, owed, visits, bars = together(*_questions(meeting))
    for one in people:
        one.meeting = meeting
    names = listed_invited(people)
    barred = _barred(bars, visits) if meeting.is_arranged and not meeting.is_remote else []
    return MeetingPage(
        meeting=meeting,
        title=str(meeting.get_kind_display()),
        sub=f"{names} · {wording.in_full(meeting.starts_at)}",
        tag=tag_of(meeting),
        crumbs=_crumbs(meeting, mediation, sees_file, leads),
        bands=tuple(_bands(meeting, barred if works else [])),
        rows=tuple(_rows(meeting, visits, sees_file)),
        people=tuple(_line(one, leads) for one in people),
        letters=tuple(_letters(meeting, people, records, copies, owed)) if works else (),
        sittings=tuple(_sitting(one) for one in sittings),
        actions=tuple(_actions(meeting, user)) if leads else tuple(_for_attendee(meeting, people, user)),
        let_come=_let_come(meeting, barred, user) if works and barred else None,
        sees_file=sees_file,
        who_sees=_who_sees(meeting, sees_file, leads),
    )


def _crumbs(meeting: Meeting, mediation: Mediation | None, sees_file: bool, leads: bool) -> tuple[Link, ...]:
    """The way back: to the case, of a mediation to its page; none for whoever is only asked to it."""
    if mediation is not None and (sees_file or leads):
        return (Link("Mediation", mediation.get_absolute_url()),)
    if not sees_file:
        return ()
    return Link("Cases", reverse("desk:cases")), Link(meeting.case.reference, meeting.case.get_absolute_url())


def _who_sees(meeting: Meeting, sees_file: bool, leads: bool) -> str:
    """Who sees this page, in a few sentences."""
    if meeting.is_mediated:
        who = "Whoever sees the file of this case sees that this meeting is arranged and whether it took place."
        return f"{who} What is said in it stays with {'those' if not meeting.is_with_one_side else 'the two'} who were there."
    if sees_file:
        return "Whoever sees the file of this case. Colleagues who come see this meeting, and nothing else of the case."
    return "You see this meeting because you are asked to it. You see nothing else of the case. Do not pass it on."


def _questions(meeting: Meeting) -> "tuple[QuerySet[Any], ...]":
    """Who comes, each day, the letters and how they went, what is owed of them, what is permitted, what bars them."""
    letters = {"case": meeting.case, "kind__in": [*KINDS.values()], "subject__startswith": f"{meeting.pk}-"}
    records = WrittenRecord.objects.filter(state__in=CURRENT, **letters)
    parents = Attendee.objects.filter(meeting=meeting, person__isnull=False).values("person")
    period = TimestamptzRange(meeting.starts_at, meeting.ends_at)
    bars = (
        SiteSuspension.objects.live()
        .at(meeting.school)
        .filter(person__in=Person.objects.same_as(parents), period__overlap=period)
    )
    visits = PermittedVisit.objects.standing().filter(subject=visit_key(meeting), period__overlap=period)
    return (
        meeting.attendees.with_people().order_by("pk"),
        Sitting.objects.filter(meeting=meeting).select_related("noted_by").order_by("pk"),
        records.order_by("pk"),
        Copy.objects.filter(record__in=records).order_by("given_at", "pk"),
        Duty.objects.open().filter(case=meeting.case, kind=Kind.MEETING_LETTER, subject__startswith=f"{meeting.pk}-"),
        visits.select_related("suspension__person__merged_into").order_by("period", "pk"),
        bars.select_related("case", "person__merged_into").order_by("pk"),
    )


def _barred(bars: Iterable[SiteSuspension], visits: Iterable[PermittedVisit]) -> list[SiteSuspension]:
    """The suspensions that keep somebody from the site at that time, without a visit that was permitted."""
    permitted = {one.suspension_id for one in visits}
    return [row for row in bars if row.pk not in permitted]


def _bands(meeting: Meeting, barred: Sequence[SiteSuspension]) -> Iterator[Band]:
    if meeting.state == MeetingState.CANCELLED:
        yield Band("This meeting does not take place", tone="soon")
    if barred:
        names = wording.listed([*dict.fromkeys(current(row.person).full_name for row in barred)])
        yield Band(f"{names} may not come onto this site then", "They are suspended from it.", tone="ban")


def _rows(meeting: Meeting, visits: Iterable[PermittedVisit], sees_file: bool) -> Iterator[Row]:
    start, now = meeting.starts_at, timezone.now()
    day = wording.full_day(start.astimezone(wording.LONDON).date())
    yield Row("When", f"{day}, {wording.clock_time(start)} to about {wording.clock_time(meeting.ends_at)}")
    warning = rules.warns_of_hours(start, meeting.ends_at, calendar()) if meeting.is_arranged and start > now else ""
    if warning:
        yield Row("Mind", warning)
    if meeting.back_after is not None:
        yield Row("Coming back", "Does not depend on this meeting, nor on who comes to it")
    yield Row("Where", meeting.place if meeting.is_remote else f"{meeting.place}, {meeting.school.name}")
    if meeting.is_remote:
        yield Row("How to join", meeting.how_to_join)
    yield Row("About", meeting.about)
    if meeting.needs:
        yield Row("Interpreter and access", meeting.needs)
    if not sees_file:
        return
    if meeting.no_companion_why:
        yield Row("No uninvolved companion", meeting.no_companion_why)
    if meeting.cancel_reason:
        yield Row("Called off because", meeting.cancel_reason)
    for one in visits:
        first, last = wording.clock_time(one.period.lower), wording.clock_time(one.period.upper)
        yield Row("At the gate", f"{current(one.suspension.person).full_name} may come from {first} to {last}")


def _line(one: Attendee, leads: bool) -> Line:
    tag = CAME.get(one.has_attended) if one.has_attended is not None else None
    remove = None
    if leads and rules.cannot_take_off(one) is None:
        url = reverse("meetings:not_coming", args=[one.meeting.case.reference, one.meeting_id, one.pk])
        remove = Action("Does not come", url, style="link", method="post", about=name_of(one))
    what = str(one.get_capacity_display())
    if one.capacity == AttendeeCapacity.COMPANION and (one.meeting.no_companion_why or not one.meeting.is_interview):
        what = "Companion"
    title = f", {one.user.job_title}" if one.user is not None and one.user.job_title else ""
    return Line(name_of(one), f"{what}{title}", tag, remove)


def _letters(
    meeting: Meeting,
    people: Iterable[Attendee],
    records: Iterable[WrittenRecord],
    copies: Iterable[Copy],
    owed: Iterable[Duty],
) -> Iterator[Item]:
    """A line for each parent: what was written, how it went, whether a letter is due."""
    due, found, went = {duty.subject for duty in owed}, [*records], [*copies]
    for one in people:
        if not one.is_parent:
            continue
        key, name = letter_key(one), name_of(one)
        mine = [row for row in found if row.subject == key]
        sent = [copy for copy in went if copy.record_id in {row.pk for row in mine}]
        said = ". ".join(_said(row, sent) for row in mine)
        tag = Tag("to be written", "soon") if key in due else Tag("written", "ok") if sent else None
        links = [Link("Letter", reverse("meetings:letter", args=[meeting.case.reference, key]), about=f"to {name}")]
        yield Item(lead="", title=name, text=f": {said}." if said else "", links=tuple(links), tag=tag)


def _said(record: WrittenRecord, copies: Iterable[Copy]) -> str:
    last = next((copy for copy in [*copies][::-1] if copy.record_id == record.pk), None)
    way = "not sent yet" if last is None else wording.mid(str(last.get_method_display()))
    day = f", {wording.short_day(last.handed_on)}" if last is not None and last.handed_on else ""
    return f"{record.title}, version {record.version}: {way}{day}"


def _sitting(one: Sitting) -> Item:
    planned = one.planned_at.astimezone(wording.LONDON)
    reason = wording.closed(one.reason)
    text = f": {reason}" if reason else "."
    if one.began_at is not None and one.ended_at is not None:
        times = f"{wording.clock_time(one.began_at)} to {wording.clock_time(one.ended_at)}"
        there = "; ".join(one.present.splitlines())
        text = f", {times}. There: {there}." + (f" {reason}" if reason else "")
        planned = one.began_at.astimezone(wording.LONDON)
    label = {Outcome.HELD: "Held", Outcome.ADJOURNED: "Broken off", Outcome.NOT_ATTENDED: "They did not come"}
    said = f"{text} Noted by {one.noted_by.name}."
    return Item(lead=wording.short_day(planned.date()), title=label[Outcome(one.outcome)], text=said)


def _actions(meeting: Meeting, user: User) -> Iterator[Action]:
    args, closed = [meeting.case.reference, meeting.pk], case_rules.cannot_change(meeting.case)
    if meeting.is_arranged:
        note = closed or rules.cannot_note(meeting, timezone.now())
        yield Action("Say what came of it", reverse("meetings:held", args=args), style="primary", reason=note)
        yield Action("Change it", reverse("meetings:change", args=args), reason=closed)
        yield Action("Somebody else comes", reverse("meetings:who", args=args), reason=closed)
        yield Action("Call it off", reverse("meetings:cancel", args=args), style="link")
    elif meeting.state in (MeetingState.HELD, MeetingState.RECORDED):
        if meeting.is_with_one_side and not writes(user, meeting):
            return
        label = "Write the record" if meeting.state == MeetingState.HELD else "Record of the meeting"
        yield Action(label, reverse("meetings:record", args=args), style="primary")
    elif rules.cannot_change(meeting) is None:
        yield Action("Set a new day", reverse("meetings:change", args=args), style="primary", reason=closed)


def _for_attendee(meeting: Meeting, people: Iterable[Attendee], user: User) -> Iterator[Action]:
    """The way to the record for whoever was there and sees nothing else; of a mediation for those it was with alone."""
    is_theirs = not meeting.is_mediated or any(one.user_id == user.pk and one.has_attended for one in people)
    if is_theirs and meeting.state in (MeetingState.HELD, MeetingState.RECORDED):
        yield Action("Record of the meeting", reverse("meetings:record", args=[meeting.case.reference, meeting.pk]))


def _let_come(meeting: Meeting, barred: Sequence[SiteSuspension], user: User) -> Action:
    """The button that permits the visit; with the reason where the suspension is on a case of somebody else's."""
    url = reverse("meetings:let_come", args=[meeting.case.reference, meeting.pk])
    is_able = all(may(user, "work_case", row.case) for row in barred)
    reason = None if is_able else "They are suspended on a case of another school. Ask the CEO to let them come."
    return Action("Let them come for the meeting", url, method="post", reason=reason)
