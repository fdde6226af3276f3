"""Who of the family could come to a meeting of the board about a pupil's suspension?"""

from pupils.models import PupilSuspension
from pupils.recipients import Order, told_of
from pupils.selectors.recipients import known_of
from pupils.states import Event


def family_at(suspension: PupilSuspension) -> tuple[tuple[int, str], ...]:
    """Everybody of the family (pk and name) whom the board may see: the parents, and the pupil. Two queries.

    Whoever is not told because of a court order is not invited either, and not asked after.
    """
    known = known_of(suspension)
    told = [one for one in told_of(Event.INVITED, known.everybody) if one.is_family and one.order is not Order.WITHHELD]
    found = {one.person.pk: one.name for one in told}
    return tuple({**found, known.pupil.pk: known.pupil.formal_name}.items())
