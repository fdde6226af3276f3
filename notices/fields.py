"""Which columns of notices say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "Notice": classed(
        personal="to_person to_name note call_result resolved_how",
        operational=(
            "case kind audience channel to_user path link queued_at queued_by message_id attempts sent_at "
            "failed_at failed_reason resolved_at resolved_by spoken_at acknowledged_at acknowledged_by"
        ),
    ),
    "Appointment": classed(personal="starts_at minutes place", operational="notice uid revision is_cancelled"),
}
