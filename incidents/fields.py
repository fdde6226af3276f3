"""Which columns of incidents say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "Incident": classed(
        personal=(
            "occurred_at discovered_at on_behalf_of place setting categories other_category account "
            "injuries police_called_at police_reference is_child_at_risk conclusion conclusion_reason not_suspended_why"
        ),
        operational=(
            "case number logged_at logged_by on_paper_at revision locked_at concluded_at concluded_by not_suspended_at "
            "not_suspended_by"
        ),
    ),
    "Interview": classed(
        personal=(
            "witness_kind planned_start_at interviewer_name place supporting_adult no_adult_reason also_present "
            "started_at ended_at account disagreement given_up_reason"
        ),
        operational=(
            "involvement state planned_at planned_by interviewer note_form is_read_back noted_at noted_by revision "
            "settled_at settled_by given_up_at given_up_by"
        ),
    ),
    "Statement": classed(
        personal="about_on about_place text decline_reason withdraw_reason",
        operational=(
            "involvement author state asked_at asked_by written_at confirmed_at declined_at withdrawn_at withdrawn_by "
            "stands_in_at stands_in_by"
        ),
    ),
    "Addendum": classed(personal="text", operational="incident added_at added_by"),
}
