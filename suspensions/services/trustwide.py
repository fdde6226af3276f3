"""A suspension from one site becomes one from every site of the trust, or the CEO is asked for it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.services import move, write
from cases.access import may, require, require_still
from cases.deciding import capacity_on
from cases.duties import Kind
from cases.models import Case
from cases.rules import cannot_change
from cases.services.deciding import note_decision
from cases.services.duties import discharge
from cases.services.writing import claim, settle
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_if
from notices.recipients import deciders
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.calendar import local_day
from schools.models import Person
from schools.selectors import calendar
from schools.states import Role
from suspensions import clocks, rules
from suspensions.models import Arrangement, SiteSuspension
from suspensions.selectors.deciding import trust_wide_asked_at, trust_wide_page
from suspensions.selectors.standing import current, rows_of, standing_everywhere
from suspensions.services._clocks import open_clocks, settle_clocks
from suspensions.services._shared import forget_draft, owe_word, tell_site
from suspensions.states import SUSPENSION_MOVES, Capacity, SuspensionState

REPLACED = "A suspension from every site of the trust took its place"


@transaction.atomic
def suspend_trust_wide(
    *,
    suspension: SiteSuspension,
    until_on: date,
    grounds: str,
    considered: str,
    by: User,
    review_on: date | None = None,
    token: UUID | None = None,
) -> SiteSuspension | None:
    """Let a suspension hold for every site, until the end of a local day: a new one, which takes the place of every other.

    The six weeks go on from the first day of the one it replaces; once that was upheld, they begin anew, because this
    is a new decision that nobody has reviewed. Everyone at the sites hears of it, the person too. Raises `Refused`.
    """
    require(by, "suspend_trust_wide", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension, others = _lock_all(suspension)
    require_still(by, "suspend_trust_wide", suspension.case)
    case, now = suspension.case, timezone.now()
    person = current(suspension.person)
    refuse_if(cannot_change(case), about=suspension)
    refuse_if(rules.cannot_go_trust_wide(suspension, now), about=suspension)
    refuse_if(_not_his_case(by, others), about=suspension)
    replaced = [suspension, *others]
    counted_from = _counted_from(replaced, now)
    refuse_if(rules.cannot_last_until(counted_from, until_on, local_day(now)), about=suspension, field="until_on")
    refuse_if(rules.cannot_suspend(standing_everywhere(person), now), about=suspension)
    refuse_if(rules.cannot_rest_on(grounds), about=suspension, field="grounds")
    if not considered.strip():
        raise Refused(
            "Say what you considered about disability, illness and language.", about=suspension, field="considered"
        )
    if review_on is not None:
        refuse_if(rules.cannot_look_again_on(review_on, until_on, local_day(now)), about=suspension, field="review_on")
    wide = SiteSuspension(
        case=case,
        person=person,
        school=suspension.school,
        is_trust_wide=True,
        period=TimestamptzRange(now, clocks.end_of(until_on)),
        counted_from=counted_from,
        review_on=review_on or clocks.look_again_on(until_on, calendar(), local_day(now)),
        grounds=grounds.strip(),
        decided_at=now,
        decided_by=by,
        capacity=Capacity(capacity_on(case, by, power="suspend_trust_wide")),
        replaces=suspension,
    )
    for one in replaced:
        _replace(one, by, now)
    full_check(wide, constraints=False)
    wide.save(force_insert=True)
    _take_over_arrangements(wide, replaced)
    data = {
        "who": person.formal_name,
        "until": wide.period.upper,
        "until_on": wording.full_day(until_on),
        "grounds": wide.grounds,
        "considered": considered.strip(),
        "review_on": wide.review_on,
        "replaces": [one.pk for one in replaced],
    }
    write(chain=case.chain, verb="suspension.made_trust_wide", row=wide, by=by, at=now, data=data)
    note_decision(case=case, by=by)
    open_clocks(wide, by)
    owe_word(suspension=wide, case=case, by=by)
    tell_site(suspension=wide, kind=NoticeKind.GATE_CHANGED, by=by, tells_head=True)
    forget_draft(form="trust_wide", suspension=suspension, by=by)
    if token is not None:
        settle(token=token, led_to=wide.get_absolute_url(), by=by)
    return wide


@transaction.atomic
def ask_for_trust_wide(*, suspension: SiteSuspension, reason: str, by: User) -> None:
    """Ask whoever decides for the trust to let a suspension hold for every site. Raises `Refused` if that was asked."""
    require(by, "suspend", suspension.case)
    suspension, _ = _lock_all(suspension)
    require_still(by, "suspend", suspension.case)
    now = timezone.now()
    refuse_if(cannot_change(suspension.case), about=suspension)
    refuse_if(rules.cannot_ask_trust_wide(suspension, trust_wide_asked_at(suspension), now), about=suspension)
    if not reason.strip():
        raise Refused("Say why every site should be closed to them.", about=suspension, field="reason")
    role, users = deciders(suspension.case)
    if not users:
        raise Refused("The system knows nobody to ask: ring the trust’s office.", about=suspension)
    for user in users:
        tell(
            kind=NoticeKind.TRUST_WIDE_ASKED,
            audience=Audience.CEO if role == Role.CEO else Audience.CHAIR,
            to=user,
            path=trust_wide_page(suspension),
            note=reason.strip(),
            case=suspension.case,
            by=by,
        )
    data = {"who": suspension.person.formal_name, "school": suspension.site_name, "reason": reason.strip()}
    write(chain=suspension.chain, verb="suspension.trust_wide_asked", row=suspension, by=by, at=now, data=data)
    forget_draft(form="ask_trust_wide", suspension=suspension, by=by)


def _lock_all(suspension: SiteSuspension) -> tuple[SiteSuspension, list[SiteSuspension]]:
    """The suspension and the person's other live ones, under the locks of their cases, by pk, and of the person."""
    rows = [row.pk for row in rows_of(suspension.person)]
    live = SiteSuspension.objects.live().filter(person__in=rows)
    cases = {suspension.case_id, *live.values_list("case", flat=True)}
    [*Case.objects.select_for_update(no_key=True).filter(pk__in=cases).order_by("pk")]
    [*Person.objects.select_for_update(no_key=True).filter(pk__in=rows).order_by("pk")]
    mine: SiteSuspension = SiteSuspension.objects.with_people().get(pk=suspension.pk)
    others = live.filter(period__endswith__gt=timezone.now()).exclude(pk=mine.pk).with_people().order_by("pk")
    return mine, [*others]


def _not_his_case(by: User, others: list[SiteSuspension]) -> str | None:
    """A suspension of another case must be replaced as well, by somebody who decides there too."""
    if all(may(by, "suspend_trust_wide", one.case) for one in others):
        return None
    return "They are suspended from another site as well, on a case you do not work on. Ask the CEO to decide this."


def _counted_from(replaced: list[SiteSuspension], now: datetime) -> datetime:
    """The first start of those that nobody has upheld; a new count where all were, or where it was still to begin."""
    return min([now, *(one.counted_from for one in replaced if one.state == SuspensionState.PROVISIONAL)])


def _replace(suspension: SiteSuspension, by: User, now: datetime) -> None:
    """End a suspension whose place another takes: nothing of it is owed any more."""
    data = {"who": suspension.person.formal_name, "school": suspension.site_name}
    move(
        suspension,
        SuspensionState.REPLACED,
        table=SUSPENSION_MOVES,
        verb="suspension.replaced",
        by=by,
        at=now,
        data=data,
        ended_at=now,
        ended_by=by,
        end_reason=REPLACED,
    )
    settle_clocks(suspension, REPLACED, by)
    for kind in (Kind.TELL_PARENT, Kind.LETTER_TO_PARENT):
        discharge(case=suspension.case, kind=kind, subject=str(suspension.pk), how=REPLACED, by=by)


def _take_over_arrangements(wide: SiteSuspension, replaced: list[SiteSuspension]) -> None:
    """What was arranged at a site stays arranged."""
    known = Arrangement.objects.filter(suspension__in=replaced).order_by("school", "-set_at")
    for row in {row.school_id: row for row in reversed(known)}.values():
        row.pk, row.suspension = None, wide
        row._state.adding = True
        full_check(row)
        row.save(force_insert=True)
