"""An adult is warned about messages and calls, restricted, told other terms, looked at again, set free."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from accounts.system import require_machine
from audit.services import move, write
from cases.access import require, require_still
from cases.deciding import capacity_on
from cases.duties import Kind
from cases.models import Case, Duty
from cases.rules import cannot_change
from cases.services.case import involve, lock
from cases.services.duties import discharge, settle_waived
from cases.services.writing import claim, drop_draft, settle
from cases.states import Part
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from schools.calendar import local_day, next_midnight
from schools.models import Person
from socialmedia.access import RESTRICTS
from socialmedia.drafts import new_key, restriction_key
from socialmedia.models import Contact, Restriction, RestrictionBreach, Terms
from socialmedia.rules import restriction as rules
from socialmedia.selectors.restriction_letter import LetterKey
from socialmedia.selectors.standing import is_same_person, standing_of
from socialmedia.selectors.told import since_told
from socialmedia.services._restriction import locked, owe_letter, owe_review, tell_deciders
from socialmedia.states import (
    RESTRICTION_MOVES,
    ContactChannel,
    Ground,
    RestrictionLetter,
    RestrictionState,
    TermsKind,
)

VOID_REASON = "The case was logged in error."
BY_ITSELF = "It has ended by itself."
OWED = (Kind.RESTRICTION_LETTER, Kind.RESTRICTION_REVIEW)


@transaction.atomic
def warn_of_restriction(
    *, case: Case, person: Person, grounds: Sequence[Ground], why: str, by: User, token: UUID | None = None
) -> Restriction | None:
    """Warn an adult that they may be asked to reach a school less often: the step before. A letter is due.

    None if this form was sent before. Refuses (`Refused`) without a ground beyond criticism, and a second time.
    """
    require(by, RESTRICTS, case)
    if token is not None and claim(token=token, by=by):
        return None
    restriction = _begun(case, person, grounds, why, "", by)
    data = {"who": restriction.who, "grounds": _said(grounds), "reason": restriction.why}
    write(chain=case.chain, verb="restriction.warned", row=restriction, by=by, data=data)
    owe_letter(restriction, LetterKey(restriction.pk, RestrictionLetter.WARNING), by)
    if token is not None:
        settle(token=token, led_to=restriction.get_absolute_url(), by=by)
    return restriction


@transaction.atomic
def restrict_at_once(
    *,
    case: Case,
    person: Person,
    grounds: Sequence[Ground],
    why: str,
    skip_reason: str,
    by: User,
    token: UUID | None = None,
    **terms: Any,
) -> Restriction | None:
    """Restrict without a warning before, and say why it could not wait. None if this form was sent before.

    `terms` are those of `set_restriction`.
    """
    require(by, RESTRICTS, case)
    if token is not None and claim(token=token, by=by):
        return None
    refuse_if(rules.cannot_skip_warning(skip_reason), about=case, field="skip_reason")
    restriction = _begun(case, person, grounds, why, skip_reason.strip(), by)
    _set(restriction, by, **terms)
    if token is not None:
        settle(token=token, led_to=restriction.get_absolute_url(), by=by)
    return restriction


def _begun(case: Case, person: Person, grounds: Sequence[Ground], why: str, skip_reason: str, by: User) -> Restriction:
    case = lock(case)
    require_still(by, RESTRICTS, case)
    refuse_if(cannot_change(case), about=case)
    person = Person.objects.select_for_update(no_key=True).get(pk=(person.merged_into or person).pk)
    refuse_if(rules.cannot_restrict(person, standing_of(person, case.school)), about=case, field="person")
    refuse_if(rules.cannot_begin_on([*grounds]), about=case, field="grounds")
    refuse_blank(why, "Say what has happened.", about=case, field="why")
    restriction = Restriction(
        case=case,
        school=case.school,
        person=person,
        grounds=[Ground(one).value for one in grounds],
        why=why.strip(),
        skip_reason=skip_reason,
        opened_at=timezone.now(),
        opened_by=by,
        capacity=capacity_on(case, by, power=RESTRICTS),
    )
    full_check(restriction)
    restriction.save()
    involve(case=case, part=Part.SUBJECT, person=person, by=by)
    drop_draft(key=new_key(case), by=by)
    return restriction


@transaction.atomic
def set_restriction(
    *,
    restriction: Restriction,
    channels: Sequence[ContactChannel],
    single_contact: str,
    frequency: str,
    considered: str,
    until_on: date,
    review_on: date,
    by: User,
) -> Terms:
    """Set the terms after a warning: ways closed for now, one contact, how often, until and looked at on local days.

    The CEO is told, a letter is due, and a day on which it is looked at again. Raises `Refused`.
    """
    require(by, RESTRICTS, restriction.case)
    restriction = locked(restriction)
    require_still(by, RESTRICTS, restriction.case)
    refuse_if(rules.cannot_set(restriction), about=restriction)
    terms = _set(
        restriction, by, channels=channels, single_contact=single_contact, frequency=frequency, considered=considered,
        until_on=until_on, review_on=review_on,
    )  # fmt: skip
    drop_draft(key=restriction_key("restriction_set", restriction), by=by)
    return terms


def _set(restriction: Restriction, by: User, *, until_on: date, review_on: date, **said: Any) -> Terms:
    now = timezone.now()
    refuse_if(rules.cannot_last(until_on, review_on, local_day(now)), about=restriction, field="until_on")
    period = TimestamptzRange(now, _end_of(until_on))
    restriction.period = period
    changes: dict[str, Any] = {"period": period, "set_at": now, "set_by": by}
    data = {"who": restriction.who, "until": until_on, "skipped": restriction.skip_reason}
    move(
        restriction,
        RestrictionState.SET,
        table=RESTRICTION_MOVES,
        verb="restriction.set",
        by=by,
        at=now,
        data=data,
        **changes,
    )
    terms = _noted(restriction, TermsKind.SET, restriction.why, until_on, review_on, by, said)
    owe_letter(restriction, LetterKey(restriction.pk, RestrictionLetter.TERMS, terms.number), by)
    owe_review(restriction, review_on, by)
    tell_deciders(restriction, by)
    return terms


def _end_of(day: date) -> datetime:
    """The local midnight after a day."""
    return next_midnight(datetime.combine(day, datetime.min.time(), timezone.get_current_timezone()))


def _noted(
    restriction: Restriction,
    kind: TermsKind,
    reason: str,
    until_on: date,
    review_on: date,
    by: User,
    said: dict[str, Any],
) -> Terms:
    refuse_blank(
        said["considered"],
        "Say whether disability, illness or language could explain it, and what you do about it.",
        about=restriction,
        field="considered",
    )
    refuse_if(rules.cannot_close(said["channels"]), about=restriction, field="channels")
    terms = Terms(
        restriction=restriction,
        number=restriction.terms.count() + 1,
        kind=kind,
        channels=[ContactChannel(one).value for one in said["channels"]],
        single_contact=said["single_contact"].strip(),
        frequency=said["frequency"].strip(),
        considered=said["considered"].strip(),
        reason=reason.strip(),
        until_on=until_on,
        review_on=review_on,
        noted_at=timezone.now(),
        noted_by=by,
    )
    full_check(terms)
    terms.save()
    return terms


@transaction.atomic
def change_terms(
    *,
    restriction: Restriction,
    channels: Sequence[ContactChannel],
    single_contact: str,
    frequency: str,
    considered: str,
    reason: str,
    until_on: date,
    review_on: date,
    by: User,
    token: UUID | None = None,
) -> Terms | None:
    """Change the terms of a restriction that is in force, with the reason: a letter says the new ones.

    None if this form was sent before. Raises `Refused`.
    """
    require(by, RESTRICTS, restriction.case)
    if token is not None and claim(token=token, by=by):
        return None
    restriction = _running(restriction, by)
    refuse_blank(reason, "Say why the terms change.", about=restriction, field="reason")
    assert restriction.period is not None, "it is in force"
    since = local_day(restriction.period.lower)
    is_too_long = rules.cannot_last(until_on, review_on, local_day(timezone.now()), since)
    refuse_if(is_too_long, about=restriction, field="until_on")
    said = {
        "channels": channels, "single_contact": single_contact, "frequency": frequency, "considered": considered,
    }  # fmt: skip
    terms = _noted(restriction, TermsKind.CHANGED, reason, until_on, review_on, by, said)
    restriction.period = TimestamptzRange(restriction.period.lower, _end_of(until_on))
    full_check(restriction)
    restriction.save(update_fields=["period"])
    data = {"who": restriction.who, "until": until_on, "reason": reason.strip()}
    write(chain=restriction.chain, verb="restriction.changed", row=terms, by=by, data=data)
    owe_letter(restriction, LetterKey(restriction.pk, RestrictionLetter.TERMS, terms.number), by)
    _reviewed(restriction, review_on, "Its terms were changed", by)
    tell_deciders(restriction, by)
    drop_draft(key=restriction_key("restriction_change", restriction), by=by)
    if token is not None:
        settle(token=token, led_to=restriction.get_absolute_url(), by=by)
    return terms


@transaction.atomic
def keep_restriction(
    *,
    restriction: Restriction,
    reason: str,
    considered: str,
    review_on: date,
    by: User,
    token: UUID | None = None,
) -> Terms | None:
    """Note that a restriction was looked at again and stays as it is, and when next. No letter is due.

    None if this form was sent before. Raises `Refused`.
    """
    require(by, RESTRICTS, restriction.case)
    if token is not None and claim(token=token, by=by):
        return None
    restriction = _running(restriction, by)
    refuse_blank(reason, "Say why it is still needed.", about=restriction, field="reason")
    last = restriction.terms.order_by("-number")[0]
    today = local_day(timezone.now())
    refuse_if(rules.cannot_review_on(review_on, last.until_on, today), about=restriction, field="review_on")
    said = {
        "channels": last.channels, "single_contact": last.single_contact, "frequency": last.frequency,
        "considered": considered,
    }  # fmt: skip
    terms = _noted(restriction, TermsKind.KEPT, reason, last.until_on, review_on, by, said)
    data = {"who": restriction.who, "reason": reason.strip(), "next": review_on}
    write(chain=restriction.chain, verb="restriction.kept", row=terms, by=by, data=data)
    _reviewed(restriction, review_on, "Looked at again: it stays", by)
    drop_draft(key=restriction_key("restriction_review", restriction), by=by)
    if token is not None:
        settle(token=token, led_to=restriction.get_absolute_url(), by=by)
    return terms


def _reviewed(restriction: Restriction, review_on: date, how: str, by: User) -> None:
    discharge(case=restriction.case, kind=Kind.RESTRICTION_REVIEW, subject=str(restriction.pk), how=how, by=by)
    owe_review(restriction, review_on, by)


def _running(restriction: Restriction, by: User) -> Restriction:
    """The restriction under its lock, while it is in force."""
    restriction = locked(restriction)
    require_still(by, RESTRICTS, restriction.case)
    refuse_if(rules.cannot_alter(restriction, timezone.now()), about=restriction)
    return restriction


@transaction.atomic
def end_restriction(*, restriction: Restriction, reason: str, by: User) -> None:
    """End a restriction before its time: a letter says so, where they were told of it. Raises `Refused`."""
    require(by, RESTRICTS, restriction.case)
    restriction = _running(restriction, by)
    refuse_blank(reason, "Say why it ends.", about=restriction, field="reason")
    _over(restriction, RestrictionState.ENDED, "restriction.ended", reason, by)
    how = "It was ended"
    discharge(case=restriction.case, kind=Kind.RESTRICTION_REVIEW, subject=str(restriction.pk), how=how, by=by)
    if since_told(restriction) is not None:
        owe_letter(restriction, LetterKey(restriction.pk, RestrictionLetter.ENDED), by)
    else:
        _waive_rest(restriction, "It ended before they were told.", by)
    tell_deciders(restriction, by)
    drop_draft(key=restriction_key("restriction_end", restriction), by=by)


@transaction.atomic
def drop_warning(*, restriction: Restriction, reason: str, by: User) -> None:
    """Note that a warning was enough, or was not needed: nothing more follows from it. Raises `Refused`."""
    require(by, RESTRICTS, restriction.case)
    restriction = locked(restriction)
    require_still(by, RESTRICTS, restriction.case)
    refuse_if(rules.cannot_drop(restriction), about=restriction)
    refuse_blank(reason, "Say why nothing more is needed.", about=restriction, field="reason")
    _over(restriction, RestrictionState.DROPPED, "restriction.dropped", reason, by)
    _waive_rest(restriction, "Nothing more follows from the warning.", by)
    drop_draft(key=restriction_key("restriction_end", restriction), by=by)


def _over(restriction: Restriction, target: RestrictionState, verb: str, reason: str, by: User) -> None:
    now = timezone.now()
    changes: dict[str, Any] = {"over_at": now, "over_by": by, "over_reason": reason.strip()}
    data = {"who": restriction.who, "reason": reason.strip()}
    move(restriction, target, table=RESTRICTION_MOVES, verb=verb, by=by, at=now, data=data, **changes)


def _waive_rest(restriction: Restriction, reason: str, by: User) -> int:
    """Waive what is owed on it; how many duties that were."""
    owed = Duty.objects.open().filter(case=restriction.case, kind__in=OWED).order_by("pk")
    mine = [duty for duty in owed if duty.subject.partition("-")[0] == str(restriction.pk)]
    for duty in mine:
        settle_waived(duty=duty, reason=reason, by=by)
    return len(mine)


@transaction.atomic
def end_restrictions_of(*, case: Case, by: User) -> None:
    """End what is not over of a case that was logged in error, as a part of voiding it, which has checked its own power."""
    require(by, "void_case", case)
    for row in Restriction.objects.with_people().not_over().filter(case=case).order_by("pk"):
        is_set = row.state == RestrictionState.SET
        target = RestrictionState.ENDED if is_set else RestrictionState.DROPPED
        verb = "restriction.ended" if is_set else "restriction.dropped"
        _over(row, target, verb, VOID_REASON, by)


@transaction.atomic
def clear_after_end(*, by: User) -> int:
    """Waive what is owed on restrictions that the clock has ended: nobody looks at them again, or writes of them.

    How many duties that were. The worker only.
    """
    require_machine(by)
    owed = Duty.objects.open().filter(kind__in=OWED).values("case")
    over = Restriction.objects.filter(
        state=RestrictionState.SET, period__endswith__lte=timezone.now(), case__in=owed
    ).with_people()
    return sum(_clear(row, by) for row in over.order_by("case", "pk"))


def _clear(restriction: Restriction, by: User) -> int:
    lock(restriction.case)
    return _waive_rest(restriction, BY_ITSELF, by)


@transaction.atomic
def note_breach(
    *,
    restriction: Restriction,
    what: str,
    happened_at: datetime,
    by: User,
    contact: Contact | None = None,
    token: UUID | None = None,
) -> RestrictionBreach | None:
    """Note that somebody did not keep to the terms at a moment (aware), with the contact it was where one is logged.

    None if this form was sent before. Refuses (`Refused`) what came before they were told of any terms.
    """
    require(by, RESTRICTS, restriction.case)
    if token is not None and claim(token=token, by=by):
        return None
    restriction = locked(restriction)
    require_still(by, RESTRICTS, restriction.case)
    is_same = contact is not None and is_same_person(contact.person, restriction.person)
    refuse_if(rules.cannot_be_of(restriction, contact, is_same), about=restriction, field="contact")
    at = contact.happened_at if contact is not None else happened_at
    is_none = rules.cannot_note_breach(restriction, at, since_told(restriction), timezone.now())
    refuse_if(is_none, about=restriction, field="happened_at")
    refuse_blank(what, "Say what happened.", about=restriction, field="what")
    breach = RestrictionBreach(
        restriction=restriction,
        contact=contact,
        what=what.strip(),
        happened_at=at,
        noted_at=timezone.now(),
        noted_by=by,
    )
    full_check(breach)
    breach.save()
    data = {"who": restriction.who, "what": breach.what}
    write(chain=restriction.chain, verb="restriction.breached", row=breach, by=by, data=data)
    drop_draft(key=restriction_key("restriction_breach", restriction), by=by)
    if token is not None:
        settle(token=token, led_to=restriction.get_absolute_url(), by=by)
    return breach


def _said(grounds: Sequence[Ground]) -> str:
    return "; ".join(str(Ground(one).label) for one in grounds)
