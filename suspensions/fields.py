"""Which columns of suspensions say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "SiteSuspension": classed(
        personal="person period counted_from grounds decider_name end_reason",
        operational="case school is_trust_wide state review_on replaces renews is_entered entered_at entered_by heard_from"
        " decided_at decided_by capacity ended_at ended_by ended_as",
    ),
    "Arrangement": classed(
        personal="drop_off collection events emergencies contact", operational="suspension school set_at set_by"
    ),
    "Extension": classed(
        personal="reason considered",
        operational="suspension previous_until until review_on decided_at decided_by capacity",
    ),
    "Variation": classed(personal="terms reason", operational="suspension until decided_at decided_by capacity"),
    "Representation": classed(
        personal="received_at channel text is_waiver is_all consideration",
        operational="suspension noted_at noted_by considered_at considered_by",
    ),
    "Review": classed(
        personal="outcome reasons considered risk follows",
        operational="suspension is_first decided_at decided_by capacity",
    ),
    "ReviewedEvidence": classed(operational="review evidence"),
    "Breach": classed(personal="seen_at note", operational="suspension school seen_by"),
    "BehaviourWarning": classed(personal="person reason", operational="incident decided_at decided_by capacity"),
    "PermittedVisit": classed(
        personal="period place",
        operational="suspension school subject permitted_at permitted_by withdrawn_at withdrawn_by",
    ),
    "Telling": classed(operational="suspension notice"),
}
