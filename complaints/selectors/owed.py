"""Which letter about a complaint is owed now, for the tray in which what was issued waits to be printed and posted."""

from collections.abc import Sequence

from cases.duties import Kind
from cases.duty_kinds import OF_DATA
from complaints.models import Complaint
from complaints.states import About, Answered, Stage

# The duties that a letter about a complaint does.
DONE_BY_LETTER = (Kind.ACKNOWLEDGE_COMPLAINT, Kind.HOLDING_UPDATE, Kind.RESOLVE_COMPLAINT, Kind.PANEL_LETTER, *OF_DATA)


def subject_owed(complaint: Complaint, kind: str, subject: str, answered: Sequence[str]) -> str:
    """How the subject of the letter begins that an open duty asks for; "" where it asks for none that can be there.

    `answered`: the stages at which it was decided on, in their order. The answer of an earlier stage is owed no more
    once somebody deals with it anew; before a panel the formal answer still is. How far it is, only while somebody looks
    at it; after it was withdrawn, nothing.
    """
    if kind == Kind.PANEL_LETTER:
        return subject
    if kind == Kind.DATA_UPDATE:
        return f"{About.UPDATE.value}-{Stage.DATA.value}-" if complaint.stage == Stage.DATA else ""
    if kind == Kind.HOLDING_UPDATE:
        return f"{About.UPDATE.value}-" if complaint.stage in (Stage.INFORMAL, Stage.FORMAL) else ""
    if kind in (Kind.ACKNOWLEDGE_COMPLAINT, Kind.DATA_COMPLAINT):
        return f"{About.ACKNOWLEDGED.value}-{complaint.stage}"
    before = [one for one in answered if one != Answered.PANEL]
    if complaint.stage in (Stage.INFORMAL, Stage.FORMAL, Stage.DATA, Stage.WITHDRAWN) or not before:
        return ""
    return f"{About.OUTCOME.value}-{before[-1]}"


def is_asked_for(letter: str, complaint: Complaint, kind: str, subject: str, answered: Sequence[str]) -> bool:
    """Whether a duty on a complaint asks for this letter (the subject of its record): if it went, the duty is done."""
    wanted = subject_owed(complaint, kind, subject, answered)
    return bool(wanted) and (letter.startswith(wanted) if wanted.endswith("-") else letter == wanted)
