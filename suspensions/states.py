"""The life of a suspension of an adult from site."""

from django.db.models import TextChoices


class SuspensionState(TextChoices):
    PROVISIONAL = "provisional", "Provisional"
    UPHELD = "upheld", "Upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    LIFTED = "lifted", "Lifted"
    VOID = "void", "Void: made in error"
    REPLACED = "replaced", "Replaced by one for the whole trust"


# Not ended by anybody's decision; the clock may have ended it.
LIVE = (SuspensionState.PROVISIONAL, SuspensionState.UPHELD)

SUSPENSION_MOVES = {
    SuspensionState.PROVISIONAL: (
        SuspensionState.UPHELD,
        SuspensionState.NOT_UPHELD,
        SuspensionState.LIFTED,
        SuspensionState.VOID,
        SuspensionState.REPLACED,
    ),
    SuspensionState.UPHELD: (SuspensionState.LIFTED, SuspensionState.VOID, SuspensionState.REPLACED),
    SuspensionState.NOT_UPHELD: (),
    SuspensionState.LIFTED: (),
    SuspensionState.VOID: (),
    SuspensionState.REPLACED: (),
}


class Capacity(TextChoices):
    """In which capacity somebody decided."""

    HEAD = "head", "Headteacher"
    ACTING_HEAD = "acting_head", "Acting headteacher"
    CEO = "ceo", "CEO"
    ACTING_CEO = "acting_ceo", "Acting for the CEO"
    DELEGATE = "delegate", "Delegate of the CEO"
    CHAIR = "chair", "Chair of Trustees, for the CEO"
    VICE_CHAIR = "vice_chair", "Vice-chair, for the CEO"
    TRUSTEE = "trustee", "Trustee not involved, for the CEO"


class Channel(TextChoices):
    """How the person's own side came."""

    LETTER = "letter", "Letter"
    EMAIL = "email", "E-mail"
    HANDED = "handed", "Paper handed in"
    TELEPHONE = "telephone", "Telephone"
    IN_PERSON = "in_person", "In person"
    FORM = "form", "Another way"


# A waiver counts only by these.
WRITTEN = (Channel.LETTER, Channel.EMAIL, Channel.HANDED)


class Outcome(TextChoices):
    """What a review decides: the first three at the first review, the others when an upheld one is looked at again."""

    UPHELD = "upheld", "Upheld"
    VARIED = "varied", "Upheld with other terms"
    NOT_UPHELD = "not_upheld", "Not upheld"
    CONTINUED = "continued", "Goes on"
    ENDED = "ended", "Lifted"


# What can be arranged for a child, in the order of the day, as register, letter and forms call it.
ARRANGED = {
    "drop_off": "Bringing the child",
    "collection": "Collecting the child",
    "events": "School events",
    "emergencies": "If the child is ill or hurt",
    "contact": "How to reach the school",
}
