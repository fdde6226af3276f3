"""Moments that rows of every room carry."""

from datetime import timedelta

import factory
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

now = factory.LazyFunction(timezone.now)


def since(**ago: int) -> TimestamptzRange:
    """From some time ago, open at the end."""
    return TimestamptzRange(timezone.now() - timedelta(**ago or {"days": 30}), None)
