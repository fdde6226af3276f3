"""Which columns of pupil suspensions say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "PupilSuspension": classed(
        personal="pupil category first_on first_half last_on last_half half_days term_total year_total is_marked_present left_at"
        " conduct probability needs_considered disability_considered vulnerability_considered alternatives missed_exam"
        " missed_exam_on further_basis further_reason late_reason end_reason back_on back_half",
        operational="case school follows state decided_at decided_by entered_at capacity ended_at ended_by",
    ),
    "SuspensionReason": classed(personal="code", operational="suspension place"),
    "ExamNote": classed(personal="exam exam_on is_missed reason", operational="suspension noted_at noted_by"),
    "OrderDecision": classed(personal="person is_told reason", operational="suspension decided_at decided_by"),
    "HalfDaysElsewhere": classed(
        personal="pupil where year term half_days taken_back_why",
        operational="school noted_at noted_by taken_back_at taken_back_by",
    ),
    "BoardReceipt": classed(operational="suspension received_on copy noted_at noted_by"),
    "BoardRepresentation": classed(
        personal="channel said_by text", operational="suspension received_at noted_at noted_by"
    ),
    "BoardMeeting": classed(
        personal="place is_remote late_reason papers uninvited_why called_off_why",
        operational="suspension meets_at arranged_at arranged_by papers_on papers_at papers_by began_at began_by"
        " called_off_at called_off_by",
    ),
    "BoardAttendance": classed(
        personal="person came with_whom", operational="meeting noted_at noted_by taken_back_at taken_back_by"
    ),
    "BoardMember": classed(personal="user name", operational="meeting"),
    "BoardOutcome": classed(
        personal="decision reasons back_on back_half taken_back_why",
        operational="suspension decided_on noted_at noted_by taken_back_at taken_back_by",
    ),
    "WorkSet": classed(personal="what how marker", operational="suspension noted_at noted_by"),
    "DaySixEducation": classed(
        personal="exception reason provider address times starts_on report_to late_reason has_consent",
        operational="suspension noted_at noted_by",
    ),
    "Reintegration": classed(
        personal="is_held held_on who_came agreed why_not", operational="suspension noted_at noted_by"
    ),
    "Advice": classed(personal="is_supported reasons", operational="suspension given_at given_by capacity"),
    "AdviceAnswer": classed(personal="reasons", operational="advice is_board_asked answered_at answered_by"),
}
