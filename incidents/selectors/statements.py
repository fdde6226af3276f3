"""Who was asked to write down what they saw, what came of it, and what its writer sees of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases import links
from cases import rules as case_rules
from cases.access import may, walled_from
from cases.duties import Kind
from cases.independence import parts_in, people_about
from cases.models import Case, Duty, Involvement, Link
from cases.selectors import colleagues_at
from cases.states import LinkPurpose, Part
from incidents import rules
from incidents.models import Incident, Statement
from incidents.selectors.kinds import kinds_of
from incidents.statements import BY_ACCOUNT, BY_LINK, Facts
from incidents.states import AWAITED, StatementState
from kernel import wording
from kernel.components import Action, Item, Row, Tag
from kernel.components import Link as PageLink
from records.models import WrittenRecord
from records.selectors import standing
from records.states import RecordKind
from schools.models import AdultFacts

TAGS = {
    StatementState.ASKED: Tag("statement asked for", "soon"),
    StatementState.WRITTEN: Tag("statement being written", "soon"),
    StatementState.CONFIRMED: Tag("statement confirmed", "ok"),
    StatementState.DECLINED: Tag("does not write a statement"),
    StatementState.WITHDRAWN: Tag("request taken back"),
}
SHOWN = (StatementState.ASKED, StatementState.WRITTEN, StatementState.CONFIRMED, StatementState.DECLINED)


# --- Rows ---------------------------------------------------------------------------------------------------------
def statements_of(case: Case) -> list[Statement]:
    """Every statement of a case that was confirmed, in the order in which they were."""
    rows = Statement.objects.confirmed().filter(involvement__case=case).with_people()
    return [*rows.order_by("confirmed_at", "pk")]


def of_person(involvement: Involvement) -> list[Statement]:
    """Every statement that one person of a case was asked for, newest first."""
    return [*Statement.objects.filter(involvement=involvement).with_people().order_by("-pk")]


def awaited_of(involvement: Involvement) -> Statement | None:
    """The statement of somebody that was asked for and is not in."""
    return Statement.objects.awaited().filter(involvement=involvement).with_people().first()


def link_of(statement: Statement) -> Link | None:
    """The latest link by which a statement is written; None for one written with an account."""
    rows = Link.objects.filter(case=statement.case, purpose=LinkPurpose.STATEMENT, subject=str(statement.pk))
    return rows.select_related("case").order_by("-pk").first()


def of_link(link: Link) -> Statement | None:
    """The statement that a link opens."""
    rows = Statement.objects.filter(involvement__case=link.case_id, pk=int(link.subject), author__isnull=True)
    return rows.with_people().first()


def record_of(statement: Statement) -> WrittenRecord | None:
    """The record that a confirmed statement became."""
    return standing(statement.case, RecordKind.STATEMENT, str(statement.pk))


def records_of_statements(found: Iterable[Statement]) -> dict[int, WrittenRecord]:
    """The records of confirmed statements, by the statement (id)."""
    by_subject = {str(one.pk): one for one in found}
    cases = {one.case.pk for one in by_subject.values()}
    rows = WrittenRecord.objects.filter(case__in=cases, kind=RecordKind.STATEMENT, subject__in=[*by_subject])
    return {by_subject[row.subject].pk: row for row in rows.order_by("pk")}


def copy_of(statement: Statement) -> WrittenRecord | None:
    """The same with its stored file, once the worker has made it."""
    rows = WrittenRecord.objects.filter(case=statement.case, kind=RecordKind.STATEMENT, subject=str(statement.pk))
    return rows.filter(file__isnull=False).select_related("file", "case").first()


def facts_of(statement: Statement) -> Facts:
    """The facts of a confirmed statement."""
    if statement.confirmed_at is None:
        raise ValueError("Only what was confirmed makes a record.")
    return Facts(
        reference=statement.case.reference,
        who=statement.who,
        job_title=statement.author.job_title if statement.author is not None else "",
        asked_by=statement.asked_by.name,
        asked_as=statement.asked_by.job_title,
        asked_at=statement.asked_at,
        about_on=statement.about_on,
        about_place=statement.about_place,
        text=statement.text,
        confirmed_at=statement.confirmed_at,
        is_by_link=statement.author is None,
    )


def duty_kind(statement: Statement) -> Kind:
    """What is owed while it is not in: by its writer, or by whoever sent them a link."""
    return Kind.STATEMENT_IN if statement.author_id is None else Kind.WRITE_STATEMENT


def due_of(statement: Statement) -> datetime | None:
    """By when it is wanted (aware); None once it is settled."""
    rows = Duty.objects.open().filter(case=statement.case, kind=duty_kind(statement), subject=str(statement.pk))
    return rows.values_list("due_at", flat=True).first()


def draft_key_of(statement: Statement) -> str:
    """Under which key its writer's typing is kept."""
    return f"statement:{statement.case.reference}:{statement.pk}"


# --- Asking -------------------------------------------------------------------------------------------------------
def authors_for(witness: Involvement) -> "QuerySet[User]":
    """The accounts that may be asked for the statement of a witness: their own; else a colleague's, if they may be one."""
    own = [witness.user_id, *(one.user_id for one in _people_of(witness))]
    known = [pk for pk in own if pk is not None]
    walled = walled_from(witness.case)
    if known:
        return User.objects.who_can_sign_in().filter(pk__in=known).exclude(pk__in=walled)
    if not rules.may_be_colleague(witness):
        return User.objects.none()
    return colleagues_at(witness.case.school).exclude(pk__in=walled)


def _people_of(row: Involvement) -> list[Any]:
    people = [row.person, row.person.merged_into] if row.person is not None else []
    return [person for person in people if person is not None]


def account_of(email: str) -> User | None:
    """Whoever signs in with this address."""
    return User.objects.who_can_sign_in().filter(email__iexact=email).first() if email else None


def addresses_about(case: Case) -> set[str]:
    """The e-mail addresses of everybody a case is about, in lower case: nothing of it goes there."""
    known = AdultFacts.objects.filter(person__in=people_about(case)).exclude(email="")
    accounts = User.objects.filter(pk__in=walled_from(case))
    found = [*known.values_list("email", flat=True), *accounts.values_list("email", flat=True)]
    return {email.lower() for email in found}


def is_about(row: Involvement) -> bool:
    """Whether a case is about whoever has this part in it: by this part, or by another as the same person or account."""
    if row.part == Part.SUBJECT:
        return True
    if row.user_id is not None:
        return row.user_id in walled_from(row.case)
    return row.person_id is not None and row.person_id in people_about(row.case)


def cannot_ask(row: Involvement, awaited: Statement | None) -> str | None:
    """Say why somebody of a case is asked for no statement. `awaited`: the one that was asked for and is not in."""
    return rules.cannot_ask(awaited, kinds_of(row), is_about_them=is_about(row))


def reach_of(witness: Involvement) -> dict[str, str]:
    """The e-mail address and telephone number that are known of a witness."""
    facts = AdultFacts.objects.filter(person__in=[one.pk for one in _people_of(witness)]).first()
    return {"email": facts.email, "phone": facts.phone} if facts is not None else {"email": "", "phone": ""}


def about_of(case: Case) -> tuple[date, str]:
    """The day (local) and the place that somebody who is asked is told: those of the first incident, without its story."""
    at = Incident.objects.filter(case=case).order_by("number").values_list("occurred_at", flat=True).first()
    day = (at or case.opened_at).astimezone(wording.LONDON).date()
    return day, case.school.name


# --- On the pages of interviews -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Brief:
    """A statement in few words, for a line about its writer: no text of it."""

    pk: int
    who: str
    state: StatementState
    at: datetime
    stands_in: bool


def with_briefs(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """People of a case with their statements in few words (`briefs`), in the same query."""
    said = Statement.objects.filter(involvement=OuterRef("pk"), state__in=SHOWN).order_by("pk")
    moments = {"asked": "asked_at", "confirmed": "confirmed_at", "counted": "stands_in_at"}
    columns = JSONObject(pk="pk", state="state", author="author__name", **moments)
    return rows.annotate(briefs=ArraySubquery(said.values(told=columns)))


def briefs_of(row: Any) -> list[Brief]:
    """The statements of somebody who was read by `with_briefs`."""
    return [_brief(one, row.who) for one in getattr(row, "briefs", None) or ()]


def _brief(told: dict[str, Any], who: str) -> Brief:
    at = datetime.fromisoformat(told["confirmed"] or told["asked"])
    return Brief(told["pk"], told["author"] or who, StatementState(told["state"]), at, told["counted"] is not None)


def stood_in(rows: Iterable[Any]) -> set[int]:
    """The people (ids) whose statement stands in for an interview."""
    return {row.pk for row in rows if any(one.stands_in for one in briefs_of(row))}


def brief_items(rows: Sequence[Any], case: Case) -> list[Item]:
    """A line for each statement of people who were read by `with_briefs`."""
    return [_item(one, case.reference) for row in rows for one in briefs_of(row)]


def awaited_items(rows: Sequence[Any], case: Case) -> list[tuple[str, PageLink]]:
    """What is asked for and not in, of people who were read by `with_briefs`: in words, each with its page."""
    waiting = [one for row in rows for one in briefs_of(row) if one.state in AWAITED]
    return [
        (f"The statement of {one.who} is asked for and not in.", PageLink("Open", _url(one.pk, case), about=one.who))
        for one in waiting
    ]


def _url(pk: int, case: Case) -> str:
    return reverse("incidents:statement", args=[case.reference, pk])


def items_of(found: Iterable[Statement]) -> list[Item]:
    """A line for each statement."""
    shown = [one for one in found if one.state in SHOWN]
    return [_item(_in_brief(one), one.case.reference) for one in shown]


def _in_brief(one: Statement) -> Brief:
    at = one.confirmed_at or one.asked_at
    return Brief(one.pk, one.who, StatementState(one.state), at, one.stands_in_at is not None)


def _item(one: Brief, reference: str) -> Item:
    url = reverse("incidents:statement", args=[reference, one.pk])
    return Item(
        lead=wording.short_day(one.at.astimezone(wording.LONDON).date()),
        title=one.who,
        text=". A statement of their own, in place of an interview."
        if one.stands_in
        else ". A statement of their own.",
        links=(PageLink("Open", url, about=f"{one.who}, statement {one.pk}"),),
        tag=TAGS[one.state],
    )


def ask_action(row: Involvement, found: Sequence[Statement]) -> Action:
    """The button on somebody's page that asks them for a statement, with the reason where it cannot be pressed."""
    awaited = next((one for one in found if one.is_awaited), None)
    reason = case_rules.cannot_change(row.case) or cannot_ask(row, awaited)
    label = "Ask for another statement" if any(one.is_confirmed for one in found) else "Ask for a statement"
    return Action(label, reverse("incidents:statement_ask", args=[row.case.reference, row.pk]), reason=reason)


# --- Its own page -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class StatementPage:
    """A request for a statement as whoever sees the file sees it; of the text only what was confirmed."""

    statement: Statement
    title: str
    tag: Tag
    rows: tuple[Row, ...]
    actions: tuple[Action, ...]
    record: WrittenRecord | None
    due_at: datetime | None
    shut: str


def statement_page(statement: Statement, user: User) -> StatementPage:
    """How a request stands: asked, by link or account, what came of it, what can be done."""
    link = link_of(statement) if statement.author_id is None else None
    now = timezone.now()
    over = links.cannot_open(link, now) if link is not None and statement.is_awaited else None
    return StatementPage(
        statement=statement,
        title=f"Statement: {statement.who}",
        tag=TAGS[StatementState(statement.state)],
        rows=tuple(row for row in _rows(statement, link, now) if row.value),
        actions=_actions(statement, user),
        record=record_of(statement) if statement.is_confirmed else None,
        due_at=due_of(statement),
        shut=f"The link opens nothing: {over}." if over else "",
    )


def _rows(one: Statement, link: Link | None, now: datetime) -> Iterable[Row]:
    yield Row("State", TAGS[StatementState(one.state)])
    yield Row("Asked", f"{wording.in_full(one.asked_at)}, by {one.asked_by.name}")
    yield Row("About", f"{wording.full_day(one.about_on)}, {one.about_place}")
    yield Row("How", BY_LINK if one.author_id is None else BY_ACCOUNT)
    if link is not None and one.is_awaited:
        yield Row("Link sent to", link.sent_to)
        yield Row("Code given on", link.phone)
        yield Row("Link opens until", wording.in_full(wording.last_moment(link.expires_at)))
        yield Row("Wrong codes", f"{link.tries} of {links.MOST_TRIES}" if link.tries else "")
        yield Row("First opened", wording.when(link.opened_at, now) if link.opened_at else "Not yet")
    yield Row("Confirmed", wording.in_full(one.confirmed_at) if one.confirmed_at else "")
    yield Row("Copy taken", wording.in_full(link.copy_taken_at) if link and link.copy_taken_at else "")
    if one.declined_at is not None:
        yield Row("Declined", f"{wording.in_full(one.declined_at)}. {one.decline_reason}".strip())
    if one.withdrawn_at is not None and one.withdrawn_by is not None:
        at = f"{wording.in_full(one.withdrawn_at)}, by {one.withdrawn_by.name}"
        yield Row("Taken back", f"{at}: {one.withdraw_reason}")
    if one.stands_in_at is not None and one.stands_in_by is not None:
        yield Row("In place of an interview", f"Noted {wording.in_full(one.stands_in_at)}, by {one.stands_in_by.name}")


def _actions(one: Statement, user: User) -> tuple[Action, ...]:
    case = one.case
    if not may(user, "work_case", case):
        return ()
    closed, args = case_rules.cannot_change(case), [case.reference, one.pk]
    if one.is_awaited:
        back = Action("Take the request back", reverse("incidents:statement_back", args=args), reason=closed)
        # Its token, so that a second press sends no second link.
        once = {"token": uuid4()}
        url = reverse("incidents:statement_renew", args=args)
        renew = Action("Send a new link and code", url, method="post", fields=once)
        return (back,) if one.author_id is not None or closed else (renew, back)
    again = Action(
        "Ask for another statement",
        reverse("incidents:statement_ask", args=[case.reference, one.involvement_id]),
        reason=closed or cannot_ask(one.involvement, awaited_of(one.involvement)),
    )
    if not one.is_confirmed or one.stands_in_at is not None or one.involvement.part != Part.WITNESS:
        return (again,)
    reason = closed or rules.cannot_stand_in(one, user, parts_in(case), kinds_of(one.involvement))
    url = reverse("incidents:statement_counts", args=args)
    return (Action("It stands in for the interview", url, style="primary", reason=reason, method="post"), again)


# --- What its writer sees -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class WriterPage:
    """All that its writer learns: who asks, about which day and place, by when; their own words; why they cannot write."""

    statement: Statement
    asked_by: str
    school: str
    school_phone: str
    due_at: datetime | None
    reason: str | None


def writer_page(statement: Statement) -> WriterPage:
    """What whoever writes a statement sees of it, and nothing else of the case."""
    asker, school = statement.asked_by, statement.case.school
    return WriterPage(
        statement=statement,
        asked_by=f"{asker.name}, {asker.job_title}" if asker.job_title else asker.name,
        school=school.name,
        school_phone=school.phone,
        due_at=due_of(statement),
        reason=rules.cannot_write(statement),
    )
