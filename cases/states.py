"""The fixed words of a case and its moves."""

from django.db.models import TextChoices

from kernel.filetypes import Kind


class CaseState(TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    VOID = "void", "Void: logged in error"


CASE_MOVES = {
    CaseState.OPEN: (CaseState.CLOSED, CaseState.VOID),
    CaseState.CLOSED: (CaseState.OPEN,),
    CaseState.VOID: (),
}


class Part(TextChoices):
    """What somebody has to do with a case."""

    SUBJECT = "subject", "The person it is about"
    TARGET = "target", "The person it was aimed at"
    WITNESS = "witness", "Witness"
    PRESENT = "present", "Present"
    INJURED = "injured", "Hurt"
    COMPLAINANT = "complains", "The person who complains"


# Whoever has one of these parts in a case decides nothing in it for the CEO.
INVOLVING = (Part.SUBJECT, Part.TARGET, Part.WITNESS, Part.PRESENT, Part.INJURED, Part.COMPLAINANT)
# Whoever has one of these sees nothing of it: whom it is about, and who complained.
WALLING = (Part.SUBJECT, Part.COMPLAINANT)


class Cause(TextChoices):
    """Why somebody acts for the CEO."""

    GIVEN = "given", "Delegated"
    INVOLVED = "involved", "The CEO is involved in the case"
    DECIDED = "decided", "The CEO made a decision in the case that somebody else reviews"


class PromptKind(TextChoices):
    """What is worth thinking of while a case is young; nobody is chased for it."""

    CCTV = "cctv", "Keep the camera recording"
    ACCIDENT_BOOK = "accident_book", "Accident book, and RIDDOR"
    SUPPORT = "support", "Support for the colleague"
    OFFICER = "officer", "Local authority designated officer"


class PromptAnswer(TextChoices):
    """What came of a prompt."""

    DONE = "done", "Done"
    SKIPPED = "skipped", "Not needed"


class LinkPurpose(TextChoices):
    """What a link opens for somebody without an account: one thing, for one purpose."""

    STATEMENT = "statement", "Write a statement"
    SIGN = "sign", "Read and sign a record"
    COPY = "copy", "Get a copy of a record"
    DRAFT = "draft", "Read the draft of a record and answer"


class EvidenceKind(TextChoices):
    CCTV = "cctv", "CCTV"
    MESSAGE = "message", "Message, letter or e-mail"
    POST = "post", "Something online"
    PHOTO = "photo", "Photograph or video"
    CALL = "call", "Telephone call or voicemail"
    OTHER = "other", "Something else"


class FileState(TextChoices):
    """How far a file of evidence is. *Checked* is kept as it was sent, *cleaned* is shown as a copy made anew."""

    WAITING = "waiting", "Being checked"
    CLEAN = "clean", "Checked"
    CLEANED = "cleaned", "Checked, shown as a clean copy"
    REFUSED = "refused", "Not kept"
    REMOVED = "removed", "Taken out"


FILE_MOVES = {
    FileState.WAITING: (FileState.CLEAN, FileState.CLEANED, FileState.REFUSED, FileState.REMOVED),
    FileState.CLEAN: (FileState.REMOVED,),
    FileState.CLEANED: (FileState.REMOVED,),
    FileState.REFUSED: (),
    FileState.REMOVED: (),
}
KEPT = (FileState.WAITING, FileState.CLEAN, FileState.CLEANED)


class FileKind(TextChoices):
    """What a file turned out to be."""

    PICTURE = Kind.PICTURE.value, "Picture"
    PDF = Kind.PDF.value, "PDF"
    TEXT = Kind.TEXT.value, "Text"
    VIDEO = Kind.VIDEO.value, "Video"
    SOUND = Kind.SOUND.value, "Sound recording"
    OFFICE = Kind.OFFICE.value, "Office document"
