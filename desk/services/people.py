"""Saying who is one human being: two records, where suspensions must be looked at first; an account and a record. What is
known of a pupil under all of theirs."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from desk import rules
from desk.selectors.cover import audience_of
from kernel.jobs import queue
from kernel.refusal import refuse_if
from notices.services import tell
from notices.states import NoticeKind
from pupils.selectors.case import suspended_among
from schools.models import Person, PupilFacts
from schools.selectors.roles import overseers
from schools.services.accounts import link_person, unlink_person
from schools.services.people import merge_people, set_pupil_facts
from suspensions.models import BehaviourWarning, SiteSuspension

# What each record of a pupil keeps of its own.
OWN_FACTS = ("upn", "born_on", "year_group")


@transaction.atomic
def merge(*, person: Person, into: Person, by: User) -> None:
    """Merge a record into the one that is kept. Refused while both are suspended from a site: one must end first."""
    locked = [*Person.objects.select_for_update(no_key=True).filter(pk__in=[person.pk, into.pk]).order_by("pk")]
    live = SiteSuspension.objects.live().filter(person__in=locked)
    now = {one.person_id for one in live if one.is_in_force(timezone.now())}
    ever = set(live.values_list("person", flat=True))
    warned = set(BehaviourWarning.objects.filter(person__in=locked).values_list("person", flat=True))
    pupils = suspended_among(locked)
    reason = rules.cannot_join(locked, suspended_now=now, suspended=ever, warned=warned, as_pupil=pupils)
    refuse_if(reason, about=person, field="into")
    merge_people(person=person, into=into, by=by)
    for one in locked:
        if one.user_id is not None:
            queue("cases.settle_deciders", user_id=one.user_id)


@transaction.atomic
def change_pupil_facts(*, pupil: Person, by: User, **facts: Any) -> None:
    """Keep what is known of a pupil as a pupil. What decides who is told is changed on every record merged into theirs too.

    What is owed about their suspensions follows. PermissionDenied for whoever works on no case at a school of theirs.
    """
    set_pupil_facts(pupil=pupil, by=by, **facts)
    shared = {name: value for name, value in facts.items() if name not in OWN_FACTS}
    for row in PupilFacts.objects.filter(person__merged_into=pupil).select_related("person").order_by("pk"):
        set_pupil_facts(pupil=row.person, by=by, **shared)


@transaction.atomic
def link_account(*, user: User, person: Person, by: User) -> None:
    """Say that an account and a person are the same human being; CEO and data protection lead are told."""
    link_person(user=user, person=person, by=by)
    queue("cases.settle_deciders", user_id=user.pk)
    _tell(NoticeKind.ACCOUNT_LINKED, f"The account of {user.name} now belongs to the record of {person.full_name}.", by)


@transaction.atomic
def unlink_account(*, user: User, by: User) -> None:
    """Take that back: the account sees again what is about the person; CEO and data protection lead are told."""
    person = unlink_person(user=user, by=by)
    note = f"The account of {user.name} no longer belongs to the record of {person.full_name}."
    _tell(NoticeKind.ACCOUNT_LINKED, note, by)


@transaction.atomic
def tell_of_address(*, user: User, by: User) -> None:
    """Tell CEO and data protection lead that `by` gave an account another e-mail address."""
    note = f"{by.name} has changed the e-mail address of {user.name}’s account. Ask them if you did not expect it."
    _tell(NoticeKind.ADDRESS_CHANGED, note, by)


def _tell(kind: NoticeKind, note: str, by: User) -> None:
    for user in overseers(by=by):
        tell(kind=kind, audience=audience_of(user, None), to=user, path="", note=note, by=by)
