"""Which columns of incidents say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "Incident": classed(
        personal=(
            "occurred_at discovered_at on_behalf_of place setting categories other_category account "
            "injuries police_called_at police_reference is_child_at_risk conclusion conclusion_reason"
        ),
        operational="case number logged_at logged_by on_paper_at revision locked_at concluded_at concluded_by",
    ),
    "Addendum": classed(personal="text", operational="incident added_at added_by"),
}
