"""The fixed words of written records and their moves."""

from django.db.models import TextChoices


class RecordKind(TextChoices):
    INCIDENT_REPORT = "incident_report", "Incident report"
    FIRST_LETTER = "first_letter", "Letter: suspended from site"


class RecordState(TextChoices):
    DRAFT = "draft", "Draft"
    ISSUED = "issued", "Issued"
    COMPLETE = "complete", "Complete"
    SUPERSEDED = "superseded", "Replaced by a later version"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DISCARDED = "discarded", "Draft discarded"


NOT_FROZEN = (RecordState.DRAFT, RecordState.DISCARDED)
CURRENT = (RecordState.ISSUED, RecordState.COMPLETE)

RECORD_MOVES = {
    RecordState.DRAFT: (RecordState.ISSUED, RecordState.DISCARDED),
    RecordState.ISSUED: (RecordState.COMPLETE, RecordState.SUPERSEDED, RecordState.WITHDRAWN),
    RecordState.COMPLETE: (RecordState.SUPERSEDED,),
    RecordState.SUPERSEDED: (),
    RecordState.WITHDRAWN: (),
    RecordState.DISCARDED: (),
}


class CopyMethod(TextChoices):
    LINK = "link", "In the system"
    EMAIL = "email", "By e-mail"
    POST = "post", "By post"
    HAND = "hand", "By hand"
