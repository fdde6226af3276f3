"""Everything that writes complaints."""

from complaints.services.data import hand_on_points, hand_to_data_lead
from complaints.services.deciding import (
    ask_for_panel,
    decide_complaint,
    hand_to_chair,
    note_action,
    take_further,
    withdraw_complaint,
)
from complaints.services.letters import issue_letter, log_letter_posted, log_letter_sent, send_letter_again
from complaints.services.logging import add_point, log_complaint, name_about, settle_walls, take_back_point
from complaints.services.panel import (
    arrange_panel,
    call_off_panel,
    hold_panel,
    name_member,
    note_panel_findings,
    send_panel_papers,
    stand_down_member,
)

__all__ = [
    "add_point",
    "arrange_panel",
    "ask_for_panel",
    "call_off_panel",
    "decide_complaint",
    "hand_on_points",
    "hand_to_chair",
    "hand_to_data_lead",
    "hold_panel",
    "issue_letter",
    "log_complaint",
    "log_letter_posted",
    "log_letter_sent",
    "name_about",
    "name_member",
    "note_action",
    "note_panel_findings",
    "send_letter_again",
    "send_panel_papers",
    "settle_walls",
    "stand_down_member",
    "take_back_point",
    "take_further",
    "withdraw_complaint",
]
