"""The kinds of duty, and what is declared of each."""

from dataclasses import dataclass

from django.db.models import TextChoices

from cases.duty_clocks import Clock
from schools.states import Role

POLICY = "Policy, Methods"


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
    INVITE_PARENT = "invite_parent", "Invite a parent, or say why not"
    MEETING = "meeting", "Meet a parent"
    MEETING_LETTER = "meeting_letter", "Write to a parent about a meeting"
    MEETING_AGAIN = "meeting_again", "Set a new day for a meeting"
    MEETING_RECORD = "meeting_record", "Write the record of a meeting"
    ASK_MEDIATION = "ask_mediation", "Ask whether somebody takes part in a mediation"
    MEDIATE = "mediate", "Mediate"
    APPOINT_MEDIATOR = "appoint_mediator", "Appoint a mediator"
    MEETING_ACTION = "meeting_action", "Do what was agreed at a meeting"
    ACKNOWLEDGE_COMPLAINT = "acknowledge_complaint", "Acknowledge a complaint"
    RESOLVE_COMPLAINT = "resolve_complaint", "Answer a complaint"
    HOLDING_UPDATE = "holding_update", "Tell a complainant how far it is"
    RESTRICTION_LETTER = "restriction_letter", "Write about how somebody can reach us"
    RESTRICTION_REVIEW = "restriction_review", "Look at a restriction again"
    COMPLAINT_PANEL = "complaint_panel", "Bring a complaint before a panel"
    PANEL_PAPERS = "panel_papers", "Send out the papers for a panel"
    PANEL_FOUND = "panel_found", "Write down what a panel found"
    PANEL_LETTER = "panel_letter", "Write about a panel"
    DEAL_WITH_POST = "deal_with_post", "Deal with something online"
    REMOVAL_CHECK = "removal_check", "Look whether a post is still there"
    TELL_SAFEGUARDING = "tell_safeguarding", "Tell the safeguarding lead"
    TELL_POLICE = "tell_police", "Tell the police"
    ONLINE_PAPER = "online_paper", "Write and send what a step online needs"
    STEP_CHECK = "step_check", "Ask what came of a step"
    DECIDE_LEGAL = "decide_legal", "Decide on legal steps"
    DATA_IN_TOOL = "data_in_tool", "Judge personal data put into an AI tool"
    DATA_COMPLAINT = "data_complaint", "Acknowledge a complaint about personal data"
    DATA_ANSWER = "data_answer", "Answer a complaint about personal data"
    DATA_UPDATE = "data_update", "Tell how far a complaint about personal data is"


# What the clerk owes on a complaint that goes before a panel, without its file.
OF_PANEL = (Kind.COMPLAINT_PANEL, Kind.PANEL_PAPERS, Kind.PANEL_FOUND, Kind.PANEL_LETTER)
# What the data protection lead owes on a complaint about personal data, without its file.
OF_DATA = (Kind.DATA_COMPLAINT, Kind.DATA_ANSWER, Kind.DATA_UPDATE)


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
