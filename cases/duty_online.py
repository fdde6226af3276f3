"""What is owed on what is said online and by message, declared as every duty is."""

from cases.duty_clocks import at_once, working_days
from cases.duty_kinds import POLICY, Declaration, Kind
from schools.states import Role

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
)
