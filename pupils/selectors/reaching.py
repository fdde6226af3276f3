"""How a letter or notice reaches somebody, and whose confidential address it must not give away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cases.models import Involvement
from kernel.text import fold
from kernel.together import together
from pupils.recipients import Recipient
from pupils.selectors.recipients import Known
from pupils.states import RecipientKind
from records.models import Wording
from records.selectors.wording import wordbook_of
from records.wording import Wordbook
from schools.models import AdultFacts, Person, Relationship, Trust
from suspensions.letters.facts import lines_of
from suspensions.selectors.reaching import Reachable, addressee_of, kept_from, orders_about, reachable_from
from suspensions.selectors.standing import rows_of

DEAR_OFFICE = "Dear colleague"


@dataclass(frozen=True)
class Reached:
    """An addressee: the lines of the envelope, the salutation, by which ways; `kept` is to be kept from them."""

    lines: tuple[str, ...]
    salutation: str
    known: Reachable
    kept: tuple[AdultFacts, ...]
    book: Wordbook

    @property
    def address(self) -> str:
        return self.known.address


def reached(known: Known, to: Recipient, whole: Trust) -> Reached:
    """How this recipient is reached. Two queries for somebody of the family, one for an office."""
    day = known.about.day
    if to.person is not None:
        return _person(known, to, day)
    kept, wordings = together(kept_around(known, []), Wording.objects.used_on(day))
    return Reached(
        lines=tuple(_office_lines(to, known, whole)),
        salutation=DEAR_OFFICE,
        known=_office(to, known, whole),
        kept=_each_once(kept),
        book=wordbook_of(day, wordings),
    )


def _person(known: Known, to: Recipient, day: date) -> Reached:
    """The confidential addresses kept from them are those around this pupil, and around their other children."""
    rows = rows_of(to.person)
    facts, orders, kept, others, wordings = together(
        AdultFacts.objects.filter(person__in=rows),
        orders_about(rows),
        kept_around(known, rows),
        kept_from(rows, known.suspension.case),
        Wording.objects.used_on(day),
    )
    dear = addressee_of(to.person)
    return Reached(
        lines=tuple(dear.lines),
        salutation=dear.salutation,
        known=reachable_from(rows, facts, has_order=bool(orders)),
        kept=_each_once([*kept, *others]),
        book=wordbook_of(day, wordings),
    )


def kept_around(known: Known, mine: Iterable[Person]) -> "QuerySet[Any]":
    """The confidential addresses of the pupil's adults and of others in the case, but for those of the reader."""
    adults = Relationship.objects.filter(pupil__in=known.rows).values("adult")
    named = Involvement.objects.filter(case=known.suspension.case_id, person__isnull=False).values("person")
    others = Person.objects.same_as(adults.union(named))
    kept = AdultFacts.objects.filter(person__in=others, is_address_confidential=True).exclude(address="")
    return kept.exclude(person__in=[one.pk for one in mine]).select_related("person").order_by("pk")


def _each_once(kept: Iterable[AdultFacts]) -> tuple[AdultFacts, ...]:
    return tuple({one.person_id: one for one in kept}.values())


def _office_lines(to: Recipient, known: Known, whole: Trust) -> list[str]:
    """The envelope of an office. A looked-after child's are those of the authority that looks after them."""
    if to.kind == RecipientKind.BOARD:
        return ["The clerk to the board", whole.name]
    if to.kind == RecipientKind.WORKER and known.authority:
        return [to.name, known.authority]
    head = known.placing.virtual_school_head if known.placing is not None else ""
    return [head, to.name] if to.kind == RecipientKind.VIRTUAL and head else [to.name]


def _office(to: Recipient, known: Known, whole: Trust) -> Reachable:
    """Where an office is reached: offices agree to e-mail by giving their address for it."""
    school, placing = known.suspension.school, known.about.placing_authority
    is_ours = not placing or fold(placing) == fold(school.local_authority)
    virtual = known.placing.virtual_school_email if known.placing is not None else ""
    emails = {
        RecipientKind.AUTHORITY: school.local_authority_email,
        # Another authority's are not the school's: nothing of a child goes to one that does not look after them.
        RecipientKind.WORKER: school.social_care_email if is_ours else "",
        RecipientKind.VIRTUAL: virtual or (school.virtual_school_email if is_ours else ""),
        RecipientKind.BOARD: whole.clerk_email or whole.email,
    }
    address = (whole.clerk_address or whole.address) if to.kind == RecipientKind.BOARD else ""
    return Reachable(address="\n".join(lines_of(address)), email=emails[to.kind], email_agreed_on=None)
