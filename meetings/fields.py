"""Which columns of meetings say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "Meeting": classed(
        personal="starts_at minutes place is_remote how_to_join about needs no_companion_why cancel_reason",
        operational=(
            "case kind state convener capacity back_after school revision uid arranged_at arranged_by noted_at noted_by "
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
    "Mediation": classed(
        personal="about mediator_name access_ends_at outcome",
        operational="case source state proposed_at proposed_by mediator appointed_at appointed_by ended_at ended_by",
    ),
    "MediationParty": classed(personal="person user", operational="mediation"),
    "PartyAnswer": classed(personal="is_willing channel answered_on", operational="party noted_at noted_by"),
    "MediatorNote": classed(personal="text", operational="mediation written_at written_by"),
    "NotesRelease": classed(personal="reason", operational="mediation released_at released_by"),
    "Sitting": classed(
        personal="outcome planned_at began_at ended_at present reason", operational="meeting noted_at noted_by"
    ),
}
