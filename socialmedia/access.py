"""Which powers the acts of this room ask for."""

from socialmedia.states import LEGAL

# Whoever answers the telephone or the door logs that somebody got in touch; whoever sees the files of cases reads it.
LOGS, SEES, UPLOADS = "log_incident", "view_cases", "work_case"
# Whoever works on a case restricts; whoever answers the telephone or the door knows of it.
RESTRICTS, ANSWERS = "work_case", "view_gate"
# To report something online. Whoever reports does not decide.
REPORTS = "log_concern"
# To take legal steps: whoever decides for the CEO.
TAKES_LEGAL = "legal_action"


def power_for(kind: str) -> str:
    """Which power a step of this kind asks for, and to read it: what lawyers are asked and say is for nobody else."""
    return TAKES_LEGAL if kind in LEGAL else UPLOADS
