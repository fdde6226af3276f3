"""The record of a meeting: what it says, what the parties say to it, what is left before it can be issued."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases import rules as case_rules
from cases.access import may, reach
from cases.models import Link as SentLink
from cases.states import LinkPurpose
from kernel import wording
from kernel.components import Action as Button
from kernel.components import Item, Link, Row, Tag
from kernel.together import together
from meetings import recording
from meetings.access import reads_draft, writes
from meetings.keys import letter_key
from meetings.models import Action, AgreedRecord, Attendee, Comment, DraftGiven, Meeting, Sitting
from meetings.recording import Facts, Party, Waits
from meetings.selectors.crumbs import crumbs_of
from meetings.selectors.people import name_of
from meetings.states import AttendeeCapacity, Topic
from records.content import Content, clean, read
from records.models import Copy, WrittenRecord
from records.selectors.links import said_of
from records.states import CURRENT, CopyMethod, RecordKind
from schools.calendar import Calendar, at_local, local_day, next_midnight
from schools.selectors import calendar

COMMENT_DAYS = 5
OF_RECORDS = (RecordKind.MEETING_RECORD, RecordKind.MEDIATION_RECORD)


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
    letters: Sequence[WrittenRecord]
    copies: Sequence[Copy]
    given: Sequence[DraftGiven]
    links: Sequence[SentLink]

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
        rest = [one for one in self.parties if not one.leads]
        return [one for one in rest if (word := self.word_of(one)) is None or not word.is_agreed]

    @property
    def disputes(self) -> list[Comment]:
        """The last word of each who does not agree, in their words."""
        words = [self.word_of(one) for one in self.parties]
        return [word for word in words if word is not None and not word.is_agreed]


def told_of(meeting: Meeting) -> Told:
    """Read what a record rests on. One query."""
    texts, people, sittings, actions, comments, issued, letters, copies, given, links = together(*_questions(meeting))
    by_pk = {one.pk: one for one in people}
    for one in people:
        one.meeting = meeting
    for comment in comments:
        comment.attendee = by_pk[comment.attendee_id]
    for row in (*texts, *actions):
        row.meeting = meeting
    return Told(
        meeting, next(iter(texts), None), people, sittings, actions, comments, next(iter(issued), None), letters,
        copies, given, links,
    )  # fmt: skip


def _questions(meeting: Meeting) -> "tuple[QuerySet[Any], ...]":
    issued = WrittenRecord.objects.filter(
        case=meeting.case, kind__in=OF_RECORDS, subject=str(meeting.pk), state__in=CURRENT
    )
    letters = WrittenRecord.objects.frozen().filter(
        case=meeting.case, kind=RecordKind.MEETING_DRAFT, subject__startswith=f"{meeting.pk}-"
    )
    return (
        AgreedRecord.objects.filter(meeting=meeting).select_related("shared_by"),
        meeting.attendees.with_people().order_by("pk"),
        Sitting.objects.filter(meeting=meeting).order_by("pk"),
        Action.objects.filter(meeting=meeting).select_related("user", "done_by").order_by("pk"),
        Comment.objects.filter(attendee__meeting=meeting).select_related("noted_by").order_by("pk"),
        issued.select_related("issued_by"),
        letters.order_by("pk"),
        Copy.objects.filter(record__in=letters, disputed_at__isnull=True).order_by("given_at", "pk"),
        DraftGiven.objects.filter(attendee__meeting=meeting).order_by("pk"),
        SentLink.objects.filter(case=meeting.case, purpose=LinkPurpose.DRAFT).select_related("case").order_by("pk"),
    )


# --- Whom the draft has reached ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Reached:
    """The draft as it stands reached somebody: how, and until when they have time to comment (aware)."""

    how: str
    until: datetime


def is_told(party: Attendee) -> bool:
    """Whether somebody learns of the draft by a message to their account."""
    return party.user is not None and party.user.is_active


def gets_it_otherwise(party: Attendee) -> bool:
    """Whether the draft goes to somebody by message or letter: nobody has to note that they were given it."""
    return is_told(party) or (party.is_parent and party.person is not None and not party.meeting.is_mediated)


def reached(told: Told, party: Attendee, days: Calendar) -> Reached | None:
    """How and when the draft as it stands reached somebody who was there; None as long as it has not.

    An account is told when it is sent for comment. A letter counts from its deemed day, and so does what was noted as
    given. Whoever has commented on this text has it.
    """
    text = told.text
    if text is None or text.shared_at is None:
        return None
    if is_told(party):
        on = wording.short_day(local_day(text.shared_at))
        return Reached(f"told in the system, {on}", days.add_working_days_to(text.shared_at, COMMENT_DAYS))
    came = [*_came(told, party)]
    if not came:
        return None
    day, how = min(came)
    last = days.add_working_days(day, COMMENT_DAYS)
    return Reached(f"{how}, {wording.short_day(day)}", next_midnight(at_local(last, time.min)))


def _came(told: Told, party: Attendee) -> Iterable[tuple[date, str]]:
    """Each local day on which the draft as it stands counts as having reached somebody, and how."""
    assert told.text is not None, "asked before"
    said, key = content_of(told, is_draft=True)["sections"], letter_key(party)
    mine = [one for one in told.letters if one.subject == key]
    current = {one.pk for one in mine if all(part in one.content["sections"] for part in said)}
    for copy in told.copies:
        if copy.record_id in current:
            day = copy.deemed_on or copy.handed_on or local_day(copy.given_at)
            yield day, f"letter {wording.mid(str(copy.get_method_display()))}"
    for one in told.given:
        if one.attendee_id == party.pk and one.revision == told.text.revision:
            yield one.deemed_on, given_how(one)
    if word := told.word_of(party):
        yield local_day(word.noted_at), "has answered"


def given_how(given: DraftGiven) -> str:
    """How somebody was given the draft, as words inside a sentence."""
    return "by the link" if given.method == CopyMethod.LINK else wording.mid(str(given.get_method_display()))


def waiting_of(told: Told, days: Calendar) -> list[Waits]:
    """Those who have not said that it is right, each with until when they have time."""
    return [
        Waits(name_of(one), came.until if (came := reached(told, one, days)) is not None else None)
        for one in told.waiting
    ]


def is_shared(told: Told) -> bool:
    """The text as it stands was sent for comment."""
    return told.text is not None and told.text.shared_at is not None


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
        is_mediated=meeting.is_mediated,
        is_of_one_side=meeting.is_with_one_side,
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
    parties: tuple[Item, ...]
    give: Button | None
    comments: tuple[Item, ...]
    buttons: tuple[Button, ...]
    comment: Button | None
    said: str
    works: bool
    is_agreement: bool
    why_hidden: str
    how: tuple[str, ...]


def record_page(meeting: Meeting, user: User) -> RecordPage:
    """The page of a meeting's record."""
    told = told_of(meeting)
    works = writes(user, meeting)
    content = content_of(told, is_draft=not works) if told.text is not None else None
    is_current = content is not None and is_issued_so(told, content)
    is_open = recording.cannot_write(meeting) is None and case_rules.cannot_change(meeting.case) is None
    own = next((one for one in told.parties if one.user_id == user.pk), None)
    shows = content is not None and (works or (is_shared(told) and reads_draft(user, meeting, own)))
    is_agreement = not meeting.is_with_one_side
    gives = works and is_open and is_shared(told) and any(not gets_it_otherwise(one) for one in told.waiting)
    days = calendar()
    waiting = waiting_of(told, days)
    return RecordPage(
        meeting=meeting,
        title="Record of the meeting",
        sub=f"{meeting.get_kind_display()} · {', '.join(name_of(one) for one in told.people if one.is_invited)}",
        crumbs=crumbs_of(meeting)
        if reach(user).sees(meeting.case) and not meeting.is_mediated
        else (Link("Meeting", meeting.get_absolute_url()),),
        topics=tuple(_topics(told)) if works and is_open else (),
        actions=tuple(_doing(one, user, is_open=is_open) for one in told.actions) if works else (),
        add_action=Button("Add an action", _url("action_add", meeting)) if works and is_open and is_agreement else None,
        content=read(content) if shows and content is not None else None,
        record=WrittenRecord(case=meeting.case, title="Record of the meeting"),
        issued=told.issued if works or reach(user).sees(meeting.case) else None,
        is_current=is_current,
        parties=tuple(_party(told, one, days) for one in told.parties) if works and is_shared(told) else (),
        give=Button("Note how somebody was given the draft", _url("draft_given", meeting)) if gives else None,
        comments=tuple(_comment(one) for one in told.comments) if works else (),
        buttons=tuple(_buttons(told, waiting, is_current)) if works else (),
        comment=_may_comment(told, user, works=works),
        said=_said(told, waiting) if works or shows else "",
        works=works,
        is_agreement=is_agreement,
        why_hidden="" if shows or works else _why_hidden(meeting, own),
        how=_how(meeting),
    )


def _why_hidden(meeting: Meeting, own: Attendee | None) -> str:
    """Why somebody reads no record here, or not yet."""
    if not meeting.is_mediated:
        return "The record is not ready yet. You are told when you can read it."
    if meeting.is_with_one_side and own is None:
        return "What one side said alone stays with the mediator and that side. It is in no file."
    if own is None:
        return "Those who took part read it first. Once it is issued, it stands among the records of the case."
    return "It is not ready yet. You are told when you can read it."


def _how(meeting: Meeting) -> tuple[str, ...]:
    """How a record comes to be, step by step, for whoever writes it."""
    if meeting.is_with_one_side:
        return (
            "Write down only what you both want to have in writing. You need not write anything.",
            "Send it to them. Somebody without an account gets a link with a code, or the printed draft: then note it.",
            "Nobody else reads it. It is not issued, signed or filed, and it goes with your access.",
        )
    if meeting.is_mediated:
        return (
            "Write what both sides agree on: only that leaves the mediation.",
            "Send it for comment. Whoever has no account gets a link with a code, or the printed draft: then note it.",
            "Issue it once everybody agrees, or five working days after it reached each of them. Who does not agree is "
            "quoted in it.",
            "The CEO’s office has it signed and gives everybody a copy.",
        )
    return (
        "Write what was talked about and agreed.",
        "Send it for comment, and the letter to each parent. Each has five working days from when it reaches them.",
        "Issue it once everybody agrees, or the time is over. Who does not agree is quoted in it.",
        "Everybody signs, and everybody gets a copy.",
    )


def _url(name: str, meeting: Meeting, *more: Any) -> str:
    return reverse(f"meetings:{name}", args=[meeting.case.reference, meeting.pk, *more])


def _topics(told: Told) -> Iterable[Row]:
    for topic in Topic:
        text = getattr(told.text, topic.value, "") if told.text is not None else ""
        link = Link("Change" if text else "Write", _url("write", told.meeting, topic.value), about=topic.label.lower())
        yield Row(topic.label, Tag("written", "ok") if text else Tag("nothing yet"), actions=(link,))


def _doing(one: Action, user: User, *, is_open: bool) -> Doing:
    """An action for whoever writes the record; its own page opens for whoever owes it, or works on the case."""
    due = wording.full_day(one.due_on)
    remove = None
    if is_open and one.owed_at is None:
        remove = Button(
            "Take it out", _url("action_remove", one.meeting, one.pk), "link", method="post", about=one.what
        )
    tag = Tag("done", "ok") if one.done_at else Tag("owed", "soon") if one.owed_at else None
    is_theirs = one.user_id == user.pk or may(user, "work_case", one.meeting.case)
    opens = one.owed_at is not None and is_theirs
    link = Link("Open", one.get_absolute_url(), about=f"{one.what}, {one.pk}") if opens else None
    return Doing(f"{wording.closed(one.what)} {one.who}, by {due}.", tag, link, remove)


def _comment(one: Comment) -> Item:
    day = wording.short_day(one.noted_at.astimezone(wording.LONDON).date())
    how = f"{wording.mid(str(one.get_channel_display()))}, noted by {one.noted_by.name}"
    if one.noted_by.is_system:
        how = "by the link"
    said = f": {wording.closed(one.text)}" if one.text else "."
    tag = Tag("agrees", "ok") if one.is_agreed else Tag("does not agree", "late")
    return Item(lead=day, title=name_of(one.attendee), text=f"{said} Text {one.revision}, {how}.", tag=tag)


def _party(told: Told, one: Attendee, days: Calendar) -> Item:
    """How the draft reached somebody, whether they agree, until when they have time; how it can reach them."""
    if one not in told.waiting:
        said = "leads the meeting" if one.leads else "says that it is right"
        return Item("", name_of(one), f": {said}.")
    came = reached(told, one, days)
    if came is not None:
        last = wording.in_full(wording.last_moment(came.until))
        text = f": {came.how}. Time to answer until {last}. {_link_said(told, one)}"
        return Item("", name_of(one), text.rstrip(), (*_link_to_send(told, one),))
    links = [*_link_to_send(told, one)]
    if one.is_parent and one.person is not None and not one.meeting.is_mediated:
        url = reverse("meetings:letter", args=[one.meeting.case.reference, letter_key(one)])
        links = [Link("Letter", url, about=f"to {name_of(one)}")]
    text = f": the draft has not reached them. Their five working days have not begun. {_link_said(told, one)}"
    return Item("", name_of(one), text.rstrip(), (*links,), Tag("not begun", "soon"))


def _link_said(told: Told, one: Attendee) -> str:
    """How far the last link is by which somebody reads the draft at home."""
    mine = [link for link in told.links if link.subject == str(one.pk)]
    return said_of(mine[-1]) if mine else ""


def _link_to_send(told: Told, one: Attendee) -> Iterable[Link]:
    if recording.cannot_send_link(one, told.text, gets_otherwise=gets_it_otherwise(one)) is None:
        yield Link("Send a link", _url("draft_link", told.meeting, one.pk), about=f"to {name_of(one)}")


def _buttons(told: Told, waiting: Sequence[Waits], is_current: bool) -> Iterable[Button]:
    closed = case_rules.cannot_change(told.meeting.case)
    share = closed or recording.cannot_share(told.meeting, told.text)
    issue = closed or recording.cannot_issue(
        told.meeting, waiting, timezone.now(), is_shared=is_shared(told), is_current=is_current
    )
    yield Button("Send it for comment", _url("share", told.meeting), method="post", reason=share)
    if told.meeting.is_with_one_side:
        return
    yield Button("Issue record", _url("issue", told.meeting), "primary", issue, "post")


def _may_comment(told: Told, user: User, *, works: bool) -> Button | None:
    """Whoever was there says whether it is right; whoever works on the case notes it for the others."""
    is_party = any(one.user_id == user.pk and reads_draft(user, told.meeting, one) for one in told.parties)
    if told.text is None or told.text.shared_at is None or not (works or is_party):
        return None
    reason = recording.cannot_comment(told.meeting, told.text)
    label = "Note what somebody says to it" if works else "Say whether it is right"
    return Button(label, _url("comment", told.meeting), reason=reason)


def _said(told: Told, waiting: Sequence[Waits]) -> str:
    """How it stands, in a sentence."""
    if told.text is None:
        return "Nothing is written yet."
    if not is_shared(told):
        return ""
    names = wording.listed([one.name for one in waiting])
    return "Sent for comment. " + (f"Not agreed yet: {names}." if names else "Everybody agrees.")
