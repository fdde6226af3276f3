"""Somebody not involved decides on a suspension: upheld or not, on other terms, and again on its day."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.services import amend, move, write
from cases.access import reach, require, require_still
from cases.deciding import capacity_on
from cases.duties import Kind
from cases.models import Case, Evidence
from cases.rules import cannot_change
from cases.services.duties import open_duty
from cases.services.evidence import seal
from cases.services.writing import claim, settle
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_if
from notices.models import Notice
from notices.recipients import holders, reachable
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.states import Role
from suspensions import clocks, judging, rules
from suspensions.models import Representation, Review, ReviewedEvidence, SiteSuspension, Variation
from suspensions.selectors.hearing import window
from suspensions.selectors.independence import why_not_independent
from suspensions.selectors.review import first_review, new_facts, renewal_of
from suspensions.selectors.standing import current
from suspensions.services._clocks import await_look, settle_clocks
from suspensions.services._shared import forget_draft, locked, owe_word, tell_neighbours, tell_site
from suspensions.services.hearing import consider_representation
from suspensions.states import SUSPENSION_MOVES, Capacity, Outcome, SuspensionState

CONSIDERED = "Say what you considered about disability, illness and language."
HOW = {
    Outcome.UPHELD: "Upheld",
    Outcome.VARIED: "Upheld with other terms",
    Outcome.NOT_UPHELD: "Not upheld",
    Outcome.CONTINUED: "Looked at again: it goes on",
    Outcome.ENDED: "Looked at again: lifted",
}
FIRST, AGAIN = (Outcome.UPHELD, Outcome.VARIED, Outcome.NOT_UPHELD), (Outcome.CONTINUED, Outcome.ENDED)


@transaction.atomic
def review_site_suspension(
    *,
    suspension: SiteSuspension,
    outcome: Outcome,
    reasons: str,
    considered: str,
    by: User,
    evidence: Sequence[int] = (),
    consideration: str = "",
    risk: str = "",
    review_on: date | None = None,
    terms: str = "",
    until_on: date | None = None,
    follows: str = "",
    token: UUID | None = None,
) -> Review | None:
    """Decide whether a suspension is upheld, on other terms, or not. Policy: Methods; law on barring adults.

    `evidence` are the pieces (pks) that were looked at, `consideration` what is made of the person's words that nobody
    has weighed yet, `until_on` an earlier last day, `follows` what happens next where it is not upheld. Refuses
    (`Refused`) whoever has to do with it, upholding before the person was heard, and without a risk. Not upheld lifts
    it at once. All evidence is sealed. None if this form was sent before.
    """
    require(by, "review", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    require_still(by, "review", suspension.case)
    now = timezone.now()
    refuse_if(cannot_change(suspension.case), about=suspension)
    reason = judging.cannot_review(suspension, first_review(suspension), why_not_independent(suspension, by), now)
    refuse_if(reason, about=suspension)
    if outcome not in FIRST:
        raise Refused("Say whether it is upheld.", about=suspension, field="outcome")
    if consideration.strip():
        _consider(suspension, consideration, by)
    if outcome == Outcome.NOT_UPHELD:
        risk = terms = ""
        review_on = until_on = None
        _say(follows, "Say what follows: for example whether you invite them to talk.", suspension, "follows")
    else:
        follows = ""
        refuse_if(judging.cannot_uphold(window(suspension, at=now), now), about=suspension)
        refuse_if(rules.cannot_rest_on(risk), about=suspension, field="risk")
        review_on, until_on = _going_on(suspension, outcome, review_on, terms, until_on, now)
    _say(considered, CONSIDERED, suspension, "considered")
    _say(reasons, "Give your reasons.", suspension, "reasons")
    review = _write(suspension, outcome, reasons, considered, risk, follows, by, now)
    _note_evidence(review, evidence)
    if outcome == Outcome.NOT_UPHELD:
        _not_upheld(suspension, review)
    else:
        _upheld(suspension, review, terms, review_on, until_on)
    seal(case=suspension.case, by=by, at=now)
    forget_draft(form="review", suspension=suspension, by=by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return review


def _consider(suspension: SiteSuspension, consideration: str, by: User) -> None:
    waiting = Representation.objects.filter(suspension=suspension, considered_at__isnull=True, is_waiver=False)
    for said in waiting.select_related("suspension__case"):
        consider_representation(representation=said, consideration=consideration, by=by)


def _going_on(
    suspension: SiteSuspension,
    outcome: Outcome,
    review_on: date | None,
    terms: str,
    until_on: date | None,
    now: datetime,
) -> tuple[date | None, date | None]:
    """The day to look again and the new last day of one that is upheld, once they are right for each other.

    Nobody looks again at one that ends today or has ended: it keeps the day it had.
    """
    if outcome == Outcome.UPHELD:
        until_on = None
    else:
        _say(terms, "Say what is different from now on.", suspension, "terms")
        refuse_if(judging.wrong_new_end(suspension, until_on, now), about=suspension, field="until_on")
    if until_on is not None:
        suspension.period = TimestamptzRange(suspension.period.lower, clocks.end_of(until_on))
    if not judging.goes_on(suspension, now):
        kept = suspension.review_on
        return min(kept, clocks.last_day(suspension)) if kept is not None else None, until_on
    refuse_if(judging.wrong_review_day(suspension, review_on, now), about=suspension, field="review_on")
    return review_on, until_on


def _write(
    suspension: SiteSuspension,
    outcome: Outcome,
    reasons: str,
    considered: str,
    risk: str,
    follows: str,
    by: User,
    now: datetime,
    *,
    is_first: bool = True,
) -> Review:
    review = Review(
        suspension=suspension,
        is_first=is_first,
        outcome=outcome,
        reasons=reasons.strip(),
        considered=considered.strip(),
        risk=risk.strip(),
        follows=follows.strip(),
        decided_at=now,
        decided_by=by,
        capacity=Capacity(capacity_on(suspension.case, by, power="review")),
    )
    full_check(review)
    review.save(force_insert=True)
    return review


def _note_evidence(review: Review, evidence: Sequence[int]) -> None:
    case = review.suspension.case
    pieces = [*Evidence.objects.filter(case=case, pk__in=evidence).order_by("pk")]
    if len(pieces) != len({*evidence}):
        raise Refused("Choose evidence of this case.", about=review.suspension, field="evidence")
    for piece in pieces:
        row = ReviewedEvidence(review=review, evidence=piece)
        full_check(row)
        row.save(force_insert=True)


def _said(review: Review) -> dict[str, object]:
    """What history keeps of a review."""
    suspension = review.suspension
    return {
        "who": suspension.person.formal_name,
        "school": suspension.site_name,
        "capacity": review.capacity,
        "reasons": review.reasons,
        "considered": review.considered,
        "risk": review.risk,
        "follows": review.follows,
        "evidence": [*review.evidence.order_by("pk").values_list("evidence_id", flat=True)],
    }


def _upheld(
    suspension: SiteSuspension, review: Review, terms: str, review_on: date | None, until_on: date | None
) -> None:
    by, now = review.decided_by, review.decided_at
    is_varied = review.outcome == Outcome.VARIED
    if is_varied:
        _add_terms(suspension, terms, review.reasons, until_on, review)
    data = {**_said(review), "terms": terms.strip() if is_varied else ""}
    changes = {"review_on": review_on, **({"period": suspension.period} if until_on is not None else {})}
    move(
        suspension,
        SuspensionState.UPHELD,
        table=SUSPENSION_MOVES,
        verb="suspension.upheld_varied" if is_varied else "suspension.upheld",
        by=by,
        at=now,
        data=data,
        **changes,
    )
    settle_clocks(suspension, HOW[Outcome(review.outcome)], by)
    if judging.goes_on(suspension, now):
        await_look(suspension, by, why="It was upheld.")
    owe_word(suspension=suspension, case=suspension.case, by=by)
    if until_on is not None:
        tell_site(suspension=suspension, kind=NoticeKind.GATE_CHANGED, by=by, tells_head=False)
        tell_neighbours(suspension=suspension, by=by)
    _tell_decided(suspension, by)


def _not_upheld(suspension: SiteSuspension, review: Review) -> None:
    """It ends at once; the person is told, and whoever decides for the CEO invites them to talk or says why not."""
    by = review.decided_by
    _end(suspension, SuspensionState.NOT_UPHELD, "suspension.not_upheld", review)
    about = current(suspension.person).formal_name
    open_duty(
        case=suspension.case, kind=Kind.INVITE_PARENT, subject=str(suspension.pk), about=about, by=by,
        at=review.decided_at,
    )  # fmt: skip
    _tell_decided(suspension, review.decided_by)


def _end(suspension: SiteSuspension, state: SuspensionState, verb: str, review: Review) -> None:
    by, now = review.decided_by, review.decided_at
    data = {**_said(review), "reason": review.reasons}
    stamps: dict[str, Any] = {
        "ended_at": now,
        "ended_by": by,
        "ended_as": review.capacity,
        "end_reason": review.reasons,
    }
    was_expected = now < suspension.period.upper
    move(suspension, state, table=SUSPENSION_MOVES, verb=verb, by=by, at=now, data=data, **stamps)
    settle_clocks(suspension, HOW[Outcome(review.outcome)], by)
    owe_word(suspension=suspension, case=suspension.case, by=by)
    if was_expected:
        tell_site(suspension=suspension, kind=NoticeKind.GATE_CHANGED, by=by, tells_head=False)
        if not clocks.is_one_day(suspension):
            tell_neighbours(suspension=suspension, by=by)


def _tell_decided(suspension: SiteSuspension, by: User) -> None:
    """Tell the headteacher, who must tell the person, and whoever made the decision, what came of it."""
    case = suspension.case
    heads = reachable(holders(Role.HEAD, case.school), case)
    told: dict[User, Audience] = dict.fromkeys(heads, Audience.HEAD)
    for user in reachable([suspension.decided_by], case):
        told.setdefault(user, Audience.COLLEAGUE)
    for user, audience in told.items():
        if user != by and not user.is_system and reach(user).sees(case):
            path = suspension.get_absolute_url()
            tell(kind=NoticeKind.REVIEWED, audience=audience, to=user, path=path, case=case, by=by)


# --- Other terms ------------------------------------------------------------------------------------------------------
@transaction.atomic
def vary_site_suspension(
    *,
    suspension: SiteSuspension,
    terms: str,
    reason: str,
    by: User,
    until_on: date | None = None,
    token: UUID | None = None,
) -> Variation | None:
    """Give an upheld suspension other terms, or an earlier last day (local). The person must be told, also in writing.

    Refuses (`Refused`) one that is not upheld or has ended, and whoever has to do with it. None if sent before.
    """
    require(by, "review", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    require_still(by, "review", suspension.case)
    now = timezone.now()
    refuse_if(cannot_change(suspension.case), about=suspension)
    refuse_if(judging.cannot_vary(suspension, why_not_independent(suspension, by), now), about=suspension)
    refuse_if(judging.wrong_new_end(suspension, until_on, now), about=suspension, field="until_on")
    _say(terms, "Say what is different from now on.", suspension, "terms")
    _say(reason, "Say why.", suspension, "reason")
    variation = _add_terms(suspension, terms, reason, until_on, by=by, at=now)
    if until_on is not None:
        _shorten(suspension, until_on)
    data = {
        "who": suspension.person.formal_name,
        "school": suspension.site_name,
        "terms": variation.terms,
        "reason": variation.reason,
        "until": suspension.period.upper,
    }
    write(chain=suspension.chain, verb="suspension.varied", row=variation, by=by, at=now, data=data)
    await_look(suspension, by, why="It got other terms.")
    owe_word(suspension=suspension, case=suspension.case, by=by)
    tell_site(suspension=suspension, kind=NoticeKind.GATE_CHANGED, by=by, tells_head=True)
    if until_on is not None:
        tell_neighbours(suspension=suspension, by=by)
    forget_draft(form="vary", suspension=suspension, by=by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return variation


def _add_terms(
    suspension: SiteSuspension,
    terms: str,
    reason: str,
    until_on: date | None,
    review: Review | None = None,
    *,
    by: User | None = None,
    at: datetime | None = None,
) -> Variation:
    """Store other terms, as a part of a review or by themselves."""
    variation = Variation(
        suspension=suspension,
        terms=terms.strip(),
        reason=reason.strip(),
        until=clocks.end_of(until_on) if until_on is not None else None,
        decided_at=review.decided_at if review is not None else at or timezone.now(),
        decided_by=review.decided_by if review is not None else by,
        capacity=review.capacity
        if review is not None
        else Capacity(capacity_on(suspension.case, by, power="review") if by is not None else ""),
    )
    full_check(variation)
    variation.save(force_insert=True)
    return variation


def _shorten(suspension: SiteSuspension, until_on: date) -> None:
    """End it on an earlier local day; it is looked at again before that."""
    suspension.period = TimestamptzRange(suspension.period.lower, clocks.end_of(until_on))
    if suspension.review_on is not None:
        suspension.review_on = min(suspension.review_on, until_on)
    full_check(suspension, constraints=False)
    suspension.save(update_fields=["period", "review_on"])


# --- On its day -------------------------------------------------------------------------------------------------------
@transaction.atomic
def look_again(
    *,
    suspension: SiteSuspension,
    outcome: Outcome,
    reasons: str,
    considered: str,
    by: User,
    risk: str = "",
    review_on: date | None = None,
    token: UUID | None = None,
) -> Review | None:
    """Look again at an upheld suspension: it goes on, with a new day (local) to look at it, or it is lifted at once.

    It never lasts longer by this. Refuses (`Refused`) one that is not upheld or has ended, whoever has to do with it,
    and going on without a risk. None if this form was sent before.
    """
    require(by, "review", suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    require_still(by, "review", suspension.case)
    now = timezone.now()
    refuse_if(cannot_change(suspension.case), about=suspension)
    refuse_if(judging.cannot_look_again(suspension, why_not_independent(suspension, by), now), about=suspension)
    if outcome not in AGAIN:
        raise Refused("Say whether it goes on.", about=suspension, field="outcome")
    _say(reasons, "Give your reasons.", suspension, "reasons")
    _say(considered, CONSIDERED, suspension, "considered")
    if outcome == Outcome.CONTINUED:
        refuse_if(rules.cannot_rest_on(risk), about=suspension, field="risk")
        refuse_if(judging.wrong_review_day(suspension, review_on, now), about=suspension, field="review_on")
    else:
        risk = ""
        refuse_if(rules.cannot_end_before(renewal_of(suspension), now), about=suspension, field="outcome")
    review = _write(suspension, outcome, reasons, considered, risk, "", by, now, is_first=False)
    if outcome == Outcome.CONTINUED:
        _continue(suspension, review, review_on if judging.goes_on(suspension, now) else None)
    else:
        _end(suspension, SuspensionState.LIFTED, "suspension.lifted", review)
    _tell_decided(suspension, by)
    forget_draft(form="look_again", suspension=suspension, by=by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return review


def _continue(suspension: SiteSuspension, review: Review, review_on: date | None) -> None:
    """It goes on until its end, with a new day on which it is looked at; where its end comes first, without."""
    by, now = review.decided_by, review.decided_at
    data = _said(review)
    last = review_on or clocks.last_day(suspension)
    if not amend(suspension, verb="suspension.continued", by=by, at=now, data=data, review_on=last):
        write(chain=suspension.chain, verb="suspension.continued", row=suspension, by=by, at=now, data=data)
    settle_clocks(suspension, HOW[Outcome.CONTINUED], by)
    if review_on is not None:
        await_look(suspension, by, why="It goes on.")
    owe_word(suspension=suspension, case=suspension.case, by=by)


# --- Afterwards -------------------------------------------------------------------------------------------------------
@transaction.atomic
def tell_of_new_facts(*, case: Case, by: User) -> list[Notice]:
    """Tell whoever decided on a suspension of this case that something came afterwards: once until they have read it."""
    told = []
    for suspension in SiteSuspension.objects.filter(case=case, reviews__isnull=False).distinct().with_people():
        review = suspension.reviews.select_related("decided_by").last()
        if review is None or not new_facts(suspension):
            continue
        user, path = review.decided_by, suspension.get_absolute_url()
        known = Notice.objects.filter(kind=NoticeKind.NEW_FACTS, path=path, to_user=user, acknowledged_at__isnull=True)
        if known.exists() or not reach(user).sees(case):
            continue
        audience = Audience.CEO if review.capacity in (Capacity.CEO, Capacity.ACTING_CEO) else Audience(review.capacity)
        told.append(tell(kind=NoticeKind.NEW_FACTS, audience=audience, to=user, path=path, case=case, by=by))
    return told


def _say(text: str, reason: str, suspension: SiteSuspension, field: str) -> None:
    if not text.strip():
        raise Refused(reason, about=suspension, field=field)
