"""As what is somebody of a case heard: a pupil, a colleague, a parent, somebody else?"""

from django.db.models import Q

from cases.models import Involvement
from incidents.models import Interview
from incidents.states import WitnessKind
from schools.models import Person
from schools.states import PersonKind


def kind_of(row: Involvement) -> WitnessKind:
    """As what somebody is interviewed, as far as is known of them."""
    if row.user_id is not None:
        return WitnessKind.STAFF
    return _kind_among(row.person.kinds) if row.person is not None else WitnessKind.OUTSIDER


def kinds_of(row: Involvement) -> frozenset[WitnessKind]:
    """The same with what was said of them for an interview, and with what their merged records say."""
    told = Interview.objects.filter(involvement=row).values_list("witness_kind", flat=True)
    return frozenset({kind_of(row), *_kinds_of_records(row), *(WitnessKind(one) for one in told)})


def _kinds_of_records(row: Involvement) -> list[WitnessKind]:
    if row.person is None:
        return []
    same = Q(merged_into=row.person) | Q(merged_from=row.person)
    if row.person.merged_into_id is not None:
        same |= Q(merged_into=row.person.merged_into_id)
    return [_kind_among(kinds) for kinds in Person.objects.filter(same).values_list("kinds", flat=True)]


def _kind_among(known: list[str]) -> WitnessKind:
    for one, kind in (
        (PersonKind.PUPIL, WitnessKind.PUPIL),
        (PersonKind.STAFF, WitnessKind.STAFF),
        (PersonKind.PARENT, WitnessKind.PARENT),
    ):
        if one in known:
            return kind
    return WitnessKind.OUTSIDER
