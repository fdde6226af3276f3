"""Logging an incident in one press: case, incident, people, suspension, who is told, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may
from cases.duties import Kind
from cases.models import Case
from cases.services.case import involve, open_case
from cases.services.deciding import settle_decider
from cases.services.duties import open_duty
from cases.services.writing import claim, drop_draft, settle
from cases.states import Part
from desk import rules
from desk.services.informing import explain_no_suspension, inform_ceo
from desk.wording import title_of
from incidents.rules import is_serious
from incidents.services import log_incident
from incidents.services.interviews import owe_interview
from incidents.states import Category, Setting
from kernel.refusal import Refused, refuse_if
from notices.recipients import acting_for_ceo, holders, not_walled
from notices.services import tell
from notices.states import Audience, CallResult, Channel, NoticeKind
from schools.models import Person, School
from schools.services.people import add_person
from schools.states import PersonKind, Role
from suspensions.services import log_telling, suspend_for_rest_of_today

DRAFT_KEY = "log:{token}"


@dataclass(frozen=True)
class Newcomer:
    """Somebody not known yet: a name, or a description where nobody knows the name."""

    kind: PersonKind
    given_name: str = ""
    family_name: str = ""
    title: str = ""
    description: str = ""
    vehicle: str = ""


@dataclass(frozen=True)
class Party:
    """One person of the report: who, their part, and for an adult whether they may stay on site."""

    part: Part
    person: Person | None = None
    newcomer: Newcomer | None = None
    is_suspended: bool = False
    risk: str = ""
    was_told: bool = False


@transaction.atomic
def submit_log(
    *,
    token: UUID,
    school: School,
    occurred_at: datetime,
    setting: Setting,
    account: str,
    categories: Sequence[Category],
    parties: Sequence[Party],
    by: User,
    other_category: str = "",
    place: str = "",
    discovered_at: datetime | None = None,
    on_behalf_of: str = "",
    on_paper_at: datetime | None = None,
    is_child_at_risk: bool = False,
    tells_ceo: bool = False,
    why_not_suspended: str = "",
) -> str:
    """Log an incident and do what was ticked, all or nothing; gives the address of the page that says what was done.

    The same form sent twice makes one case. Whoever may suspend decides here; for everybody else the headteacher is
    told at once and decides. `why_not_suspended`: the sentence for the CEO, where whoever decides here suspends nobody
    after an attack or a threat. Times are aware datetimes. Policy: Methods; a pupil is never suspended for a parent.
    """
    if led_to := claim(token=token, by=by):
        return led_to
    people = [_person_of(party, school, by) for party in parties]
    _check_subjects(parties, people, school, by)
    names = [p.short_name for party, p in zip(parties, people, strict=True) if party.part == Part.SUBJECT]
    case = open_case(school=school, title=title_of(names, categories, setting), by=by)
    named = [
        involve(case=case, part=party.part, person=person, by=by) for party, person in zip(parties, people, strict=True)
    ]
    incident = log_incident(
        case=case,
        occurred_at=occurred_at,
        setting=setting,
        account=account,
        categories=categories,
        other_category=other_category,
        place=place,
        discovered_at=discovered_at,
        on_behalf_of=on_behalf_of,
        on_paper_at=on_paper_at,
        is_child_at_risk=is_child_at_risk,
        by=by,
    )
    for row in named:
        owe_interview(involvement=row, by=by)
    if may(by, "suspend", case):
        is_suspended = _suspend(case, parties, people, by)
        if is_suspended or tells_ceo:
            inform_ceo(case=case, is_suspended=is_suspended, by=by)
        if not is_suspended and is_serious(categories):
            explain_no_suspension(incident=incident, why=why_not_suspended, by=by)
    else:
        ask_head_to_decide(case=case, by=by)
    drop_draft(key=DRAFT_KEY.format(token=token), by=by)
    led_to = reverse("desk:logged", args=[case.reference])
    settle(token=token, led_to=led_to, by=by)
    return led_to


@transaction.atomic
def ask_head_to_decide(*, case: Case, by: User) -> None:
    """Tell the headteacher at once that a colleague's report needs their decision; the CEO where it is about the head."""
    heads = not_walled(holders(Role.HEAD, case.school), case)
    role, told = Role.HEAD, [(Audience.HEAD, head) for head in heads]
    if not heads:
        role = settle_decider(case=case, by=by)
        told = acting_for_ceo(case)
    open_duty(case=case, kind=Kind.DECIDE_ON_REPORT, by=by, owner_role=role)
    path = reverse("desk:decide", args=[case.reference])
    for audience, user in told:
        tell(kind=NoticeKind.DECIDE, audience=audience, to=user, path=path, by=by, case=case)


def _person_of(party: Party, school: School, by: User) -> Person:
    """The person chosen, or the newcomer added to the school's people."""
    if party.person is not None:
        return party.person
    new = party.newcomer
    if new is None:
        raise ValueError("A party is a person or a newcomer.")
    return add_person(
        school=school,
        kinds=[new.kind],
        title=new.title,
        given_name=new.given_name,
        family_name=new.family_name,
        description=new.description,
        vehicle=new.vehicle,
        by=by,
    )


def _check_subjects(parties: Sequence[Party], people: Sequence[Person], school: School, by: User) -> None:
    for party, person in zip(parties, people, strict=True):
        if party.part == Part.SUBJECT or party.is_suspended:
            refuse_if(rules.cannot_be_subject(person, by), about=school)
    if not any(party.part == Part.SUBJECT for party in parties):
        raise Refused(rules.NOBODY_IT_IS_ABOUT if parties else rules.NOBODY, about=school, field="q")


def _suspend(case: Case, parties: Sequence[Party], people: Sequence[Person], by: User) -> bool:
    """Suspend those ticked for the rest of today; True if anybody was."""
    ticked = [(party, person) for party, person in zip(parties, people, strict=True) if party.is_suspended]
    for party, person in ticked:
        suspension = suspend_for_rest_of_today(case=case, person=person, school=case.school, grounds=party.risk, by=by)
        if party.was_told:
            log_telling(
                suspension=suspension,
                channel=Channel.IN_PERSON,
                spoken_at=timezone.now(),
                call_result=CallResult.SPOKE,
                note="Told in person when it happened.",
                by=by,
            )
    return bool(ticked)
