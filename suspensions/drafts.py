"""Under which key what somebody types about a suspension is kept."""

from suspensions.models import SiteSuspension


def draft_key(form: str, suspension: SiteSuspension, *more: int) -> str:
    """The key of a form about one suspension, or about a row of it: `lift:HIL-2026-7K4Q:12`."""
    return ":".join([form, suspension.case.reference, str(suspension.pk), *map(str, more)])
