"""How often may somebody ask in a minute? Counted in the cache that all processes share."""

import time

from django.core.cache import cache

KEPT_SECONDS = 90


def is_too_often(what: str, most: int) -> bool:
    """Count one more of this; true when this minute has seen more than `most`."""
    counter = f"{what}:{int(time.time()) // 60}"
    if cache.add(counter, 1, timeout=KEPT_SECONDS):
        return False
    return cache.incr(counter) > most
