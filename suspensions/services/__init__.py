"""Everything that writes suspensions from site: the decision, its end, arrangements, the gate, telling the person."""

from suspensions.services.arrangement import set_arrangement
from suspensions.services.entering import enter_site_suspension
from suspensions.services.extension import extend_site_suspension, let_end
from suspensions.services.gate import report_breach
from suspensions.services.hearing import consider_representation, note_representation, note_waiver, open_window
from suspensions.services.letter import issue_letter, log_letter_posted, log_letter_sent, send_letter_again
from suspensions.services.renewal import renew_site_suspension
from suspensions.services.review import (
    look_again,
    review_site_suspension,
    tell_of_new_facts,
    vary_site_suspension,
)
from suspensions.services.suspension import lift_suspension, suspend_for_rest_of_today, void_suspension
from suspensions.services.telling import log_telling
from suspensions.services.trustwide import ask_for_trust_wide, suspend_trust_wide
from suspensions.services.visits import permit_visit, withdraw_visits
from suspensions.services.warning import issue_warning, log_warning_posted, log_warning_sent, send_warning_again, warn

__all__ = [
    "ask_for_trust_wide",
    "consider_representation",
    "enter_site_suspension",
    "extend_site_suspension",
    "issue_letter",
    "issue_warning",
    "let_end",
    "lift_suspension",
    "log_letter_posted",
    "log_letter_sent",
    "log_telling",
    "log_warning_posted",
    "log_warning_sent",
    "look_again",
    "note_representation",
    "note_waiver",
    "open_window",
    "permit_visit",
    "renew_site_suspension",
    "report_breach",
    "review_site_suspension",
    "send_letter_again",
    "send_warning_again",
    "set_arrangement",
    "suspend_for_rest_of_today",
    "suspend_trust_wide",
    "tell_of_new_facts",
    "vary_site_suspension",
    "void_suspension",
    "warn",
    "withdraw_visits",
]
