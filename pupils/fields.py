"""Which columns of pupil suspensions say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "PupilSuspension": classed(
        personal="pupil category first_on first_half last_on last_half half_days term_total year_total is_marked_present conduct"
        " probability needs_considered disability_considered vulnerability_considered alternatives missed_exam"
        " missed_exam_on further_basis further_reason end_reason back_on back_half",
        operational="case school follows state decided_at decided_by capacity ended_at ended_by",
    ),
    "SuspensionReason": classed(personal="code", operational="suspension place"),
    "OrderDecision": classed(personal="person is_told reason", operational="suspension decided_at decided_by"),
    "HalfDaysElsewhere": classed(
        personal="pupil where year term half_days taken_back_why",
        operational="school noted_at noted_by taken_back_at taken_back_by",
    ),
}
