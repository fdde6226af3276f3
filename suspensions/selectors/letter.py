"""What the letter about a suspension says, gathered from the case; whose confidential address it would give away."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from cases.models import Case, Involvement
from incidents.models import Incident
from incidents.states import Category
from kernel import wording
from kernel.text import fold
from notices.recipients import deciders, holders
from records.content import Content, clean, read
from records.models import Copy, WrittenRecord
from records.selectors import copies_of, draft_of
from records.selectors import standing as standing_record
from records.states import CopyMethod, RecordKind
from schools.calendar import Calendar, local_day
from schools.models import AdultFacts, Person, Relationship, Trust
from schools.selectors import calendar, trust
from schools.states import Role
from suspensions import letters, rules
from suspensions.letters import Addressee, Facts, Situation
from suspensions.models import SiteSuspension
from suspensions.selectors.arrangement import all_lines
from suspensions.selectors.standing import current, rows_of
from suspensions.states import Capacity, SuspensionState

# Days to answer, counted from the day the letter counts as received; posted first class it does so after two.
DAYS_TO_ANSWER, DAYS_IN_POST = 10, 2
POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b", re.IGNORECASE)
BY_CEO = (Capacity.CEO, Capacity.ACTING_CEO)
WHERE = {
    "on_site": "in school or on its grounds",
    "gate": "at the gate",
    "telephone": "on the telephone",
    "written": "in writing",
    "online": "online",
    "off_site": "away from the school",
}


@dataclass(frozen=True)
class Reachable:
    """How the letter can reach the person."""

    address: str = ""
    is_confidential: bool = False
    email: str = ""
    email_agreed_on: date | None = None
    language: str = ""
    needs: str = ""
    has_contact_order: bool = False


@dataclass(frozen=True)
class LetterPage:
    """The letter as it stands: what it would say now, what was issued, how it can go."""

    happened: str
    risk: str
    text: Content
    record: WrittenRecord
    issued: WrittenRecord | None
    is_current: bool
    copies: tuple[Copy, ...]
    reachable: Reachable
    reason: str | None
    lacks_arrangement: bool
    gives_away: tuple[str, ...]
    situation: Situation

    @property
    def went_title(self) -> str:
        """Over the log of how the letter went: the issued version, where the text shown is a newer one."""
        if self.issued is None or self.is_current:
            return "How it went"
        return f"How version {self.issued.version} went"


def draft_letter(suspension: SiteSuspension) -> WrittenRecord | None:
    """The letter that is being written as a record, if there is one."""
    return draft_of(suspension.case, RecordKind.FIRST_LETTER, str(suspension.pk))


def issued_letter(suspension: SiteSuspension) -> WrittenRecord | None:
    """The issued letter about this suspension that counts now."""
    return standing_record(suspension.case, RecordKind.FIRST_LETTER, str(suspension.pk))


def letter_page(suspension: SiteSuspension, typed: Mapping[str, str]) -> LetterPage:
    """The letter with the words typed so far, and why it cannot be issued as it is."""
    issued, known = issued_letter(suspension), reachable(suspension)
    happened, risk = first_words(suspension, issued)
    method = CopyMethod.POST if known.address else CopyMethod.HAND
    facts = letter_facts(
        suspension,
        known,
        happened=typed.get("happened", happened),
        risk=typed.get("risk", risk),
        method=chosen_way(typed["method"]) if "method" in typed else method,
        address=typed.get("address", known.address),
    )
    content = letters.compose(facts)
    return LetterPage(
        happened=happened,
        risk=risk,
        text=read(clean(content)),
        record=WrittenRecord(case=suspension.case, title=letters.TITLES[facts.situation]),
        issued=issued,
        is_current=issued is not None and letters.says_the_same(issued.content, content),
        copies=tuple(copies_of(issued)) if issued else (),
        reachable=known,
        reason=cannot_issue(facts, content, issued),
        lacks_arrangement=facts.situation is Situation.IN_FORCE and not facts.arrangements,
        gives_away=gives_away(suspension, facts, known),
        situation=facts.situation,
    )


def chosen_way(typed: str) -> CopyMethod | None:
    """The way chosen on the form; None for "later"."""
    return CopyMethod(typed) if typed in (CopyMethod.POST, CopyMethod.HAND) else None


def cannot_issue(facts: Facts, content: dict[str, object], issued: WrittenRecord | None) -> str | None:
    """Why a letter that says this cannot be issued."""
    is_same = issued is not None and letters.says_the_same(issued.content, content)
    return rules.cannot_issue_letter(
        has_children_here=facts.has_children,
        is_in_force=facts.situation is Situation.IN_FORCE,
        has_arrangement=bool(facts.arrangements),
        issued_at=issued.issued_at if issued and is_same else None,
        now=timezone.now(),
    )


def first_words(suspension: SiteSuspension, issued: WrittenRecord | None) -> tuple[str, str]:
    """What happened and why it is a risk, to begin with: as the last letter said it, else as it was logged."""
    if issued is not None and (said := letters.happened_in(issued.content)):
        return said, letters.risk_in(issued.content)
    return _happened(suspension), suspension.grounds


def _happened(suspension: SiteSuspension) -> str:
    """The incident in plain words, without what was said of others: when, where, what it was logged as."""
    incident = Incident.objects.filter(case=suspension.case).order_by("-occurred_at", "-pk").first()
    if incident is None:
        return ""
    kinds = [Category(value).label for value in incident.categories if value != Category.OTHER]
    kinds += [incident.other_category] if incident.other_category else []
    where = WHERE[incident.setting] + (f" ({incident.place})" if incident.place else "")
    local = incident.occurred_at.astimezone(wording.LONDON)
    said = f"On {wording.full_day(local.date())} at {wording.clock_time(local)} there was an incident {where}."
    return f"{said} It was recorded as: {'; '.join(kind.lower() for kind in kinds)}." if kinds else said


def letter_facts(
    suspension: SiteSuspension,
    known: Reachable,
    *,
    happened: str,
    risk: str,
    method: CopyMethod | None,
    address: str = "",
) -> Facts:
    """Gather what the letter says today. Its address stands in it when it goes by post and is not confidential."""
    now, whole, days = timezone.now(), trust(), calendar()
    person, school = current(suspension.person), suspension.school
    related = _relationships(suspension)
    hearer, hearer_address = _hearer(suspension, whole)
    return Facts(
        situation=situation(suspension),
        reference=suspension.case.reference,
        addressee=Addressee(person.title, person.given_name, person.family_name, person.description, person.vehicle),
        address=_shown_address(known, method, address),
        school=school.name,
        school_address=school.address,
        phone=school.phone or whole.phone,
        email=school.email,
        trust=whole.name,
        complaints_url=whole.complaints_url,
        has_children=bool(related),
        children=tuple(dict.fromkeys(_first_name(row.pupil) for row in related if _is_promised(row))),
        happened=happened,
        risk=risk,
        starts_at=suspension.period.lower,
        ends_at=suspension.period.upper,
        ended_at=suspension.ended_at,
        arrangements=all_lines(suspension),
        decider=suspension.decided_by.name,
        decided_as=suspension.get_capacity_display(),
        hearer=hearer,
        hearer_address=hearer_address,
        trust_phone=whole.phone,
        hear_by=hear_by(local_day(now), method, days),
        today=local_day(now),
    )


def _shown_address(known: Reachable, method: CopyMethod | None, address: str) -> tuple[str, ...]:
    """The lines of an address that a window envelope shows. A record is copied: a confidential one never stands in it."""
    if method != CopyMethod.POST or known.is_confidential:
        return ()
    return tuple(line.strip() for line in address.splitlines() if line.strip())


def situation(suspension: SiteSuspension) -> Situation:
    """How the suspension stands now, for the words of the letter."""
    if suspension.state == SuspensionState.VOID:
        return Situation.VOID
    if suspension.state == SuspensionState.LIFTED:
        return Situation.LIFTED
    return Situation.IN_FORCE if timezone.now() < suspension.period.upper else Situation.OVER


def hear_by(today: date, method: CopyMethod | None, days: Calendar) -> date:
    """The last day to answer: ten working days after the letter counts as received. Undecided ways count as post."""
    received = today if method == CopyMethod.HAND else days.add_working_days(today, DAYS_IN_POST)
    return days.add_working_days(received, DAYS_TO_ANSWER)


def _hearer(suspension: SiteSuspension, whole: Trust) -> tuple[str, str]:
    """Who reads the person's side: the CEO, unless the CEO decided or has to do with the case; then the Chair."""
    ceos = {user.pk for user in holders(Role.CEO)}
    role, _ = deciders(suspension.case)
    is_involved = suspension.capacity in BY_CEO or role != Role.CEO or bool(ceos & _involved(suspension.case))
    who = "the Chair of Trustees" if is_involved else "the Chief Executive Officer (CEO)"
    return f"{who} of {whole.name}", whole.address


def _involved(case: Case) -> set[int]:
    rows = Involvement.objects.filter(case=case).values_list("user", "person__user", "person__merged_into__user")
    return {user for row in rows for user in row if user}


def _relationships(suspension: SiteSuspension) -> list[Relationship]:
    """The person and the children of the site, oldest relationship first."""
    rows = Relationship.objects.filter(
        adult__in=rows_of(suspension.person),
        pupil__merged_into__isnull=True,
        pupil__school_links__school=suspension.school,
        pupil__school_links__is_current=True,
    )
    return [*rows.select_related("pupil").order_by("pupil__given_name", "pk")]


def _is_promised(row: Relationship) -> bool:
    """Reports and calls can be promised: parental responsibility, and no court order noted."""
    return row.has_parental_responsibility and not row.contact_order


def _first_name(pupil: Person) -> str:
    return pupil.known_as or pupil.given_name


def reachable(suspension: SiteSuspension) -> Reachable:
    """How the letter can reach the person, from what is known under any of their rows; the current row first."""
    rows = rows_of(suspension.person)
    known = {facts.person_id: facts for facts in AdultFacts.objects.filter(person__in=rows)}
    found = [known[row.pk] for row in rows if row.pk in known]
    has_order = Relationship.objects.filter(adult__in=rows).exclude(contact_order="").exists()
    if not found:
        return Reachable(has_contact_order=has_order)
    facts = next((one for one in found if one.address), found[0])
    agreed = next((one for one in found if one.email_agreed_on), None)
    return Reachable(
        address=facts.address,
        is_confidential=facts.is_address_confidential,
        email=agreed.email if agreed else facts.email,
        email_agreed_on=agreed.email_agreed_on if agreed else None,
        language=facts.language,
        needs=facts.needs,
        has_contact_order=has_order,
    )


def gives_away(suspension: SiteSuspension, facts: Facts, known: Reachable) -> tuple[str, ...]:
    """Whose confidential address somebody typed into the letter: of other adults of the same children or of this case.

    An address that is the person's own as well tells them nothing.
    """
    mine = {row.pk for row in rows_of(suspension.person)}
    pupils = Relationship.objects.filter(adult__in=mine).values("pupil")
    others = Q(person__children__pupil__in=pupils) | Q(person__involvements__case=suspension.case)
    kept = AdultFacts.objects.filter(others, is_address_confidential=True).exclude(address="").exclude(person__in=mine)
    found = [
        one.person.full_name
        for one in kept.select_related("person").distinct()
        if stands_in(one.address, facts.typed) and not stands_in(one.address, known.address)
    ]
    return tuple(dict.fromkeys(found))


def stands_in(address: str, text: str) -> bool:
    """Whether an address can be read in a text: its postcode, or its first line, however they are written."""
    codes = {"".join(found).lower() for found in POSTCODE.findall(address)}
    if codes & {"".join(found).lower() for found in POSTCODE.findall(text)}:
        return True
    first = _plain(next((line for line in re.split(r"[\n,]", address) if line.strip()), ""))
    return len(first) > 3 and f" {first} " in f" {_plain(text)} "


def _plain(text: str) -> str:
    return fold(re.sub("[-–—]", " ", text))
