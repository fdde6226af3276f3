"""Under which key what somebody types about a complaint is kept."""

from cases.models import Case

LOG_KEY, ASKED_KEY = "complaint_log", "panel_asked"


def draft_key(form: str, case: Case, *more: object) -> str:
    """The key of a form about a complaint: its first word names the form in `cases.keeping`."""
    return ":".join([form, case.reference, *map(str, more)])
