"""Under which key what somebody types about a suspension or a warning is kept."""

from suspensions.models import BehaviourWarning, SiteSuspension


def draft_key(form: str, suspension: SiteSuspension, *more: int) -> str:
    """The key of a form about one suspension, or about a row of it: `lift:HIL-2026-7K4Q:12`."""
    return ":".join([form, suspension.case.reference, str(suspension.pk), *map(str, more)])


def warning_key(form: str, warning: BehaviourWarning, *more: int) -> str:
    """The key of a form about one warning, or about a copy of its letter: `warning:HIL-2026-7K4Q:12`."""
    return ":".join([form, warning.case.reference, str(warning.pk), *map(str, more)])
