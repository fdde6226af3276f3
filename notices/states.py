"""The fixed words of telling people."""

from django.db.models import TextChoices


class Channel(TextChoices):
    EMAIL = "email", "In the system and by e-mail"
    LINK = "link", "By e-mail, with a link"
    LETTER = "letter", "Letter"
    TELEPHONE = "telephone", "By telephone"
    IN_PERSON = "in_person", "In person"


# Those that our mail server takes.
MAILED = (Channel.EMAIL, Channel.LINK)


class Audience(TextChoices):
    HEAD = "head", "Headteacher"
    SENIOR_LEADER = "senior_leader", "Senior leader"
    OFFICE = "office", "Office"
    CEO = "ceo", "CEO"
    DELEGATE = "delegate", "Delegate of the CEO"
    CHAIR = "chair", "Chair of Trustees"
    VICE_CHAIR = "vice_chair", "Vice-chair of Trustees"
    TRUSTEE = "trustee", "Trustee"
    CLERK = "clerk", "Clerk to the board"
    DP_LEAD = "dp_lead", "Data protection lead"
    PARENT = "parent", "The person concerned"
    COLLEAGUE = "colleague", "Colleague"
    OUTSIDER = "outsider", "Somebody without an account"


class NoticeKind(TextChoices):
    """What a notice is about; each has its words in notices/words.py."""

    CEO_INFORMED = "ceo_informed", "A case you should know of"
    DECIDE = "decide", "A report needs your decision"
    GATE_STARTED = "gate_started", "The gate register has changed"
    GATE_CHANGED = "gate_changed", "The gate register has changed"
    GATE_BREACH = "gate_breach", "Somebody is on site who may not be"
    GATE_ELSEWHERE = "gate_elsewhere", "The gate register has a note for your site"
    SIDE_GIVEN = "side_given", "The person concerned has given their side"
    REVIEWED = "reviewed", "It was decided on a suspension"
    NEW_FACTS = "new_facts", "Something new came after your decision"
    TRUST_WIDE_ASKED = "trust_wide_asked", "A headteacher asks for a suspension from every site"
    REPORT_ISSUED = "report_issued", "A written report is ready to read"
    CHAIR_INFORMED = "chair_informed", "The CEO informs you of a case"
    CHAIR_REPORT = "chair_report", "The CEO sends you a written report"
    CHAIR_SUPPLEMENTARY = "chair_supplementary", "A supplementary report follows the report you were sent"
    CLOSED = "closed", "A case you work on was closed"
    REOPENED = "reopened", "A case you work on was opened again"
    DIGEST = "digest", "What is overdue"
    VOIDED = "voided", "A case you were told of was logged in error"
    CONCLUDED = "concluded", "What was decided on a report"
    COVER = "cover", "Somebody stands in"
    DELEGATED = "delegated", "You act for the CEO"
    DELEGATION_ENDED = "delegation_ended", "You no longer act for the CEO"
    DECIDES = "decides", "You decide in the place of the CEO"
    REVIEW_GRANTED = "review_granted", "You review in the place of the CEO"
    ROLE_GIVEN = "role_given", "A role was given or ended"
    ROLE_PROPOSED = "role_proposed", "A role waits for a second person"
    ACCOUNT_LINKED = "account_linked", "Which person an account belongs to has changed"
    ADDRESS_CHANGED = "address_changed", "The e-mail address of an account has changed"
    TOLD = "told", "Told in person or by telephone"
    WORDING_WAITS = "wording_waits", "A wording of letters waits for you"
    WORDING_DECIDED = "wording_decided", "A wording of letters was decided on"
    NOT_SUSPENDED = "not_suspended", "Why nobody was suspended"
    INTERVIEW_ASKED = "interview_asked", "You are asked to hold an interview"
    STATEMENT_ASKED = "statement_asked", "You are asked for a statement"
    STATEMENT_LINK = "statement_link", "A link to write a statement"
    STATEMENT_BACK = "statement_back", "You need not write a statement any more"
    STATEMENT_IN = "statement_in", "A statement has come in"
    STATEMENT_DECLINED = "statement_declined", "Somebody does not write a statement"
    SUPPLEMENTARY_ISSUED = "supplementary_issued", "A supplementary report is ready to read"
    SIGN_LINK = "sign_link", "A link to read and sign a record"
    SIGN_ASKED = "sign_asked", "A record waits for your signature"
    SIGN_ANSWERED = "sign_answered", "Somebody has answered whether they sign"
    COPY_LINK = "copy_link", "A link to get a copy of a record"
    COPY_READY = "copy_ready", "A record you sign is complete"
    SIGN_ANEW = "sign_anew", "A record you signed has a new version"
    MEETING_ARRANGED = "meeting_arranged", "You are asked to a meeting"
    MEETING_MOVED = "meeting_moved", "A meeting you are asked to has changed"
    MEETING_CANCELLED = "meeting_cancelled", "A meeting you were asked to is called off"
    MEETING_COMMENT = "meeting_comment", "The record of a meeting waits for your word"
    DRAFT_LINK = "draft_link", "A link to read the draft of a record"
    DRAFT_ANSWERED = "draft_answered", "Somebody has answered to the draft of a record"
    MEETING_ACTION = "meeting_action", "Something is to be done after a meeting"
    MEDIATOR_APPOINTED = "mediator_appointed", "You are asked to mediate"
    NOTES_RELEASED = "notes_released", "Your notes of a mediation were released"
    MEETING_ALONE = "meeting_alone", "A parent is met without an uninvolved companion"
    BOARD_NEWS = "board_news", "News from the board on the suspension of a pupil"
    PUPIL_ADVICE = "pupil_advice", "Advice on the suspension of a pupil"
    REPRESENTATION = "representation", "Somebody has written to the board"
    COMPLAINT = "complaint", "A complaint is yours to deal with"
    RESTRICTION = "restriction", "A school restricts how somebody can reach it"
    COMPLAINT_PANEL = "complaint_panel", "You sit on a panel about a complaint"
    ONLINE = "online", "Something online is yours to deal with"


class CallResult(TextChoices):
    SPOKE = "spoke", "I spoke to them"
    NO_ANSWER = "no_answer", "No answer"
    MESSAGE_LEFT = "message_left", "I left a message to call back"


# Somebody spoke to the person, on the telephone or face to face: a message or no answer tells nobody.
SPOKEN = ("", CallResult.SPOKE)
