"""Which columns of meetings say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "Meeting": classed(
        personal="starts_at minutes place is_remote how_to_join about needs no_companion_why cancel_reason",
        operational=(
            "case kind state convener capacity school revision uid arranged_at arranged_by noted_at noted_by "
            "cancelled_at cancelled_by recorded_at recorded_by"
        ),
    ),
    "Attendee": classed(personal="person user name has_attended", operational="meeting capacity named_at named_by"),
    "AgreedRecord": classed(
        personal="points agreed advice", operational="meeting revision begun_at begun_by shared_at shared_by"
    ),
    "Comment": classed(personal="is_agreed text", operational="attendee revision channel noted_at noted_by"),
    "DraftGiven": classed(personal="method given_on deemed_on", operational="attendee revision noted_at noted_by"),
    "Action": classed(
        personal="what user name due_on how",
        operational="meeting named_at named_by owed_at owed_by done_at done_by",
    ),
    "Sitting": classed(
        personal="outcome planned_at began_at ended_at present reason", operational="meeting noted_at noted_by"
    ),
}
