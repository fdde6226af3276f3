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
    NoticeKind.WORDING_WAITS: "The Central Team proposes a wording for letters. Please open it and decide.",
    NoticeKind.WORDING_DECIDED: "It was decided on a wording that you proposed. Please open it.",
    NoticeKind.NOT_SUSPENDED: "After an attack or threat nobody was suspended. Please open it to see why.",
    NoticeKind.TOLD: "",
    NoticeKind.INTERVIEW_ASKED: "You are asked to hold an interview. Please open it.",
    NoticeKind.SUPPLEMENTARY_ISSUED: "A supplementary report is ready for you to read.",
}
VERBS = {
    "notice.queued": "{actor} informed {who} ({audience}): {what}.",
    "notice.logged": "{actor} logged: {who}, {channel}, {result}",
    "notice.read": "{actor} confirmed reading: {what}.",
    "notice.failed": "A message to {who} ({audience}) could not be delivered: {why}.",
    "notice.sent_again": "{actor} sent the message to {who} again.",
    "notice.put_right": "{actor} put right a message that did not arrive: {how}.",
}
