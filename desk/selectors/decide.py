"""What the headteacher needs in order to decide on a colleague's report."""

from dataclasses import dataclass
from typing import Any

from cases.states import Part
from desk import rules
from incidents import rules as incident_rules
from incidents.models import Incident
from incidents.selectors import facts
from kernel.components import Row
from schools.models import Person
from schools.states import PersonKind


@dataclass(frozen=True)
class DecisionPage:
    """The report in rows, the adults it is about, why no decision is due, if none is; whether it was an attack or a threat."""

    rows: tuple[Row, ...]
    adults: Any
    reason: str | None
    is_serious: bool


def decision_page(incident: Incident) -> DecisionPage:
    """Assemble the page; adults are those the report is about."""
    case = incident.case
    adults = Person.objects.filter(involvements__case=case, involvements__part=Part.SUBJECT).exclude(
        kinds=[PersonKind.PUPIL]
    )
    live = [*case.site_suspensions.live()]
    reason = rules.cannot_decide(case, live) or incident_rules.cannot_conclude(incident)
    is_serious = incident_rules.is_serious(incident.categories, incident.injuries)
    return DecisionPage(facts(incident), adults.distinct(), reason, is_serious)
