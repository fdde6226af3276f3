"""What others ask of the schools room most often."""

from schools.selectors.calendar import calendar
from schools.selectors.trust import trust

__all__ = ["calendar", "trust"]
