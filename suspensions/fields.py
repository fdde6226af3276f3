"""Which columns of suspensions say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "SiteSuspension": classed(
        personal="person period grounds end_reason",
        operational="case school state decided_at decided_by capacity ended_at ended_by",
    ),
    "Arrangement": classed(
        personal="drop_off collection events emergencies contact", operational="suspension set_at set_by"
    ),
    "Breach": classed(personal="seen_at note", operational="suspension seen_by"),
    "Telling": classed(operational="suspension notice"),
}
