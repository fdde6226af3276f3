"""Whom a case is about, and whether a colleague's report of it waits for a decision."""

from django.db.models import QuerySet

from cases.duties import Kind
from cases.models import Case, Duty
from cases.states import Part
from schools.models import Person


def subjects_of(case: Case) -> QuerySet[Person]:
    """The people a case is about, who may be suspended on it."""
    return Person.objects.filter(involvements__case=case, involvements__part=Part.SUBJECT).distinct().order_by("pk")


def report_waits(case: Case) -> bool:
    """A colleague's report of this case waits for the headteacher's decision."""
    waiting: bool = Duty.objects.open().filter(case=case, kind=Kind.DECIDE_ON_REPORT).exists()
    return waiting
