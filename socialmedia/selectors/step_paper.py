"""The letter or the pack of a step: what it says now, what was issued, how it went, how it can go."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.deciding import capacity_on
from cases.models import EvidenceFile
from cases.rules import cannot_change
from kernel import wording
from kernel.components import Link
from kernel.together import together
from records.content import Content, clean, read
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_lost
from records.selectors import draft_of, standing
from records.selectors.record import standing_of
from records.sending import way_of
from records.states import CopyMethod, RecordKind
from schools.calendar import at_local, local_day
from schools.selectors import calendar, trust
from socialmedia.access import power_for
from socialmedia.letters import says_the_same
from socialmedia.letters.pack import TITLES as PACK_TITLES
from socialmedia.letters.pack import PackFacts, Proof, compose_pack
from socialmedia.letters.post import LetterFacts, compose
from socialmedia.models import Check, ConcernStep, OnlineConcern, Told
from socialmedia.selectors.crumbs import crumbs_of
from socialmedia.states import LEGAL, LETTERS, Basis, Presence, StepKind
from socialmedia.things import place_of
from suspensions.dispatch import deemed_received
from suspensions.letters import Signed, Site
from suspensions.selectors.letter import Went, first_name, shown_address, site_of
from suspensions.selectors.reaching import Around, Reachable, addressee_of, around_person, gives_away
from suspensions.selectors.standing import current
from suspensions.states import Capacity

KINDS = {
    StepKind.REMOVAL: RecordKind.ONLINE_REMOVAL,
    StepKind.EXPECTATIONS: RecordKind.ONLINE_EXPECTATIONS,
    StepKind.WARNING: RecordKind.ONLINE_WARNING,
    StepKind.BLOCK: RecordKind.ONLINE_BLOCK,
    StepKind.THANKS: RecordKind.ONLINE_THANKS,
    StepKind.HOST: RecordKind.HOST_PACK,
    StepKind.POLICE: RecordKind.POLICE_PACK,
    StepKind.LEGAL_ADVICE: RecordKind.SOLICITOR_PACK,
    StepKind.OTHER_LEGAL: RecordKind.SOLICITOR_PACK,
}
TITLES = {
    StepKind.BLOCK: "Our site or forum is closed to what you write",
    StepKind.THANKS: "Thank you",
    **PACK_TITLES,
}
MAY_BE = {Basis.THREAT: "a threat", Basis.HARASSMENT: "harassment", Basis.CRIME: "a crime"}
# What was done, as others read it in a list of what happened.
DID = {
    StepKind.DISCUSSION: "talked with them",
    StepKind.EXPECTATIONS: "told a parent what is expected",
    StepKind.WARNING: "warned them in writing",
    StepKind.BLOCK: "blocked them from our site or forum",
    StepKind.POLICE: "reported it to the police",
    StepKind.SUSPENSION: "suspended them from site",
    StepKind.LEGAL_ADVICE: "took legal advice",
    StepKind.OTHER_LEGAL: "took other legal action",
    StepKind.THANKS: "thanked them",
}
WAYS = (CopyMethod.POST, CopyMethod.HAND)
AT_SCHOOL = (Capacity.HEAD, Capacity.ACTING_HEAD, "")


@dataclass(frozen=True)
class Words:
    """What is typed into a letter or a pack."""

    said: str = ""
    seen_by: str = ""
    harm: str = ""
    favours: str = ""


# --- What was written ---------------------------------------------------------------------------------------------
def kind_of(step: ConcernStep) -> RecordKind:
    """What the paper of a step is as a record."""
    return KINDS[StepKind(step.kind)]


def title_of(step: ConcernStep) -> str:
    """What the paper of a step is called."""
    kind = StepKind(step.kind)
    return step.concern.thing.titles.get(kind) or TITLES[kind]


def is_letter(step: ConcernStep) -> bool:
    """What belongs to this step is a letter."""
    return step.kind in LETTERS


def is_advice(step: ConcernStep) -> bool:
    """What belongs to this step goes to solicitors."""
    return step.kind in LEGAL


def issued_paper(step: ConcernStep) -> WrittenRecord | None:
    """The version that counts now."""
    return standing(step.case, kind_of(step), str(step.pk))


def draft_paper(step: ConcernStep) -> WrittenRecord | None:
    """The paper that is being written, if one is."""
    return draft_of(step.case, kind_of(step), str(step.pk))


def copies_of(step: ConcernStep) -> "QuerySet[Any]":
    """Every copy of any version that went out, oldest first."""
    mine = Q(record__case=step.case, record__kind=kind_of(step), record__subject=str(step.pk), to_user__isnull=True)
    return Copy.objects.filter(mine).select_related("record__case", "to_person", "given_by").order_by("given_at", "pk")


def words_to_begin(step: ConcernStep, issued: WrittenRecord | None) -> Words:
    """As the issued paper said it; else what was said when the step was taken."""
    if issued is None:
        return Words(said=step.what)
    source = issued.content.get("source", {})
    return Words(**{name: source.get(name, "") for name in ("said", "seen_by", "harm", "favours")})


# --- What it says -------------------------------------------------------------------------------------------------
def content_of(
    step: ConcernStep,
    words: Words,
    here: Around | None,
    *,
    method: CopyMethod | None,
    address: str = "",
    issued: WrittenRecord | None = None,
    known: Sequence[Any] | None = None,
) -> dict[str, Any]:
    """What the letter or the pack of a step says today. `known`: what `pack_rows` asks for, where it was asked along.

    A letter that was issued with these words goes on saying whether the post was there then.
    """
    if here is not None:
        source = issued.content.get("source", {}) if issued is not None else {}
        is_as_issued = bool(source) and source.get("said") == words.said
        is_gone = bool(source.get("is_gone")) if is_as_issued else step.concern.state == Presence.REMOVED
        return compose(letter_facts(step, words, here, method=method, address=address, is_gone=is_gone))
    return compose_pack(pack_facts(step, words, known or together(*pack_rows(step.concern))))


def around_step(step: ConcernStep) -> Around | None:
    """What surrounds the letter of a step, in the wording of its day; None for a pack."""
    if not is_letter(step) or step.person is None:
        return None
    return around_person(step.person, step.case, step.case.school, local_day(step.taken_at))


def letter_facts(
    step: ConcernStep, words: Words, here: Around, *, method: CopyMethod | None, address: str, is_gone: bool
) -> LetterFacts:
    """Gather what a letter says today, signed by whoever took the step."""
    whole, concern, person = trust(), step.concern, step.person
    assert person is not None, "a letter goes to somebody"
    child = current(concern.author) if concern.is_of_pupil and concern.author is not None else None
    return LetterFacts(
        kind=StepKind(step.kind),
        book=here.book,
        reference=step.case.reference,
        addressee=addressee_of(person),
        address=shown_address(here.known, method, address),
        school=site_of(step.case.school, whole),
        trust=Site(whole.name, whole.address, whole.phone, whole.email),
        complaints_url=whole.complaints_url,
        thing=concern.thing,
        where=_within(concern),
        on=place_of(concern.thing, concern.platform, concern.where),
        place=concern.place,
        posted_on=concern.posted_on,
        seen_on=local_day(concern.seen_at),
        words=concern.words,
        child=first_name(child) if child is not None else "",
        is_gone=is_gone,
        said=words.said,
        signed=_signed(step),
        today=local_day(timezone.now()),
    )


def _within(concern: OnlineConcern) -> str:
    """The platform within a sentence."""
    return "our own site or forum" if concern.platform == "our_site" else concern.where


def _signed(step: ConcernStep) -> Signed:
    who, case = step.taken_by, step.case
    capacity = capacity_on(case, who, power=power_for(step.kind))
    label = str(Capacity(capacity).label) if capacity in Capacity.values else who.job_title
    of = case.school.name if capacity in AT_SCHOOL else trust().name
    return Signed(who.name, label, of, step.taken_at)


def pack_rows(concern: OnlineConcern) -> tuple[Any, ...]:
    """What a pack is made of, as questions that a page asks along: who is named, what happened, which files there are."""
    files = EvidenceFile.objects.kept().filter(evidence__in=concern.screenshots.values("evidence"))
    return (
        concern.named.select_related("person__merged_into", "user").order_by("pk"),
        concern.checks.select_related("checked_by").order_by("pk"),
        concern.tellings.order_by("pk"),
        ConcernStep.objects.filter(concern=concern).select_related("taken_by").order_by("pk"),
        files.order_by("pk"),
    )


def pack_facts(step: ConcernStep, words: Words, known: Sequence[Any]) -> PackFacts:
    """Gather what a pack says today: facts, and where they come from."""
    concern = step.concern
    named, checks, tellings, steps, files = known
    # What lawyers are asked and what they answer is shown to nobody else: else it may have to be shown to everybody.
    told = [one for one in steps if is_advice(step) or not is_advice(one)]
    # The step itself is not among what happened before something came of it: it is only being taken.
    told = [one for one in told if one.pk != step.pk or one.outcome]
    posted = [(wording.capital(concern.thing.done), _posted(concern))] if concern.posted_on else []
    where = [
        ("Where", f"{concern.where}, {concern.place}" if concern.place else concern.where),
        ("Address as it was given", concern.url or "Not noted"),
        *posted,
        ("Seen", wording.in_full(concern.seen_at)),
    ]
    return PackFacts(
        kind=StepKind(step.kind),
        thing=concern.thing,
        reference=step.case.reference,
        school=step.case.school.name,
        what=words.said,
        basis=MAY_BE[Basis(step.basis)] if step.basis else "",
        where=tuple(where),
        words=concern.words,
        author=concern.who if concern.author is not None else "",
        handle=concern.handle,
        named=tuple(row.who for row in named),
        chronology=tuple(_chronology(concern, checks, tellings, told)),
        proofs=tuple(Proof(one.name, wording.in_full(one.added_at), one.sha256) for one in files),
        seen_by=words.seen_by,
        harm=words.harm,
        favours=words.favours,
        signed=_signed(step),
        today=local_day(timezone.now()),
    )


def _posted(concern: OnlineConcern) -> str:
    assert concern.posted_on is not None, "asked only where it is known"
    day = wording.full_day(concern.posted_on)
    return f"{day}, {concern.posted_time:%H:%M}" if concern.posted_time else day


def _chronology(
    concern: OnlineConcern, checks: Iterable[Check], tellings: Iterable[Told], steps: Iterable[ConcernStep]
) -> Iterable[tuple[str, str]]:
    """What happened when, oldest first, from the rows."""
    found = [(concern.seen_at, "It was seen."), (concern.logged_at, f"{concern.logged_by.name} reported it.")]
    if concern.posted_on is not None and concern.posted_time is not None:
        found.append((at_local(concern.posted_on, concern.posted_time), f"It was {concern.thing.done}."))
    for check in checks:
        found.append((check.checked_at, f"{check.checked_by.name} looked: {concern.thing.stand(check.found).lower()}."))
    for told in tellings:
        reference = f", reference {told.reference}" if told.reference else ""
        found.append((told.told_at, f"{told.get_whom_display()} told{reference}."))
    for step in steps:
        came = f" What came of it: {step.outcome}" if step.outcome else ""
        found.append((step.taken_at, f"{step.taken_by.name} {_did(step, concern)}.{came}"))
    return [(_moment(at), said) for at, said in sorted(found, key=lambda one: one[0])]


def _did(step: ConcernStep, concern: OnlineConcern) -> str:
    """What was done, as it is called of this."""
    thing = concern.thing
    of_this = {StepKind.REMOVAL: f"asked them to {thing.ask}", StepKind.HOST: f"reported it to {thing.tool}"}
    return of_this.get(StepKind(step.kind)) or DID[StepKind(step.kind)]


def _moment(at: datetime) -> str:
    """A moment for the narrow column of a pack: "2 Nov 2026, 08:19"."""
    day = local_day(at)
    return f"{day.day} {day:%b} {day.year}, {wording.clock_time(at)}"


def cannot_issue(step: ConcernStep, issued: WrittenRecord | None, content: Mapping[str, Any]) -> str | None:
    """Why a paper that says this cannot be issued."""
    if reason := cannot_change(step.case):
        return reason
    if step.kind == StepKind.REMOVAL and step.concern.state == Presence.REMOVED:
        thing = step.concern.thing
        return f"{wording.capital(thing.gone)}: nobody is asked any more to {thing.ask}."
    if issued is not None and says_the_same(issued.content, clean(dict(content))):
        return "This was issued already, and nothing in it has changed."
    return None


# --- The page -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PaperPage:
    """A letter or a pack as it was issued, or as it would read now; how it can go, how it went."""

    step: ConcernStep
    title: str
    name: str
    crumbs: tuple[Link, ...]
    is_letter: bool
    is_advice: bool
    words: Words
    text: Content
    record: WrittenRecord
    issued: WrittenRecord | None
    is_current: bool
    copies: tuple[Went, ...]
    reachable: Reachable
    why_not: str | None
    gives_away: tuple[str, ...]
    deemed: tuple[tuple[CopyMethod, date], ...]


def paper_page(step: ConcernStep, typed: Mapping[str, str], *, is_anew: bool = False) -> PaperPage:
    """The paper with the words typed so far, and why it cannot be issued as it is.

    A pack tells of the day on which it was issued: what was done since changes it only where it is written anew.
    """
    of_this = standing_of(step.case, [kind_of(step)]).filter(subject=str(step.pk))
    more = () if is_letter(step) else pack_rows(step.concern)
    written, given, *rows = together(of_this, copies_of(step), *more)
    issued, here = next(iter(written), None), around_step(step)
    known = here.known if here is not None else Reachable()
    first = words_to_begin(step, issued)
    words = Words(**{name: typed.get(name, getattr(first, name)) for name in ("said", "seen_by", "harm", "favours")})
    method = way_of(typed["method"]) if "method" in typed else CopyMethod.POST if known.address else CopyMethod.HAND
    address = typed.get("address", known.address)
    content = content_of(step, words, here, method=method, address=address, issued=issued, known=rows)
    is_kept = not is_letter(step) and not is_anew
    is_current = issued is not None and (is_kept or says_the_same(issued.content, clean(content)))
    typed_words = "\n".join([words.said, step.concern.words])
    return PaperPage(
        step=step,
        title=title_of(step),
        name=current(step.person).full_name if step.person is not None else "",
        crumbs=(*crumbs_of(step.concern), Link(step.concern.thing.label(step.kind), step.get_absolute_url())),
        is_letter=is_letter(step),
        is_advice=is_advice(step),
        words=first,
        text=read(issued.content if issued is not None and is_current else clean(content)),
        record=WrittenRecord(case=step.case, title=title_of(step)),
        issued=issued,
        is_current=is_current,
        copies=tuple(_went(step, copy) for copy in given),
        reachable=known,
        why_not=cannot_issue(step, issued, content),
        gives_away=gives_away(here.kept, typed_words, known) if here is not None else (),
        deemed=deemed_today(),
    )


@dataclass(frozen=True)
class LostPage:
    """A copy of a letter that is said never to have come, and by which ways the letter can go again."""

    step: ConcernStep
    name: str
    crumbs: tuple[Link, ...]
    copy: Copy
    reason: str | None
    reachable: Reachable
    deemed: tuple[tuple[CopyMethod, date], ...]


def lost_page(step: ConcernStep, copy_pk: int) -> LostPage | None:
    """The page about a copy that never came; None where there is no such copy of a letter."""
    copy, here = copies_of(step).filter(pk=copy_pk).first(), around_step(step)
    if copy is None or here is None or step.person is None:
        return None
    return LostPage(
        step=step,
        name=current(step.person).full_name,
        crumbs=crumbs_of(step.concern),
        copy=copy,
        reason=cannot_change(step.case) or cannot_be_lost(copy, local_day(timezone.now())),
        reachable=here.known,
        deemed=deemed_today(),
    )


def deemed_today() -> tuple[tuple[CopyMethod, date], ...]:
    """When what goes today counts as received, by each way."""
    days, today = calendar(), local_day(timezone.now())
    return tuple((way, deemed_received(way, today, days)) for way in WAYS)


def _went(step: ConcernStep, copy: Copy) -> Went:
    is_lost = not is_letter(step) or cannot_be_lost(copy, local_day(timezone.now())) is not None
    url = reverse("socialmedia:step_lost", args=[step.case.reference, step.pk, copy.pk])
    about = f"{copy.record}, {copy.get_method_display().lower()}, copy {copy.pk}"
    way = copy.get_method_display() if is_letter(step) else f"{copy.get_method_display()} to {copy.who}"
    return Went(
        version=copy.record.version,
        way=way,
        went_on=copy.handed_on,
        deemed_on=copy.deemed_on,
        by=copy.given_by.name,
        dispute=copy.dispute,
        never_came=None if is_lost else Link("It never came", url, about=about),
    )
