"""What is owed on a complaint, declared as every duty is."""

from cases.duty_clocks import at_once, working_days
from cases.duty_kinds import POLICY, Declaration, Kind
from schools.states import Role

PANEL_LAW = "Law: Part 7 of the 2014 Regulations, paragraph 33"
DATA_LAW = "Law: section 164A of the Data Protection Act 2018"
PANEL_STAYS = (
    "A panel that was asked for is not set aside here. Open it: it meets, or the complaint is withdrawn there."
)

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
    # Counted in calendar days from the day it came: holidays do not stop it.
    Declaration(
        Kind.DATA_COMPLAINT,
        "Tell {about} that we have the complaint about personal data",
        Role.DP_LEAD,
        at_once,
        f"{DATA_LAW}: within 30 days, counted from the day it came",
        "complaints:complaint",
        "Open",
        "The law wants this acknowledged. Open it: there the letter is written, or it is noted that they withdrew it.",
    ),
    Declaration(
        Kind.DATA_ANSWER,
        "Answer the complaint of {about} about personal data in writing",
        Role.DP_LEAD,
        at_once,
        f"{DATA_LAW}: without undue delay. Trust target: six weeks",
        "complaints:complaint",
        "Open",
        "A complaint is answered or withdrawn. Open it: there it is decided, or noted that it was withdrawn.",
    ),
    Declaration(
        Kind.DATA_UPDATE,
        "Tell {about} how far the complaint about personal data is",
        Role.DP_LEAD,
        working_days(10),
        f"{DATA_LAW}: told how far it is",
        "complaints:complaint",
        "Open",
    ),
    Declaration(
        Kind.COMPLAINT_PANEL,
        "Bring the complaint of {about} before a panel",
        Role.CLERK,
        at_once,
        PANEL_LAW,
        "complaints:panel",
        "Open",
        PANEL_STAYS,
    ),
    Declaration(
        Kind.PANEL_PAPERS,
        "Send the papers for the panel on the complaint of {about}",
        Role.CLERK,
        at_once,
        "Trust target: five school days before the panel meets",
        "complaints:panel_papers",
        "Open",
        PANEL_STAYS,
    ),
    Declaration(
        Kind.PANEL_FOUND,
        "Write down what the panel found on the complaint of {about}",
        Role.CLERK,
        at_once,
        PANEL_LAW,
        "complaints:panel_found",
        "Open",
        PANEL_STAYS,
    ),
    Declaration(
        Kind.PANEL_LETTER,
        "Write to {about} about the panel",
        Role.CLERK,
        at_once,
        PANEL_LAW,
        "complaints:letter",
        "Prepare letter",
        PANEL_STAYS,
    ),
)
