"""The life of a suspension of an adult from site."""

from django.db.models import TextChoices


class SuspensionState(TextChoices):
    PROVISIONAL = "provisional", "Provisional"
    LIFTED = "lifted", "Lifted"
    VOID = "void", "Void: made in error"


SUSPENSION_MOVES = {
    SuspensionState.PROVISIONAL: (SuspensionState.LIFTED, SuspensionState.VOID),
    SuspensionState.LIFTED: (),
    SuspensionState.VOID: (),
}


class Capacity(TextChoices):
    """In which capacity somebody decided."""

    HEAD = "head", "Headteacher"
    ACTING_HEAD = "acting_head", "Acting headteacher"
    CEO = "ceo", "CEO"
    ACTING_CEO = "acting_ceo", "Acting for the CEO"


# What can be arranged for a child, in the order of the day, as register, letter and forms call it.
ARRANGED = {
    "drop_off": "Bringing the child",
    "collection": "Collecting the child",
    "events": "School events",
    "emergencies": "If the child is ill or hurt",
    "contact": "How to reach the school",
}
