"""What a paragraph of a letter says on a day: the standard text in its dated folder, or the trust's own. Reads no rows.

`templates/letters/2026-05-01/` holds the standard texts as they are from that day. A newer folder holds only what
changed; the day is always that of the decision which the letter tells of, so that old letters read as they did.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import select_template

LETTERS = settings.BASE_DIR / "templates" / "letters"
FOLDERS: tuple[date, ...] = tuple(sorted(date.fromisoformat(one.name) for one in LETTERS.iterdir() if one.is_dir()))
FILLED_IN = re.compile(r"\[([a-z -]+)\]")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph that the trust may word itself: `must` and `may` are what is filled in, as it is typed in brackets."""

    name: str
    label: str
    where: str
    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        return (*self.must, *self.may)


# What is typed in brackets, the name it has in the standard texts, and what it stands for.
FILLS: dict[str, tuple[str, str]] = {
    "site": ("site", "the site or sites, for example “the site of Hillside Primary”"),
    "school": ("school", "the school’s name"),
    "trust": ("trust", "the trust’s name"),
    "school telephone": ("phone", "the school’s telephone number"),
    "school e-mail": ("email", "the school’s e-mail address"),
    "trust telephone": ("trust_phone", "the trust’s telephone number"),
    "children": ("children", "the first names of the children, for example “Alfie and Mia”"),
    "until": ("until", "the end, for example “23:59 on Friday 27 November 2026”"),
    "who hears": ("hearer", "who reads the person’s side, for example “the CEO of the trust”"),
    "address of who hears": ("hearer_address", "where the person’s side is sent"),
    "answer by": ("hear_by", "the last day to answer, for example “Monday 16 November 2026”"),
    "child": ("child", "the first name of the pupil, for example “Alfie”"),
    "back": ("back", "when the pupil comes back, for example “Monday 9 November 2026 at 08:45”"),
    "clerk": ("clerk", "to whom at the board one writes: “the clerk to the board”"),
    "address of the clerk": ("clerk_address", "the address of the clerk to the board"),
    "clerk e-mail": ("clerk_email", "the e-mail address of the clerk to the board"),
    "local authority": ("authority", "the school’s local authority"),
    "complaints procedure": ("complaints", "where the complaints procedure is found"),
}
IN_LETTERS = "letters about a suspension from site"
IN_WARNINGS = "warning letters"
IN_PUPILS = "letters about a suspended pupil, to parents"
IN_MEETINGS = "invitations to a meeting"
IN_BOTH = f"{IN_LETTERS}, and {IN_WARNINGS}"
IN_COMPLAINTS = "letters to somebody who complained"
IN_RESTRICTIONS = "letters about messages and calls"
IN_POSTS = "letters about what was posted online"
PARAGRAPHS: dict[str, Paragraph] = {
    one.name: one
    for one in (
        Paragraph("means_in_force", "What a suspension means", IN_LETTERS, must=("site",), may=("school", "trust")),
        Paragraph("child", "The child’s place at school", IN_BOTH, must=("children",), may=("school",)),
        Paragraph(
            "events",
            "Parents’ evenings and events",
            IN_LETTERS,
            must=("children",),
            may=("school", "school telephone", "school e-mail"),
        ),
        Paragraph(
            "emergencies", "If the child is ill or hurt", IN_LETTERS, must=("children",), may=("school telephone",)
        ),
        Paragraph(
            "return", "If the person comes onto the site", IN_LETTERS, may=("site", "school", "school telephone")
        ),
        Paragraph(
            "your_side",
            "How the person gives their side",
            IN_LETTERS,
            must=("who hears", "answer by"),
            may=("address of who hears", "trust telephone", "trust"),
        ),
        Paragraph("complaint", "How to complain", IN_BOTH, must=("complaints procedure",), may=("trust", "school")),
        Paragraph(
            "warning_expected",
            "What a warning letter asks of the person",
            IN_WARNINGS,
            may=("school", "trust", "school telephone", "school e-mail"),
        ),
        Paragraph(
            "pupil_return",
            "How a suspended pupil comes back",
            IN_PUPILS,
            must=("child", "back"),
            may=("school", "school telephone", "trust"),
        ),
        Paragraph(
            "pupil_work",
            "Work for a suspended pupil",
            IN_PUPILS,
            must=("child",),
            may=("school", "school telephone", "school e-mail"),
        ),
        Paragraph(
            "pupil_representations",
            "How parents write to the board",
            IN_PUPILS,
            must=("clerk", "address of the clerk"),
            may=("clerk e-mail", "trust", "trust telephone", "child"),
        ),
        Paragraph(
            "pupil_involved",
            "How a suspended pupil has a say",
            IN_PUPILS,
            must=("child",),
            may=("school", "school telephone", "trust"),
        ),
        Paragraph(
            "pupil_advice",
            "Free advice for parents of a suspended pupil",
            IN_PUPILS,
            may=("local authority", "child", "school"),
        ),
        Paragraph(
            "pupil_after_board",
            "What parents can do after the board decided",
            IN_PUPILS,
            must=("complaints procedure",),
            may=("trust", "trust telephone", "child", "school"),
        ),
        Paragraph("complaint_staff", "What is not told about colleagues", IN_COMPLAINTS, may=("trust", "school")),
        Paragraph(
            "meeting_bring",
            "Whom a parent may bring to a meeting",
            IN_MEETINGS,
            may=("school telephone", "school", "trust"),
        ),
        Paragraph(
            "meeting_needs",
            "Help to take part in a meeting",
            IN_MEETINGS,
            must=("school telephone",),
            may=("school e-mail", "school", "trust"),
        ),
        Paragraph(
            "meeting_record",
            "The record of a meeting",
            IN_MEETINGS,
            may=("school", "trust"),
        ),
        Paragraph(
            "meeting_return",
            "That coming back does not depend on a meeting",
            IN_MEETINGS,
            must=("child", "back"),
            may=("school", "trust"),
        ),
        Paragraph(
            "meeting_kept_joint",
            "What of a mediation stays between those who are there",
            IN_MEETINGS,
            may=("school", "trust"),
        ),
        Paragraph(
            "meeting_kept_separate",
            "What one side says to a mediator alone",
            IN_MEETINGS,
            may=("school", "trust"),
        ),
        Paragraph("online_expected", "What we ask of everybody online", IN_POSTS, may=("school", "trust")),
        Paragraph(
            "online_child",
            "What we ask where a pupil posted something",
            IN_POSTS,
            must=("child",),
            may=("school", "school telephone"),
        ),
        Paragraph(
            "online_routes",
            "How we hear of worries, in letters about a post",
            IN_POSTS,
            must=("complaints procedure",),
            may=("school", "school telephone", "trust"),
        ),
        Paragraph(
            "restriction_adjustments",
            "If reaching us in another way is hard for the person",
            IN_RESTRICTIONS,
            may=("school", "school telephone", "school e-mail"),
        ),
        Paragraph(
            "help",
            "Help with the letter",
            f"{IN_BOTH}, {IN_PUPILS}, {IN_MEETINGS}, {IN_COMPLAINTS}, {IN_POSTS}, and {IN_RESTRICTIONS}",
            must=("school telephone",),
            may=("school e-mail", "school", "trust"),
        ),
    )
}


@dataclass(frozen=True)
class Wordbook:
    """The texts that count for decisions of one local day: the trust's own by paragraph, else the standard ones."""

    day: date
    own: Mapping[str, str] = field(default_factory=dict)

    def said(self, name: str, words: Mapping[str, Any]) -> list[str]:
        """The paragraphs of one text. Plain text: nothing is escaped here, whatever shows it does that."""
        if name in self.own:
            return paragraphs(filled(self.own[name], words))
        return paragraphs(standard(name, self.day, words))


def folders_on(day: date) -> list[date]:
    """The folders that count on a day, newest first; before the first of all, that one."""
    return [one for one in reversed(FOLDERS) if one <= day] or [FOLDERS[0]]


def standard(name: str, day: date, words: Mapping[str, Any]) -> str:
    """The standard text of a paragraph as it is on a day, with what is known filled in."""
    template = select_template([f"letters/{folder}/{name}.txt" for folder in folders_on(day)])
    return str(template.template.render(Context(dict(words), autoescape=False)))


def changed_since(name: str, day: date, today: date) -> date | None:
    """The newest day after `day`, up to today, from which another standard text of this paragraph counts."""
    later = [one for one in FOLDERS if day < one <= today and (LETTERS / str(one) / f"{name}.txt").exists()]
    return later[-1] if later else None


def filled(text: str, words: Mapping[str, Any]) -> str:
    """The trust's own text with what stands in brackets filled in, once: what is filled in is never read again."""

    def value(found: re.Match[str]) -> str:
        known = FILLS.get(found[1])
        return str(words.get(known[0]) or "") if known else found[0]

    return FILLED_IN.sub(value, text)


def paragraphs(text: str) -> list[str]:
    """A text in its paragraphs."""
    return [part.strip() for part in re.split(r"\n[ \t]*\n", text) if part.strip()]


def listed(names: Iterable[str]) -> str:
    """ "Alfie"; "Alfie and Mia"; "Alfie, Mia and Tom"."""
    known = [*names]
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}" if known else ""
