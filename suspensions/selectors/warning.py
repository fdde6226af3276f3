"""What a warning letter says now, what was issued, how it went; who was warned on a case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.rules import cannot_change
from kernel import wording
from kernel.components import Item, Link, Tag
from kernel.together import together
from records.content import Content, clean, read
from records.models import Copy, WrittenRecord
from records.rules import cannot_be_lost
from records.selectors import draft_of, standing
from records.sending import way_of
from records.states import CURRENT, CopyMethod, RecordKind
from schools.calendar import local_day, next_midnight
from schools.models import Person, Trust
from schools.selectors import calendar, trust
from suspensions import letters, rules
from suspensions.dispatch import deemed_received
from suspensions.letters import WARNING_TITLE, Signed, Site, WarningFacts
from suspensions.models import BehaviourWarning, SiteSuspension
from suspensions.selectors.letter import (
    AT_SCHOOL,
    Went,
    first_name,
    incident_in_words,
    is_promised,
    said_in,
    shown_address,
    site_of,
)
from suspensions.selectors.reaching import Around, Reachable, addressee_of, around_person, gives_away
from suspensions.selectors.standing import current, live_between, rows_of
from suspensions.selectors.standing import standing as standing_of
from suspensions.states import Capacity, SuspensionState

KIND = RecordKind.BEHAVIOUR_WARNING
WAYS = (CopyMethod.POST, CopyMethod.HAND)


# --- Who was warned -----------------------------------------------------------------------------------------------
def why_not_warn(person: Person, case: Case, warned: QuerySet[BehaviourWarning]) -> str | None:
    """Why this person is not warned on this case; `warned` are the warnings about the same incident."""
    rows = rows_of(person)
    mine = SiteSuspension.objects.filter(case=case, person__in=rows).exclude(state=SuspensionState.VOID)
    return rules.cannot_warn(
        standing_of(person, case.school),
        is_suspended_for_it=mine.exists(),
        is_warned=warned.filter(person__in=rows).exists(),
    )


def warnings_on(case: Case) -> "QuerySet[Any]":
    """The warnings of a case, newest first."""
    return BehaviourWarning.objects.filter(incident__case=case).with_people().order_by("-decided_at", "-pk")


def letters_on(case: Case) -> "QuerySet[Any]":
    """The issued warning letters of a case."""
    return WrittenRecord.objects.filter(case=case, kind=KIND, state__in=CURRENT)


def warning_item(warning: BehaviourWarning, written: Iterable[WrittenRecord]) -> Item:
    """A line of the case page: who was warned, by whom, and whether the letter is issued."""
    name = current(warning.person).full_name
    is_issued = any(row.subject == str(warning.pk) for row in written)
    by = f"{warning.decided_by.name}, {wording.mid(warning.get_capacity_display())}"
    return Item(
        lead=wording.short_day(local_day(warning.decided_at)),
        title=name,
        text=f" is warned in writing. Decided {wording.when(warning.decided_at, timezone.now())} by {by}.",
        links=(Link("Open", warning.get_absolute_url(), about=f"the warning letter to {name}"),),
        tag=Tag("letter issued", "ok") if is_issued else Tag("letter not issued yet", "soon"),
    )


# --- What was written ---------------------------------------------------------------------------------------------
def issued_warning(warning: BehaviourWarning) -> WrittenRecord | None:
    """The warning letter that counts now."""
    return standing(warning.case, KIND, str(warning.pk))


def draft_warning(warning: BehaviourWarning) -> WrittenRecord | None:
    """The warning letter that is being written as a record, if there is one."""
    return draft_of(warning.case, KIND, str(warning.pk))


def issued_about(warning: BehaviourWarning) -> "QuerySet[Any]":
    """The same as a question that a page asks along with others."""
    return letters_on(warning.case).filter(subject=str(warning.pk)).select_related("issued_by")


def copies_of_warning(warning: BehaviourWarning) -> "QuerySet[Any]":
    """Every copy of any version that went to the person, oldest first."""
    mine = Q(record__case=warning.case, record__kind=KIND, record__subject=str(warning.pk), to_person__isnull=False)
    return Copy.objects.filter(mine).select_related("record__case", "to_person", "given_by").order_by("given_at", "pk")


def hold_warnings(case: Case) -> list[str]:
    """The names of those to whom a warning letter of a case went, and who did not say that it never came."""
    sent = Copy.objects.filter(record__case=case, record__kind=KIND, to_person__isnull=False, disputed_at__isnull=True)
    return [copy.who for copy in sent.select_related("to_person").order_by("to_person", "pk").distinct("to_person")]


# --- The page -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class WarningPage:
    """The letter as it stands: as it was issued, or what it would say now; how it can go, how it went."""

    warning: BehaviourWarning
    name: str
    crumbs: tuple[Link, ...]
    happened: str
    reason: str
    text: Content
    record: WrittenRecord
    issued: WrittenRecord | None
    is_current: bool
    copies: tuple[Went, ...]
    reachable: Reachable
    why_not: str | None
    gives_away: tuple[str, ...]
    deemed: tuple[tuple[CopyMethod, date], ...]


def warning_page(warning: BehaviourWarning, typed: Mapping[str, str]) -> WarningPage:
    """The letter with the words typed so far, and why it cannot be issued as it is."""
    written, given = together(issued_about(warning), copies_of_warning(warning))
    issued: WrittenRecord | None = next(iter(written), None)
    happened, reason = words_to_begin(warning, issued)
    here = around_warning(warning)
    method = CopyMethod.POST if here.known.address else CopyMethod.HAND
    facts = warning_facts(
        warning,
        here,
        happened=typed.get("happened", happened),
        reason=typed.get("reason", reason),
        method=way_of(typed["method"]) if "method" in typed else method,
        address=typed.get("address", here.known.address),
    )
    content = letters.compose_warning(facts)
    is_current = says_the_same(issued, content)
    return WarningPage(
        warning=warning,
        name=current(warning.person).full_name,
        crumbs=crumbs_of(warning),
        happened=happened,
        reason=reason,
        text=read(issued.content if issued is not None and is_current else clean(content)),
        record=WrittenRecord(case=warning.case, title=WARNING_TITLE),
        issued=issued,
        is_current=is_current,
        copies=tuple(_went(warning, copy) for copy in given),
        reachable=here.known,
        why_not=cannot_change(warning.case) or cannot_issue(issued, content),
        gives_away=gives_away(here.kept, facts.typed, here.known),
        deemed=_deemed(facts.today),
    )


def crumbs_of(warning: BehaviourWarning) -> tuple[Link, ...]:
    """The way back from a page of a warning."""
    return (
        Link("Cases", reverse("desk:cases")),
        Link(warning.case.reference, warning.case.get_absolute_url()),
    )


def _deemed(today: date) -> tuple[tuple[CopyMethod, date], ...]:
    days = calendar()
    return tuple((way, deemed_received(way, today, days)) for way in WAYS)


def _went(warning: BehaviourWarning, copy: Copy) -> Went:
    is_lost = cannot_be_lost(copy, local_day(timezone.now())) is not None
    url = reverse("suspensions:warning_lost", args=[warning.case.reference, warning.pk, copy.pk])
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


@dataclass(frozen=True)
class LostWarningPage:
    """A copy of a warning letter that is said never to have come, and by which ways the letter can go again."""

    warning: BehaviourWarning
    name: str
    crumbs: tuple[Link, ...]
    copy: Copy
    reason: str | None
    reachable: Reachable
    deemed: tuple[tuple[CopyMethod, date], ...]


def lost_warning_page(warning: BehaviourWarning, copy_pk: int) -> LostWarningPage | None:
    """The page about a copy that never came; None where the person got no such copy."""
    copy = copies_of_warning(warning).filter(pk=copy_pk).first()
    if copy is None:
        return None
    today = local_day(timezone.now())
    return LostWarningPage(
        warning=warning,
        name=current(warning.person).full_name,
        crumbs=crumbs_of(warning),
        copy=copy,
        reason=cannot_change(warning.case) or cannot_be_lost(copy, today),
        reachable=around_warning(warning).known,
        deemed=_deemed(today),
    )


# --- What it says -------------------------------------------------------------------------------------------------
def words_to_begin(warning: BehaviourWarning, issued: WrittenRecord | None) -> tuple[str, str]:
    """What happened and the reason, to begin with: as the issued letter said it, else as it is on record."""
    return said_in(issued) if issued is not None else (incident_in_words(warning.incident), warning.reason)


def says_the_same(issued: WrittenRecord | None, content: Mapping[str, Any]) -> bool:
    """Whether the issued letter tells the person the same, whatever its date and the way it went.

    Its first lines are left out: whether they may come onto the site moves with the day.
    """
    told = ("salutation", "sections", "sign_off")
    return issued is not None and [issued.content[name] for name in told] == [clean(dict(content))[n] for n in told]


def cannot_issue(issued: WrittenRecord | None, content: Mapping[str, Any]) -> str | None:
    """Why a letter that says this cannot be issued."""
    is_same = says_the_same(issued, content)
    return rules.cannot_issue_warning(issued.issued_at if issued and is_same else None, timezone.now())


def around_warning(warning: BehaviourWarning) -> Around:
    """What surrounds a warning, in the wording of the day on which it was decided."""
    return around_person(warning.person, warning.case, warning.case.school, local_day(warning.decided_at))


def warning_facts(
    warning: BehaviourWarning,
    here: Around,
    *,
    happened: str,
    reason: str,
    method: CopyMethod | None,
    address: str = "",
) -> WarningFacts:
    """Gather what the letter says today. Its address stands in it when it goes by post and is not confidential."""
    now, whole, school = timezone.now(), trust(), warning.case.school
    site = site_of(school, whole)
    trust_site = Site(whole.name, whole.address, whole.phone, whole.email)
    talk, other = _to_talk_to(warning, site, whole)
    return WarningFacts(
        book=here.book,
        reference=warning.case.reference,
        addressee=addressee_of(warning.person),
        address=shown_address(here.known, method, address),
        school=site,
        trust=trust_site,
        complaints_url=whole.complaints_url,
        has_children=bool(here.children),
        children=_promised(here),
        is_barred=live_between(rows_of(warning.person), school, now, next_midnight(now)) is not None,
        incident_on=local_day(warning.incident.occurred_at),
        happened=happened,
        reason=reason,
        decided=_signed(warning, whole),
        talk=talk,
        other=other,
        today=local_day(now),
    )


def _promised(here: Around) -> tuple[str, ...]:
    names: Sequence[str] = [first_name(row.pupil) for row in here.children if is_promised(row)]
    return tuple(dict.fromkeys(names))


def _signed(warning: BehaviourWarning, whole: Trust) -> Signed:
    is_at_school = warning.capacity in AT_SCHOOL
    capacity = str(Capacity(warning.capacity).label)
    of = warning.case.school.name if is_at_school else whole.name
    return Signed(warning.decided_by.name, capacity, of, warning.decided_at)


def _to_talk_to(warning: BehaviourWarning, site: Site, whole: Trust) -> tuple[Site, Site]:
    """Whom the person can talk to, and whom else: who decided, and the trust, or the school."""
    name = warning.decided_by.name
    if warning.capacity in AT_SCHOOL:
        other = whole.phone if whole.phone != site.phone else ""
        return Site(name, phone=site.phone), Site(whole.name, phone=other)
    return Site(name, phone=whole.phone or site.phone), Site(site.name, phone=site.phone if whole.phone else "")
