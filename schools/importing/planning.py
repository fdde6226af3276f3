"""What would a file do? Compares its rows with what the school knows, pupil by pupil, and says it in words.

Pure: whoever calls loads what is known (schools.selectors.importing) and writes what is planned (writing.py).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kernel.text import fold
from schools.importing.rows import (
    Row,
    key_of,
    reaches_of,
    refuse_contacts_with_two_names,
    refuse_pupil_with_two_names,
    said,
    share_facts,
)
from schools.models import AdultFacts, Person, PupilFacts, Relationship, SchoolLink
from schools.states import Kinship, LineOutcome, PersonKind

KIND_OF = {
    Kinship.MOTHER: PersonKind.PARENT,
    Kinship.FATHER: PersonKind.PARENT,
    Kinship.STEP_PARENT: PersonKind.PARENT,
    Kinship.CARER: PersonKind.PARENT,
    Kinship.FOSTER_CARER: PersonKind.PARENT,
    Kinship.GRANDPARENT: PersonKind.RELATIVE,
    Kinship.SIBLING: PersonKind.RELATIVE,
    Kinship.OTHER_RELATIVE: PersonKind.RELATIVE,
}


@dataclass(eq=False)
class Draft:
    """A person as they are or will be, with what changes; `facts` are those of a pupil or of an adult."""

    person: Person
    link: SchoolLink | None
    is_new: bool
    mis_id: str = ""
    names: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    is_pupil: bool = False
    is_back: bool = False
    is_written: bool = False


@dataclass
class Tie:
    """A pupil and a contact of theirs, with what changes."""

    contact: Draft
    row: Relationship | None
    facts: dict[str, Any]


@dataclass
class Line:
    """What one row would do, in words."""

    number: int
    who: str = ""
    outcome: LineOutcome = LineOutcome.UNCHANGED
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass
class Group:
    """The rows of one pupil: what to write for them, and what to say."""

    lines: list[Line]
    pupil: Draft | None = None
    ties: list[Tie] = field(default_factory=list)


@dataclass
class Known:
    """What the school knows: people by id, by name; whose adult is whose."""

    by_id: dict[str, SchoolLink] = field(default_factory=dict)
    pupils_by_name: dict[str, list[SchoolLink]] = field(default_factory=dict)
    adults_by_name: dict[str, list[SchoolLink]] = field(default_factory=dict)
    pupils_by_upn: dict[str, SchoolLink] = field(default_factory=dict)
    ties: dict[int, dict[int, Relationship]] = field(default_factory=dict)
    adults: dict[int, Person] = field(default_factory=dict)
    links: dict[int, SchoolLink] = field(default_factory=dict)


# --- Planning -----------------------------------------------------------------------------------------
WORDS = {
    "given_name": "first name",
    "family_name": "surname",
    "known_as": "name known as",
    "title": "title",
    "born_on": "date of birth",
    "year_group": "year group",
    "upn": "UPN",
    "is_looked_after": "looked-after",
    "has_social_worker": "social worker",
    "has_ehcp": "EHCP",
    "has_sen": "SEN",
    "phone": "telephone",
    "email": "e-mail",
    "address": "address",
    "language": "language",
    "kind": "relationship",
    "has_parental_responsibility": "parental responsibility",
    "lives_with": "lives with the pupil",
    "may_collect": "may collect",
}
# The report shows old and new of these; of an address, a telephone number or a flag it says only that it changes.
SHOWN = frozenset({"given_name", "family_name", "known_as", "title", "year_group", "born_on"})


class Planner:
    """Plans a whole file, one pupil after the other, in the order of the file."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.drafts: dict[str, Draft] = {}
        self.by_reach: dict[tuple[str, str], Draft] = {}
        self.by_person: dict[int, Draft] = {}

    def plan(self, rows: Iterable[Row]) -> Iterator[Group]:
        """Yield what to write and to say for each pupil of the file."""
        groups: dict[str, list[Row]] = {}
        rows = list(rows)
        for row in rows:
            groups.setdefault(row.pupil_id or f"row {row.number}", []).append(row)
        refuse_contacts_with_two_names(rows)
        share_facts(rows)
        for same_pupil in groups.values():
            refuse_pupil_with_two_names(same_pupil)
            yield self._group(same_pupil)

    def _group(self, rows: list[Row]) -> Group:
        lines = [Line(row.number, row.who, warnings=row.cells.warnings) for row in rows]
        good = [(row, line) for row, line in zip(rows, lines, strict=True) if not row.cells.problems]
        group = Group(lines)
        if good:
            self._pupil(group, *good[0], [row for row, _ in good])
        if group.pupil is not None:
            for row, line in good:
                if row.has_contact:
                    self._contact(group, group.pupil, row, line)
        for row, line in zip(rows, lines, strict=True):
            _settle(row, line)
        return group

    # -- The pupil ---------------------------------------------------------------------------------
    def _pupil(self, group: Group, row: Row, line: Line, rows: list[Row]) -> None:
        link, note = self._known_pupil(row)
        if link is not None and (why := _not_the_same(link.person, row)):
            for other in rows:
                other.cells.problems.append(why)
            return
        facts: dict[str, Any] = {}
        for other in reversed(rows):
            facts |= other.pupil_facts
        names = said(row.pupil)
        if link is None:
            draft = Draft(Person(kinds=[PersonKind.PUPIL]), None, True, row.pupil_id, names, facts, is_pupil=True)
            line.notes.append("New pupil")
        else:
            draft = Draft(link.person, link, False, "" if link.mis_id else row.pupil_id, is_pupil=True)
            line.notes += [note] if note else []
            _compare(draft, names, facts, getattr(link.person, "pupil_facts", None) or PupilFacts(), line, "")
            _joins(draft, PersonKind.PUPIL, line, "Back on the roll")
        self._warn_of_upn(draft, facts.get("upn", ""), line)
        group.pupil = draft

    def _known_pupil(self, row: Row) -> tuple[SchoolLink | None, str]:
        if link := self.known.by_id.get(row.pupil_id):
            return link, ""
        key = key_of(row.pupil["given_name"], row.pupil["family_name"])
        same = [link for link in self.known.pupils_by_name.get(key, ()) if not link.mis_id]
        born_on = row.pupil_facts.get("born_on")
        same = [link for link in same if _birthday(link.person) in (None, born_on) or born_on is None]
        if len(same) == 1:
            return same[0], "Known already without an id: now they have one"
        return None, ""

    def _warn_of_upn(self, draft: Draft, upn: str, line: Line) -> None:
        other = self.known.pupils_by_upn.get(upn) if upn else None
        if other is not None and other.person_id != draft.person.pk:
            line.warnings.append(f"{other.person.full_name} has the same UPN. Check both with the school.")

    # -- The contact -------------------------------------------------------------------------------
    def _contact(self, group: Group, pupil: Draft, row: Row, line: Line) -> None:
        draft = self._planned(row) or self._drafted(pupil, row, line)
        if draft is None:
            return
        if any(tie.contact is draft for tie in group.ties):
            line.notes.append("The same contact stands in a row above")
            return
        known = self.known.ties.get(pupil.person.pk or 0, {}).get(draft.person.pk or 0)
        facts = {name: value for name, value in row.tie.items() if name != "is_said"}
        if known is None:
            line.notes.append(f"New: {Kinship(facts['kind']).label.lower()} of this pupil")
            group.ties.append(Tie(draft, None, facts))
            return
        if not row.tie["is_said"]:
            facts.pop("kind")
        changed = {name: value for name, value in facts.items() if getattr(known, name) != value}
        line.notes += [f"Contact: {WORDS[name]} changes" for name in changed]
        group.ties.append(Tie(draft, known, changed))

    def _planned(self, row: Row) -> Draft | None:
        """The contact, if an earlier row spoke of them: their facts are taken from the first row that has any."""
        key = key_of(row.contact["given_name"], row.contact["family_name"])
        draft = self.drafts.get(row.contact_id) if row.contact_id else None
        if draft is None and not row.contact_id:
            draft = next(
                (self.by_reach[reach] for reach in reaches_of(key, row.contact_facts) if reach in self.by_reach), None
            )
        return draft

    def _drafted(self, pupil: Draft, row: Row, line: Line) -> Draft | None:
        link, person = self._known_contact(pupil, row)
        if person is not None and person.merged_into_id is not None:
            line.warnings.append("The contact’s record was merged with another by hand, so it is not changed here.")
            return None
        names, kind = said(row.contact), KIND_OF.get(row.tie["kind"], PersonKind.OTHER)
        if person is None:
            draft = Draft(Person(kinds=[kind]), None, True, row.contact_id, names, row.contact_facts)
            line.notes.append("New contact")
        elif person.pk in self.by_person:
            draft = self.by_person[person.pk]
        else:
            mis_id = row.contact_id if link is None or not link.mis_id else ""
            draft = Draft(person, link, False, mis_id)
            facts = getattr(person, "adult_facts", None) or AdultFacts()
            _compare(draft, names, row.contact_facts, facts, line, "Contact: ")
            _joins(draft, kind, line, "Contact: at this school again")
        self._remember(draft, row)
        return draft

    def _known_contact(self, pupil: Draft, row: Row) -> tuple[SchoolLink | None, Person | None]:
        if row.contact_id and (link := self.known.by_id.get(row.contact_id)):
            return link, link.person
        key = key_of(row.contact["given_name"], row.contact["family_name"])
        for pk in self.known.ties.get(pupil.person.pk or 0, {}):
            adult, link = self.known.adults[pk], self.known.links.get(pk)
            if key_of(adult.given_name, adult.family_name) == key and self._is_free(link, row):
                return link, adult
        for link in self.known.adults_by_name.get(key, ()):
            facts = getattr(link.person, "adult_facts", None)
            reaches = reaches_of(key, {"phone": facts.phone, "email": facts.email}) if facts else []
            if set(reaches) & set(reaches_of(key, row.contact_facts)) and self._is_free(link, row):
                return link, link.person
        return None, None

    def _is_free(self, link: SchoolLink | None, row: Row) -> bool:
        """Somebody who already has another id is somebody else."""
        return link is None or not row.contact_id or not link.mis_id

    def _remember(self, draft: Draft, row: Row) -> None:
        if row.contact_id:
            self.drafts[row.contact_id] = draft
        if draft.person.pk:
            self.by_person[draft.person.pk] = draft
        key = key_of(row.contact["given_name"], row.contact["family_name"])
        for reach in reaches_of(key, row.contact_facts):
            self.by_reach.setdefault(reach, draft)


def _settle(row: Row, line: Line) -> None:
    """Say how the row ends: a problem outweighs everything, then new, then changed."""
    if row.cells.problems:
        line.outcome, line.notes = LineOutcome.PROBLEM, row.cells.problems
    elif any(note.startswith("New") for note in line.notes):
        line.outcome = LineOutcome.NEW
    elif any(not note.startswith("The same contact") for note in line.notes):
        line.outcome = LineOutcome.CHANGED


def _not_the_same(person: Person, row: Row) -> str | None:
    """Say why a row with a known id must not change that pupil."""
    if person.merged_into_id is not None:
        return "This pupil’s record was merged with another by hand, so it is not changed here."
    born_on, given, family = row.pupil_facts.get("born_on"), row.pupil["given_name"], row.pupil["family_name"]
    is_other_name = fold(person.given_name) != fold(given) and fold(person.family_name) != fold(family)
    if is_other_name and born_on and _birthday(person) not in (None, born_on):
        return f"The id {row.pupil_id} belongs to {person.full_name}, with another date of birth. Check it with the school."
    return None


def _birthday(person: Person) -> date | None:
    facts = getattr(person, "pupil_facts", None)
    return facts.born_on if facts else None


def _compare(
    draft: Draft, names: dict[str, Any], facts: dict[str, Any], known: PupilFacts | AdultFacts, line: Line, of: str
) -> None:
    """Keep what the file says differently, and say so."""
    draft.names = {name: value for name, value in names.items() if getattr(draft.person, name) != value}
    draft.facts = {name: value for name, value in facts.items() if getattr(known, name) != value}
    for name, value in {**draft.names, **draft.facts}.items():
        old = getattr(draft.person if name in draft.names else known, name)
        if name in SHOWN:
            line.notes.append(f"{of}{WORDS[name]}: {_shown(old)} → {_shown(value)}")
        else:
            line.notes.append(f"{of}{WORDS[name]} changes")


def _shown(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "not given")


def _joins(draft: Draft, kind: str, line: Line, back: str) -> None:
    """They are of this kind too, and belong to the school now."""
    if kind not in draft.person.kinds and kind != PersonKind.OTHER:
        draft.kinds = [*draft.person.kinds, kind]
        line.notes.append(f"Now also: {PersonKind(kind).label.lower()}")
    if draft.link is not None and not draft.link.is_current:
        draft.is_back = True
        line.notes.append(back)
