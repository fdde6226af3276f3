"""Pages of written records and of the trust's own wording."""

from records.views.record import MOST_A_MINUTE

__all__ = ["MOST_A_MINUTE"]
