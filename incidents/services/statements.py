"""Everything that writes statements: asked for, written, confirmed, declined, taken back, counted as an interview."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.system import require_machine
from audit.services import amend, move, write
from cases import rules as case_rules
from cases.access import reach, require, walled_from
from cases.duties import Kind
from cases.independence import parts_in
from cases.links import LIVES_AFTER_DUE
from cases.models import Case, Duty, Involvement
from cases.services.case import lock
from cases.services.duties import discharge, open_duty
from cases.services.evidence import note_new_fact
from cases.services.links import Issued, issue_link, take_back_links, use_link
from cases.services.writing import claim, drop_draft, settle
from cases.states import LinkPurpose
from incidents import rules, statements
from incidents.models import Statement
from incidents.selectors.kinds import kinds_of
from incidents.selectors.statements import (
    account_of,
    addresses_about,
    awaited_of,
    cannot_ask,
    draft_key_of,
    duty_kind,
    facts_of,
    link_of,
)
from incidents.services.interviews import drop_plan, owe_supplementary
from incidents.states import STATEMENT_MOVES, StatementState
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import Refused, Stale, refuse_blank, refuse_if
from notices.recipients import holders, reachable
from notices.services import drop_links, send_link, tell
from notices.states import Audience, NoticeKind
from records.services import issue_own_words
from records.states import RecordKind
from schools.states import Role

CHANGED_MEANWHILE = "Your statement has changed since this page was opened. Read it through again, then confirm it."
PURPOSE = LinkPurpose.STATEMENT


@dataclass(frozen=True)
class Asked:
    """A statement that was asked for; with a link, its code, which nobody can look up later."""

    statement: Statement
    code: str = ""


# --- Asking -------------------------------------------------------------------------------------------------------
@transaction.atomic
def ask_statement(
    *,
    involvement: Involvement,
    about_on: date,
    about_place: str,
    by: User,
    author: User | None = None,
    email: str = "",
    phone: str = "",
    draft_key: str = "",
    token: UUID | None = None,
) -> Asked | None:
    """Ask somebody of the case to write down what they saw and heard: a colleague (`author`), or by a link to `email`.

    They learn the day (local) and the place and nothing else of the case. Due in 2 working days; the link lives a week
    longer. Raises `Refused`; None if this form was sent before.
    """
    require(by, "work_case", involvement.case)
    if token is not None and claim(token=token, by=by):
        return None
    case = _changeable(involvement.case)
    refuse_if(cannot_ask(involvement, awaited_of(involvement)), about=case)
    if author is not None:
        refuse_if(rules.cannot_be_author(author, involvement, walled_from(case)), about=case, field="author")
    else:
        reason = rules.cannot_send_link(involvement, email, addresses_about(case), account_of(email))
        refuse_if(reason, about=case, field="email")
    now = timezone.now()
    statement = Statement(
        involvement=involvement, author=author, about_on=about_on, about_place=about_place, asked_at=now, asked_by=by
    )
    full_check(statement)
    statement.save()
    way = ", to be written with their own account" if author is not None else ", by a link and a code"
    data = {"who": statement.who, "way": way}
    write(chain=statement.chain, verb="statement.asked", row=statement, by=by, at=now, data=data)
    due = open_duty(
        case=case, kind=duty_kind(statement), subject=str(statement.pk), about=statement.who[:200],
        owner_user=author or by, owner_role=Role.HEAD, by=by,
    )  # fmt: skip
    code = ""
    if author is None:
        code = _send(statement, email, phone, due, by).code
    elif author.pk != by.pk:
        _tell_author(statement, NoticeKind.STATEMENT_ASKED, by)
    if draft_key:
        drop_draft(key=draft_key, by=by)
    if token is not None:
        settle(token=token, led_to=statement.get_absolute_url(), by=by)
    return Asked(statement, code)


def _send(statement: Statement, email: str, phone: str, due: Duty, by: User) -> Issued:
    """A link for whoever writes it, on its way; what was open before is taken back."""
    issued = issue_link(
        case=statement.case,
        purpose=PURPOSE,
        subject=str(statement.pk),
        to_name=statement.who[:200],
        sent_to=email,
        phone=phone,
        expires_at=max(due.due_at, timezone.now()) + LIVES_AFTER_DUE,
        by=by,
    )
    send_link(kind=NoticeKind.STATEMENT_LINK, link=issued.link, by=by)
    return issued


def _tell_author(statement: Statement, kind: NoticeKind, by: User) -> None:
    for user in reachable([statement.author] if statement.author is not None else [], statement.case):
        path = statement.get_absolute_url()
        tell(kind=kind, audience=Audience.COLLEAGUE, to=user, path=path, by=by, case=statement.case)


@transaction.atomic
def renew_link(*, statement: Statement, by: User, token: UUID | None = None) -> Asked | None:
    """Send a new link with a new code to the same address; the old ones open nothing any more. None if sent before."""
    require(by, "work_case", statement.case)
    if token is not None and claim(token=token, by=by):
        return None
    _changeable(statement.case)
    statement = _fresh(statement)
    refuse_if(rules.cannot_renew(statement), about=statement)
    before = link_of(statement)
    due = Duty.objects.open().filter(case=statement.case, kind=Kind.STATEMENT_IN, subject=str(statement.pk)).first()
    if before is None or due is None:
        raise Refused("Nothing was sent to them before. Take the request back and ask again.", about=statement)
    # Whom the case is about, and who is a pupil, may have become known since they were asked.
    row, about = statement.involvement, addresses_about(statement.case)
    refuse_if(cannot_ask(row, None), about=statement)
    refuse_if(rules.cannot_send_link(row, before.sent_to, about, account_of(before.sent_to)), about=statement)
    drop_links(links=[before], by=by)
    issued = _send(statement, before.sent_to, before.phone, due, by)
    write(chain=statement.chain, verb="statement.link_renewed", row=statement, by=by, data={"who": statement.who})
    if token is not None:
        settle(token=token, led_to=statement.get_absolute_url(), by=by)
    return Asked(statement, issued.code)


@transaction.atomic
def withdraw_statement(*, statement: Statement, reason: str, by: User, draft_key: str = "") -> Statement:
    """Take the request back: the link opens nothing from now, and what was written is gone."""
    require(by, "work_case", statement.case)
    lock(statement.case)
    statement = _fresh(statement)
    refuse_if(rules.cannot_take_back(statement), about=statement)
    refuse_blank(reason, "Say why.", about=statement, field="reason")
    now = timezone.now()
    move(
        statement, StatementState.WITHDRAWN, table=STATEMENT_MOVES, verb="statement.withdrawn", by=by, at=now,
        data={"who": statement.who, "reason": reason}, text="", withdrawn_at=now, withdrawn_by=by,
        withdraw_reason=reason,
    )  # fmt: skip
    drop_links(links=take_back_links(case=statement.case, purpose=PURPOSE, subject=str(statement.pk), by=by), by=by)
    _settle_duty(statement, f"Taken back: {reason}", by)
    if statement.author is not None:
        drop_draft(key=draft_key_of(statement), by=statement.author)
        if statement.author_id != by.pk:
            _tell_author(statement, NoticeKind.STATEMENT_BACK, by)
    if draft_key:
        drop_draft(key=draft_key, by=by)
    return statement


# --- Writing ------------------------------------------------------------------------------------------------------
@transaction.atomic
def save_words(*, statement: Statement, text: str, by: User) -> Statement:
    """Keep what its writer has written so far; the history keeps that they began, not the words."""
    statement = _of_writer(statement, by)
    refuse_if(rules.cannot_write(statement), about=statement)
    now = timezone.now()
    if statement.state == StatementState.ASKED:
        move(
            statement, StatementState.WRITTEN, table=STATEMENT_MOVES, verb="statement.begun", by=by, at=now,
            data={"who": statement.who}, written_at=now,
        )  # fmt: skip
    Statement.objects.filter(pk=statement.pk).update(text=text, written_at=now)
    if statement.author is not None:
        drop_draft(key=draft_key_of(statement), by=by)
    return _fresh(statement)


@transaction.atomic
def confirm_statement(*, statement: Statement, mark: str, by: User) -> Statement:
    """Confirm a statement as true: it stays as it is from now on and becomes a record. Whoever asked is told.

    `mark` is that of the text its writer read (`statements.mark_of`); raises `Stale` if it has changed since.
    """
    statement = _of_writer(statement, by)
    refuse_if(rules.cannot_confirm(statement), about=statement)
    if statements.mark_of(statement.text) != mark:
        raise Stale(CHANGED_MEANWHILE, about=statement)
    now = timezone.now()
    move(
        statement, StatementState.CONFIRMED, table=STATEMENT_MOVES, verb="statement.confirmed", by=by, at=now,
        data={"who": statement.who}, confirmed_at=now,
    )  # fmt: skip
    author = statement.author
    issue_own_words(
        case=statement.case,
        kind=RecordKind.STATEMENT,
        title=statements.title_of(statement.who),
        content=statements.compose(facts_of(statement)),
        subject=str(statement.pk),
        writer=statement.who,
        writer_title=author.job_title if author is not None else "",
        copy_to=author,
        by=by,
    )
    _settle_duty(statement, f"Confirmed {wording.in_full(now)}", by)
    _use_link(statement, by)
    note_new_fact(case=statement.case, by=by)
    _tell_asker(statement, NoticeKind.STATEMENT_IN, by)
    return statement


@transaction.atomic
def decline_statement(*, statement: Statement, by: User, reason: str = "", draft_key: str = "") -> Statement:
    """Note that somebody does not write a statement, as they may; what they had written is gone. Whoever asked is told."""
    statement = _of_writer(statement, by)
    refuse_if(rules.cannot_write(statement), about=statement)
    now = timezone.now()
    move(
        statement, StatementState.DECLINED, table=STATEMENT_MOVES, verb="statement.declined", by=by, at=now,
        data={"who": statement.who, "reason": reason}, text="", declined_at=now, decline_reason=reason,
    )  # fmt: skip
    if statement.author is not None:
        drop_draft(key=draft_key_of(statement), by=by)
    if draft_key:
        drop_draft(key=draft_key, by=by)
    _settle_duty(statement, "They do not write a statement", by)
    _use_link(statement, by)
    _tell_asker(statement, NoticeKind.STATEMENT_DECLINED, by)
    return statement


def _use_link(statement: Statement, by: User) -> None:
    if statement.author is None and (link := link_of(statement)) is not None:
        use_link(link=link, by=by)


def _tell_asker(statement: Statement, kind: NoticeKind, by: User) -> None:
    """Tell whoever asked; the headteacher where they no longer see the case."""
    case, asker = statement.case, statement.asked_by
    told = [asker] if asker.is_active and reach(asker).sees(case) else holders(Role.HEAD, case.school)
    for user in reachable(told, case):
        if user.pk != by.pk:
            audience = Audience.COLLEAGUE if user.pk == asker.pk else Audience.HEAD
            path = reverse("incidents:statement", args=[case.reference, statement.pk])
            tell(kind=kind, audience=audience, to=user, path=path, by=by, case=case)


# --- What it counts for -------------------------------------------------------------------------------------------
@transaction.atomic
def count_as_interview(*, statement: Statement, by: User) -> Statement:
    """Say that a confirmed statement stands in for an interview: that is no longer owed, and a plan of it is dropped."""
    require(by, "work_case", statement.case)
    _changeable(statement.case)
    statement = _fresh(statement)
    kinds = kinds_of(statement.involvement)
    refuse_if(rules.cannot_stand_in(statement, by, parts_in(statement.case), kinds), about=statement)
    now = timezone.now()
    amend(
        statement, verb="statement.counted", by=by, at=now, data={"who": statement.who}, stands_in_at=now,
        stands_in_by=by,
    )  # fmt: skip
    how = f"A statement of their own, confirmed {wording.in_full(statement.confirmed_at or now)}"
    drop_plan(involvement=statement.involvement, reason=how, how=how, by=by)
    owe_supplementary(case=statement.case, by=by)
    return statement


# --- Shared -------------------------------------------------------------------------------------------------------
def _of_writer(statement: Statement, by: User) -> Statement:
    """The statement under its case's lock, for its writer alone: their account; the machine where a link is theirs."""
    if statement.author_id is None:
        require_machine(by)
    elif statement.author_id != reach(by).user_id or statement.case.pk in reach(by).walled:
        raise PermissionDenied
    lock(statement.case)
    return _fresh(statement)


def _fresh(statement: Statement) -> Statement:
    return Statement.objects.with_people().get(pk=statement.pk)


def _changeable(case: Case) -> Case:
    """The case under its lock, if anything may be added to it."""
    case = lock(case)
    refuse_if(case_rules.cannot_change(case), about=case)
    return case


def _settle_duty(statement: Statement, how: str, by: User) -> None:
    discharge(case=statement.case, kind=duty_kind(statement), subject=str(statement.pk), by=by, how=how)
