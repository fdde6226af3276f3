"""Reading records with what belongs to them: for the case page, for letters, for whoever goes on with a draft."""

from typing import Any

from accounts.models import User
from cases.models import Case
from kernel.components import Item, Link, Section, Tag
from kernel.wording import LONDON, short_day
from records.models import Copy, WrittenRecord
from records.states import CURRENT, RecordState
from schools.models import Trust

TAGS = {
    RecordState.DRAFT: Tag("Draft: not issued yet", "soon"),
    RecordState.SUPERSEDED: Tag("Replaced by a later version"),
    RecordState.WITHDRAWN: Tag("Withdrawn", "late"),
    RecordState.DISCARDED: Tag("Draft discarded"),
}


def draft_of(case: Case, kind: str, subject: str = "") -> WrittenRecord | None:
    """The draft of this kind and subject, if one is being written."""
    return WrittenRecord.objects.filter(case=case, kind=kind, subject=subject, state=RecordState.DRAFT).first()


def standing(case: Case, kind: str, subject: str = "") -> WrittenRecord | None:
    """The issued record of this kind and subject that counts now."""
    found = WrittenRecord.objects.select_related("issued_by").filter(case=case, kind=kind, subject=subject)
    return found.filter(state__in=CURRENT).first()


def letterhead_of(case: Case) -> dict[str, Any]:
    """The letterhead as it stands now, as it is frozen into what is issued."""
    whole, school = Trust.objects.first() or Trust(), case.school
    return {
        "trust": whole.name,
        "trust_address": whole.address.splitlines(),
        "company_number": whole.company_number,
        "school": school.name,
        "address": (school.address or whole.address).splitlines(),
        "phone": school.phone or whole.phone,
        "email": school.email or whole.email,
    }


def copies_of(record: WrittenRecord) -> list[Copy]:
    """Who holds a copy of a record, in the order they got it."""
    return list(record.copies.select_related("to_user", "to_person", "given_by").order_by("given_at", "pk"))


def copy_of(record: WrittenRecord, user: User) -> Copy | None:
    """The copy that was handed to this user, if one was."""
    return Copy.objects.filter(record=record, to_user=user).first()


def case_section(case: Case, user: User) -> Section:
    """The records of a case for its page: what was written, by whom, who holds copies. Two queries."""
    seen = WrittenRecord.objects.visible_to(user).filter(case=case).exclude(state=RecordState.DISCARDED)
    whole = seen.select_related("issued_by", "started_by", "file").defer("content")
    records = whole.prefetch_related("copies__to_user", "copies__to_person").order_by("-number", "-version")
    items = [_item(record) for record in records]
    return Section("Written records", items=tuple(items), key="records", empty="Nothing has been written yet.")


def _item(record: WrittenRecord) -> Item:
    at, by = record.issued_at or record.started_at, record.issued_by or record.started_by
    name = f"{record.title}, version {record.version}"
    links = [Link("Open", record.get_absolute_url(), about=name)]
    if hasattr(record, "file"):
        links.append(Link(f"PDF, {pages(record.file.pages)}", record.get_pdf_url(), about=name))
    said = f". {'Issued' if record.issued_at else 'Begun'} by {by.name}."
    if held := [copy.who for copy in sorted(record.copies.all(), key=lambda copy: copy.given_at)]:
        said += f" Copies: {', '.join(held)}."
    day = short_day(at.astimezone(LONDON).date())
    return Item(lead=day, title=name, text=said, links=tuple(links), tag=TAGS.get(RecordState(record.state)))


def pages(count: int) -> str:
    """A number of pages in words."""
    return "1 page" if count == 1 else f"{count} pages"
