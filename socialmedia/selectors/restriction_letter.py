"""What a letter about a restriction says now, what was issued, how it went, how it can go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.rules import cannot_change
from kernel.components import Link
from kernel.together import together
from records.content import Content, clean, read
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_lost
from records.selectors import draft_of
from records.selectors.record import standing_of
from records.sending import way_of
from records.states import CopyMethod, RecordKind
from schools.calendar import local_day
from schools.selectors import calendar, trust
from socialmedia.letters import says_the_same
from socialmedia.letters.restriction import RestrictionFacts, compose
from socialmedia.models import Restriction, Terms
from socialmedia.states import ContactChannel, RestrictionLetter, RestrictionState, TermsKind
from suspensions.dispatch import deemed_received
from suspensions.letters import Signed, Site
from suspensions.selectors.letter import Went, shown_address, site_of
from suspensions.selectors.reaching import Around, Reachable, addressee_of, around_person, gives_away
from suspensions.states import Capacity

KINDS = {
    RestrictionLetter.WARNING: RecordKind.RESTRICTION_WARNING,
    RestrictionLetter.TERMS: RecordKind.RESTRICTION_TERMS,
    RestrictionLetter.ENDED: RecordKind.RESTRICTION_ENDED,
}
WAYS = (CopyMethod.POST, CopyMethod.HAND)
AT_SCHOOL = (Capacity.HEAD, Capacity.ACTING_HEAD, "")


@dataclass(frozen=True)
class LetterKey:
    """Which letter: of which restriction (id), what it tells, of which terms (number, 0 for none). Its record's subject."""

    restriction: int
    about: RestrictionLetter
    number: int = 0

    def __str__(self) -> str:
        return f"{self.restriction}-{self.about.value}-{self.number}"

    @property
    def kind(self) -> RecordKind:
        return KINDS[self.about]

    @property
    def title(self) -> str:
        return str(self.about.label)

    @classmethod
    def read(cls, text: str) -> "LetterKey | None":
        """A key as it stands in an address; None for what is none."""
        pk, _, rest = text.partition("-")
        about, _, number = rest.partition("-")
        is_key = pk.isdecimal() and number.isdecimal() and len(text) < 40 and text.isascii()
        return cls(int(pk), RestrictionLetter(about), int(number)) if is_key and about in RestrictionLetter else None


def key_now(restriction: Restriction, terms: list[Terms]) -> LetterKey | None:
    """The letter that tells how it stands: the warning, the newest terms that say something new, or that it has ended."""
    if restriction.state == RestrictionState.WARNED:
        return LetterKey(restriction.pk, RestrictionLetter.WARNING)
    if restriction.state == RestrictionState.DROPPED:
        return None
    if restriction.state == RestrictionState.ENDED:
        return LetterKey(restriction.pk, RestrictionLetter.ENDED)
    told = [one.number for one in terms if one.kind != TermsKind.KEPT]
    return LetterKey(restriction.pk, RestrictionLetter.TERMS, told[-1])


def is_letter(key: LetterKey, restriction: Restriction, known: "Known") -> bool:
    """There is, or can be, such a letter now."""
    return key == key_now(restriction, known.terms) or known.issued is not None


def draft_letter(restriction: Restriction, key: LetterKey) -> WrittenRecord | None:
    """The letter that is being written, if one is."""
    return draft_of(restriction.case, key.kind, str(key))


def copies_of(restriction: Restriction) -> "QuerySet[Any]":
    """Every copy of any letter about it that went to the person, oldest first."""
    mine = Copy.objects.filter(
        record__case=restriction.case_id,
        record__kind__in=KINDS.values(),
        record__subject__startswith=f"{restriction.pk}-",
        to_user__isnull=True,
    )
    return mine.select_related("record__case", "to_person", "given_by").order_by("given_at", "pk")


# --- What it says -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Known:
    """Everything that a letter about a restriction needs. Three queries."""

    here: Around
    terms: list[Terms]
    issued: WrittenRecord | None
    all_copies: list[Copy]

    def terms_of(self, key: LetterKey) -> Terms | None:
        """The terms that a letter tells of."""
        return next((one for one in self.terms if one.number == key.number), None)

    def copies(self, key: LetterKey) -> list[Copy]:
        """Those of one letter, oldest first."""
        return [one for one in self.all_copies if one.record.subject == str(key)]

    def went_before(self, key: LetterKey) -> bool:
        """A letter with earlier terms of the same restriction went, and nobody says that it never came."""
        terms = [read for one in self.all_copies if not one.dispute and (read := LetterKey.read(one.record.subject))]
        told = [one.number for one in terms if one.about == RestrictionLetter.TERMS]
        return any(not key.number or number < key.number for number in told)


def known_of(restriction: Restriction, key: LetterKey) -> Known:
    """What there is to know for a letter, in the wording of the day it was decided."""
    terms, issued, copies = together(
        Terms.objects.filter(restriction=restriction).select_related("noted_by").order_by("number"),
        standing_of(restriction.case, [key.kind]).filter(subject=str(key)),
        copies_of(restriction),
    )
    decided = restriction.over_at or restriction.set_at or restriction.opened_at
    here = around_person(restriction.person, restriction.case, restriction.school, local_day(decided))
    return Known(here, terms, next(iter(issued), None), copies)


def facts_of(
    restriction: Restriction, key: LetterKey, known: Known, *, said: str, method: CopyMethod | None, address: str = ""
) -> RestrictionFacts:
    """Gather what a letter says today, signed by whoever decided."""
    whole, school, today = trust(), restriction.school, local_day(timezone.now())
    terms = known.terms_of(key)
    return RestrictionFacts(
        about=key.about,
        book=known.here.book,
        reference=restriction.case.reference,
        addressee=addressee_of(restriction.person),
        address=shown_address(known.here.known, method, address),
        school=site_of(school, whole),
        trust=Site(whole.name, whole.address, whole.phone, whole.email),
        complaints_url=whole.complaints_url,
        why=restriction.why,
        said=said,
        channels=tuple(ContactChannel(one) for one in terms.channels) if terms is not None else (),
        single_contact=terms.single_contact if terms is not None else "",
        frequency=terms.frequency if terms is not None else "",
        until_on=terms.until_on if terms is not None else None,
        review_on=terms.review_on if terms is not None else None,
        is_changed=terms is not None and terms.kind == TermsKind.CHANGED,
        follows=known.went_before(key),
        signed=_signed(restriction, key, terms),
        today=today,
    )


def _signed(restriction: Restriction, key: LetterKey, terms: Terms | None) -> Signed:
    """Who signs: of each letter whoever decided what it tells, also when it is read long afterwards."""
    who, at = restriction.opened_by, restriction.opened_at
    is_end = key.about == RestrictionLetter.ENDED
    if is_end and restriction.over_by is not None and restriction.over_at is not None:
        who, at = restriction.over_by, restriction.over_at
    elif terms is not None:
        who, at = terms.noted_by, terms.noted_at
    is_opener = who.pk == restriction.opened_by_id and restriction.capacity
    label = str(Capacity(restriction.capacity).label) if is_opener else who.job_title
    of = restriction.school.name if not is_opener or restriction.capacity in AT_SCHOOL else trust().name
    return Signed(who.name, label, of, at)


def cannot_issue(restriction: Restriction, issued: WrittenRecord | None, content: Mapping[str, Any]) -> str | None:
    """Why a letter that says this cannot be issued."""
    if reason := cannot_change(restriction.case):
        return reason
    if issued is not None and says_the_same(issued.content, clean(dict(content))):
        return "This letter was issued already, and nothing in it has changed."
    return None


# --- The pages ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class LetterPage:
    """A letter as it was issued, or as it would read now; how it can go, how it went."""

    restriction: Restriction
    key: LetterKey
    name: str
    crumbs: tuple[Link, ...]
    said: str
    text: Content
    record: WrittenRecord
    issued: WrittenRecord | None
    is_current: bool
    copies: tuple[Went, ...]
    reachable: Reachable
    why_not: str | None
    gives_away: tuple[str, ...]
    deemed: tuple[tuple[CopyMethod, date], ...]


def letter_page(restriction: Restriction, key: LetterKey, known: Known, typed: Mapping[str, str]) -> LetterPage:
    """The letter with the words typed so far, and why it cannot be issued as it is."""
    issued, here = known.issued, known.here
    before = issued.content.get("source", {}).get("said", "") if issued is not None else ""
    method = CopyMethod.POST if here.known.address else CopyMethod.HAND
    facts = facts_of(
        restriction,
        key,
        known,
        said=typed.get("said", before),
        method=way_of(typed["method"]) if "method" in typed else method,
        address=typed.get("address", here.known.address),
    )
    content = compose(facts)
    is_current = issued is not None and says_the_same(issued.content, clean(content))
    return LetterPage(
        restriction=restriction,
        key=key,
        name=restriction.who,
        crumbs=crumbs_of(restriction),
        said=before,
        text=read(issued.content if issued is not None and is_current else clean(content)),
        record=WrittenRecord(case=restriction.case, title=key.title),
        issued=issued,
        is_current=is_current,
        copies=tuple(_went(restriction, copy) for copy in known.copies(key)),
        reachable=here.known,
        why_not=cannot_issue(restriction, issued, content),
        gives_away=gives_away(here.kept, facts.typed, here.known),
        deemed=_deemed(),
    )


@dataclass(frozen=True)
class LostPage:
    """A copy of a letter that is said never to have come, and by which ways the letter can go again."""

    restriction: Restriction
    key: LetterKey
    name: str
    crumbs: tuple[Link, ...]
    copy: Copy
    reason: str | None
    reachable: Reachable
    deemed: tuple[tuple[CopyMethod, date], ...]


def lost_page(restriction: Restriction, copy_pk: int) -> LostPage | None:
    """The page about a copy that never came; None where the person got no such copy of a letter about it."""
    copy = copies_of(restriction).filter(pk=copy_pk).first()
    key = LetterKey.read(copy.record.subject) if copy is not None else None
    if copy is None or key is None:
        return None
    known = known_of(restriction, key)
    return LostPage(
        restriction=restriction,
        key=key,
        name=restriction.who,
        crumbs=crumbs_of(restriction),
        copy=copy,
        reason=cannot_change(restriction.case) or cannot_be_lost(copy, local_day(timezone.now())),
        reachable=known.here.known,
        deemed=_deemed(),
    )


def crumbs_of(restriction: Restriction) -> tuple[Link, ...]:
    """The way back from a page of a restriction."""
    case = restriction.case
    return (Link("Cases", reverse("desk:cases")), Link(case.reference, case.get_absolute_url()))


def _deemed() -> tuple[tuple[CopyMethod, date], ...]:
    days, today = calendar(), local_day(timezone.now())
    return tuple((way, deemed_received(way, today, days)) for way in WAYS)


def _went(restriction: Restriction, copy: Copy) -> Went:
    is_lost = cannot_be_lost(copy, local_day(timezone.now())) is not None
    url = reverse("socialmedia:terms_lost", args=[restriction.case.reference, restriction.pk, copy.pk])
    about = f"{copy.record}, {copy.get_method_display().lower()}, copy {copy.pk}"
    return Went(
        version=copy.record.version,
        way=copy.get_method_display(),
        went_on=copy.handed_on,
        deemed_on=copy.deemed_on,
        by=copy.given_by.name,
        dispute=copy.dispute,
        never_came=None if is_lost else Link("It never came", url, about=about),
    )


def letters_of(restriction: Restriction, user: User) -> "QuerySet[Any]":
    """The issued letters about it that this reader sees, oldest first."""
    rows = WrittenRecord.objects.visible_to(user).filter(case=restriction.case_id, kind__in=KINDS.values())
    return rows.filter(subject__startswith=f"{restriction.pk}-", issued_at__isnull=False).order_by("issued_at", "pk")
