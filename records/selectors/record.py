"""Reading records with what belongs to them: for their own page, the case page, letters, going on with a draft."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may, reach
from cases.models import Case
from cases.selectors import PERSON_NAME
from kernel.components import Action, Band, Item, Link, Row, Section, Tag
from kernel.wording import LONDON, in_full, short_day
from records import rules
from records.access import ADVISED
from records.content import Content, read
from records.models import Copy, Signatory, Signature, WrittenRecord
from records.selectors.copies import copies_url
from records.selectors.signing import is_to_sign, own_row, sign_url, signatories_of, signer_rows
from records.states import CURRENT, OF_DATA, OWN_WORDS, PANEL_RECORDS, PRIVILEGED, RecordKind, RecordState
from schools.selectors import trust

# The letters about a suspension from site. Where there can be several of a kind, the subject is `12-3`: the page is that of 12.
LETTERS = (
    RecordKind.FIRST_LETTER,
    RecordKind.TRUST_WIDE_LETTER,
    RecordKind.EXTENSION_LETTER,
    RecordKind.UPHELD_LETTER,
    RecordKind.VARIED_LETTER,
    RecordKind.NOT_UPHELD_LETTER,
    RecordKind.CONTINUED_LETTER,
    RecordKind.LIFTED_LETTER,
    RecordKind.VOID_LETTER,
)
# The letters and notices about a suspended pupil: `12-34-decided` is of the suspension 12, and its page that of 12.
OF_PUPILS = (
    RecordKind.PUPIL_SUSPENDED,
    RecordKind.PUPIL_DAY_SIX,
    RecordKind.PUPIL_CANCELLED,
    RecordKind.PUPIL_REINSTATED,
    RecordKind.PUPIL_NOTICE,
    RecordKind.PUPIL_INVITED,
    RecordKind.PUPIL_OUTCOME,
    RecordKind.PUPIL_BOARD_NOTICE,
)
# The letters about a meeting: `12-34` is of the meeting 12 and of whoever is asked to it as 34.
OF_MEETINGS = (RecordKind.MEETING_INVITATION, RecordKind.MEETING_CANCELLED, RecordKind.MEETING_DRAFT)
# The letters to somebody who complained; the subject is `update-2`, and their page that of the complaint.
OF_COMPLAINTS = (
    RecordKind.COMPLAINT_ACKNOWLEDGED,
    RecordKind.COMPLAINT_UPDATE,
    RecordKind.COMPLAINT_OUTCOME,
    *PANEL_RECORDS,
    *OF_DATA,
)
# The letters about how somebody can reach a school: `12-terms-2` is of the restriction 12, and its page that of 12.
OF_RESTRICTIONS = (
    RecordKind.RESTRICTION_WARNING,
    RecordKind.RESTRICTION_TERMS,
    RecordKind.RESTRICTION_ENDED,
)
# The letters to whoever posted something online, and what goes to others about it; the subject is the step.
OF_POSTS = (
    RecordKind.ONLINE_REMOVAL,
    RecordKind.ONLINE_EXPECTATIONS,
    RecordKind.ONLINE_WARNING,
    RecordKind.ONLINE_BLOCK,
    RecordKind.ONLINE_THANKS,
)
POST_PACKS = (RecordKind.HOST_PACK, RecordKind.POLICE_PACK, RecordKind.SOLICITOR_PACK)
# Where a record of each kind is written: the name of the page, and whether it takes the record's subject.
WORKPLACES = {
    RecordKind.INCIDENT_REPORT: ("desk:report", False),
    **dict.fromkeys(LETTERS, ("suspensions:letter", True)),
    RecordKind.BEHAVIOUR_WARNING: ("suspensions:warning", True),
    RecordKind.INTERVIEW_NOTE: ("incidents:interview", True),
    RecordKind.STATEMENT: ("incidents:statement", True),
    RecordKind.SUPPLEMENTARY_REPORT: ("desk:supplementary", False),
    **dict.fromkeys(OF_PUPILS, ("pupils:told", True)),
    **dict.fromkeys(OF_MEETINGS, ("meetings:meeting", True)),
    RecordKind.MEETING_RECORD: ("meetings:record", True),
    RecordKind.MEDIATION_RECORD: ("meetings:record", True),
    **dict.fromkeys(OF_COMPLAINTS, ("complaints:complaint", False)),
    **dict.fromkeys(OF_RESTRICTIONS, ("socialmedia:restriction", True)),
    **dict.fromkeys(PANEL_RECORDS, ("complaints:letter", True)),
    **dict.fromkeys((*OF_POSTS, *POST_PACKS), ("socialmedia:step_paper", True)),
}
# Where it is said that a letter never came to the person.
NEVER_CAME: dict[str, str] = {
    **dict.fromkeys(LETTERS, "suspensions:never_came"),
    RecordKind.BEHAVIOUR_WARNING: "suspensions:warning_lost",
    **dict.fromkeys(OF_PUPILS, "pupils:notice_lost"),
    **dict.fromkeys(OF_COMPLAINTS, "complaints:lost"),
    **dict.fromkeys(OF_RESTRICTIONS, "socialmedia:terms_lost"),
    **dict.fromkeys(OF_POSTS, "socialmedia:step_lost"),
}
# What a line of the case page says of a record, and of whoever holds a copy.
SHOWN = (
    *("case", "kind", "number", "version", "title", "state", "started_at", "issued_at"),
    *("started_by__name", "issued_by__name", "file__pages"),
)
HELD = ("record", "given_at", "to_name", "to_user__name", *(f"to_person__{column}" for column in PERSON_NAME))
LATE_AFTER = timedelta(minutes=5)
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
    return standing_of(case, [kind]).filter(subject=subject).first()


def standing_of(case: Case, kinds: Iterable[str]) -> "QuerySet[Any]":
    """The issued records of these kinds, of whatever subject, that count now."""
    return WrittenRecord.objects.select_related("issued_by").filter(case=case, kind__in=[*kinds], state__in=CURRENT)


def letterhead_of(case: Case) -> dict[str, Any]:
    """The letterhead as it stands now, as it is frozen into what is issued."""
    whole, school = trust(), case.school
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


def case_section(case: Case, user: User) -> Section:
    """The records of a case for its page: what was written, by whom, who holds copies. Two queries."""
    return section_of(records_of(case, user))


def records_of(case: Case, user: User) -> list[WrittenRecord]:
    """The records of a case without their content, latest first, with who holds copies. Two queries."""
    records = WrittenRecord.objects.all() if reach(user).sees(case) else WrittenRecord.objects.visible_to(user)
    if not may(user, ADVISED, case):
        records = records.exclude(kind__in=PRIVILEGED)
    seen = records.filter(case=case).exclude(state=RecordState.DISCARDED)
    whole = seen.select_related("issued_by", "started_by", "file").only(*SHOWN)
    whole = whole.annotate(**_signing(), first_line=KT("content__to__0"))
    copies = Copy.objects.select_related("to_user", "to_person").only(*HELD).order_by("given_at", "pk")
    return [*whole.prefetch_related(Prefetch("copies", queryset=copies)).order_by("-number", "-version")]


def _signing() -> dict[str, Exists]:
    """Whether anybody signs a record, and whether somebody who must has not answered."""
    signers = Signatory.objects.filter(record=OuterRef("pk"))
    answered = Signature.objects.standing().filter(signatory=OuterRef("pk"))
    return {"is_signed": Exists(signers), "is_to_sign": Exists(signers.filter(~Exists(answered), is_needed=True))}


def section_of(records: Iterable[WrittenRecord]) -> Section:
    """The records of a case as a part of its page."""
    items = tuple(_item(record) for record in records)
    return Section("Written records", items=items, key="records", empty="Nothing has been written yet.")


def _item(record: WrittenRecord) -> Item:
    at, by = record.issued_at or record.started_at, record.issued_by or record.started_by
    name = f"{record.title}{_addressee(record)}, version {record.version}"
    links = [Link("Open", record.get_absolute_url(), about=name)]
    if hasattr(record, "file"):
        links.append(Link(f"PDF, {pages(record.file.pages)}", record.get_pdf_url(), about=name))
    if getattr(record, "is_signed", False) and record.is_frozen:
        links.append(Link("Signatures", sign_url(record), about=name))
    said = f". {'Issued' if record.issued_at else 'Begun'} by {by.name}."
    if held := [copy.who for copy in record.copies.all()]:
        said += f" Copies: {', '.join(held)}."
    day = short_day(at.astimezone(LONDON).date())
    tag = TAGS.get(RecordState(record.state))
    if record.is_current and getattr(record, "is_to_sign", False):
        tag = Tag("Waits for signatures", "soon")
    return Item(lead=day, title=name, text=said, links=tuple(links), tag=tag)


def _addressee(record: WrittenRecord) -> str:
    """To whom a letter is, where the list asked it along: several letters of a case are called the same."""
    first_line = getattr(record, "first_line", None) if record.kind in NEVER_CAME else None
    return f", to {first_line}" if first_line else ""


@dataclass(frozen=True)
class RecordPage:
    """Everything a record's own page shows."""

    record: WrittenRecord
    content: Content
    title: str
    sub: str
    tag: Tag | None
    rows: tuple[Row, ...]
    copies: tuple[Item, ...]
    signers: tuple[Row, ...]
    sign_url: str
    own_url: str
    copies_url: str
    actions: tuple[Action, ...]
    crumbs: tuple[Link, ...]
    band: Band | None
    is_waiting: bool
    is_late: bool


def record_page(record: WrittenRecord, user: User) -> RecordPage:
    """A record with what is known of it; who holds copies, and its case, only for those who see the file."""
    is_file_seen = reach(user).sees(record.case)
    is_waiting = record.is_frozen and not hasattr(record, "file")
    # What was not issued yet is shown under the letterhead it would get now.
    content = record.content if record.is_frozen else {**record.content, "letterhead": letterhead_of(record.case)}
    signatories = signatories_of(record) if is_file_seen and record.is_frozen else []
    tag = Tag("Waits for signatures", "soon") if record.is_current and is_to_sign(signatories) else None
    return RecordPage(
        record=record,
        content=read(content),
        title=f"{record.title}, version {record.version}",
        sub=f"{record.case.school.name} · {record.case.reference}",
        tag=tag or TAGS.get(RecordState(record.state)),
        rows=tuple(_rows(record, is_file_seen)),
        copies=tuple(_held(record, user)) if is_file_seen else (),
        signers=signer_rows(signatories),
        sign_url=sign_url(record),
        own_url=_own_url(record, user),
        copies_url=copies_url(record),
        actions=tuple(_actions(record, user)) if is_file_seen else (),
        crumbs=(Link(record.case.reference, record.case.get_absolute_url()),) if is_file_seen else (),
        band=_band(record, is_file_seen),
        is_waiting=is_waiting,
        is_late=is_waiting and record.issued_at is not None and timezone.now() - record.issued_at > LATE_AFTER,
    )


def _own_url(record: WrittenRecord, user: User) -> str:
    """Where this account reads and signs the record itself; "" where it is not asked to, or has answered."""
    if record.state != RecordState.ISSUED or "signing" not in record.content:
        return ""
    row = own_row(record, user)
    return reverse("records:sign_own", args=[row.pk]) if row is not None else ""


def _rows(record: WrittenRecord, is_file_seen: bool) -> Iterator[Row]:
    if record.issued_at is None:
        yield Row("Begun", f"{in_full(record.started_at)}, by {record.started_by.name}")
        return
    yield Row("Issued", f"{in_full(record.issued_at)}, by {record.content['issued_by']['name']}")
    if record.supersedes is not None:
        # Whoever holds a copy of one version does not see the other.
        older = f"Version {record.supersedes.version}"
        yield Row("Replaces", Link(older, record.supersedes.get_absolute_url()) if is_file_seen else older)
    if not (content := read(record.content)).is_letter and content.to:
        yield Row("To", ", ".join(content.to))
    yield Row("Code", record.shown_code)


def _held(record: WrittenRecord, user: User) -> Iterator[Item]:
    for copy in copies_of(record):
        given = short_day(copy.given_at.astimezone(LONDON).date())
        arrived = f", arrived {in_full(copy.received_at)}" if copy.received_at else ""
        arrived = f", never came: {copy.dispute}" if copy.dispute else arrived
        links = tuple(_never_came(record, copy)) if may(user, "work_case", record.case) else ()
        yield Item(lead=given, title=copy.who, text=f", {copy.get_method_display().lower()}{arrived}", links=links)


def _never_came(record: WrittenRecord, copy: Copy) -> Iterator[Link]:
    """The way to say that a letter never came and to send it again."""
    name, today = NEVER_CAME.get(record.kind), timezone.now().astimezone(LONDON).date()
    if name and record.subject and rules.cannot_be_lost(copy, today) is None:
        args = [record.case.reference, record.subject.partition("-")[0], copy.pk]
        yield Link("It never came", reverse(name, args=args), about=f"copy {copy.pk} to {copy.who}")


def _actions(record: WrittenRecord, user: User) -> Iterator[Action]:
    if not may(user, "work_case", record.case):
        return
    name, takes_subject = WORKPLACES[RecordKind(record.kind)]
    if takes_subject and not record.subject:
        return
    subject = record.subject.partition("-")[0]
    where = reverse(name, args=[record.case.reference, *([subject] if takes_subject else [])])
    if record.state == RecordState.DRAFT:
        yield Action("Go on writing", where, style="primary", reason=rules.cannot_write(record))
        discard = reverse("records:discard", args=[record.pk])
        yield Action("Discard this draft", discard, method="post", reason=rules.cannot_write(record))
    elif record.is_current:
        label = "Open the request" if record.kind in OWN_WORDS else "Correct it by a new version"
        reason = None if record.kind in OWN_WORDS else rules.cannot_correct(record)
        yield Action(label, where, reason=reason)


def _band(record: WrittenRecord, is_file_seen: bool) -> Band | None:
    """What the reader must know before reading."""
    if record.state == RecordState.DRAFT:
        return Band("Not issued yet. The text can still change.", tone="soon")
    if record.state == RecordState.DISCARDED:
        return Band("This draft was discarded. It was never issued.", tone="soon")
    if record.state == RecordState.WITHDRAWN:
        return Band("This was withdrawn and no longer counts.", tone="soon")
    if record.state == RecordState.SUPERSEDED:
        title = "This version no longer counts: a later one took its place."
        newer = record.successors.frozen().first()
        if is_file_seen and newer:
            return Band(title, link=Link(f"Open version {newer.version}", newer.get_absolute_url()), tone="soon")
        return Band(title, "Ask whoever gave it to you for the current one.", tone="soon")
    return None


def pages(count: int) -> str:
    """A number of pages in words."""
    return "1 page" if count == 1 else f"{count} pages"
