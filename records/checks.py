"""Is a real site ready to seal what was signed? Said by `manage.py check --deploy`; everything else works without."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Info
from django.utils import timezone

from records.seals import why_unready


def seal_is_set_up(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A line where there is no seal, or where it ends soon."""
    reason = why_unready(timezone.now().date())
    return [Info(reason, id="records.I001")] if reason else []
