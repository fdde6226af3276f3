"""What is owed on a complaint, declared as every duty is."""

from cases.duty_clocks import at_once, working_days
from cases.duty_kinds import POLICY, Declaration, Kind
from schools.states import Role

COMPLAINTS = (
    # When these are due follows from the trust's complaints procedure and the school's calendar.
    Declaration(
        Kind.ACKNOWLEDGE_COMPLAINT,
        "Tell {about} that we have the complaint",
        Role.HEAD,
        at_once,
        "The trust’s complaints procedure, which the law asks to have clear times",
        "complaints:complaint",
        "Open",
    ),
    Declaration(
        Kind.RESOLVE_COMPLAINT,
        "Answer the complaint of {about} in writing",
        Role.CEO,
        at_once,
        f"{POLICY}: the CEO resolves complaints. Law: Part 7 of the 2014 Regulations, paragraph 33",
        "complaints:complaint",
        "Open",
        "A complaint is answered or withdrawn. Open it: there it is decided, or noted that it was withdrawn.",
    ),
    Declaration(
        Kind.HOLDING_UPDATE,
        "Tell {about} how far the complaint is",
        Role.CEO,
        working_days(10),
        "The trust’s complaints procedure",
        "complaints:complaint",
        "Open",
    ),
)
