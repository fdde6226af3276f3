"""The pages of a letter about a complaint: as it reads, how it went, and one that never came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Case
from cases.rules import cannot_change
from complaints import letters
from complaints.models import Complaint
from complaints.selectors.letter import Known, LetterKey, cannot_issue, copies_of, facts_of, known_of, name_of
from complaints.states import About
from kernel.components import Link
from records.content import Content, clean, read
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_lost
from records.sending import way_of
from records.states import CopyMethod
from schools.calendar import local_day
from schools.selectors import calendar
from suspensions.dispatch import deemed_received
from suspensions.selectors.letter import Went
from suspensions.selectors.reaching import Reachable, gives_away

WAYS = (CopyMethod.POST, CopyMethod.HAND)


@dataclass(frozen=True)
class LetterPage:
    """A letter as it was issued, or as it would read now; how it can go, how it went."""

    complaint: Complaint
    key: LetterKey
    name: str
    reader: str
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


def letter_page(complaint: Complaint, key: LetterKey, known: Known, by: User, typed: Mapping[str, str]) -> LetterPage:
    """The letter with the words typed so far, and why it cannot be issued as it is."""
    issued, here = known.issued, known.here
    before = issued.content.get("source", {}).get("said", "") if issued is not None else ""
    method = CopyMethod.POST if here.known.address else CopyMethod.HAND
    facts = facts_of(
        complaint,
        key,
        known,
        by,
        said=typed.get("said", before),
        method=way_of(typed["method"]) if "method" in typed else method,
        address=typed.get("address", here.known.address),
    )
    content = letters.compose(facts)
    is_current = issued is not None and letters.says_the_same(issued.content, clean(content))
    return LetterPage(
        complaint=complaint,
        key=key,
        name=name_of(complaint, known.part),
        reader=f"{known.part.who}, whom the complaint is about" if known.part is not None else "The complainant",
        crumbs=crumbs_of(complaint, key),
        said=before,
        text=read(issued.content if issued is not None and is_current else clean(content)),
        record=WrittenRecord(case=complaint.case, title=key.title),
        issued=issued,
        is_current=is_current,
        copies=tuple(went(complaint, copy) for copy in known.copies(key)),
        reachable=here.known,
        why_not=cannot_issue(complaint, key, known, content),
        gives_away=gives_away(here.kept, facts.typed, here.known),
        deemed=deemed_today(),
    )


@dataclass(frozen=True)
class LostPage:
    """A copy of a letter that is said never to have come, and by which ways the letter can go again."""

    complaint: Complaint
    key: LetterKey
    name: str
    crumbs: tuple[Link, ...]
    copy: Copy
    reason: str | None
    reachable: Reachable
    deemed: tuple[tuple[CopyMethod, date], ...]


def lost_page(complaint: Complaint, copy_pk: int) -> LostPage | None:
    """The page about a copy that never came; None where the complainant got no such copy."""
    copied = copies_of(complaint).filter(pk=copy_pk).first()
    known = known_of(complaint, LetterKey.read(copied.record.subject) if copied is not None else None)
    copy = next((one for one in known.all_copies if one.pk == copy_pk), None)
    key = LetterKey.read(copy.record.subject) if copy is not None else None
    if copy is None or key is None or (key.about is About.FOUND and known.part is None):
        return None
    today = local_day(timezone.now())
    return LostPage(
        complaint=complaint,
        key=key,
        name=name_of(complaint, known.part),
        crumbs=crumbs_of(complaint, key),
        copy=copy,
        reason=cannot_change(complaint.case) or cannot_be_lost(copy, today),
        reachable=known.here.known,
        deemed=deemed_today(),
    )


def crumbs_of(complaint: Complaint, key: LetterKey | None = None) -> tuple[Link, ...]:
    """The way back from a page of a complaint, or of the panel on it."""
    case: Case = complaint.case
    if key is not None and key.is_of_panel:
        return (
            Link("Panels", reverse("complaints:panels")),
            Link(f"Panel {case.reference}", complaint.panel_url),
        )
    return (
        Link("Complaints", reverse("complaints:register")),
        Link(f"Complaint {case.reference}", complaint.get_absolute_url()),
    )


def deemed_today() -> tuple[tuple[CopyMethod, date], ...]:
    """When what goes today counts as received, by each way."""
    days, today = calendar(), local_day(timezone.now())
    return tuple((way, deemed_received(way, today, days)) for way in WAYS)


def went(complaint: Complaint, copy: Copy) -> Went:
    """How a copy of a letter went, and the way to say that it never came."""
    is_lost = cannot_be_lost(copy, local_day(timezone.now())) is not None
    url = reverse("complaints:lost", args=[complaint.case.reference, copy.record.subject, copy.pk])
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
