"""The CEO, or who acts for them, reviews a pupil's suspension as advice; the headteacher answers."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.access import reach, require, require_still
from cases.deciding import capacity_on
from cases.duties import Kind
from cases.rules import cannot_change
from cases.services.duties import open_duty
from cases.services.writing import claim, settle
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from notices.recipients import holders, reachable
from notices.services import tell
from notices.states import Audience, NoticeKind
from pupils import judging
from pupils.access import SUSPENDS
from pupils.models import Advice, AdviceAnswer, PupilSuspension
from pupils.selectors.independence import why_not_review
from pupils.services._after import finish, name_of, settle_board
from pupils.services._shared import forget_draft, locked
from pupils.states import AdviserCapacity
from schools.states import Role

POWER = "advise_pupil"


@transaction.atomic
def give_advice(
    *, suspension: PupilSuspension, is_supported: bool, reasons: str, by: User, token: UUID | None = None
) -> Advice | None:
    """Say whether the decision on a pupil is supported, and why. It changes nothing by itself: the headteacher answers.

    Only the headteacher cancels, and only the board reinstates (SI 2012/1033). Refuses (`Refused`) whoever has to do
    with it. None if this form was sent before.
    """
    require(by, POWER, suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    require_still(by, POWER, suspension.case)
    now = timezone.now()
    refuse_if(cannot_change(suspension.case), about=suspension)
    given = Advice.objects.filter(suspension=suspension).first()
    refuse_if(judging.cannot_advise(suspension, given, why_not_review(suspension, by)), about=suspension)
    refuse_blank(reasons, "Give your reasons.", about=suspension, field="reasons")
    advice = Advice(
        suspension=suspension,
        is_supported=is_supported,
        reasons=reasons.strip(),
        given_at=now,
        given_by=by,
        capacity=AdviserCapacity(capacity_on(suspension.case, by, power=POWER)),
    )
    full_check(advice)
    advice.save(force_insert=True)
    data = {"who": name_of(suspension), "reasons": advice.reasons, "capacity": advice.capacity}
    write(
        chain=suspension.chain,
        verb="pupil_advice.supported" if is_supported else "pupil_advice.not_supported",
        row=advice,
        by=by,
        at=now,
        data=data,
    )
    how = "Supported" if is_supported else "Not supported"
    finish(suspension, Kind.REVIEW_PUPIL_SUSPENSION, how, by)
    if not is_supported:
        kind, subject, about = Kind.ANSWER_ADVICE, str(suspension.pk), name_of(suspension)
        open_duty(case=suspension.case, kind=kind, subject=subject, about=about, by=by)
    _tell_head(suspension, by)
    forget_draft("pupil_advice", suspension, by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return advice


@transaction.atomic
def answer_advice(
    *, suspension: PupilSuspension, reasons: str, by: User, is_board_asked: bool = False, token: UUID | None = None
) -> AdviceAnswer | None:
    """Say why a suspension stands that was not supported, and whether the board is asked to consider it.

    Who is persuaded cancels instead, which answers too. None if this form was sent before. Raises `Refused`.
    """
    require(by, SUSPENDS, suspension.case)
    if token is not None and claim(token=token, by=by):
        return None
    suspension = locked(suspension)
    require_still(by, SUSPENDS, suspension.case)
    now = timezone.now()
    given = Advice.objects.filter(suspension=suspension).first()
    is_answered = AdviceAnswer.objects.filter(advice__suspension=suspension).exists()
    refuse_if(cannot_change(suspension.case), about=suspension)
    refuse_if(judging.cannot_answer(suspension, given, is_answered=is_answered), about=suspension)
    refuse_blank(reasons, "Say why the suspension stands.", about=suspension, field="reasons")
    answer = AdviceAnswer(
        advice=given, reasons=reasons.strip(), is_board_asked=is_board_asked, answered_at=now, answered_by=by
    )
    full_check(answer)
    answer.save(force_insert=True)
    data = {"who": name_of(suspension), "reasons": answer.reasons}
    write(
        chain=suspension.chain,
        verb="pupil_advice.board_asked" if is_board_asked else "pupil_advice.answered",
        row=answer,
        by=by,
        at=now,
        data=data,
    )
    how = "The board is asked to consider it" if is_board_asked else "The suspension stands, with the reason"
    finish(suspension, Kind.ANSWER_ADVICE, how, by)
    settle_board(suspension, by, why="The headteacher asks the board to consider it.")
    forget_draft("pupil_answer", suspension, by)
    if token is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return answer


def _tell_head(suspension: PupilSuspension, by: User) -> None:
    """Tell the headteacher, and whoever decided it, what came of the review."""
    case = suspension.case
    told = reachable(dict.fromkeys([*holders(Role.HEAD, suspension.school), suspension.decided_by]), case)
    for user in told:
        if user != by and reach(user).sees(case):
            path = suspension.get_absolute_url()
            tell(kind=NoticeKind.PUPIL_ADVICE, audience=Audience.HEAD, to=user, path=path, case=case, by=by)
