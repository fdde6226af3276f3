"""People: added, named, changed, linked with schools and children, merged and unmerged."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, write
from kernel.checking import full_check
from kernel.jobs import queue
from kernel.refusal import refuse_if
from kernel.text import fold_variants
from schools import rules
from schools.access import powers
from schools.models import AdultFacts, Person, PupilFacts, Relationship, School, SchoolLink
from schools.querysets import DENSE
from schools.states import Kinship, PersonKind

KEY_LENGTH = Person._meta.get_field("search_key").max_length or 0


def search_key_of(person: Person, merged: Iterable[Person] = ()) -> str:
    """What a person is found by: every name, also those of records merged into theirs; unnamed, the description."""
    texts: list[str] = []
    for one in (person, *merged):
        names = [one.given_name, one.family_name, one.known_as]
        texts += [one.description, one.vehicle] if one.is_unknown else names
        if DENSE.search(joined := one.family_name + one.given_name):
            texts.append(joined)  # the way a Chinese, Japanese or Korean name is written
    words = dict.fromkeys(fold_variants(" ".join(texts)).split())
    while len(key := " ".join(words)) > KEY_LENGTH:
        words.popitem()
    return key


def _require_at(by: User, power: str, school: School) -> None:
    """Deny (403) unless the user holds the power at the school, or sets schools up (imports, commands)."""
    held = powers(by)
    if not (by.is_system or held.includes("administer") or held.includes(power, school.pk)):
        raise PermissionDenied


def _require_for(by: User, power: str, *people: Person) -> None:
    """Deny (403) unless the user holds the power at a school of each person, or sets schools up."""
    held = powers(by)
    if by.is_system or held.includes("administer"):
        return
    reachable = held.schools_with(power)
    for person in people:
        schools = person.school_links.values_list("school", flat=True)
        if not (reachable.is_everywhere or any(school in reachable for school in schools)):
            raise PermissionDenied


def _saved(person: Person) -> Person:
    person.search_key = search_key_of(person)
    full_check(person)
    person.save()
    return person


@transaction.atomic
def add_person(
    *,
    school: School,
    kinds: Iterable[PersonKind],
    by: User,
    title: str = "",
    given_name: str = "",
    family_name: str = "",
    known_as: str = "",
    description: str = "",
    vehicle: str = "",
) -> Person:
    """Add somebody at a school; one whose name nobody knows by a description, and a vehicle if there was one."""
    _require_at(by, "log_incident", school)
    person = _saved(
        Person(
            title=title,
            given_name=given_name,
            family_name=family_name,
            known_as=known_as,
            kinds=list(dict.fromkeys(PersonKind(kind) for kind in kinds)),
            description=description,
            vehicle=vehicle,
            added_at=timezone.now(),
            added_by=by,
        )
    )
    SchoolLink.objects.create(person=person, school=school)
    data = {"name": person.full_name, "kinds": person.kinds, "school": school.pk}
    write(chain=person.chain, verb="person.added", row=person, by=by, data=data)
    return person


@transaction.atomic
def name_person(
    *, person: Person, given_name: str, family_name: str, by: User, title: str = "", known_as: str = ""
) -> None:
    """Give a name to somebody who was known by a description only; the description stays."""
    _require_for(by, "log_incident", person)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    refuse_if(rules.cannot_name(person), about=person)
    refuse_if(None if given_name or family_name else "Enter a name.", about=person, field="family_name")
    names: dict[str, Any] = {"title": title, "given_name": given_name, "family_name": family_name, "known_as": known_as}
    _amend_names(person, "person.named", by, names)


@transaction.atomic
def rename_person(
    *, person: Person, given_name: str, family_name: str, by: User, title: str = "", known_as: str = ""
) -> None:
    """Correct a person's names; what was written under the old name keeps it."""
    _require_for(by, "work_case", person)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    names: dict[str, Any] = {"title": title, "given_name": given_name, "family_name": family_name, "known_as": known_as}
    _amend_names(person, "person.renamed", by, names)


def _amend_names(person: Person, verb: str, by: User, names: dict[str, Any]) -> None:
    for field, value in names.items():
        setattr(person, field, value)
    key = search_key_of(person, person.merged_from.all())
    amend(person, verb=verb, by=by, search_key=key, **names)


@transaction.atomic
def describe_person(*, person: Person, kinds: Iterable[PersonKind], by: User, vehicle: str = "") -> None:
    """Say what kinds of person somebody is, and which vehicle they come with."""
    _require_for(by, "work_case", person)
    wanted = list(dict.fromkeys(PersonKind(kind) for kind in kinds))
    amend(person, verb="person.described", by=by, kinds=wanted, vehicle=vehicle)


@transaction.atomic
def link_school(*, person: Person, school: School, by: User) -> SchoolLink:
    """Say that a person belongs to a school; the same twice is one."""
    _require_at(by, "log_incident", school)
    link, is_new = SchoolLink.objects.get_or_create(person=person, school=school)
    if is_new or not link.is_current:
        SchoolLink.objects.filter(pk=link.pk).update(is_current=True)
        write(chain=person.chain, verb="person.school_linked", row=person, by=by, data={"school": school.pk})
    return link


@transaction.atomic
def set_contact_facts(*, person: Person, by: User, **facts: Any) -> bool:
    """Keep how an adult is reached: address and whether it is confidential, e-mail, telephone, language, needs, and
    since when they agree to formal notices by e-mail.
    """
    _require_for(by, "work_case", person)
    row, _ = AdultFacts.objects.get_or_create(person=person)
    return amend(row, verb="person.contact_changed", by=by, **facts)


@transaction.atomic
def set_pupil_facts(*, pupil: Person, by: User, **facts: Any) -> bool:
    """Keep what is known of a pupil as a pupil: UPN, date of birth, year, and the flags that change duties."""
    _require_for(by, "work_case", pupil)
    row, _ = PupilFacts.objects.get_or_create(person=pupil)
    _settle_notices(pupil)
    return amend(row, verb="person.pupil_changed", by=by, **facts)


@transaction.atomic
def agree_to_email(*, person: Person, on: date | None, by: User) -> bool:
    """Note since when an adult agrees to get formal notices by e-mail; None takes it back."""
    return set_contact_facts(person=person, by=by, email_agreed_on=on)


@transaction.atomic
def link_child(
    *,
    adult: Person,
    pupil: Person,
    kind: Kinship,
    by: User,
    has_parental_responsibility: bool = False,
    lives_with: bool = False,
    may_collect: bool = False,
    contact_order: str = "",
) -> Relationship:
    """Say what an adult is to a pupil; said again, it is changed."""
    _require_for(by, "log_incident", pupil)
    refuse_if(rules.cannot_link_child(adult, pupil), about=adult)
    facts: dict[str, Any] = {
        "kind": Kinship(kind),
        "has_parental_responsibility": has_parental_responsibility,
        "lives_with": lives_with,
        "may_collect": may_collect,
        "contact_order": contact_order,
    }
    _locked(adult, pupil)
    _join_schools(adult, pupil)
    _settle_notices(pupil)
    known = Relationship.objects.filter(adult=adult, pupil=pupil).first()
    if known is not None:
        amend(known, verb="relationship.changed", by=by, **facts)
        return known
    row = Relationship(adult=adult, pupil=pupil, **facts)
    full_check(row)
    row.save()
    write(
        chain=row.chain, verb="relationship.added", row=row, by=by, data={"adult": adult.pk, "pupil": pupil.pk, **facts}
    )
    return row


def _join_schools(adult: Person, pupil: Person) -> None:
    """A pupil's adult belongs to the schools where the pupil is now."""
    schools = pupil.school_links.filter(is_current=True).values_list("school", flat=True)
    links = [SchoolLink(person=adult, school_id=school) for school in schools]
    SchoolLink.objects.bulk_create(links, ignore_conflicts=True)


@transaction.atomic
def unlink_child(*, relationship: Relationship, by: User) -> None:
    """Take back that an adult belongs to a pupil: it was wrong, or it has ended."""
    _require_for(by, "work_case", relationship.pupil)
    data = {"adult": relationship.adult_id, "pupil": relationship.pupil_id, "kind": relationship.kind}
    write(chain=relationship.chain, verb="relationship.removed", row=relationship, by=by, data=data)
    relationship.delete()
    _settle_notices(relationship.pupil)


def _settle_notices(person: Person) -> None:
    """Let whoever has to be told of a pupil's suspension follow; the room above does it, which this one does not know."""
    queue("pupils.settle_notices", person_id=person.pk)


@transaction.atomic
def merge_people(*, person: Person, into: Person, by: User) -> None:
    """Say that two records are of one human being: reads follow from the one merged to the one kept. Can be undone.

    Rooms above refuse first where both have live suspensions; this room does not know of those.
    """
    _require_for(by, "work_case", person, into)
    locked = {p.pk: p for p in _locked(person, into)}
    person, into = locked[person.pk], locked[into.pk]
    has_merged = person.merged_from.exists()
    refuse_if(rules.cannot_merge(person, into, has_merged_into_it=has_merged), about=person, field="into")
    amend(person, verb="person.merged", by=by, merged_into=into)
    _find_again(into)
    _settle_notices(into)


@transaction.atomic
def unmerge(*, person: Person, by: User) -> None:
    """Undo a merge: the record stands for itself again, as it did."""
    _require_for(by, "work_case", person)
    refuse_if(rules.cannot_unmerge(person), about=person)
    mine = {user for user in (person.user_id, person.merged_into and person.merged_into.user_id) if user}
    refuse_if(rules.cannot_free_oneself(is_own=by.pk in mine), about=person)
    locked = {p.pk: p for p in _locked(person, person.merged_into)}
    person = locked[person.pk]
    refuse_if(rules.cannot_unmerge(person), about=person)
    kept = locked.get(person.merged_into_id or 0)
    amend(person, verb="person.unmerged", by=by, merged_into=None)
    if kept is not None:
        _find_again(kept)
        _settle_notices(kept)
    _settle_notices(person)


def _locked(*people: Person | None) -> list[Person]:
    """Lock the rows of people, in the order that everybody keeps: by pk."""
    pks = {person.pk for person in people if person is not None}
    return [*Person.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")]


def _find_again(person: Person) -> None:
    """Let a person be found by the names of the records merged into theirs, and no longer by those taken out."""
    Person.objects.filter(pk=person.pk).update(search_key=search_key_of(person, person.merged_from.all()))
