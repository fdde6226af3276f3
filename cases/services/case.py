"""Everything that changes a case itself: opening it, who has to do with it, void."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.services import move, subject_of, write
from cases import rules
from cases.access import require, require_still
from cases.models import Case, Delegation, Involvement
from cases.services.deciding import hand_back, settle_decider
from cases.states import CASE_MOVES, INVOLVING, CaseState, Part
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_blank, refuse_if
from kernel.text import fold_variants
from schools.access import forget_powers, require_at
from schools.calendar import local_day
from schools.models import Person, School
from schools.states import ActsAs

# No vowels, so that no word appears; nothing that looks like something else.
ALPHABET = "BCDFGHJKMNPQRTVWXYZ2346789"
RANDOM_LENGTH = 4
KEY_LENGTH = Involvement._meta.get_field("search_key").max_length or 0


def lock(case: Case) -> Case:
    """Lock the case's row until the transaction ends, before any person or chain; its school is read and not held.

    Call inside a transaction.
    """
    return Case.objects.select_for_update(no_key=True, of=("self",)).select_related("school").get(pk=case.pk)


def new_reference(school: School, at: datetime) -> str:
    """A reference nobody can guess from another: "HIL-2026-7K4Q"."""
    for _ in range(50):
        ending = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
        reference = f"{school.prefix}-{local_day(at).year}-{ending}"
        if not Case.objects.filter(reference=reference).exists():
            return reference
    raise RuntimeError("No free reference found for this school and year.")


@transaction.atomic
def open_case(*, school: School, title: str, by: User, at: datetime | None = None) -> Case:
    """Open a case at a school; anyone who may log an incident there may do it."""
    require_at(by, "log_incident", school)
    at = at or timezone.now()
    case = Case(school=school, title=title[:200], reference=new_reference(school, at), opened_at=at, opened_by=by)
    full_check(case)
    case.save()
    write(chain=case.chain, verb="case.opened", row=case, by=by, at=at, data={"title": case.title})
    return case


@transaction.atomic
def open_beside(*, source: Case, title: str, by: User) -> Case:
    """Open a case of its own beside another, as a part of an act that has checked its own power on that one.

    Whoever has a part in the one and an account, and whom it is about, has the same part in the other: who is kept out
    of the one is kept out of the other, and who decides nothing in the one decides nothing in the other.
    """
    now = timezone.now()
    case = Case(
        school_id=source.school_id, title=title[:200], reference=new_reference(source.school, now), opened_at=now,
        opened_by=by,
    )  # fmt: skip
    full_check(case)
    case.save()
    write(chain=case.chain, verb="case.opened", row=case, by=by, at=now, data={"title": case.title})
    has_account = Q(user__isnull=False) | Q(person__user__isnull=False)
    rows = Involvement.objects.filter(Q(part=Part.SUBJECT) | has_account, case=source, part__in=INVOLVING)
    for row in rows.select_related("person", "user").order_by("pk"):
        involve(case=case, part=Part(row.part), person=row.person, user=row.user, name=row.name, by=by)
    _delegate_alike(source, case, now, by)
    return case


def _delegate_alike(source: Case, case: Case, now: datetime, by: User) -> None:
    """Whoever acts for the CEO on the one case acts for them on the other, for as long."""
    for given in Delegation.objects.in_force().filter(case=source, acts_as=ActsAs.DELEGATE).order_by("pk"):
        row = Delegation(
            case=case, to=given.to, acts_as=given.acts_as, period=TimestamptzRange(now, given.period.upper),
            reason=given.reason, given_at=now, given_by=given.given_by,
        )  # fmt: skip
        full_check(row)
        row.save()
        assert row.to is not None, "a delegate is somebody"
        forget_powers(row.to)
        data = {"to": row.to.name, "acts_as": row.acts_as, "is_every": False, "from": None, "until": given.period.upper}
        write(chain=case.chain, verb="delegation.given", row=row, by=by, at=now, data=data | {"reason": row.reason})
    forget_powers(by)


@transaction.atomic
def involve(
    *,
    case: Case,
    part: Part,
    by: User,
    person: Person | None = None,
    user: User | None = None,
    name: str = "",
    note: str = "",
) -> Involvement:
    """Say what part somebody has in a case: a known person, an account or a name. The same twice is one.

    Whoever opened the case adds the people of their report; afterwards it takes the power `work_case`. Where it is the
    CEO, the Chair decides in their place from this moment.
    """
    if case.opened_by_id != by.pk:
        require(by, "work_case", case)
    return settle_involved(case=case, part=part, by=by, person=person, user=user, name=name, note=note)


@transaction.atomic
def settle_involved(
    *,
    case: Case,
    part: Part,
    by: User,
    person: Person | None = None,
    user: User | None = None,
    name: str = "",
    note: str = "",
    even_closed: bool = False,
) -> Involvement:
    """The same as a part of another act, for which the caller has checked the power; a wall goes up `even_closed`."""
    case = lock(case)
    if not (even_closed and case.state == CaseState.CLOSED):
        refuse_if(rules.cannot_change(case), about=case)
    known = Involvement.objects.filter(case=case, part=part, person=person, user=user, name=name).first()
    if known is not None:
        return known
    row = Involvement(
        case=case,
        part=part,
        person=person,
        user=user,
        name=name,
        note=note,
        search_key=fold_variants(user.name if user is not None else name)[:KEY_LENGTH],
        added_at=timezone.now(),
        added_by=by,
    )
    full_check(row)
    row.save()
    write(chain=case.chain, verb="case.person_added", row=row, by=by, data={"part": Part(part).value, "who": row.who})
    if part in INVOLVING:
        settle_decider(case=case, by=by)
    return row


@transaction.atomic
def remove_involvement(*, involvement: Involvement, reason: str, by: User) -> None:
    """Take somebody out of a case who was named in error; the history keeps that they were named.

    Rooms above refuse first where somebody must stay; this room does not know of what was decided about them.
    """
    case = lock(involvement.case)
    require(by, "work_case", case)
    refuse_if(rules.cannot_change(case), about=case)
    refuse_blank(reason, "Say why.", about=case, field="reason")
    data = {"part": involvement.part, "who": involvement.who, "reason": reason}
    write(chain=case.chain, verb="case.person_removed", row=involvement, by=by, data=data)
    involvement.delete()
    hand_back(case=case, by=by)


@transaction.atomic
def rename_case(*, case: Case, title: str, by: User) -> None:
    """Give a case another title: the old one stays in the history."""
    require(by, "work_case", case)
    case = lock(case)
    refuse_if(rules.cannot_change(case), about=case)
    before: dict[str, Any] = {"title": case.title}
    case.title = title[:200]
    full_check(case)
    case.save(update_fields=["title"])
    write(
        chain=case.chain, verb="case.renamed", row=case, by=by, data={"before": before, "after": {"title": case.title}}
    )


@transaction.atomic
def mark_void(*, case: Case, reason: str, by: User) -> None:
    """Mark a case as logged in error: it stays readable, and nothing on it is due any more."""
    require(by, "void_case", case)
    case = lock(case)
    require_still(by, "void_case", case)
    refuse_if(rules.cannot_void(case), about=case)
    refuse_blank(reason, "Say why it was logged in error.", about=case, field="reason")
    now = timezone.now()
    move(
        case,
        CaseState.VOID,
        table=CASE_MOVES,
        verb="case.voided",
        by=by,
        at=now,
        voided_at=now,
        voided_by=by,
        void_reason=reason,
    )
    open_duties = case.duties.filter(discharged_at__isnull=True, waived_at__isnull=True)
    settled = [subject_of(duty) for duty in open_duties]
    open_duties.update(waived_at=now, waived_by=by, waive_reason=f"The case is void: {reason}")
    if settled:
        write(chain=case.chain, verb="duty.waived", row=case, by=by, at=now, data={"duties": settled, "reason": reason})


@transaction.atomic
def mark_closed(*, case: Case, outcome: str, left: Sequence[str], by: User) -> None:
    """Close a case and say how it ended. `left` is what its rooms say is still open, for which it is refused."""
    require(by, "close_case", case)
    case = lock(case)
    require_still(by, "close_case", case)
    refuse_if(rules.cannot_close(case, left), about=case)
    if not outcome.strip():
        raise Refused("Say how the case ended.", about=case, field="outcome")
    now = timezone.now()
    move(
        case,
        CaseState.CLOSED,
        table=CASE_MOVES,
        verb="case.closed",
        by=by,
        at=now,
        closed_at=now,
        closed_by=by,
        outcome=outcome.strip(),
    )


@transaction.atomic
def mark_reopened(*, case: Case, reason: str, by: User) -> None:
    """Open a closed case again, and say why. What it ended with stays in the history.

    Who decides is settled anew: nobody looked at it for a closed case, whoever became CEO or Chair meanwhile.
    """
    require(by, "close_case", case)
    case = lock(case)
    require_still(by, "close_case", case)
    refuse_if(rules.cannot_reopen(case), about=case)
    if not reason.strip():
        raise Refused("Say why it is opened again.", about=case, field="reason")
    settle_reopened(case=case, reason=reason, by=by)


@transaction.atomic
def settle_reopened(*, case: Case, reason: str, by: User) -> None:
    """Open a closed case again as a part of another act, which has checked its own power and locked the case."""
    move(
        case,
        CaseState.OPEN,
        table=CASE_MOVES,
        verb="case.reopened",
        by=by,
        data={"reason": reason.strip()},
        closed_at=None,
        closed_by=None,
        outcome="",
    )
    settle_decider(case=case, by=by)
