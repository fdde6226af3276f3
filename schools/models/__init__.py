"""The trust, its schools, its calendar, its people and who holds which role."""

from schools.models.calendar import BankHoliday, Closure, SessionTimes, Term
from schools.models.importing import ImportLine, ImportRun
from schools.models.people import AdultFacts, Person, PupilFacts, Relationship, SchoolLink
from schools.models.roles import Cover, Membership, RoleGroup, RoleProposal, SchoolGroupPermission, StandingDeputy
from schools.models.trust import School, Trust

__all__ = [
    "AdultFacts",
    "BankHoliday",
    "Closure",
    "Cover",
    "ImportLine",
    "ImportRun",
    "Membership",
    "Person",
    "PupilFacts",
    "Relationship",
    "RoleGroup",
    "RoleProposal",
    "School",
    "SchoolGroupPermission",
    "SchoolLink",
    "SessionTimes",
    "StandingDeputy",
    "Term",
    "Trust",
]
