"""What a record says: reading the content JSON into facts that pages and PDF show, and refusing what is none."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.core.exceptions import ValidationError

from kernel import text

# More than four of the longest texts that a form takes: about a hundred pages.
LONGEST = 250_000
KINDS = ("report", "letter")
LINES = ("to", "sign_off", "enclosures")
TEXTS = ("date", "reference", "salutation", "summary", "confidentiality")
# Marks that turn the reading order of what follows: a record must read the way it is stored.
OVERRIDES = re.compile("[\u202d\u202e]")
BAD = "This is not the content of a record: {}."


class Text(str):
    """A text that knows which way it is read."""

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """By its first letter that has a direction, as browsers decide for `dir="auto"`."""
        for character in self:
            bidirectional = unicodedata.bidirectional(character)
            if bidirectional == "L":
                return "ltr"
            if bidirectional in ("R", "AL"):
                return "rtl"
        return "ltr"


Pair = tuple[Text, Text]


@dataclass(frozen=True)
class Part:
    """A section: paragraphs, then facts, then a timeline."""

    heading: Text
    paragraphs: tuple[Text, ...]
    rows: tuple[Pair, ...]
    entries: tuple[Pair, ...]


@dataclass(frozen=True)
class Letterhead:
    """Who writes: the trust and the school as they were when the record was issued."""

    trust: str = ""
    trust_address: tuple[str, ...] = ()
    company_number: str = ""
    school: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""

    @property
    def contacts(self) -> tuple[str, ...]:
        return tuple(one for one in (self.phone, self.email) if one)


@dataclass(frozen=True)
class Content:
    """A record's text, ready to be shown."""

    kind: Literal["report", "letter"]
    to: tuple[Text, ...]
    date: str
    reference: str
    salutation: Text
    summary: tuple[Text, ...]
    sections: tuple[Part, ...]
    declaration: Text
    signing: tuple[Pair, ...]
    sign_off: tuple[Text, ...]
    confidentiality: Text
    enclosures: tuple[Text, ...]
    letterhead: Letterhead
    issued_by: str
    issued_as: str

    @property
    def is_letter(self) -> bool:
        return self.kind == "letter"

    @property
    def closing(self) -> str:
        """How a letter ends: to somebody without a name "faithfully"."""
        return "Yours faithfully" if self.salutation.startswith("Dear Sir") else "Yours sincerely"


def clean(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content as it is kept: known keys, every text normalised. Raises `ValidationError` for anything else.

    `signing` are those who sign by pen, each as name and capacity; `declaration` is what they sign.
    `source` (texts by name) is not shown: it is what the writer answered, for going on and for correcting.
    """
    kept: dict[str, Any] = {"kind": content.get("kind")}
    if kept["kind"] not in KINDS:
        raise ValidationError(BAD.format("its kind is unknown"))
    for key in LINES:
        kept[key] = [_text(line, key) for line in _list(content.get(key, []), key)]
    for key in TEXTS:
        kept[key] = _text(content.get(key, ""), key)
    kept["sections"] = [_section(one) for one in _list(content.get("sections", []), "sections")]
    if signing := content.get("signing"):
        kept["signing"] = [_pair(one) for one in _list(signing, "signing")]
        kept["declaration"] = _text(content.get("declaration", ""), "declaration")
    if source := content.get("source"):
        kept["source"] = _source(source)
    unknown = set(content) - set(kept) - {"source", "letterhead", "issued_by", "signing", "declaration"}
    if unknown:
        raise ValidationError(BAD.format(f"unknown: {', '.join(sorted(unknown))}"))
    return kept


def _source(source: Any) -> dict[str, str]:
    """What the writer typed, from which the text was assembled: kept for a later version, shown nowhere."""
    if not isinstance(source, Mapping):
        raise ValidationError(BAD.format("source"))
    return {str(key): _text(value, "source") for key, value in source.items()}


def _section(section: Any) -> dict[str, Any]:
    if not isinstance(section, Mapping) or set(section) - {"heading", "paragraphs", "rows", "entries"}:
        raise ValidationError(BAD.format("a section"))
    return {
        "heading": _text(section.get("heading", ""), "heading"),
        "paragraphs": [_text(one, "paragraphs") for one in _list(section.get("paragraphs", []), "paragraphs")],
        "rows": [_pair(one) for one in _list(section.get("rows", []), "rows")],
        "entries": [_pair(one) for one in _list(section.get("entries", []), "entries")],
    }


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise ValidationError(BAD.format(name))
    return list(value)


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise ValidationError(BAD.format(name))
    return OVERRIDES.sub("", text.clean(value))


def _pair(value: Any) -> list[str]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValidationError(BAD.format("a row"))
    return [_text(value[0], "rows"), _text(value[1], "rows")]


def length(content: Mapping[str, Any]) -> int:
    """How many characters of text the content holds."""
    return sum(len(one) for one in _texts(content))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def is_empty(content: Mapping[str, Any]) -> bool:
    """Whether there is nothing in it that anybody wrote: no summary and no section that says something."""
    said = [content.get("summary", ""), *_texts([_said(one) for one in content.get("sections", [])])]
    return not any(one.strip() for one in said)


def _said(section: Mapping[str, Any]) -> list[Any]:
    return [
        section.get("paragraphs", []),
        [row[1] for row in section.get("rows", [])],
        [entry[1] for entry in section.get("entries", [])],
    ]


def read(content: Mapping[str, Any]) -> Content:
    """Read kept content for showing: long texts fall into paragraphs, empty ones out."""
    head, issuer = content.get("letterhead", {}), content.get("issued_by", {})
    return Content(
        kind=content.get("kind", "report"),
        to=_lines(content.get("to", [])),
        date=_day(content.get("date", "")),
        reference=content.get("reference", ""),
        salutation=Text(content.get("salutation", "")),
        summary=_paragraphs([content.get("summary", "")]),
        sections=tuple(_part(one) for one in content.get("sections", [])),
        declaration=Text(content.get("declaration", "")),
        signing=tuple((Text(name), Text(capacity)) for name, capacity in content.get("signing", [])),
        sign_off=_lines(content.get("sign_off", [])),
        confidentiality=Text(content.get("confidentiality", "")),
        enclosures=_lines(content.get("enclosures", [])),
        letterhead=Letterhead(
            trust=head.get("trust", ""),
            trust_address=tuple(head.get("trust_address", [])),
            company_number=head.get("company_number", ""),
            school=head.get("school", ""),
            address=tuple(head.get("address", [])),
            phone=head.get("phone", ""),
            email=head.get("email", ""),
        ),
        issued_by=issuer.get("name", ""),
        issued_as=issuer.get("job_title", ""),
    )


def _part(section: Mapping[str, Any]) -> Part:
    return Part(
        heading=Text(section.get("heading", "")),
        paragraphs=_paragraphs(section.get("paragraphs", [])),
        rows=tuple((Text(label), Text(value)) for label, value in section.get("rows", [])),
        entries=tuple((Text(at), Text(said)) for at, said in section.get("entries", [])),
    )


def _paragraphs(texts: Iterable[str]) -> tuple[Text, ...]:
    return tuple(Text(one.strip("\n")) for given in texts for one in re.split(r"\n[ \t]*\n", given) if one.strip())


def _lines(texts: Iterable[str]) -> tuple[Text, ...]:
    return tuple(Text(one) for given in texts for one in given.split("\n") if one.strip())


def _day(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {day:%B} {day.year}"
