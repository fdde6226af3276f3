"""History in words: the rooms' words for their verbs, in one place."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from audit.models import Entry
from cases.models import Case, Delegation
from cases.words import VERBS as CASES
from cases.words import said
from complaints.words import VERBS as COMPLAINTS
from incidents.words import VERBS as INCIDENTS
from kernel import wording
from kernel.components import Entry as Line
from meetings.words import VERBS as MEETINGS
from notices.words import VERBS as NOTICES
from packs.words import VERBS as PACKS
from pupils.words import VERBS as PUPILS
from records.words import VERBS as RECORDS
from schools.models import Cover, Membership
from schools.states import ActsAs, Role
from socialmedia.words import VERBS as ONLINE
from suspensions.words import VERBS as SUSPENSIONS

VERBS: dict[str, str] = {
    **CASES,
    **NOTICES,
    **RECORDS,
    **INCIDENTS,
    **SUSPENSIONS,
    **PUPILS,
    **MEETINGS,
    **COMPLAINTS,
    **ONLINE,
    **PACKS,
}


class _Known(dict[str, Any]):
    """What an entry says; a key it does not have reads as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def sentence(entry: Entry) -> str:
    """An entry as a sentence."""
    return in_words(entry.verb, entry.payload.data, actor=entry.actor.name)


def in_words(verb: str, told: dict[str, Any], *, actor: str) -> str:
    """What an entry says as a sentence. What people wrote is put in as it is and never read as a pattern."""
    data = said(verb, told)
    flat = {**data.get("before", {}), **data.get("after", {})} if isinstance(data.get("after"), dict) else {}
    return VERBS[verb].format_map(_Known({**flat, **data, "actor": actor})).rstrip()


def lines_of(entries: "QuerySet[Entry]", case: Case, most: int | None = None) -> list[Line]:
    """Entries of a case in words, as many as wanted; only what the words need is read. Who stood in is named as such."""
    rows = entries.annotate(stood_in=_stood_in(case), acted=_acted(case), office=_office(case))
    found = rows.values_list("at", "verb", "payload__data", "actor__name", "stood_in", "acted", "office")[:most]
    return [
        Line(at=at, text=in_words(verb, told, actor=_titled(name, ACTING.get(stood_in) or ACTS.get(acted or office))))
        for at, verb, told, name, stood_in, acted, office in found
    ]


# --- Who stood in, and who acted for the CEO, when it was done ----------------------------------------------------
ACTING = {Role.HEAD: "acting headteacher", Role.CEO: "acting CEO", Role.CHAIR: "acting Chair of Trustees"}
ACTS = {acts_as.value: wording.mid(str(acts_as.label)) for acts_as in ActsAs}
THEN = {"user": OuterRef("actor"), "period__contains": OuterRef("at")}
# The same from within a question within the question.
THEN_BELOW = {"user": OuterRef(OuterRef("actor")), "period__contains": OuterRef(OuterRef("at"))}


def _titled(name: str, title: str | None) -> str:
    return f"{name}, {title}," if title else name


def _stood_in(case: Case) -> Subquery:
    """The role the actor stood in for then, unless they did it as the school's own head."""
    own = Membership.objects.filter(role=Role.HEAD, school=case.school_id, **THEN_BELOW)
    covers = Cover.objects.filter(Q(school=case.school_id) | Q(school__isnull=True, role=Role.CEO), **THEN)
    return Subquery(covers.filter(~Exists(own)).order_by("school_id").values("role")[:1])


def _acted(case: Case) -> Subquery:
    """As what the actor acted for the CEO then, by name."""
    given = Delegation.objects.filter(Q(case=case) | Q(case__isnull=True), to=OuterRef("actor"))
    return Subquery(given.filter(period__contains=OuterRef("at")).order_by("case_id").values("acts_as")[:1])


def _office(case: Case) -> Subquery:
    """The office by which the actor decided in the CEO's place then: held, or stood in for."""
    then = {**THEN_BELOW, "role": OuterRef("acts_as")}
    held = Exists(Membership.objects.filter(**then)) | Exists(Cover.objects.filter(**then))
    standing = Delegation.objects.filter(case=case, to__isnull=True, period__contains=OuterRef("at"))
    return Subquery(standing.filter(held).values("acts_as")[:1])
