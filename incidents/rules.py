"""Why something may not be done to an incident, an interview or a statement, or None."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from cases import rules as case_rules
from cases.models import Involvement
from cases.states import Part
from incidents.models import Incident, Interview, Statement
from incidents.states import SERIOUS, Conclusion, InterviewState, StatementState, WitnessKind
from schools.models import Person
from schools.states import PersonKind

OLDEST = timedelta(days=3 * 365)


def cannot_have_happened(occurred_at: datetime, discovered_at: datetime | None = None) -> str | None:
    """Say why an incident cannot have been at this time (aware datetimes)."""
    now = timezone.now()
    if occurred_at > now:
        return "This time is in the future."
    if occurred_at < now - OLDEST:
        return "This is more than three years ago. Check the date."
    if discovered_at is not None and discovered_at < occurred_at:
        return "It cannot have been discovered before it happened."
    return None


def cannot_amend(incident: Incident) -> str | None:
    """Say why what was reported may not be changed."""
    if incident.is_locked:
        return "The report has been issued, so this text stays as it is. Add what you know now below it."
    return None


def cannot_add_to(incident: Incident) -> str | None:
    """Say why nothing is added below this incident."""
    if not incident.is_locked:
        return "The report has not been issued yet: change the text itself."
    return None


def cannot_conclude(incident: Incident) -> str | None:
    """Say why no decision is taken on this report."""
    if incident.conclusion:
        done = Conclusion(incident.conclusion).label.lower()
        return f"{incident.concluded_by} has decided on this already: {done}."
    return None


def is_serious(categories: Iterable[str], injuries: str = "") -> bool:
    """An attack or a threat, by what it was logged as; or somebody was hurt, as the report says."""
    return bool({*categories} & {*SERIOUS}) or bool(injuries.strip())


def cannot_leave_unsaid(why: str) -> str | None:
    """Say why an attack or a threat cannot be left without a suspension and without a word. Policy: it results in one."""
    if why.strip():
        return None
    return (
        "After an attack or a threat somebody is suspended as a rule. "
        "Say in one sentence why nobody is: the CEO reads it. Or suspend."
    )


# --- Interviews ---------------------------------------------------------------------------------------------------
# Whoever has one of these parts holds no interview on the case.
NO_INTERVIEWER = {
    Part.SUBJECT: "is who this case is about",
    Part.TARGET: "is who it was aimed at",
    Part.INJURED: "was hurt",
}
SOMEBODY_ELSE = "so somebody else must hold this interview."


def is_account_of(user: User, row: Involvement) -> bool:
    """Whether a part in a case is this account's: as an account, or as a known person, merged ones followed.

    The row needs its person, and whom that one was merged into, loaded.
    """
    if row.user_id is not None:
        return row.user_id == user.pk
    return any(person.user_id == user.pk for person in _people_of(row))


def cannot_lead(leader: User, witness: Involvement, parts: Mapping[int, set[Part]]) -> str | None:
    """Say why this account cannot hold the interview with this witness. Policy, Methods: a fair account.

    Nobody interviews themselves; nobody interviews whom it was aimed at, who was hurt, or whom the case is about.
    `parts`: which accounts (ids) have which parts in the case.
    """
    if is_account_of(leader, witness):
        return f"{leader.name} cannot interview themselves. Name a colleague who has no part in the case."
    for part, why in NO_INTERVIEWER.items():
        if part in parts.get(leader.pk, set()):
            return f"{leader.name} {why}, {SOMEBODY_ELSE} Name a colleague who has no part in the case."
    return None


def cannot_have_two_leaders(interviewer: User | None, interviewer_name: str) -> str | None:
    """Say why nobody, or two people, cannot have held an interview: one leads it; the others were present."""
    if (interviewer is None) == (not interviewer_name):
        return "Say who held the interview: choose one colleague, or name one other person."
    return None


def cannot_have_talked(
    started_at: datetime, ended_at: datetime, happened_at: datetime | None, now: datetime
) -> str | None:
    """Say why an interview cannot have been held from then until then (aware datetimes)."""
    if ended_at <= started_at:
        return "It ended before it began. Check the times."
    if ended_at > now:
        return "This time is in the future."
    if happened_at is not None and started_at < happened_at:
        return "This is before it happened. Check the day and the time."
    return None


def cannot_plan_for(planned_start_at: datetime | None, now: datetime) -> str | None:
    """Say why an interview cannot be planned for then (aware datetime)."""
    if planned_start_at is not None and planned_start_at < now:
        return "This time is over. If it was held, write it down instead."
    return None


def cannot_plan(current: Interview | None) -> str | None:
    """Say why no interview with this person is planned: one waits for their word."""
    if current is not None and current.state == InterviewState.HELD:
        return "What they said is written down and waits for their word: say first whether they agree."
    return None


def cannot_support_nobody(witness_kind: str, supporting_adult: str, no_adult_reason: str) -> str | None:
    """Say why a pupil's interview cannot be written down: nothing is said of a supporting adult."""
    if witness_kind == WitnessKind.PUPIL and not supporting_adult and not no_adult_reason:
        return "Say which adult supported the pupil, or why none did."
    return None


def cannot_give_up(current: Interview | None) -> str | None:
    """Say why an interview is not called impossible: it was held."""
    if current is not None and current.is_noted:
        return "This interview was held. What was said stays in the case."
    return None


def cannot_spare(by: User, witness: Involvement, parts: Mapping[int, set[Part]]) -> str | None:
    """Say why this account cannot say that an interview is not possible. Policy, Methods: a fair account.

    Whoever could not hold the interview does not strike it out either. `parts`: which accounts (ids) have which parts.
    """
    if is_account_of(by, witness):
        return "Nobody says of themselves that they cannot be interviewed. Ask a colleague who works on this case."
    for part, why in NO_INTERVIEWER.items():
        if part in parts.get(by.pk, set()):
            return f"{by.name} {why}, so somebody else must say whether this interview is possible."
    return None


def cannot_change_note(interview: Interview) -> str | None:
    """Say why the note of an interview stays as it is."""
    if interview.state == InterviewState.HELD:
        return None
    if interview.is_settled:
        return (
            "They have said whether they agree, so this note stays as it is. What is said later is another interview."
        )
    return "Nothing was written down of this interview."


def cannot_settle_interview(interview: Interview) -> str | None:
    """Say why nobody asks whether they agree with what was written."""
    if interview.is_settled:
        return f"This is settled already: {interview.get_state_display().lower()}."
    return None if interview.is_noted else "Nothing was written down of this interview."


def cannot_issue_note(interview: Interview, *, is_current: bool) -> str | None:
    """Say why no note of this interview can be issued."""
    if not interview.is_noted:
        return "Nothing was written down of this interview."
    return "This note is issued as it stands." if is_current else None


def cannot_take_out(interviews: Sequence[Interview]) -> str | None:
    """Say why somebody stays in the case: what they said, or why they could not, is kept."""
    if any(one.state != InterviewState.PLANNED for one in interviews):
        return "What came of an interview with them is on this case, and stays there. So do they."
    return None


# --- Statements ---------------------------------------------------------------------------------------------------
def cannot_ask(awaited: Statement | None, kinds: Collection[WitnessKind], *, is_about_them: bool) -> str | None:
    """Say why nobody asks this person for a statement of their own. `kinds`: as what they are known or interviewed."""
    if is_about_them:
        return "This case is about them. What they say is their own side: note it with the suspension."
    if WitnessKind.PUPIL in kinds:
        return "A pupil does not write a statement alone. Interview them, with an adult who supports them."
    if awaited is not None:
        return "They have been asked for a statement already, and it is not in yet."
    return None


def cannot_be_author(author: User, witness: Involvement, walled: Collection[int]) -> str | None:
    """Say why this account cannot write the statement of this witness. `walled`: the accounts (ids) the case is about."""
    if author.pk in walled:
        return f"{author.name} cannot be given anything of this case."
    own = [witness.user_id, *(one.user_id for one in _people_of(witness))]
    if any(pk is not None for pk in own) and author.pk not in own:
        return f"A statement is written by whoever saw it: {witness.who} has an account of their own."
    if author.pk not in own and not may_be_colleague(witness):
        return f"{witness.who} is not known as a colleague here, and nobody writes a statement in another's name."
    return None


def may_be_colleague(witness: Involvement) -> bool:
    """Whether a witness without a known account may be one of the colleagues: staff, or a name and no more."""
    return witness.person is None or any(PersonKind.STAFF in one.kinds for one in _people_of(witness))


def _people_of(row: Involvement) -> list[Person]:
    people = [row.person, row.person.merged_into] if row.person is not None else []
    return [person for person in people if person is not None]


def cannot_send_link(witness: Involvement, email: str, about: Collection[str], account: User | None) -> str | None:
    """Say why no link goes to this address. `about`: the addresses of whom the case is about, in lower case."""
    if email.lower() in about:
        return "This is an address of somebody this case is about. Check it."
    if account is not None:
        how = "Choose them as a colleague." if may_be_colleague(witness) else "Name them in the case as a colleague."
        return f"{account.name} signs in here with this address. {how}"
    return None


def cannot_write(statement: Statement) -> str | None:
    """Say, to its writer, why this statement can no longer be written."""
    if statement.state == StatementState.CONFIRMED:
        return "You have confirmed this statement. It stays as it is."
    if statement.state == StatementState.DECLINED:
        return "You said that you do not write this statement."
    if statement.state == StatementState.WITHDRAWN or not statement.case.is_open:
        return "The school does not need this statement any more. You do not have to do anything."
    return None


def cannot_confirm(statement: Statement) -> str | None:
    """Say, to its writer, why this statement cannot be confirmed."""
    if reason := cannot_write(statement):
        return reason
    return None if statement.text.strip() else "There is nothing in your statement yet. Write it first."


def cannot_take_back(statement: Statement) -> str | None:
    """Say why a request for a statement is not taken back: it is settled."""
    return None if statement.is_awaited else f"This is settled already: {statement.get_state_display().lower()}."


def cannot_renew(statement: Statement) -> str | None:
    """Say why no new link is sent."""
    if statement.author_id is not None:
        return "They write it with their own account and need no link."
    return case_rules.cannot_change(statement.case) or cannot_take_back(statement)


def cannot_stand_in(
    statement: Statement, by: User, parts: Mapping[int, set[Part]], kinds: Collection[WitnessKind]
) -> str | None:
    """Say why this account cannot say that a statement stands in for an interview. Policy, Methods: a fair account.

    Whoever could not hold the interview does not spare the witness it either. `parts`: which accounts (ids) have which
    parts in the case; `kinds`: as what the witness is known or interviewed.
    """
    if not statement.is_confirmed:
        return "Only a statement that was confirmed stands in for an interview."
    if statement.stands_in_at is not None:
        return "It stands in for an interview already."
    if WitnessKind.PUPIL in kinds:
        return "A pupil is always interviewed, with an adult who supports them. No statement stands in for that."
    if statement.author_id == by.pk or is_account_of(by, statement.involvement):
        return "Nobody says of their own statement that it is enough. Ask a colleague who works on this case."
    for part, why in NO_INTERVIEWER.items():
        if part in parts.get(by.pk, set()):
            return f"{by.name} {why}, so somebody else must say whether it stands in for an interview."
    return None


def cannot_take_out_asked(statements: Sequence[Statement]) -> str | None:
    """Say why somebody stays in the case: they were asked for a statement."""
    return "They were asked for a statement, and that stays on this case. So do they." if statements else None
