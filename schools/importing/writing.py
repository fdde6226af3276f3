"""Writes what was planned for some pupils and their contacts: few statements, however many rows. Inside a transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accounts.models import User
from schools.importing.planning import Draft, Group
from schools.models import AdultFacts, Person, PupilFacts, Relationship, School, SchoolLink
from schools.services.people import search_key_of

NAMES = ("title", "given_name", "family_name", "known_as")


def write_groups(groups: Iterable[Group], *, school: School, by: User, at: datetime) -> None:
    """Write pupils, contacts, and who belongs to whom."""
    groups = [group for group in groups if group.pupil is not None]
    pupils = [group.pupil for group in groups if group.pupil is not None]
    contacts = {id(tie.contact): tie.contact for group in groups for tie in group.ties}
    fresh = [draft for draft in (*pupils, *contacts.values()) if not draft.is_written]
    _lock(fresh)
    _write_people(fresh, by, at)
    _write_links(fresh, school)
    _write_facts([draft for draft in fresh if draft.is_pupil], PupilFacts)
    _write_facts([draft for draft in fresh if not draft.is_pupil], AdultFacts)
    _write_ties(groups)
    for draft in fresh:
        draft.is_written = True


def _lock(drafts: Iterable[Draft]) -> None:
    """Lock the rows that may change, in the order that everybody keeps: by pk."""
    known = [draft.person.pk for draft in drafts if not draft.is_new]
    len(Person.objects.select_for_update(no_key=True).filter(pk__in=known).order_by("pk").only("pk"))


def _write_people(drafts: list[Draft], by: User, at: datetime) -> None:
    renamed = [draft.person.pk for draft in drafts if draft.names and not draft.is_new]
    merged: dict[int, list[Person]] = {}
    for person in Person.objects.filter(merged_into__in=renamed):
        merged.setdefault(person.merged_into_id or 0, []).append(person)
    for draft in drafts:
        person = draft.person
        for name, value in draft.names.items():
            setattr(person, name, value)
        person.kinds = draft.kinds or person.kinds
        if draft.names:
            person.search_key = search_key_of(person, merged.get(person.pk or 0, ()))
        if draft.is_new:
            person.added_at, person.added_by = at, by
    Person.objects.bulk_create([draft.person for draft in drafts if draft.is_new])
    changed = [draft.person for draft in drafts if not draft.is_new and (draft.names or draft.kinds)]
    Person.objects.bulk_update(changed, [*NAMES, "kinds", "search_key"], batch_size=500)


def _write_links(drafts: list[Draft], school: School) -> None:
    new, changed = [], []
    for draft in drafts:
        if draft.link is None:
            draft.link = SchoolLink(person=draft.person, school=school, mis_id=draft.mis_id)
            new.append(draft.link)
        elif draft.mis_id or draft.is_back:
            draft.link.mis_id = draft.mis_id or draft.link.mis_id
            draft.link.is_current = True
            changed.append(draft.link)
    SchoolLink.objects.bulk_create(new)
    SchoolLink.objects.bulk_update(changed, ["mis_id", "is_current"], batch_size=500)


def _write_facts(drafts: list[Draft], model: type[PupilFacts] | type[AdultFacts]) -> None:
    """Facts as a pupil or as an adult; a row of facts is made with the first of them, for a pupil always."""
    name = "pupil_facts" if model is PupilFacts else "adult_facts"
    new: list[Any] = []
    changed: list[Any] = []
    for draft in drafts:
        known = None if draft.is_new else getattr(draft.person, name, None)
        if known is None and (draft.facts or draft.is_pupil):
            new.append(model(person=draft.person, **draft.facts))
        elif known is not None and draft.facts:
            for field, value in draft.facts.items():
                setattr(known, field, value)
            changed.append(known)
    fields = [field.name for field in model._meta.local_fields if not field.primary_key]
    model._base_manager.bulk_create(new)
    model._base_manager.bulk_update(changed, fields, batch_size=500)


def _write_ties(groups: list[Group]) -> None:
    new, changed = [], []
    for group in groups:
        for tie in group.ties:
            if tie.row is None and group.pupil is not None:
                new.append(Relationship(pupil=group.pupil.person, adult=tie.contact.person, **tie.facts))
            elif tie.row is not None and tie.facts:
                for field, value in tie.facts.items():
                    setattr(tie.row, field, value)
                changed.append(tie.row)
    Relationship.objects.bulk_create(new)
    fields = ["kind", "has_parental_responsibility", "lives_with", "may_collect"]
    Relationship.objects.bulk_update(changed, fields, batch_size=500)
