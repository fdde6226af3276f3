"""Why two records of people cannot be joined now, or None."""


def cannot_join(suspended: set[int]) -> str | None:
    """Say why two records cannot be merged; `suspended`: those of the two that are suspended from a site now."""
    if len(suspended) < 2:
        return None
    return "Both are suspended from a site now. Lift or void one of the suspensions first."
