"""The papers of a case for one reader: what goes in, what does not and why, and who may read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from cases.access import may
from cases.models import Case, EvidenceFile, Involvement
from cases.states import FileKind, FileState, Part
from complaints.access import may_handle
from complaints.models import Complaint
from kernel import wording
from kernel.together import together
from packs.digests import digest_of
from packs.models import Pack
from packs.reading import EVIDENCE, NAMES_LEFT_OUT, WHY_IN, PaperFacts, ground_for, may_go_in
from packs.states import Ground, Reader
from records.models import Copy, Signatory, WrittenRecord
from records.states import NOT_FROZEN, PRIVILEGED, RecordState
from schools.models import AdultFacts, Person, Relationship
from schools.states import PersonKind
from suspensions.selectors.reaching import kept_from, stands_in
from suspensions.selectors.standing import current, rows_of

PRINTED_FILES = (FileKind.PICTURE, FileKind.PDF)
# Whose part it is to say what goes to whom: the headteacher who may suspend, and whoever reviews. Of a complaint, whoever
# deals with it as it stands.
DECIDES = ("suspend", "review")


@dataclass(frozen=True)
class Paper:
    """A record or a file of evidence: how a form names it, what it is called, why it is left out if it is."""

    key: str
    title: str
    note: str
    ground: Ground | None
    is_changeable: bool
    record: WrittenRecord | None = None
    evidence: EvidenceFile | None = None


@dataclass(frozen=True)
class BundlePage:
    """Everything of a case that could go to a reader, in the order in which it would stand in the bundle."""

    case: Case
    reader: Reader
    person: Person | None
    papers: tuple[Paper, ...]
    may_change: bool

    @property
    def is_hearing(self) -> bool:
        """It goes to a panel on a complaint, and to whoever complains."""
        return self.reader == Reader.HEARING

    @property
    def chosen(self) -> tuple[str, ...]:
        """What goes in unless somebody says otherwise."""
        return tuple(paper.key for paper in self.papers if paper.ground is None)

    @property
    def digest(self) -> str:
        """Which papers the page shows, and what the rules say of each: what is chosen was chosen of these."""
        return digest_of(f"{paper.key} {paper.ground or ''}" for paper in self.papers)

    @property
    def offered(self) -> tuple[Paper, ...]:
        return tuple(paper for paper in self.papers if paper.is_changeable)

    @property
    def inside(self) -> tuple[str, ...]:
        """What goes in, as the page says it to whoever changes nothing."""
        return tuple(f"{one.title}: {one.note}" for one in self.papers if one.ground is None)

    @property
    def fixed(self) -> tuple[str, ...]:
        """What is left out whatever anybody chooses, as the page says it."""
        out = [one for one in self.papers if one.ground and not (self.may_change and one.is_changeable)]
        return tuple(f"{one.title}: {_mid(one.ground)}" for one in out if one.ground)


def _mid(ground: Ground) -> str:
    return wording.mid(str(ground.label))


def may_change(user: User, case: Case, complaint: Complaint | None) -> bool:
    """May say what goes into a bundle, beside what the rules say. Of a complaint's case: not whoever answered it before."""
    if complaint is not None:
        return may_handle(user, complaint)
    return any(may(user, power, case) for power in DECIDES)


def is_of_complaint(case: Case) -> bool:
    """The case is that of a complaint."""
    return bool(Complaint.objects.filter(case=case).exists())


def complaint_of(case: Case) -> Complaint | None:
    """The complaint that a case is of, if it is of one."""
    found: Complaint | None = Complaint.objects.filter(case=case).with_people().first()
    return found


# --- Who reads ----------------------------------------------------------------------------------------------------
def readers_of(case: Case) -> list[tuple[str, str]]:
    """Whom a bundle of a case may be for, as a form offers it: the adults it is about, and their parents of its pupils."""
    # What a panel on a complaint reads goes to whoever complains as well.
    other = Reader.PANEL if is_of_complaint(case) else Reader.HEARING
    fixed = [(str(one.value), str(one.label)) for one in Reader if one not in (Reader.PARENT, other)]
    return [*fixed, *((f"{Reader.PARENT.value}-{person.pk}", person.formal_name) for person in people_of(case))]


def people_of(case: Case) -> list[Person]:
    """The adults a case is about, and those with parental responsibility for a pupil it is about; no contact order."""
    rows = Involvement.objects.filter(case=case, part=Part.SUBJECT, person__isnull=False)
    subjects = [current(row.person) for row in rows.select_related("person__merged_into") if row.person is not None]
    pupils = [person.pk for person in subjects if person.kinds == [PersonKind.PUPIL]]
    found = {person.pk: person for person in subjects if person.pk not in pupils}
    if pupils:
        ties = Relationship.objects.filter(pupil__in=Person.objects.same_as(pupils)).select_related(
            "adult__merged_into"
        )
        barred = {current(tie.adult).pk for tie in ties if tie.contact_order}
        for tie in ties:
            adult = current(tie.adult)
            if tie.has_parental_responsibility and adult.pk not in barred:
                found.setdefault(adult.pk, adult)
    return [*found.values()]


def reader_of(case: Case, chosen: str) -> tuple[Reader, Person | None] | None:
    """The reader a form names; None for nobody this case knows."""
    what, _, key = chosen.partition("-")
    if what == Reader.PARENT:
        person = next((one for one in people_of(case) if str(one.pk) == key), None)
        return (Reader.PARENT, person) if person is not None else None
    if key or what not in Reader.values:
        return None
    is_known = what not in (Reader.PANEL, Reader.HEARING) or (what == Reader.HEARING) == is_of_complaint(case)
    return (Reader(what), None) if is_known else None


# --- What they read -----------------------------------------------------------------------------------------------
def bundle_page(case: Case, reader: Reader, person: Person | None, user: User) -> BundlePage:
    """Every paper of a case for a reader: records in the order they were issued, then evidence."""
    records, files = together(records_in(case, user), files_in(case))
    complaint = complaint_of(case)
    around = _around(case, person, complaint if reader == Reader.HEARING else None)
    papers = [*(_of_record(row, reader, around) for row in records), *(_of_file(row, reader, around) for row in files)]
    return BundlePage(case, reader, person, tuple(papers), may_change(user, case, complaint))


def records_in(case: Case, user: User) -> "QuerySet[Any]":
    """Every record of a case that was issued and has its PDF, of those this user reads in its file: a bundle for somebody
    else opens nothing to whoever has it made."""
    rows = WrittenRecord.objects.in_file_of(user).filter(case=case, file__isnull=False).exclude(state__in=NOT_FROZEN)
    return rows.select_related("file", "sealed", "case__school").order_by("issued_at", "pk")


def files_in(case: Case) -> "QuerySet[Any]":
    """Every file of evidence of a case that is kept: neither refused nor taken out."""
    rows = EvidenceFile.objects.filter(evidence__case=case).kept()
    return rows.select_related("evidence__case", "added_by").order_by("evidence", "pk")


@dataclass(frozen=True)
class _Around:
    """What surrounds a reader: which records were given to them, whose addresses and which children are not theirs."""

    theirs: frozenset[int] = frozenset()
    addresses: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


def _around(case: Case, person: Person | None, complaint: Complaint | None) -> _Around:
    """For a person, or for a panel that reads with the complainant: then the case it comes from is about others too."""
    cases = [case]
    if complaint is not None:
        person = complaint.complainant
        cases += [complaint.source] if complaint.source is not None else []
    rows = rows_of(person) if person is not None else []
    ids = [row.pk for row in rows]
    parts = Involvement.objects.filter(case__in=cases, person__isnull=False)
    named = Person.objects.same_as(parts.values("person"))
    own = Person.objects.same_as(Relationship.objects.filter(adult__in=ids).values("pupil"))
    # Every child of the case, and of any adult in it: by whichever record.
    related = Relationship.objects.filter(adult__in=named).values("pupil")
    pupils = Person.objects.filter(kinds__contains=[PersonKind.PUPIL])
    given, signed, mine, involved, theirs, *kept = together(
        Copy.objects.filter(record__case=case, to_person__in=ids),
        Signatory.objects.filter(record__case=case, person__in=ids),
        AdultFacts.objects.filter(person__in=ids),
        pupils.filter(pk__in=named).exclude(pk__in=own),
        pupils.filter(pk__in=Person.objects.same_as(related)).exclude(pk__in=own),
        *(kept_from(rows, one) for one in cases),
    )
    own_addresses = " \n".join(row.address for row in mine)
    is_weighed = person is not None or complaint is not None
    children = {row.pk: row.full_name for row in (*involved, *theirs)} if is_weighed else {}
    return _Around(
        theirs=frozenset({row.record_id for row in (*given, *signed)}),
        addresses=tuple(row.address for row in chain(*kept) if not stands_in(row.address, own_addresses)),
        children=tuple(children.values()),
    )


def _of_record(row: WrittenRecord, reader: Reader, around: _Around) -> Paper:
    text = f"{row.title}\n{_words(row.content)}"
    facts = PaperFacts(
        kind=row.kind,
        is_replaced=row.state == RecordState.SUPERSEDED,
        is_withdrawn=row.state == RecordState.WITHDRAWN,
        is_theirs=row.pk in around.theirs,
        **_gives_away(text, around),
    )
    ground = ground_for(reader, facts)
    assert row.issued_at is not None, "only what was issued has a file"
    note = f"issued {wording.short_day(row.issued_at.astimezone(wording.LONDON).date())}"
    title = f"{row.title}, version {row.version}"
    return Paper(f"record-{row.pk}", title, _note(note, reader, ground), ground, may_go_in(reader, ground), record=row)


def _of_file(row: EvidenceFile, reader: Reader, around: _Around) -> Paper:
    facts = PaperFacts(
        kind=EVIDENCE,
        is_checked=row.state == FileState.CLEANED or (row.state == FileState.CLEAN and row.kind not in PRINTED_FILES),
        is_printable=row.kind in PRINTED_FILES or not row.kind,
        **_gives_away(f"{row.name}\n{row.evidence.description}", around),
    )
    ground = ground_for(reader, facts)
    note = f"{row.evidence.get_kind_display()}, {row.evidence.description[:80]}"
    title = f"Evidence: {row.name}"
    return Paper(f"file-{row.pk}", title, _note(note, reader, ground), ground, may_go_in(reader, ground), evidence=row)


def _note(note: str, reader: Reader, ground: Ground | None) -> str:
    why = f"Left out: {_mid(ground)}" if ground else WHY_IN[reader]
    return f"{note} · {why}"


def _gives_away(text: str, around: _Around) -> Mapping[str, bool]:
    """Whether a text names a child who is not the reader's, or shows an address that is kept from them."""
    plain = " ".join(text.lower().split())
    return {
        "names_child": any(name.lower() in plain for name in around.children),
        "shows_address": any(stands_in(address, text) for address in around.addresses),
    }


def _words(content: Any) -> str:
    """Every text of a record's content."""
    return "\n".join(_texts(content))


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for below in part.values():
            yield from _texts(below)
    elif isinstance(part, Sequence):
        for below in part:
            yield from _texts(below)


# --- What was left out --------------------------------------------------------------------------------------------
def left_out(pack: Pack) -> list[str]:
    """What a bundle says it leaves out: by title for who may know that it exists, else how many on which ground.

    That lawyers were asked is named to the Chair alone.
    """
    lines = [*pack.lines.left_out().select_related("record", "evidence").defer("record__content")]
    if pack.reader in NAMES_LEFT_OUT:
        named = (one for one in lines if pack.reader == Reader.CHAIR or not is_advice(one))
        return [f"{title_of(line)}: {_mid(Ground(line.ground))}" for line in named]
    return said_by_ground(line.ground for line in lines)


def said_by_ground(grounds: Iterable[str]) -> list[str]:
    """How many papers were left out on each ground. Names nobody and no paper."""
    counts: dict[str, int] = {}
    for ground in grounds:
        counts[ground] = counts.get(ground, 0) + 1
    return [f"{Ground(one).label}: {wording.counted(counts[one], 'paper')}" for one in Ground.values if one in counts]


def is_advice(paper: Any) -> bool:
    """Whether a paper or line is what lawyers are asked."""
    return paper.record is not None and paper.record.kind in PRIVILEGED


def title_of(line: Any) -> str:
    """What a paper is called: a record by its title and version, a file of evidence by its name."""
    if line.record is not None:
        return f"{line.record.title}, version {line.record.version}"
    return f"Evidence: {line.evidence.name}"
