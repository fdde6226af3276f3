"""The record of a meeting: what it says, what the parties say to it, what is left before it can be issued."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases import rules as case_rules
from cases.access import may, reach
from kernel import wording
from kernel.components import Action as Button
from kernel.components import Item, Link, Row, Tag
from kernel.together import together
from meetings import recording
from meetings.models import Action, AgreedRecord, Attendee, Comment, Meeting, Sitting
from meetings.recording import Facts, Party
from meetings.selectors.crumbs import crumbs_of
from meetings.selectors.people import name_of
from meetings.states import AttendeeCapacity, Topic
from records.content import Content, clean, read
from records.models import WrittenRecord
from records.states import CURRENT, RecordKind
from schools.calendar import Calendar
from schools.selectors import calendar

COMMENT_DAYS = 5


@dataclass(frozen=True)
class Told:
    """Everything that is read of a meeting for its record."""

    meeting: Meeting
    text: AgreedRecord | None
    people: Sequence[Attendee]
    sittings: Sequence[Sitting]
    actions: Sequence[Action]
    comments: Sequence[Comment]
    issued: WrittenRecord | None

    @property
    def parties(self) -> list[Attendee]:
        """Those who were there: who sign, and who comment."""
        return [one for one in self.people if one.has_attended]

    def word_of(self, party: Attendee) -> Comment | None:
        """The last that somebody said to the text as it stands."""
        revision = self.text.revision if self.text is not None else 0
        mine = [one for one in self.comments if one.attendee_id == party.pk and one.revision == revision]
        return mine[-1] if mine else None

    @property
    def waiting(self) -> list[Attendee]:
        """Those who have not said that it is right; whoever leads the meeting wrote it."""
        rest = [one for one in self.parties if one.capacity != AttendeeCapacity.CONVENER]
        return [one for one in rest if (word := self.word_of(one)) is None or not word.is_agreed]

    @property
    def disputes(self) -> list[Comment]:
        """The last word of each who does not agree, in their words."""
        words = [self.word_of(one) for one in self.parties]
        return [word for word in words if word is not None and not word.is_agreed]


def told_of(meeting: Meeting) -> Told:
    """Read what a record rests on. One query."""
    texts, people, sittings, actions, comments, issued = together(*_questions(meeting))
    by_pk = {one.pk: one for one in people}
    for one in people:
        one.meeting = meeting
    for comment in comments:
        comment.attendee = by_pk[comment.attendee_id]
    for row in (*texts, *actions):
        row.meeting = meeting
    return Told(meeting, next(iter(texts), None), people, sittings, actions, comments, next(iter(issued), None))


def _questions(meeting: Meeting) -> "tuple[QuerySet[Any], ...]":
    issued = WrittenRecord.objects.filter(
        case=meeting.case, kind=RecordKind.MEETING_RECORD, subject=str(meeting.pk), state__in=CURRENT
    )
    return (
        AgreedRecord.objects.filter(meeting=meeting).select_related("shared_by"),
        meeting.attendees.with_people().order_by("pk"),
        Sitting.objects.filter(meeting=meeting).order_by("pk"),
        Action.objects.filter(meeting=meeting).select_related("user", "done_by").order_by("pk"),
        Comment.objects.filter(attendee__meeting=meeting).select_related("noted_by").order_by("pk"),
        issued.select_related("issued_by"),
    )


def until(text: AgreedRecord | None, days: Calendar) -> datetime | None:
    """Until when the parties have time to comment (aware); None where it was not sent to them."""
    if text is None or text.shared_at is None:
        return None
    return days.add_working_days_to(text.shared_at, COMMENT_DAYS)


def facts_of(told: Told, *, is_draft: bool) -> Facts:
    """The facts of the record as it reads now."""
    meeting, text = told.meeting, told.text
    held = [one for one in told.sittings if one.began_at is not None]
    return Facts(
        reference=meeting.case.reference,
        kind=str(meeting.get_kind_display()),
        sittings=tuple((one.began_at, one.ended_at) for one in held if one.began_at and one.ended_at),
        place=meeting.place,
        school=meeting.school.name,
        parties=tuple(Party(name_of(one), _as_what(one)) for one in told.parties),
        no_companion_why=meeting.no_companion_why,
        points=text.points if text is not None else "",
        agreed=text.agreed if text is not None else "",
        advice=text.advice if text is not None else "",
        actions=tuple((one.what, one.who, one.due_on) for one in told.actions),
        disputes=() if is_draft else tuple((name_of(one.attendee), one.text) for one in told.disputes),
    )


def _as_what(one: Attendee) -> str:
    is_uninvolved = one.meeting.is_interview and not one.meeting.no_companion_why
    if one.capacity == AttendeeCapacity.COMPANION and not is_uninvolved:
        return "Companion"
    return str(one.get_capacity_display())


def content_of(told: Told, *, is_draft: bool = False) -> dict[str, Any]:
    """The record as it would be issued now (its content JSON); as a draft without what others do not agree with."""
    return clean(recording.compose(facts_of(told, is_draft=is_draft)))


def is_issued_so(told: Told, content: dict[str, Any]) -> bool:
    """Whether the record was issued as it reads now."""
    return told.issued is not None and told.issued.content["sections"] == content["sections"]


# --- The page -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Doing:
    """An action in a line: what, who, by when; how to take it out."""

    text: str
    tag: Tag | None
    link: Link | None
    remove: Button | None


@dataclass(frozen=True)
class RecordPage:
    """The record as it reads now; for whoever works on it with what is left to do, for the others the text alone."""

    meeting: Meeting
    title: str
    sub: str
    crumbs: tuple[Link, ...]
    topics: tuple[Row, ...]
    actions: tuple[Doing, ...]
    add_action: Button | None
    content: Content | None
    record: WrittenRecord
    issued: WrittenRecord | None
    is_current: bool
    comments: tuple[Item, ...]
    buttons: tuple[Button, ...]
    comment: Button | None
    said: str
    works: bool


def record_page(meeting: Meeting, user: User) -> RecordPage:
    """The page of a meeting's record."""
    told = told_of(meeting)
    works = reach(user).sees(meeting.case) and may(user, "work_case", meeting.case)
    content = content_of(told, is_draft=not works) if told.text is not None else None
    is_current = content is not None and is_issued_so(told, content)
    is_open = recording.cannot_write(meeting) is None and case_rules.cannot_change(meeting.case) is None
    shows = content is not None and (works or (told.text is not None and told.text.shared_at is not None))
    deadline = until(told.text, calendar())
    return RecordPage(
        meeting=meeting,
        title="Record of the meeting",
        sub=f"{meeting.get_kind_display()} · {', '.join(name_of(one) for one in told.people if one.is_parent)}",
        crumbs=crumbs_of(meeting) if reach(user).sees(meeting.case) else (Link("Meeting", meeting.get_absolute_url()),),
        topics=tuple(_topics(told)) if works and is_open else (),
        actions=tuple(_doing(one, works and is_open) for one in told.actions) if works else (),
        add_action=Button("Add an action", _url("action_add", meeting)) if works and is_open else None,
        content=read(content) if shows and content is not None else None,
        record=WrittenRecord(case=meeting.case, title="Record of the meeting"),
        issued=told.issued if works else None,
        is_current=is_current,
        comments=tuple(_comment(one) for one in told.comments) if works else (),
        buttons=tuple(_buttons(told, deadline, is_current)) if works else (),
        comment=_may_comment(told, user, works=works),
        said=_said(told, deadline),
        works=works,
    )


def _url(name: str, meeting: Meeting, *more: Any) -> str:
    return reverse(f"meetings:{name}", args=[meeting.case.reference, meeting.pk, *more])


def _topics(told: Told) -> Iterable[Row]:
    for topic in Topic:
        text = getattr(told.text, topic.value, "") if told.text is not None else ""
        link = Link("Change" if text else "Write", _url("write", told.meeting, topic.value), about=topic.label.lower())
        yield Row(topic.label, Tag("written", "ok") if text else Tag("nothing yet"), actions=(link,))


def _doing(one: Action, is_open: bool) -> Doing:
    due = wording.full_day(one.due_on)
    remove = None
    if is_open and one.owed_at is None:
        remove = Button(
            "Take it out", _url("action_remove", one.meeting, one.pk), "link", method="post", about=one.what
        )
    tag = Tag("done", "ok") if one.done_at else Tag("owed", "soon") if one.owed_at else None
    link = Link("Open", one.get_absolute_url(), about=f"{one.what}, {one.pk}") if one.owed_at else None
    return Doing(f"{wording.closed(one.what)} {one.who}, by {due}.", tag, link, remove)


def _comment(one: Comment) -> Item:
    day = wording.short_day(one.noted_at.astimezone(wording.LONDON).date())
    how = f"{wording.mid(str(one.get_channel_display()))}, noted by {one.noted_by.name}"
    said = f": {wording.closed(one.text)}" if one.text else "."
    tag = Tag("agrees", "ok") if one.is_agreed else Tag("does not agree", "late")
    return Item(lead=day, title=name_of(one.attendee), text=f"{said} Text {one.revision}, {how}.", tag=tag)


def _buttons(told: Told, deadline: datetime | None, is_current: bool) -> Iterable[Button]:
    closed = case_rules.cannot_change(told.meeting.case)
    share = closed or recording.cannot_share(told.meeting, told.text)
    issue = closed or recording.cannot_issue(
        told.meeting, deadline, [name_of(one) for one in told.waiting], timezone.now(), is_current=is_current
    )
    yield Button("Send it for comment", _url("share", told.meeting), method="post", reason=share)
    yield Button("Issue record", _url("issue", told.meeting), "primary", issue, "post")


def _may_comment(told: Told, user: User, *, works: bool) -> Button | None:
    """Whoever was there says whether it is right; whoever works on the case notes it for the others."""
    is_party = any(one.user_id == user.pk for one in told.parties)
    if told.text is None or told.text.shared_at is None or not (works or is_party):
        return None
    reason = recording.cannot_comment(told.meeting, told.text)
    label = "Note what somebody says to it" if works else "Say whether it is right"
    return Button(label, _url("comment", told.meeting), reason=reason)


def _said(told: Told, deadline: datetime | None) -> str:
    """How it stands, in a sentence."""
    if deadline is None or told.text is None:
        return "" if told.text is not None else "Nothing is written yet."
    names = wording.listed([name_of(one) for one in told.waiting])
    when = wording.in_full(deadline)
    return f"Sent for comment. Time to answer: until {when}. " + (
        f"Not agreed yet: {names}." if names else "Everybody agrees."
    )
