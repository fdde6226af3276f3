"""What is asked of suspensions from site: for the case, for the gate, for the letter, before deciding."""

from suspensions.selectors.case import bands, case_section, in_force_for, on_case_page
from suspensions.selectors.gate import not_on_site
from suspensions.selectors.standing import standing, why_not_suspend

__all__ = ["bands", "case_section", "in_force_for", "not_on_site", "on_case_page", "standing", "why_not_suspend"]
