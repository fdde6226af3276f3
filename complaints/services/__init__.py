"""Everything that writes complaints."""

from complaints.services.deciding import decide_complaint, hand_to_chair, take_further, withdraw_complaint
from complaints.services.letters import issue_letter, log_letter_sent, send_letter_again
from complaints.services.logging import add_point, log_complaint, name_about, take_back_point

__all__ = [
    "add_point",
    "decide_complaint",
    "hand_to_chair",
    "issue_letter",
    "log_complaint",
    "log_letter_sent",
    "name_about",
    "send_letter_again",
    "take_back_point",
    "take_further",
    "withdraw_complaint",
]
