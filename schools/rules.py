"""Why something may not be done to roles, accounts, schools and people, or None. Nothing here reads or writes."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from accounts.models import User
from schools.calendar import ONE_DAY, local_day
from schools.importing.columns import COLUMNS
from schools.models import ImportRun, Membership, Person, RoleProposal, School
from schools.schooldays import SchoolCalendar, year_text
from schools.states import TRUST_ROLES, ImportState, ProposalState, Role

LONGEST_COVER = timedelta(days=366)
FIRST_YEAR, LAST_YEAR = 2000, 2099
CASES_AND_ADDRESS = (
    "This account opens the cases of a school, or may soon. With another address whoever reads that mail would read them: "
    "end the role first, and what is proposed or named for it, change the address, and give the role again. The CEO, the "
    "data protection lead and the headteacher are told each time."
)
PROPOSE = "Propose it; another administrator or the CEO confirms it."


# --- Roles ----------------------------------------------------------------------------------------
def cannot_hold(*, user: User, school: School | None, by: User, is_held_then: bool) -> str | None:
    """Say why this person cannot be given a role here by this person. `is_held_then`: they hold it in that period."""
    if user.is_system:
        return "The system’s own account holds no role."
    if user.pk == by.pk:
        return "Nobody gives a role to themselves. Ask another administrator."
    if not user.is_active:
        return f"{user.name}’s account is switched off. Switch it on first."
    if school is not None and not school.is_open:
        return f"{school.name} is marked as closed."
    if is_held_then:
        return f"{user.name} already holds this role here in that time."
    return None


def cannot_give_alone(role: Role, by: User, *, has_head: bool) -> str | None:
    """Say why one administrator is not enough for this role. Commands act in the name of the system.

    `has_head`: the school has a headteacher now, or will have one in that time.
    """
    if by.is_system:
        return None
    if role in TRUST_ROLES:
        return f"A role in the whole trust needs a second person. {PROPOSE}"
    if role == Role.HEAD and has_head:
        return f"This school has a headteacher. A second one needs a second person. {PROPOSE}"
    return None


def cannot_propose(role: Role, *, has_head: bool) -> str | None:
    """Say why this role is not one to propose. `has_head`: as for giving it alone."""
    if role in TRUST_ROLES or (role == Role.HEAD and has_head):
        return None
    return "This role needs no second person."


def wrong_beginning(from_at: datetime, now: datetime, by: User) -> str | None:
    """Say what is wrong with the beginning of a role; the system may set up what began before."""
    if local_day(from_at) < local_day(now) and not by.is_system:
        return "A role cannot begin before today."
    return None


def wrong_end(from_at: datetime, until: datetime | None, now: datetime) -> str | None:
    """Say what is wrong with the end of a role or a cover (exclusive)."""
    if until is None:
        return None
    if until <= from_at:
        return "The end must be after the beginning."
    if until <= now:
        return "The end must be in the future."
    return None


def cannot_end_role(membership: Membership, *, at: datetime, by: User, is_last_administrator: bool) -> str | None:
    """Say why this role cannot be ended at this moment."""
    if membership.period.upper is not None and membership.period.upper <= at:
        return "This role has already ended by then."
    if is_last_administrator and not by.is_system:
        return "This is the only administrator. Give the role to somebody else first."
    return None


def cannot_confirm(proposal: RoleProposal, by: User, now: datetime) -> str | None:
    """Say why this person cannot confirm this role now (aware datetime)."""
    if proposal.state != ProposalState.PROPOSED:
        return "Somebody has already decided on this."
    if by.pk == proposal.proposed_by_id:
        return "You proposed this role. A second person confirms it: another administrator or the CEO."
    if by.pk == proposal.user_id:
        return "This role is for you. Somebody else confirms it."
    if proposal.period.upper is not None and proposal.period.upper <= now:
        return "The time of this role is over. Decline it; it can be proposed again."
    return None


def cannot_decline(proposal: RoleProposal, by: User) -> str | None:
    """Say why this person cannot decline this role."""
    if proposal.state != ProposalState.PROPOSED:
        return "Somebody has already decided on this."
    if by.pk == proposal.proposed_by_id:
        return "You proposed this role yourself. Withdraw it instead."
    return None


def cannot_withdraw(proposal: RoleProposal, by: User) -> str | None:
    """Say why this person cannot withdraw this role."""
    if proposal.state != ProposalState.PROPOSED:
        return "Somebody has already decided on this."
    if by.pk != proposal.proposed_by_id:
        return "Only the person who proposed this role withdraws it. You can decline it."
    return None


# --- Standing in ----------------------------------------------------------------------------------
def cannot_cover(
    *, user: User, of: User | None, role: Role, by: User, holds_already: bool, of_holds: bool
) -> str | None:
    """Say why this person cannot stand in. `holds_already`: they hold the role, or stand in, in that period."""
    title = Role(role).label
    if user.is_system or not user.is_active:
        return f"{user.name}’s account is switched off."
    if user.pk == by.pk:
        return "Nobody appoints themselves."
    if of is not None and of.pk == user.pk:
        return "Nobody stands in for themselves."
    if of is not None and not of_holds:
        return f"{of.name} does not hold the role {title} here."
    if holds_already:
        return f"{user.name} already holds the role {title} here, or stands in for it, in that time."
    return None


def wrong_cover_length(from_at: datetime, until: datetime) -> str | None:
    """Say that standing in this long is a new appointment."""
    if until - from_at > LONGEST_COVER:
        return "Standing in lasts a year at most. For longer, give the person the role."
    return None


def cannot_end_cover(ends_at: datetime, at: datetime) -> str | None:
    """Say why this cover cannot be ended."""
    return "This has already ended." if ends_at <= at else None


def cannot_name_deputy(*, user: User, by: User, works_here: bool, is_acting: bool) -> str | None:
    """Say why this person cannot be a standing deputy. `is_acting`: whoever names them only stands in as head."""
    if is_acting:
        return "You are standing in for the headteacher. Only the headteacher names standing deputies."
    if user.pk == by.pk:
        return "Nobody names themselves."
    if user.is_system or not user.is_active:
        return f"{user.name}’s account is switched off."
    if not works_here:
        return f"{user.name} holds no role at this school."
    return None


def cannot_act_as_head(*, works_here: bool, is_head: bool, is_acting: bool) -> str | None:
    """Say why a standing deputy cannot act as head today."""
    if is_head:
        return "You are the headteacher here."
    if is_acting:
        return "You are already acting head today."
    if not works_here:
        return "You no longer hold a role at this school."
    return None


# --- Accounts -------------------------------------------------------------------------------------
def cannot_change_account(user: User) -> str | None:
    """Say why this account cannot be changed."""
    return "The system’s own account is not changed." if user.is_system else None


def cannot_change_address(*, holds_trust_role: bool, opens_cases: bool) -> str | None:
    """Say why one administrator alone cannot give an account another address.

    `opens_cases`: it opens the cases of a school, now or later, or would if somebody confirmed it.
    """
    if not holds_trust_role:
        return CASES_AND_ADDRESS if opens_cases else None
    return (
        "This account holds a role in the whole trust. With another address whoever reads that mail would hold it: "
        "end the role, change the address, and propose the role again, so that a second person confirms it."
    )


def cannot_free_oneself(*, is_own: bool) -> str | None:
    """Say why somebody cannot change which records are their own: walls rest on them."""
    return "You cannot change which records are about yourself. Ask a colleague who may." if is_own else None


def cannot_deactivate(user: User, *, by: User, is_last_administrator: bool) -> str | None:
    """Say why this account cannot be switched off."""
    if user.is_system:
        return "The system’s own account is never switched off or on."
    if not user.is_active:
        return "This account is already switched off."
    if user.pk == by.pk:
        return "Nobody switches off their own account. Ask another administrator."
    if is_last_administrator:
        return "This is the only administrator. Give the role to somebody else first."
    return None


def cannot_reactivate(user: User) -> str | None:
    """Say why this account cannot be switched on again."""
    if user.is_system:
        return "The system’s own account is never switched off or on."
    return "This account is already switched on." if user.is_active else None


def cannot_send_link(user: User) -> str | None:
    """Say why this account cannot be sent a link to set a password."""
    if user.is_system:
        return "Nobody signs in to the system’s own account."
    return None if user.is_active else "This account is switched off."


# --- Schools --------------------------------------------------------------------------------------
def cannot_change_prefix(*, is_used: bool) -> str | None:
    """Say why a school's prefix stays: references that were given out begin with it."""
    return "References with this prefix have been given out, so it stays." if is_used else None


# --- Calendar ---------------------------------------------------------------------------------------
def cannot_add_holiday(on: date, *, is_known: bool) -> str | None:
    """Say why this day cannot be added."""
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        return f"Enter a day from {FIRST_YEAR} to {LAST_YEAR}."
    return "This day is already a bank holiday." if is_known else None


# --- People ---------------------------------------------------------------------------------------
# --- A school's calendar ------------------------------------------------------------------------------
REMOVED = "Somebody has removed this already."


def cannot_keep_calendar(school: School) -> str | None:
    """Say why a site has no calendar of its own."""
    return "The central office has working days only: no terms and no sessions." if school.is_central else None


def wrong_days(first: date, last: date) -> str | None:
    """Say what is wrong with the first and the last day of a term or a closure."""
    if last < first:
        return "The last day is before the first."
    if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
        return f"A calendar holds the years {FIRST_YEAR} to {LAST_YEAR}. Look at the year."
    return None


def cannot_close(calendar: SchoolCalendar, first: date, last: date) -> str | None:
    """Say why there is nothing to close from one day to another: no weekday of them lies in a term."""
    for term in calendar.terms:
        day = max(first, term.first)
        while day <= min(last, term.last):
            if day.weekday() < 5:
                return None
            day += ONE_DAY
    return "No term has a weekday then, so there is nothing to close. Enter the term first, or look at the dates."


def cannot_copy(school: School, year: int, *, is_empty: bool) -> str | None:
    """Say why a school year cannot be copied from this school."""
    if is_empty:
        return f"{school.name} has nothing in its calendar for {year_text(year)} yet. Enter it first."
    return None


def cannot_name(person: Person) -> str | None:
    """Say why a name cannot be given to this person here."""
    return None if person.is_unknown else "This person already has a name. Change it on their page."


def cannot_merge(person: Person, into: Person, *, has_merged_into_it: bool) -> str | None:
    """Say why one record cannot be merged into another. `has_merged_into_it`: others were merged into `person`."""
    if person.pk == into.pk:
        return "This is the same record."
    if person.merged_into_id is not None:
        return "This record has already been merged."
    if into.merged_into_id is not None:
        return f"The record of {into.full_name} has itself been merged. Choose the one that is kept."
    if has_merged_into_it:
        return "Another record was merged into this one. Merge the other way round, or undo that first."
    if person.is_pupil and not into.is_pupil:
        return "A pupil’s record is kept. Merge the other way round."
    if person.user_id is not None:
        return "This record belongs to an account, so it is kept. Merge the other way round."
    return None


def cannot_unmerge(person: Person) -> str | None:
    """Say why there is nothing to undo."""
    return None if person.merged_into_id is not None else "This record is not merged with another."


def cannot_link_account(person: Person, *, has_other: bool) -> str | None:
    """Say why an account cannot be linked with a person. `has_other`: the account is linked with somebody else."""
    if person.merged_into_id is not None:
        return "This record has been merged. Choose the one that is kept."
    if person.user_id is not None:
        return "This person already has an account."
    if has_other:
        return "This account is already linked with another person."
    return None


def cannot_link_child(adult: Person, pupil: Person) -> str | None:
    """Say why these two cannot be linked as a pupil and an adult of theirs."""
    if adult.pk == pupil.pk:
        return "Nobody is their own parent."
    if not pupil.is_pupil:
        return f"{pupil.full_name} is not known as a pupil."
    if adult.merged_into_id is not None or pupil.merged_into_id is not None:
        return "One of the two records has been merged. Choose the one that is kept."
    return None


# --- Importing ----------------------------------------------------------------------------------------
def cannot_match(run: ImportRun, mapping: Mapping[str, str]) -> str | None:
    """Say why a file's columns cannot be matched like this."""
    if run.state != ImportState.UPLOADED:
        return "This file has already been checked. Go back to match its columns again."
    missing = [column for column in COLUMNS if column.is_required and not mapping.get(column.key)]
    if missing:
        names = ", ".join(f"“{column.label}”" for column in missing)
        return f"Choose the columns for {names}. Without them no pupil can be imported."
    headings = [heading for heading in mapping.values() if heading]
    twice = next((heading for heading in headings if headings.count(heading) > 1), None)
    if twice:
        return f"The column “{twice}” is chosen twice."
    unknown = next((heading for heading in headings if heading not in run.headers), None)
    return f"This file has no column “{unknown}”." if unknown else None


def cannot_start_import(run: ImportRun, *, is_busy: bool = False) -> str | None:
    """Say why a file cannot be applied. `is_busy`: another file of the school is being applied."""
    if run.state not in (ImportState.CHECKED, ImportState.FAILED):
        return "Check the file first." if run.state == ImportState.UPLOADED else "This file is applied or discarded."
    if is_busy:
        return "Another file of this school is being applied. Wait until it is done."
    if run.state == ImportState.CHECKED and not (run.new_count or run.changed_count):
        return "Nothing in this file is new or changed."
    return None
