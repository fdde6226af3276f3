"""What the CEO's reviewer reads of a pupil's suspension, and what the headteacher answers."""

from dataclasses import dataclass

from accounts.models import User
from cases.rules import cannot_change
from kernel import wording
from kernel.components import Row, Section
from pupils import judging
from pupils import wording as words
from pupils.codeset import BY_CODE
from pupils.models import Advice, AdviceAnswer, PupilSuspension
from pupils.selectors.after import advice_rows
from pupils.selectors.board_clock import board_has_begun
from pupils.selectors.exams import missed_by
from pupils.selectors.independence import why_not_review


@dataclass(frozen=True)
class AdvicePage:
    """The decision with what was weighed, what the review said if there was one, and why nothing can be said.

    `is_before_board`: the board's meeting has begun, so that whoever answers cannot cancel any more.
    """

    facts: Section
    advice: tuple[Row, ...]
    reason: str | None
    is_before_board: bool = False


def review_page(suspension: PupilSuspension, user: User) -> AdvicePage:
    """What a review looks at, and why this account cannot review it. Seven queries."""
    given = _given(suspension)
    reason = judging.cannot_advise(suspension, given, why_not_review(suspension, user))
    return AdvicePage(_facts(suspension), advice_rows(given), cannot_change(suspension.case) or reason)


def answer_page(suspension: PupilSuspension) -> AdvicePage:
    """What is answered, and why it cannot be; whether it is too late to cancel instead. Five queries."""
    given = _given(suspension)
    is_answered = AdviceAnswer.objects.filter(advice__suspension=suspension).exists()
    reason = judging.cannot_answer(suspension, given, is_answered=is_answered)
    return AdvicePage(
        _facts(suspension), advice_rows(given), cannot_change(suspension.case) or reason, board_has_begun(suspension)
    )


def _given(suspension: PupilSuspension) -> Advice | None:
    return Advice.objects.filter(suspension=suspension).select_related("given_by").first()


def _facts(suspension: PupilSuspension) -> Section:
    period = words.period(suspension.absence)
    reasons = [BY_CODE[row.code].words for row in suspension.reasons.all()]
    exams = missed_by(suspension)
    return Section(
        "The decision",
        rows=(
            Row("Suspended", wording.capital(period)),
            Row("Length", words.in_days(suspension.half_days)),
            Row("In the term with this one", words.in_days(suspension.term_total)),
            Row("Reasons", reasons),
            Row("What the pupil did", suspension.conduct),
            Row("Why more likely than not", suspension.probability),
            Row("Special educational needs", suspension.needs_considered),
            Row("Disability", suspension.disability_considered),
            Row("Vulnerability", suspension.vulnerability_considered),
            Row("Instead of a suspension", suspension.alternatives),
            *([Row("Examination missed", [str(one) for one in exams])] if exams else []),
        ),
        key="decision",
    )
