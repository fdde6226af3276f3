"""The fixed words of a case and its moves."""

from django.db.models import TextChoices


class CaseState(TextChoices):
    OPEN = "open", "Open"
    VOID = "void", "Void: logged in error"


CASE_MOVES = {
    CaseState.OPEN: (CaseState.VOID,),
    CaseState.VOID: (),
}


class Part(TextChoices):
    """What somebody has to do with a case."""

    SUBJECT = "subject", "The person it is about"
    TARGET = "target", "The person it was aimed at"
    WITNESS = "witness", "Witness"
    PRESENT = "present", "Present"
    INJURED = "injured", "Hurt"


# Whoever has one of these parts in a case decides nothing in it for the CEO.
INVOLVING = (Part.SUBJECT, Part.TARGET, Part.WITNESS, Part.INJURED)


class Cause(TextChoices):
    """Why somebody acts for the CEO."""

    GIVEN = "given", "Delegated"
    INVOLVED = "involved", "The CEO is involved in the case"
    DECIDED = "decided", "The CEO made a decision in the case that somebody else reviews"


class EvidenceKind(TextChoices):
    CCTV = "cctv", "CCTV"
    MESSAGE = "message", "Message, letter or e-mail"
    POST = "post", "Something online"
    PHOTO = "photo", "Photograph or video"
    CALL = "call", "Telephone call or voicemail"
    OTHER = "other", "Something else"
