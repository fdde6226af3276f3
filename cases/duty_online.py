"""What is owed on what is said online and by message, declared as every duty is."""

from cases.duty_clocks import at_once, working_days
from cases.duty_kinds import POLICY, Declaration, Kind
from schools.states import Role

SOCIAL_MEDIA, AI = "Policy, Social media", "Policy, Use of AI"
KEPT_SAFE = "Keeping children safe: told at once, and in writing"

ONLINE = (
    Declaration(
        Kind.RESTRICTION_LETTER,
        "Write to {about} about how they can reach us",
        Role.HEAD,
        working_days(1),
        "Trust target: written within 1 working day",
        "socialmedia:terms_letter",
        "Prepare letter",
    ),
    # Due on the day that was set for it.
    Declaration(
        Kind.RESTRICTION_REVIEW,
        "Look again at how {about} can reach us",
        Role.HEAD,
        at_once,
        f"{POLICY}, communication boundaries: no restriction without a day on which it is looked at again",
        "socialmedia:terms_review",
        "Look at it again",
        "Say on its own page that it stays, or end it there.",
    ),
    Declaration(
        Kind.DEAL_WITH_POST,
        "Decide what to do about something online: {about}",
        Role.HEAD,
        working_days(1),
        f"{SOCIAL_MEDIA}: the headteacher talks first",
        "socialmedia:concern",
        "Open",
    ),
    Declaration(
        Kind.REMOVAL_CHECK,
        "Look again at something online: {about}",
        Role.HEAD,
        working_days(5),
        f"{SOCIAL_MEDIA}: we ask for it to be removed",
        "socialmedia:check",
        "Look",
    ),
    Declaration(
        Kind.TELL_SAFEGUARDING,
        "Tell the safeguarding lead of something online: {about}",
        Role.HEAD,
        at_once,
        KEPT_SAFE,
        "socialmedia:told",
        "Log it",
    ),
    Declaration(
        Kind.TELL_POLICE,
        "Tell the police of something online: {about}",
        Role.HEAD,
        at_once,
        f"{AI}: made-up pictures of pupils or staff; a threat is a crime. Law: no such picture of a child is kept",
        "socialmedia:told",
        "Log it",
    ),
    Declaration(
        Kind.ONLINE_PAPER,
        "Write and send: {about}",
        Role.HEAD,
        working_days(1),
        f"{SOCIAL_MEDIA}: our concerns are set out in writing",
        "socialmedia:step_paper",
        "Write it",
    ),
    Declaration(
        Kind.STEP_CHECK,
        "Ask what came of: {about}",
        Role.HEAD,
        working_days(5),
        SOCIAL_MEDIA,
        "socialmedia:step",
        "Open",
    ),
    Declaration(
        Kind.DECIDE_LEGAL,
        "Decide whether to take legal steps about something online: {about}",
        Role.CEO,
        working_days(2),
        f"{SOCIAL_MEDIA}: legal advice or action",
        "socialmedia:concern",
        "Open",
    ),
    Declaration(
        Kind.DATA_IN_TOOL,
        "Judge personal data put into an AI tool: a breach of our own is reported within 72 hours",
        Role.DP_LEAD,
        working_days(1),
        f"{AI}: personal data. Law: UK GDPR, article 33, a breach of our own is reported within 72 hours of when we knew",
        "socialmedia:data",
        "Open",
    ),
)
