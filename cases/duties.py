"""Every kind of duty, declared once as pure data: what it asks, of whom, by when, and why."""

from dataclasses import dataclass

from django.db.models import TextChoices

from cases.duty_clocks import Clock, at_once, minutes, office_hours, same_day, working_days
from schools.states import Role


class Kind(TextChoices):
    DECIDE_ON_REPORT = "decide_on_report", "Decide on a report"
    INFORM_CEO = "inform_ceo", "Inform the CEO"
    REPORT_TO_CEO = "report_to_ceo", "Write the report for the CEO"
    CEO_ACKNOWLEDGE = "ceo_acknowledge", "Read the report"
    INFORM_CHAIR = "inform_chair", "Inform the Chair of Trustees"
    CHAIR_REPORT = "chair_report", "Send the Chair the written report"
    CHAIR_ACKNOWLEDGE = "chair_acknowledge", "Read what the CEO sent you"
    TELL_PARENT = "tell_parent", "Tell the person in person or by telephone"
    LETTER_TO_PARENT = "letter_to_parent", "Tell the person in writing"
    SEND_WARNING = "send_warning", "Send a warning letter"
    DECIDE_BEFORE_END = "decide_before_end", "Decide before a suspension ends"
    REPRESENTATIONS = "representations", "Hear the person’s side"
    REVIEW = "review", "Review a suspension"
    REVIEW_SITE_SUSPENSION = "review_site_suspension", "Look at a suspension again"
    NOTICE_FAILED = "notice_failed", "A message did not arrive"
    INTERVIEW = "interview", "Interview a witness"
    SUPPLEMENTARY_REPORT = "supplementary_report", "Write the supplementary report"
    WRITE_STATEMENT = "write_statement", "Write one’s own statement"
    STATEMENT_IN = "statement_in", "A statement asked for by a link"
    READ_SUPPLEMENTARY = "read_supplementary", "Read the supplementary report"
    SIGN = "sign", "Have a record signed"
    COPY = "copy", "Give everybody who signs the whole record"
    WRITTEN_NOTICE = "written_notice", "Tell a pupil’s family in writing"
    TELL_LOCAL_AUTHORITY = "tell_local_authority", "Tell the local authority"
    TELL_SOCIAL_WORKER = "tell_social_worker", "Tell the social worker"
    TELL_VIRTUAL_SCHOOL_HEAD = "tell_virtual_school_head", "Tell the virtual school head"
    TELL_BOARD = "tell_board", "Tell the board"
    BOARD_MEETING = "board_meeting", "Bring a suspension before the board"
    BOARD_TELLS = "board_tells", "Tell somebody what the board does"
    SET_WORK = "set_work", "Set and mark work"
    DAY_SIX_EDUCATION = "day_six_education", "Arrange education from the sixth day"
    REINTEGRATION = "reintegration", "Talk when a pupil comes back"
    REVIEW_PUPIL_SUSPENSION = "review_pupil_suspension", "Review the suspension of a pupil"
    ANSWER_ADVICE = "answer_advice", "Answer the advice on a suspension"
    MEETING = "meeting", "Meet a parent"
    MEETING_LETTER = "meeting_letter", "Write to a parent about a meeting"
    MEETING_AGAIN = "meeting_again", "Set a new day for a meeting"
    MEETING_RECORD = "meeting_record", "Write the record of a meeting"
    MEETING_ACTION = "meeting_action", "Do what was agreed at a meeting"


POLICY = "Policy, Methods"
LAW_NOTICES = "Law: SI 2012/1033, regulation 23, without delay"
TAKE_BACK = "A statement that was asked for is not set aside here. Take the request back on its own page."
NOT_SET_ASIDE = (
    "The law wants this told, so it is not set aside here. Open it: there the headteacher says how they know of it, or why "
    "they cannot be told."
)


@dataclass(frozen=True)
class Declaration:
    """One kind: its sentence, with `{about}` for whom it concerns, its owner, clock, source and page.

    `clock` takes the trust's calendar and the moment the duty opened (aware) and gives the moment it is due (aware).
    `url_name` takes the case's reference and, where the duty has one, its subject. `instead` stands where the duty is
    not waived but answered on its own page: the sentence that says so. `is_personal`: nobody else can take it over.
    """

    kind: Kind
    sentence: str
    owner: Role
    clock: Clock
    source: str
    url_name: str
    button: str
    instead: str = ""
    is_personal: bool = False


DECLARED = (
    Declaration(
        Kind.DECIDE_ON_REPORT,
        "Decide on a report logged by a colleague",
        Role.HEAD,
        minutes(30),
        f"{POLICY}: the headteacher decides",
        "desk:decide",
        "Decide",
    ),
    Declaration(
        Kind.INFORM_CEO,
        "Inform the CEO",
        Role.HEAD,
        at_once,
        f"{POLICY}: the CEO is informed",
        "desk:tell_ceo",
        "Log it",
    ),
    Declaration(
        Kind.REPORT_TO_CEO,
        "Write the report for the CEO",
        Role.HEAD,
        working_days(1),
        f"{POLICY}: a written report of the circumstances",
        "desk:report",
        "Write report",
    ),
    Declaration(
        Kind.CEO_ACKNOWLEDGE,
        "Read the incident report",
        Role.CEO,
        office_hours(4),
        "Trust target: read within 4 office hours",
        "desk:report_read",
        "Read",
    ),
    Declaration(
        Kind.INFORM_CHAIR,
        "Inform the Chair of Trustees",
        Role.CEO,
        office_hours(4),
        f"{POLICY}: as soon as possible",
        "desk:inform_chair",
        "Inform the Chair",
    ),
    Declaration(
        Kind.CHAIR_REPORT,
        "Send the Chair the written report",
        Role.CEO,
        working_days(1),
        f"{POLICY}: with a written report",
        "desk:inform_chair",
        "Send report",
    ),
    Declaration(
        Kind.CHAIR_ACKNOWLEDGE,
        "Read what the CEO sent you",
        Role.CHAIR,
        working_days(2),
        "Trust target: read within 2 working days",
        "desk:chair",
        "Read",
    ),
    Declaration(
        Kind.TELL_PARENT,
        "Tell {about} in person or by telephone",
        Role.HEAD,
        same_day,
        f"{POLICY}: the parent is informed",
        "suspensions:tell",
        "Log it",
    ),
    Declaration(
        Kind.LETTER_TO_PARENT,
        "Tell {about} in writing",
        Role.HEAD,
        working_days(1),
        "Law on barring an adult: a talk does not replace the letter",
        "suspensions:letter",
        "Prepare letter",
    ),
    Declaration(
        Kind.SEND_WARNING,
        "Send {about} the warning letter",
        Role.HEAD,
        working_days(1),
        "Trust target: sent within 1 working day",
        "suspensions:warning",
        "Prepare letter",
    ),
    Declaration(
        Kind.DECIDE_BEFORE_END,
        "Decide before it ends: extend the suspension of {about}, or let it end",
        Role.HEAD,
        same_day,
        f"{POLICY}: the suspension can be extended",
        "suspensions:extend",
        "Decide",
    ),
    Declaration(
        Kind.REPRESENTATIONS,
        "Hear the side of {about}, and consider what they say",
        Role.CEO,
        working_days(10),
        "Law on barring an adult: a chance to answer",
        "suspensions:side",
        "Open",
    ),
    Declaration(
        Kind.REVIEW,
        "Review the suspension of {about}: uphold it or not",
        Role.CEO,
        working_days(5),
        f"{POLICY}: upheld where the evidence warrants it",
        "suspensions:review",
        "Review",
    ),
    Declaration(
        Kind.REVIEW_SITE_SUSPENSION,
        "Look again at the suspension of {about}: does it go on?",
        Role.CEO,
        working_days(10),
        "Law on barring an adult: looked at again on its day",
        "suspensions:look_again",
        "Look again",
    ),
    Declaration(
        Kind.NOTICE_FAILED,
        "A message about this case did not arrive",
        Role.HEAD,
        at_once,
        "Nobody is told until it arrives",
        "notices:failed",
        "Put it right",
    ),
    Declaration(
        Kind.INTERVIEW,
        "Interview {about}",
        Role.HEAD,
        working_days(2),
        f"{POLICY}: staff and other witnesses are interviewed, with written notes",
        "incidents:interview_of",
        "Interview",
        "An interview is not set aside here. Say on its own page that it is not possible, and why: the reports say it too.",
    ),
    Declaration(
        Kind.WRITE_STATEMENT,
        "Write down what was seen and heard: statement of {about}",
        Role.HEAD,
        working_days(2),
        "Trust target: statements are in within 2 working days",
        "incidents:statement",
        "Write",
        TAKE_BACK,
        is_personal=True,
    ),
    Declaration(
        Kind.STATEMENT_IN,
        "Get the statement of {about}, who has a link for it",
        Role.HEAD,
        working_days(2),
        "Trust target: statements are in within 2 working days",
        "incidents:statement",
        "Open",
        TAKE_BACK,
    ),
    Declaration(
        Kind.SUPPLEMENTARY_REPORT,
        "Write the supplementary report for the CEO",
        Role.HEAD,
        working_days(1),
        f"{POLICY}: the CEO is informed when the interviews are in",
        "desk:supplementary",
        "Write report",
    ),
    Declaration(
        Kind.READ_SUPPLEMENTARY,
        "Read the supplementary report",
        Role.CEO,
        office_hours(4),
        "Trust target: read within 4 office hours",
        "desk:supplementary_read",
        "Read",
    ),
    Declaration(
        Kind.SIGN,
        "Have signed: {about}",
        Role.HEAD,
        working_days(5),
        f"{POLICY}: everybody present signs the written record",
        "records:sign",
        "Signatures",
        "Nobody has to sign, but it is said of everybody. Note there who did not want to or could not, and why.",
    ),
    Declaration(
        Kind.COPY,
        "Give everybody who signs it the whole record: {about}",
        Role.HEAD,
        same_day,
        f"{POLICY}: everybody receives the agreed record",
        "records:copies",
        "Copies",
        "Everybody who signs gets the whole record. Say there how each got it.",
    ),
    # When each of these is due follows from the suspension and the school's calendar: whoever opens it says so.
    Declaration(
        Kind.WRITTEN_NOTICE,
        "Write to {about}",
        Role.HEAD,
        at_once,
        "Law: SI 2012/1033, regulation 23, and Education and Inspections Act 2006, section 104",
        "pupils:notice",
        "Prepare letter",
        NOT_SET_ASIDE,
    ),
    Declaration(
        Kind.TELL_LOCAL_AUTHORITY,
        "Tell the local authority about {about}",
        Role.HEAD,
        at_once,
        LAW_NOTICES,
        "pupils:notice",
        "Prepare notice",
        NOT_SET_ASIDE,
    ),
    Declaration(
        Kind.TELL_SOCIAL_WORKER,
        "Tell the social worker about {about}",
        Role.HEAD,
        at_once,
        LAW_NOTICES,
        "pupils:notice",
        "Prepare notice",
        NOT_SET_ASIDE,
    ),
    Declaration(
        Kind.TELL_VIRTUAL_SCHOOL_HEAD,
        "Tell the virtual school head about {about}",
        Role.HEAD,
        at_once,
        LAW_NOTICES,
        "pupils:notice",
        "Prepare notice",
        NOT_SET_ASIDE,
    ),
    Declaration(
        Kind.TELL_BOARD,
        "Tell the board about {about}",
        Role.HEAD,
        at_once,
        LAW_NOTICES,
        "pupils:notice",
        "Prepare notice",
        NOT_SET_ASIDE,
    ),
    Declaration(
        Kind.BOARD_MEETING,
        "Bring the suspension of {about} before the board",
        Role.CLERK,
        at_once,
        "Law: SI 2012/1033, regulation 24",
        "pupils:board_one",
        "Open",
    ),
    Declaration(
        Kind.BOARD_TELLS,
        "Write for the board to {about}",
        Role.CLERK,
        at_once,
        "Law: SI 2012/1033, regulation 24, in writing and without delay",
        "pupils:notice",
        "Prepare letter",
        "The law wants this told, so it is not set aside here. Open it: there it is said how they know of it, or why they "
        "cannot be told.",
    ),
    Declaration(
        Kind.SET_WORK,
        "Set and mark work for {about}",
        Role.HEAD,
        at_once,
        "The Department’s guidance: work for the first five days",
        "pupils:work",
        "Note it",
    ),
    Declaration(
        Kind.DAY_SIX_EDUCATION,
        "Arrange full-time education for {about}",
        Role.HEAD,
        at_once,
        "Law: Education and Inspections Act 2006, section 100",
        "pupils:day_six",
        "Note it",
    ),
    Declaration(
        Kind.REINTEGRATION,
        "Talk with {about} and the family on the day of coming back",
        Role.HEAD,
        at_once,
        "The Department’s guidance. It is never a condition of coming back",
        "pupils:reintegration",
        "Note it",
    ),
    Declaration(
        Kind.REVIEW_PUPIL_SUSPENSION,
        "Review the suspension of {about}, as advice to the headteacher",
        Role.CEO,
        working_days(5),
        f"{POLICY}: the CEO reviews. For a pupil the review advises only",
        "pupils:advise",
        "Review",
    ),
    Declaration(
        Kind.ANSWER_ADVICE,
        "Answer the advice on the suspension of {about}",
        Role.HEAD,
        working_days(2),
        "Trust target: answered within 2 working days",
        "pupils:answer",
        "Answer",
    ),
    Declaration(
        Kind.MEETING,
        "Meet {about}, and say who came",
        Role.CEO,
        at_once,
        f"{POLICY}: the interview with a parent",
        "meetings:held",
        "Open",
        "A meeting is not set aside here. Call it off on its own page, and say why: whoever comes is told.",
    ),
    Declaration(
        Kind.MEETING_LETTER,
        "Write to {about} about the meeting",
        Role.CEO,
        working_days(1),
        "Trust target: written within 1 working day",
        "meetings:letter",
        "Prepare letter",
    ),
    Declaration(
        Kind.MEETING_AGAIN,
        "Set a new day for the meeting with {about}",
        Role.CEO,
        working_days(2),
        "Trust target: a new day within 2 working days",
        "meetings:change",
        "Set a day",
    ),
    Declaration(
        Kind.MEETING_RECORD,
        "Write the record of the meeting with {about}, and send it for comment",
        Role.CEO,
        working_days(2),
        f"{POLICY}: an agreed written record",
        "meetings:record",
        "Write record",
    ),
    Declaration(
        Kind.MEETING_ACTION,
        "Do what was agreed: {about}",
        Role.CEO,
        at_once,
        "Agreed at a meeting, and in its record",
        "meetings:action",
        "It is done",
    ),
)
DUTIES: dict[str, Declaration] = {declared.kind.value: declared for declared in DECLARED}
