"""Saying that two records are one person, where suspensions must be looked at first."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from desk import rules
from kernel.refusal import refuse_if
from schools.models import Person
from schools.services.people import merge_people
from suspensions.models import SiteSuspension


@transaction.atomic
def merge(*, person: Person, into: Person, by: User) -> None:
    """Merge a record into the one that is kept. Refused while both are suspended from a site: one must end first."""
    locked = [*Person.objects.select_for_update(no_key=True).filter(pk__in=[person.pk, into.pk]).order_by("pk")]
    live = SiteSuspension.objects.live().filter(person__in=locked)
    now = {one.person_id for one in live if one.is_in_force(timezone.now())}
    ever = set(live.values_list("person", flat=True))
    refuse_if(rules.cannot_join(locked, suspended_now=now, suspended=ever), about=person, field="into")
    merge_people(person=person, into=into, by=by)
