"""Whoever works on the case notes what follows a suspension: work, education from the sixth day, the talk on return."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.access import require, require_still
from cases.duties import Kind
from cases.rules import cannot_change
from cases.services.writing import claim, settle
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from pupils import following
from pupils.ages import is_compulsory_age
from pupils.clocks import return_on
from pupils.models import DaySixEducation, PupilSuspension, Reintegration, WorkSet
from pupils.selectors.recipients import known_of
from pupils.selectors.run import sixth_day_of
from pupils.services._after import finish, name_of
from pupils.services._owed import owe_notices, waive_notices
from pupils.services._shared import forget_draft, locked
from pupils.states import Event, NoEducation
from schools.selectors.school_calendar import school_calendar


def _begin(suspension: PupilSuspension, by: User) -> tuple[PupilSuspension, datetime]:
    """The suspension as it stands, under the lock, for whoever works on its case; and now."""
    suspension = locked(suspension)
    require_still(by, "work_case", suspension.case)
    refuse_if(cannot_change(suspension.case), about=suspension)
    return suspension, timezone.now()


@transaction.atomic
def set_work(
    *, suspension: PupilSuspension, what: str, how: str, marker: str, by: User, token: UUID | None = None
) -> WorkSet | None:
    """Note what work was set, how it reaches the pupil and who marks it. None if this form was sent before."""
    require(by, "work_case", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension, now = _begin(suspension, by)
    refuse_blank(what, "Say what the work is.", about=suspension, field="what")
    refuse_blank(how, "Say how the work reaches the pupil.", about=suspension, field="how")
    refuse_blank(marker, "Say who marks it.", about=suspension, field="marker")
    row = WorkSet(
        suspension=suspension, what=what.strip(), how=how.strip(), marker=marker.strip(), noted_at=now, noted_by=by
    )
    full_check(row)
    row.save(force_insert=True)
    data = {"who": name_of(suspension), "what": row.what, "how": row.how, "marker": row.marker}
    write(chain=suspension.chain, verb="pupil_work.set", row=row, by=by, at=now, data=data)
    finish(suspension, Kind.SET_WORK, f"Set, and marked by {row.marker}", by)
    forget_draft("pupil_work", suspension, by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return row


# --- Education from the sixth day -------------------------------------------------------------------------------------
@transaction.atomic
def arrange_education(
    *,
    suspension: PupilSuspension,
    provider: str,
    address: str,
    times: str,
    starts_on: date,
    report_to: str,
    by: User,
    late_reason: str = "",
    has_consent: bool = False,
    token: UUID | None = None,
) -> DaySixEducation | None:
    """Note with whom the pupil has full-time education, where, when, from which local day; the family is told then.

    Refuses (`Refused`) less than 48 hours' notice unless the parent agreed, and a later beginning than the law's without
    a reason. Noted anew it takes the place of what was noted before. None if this form was sent before. EIA 2006 s.100.
    """
    require(by, "work_case", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension, now = _begin(suspension, by)
    days = school_calendar(suspension.school)
    owed_on = sixth_day_of(suspension, days)
    refuse_if(following.cannot_arrange(suspension), about=suspension)
    refuse_if(following.wrong_place(provider, suspension.school.name), about=suspension, field="provider")
    refuse_if(following.wrong_start(starts_on), about=suspension, field="starts_on")
    reason = following.too_late(starts_on, owed_on, late_reason)
    refuse_if(reason, about=suspension, field="late_reason")
    is_at_once = known_of(suspension).is_at_once(starts_on, days)
    reason = following.too_short(starts_on, days, now, has_consent=has_consent, is_at_once=is_at_once)
    refuse_if(reason, about=suspension, field="has_consent")
    row = DaySixEducation(
        suspension=suspension,
        provider=provider.strip(),
        address=address.strip(),
        times=times.strip(),
        starts_on=starts_on,
        report_to=report_to.strip(),
        late_reason=late_reason.strip() if owed_on is not None and starts_on > owed_on else "",
        has_consent=has_consent,
        noted_at=now,
        noted_by=by,
    )
    full_check(row)
    row.save(force_insert=True)
    data = {"who": name_of(suspension), "provider": row.provider, "on": wording.full_day(starts_on)}
    write(chain=suspension.chain, verb="pupil_education.arranged", row=row, by=by, at=now, data=data)
    finish(suspension, Kind.DAY_SIX_EDUCATION, f"Arranged with {row.provider}", by)
    if is_compulsory_age(known_of(suspension).about.born_on, suspension.first_on) is not False:
        owe_notices(suspension, Event.DAY_SIX, by)
    forget_draft("pupil_day_six", suspension, by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return row


@transaction.atomic
def except_education(
    *, suspension: PupilSuspension, exception: NoEducation, reason: str, by: User, token: UUID | None = None
) -> DaySixEducation | None:
    """Note why no education has to be arranged: nothing left to sit in Year 11, or not of school age. None if sent before."""
    require(by, "work_case", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension, now = _begin(suspension, by)
    refuse_if(following.cannot_arrange(suspension), about=suspension)
    known, owed_on = known_of(suspension), sixth_day_of(suspension, school_calendar(suspension.school))
    why_not = following.cannot_except(
        exception, owed_on or suspension.first_on, known.about.born_on, [one.year_group for one in known.facts]
    )
    refuse_if(why_not, about=suspension, field="exception")
    refuse_blank(reason, "Say why.", about=suspension, field="reason")
    row = DaySixEducation(suspension=suspension, exception=exception, reason=reason.strip(), noted_at=now, noted_by=by)
    full_check(row)
    row.save(force_insert=True)
    why = str(NoEducation(exception).label)
    data = {"who": name_of(suspension), "why": why, "reason": row.reason}
    write(chain=suspension.chain, verb="pupil_education.excepted", row=row, by=by, at=now, data=data)
    finish(suspension, Kind.DAY_SIX_EDUCATION, f"None has to be arranged: {wording.mid(why)}", by)
    waive_notices(suspension, Event.DAY_SIX, f"None has to be arranged: {wording.mid(why)}.", by)
    forget_draft("pupil_no_six", suspension, by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return row


# --- Coming back ------------------------------------------------------------------------------------------------------
@transaction.atomic
def note_reintegration(
    *,
    suspension: PupilSuspension,
    is_held: bool,
    by: User,
    held_on: date | None = None,
    who_came: str = "",
    agreed: str = "",
    why_not: str = "",
    token: UUID | None = None,
) -> Reintegration | None:
    """Note the talk on coming back: the local day, who came, what was agreed; or why it was not held.

    It is never a condition of coming back. None if this form was sent before.
    """
    require(by, "work_case", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension, now = _begin(suspension, by)
    if is_held:
        reason = following.wrong_talk_day(held_on, suspension, now)
        refuse_if(reason, about=suspension, field="held_on")
        refuse_blank(who_came, "Say who came.", about=suspension, field="who_came")
        refuse_blank(agreed, "Say what was agreed.", about=suspension, field="agreed")
        why_not = ""
    else:
        reason = following.cannot_say_not_held(
            return_on(suspension.absence, school_calendar(suspension.school))[0], now
        )
        refuse_if(reason, about=suspension, field="is_held")
        refuse_blank(why_not, "Say why it was not held.", about=suspension, field="why_not")
        held_on, who_came, agreed = None, "", ""
    row = Reintegration(
        suspension=suspension,
        is_held=is_held,
        held_on=held_on,
        who_came=who_came.strip(),
        agreed=agreed.strip(),
        why_not=why_not.strip(),
        noted_at=now,
        noted_by=by,
    )
    full_check(row)
    row.save(force_insert=True)
    if is_held and held_on is not None:
        data = {"who": name_of(suspension), "on": wording.full_day(held_on), "came": row.who_came, "agreed": row.agreed}
        write(chain=suspension.chain, verb="pupil_return.talked", row=row, by=by, at=now, data=data)
    else:
        data = {"who": name_of(suspension), "reason": row.why_not}
        write(chain=suspension.chain, verb="pupil_return.not_talked", row=row, by=by, at=now, data=data)
    finish(suspension, Kind.REINTEGRATION, "Held" if is_held else "Not held, with the reason", by)
    forget_draft("pupil_return", suspension, by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return row
