"""Everything that writes suspensions from site: the decision, its end, arrangements, the gate, telling the person."""

from suspensions.services.arrangement import set_arrangement
from suspensions.services.gate import report_breach
from suspensions.services.letter import issue_letter, log_letter_sent
from suspensions.services.suspension import lift_suspension, suspend_for_rest_of_today, void_suspension
from suspensions.services.telling import log_telling

__all__ = [
    "issue_letter",
    "lift_suspension",
    "log_letter_sent",
    "log_telling",
    "report_breach",
    "set_arrangement",
    "suspend_for_rest_of_today",
    "void_suspension",
]
