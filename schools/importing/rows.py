"""What do the rows of a file say of pupils and their contacts? Read cell by cell, each row for itself."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from kernel.text import fold
from schools.importing.cells import LENGTHS, Cells
from schools.importing.reading import Table
from schools.states import Kinship

# Pupils and contacts may be numbered alike, so a contact's id is kept apart.
CONTACT_PREFIX = "contact:"
COURT_ORDER = (
    "The file says there is a court order or no contact. This is never imported: ask the school, and record it by hand."
)


@dataclass
class Row:
    """One row, read cell by cell."""

    number: int
    cells: Cells
    pupil_id: str
    pupil: dict[str, Any]
    pupil_facts: dict[str, Any]
    contact_id: str
    contact: dict[str, Any]
    contact_facts: dict[str, Any]
    tie: dict[str, Any]

    @property
    def has_contact(self) -> bool:
        return bool(self.contact.get("given_name") or self.contact.get("family_name"))

    @property
    def who(self) -> str:
        pupil = _name(self.pupil) or self.pupil_id or "No name"
        if not self.has_contact:
            return pupil
        return f"{pupil}: {_name(self.contact)} ({Kinship(self.tie['kind']).label.lower()})"


def _name(names: Mapping[str, Any]) -> str:
    return f"{names.get('given_name', '')} {names.get('family_name', '')}".strip()


@lru_cache(maxsize=50_000)
def key_of(given: str, family: str) -> str:
    """A whole name, folded, for telling who is the same."""
    return fold(f"{given} {family}")


def reaches_of(key: str, facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """How somebody of this name can be told from another of the same name: telephone, e-mail."""
    digits = "".join(char for char in str(facts.get("phone") or "") if char.isdigit())[-10:]
    return [(key, reach) for reach in (digits, str(facts.get("email") or "").casefold()) if reach]


def read_rows(table: Table, mapping: Mapping[str, str], today: date) -> list[Row]:
    """Read the rows of a table by the columns that were matched; `mapping` gives the heading of each column."""
    places = {key: table.headers.index(heading) for key, heading in mapping.items() if heading in table.headers}
    return [_row(number, cells, places, len(table.headers), today) for number, cells in table.rows]


def _row(number: int, texts: tuple[str, ...], places: Mapping[str, int], width: int, today: date) -> Row:
    typed = {key: texts[place] if place < len(texts) else "" for key, place in places.items()}
    cells = Cells(typed, today)
    if len(texts) < width or any(text.strip() for text in texts[width:]):
        cells.problems.append(f"It has {len(texts)} cells, the header has {width}.")
    pupil_id = cells.number("pupil_id", "The pupil’s id")
    if not pupil_id:
        cells.problems.append("The pupil’s id is missing.")
    pupil = {
        "given_name": cells.name("given_name", "The pupil’s first name", is_required=True),
        "family_name": cells.name("family_name", "The pupil’s surname", is_required=True),
        "known_as": cells.name("known_as", "The name the pupil is known as"),
    }
    contact = {
        "title": cells.text("contact_title", "The contact’s title", length=LENGTHS["title"]),
        "given_name": cells.name("contact_given_name", "The contact’s first name"),
        "family_name": cells.name("contact_family_name", "The contact’s surname"),
    }
    row = Row(number, cells, pupil_id, pupil, _pupil_facts(cells), "", contact, {}, {"kind": Kinship.OTHER})
    if row.has_contact:
        contact_id = cells.number("contact_id", "The contact’s id")
        row.contact_id = f"{CONTACT_PREFIX}{contact_id}" if contact_id else ""
        row.contact_facts = _contact_facts(cells)
        row.tie = _tie_facts(cells)
    elif cells.raw("contact_id") or cells.raw("email") or cells.raw("phone"):
        cells.warnings.append("The contact has no name and is left out.")
    if cells.flag_like("court_order"):
        cells.warnings.insert(0, COURT_ORDER)
    return row


def _pupil_facts(cells: Cells) -> dict[str, Any]:
    facts: dict[str, Any] = {"born_on": cells.birthday(), "year_group": cells.year_group(), "upn": cells.upn()}
    flags = {
        "is_looked_after": "Looked-after",
        "has_social_worker": "Has a social worker",
        "has_ehcp": "Has an EHCP",
        "has_sen": "Has SEN",
    }
    facts |= {key: cells.flag(key, label) for key, label in flags.items()}
    return said(facts)


def _contact_facts(cells: Cells) -> dict[str, Any]:
    language = cells.text("language", "The language", length=LENGTHS["language"])
    return said({"phone": cells.phone(), "email": cells.email(), "address": cells.address(), "language": language})


def _tie_facts(cells: Cells) -> dict[str, Any]:
    flags = {
        "has_parental_responsibility": "Has parental responsibility",
        "lives_with": "Lives with the pupil",
        "may_collect": "May collect the pupil",
    }
    known = said({key: cells.flag(key, label) for key, label in flags.items()})
    return {"kind": cells.kinship(), "is_said": bool(cells.raw("relationship")), **known}


def said(facts: dict[str, Any]) -> dict[str, Any]:
    """What the file says: a blank cell says nothing, and changes nothing."""
    return {name: value for name, value in facts.items() if value not in (None, "")}


# --- Rows beside each other ---------------------------------------------------------------------------
def refuse_pupil_with_two_names(rows: list[Row]) -> None:
    """One id with two names is two pupils or a slip: nothing of it is imported."""
    said = {key_of(row.pupil["given_name"], row.pupil["family_name"]) for row in rows if not row.cells.problems}
    if len(said) > 1:
        numbers = ", ".join(str(row.number) for row in rows)
        for row in rows:
            row.cells.problems.append(f"The pupil’s id {row.pupil_id} stands with different names (rows {numbers}).")


def refuse_contacts_with_two_names(rows: list[Row]) -> None:
    names: dict[str, Counter[str]] = {}
    for row in rows:
        if row.contact_id:
            key = key_of(row.contact["given_name"], row.contact["family_name"])
            names.setdefault(row.contact_id, Counter())[key] += 1
    for row in rows:
        if row.contact_id and len(names[row.contact_id]) > 1:
            shown = row.contact_id.removeprefix(CONTACT_PREFIX)
            row.cells.problems.append(f"The contact’s id {shown} stands with different names in this file.")


def share_facts(rows: Iterable[Row]) -> None:
    """Let all rows of one contact say the same: of each fact, what the first row says that has it."""
    shared: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        if not row.has_contact:
            continue
        key = key_of(row.contact["given_name"], row.contact["family_name"])
        marks = [("", row.contact_id)] if row.contact_id else reaches_of(key, row.contact_facts)
        facts = next((shared[mark] for mark in marks if mark in shared), {})
        for name, value in row.contact_facts.items():
            facts.setdefault(name, value)
        row.contact_facts = facts
        shared |= dict.fromkeys(marks, facts)
