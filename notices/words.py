"""What notices say: reference and link only, because e-mail is read on screens that other people see."""

from notices.states import NoticeKind

# What the reader is asked to do, after the reference. No name, no fact.
SENTENCES: dict[NoticeKind, str] = {
    NoticeKind.CEO_INFORMED: "A headteacher informs you of this case. Please open it.",
    NoticeKind.DECIDE: "A colleague logged an incident. Please open it and decide.",
    NoticeKind.GATE_STARTED: "The gate register of your site has a new entry. Please open it.",
    NoticeKind.GATE_CHANGED: "An entry in the gate register of your site has changed. Please open it.",
    NoticeKind.GATE_BREACH: "Reception has pressed “They are here”. Please open it now.",
    NoticeKind.GATE_ELSEWHERE: "The gate register of your site has a note about another site. Please open it.",
    NoticeKind.SIDE_GIVEN: "What the person concerned says has come in. Please open and consider it.",
    NoticeKind.REVIEWED: "Somebody not involved has decided on a suspension. Please open it and tell the person.",
    NoticeKind.NEW_FACTS: "Something new came to a case after you decided in it. Please open it and see if it matters.",
    NoticeKind.TRUST_WIDE_ASKED: "A headteacher asks you for a decision on this case. Please open it.",
    NoticeKind.REPORT_ISSUED: "A written report is ready for you to read.",
    NoticeKind.CHAIR_INFORMED: "The CEO informs you of this case. Please open what you were sent.",
    NoticeKind.CHAIR_REPORT: "The CEO sends you a written report. Please open and read it.",
    NoticeKind.CHAIR_SUPPLEMENTARY: "A supplementary report follows the report you were sent. Please open and read it.",
    NoticeKind.CLOSED: "This case was closed. Please open it to see how it ended.",
    NoticeKind.REOPENED: "This case was opened again. Please open it to see why.",
    NoticeKind.DIGEST: "{note} Please open it and see to it.",
    NoticeKind.VOIDED: "A case you were told of was logged in error. Please open it to see what this means for you.",
    NoticeKind.CONCLUDED: "The headteacher has decided on what you reported.",
    NoticeKind.COVER: "Somebody now stands in for a colleague. Please open it to see who and until when.",
    NoticeKind.DELEGATED: "The CEO asks you to act for them. Please open it to see on what and until when.",
    NoticeKind.DELEGATION_ENDED: "What you were asked to do in the place of the CEO has ended.",
    NoticeKind.DECIDES: "You decide in this case in the place of the CEO, who is involved in it. Please open it.",
    NoticeKind.REVIEW_GRANTED: "The trustees ask you to review in this case. Please open it.",
    NoticeKind.ROLE_GIVEN: "A role was given to an account, or ended. Please open it to see which.",
    NoticeKind.ROLE_PROPOSED: "A role waits for a second person. Please open it and confirm or decline.",
    NoticeKind.ACCOUNT_LINKED: "Which person in our records an account belongs to has changed. Please open it to see whose.",
    NoticeKind.ADDRESS_CHANGED: "The e-mail address of an account has changed. Please open it to see whose.",
    NoticeKind.WORDING_WAITS: "The Central Team proposes a wording for letters. Please open it and decide.",
    NoticeKind.WORDING_DECIDED: "It was decided on a wording that you proposed. Please open it.",
    NoticeKind.NOT_SUSPENDED: "After an attack or threat nobody was suspended. Please open it to see why.",
    NoticeKind.TOLD: "",
    NoticeKind.INTERVIEW_ASKED: "You are asked to hold an interview. Please open it.",
    NoticeKind.STATEMENT_ASKED: "You are asked to write down what you saw and heard. Please open it.",
    NoticeKind.STATEMENT_LINK: "One of our schools asks you to write down what you saw or heard. Please open this link.",
    NoticeKind.STATEMENT_BACK: "You were asked to write a statement. It is not needed any more.",
    NoticeKind.STATEMENT_IN: "Somebody has written and confirmed the statement you asked for. Please open it.",
    NoticeKind.STATEMENT_DECLINED: "Somebody does not write the statement you asked for. Please open it.",
    NoticeKind.SUPPLEMENTARY_ISSUED: "A supplementary report is ready for you to read.",
    NoticeKind.SIGN_LINK: "One of our schools asks you to read and sign a record. Please open this link.",
    NoticeKind.SIGN_ASKED: "A record waits for your signature. Please open it, read it, and sign or say why not.",
    NoticeKind.SIGN_ANSWERED: "Somebody whom you asked to sign has answered. Please open it.",
    NoticeKind.COPY_LINK: "A record is complete, and one of our schools gives you your copy. Please open this link.",
    NoticeKind.COPY_READY: "Everybody has answered, and the record you were asked to sign is complete. Please open it.",
    NoticeKind.SIGN_ANEW: "A record that you signed has a new version. Your signature stays with the old one. Please open it.",
    NoticeKind.MEETING_ARRANGED: "You are asked to a meeting. Please open it to see when, where and who comes.",
    NoticeKind.MEETING_MOVED: "A meeting you are asked to has changed. Please open it.",
    NoticeKind.MEETING_CANCELLED: "A meeting you were asked to does not take place. Please open it.",
    NoticeKind.MEETING_COMMENT: "The record of a meeting is written. Please open it and say whether it is right.",
    NoticeKind.DRAFT_LINK: "You were at a meeting. Please read the draft of its record and say whether it is right.",
    NoticeKind.DRAFT_ANSWERED: "Somebody to whom you sent the draft of a record has answered. Please open it.",
    NoticeKind.MEETING_ACTION: "It was agreed at a meeting that you do something. Please open it.",
    NoticeKind.MEDIATOR_APPOINTED: "You are asked to mediate. Please open it to see who takes part and until when.",
    NoticeKind.NOTES_RELEASED: "Notes that you wrote as a mediator were released for a subject access request.",
    NoticeKind.MEETING_ALONE: "A meeting is not as the policy asks. Please open it to see why.",
    NoticeKind.BOARD_NEWS: "There is news from the board on the suspension of a pupil. Please open it.",
    NoticeKind.PUPIL_ADVICE: "The suspension of a pupil was reviewed. Please open it and read the advice.",
    NoticeKind.REPRESENTATION: "Somebody has written to the board about the suspension of a pupil. Please open it.",
    NoticeKind.COMPLAINT: "A complaint has come in, or goes further. Please open it and deal with it.",
    NoticeKind.RESTRICTION: "A school has restricted how somebody can reach it, or changed that. Please open it.",
    NoticeKind.COMPLAINT_PANEL: "You are asked to sit on a panel about a complaint, or something about it has changed.",
    NoticeKind.ONLINE: "Something online was reported to us. Please open it.",
}
# What is said in place of the way on, once that is shut for whoever was told.
OVER = "What this message led to is closed to you now: it is over, or somebody else sees to it. You need do nothing."
OVER_FOR = {
    NoticeKind.COMPLAINT_PANEL: "The panel is over, or you do not sit on it any more. Its page and papers are closed to you.",
    NoticeKind.MEDIATOR_APPOINTED: "The time for which you were asked to mediate is over. You need do nothing.",
    NoticeKind.MEETING_CANCELLED: "You are not asked to this meeting any more. You need do nothing.",
}
VERBS = {
    "notice.queued": "{actor} informed {who} ({audience}): {what}.",
    "notice.logged": "{actor} logged: {who}, {channel}, {result}",
    "notice.read": "{actor} confirmed reading: {what}.",
    "notice.linked": "A link went to {who} by e-mail: {what}.",
    "notice.not_needed": "A link for {who} was not sent, or not to be put right: it was taken back.",
    "notice.failed": "A message to {who} ({audience}) could not be delivered: {why}.",
    "notice.sent_again": "{actor} sent the message to {who} again.",
    "notice.put_right": "{actor} put right a message that did not arrive: {how}.",
}


def over_words(kind: str) -> str:
    """What is said of a message whose way on is shut for its reader."""
    return OVER_FOR.get(NoticeKind(kind), OVER)
