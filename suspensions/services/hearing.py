"""The person's side: their time to answer begins, they answer or waive it, and somebody not involved considers it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, write
from cases.access import require, require_still
from cases.duties import Kind
from cases.rules import cannot_change
from cases.services.duties import discharge
from cases.services.evidence import note_new_fact
from cases.services.writing import claim, drop_draft, settle
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_if
from notices.recipients import reviewers
from notices.services import tell
from notices.states import NoticeKind
from schools.selectors import calendar
from suspensions import rules
from suspensions.drafts import draft_key
from suspensions.hearing import WindowState
from suspensions.models import Representation, SiteSuspension
from suspensions.selectors.hearing import grew_at, window
from suspensions.selectors.independence import why_not_independent
from suspensions.selectors.written import days_of_letters
from suspensions.services._clocks import move_review, owe
from suspensions.services._shared import forget_draft, locked
from suspensions.services._window import open_for, run_from
from suspensions.states import Channel

DAYS_TO_CONSIDER = 2


@transaction.atomic
def open_window(
    *,
    suspension: SiteSuspension,
    deemed_on: date,
    by: User,
    issued_at: datetime | None = None,
    is_anew: bool = False,
) -> bool:
    """Let the person's time to answer run from the local day on which their letter counts as received.

    The first letter about a suspension that lasts beyond its first day opens it, later ones do not stretch it; a letter
    issued (aware) before it was made longer does not count. `is_anew`: the earlier letter never came. False if it stays.
    """
    require(by, "work_case", suspension.case)
    return open_for(locked(suspension), deemed_on, by, issued_at=issued_at, is_anew=is_anew)


@transaction.atomic
def stop_window(*, suspension: SiteSuspension, lost_on: date | None, by: User) -> bool:
    """Let the time to answer no longer run from the local day on which a letter was taken to have come: it never did.

    It runs from the next letter that does count as received, or waits for one. False if it does not run from that day.
    """
    require(by, "work_case", suspension.case)
    suspension = locked(suspension)
    if lost_on is None or suspension.heard_from != lost_on:
        return False
    next_on = min(days_of_letters(suspension, since=grew_at(suspension)), default=None)
    if next_on == lost_on:
        return False
    if next_on is not None:
        run_from(suspension, next_on, "An earlier letter never came.", by)
        return True
    why = "The letter never came."
    data = {"who": suspension.person.formal_name, "why": why}
    amend(suspension, verb="suspension.window_stopped", by=by, data=data, heard_from=None)
    move_review(suspension, why, by)
    return True


@transaction.atomic
def note_representation(
    *,
    suspension: SiteSuspension,
    received_at: datetime,
    channel: Channel,
    text: str,
    by: User,
    is_all: bool = False,
    token: UUID | None = None,
) -> Representation | None:
    """Note what the person says to it, by whatever way it came (aware). Late words are noted too.

    `is_all`: they say that nothing else will come, which closes their time early. Whoever reviews is told. None if
    this form was sent before.
    """
    return _note(suspension, received_at, channel, text, by, is_all=is_all, is_waiver=False, token=token)


@transaction.atomic
def note_waiver(
    *,
    suspension: SiteSuspension,
    received_at: datetime,
    channel: Channel,
    text: str,
    by: User,
    token: UUID | None = None,
) -> Representation | None:
    """Note that the person waives giving their side: it counts only in writing (aware). None if sent before."""
    refuse_if(rules.cannot_waive_by(channel), about=suspension, field="channel")
    return _note(suspension, received_at, channel, text, by, is_all=False, is_waiver=True, token=token)


def _note(
    suspension: SiteSuspension,
    received_at: datetime,
    channel: Channel,
    text: str,
    by: User,
    *,
    is_all: bool,
    is_waiver: bool,
    token: UUID | None,
) -> Representation | None:
    require(by, "work_case", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    now = timezone.now()
    refuse_if(cannot_change(suspension.case), about=suspension)
    refuse_if(rules.cannot_have_come(suspension, received_at, now), about=suspension, field="received_at")
    if not text.strip():
        raise Refused("Write down what the person said.", about=suspension, field="text")
    said = Representation(
        suspension=suspension,
        received_at=received_at,
        channel=channel,
        text=text.strip(),
        is_waiver=is_waiver,
        is_all=is_all,
        noted_at=now,
        noted_by=by,
    )
    full_check(said)
    said.save()
    data = {
        "who": suspension.person.formal_name,
        "channel": str(Channel(channel).label).lower(),
        "received_at": received_at,
        "received": wording.in_full(received_at),
        "text": said.text,
        "is_all": is_all,
    }
    write(
        chain=suspension.chain,
        verb="representation.waived" if is_waiver else "representation.noted",
        row=said,
        by=by,
        at=now,
        data=data,
    )
    _follow(suspension, said, by)
    forget_draft(form="waiver" if is_waiver else "side", suspension=suspension, by=by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return said


def _follow(suspension: SiteSuspension, said: Representation, by: User) -> None:
    """What the person's words change: the time to answer, what is owed, who hears of it."""
    if not suspension.is_live:
        note_new_fact(case=suspension.case, by=by)
        return
    if said.is_waiver:
        _settle_if_heard(suspension, "Waived in writing", by)
        move_review(suspension, "The person waived giving their side.", by)
        return
    if not suspension.reviews.filter(is_first=True).exists():
        due_at = calendar().add_working_days_to(said.noted_at, DAYS_TO_CONSIDER)
        shown = window(suspension)
        if shown.state is WindowState.OPEN and shown.closes_at is not None:
            due_at = max(due_at, shown.closes_at)
        why = "Their side has come in."
        owe(suspension, Kind.REPRESENTATIONS, due_at, by, why=why)
    if said.is_all:
        move_review(suspension, "The person says that this is all.", by)
    _tell_reviewers(suspension, by)


def _tell_reviewers(suspension: SiteSuspension, by: User) -> None:
    case, path = suspension.case, suspension.get_absolute_url()
    for audience, user in reviewers(case):
        if user != by:
            tell(kind=NoticeKind.SIDE_GIVEN, audience=audience, to=user, path=path, by=by, case=case)


@transaction.atomic
def consider_representation(*, representation: Representation, consideration: str, by: User) -> Representation:
    """Say what was made of the person's words. Only somebody not involved, who may review. Law on barring adults."""
    require(by, "review", representation.suspension.case)
    suspension = locked(representation.suspension)
    require_still(by, "review", suspension.case)
    said = Representation.objects.select_related("suspension__case").get(pk=representation.pk)
    now = timezone.now()
    refuse_if(rules.cannot_consider(said, why_not_independent(suspension, by), now), about=suspension)
    if not consideration.strip():
        raise Refused("Say what you made of it.", about=suspension, field="consideration")
    amend(
        said,
        verb="representation.considered",
        by=by,
        at=now,
        data={"who": suspension.person.formal_name},
        consideration=consideration.strip(),
        considered_at=now,
        considered_by=by,
    )
    _settle_if_heard(suspension, "Considered what they said", by)
    drop_draft(key=draft_key("consider", suspension, said.pk), by=by)
    return said


@transaction.atomic
def note_window_closed(*, suspension: SiteSuspension, by: User) -> bool:
    """When the time to answer is over and nothing waits to be considered, nobody needs to listen any more."""
    suspension = locked(suspension)
    shown = window(suspension)
    if shown.state is not WindowState.OVER or shown.closes_at is None:
        return False
    until = wording.in_full(wording.last_moment(shown.closes_at))
    how = "Considered what they said" if suspension.representations.exists() else "Nothing came"
    return _settle_if_heard(suspension, f"{how}; their time to answer ended on {until}", by)


def _settle_if_heard(suspension: SiteSuspension, how: str, by: User) -> bool:
    """Discharge the duty to hear them, once their time is over and everything they said was considered."""
    shown = window(suspension)
    if shown.unconsidered or shown.state in (WindowState.OPEN, WindowState.WAITING):
        return False
    kind, subject = Kind.REPRESENTATIONS, str(suspension.pk)
    return discharge(case=suspension.case, kind=kind, subject=subject, how=how, by=by)
