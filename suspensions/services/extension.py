"""A suspension goes on until a later day, or it is decided that it ends by itself."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.services import write
from cases.deciding import capacity_on
from cases.duties import Kind
from cases.rules import cannot_change
from cases.services.deciding import note_decision
from cases.services.duties import discharge
from cases.services.writing import claim, settle
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_if
from notices.states import NoticeKind
from schools.calendar import local_day
from schools.selectors import calendar
from suspensions import clocks, rules
from suspensions.access import require_decider, require_decider_still
from suspensions.models import Extension, SiteSuspension
from suspensions.selectors.deciding import is_decision_owed
from suspensions.selectors.standing import next_after
from suspensions.services._clocks import await_decision, await_look, move_review
from suspensions.services._shared import forget_draft, locked, owe_word, tell_neighbours, tell_site
from suspensions.states import Capacity, SuspensionState


@transaction.atomic
def extend_site_suspension(
    *,
    suspension: SiteSuspension,
    until_on: date,
    reason: str,
    considered: str,
    by: User,
    review_on: date | None = None,
    known_until: datetime | None = None,
    token: UUID | None = None,
) -> Extension | None:
    """Let a suspension go on until the end of a local day, with the reason and what was considered. Policy: Methods.

    Refuses (`Refused`) the past, a day that is not later, what goes beyond six weeks, or twelve months once upheld, and
    what runs into a later suspension.
    The person must be told the same day and in writing; the sites hear of it. None if this form was sent before.
    """
    require_decider(by, suspension)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    require_decider_still(by, suspension)
    now = timezone.now()
    refuse_if(cannot_change(suspension.case), about=suspension)
    refuse_if(rules.cannot_be_stale(suspension, known_until, now), about=suspension)
    following = next_after(suspension)
    refuse_if(rules.cannot_extend(suspension, now, following=following), about=suspension)
    refuse_if(rules.cannot_extend(suspension, now, until_on, following=following), about=suspension, field="until_on")
    _say(reason, "Say why it must go on.", suspension, "reason")
    _say(considered, "Say what you considered about disability, illness and language.", suspension, "considered")
    review_on = _review_day(suspension, review_on, until_on, local_day(now))
    extension = Extension(
        suspension=suspension,
        previous_until=suspension.period.upper,
        until=clocks.end_of(until_on),
        reason=reason.strip(),
        considered=considered.strip(),
        review_on=review_on,
        decided_at=now,
        decided_by=by,
        capacity=Capacity(capacity_on(suspension.case, by, power="suspend", school=suspension.school)),
    )
    full_check(extension)
    extension.save()
    _go_on(suspension, extension)
    data = {
        "who": suspension.person.formal_name,
        "school": suspension.site_name,
        "before": extension.previous_until,
        "until": extension.until,
        "until_on": wording.full_day(until_on),
        "reason": extension.reason,
        "considered": extension.considered,
        "review_on": review_on,
    }
    write(chain=suspension.chain, verb="suspension.extended", row=extension, by=by, at=now, data=data)
    note_decision(case=suspension.case, by=by)
    _settle_decision(suspension, f"Extended until {wording.full_day(until_on)}", by)
    await_decision(suspension, by)
    await_look(suspension, by, why="The suspension was extended.")
    move_review(suspension, "The suspension was extended.", by)
    owe_word(suspension=suspension, case=suspension.case, by=by)
    tell_site(suspension=suspension, kind=NoticeKind.GATE_CHANGED, by=by, tells_head=True)
    tell_neighbours(suspension=suspension, by=by)
    forget_draft(form="extend", suspension=suspension, by=by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return extension


@transaction.atomic
def let_end(*, suspension: SiteSuspension, note: str, by: User) -> None:
    """Decide that a suspension ends by itself on its day, and say why that is enough. It can still be extended."""
    require_decider(by, suspension)
    suspension = locked(suspension)
    require_decider_still(by, suspension)
    now = timezone.now()
    is_owed = is_decision_owed(suspension)
    refuse_if(rules.cannot_let_end(suspension, now, is_owed=is_owed), about=suspension)
    _say(note, "Say why that is enough.", suspension, "note")
    until = wording.full_day(clocks.last_day(suspension))
    data = {
        "who": suspension.person.formal_name,
        "school": suspension.site_name,
        "until_on": until,
        "reason": note.strip(),
    }
    write(chain=suspension.chain, verb="suspension.left_to_end", row=suspension, by=by, at=now, data=data)
    _settle_decision(suspension, f"Ends by itself on {until}: {note.strip()}", by)
    forget_draft(form="let_end", suspension=suspension, by=by)


@transaction.atomic
def note_end_reached(*, suspension: SiteSuspension, by: User) -> bool:
    """When its end has come it has ended by itself: nothing is left to decide or to look at again. False if nothing was."""
    suspension = locked(suspension)
    if timezone.now() < suspension.period.upper:
        return False
    ended = f"It ended by itself on {wording.full_day(clocks.last_day(suspension))}. Nobody had"
    is_decided = _settle_decision(suspension, f"{ended} decided on it before", by)
    kind, subject = Kind.REVIEW_SITE_SUSPENSION, str(suspension.pk)
    is_looked_at = discharge(
        case=suspension.case, kind=kind, subject=subject, how=f"{ended} looked at it again before", by=by
    )
    return is_decided or is_looked_at


def _go_on(suspension: SiteSuspension, extension: Extension) -> None:
    suspension.period = TimestamptzRange(suspension.period.lower, extension.until)
    suspension.review_on = extension.review_on
    full_check(suspension, constraints=False)
    suspension.save(update_fields=["period", "review_on"])


def _review_day(suspension: SiteSuspension, day: date | None, until_on: date, today: date) -> date:
    """The day on which it is looked at again: chosen, or for one that nobody has upheld two working days before its end."""
    if day is None and suspension.state == SuspensionState.UPHELD:
        raise Refused("Say on which day it is looked at again.", about=suspension, field="review_on")
    if day is None:
        return clocks.look_again_on(until_on, calendar(), today)
    refuse_if(rules.cannot_look_again_on(day, until_on, today), about=suspension, field="review_on")
    return day


def _settle_decision(suspension: SiteSuspension, how: str, by: User) -> bool:
    return discharge(case=suspension.case, kind=Kind.DECIDE_BEFORE_END, subject=str(suspension.pk), how=how, by=by)


def _say(text: str, reason: str, suspension: SiteSuspension, field: str) -> None:
    if not text.strip():
        raise Refused(reason, about=suspension, field=field)
