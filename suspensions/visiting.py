"""Why somebody who is suspended from a site need not, or cannot, be let onto it for a while."""

from psycopg.types.range import TimestamptzRange

from schools.models import School
from suspensions.models import SiteSuspension
from suspensions.states import LIVE


def cannot_visit(suspension: SiteSuspension, school: School, period: TimestamptzRange) -> str | None:
    """Say why there is nothing to permit for this time (aware): this suspension does not keep them from the site then."""
    if suspension.state not in LIVE or not suspension.covers(school.pk):
        return "This suspension does not keep them from this site."
    if suspension.period.upper <= period.lower or suspension.period.lower >= period.upper:
        return "This suspension does not hold at that time."
    return None
