"""Under which key what somebody types about a suspension is kept."""

from suspensions.models import SiteSuspension


def draft_key(form: str, suspension: SiteSuspension) -> str:
    """The key of a form about one suspension: `lift:HIL-2026-7K4Q:12`."""
    return f"{form}:{suspension.case.reference}:{suspension.pk}"
