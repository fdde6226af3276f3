"""The fixed words of written records and their moves."""

from django.db.models import TextChoices


class RecordKind(TextChoices):
    INCIDENT_REPORT = "incident_report", "Incident report"
    FIRST_LETTER = "first_letter", "Letter: suspended from site"
    TRUST_WIDE_LETTER = "trust_wide_letter", "Letter: suspended from every site"
    EXTENSION_LETTER = "extension_letter", "Letter: suspension extended"
    UPHELD_LETTER = "upheld_letter", "Letter: suspension upheld"
    VARIED_LETTER = "varied_letter", "Letter: suspension upheld, other terms"
    NOT_UPHELD_LETTER = "not_upheld_letter", "Letter: suspension not upheld"
    CONTINUED_LETTER = "continued_letter", "Letter: suspension goes on"
    LIFTED_LETTER = "lifted_letter", "Letter: suspension lifted"
    VOID_LETTER = "void_letter", "Letter: suspended by mistake"
    BEHAVIOUR_WARNING = "behaviour_warning", "Behaviour warning"
    INTERVIEW_NOTE = "interview_note", "Interview note"
    STATEMENT = "statement", "Statement"
    SUPPLEMENTARY_REPORT = "supplementary_report", "Supplementary report"
    PUPIL_SUSPENDED = "pupil_suspended", "Letter: pupil suspended"
    PUPIL_DAY_SIX = "pupil_day_six", "Letter: education from the sixth day"
    PUPIL_CANCELLED = "pupil_cancelled", "Letter: pupil’s suspension cancelled"
    PUPIL_REINSTATED = "pupil_reinstated", "Letter: pupil reinstated"
    PUPIL_NOTICE = "pupil_notice", "Notice: pupil suspended"
    PUPIL_INVITED = "pupil_invited", "Letter: the board’s meeting"
    PUPIL_OUTCOME = "pupil_outcome", "Letter: what the board decided"
    PUPIL_BOARD_NOTICE = "pupil_board_notice", "Notice: from the board"
    MEETING_INVITATION = "meeting_invitation", "Letter: invitation to a meeting"
    MEETING_DRAFT = "meeting_draft", "Letter: draft record of a meeting"
    MEETING_RECORD = "meeting_record", "Record of a meeting"
    MEETING_CANCELLED = "meeting_cancelled", "Letter: meeting called off"
    MEDIATION_RECORD = "mediation_record", "Record of a mediation"
    COMPLAINT_ACKNOWLEDGED = "complaint_acknowledged", "Letter: complaint received"
    COMPLAINT_UPDATE = "complaint_update", "Letter: how far a complaint is"
    COMPLAINT_OUTCOME = "complaint_outcome", "Letter: what was decided on a complaint"
    RESTRICTION_WARNING = "restriction_warning", "Letter: warning about messages and calls"
    RESTRICTION_TERMS = "restriction_terms", "Letter: how somebody can reach us"
    RESTRICTION_ENDED = "restriction_ended", "Letter: a restriction has ended"
    PANEL_LETTER = "panel_letter", "Letter: a panel on a complaint"
    PANEL_OUTCOME = "panel_outcome", "Letter: what a panel found"
    PANEL_ABOUT = "panel_about", "Letter: what a panel found, to whom it was about"
    ONLINE_REMOVAL = "online_removal", "Letter: please remove a post"
    ONLINE_EXPECTATIONS = "online_expectations", "Letter: what we expect online"
    ONLINE_WARNING = "online_warning", "Letter: warning about a post"
    ONLINE_BLOCK = "online_block", "Letter: blocked from our site or forum"
    ONLINE_THANKS = "online_thanks", "Letter: thank you for removing a post"
    HOST_PACK = "host_pack", "Report to the site a post is on"
    POLICE_PACK = "police_pack", "Report to the police"
    SOLICITOR_PACK = "solicitor_pack", "Brief for solicitors"
    DATA_ACKNOWLEDGED = "data_acknowledged", "Letter: complaint about personal data received"
    DATA_UPDATE = "data_update", "Letter: how far a complaint about personal data is"
    DATA_OUTCOME = "data_outcome", "Letter: what was decided on personal data"


# What the board tells about a suspended pupil. Whoever does its business writes these, and sees them without the file.
OF_BOARD = (
    RecordKind.PUPIL_INVITED,
    RecordKind.PUPIL_REINSTATED,
    RecordKind.PUPIL_OUTCOME,
    RecordKind.PUPIL_BOARD_NOTICE,
)
# What is written about a panel on a complaint. Whoever does the board's business writes these too, and sees them.
PANEL_RECORDS = (RecordKind.PANEL_LETTER, RecordKind.PANEL_OUTCOME, RecordKind.PANEL_ABOUT)
# What is written about a complaint about personal data. The data protection lead writes these, and sees them without the file.
OF_DATA = (RecordKind.DATA_ACKNOWLEDGED, RecordKind.DATA_UPDATE, RecordKind.DATA_OUTCOME)
# Written and confirmed by somebody themselves: nobody corrects it, they may write another.
OWN_WORDS = (RecordKind.STATEMENT,)

# Agreed where the file does not reach, and handed in to be signed: whoever decides for the CEO sees to the signatures.
HANDED_IN = (RecordKind.MEDIATION_RECORD,)


class RecordState(TextChoices):
    DRAFT = "draft", "Draft"
    ISSUED = "issued", "Issued"
    COMPLETE = "complete", "Complete"
    SUPERSEDED = "superseded", "Replaced by a later version"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DISCARDED = "discarded", "Draft discarded"


class WordingState(TextChoices):
    WAITING = "waiting", "Waits for the CEO"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Not approved"
    WITHDRAWN = "withdrawn", "Withdrawn"


WORDING_MOVES = {
    WordingState.WAITING: (WordingState.APPROVED, WordingState.DECLINED, WordingState.WITHDRAWN),
    WordingState.APPROVED: (),
    WordingState.DECLINED: (),
    WordingState.WITHDRAWN: (),
}

# Written to take legal advice: read by whoever takes legal steps.
PRIVILEGED = (RecordKind.SOLICITOR_PACK,)
NOT_FROZEN = (RecordState.DRAFT, RecordState.DISCARDED)
CURRENT = (RecordState.ISSUED, RecordState.COMPLETE)

RECORD_MOVES = {
    RecordState.DRAFT: (RecordState.ISSUED, RecordState.DISCARDED),
    RecordState.ISSUED: (RecordState.COMPLETE, RecordState.SUPERSEDED, RecordState.WITHDRAWN),
    RecordState.COMPLETE: (RecordState.SUPERSEDED, RecordState.WITHDRAWN),
    RecordState.SUPERSEDED: (),
    RecordState.WITHDRAWN: (),
    RecordState.DISCARDED: (),
}


class CopyMethod(TextChoices):
    LINK = "link", "In the system"
    EMAIL = "email", "By e-mail"
    POST = "post", "By post"
    HAND = "hand", "By hand"


class SignMethod(TextChoices):
    """What came of asking somebody to sign."""

    PEN = "pen", "Signed by pen, on paper"
    SCREEN = "screen", "Signed by hand, on a screen"
    TYPED = "typed", "Signed by typing their name"
    LINK = "link", "Signed by a link, at home"
    DECLINED = "declined", "Did not want to sign"
    UNABLE = "unable", "Could not sign"


SIGNED = (SignMethod.PEN, SignMethod.SCREEN, SignMethod.TYPED, SignMethod.LINK)
UNSIGNED = (SignMethod.DECLINED, SignMethod.UNABLE)


# The folders in which scanned pages and drawn signatures are stored.
SCANS, SIGNATURES = "scans", "signatures"


class ScanState(TextChoices):
    """How far the scan of a signed page is."""

    WAITING = "waiting", "Being checked"
    UNREAD = "unread", "Its code could not be read"
    MATCHED = "matched", "A page of this version"
    REFUSED = "refused", "Not kept"


SCAN_MOVES = {
    ScanState.WAITING: (ScanState.UNREAD, ScanState.MATCHED, ScanState.REFUSED),
    ScanState.UNREAD: (ScanState.MATCHED, ScanState.REFUSED),
    ScanState.MATCHED: (),
    ScanState.REFUSED: (),
}
LOOKED_AT = (ScanState.UNREAD, ScanState.MATCHED)
