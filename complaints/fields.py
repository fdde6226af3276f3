"""Which columns of complaints say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "Complaint": classed(
        personal="complainant name address words",
        operational="case source received_on channel stage stage_on logged_at logged_by",
    ),
    "Point": classed(
        personal="text taken_back_why", operational="complaint added_at added_by taken_back_at taken_back_by"
    ),
    "Decision": classed(personal="remedy action", operational="complaint answers decided_at decided_by capacity"),
    "Finding": classed(personal="result reasons", operational="decision point"),
    "NextStage": classed(personal="words late_reason", operational="complaint asked_on noted_at noted_by"),
}
