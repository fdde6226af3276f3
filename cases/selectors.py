"""What is asked of a case across its tables: where a duty leads, who sees the file, who else is writing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases import rules
from cases.access import WALLED_FROM, may, reach
from cases.duties import DUTIES
from cases.keeping import reference_in
from cases.models import Case, Draft, Duty, Evidence, EvidenceFile, Grant, Involvement, Sealing, Submission
from cases.owners import SEEING, nobody_by_name, owner_works
from cases.states import KEPT, CaseState, FileKind, FileState, Part
from kernel import virus, wording
from kernel.components import Row, Tag, Tone
from kernel.together import together
from schools.calendar import local_day
from schools.models import Membership, School
from schools.states import ACTS_WITH, ActsAs, Role

# The columns that a person's names are made of, and what a line about a duty says.
PERSON_NAME = ("title", "given_name", "family_name", "known_as", "description")
NAMED = ("kind", "subject", "about", "due_at", "case__reference", "case__title")
WRITING_NOW = timedelta(minutes=2)
ORDER = {role.value: place for place, role in enumerate(SEEING)}
LAST = len(ORDER)


# --- Duties -------------------------------------------------------------------------------------------------------
def duty_url(duty: Duty) -> str:
    """The page that discharges a duty: its kind's page of the case, and of what it concerns."""
    return reverse(DUTIES[duty.kind].url_name, args=[duty.case.reference, *([duty.subject] if duty.subject else [])])


def duty_sentence(duty: Duty) -> str:
    """What a duty asks, with the name of whom it concerns."""
    return DUTIES[duty.kind].sentence.format(about=duty.about or "the person")


def next_owed(user: User, most: int) -> list[Duty]:
    """The duties this user owes now, soonest first, at most so many: each owner's duties are read from their own index."""
    held = reach(user)
    owed = held.without_walled(Duty.objects.open(), "case__").order_by("due_at", "pk")
    first, *others = [owed.filter(owner).values("pk")[:most] for owner in held.owed_each()]
    soonest = first.union(*others) if others else first
    return [*Duty.objects.filter(pk__in=soonest).select_related("case").only(*NAMED).order_by("due_at", "pk")[:most]]


@dataclass(frozen=True)
class NamedOwner:
    """Who was named as the owner of a duty; `why_not` says why it is the role's again, if it is."""

    name: str = ""
    why_not: str = ""

    @property
    def is_gone(self) -> bool:
        return bool(self.why_not)


def owners_by_name(duties: Iterable[Duty]) -> dict[int, NamedOwner]:
    """Who was named as the owner of these duties, by the duty (id). No query where nobody was."""
    named = [duty.pk for duty in duties if duty.owner_user_id is not None]
    if not named:
        return {}
    rows = Duty.objects.filter(pk__in=named).annotate(works=owner_works(), is_roles=nobody_by_name())
    found = rows.values_list("pk", "owner_user__name", "works", "is_roles")
    return {pk: NamedOwner(name, _why_not(works, is_roles)) for pk, name, works, is_roles in found}


def _why_not(works: bool, is_roles: bool) -> str:
    if not works:
        return "who is no longer here"
    return "who no longer sees this case" if is_roles else ""


# --- Who else is writing ------------------------------------------------------------------------------------------
def sent_before(token: UUID, user: User) -> str | None:
    """Where this user's form with this token led, if it was sent: going back to it leads there again."""
    row = Submission.objects.filter(user=user, token=token).values_list("led_to", flat=True).first()
    return row or None


def others_writing(key: str, user: User) -> list[str]:
    """The names of colleagues who typed into the same form of the same case within two minutes.

    Empty for a form about no case, or about one whose file this user does not see; nobody behind a wall is named.
    """
    reference = reference_in(key)
    if not reference:
        return []
    since = timezone.now() - WRITING_NOW
    drafts = Draft.objects.filter(key=key, saved_at__gte=since).exclude(user=user).select_related("user")
    found = [draft.user for draft in drafts.order_by("user__name", "user_id")]
    case = Case.objects.visible_to(user).filter(reference=reference).first() if found else None
    return [one.name for one in found if reach(one).sees(case)] if case is not None else []


# --- Who can see this ---------------------------------------------------------------------------------------------
# Every account that holds a role at the case's school or trust-wide, stands in for one, acts for the CEO or was given
# sight, in one question; none of those the case is about, by account or as a known person, merged records followed both ways.
STANDING = f"""
    {WALLED_FROM}, office AS (
        SELECT acts_as FROM cases_delegation WHERE case_id = %(case)s AND to_id IS NULL AND period @> %(now)s
    )
    SELECT account.id, account.name, held.how, held.role, held.until, held.role IN (SELECT acts_as FROM office)
    FROM (
        SELECT user_id, 1 AS how, role, NULL::timestamptz AS until, school_id, id FROM schools_membership
        WHERE period @> %(now)s AND (school_id = %(school)s OR school_id IS NULL)
        UNION ALL
        SELECT user_id, 2, role, NULL, school_id, id FROM schools_cover
        WHERE period @> %(now)s AND (school_id = %(school)s OR school_id IS NULL)
        UNION ALL
        SELECT user_id, 3, '', upper(period), NULL, id FROM cases_grant
        WHERE case_id = %(case)s AND period @> %(now)s
        UNION ALL
        SELECT to_id, 4, acts_as, upper(period), NULL, id FROM cases_delegation AS given
        WHERE period @> %(now)s AND (case_id = %(case)s OR case_id IS NULL)
            AND (acts_as <> 'delegate' OR NOT EXISTS (SELECT FROM office))
            AND (acts_as <> 'delegate' OR given.to_id NOT IN (SELECT user_id FROM involved))
            AND EXISTS (
                SELECT FROM schools_membership AS own WHERE own.user_id = given.to_id AND own.period @> %(now)s
                AND own.role = ANY(CASE acts_as WHEN 'delegate' THEN %(delegates)s::text[] ELSE %(trustees)s::text[] END)
            )
    ) AS held
    JOIN accounts_user AS account ON account.id = held.user_id
    WHERE account.is_active AND NOT account.is_system AND account.id NOT IN (SELECT user_id FROM walled)
    ORDER BY account.name, account.id, held.id
"""  # noqa: S608  (both parts are constants)
MEMBER, COVER, GRANT, ACTS = 1, 2, 3, 4


@dataclass(frozen=True)
class Standing:
    """One account's way to a case: the role it holds or stands in for, or what was given to it (no role)."""

    pk: int
    name: str
    role: str
    why: str
    sees: bool
    place: tuple[int, int]


def standing(case: Case) -> list[Standing]:
    """Everybody who holds a role for a case's school or was given sight of it, whom it is not about: one query.

    In the order of roles, holders before those who stand in, then those who were given sight or act for the CEO.
    """
    with connection.cursor() as cursor:
        known = {"delegates": [*ACTS_WITH[ActsAs.DELEGATE]], "trustees": [*ACTS_WITH[ActsAs.TRUSTEE]]}
        cursor.execute(STANDING, {"case": case.pk, "school": case.school_id, "now": timezone.now(), **known})
        found = [_standing(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda one: one.place)


def _standing(pk: int, name: str, how: int, role: str, until: datetime | None, is_office: bool) -> Standing:
    if how == GRANT:
        return Standing(pk, name, "", _granted(until), True, (LAST, how))
    if how == ACTS:
        why = f"{ActsAs(role).label}{_until(until)}"
        return Standing(pk, name, "", why, True, (LAST, how))
    label = f"{Role(role).label}{', in the place of the CEO' if is_office else ''}"
    why = f"stands in: {label}" if how == COVER else label
    return Standing(pk, name, role, why, is_office or role in SEEING, (ORDER.get(role, LAST), how))


def seers(found: Iterable[Standing]) -> list[Standing]:
    """Those of them who see the file, each once, with the first role or grant that lets them."""
    seen: dict[int, Standing] = {}
    for one in found:
        if one.sees:
            seen.setdefault(one.pk, one)
    return [*seen.values()]


def who_can_see(case: Case) -> list[str]:
    """Everybody who sees the file of a case now, by name, with the role or the grant that lets them."""
    return named(seers(standing(case)))


def named(found: Iterable[Standing]) -> list[str]:
    """Each by name, with the role or the grant that lets them see."""
    return [f"{one.name} ({one.why})" for one in found]


def who_may_take_over(case: Case) -> "QuerySet[User]":
    """The accounts that could do what is due on a case: those who see its file."""
    return User.objects.filter(pk__in=[one.pk for one in seers(standing(case))]).order_by("name", "pk")


def colleagues_at(school: School) -> "QuerySet[User]":
    """The accounts that hold a role at a school now, by name."""
    members = Membership.objects.in_force().filter(school=school).values("user")
    return User.objects.who_can_sign_in().filter(pk__in=members).order_by("name", "pk")


def _granted(until: datetime | None) -> str:
    return f"given sight{_until(until)}"


def _until(until: datetime | None) -> str:
    return f" until {wording.in_full(wording.last_moment(until))}" if until else ""


# --- Pages of a case ----------------------------------------------------------------------------------------------
def people_of_case(case: Case) -> list[Involvement]:
    """Everybody who has a part in a case, in the order of the parts."""
    rows = Involvement.objects.filter(case=case).select_related("person", "user", "case")
    order = {part.value: place for place, part in enumerate(Part)}
    return sorted(rows, key=lambda row: (order[row.part], row.pk))


def grants_of(case: Case) -> list[tuple[Grant, str]]:
    """The grants in force on a case, each with its words."""
    grants = Grant.objects.filter(case=case, period__contains=timezone.now()).select_related("user", "granted_by")
    return [(grant, _granted(grant.period.upper)) for grant in grants.order_by("user__name", "pk")]


def tag_of_state(case: Case) -> Tag | None:
    """What a line about a case says beside it if the case is not open."""
    if case.state == CaseState.VOID:
        return Tag("logged in error")
    return Tag("closed", "ok") if case.state == CaseState.CLOSED else None


# --- Evidence -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Piece:
    """A piece of evidence as the register shows it, with its files; `mark` says how it stands to the decisions."""

    evidence: Evidence
    files: tuple[EvidenceFile, ...]
    mark: Tag | None = None

    @property
    def pk(self) -> int:
        return self.evidence.pk

    @property
    def description(self) -> str:
        return self.evidence.description

    @property
    def kept(self) -> list[EvidenceFile]:
        return [file for file in self.files if file.is_kept]

    @property
    def tags(self) -> list[Tag]:
        """What of its files needs attention."""
        states = [file.state for file in self.files]
        return tags_of(states.count(FileState.WAITING), states.count(FileState.REFUSED))


TONES: dict[str, Tone] = {FileState.WAITING: "soon", FileState.REFUSED: "late", FileState.REMOVED: "late"}


def evidence(case: Case) -> list[Piece]:
    """All evidence of a case with its files, in the order it was added: the register, and what a review ticks."""
    return pieces_of(*together(evidence_rows(case), files_in(case)))


def files_in(case: Case) -> "QuerySet[Any]":
    """Every file of the evidence of a case, in the order they were added."""
    files = EvidenceFile.objects.filter(evidence__case=case)
    return files.select_related("added_by", "removed_by", "evidence__case").order_by("pk")


def pieces_of(rows: Iterable[Any], files: Iterable[EvidenceFile]) -> list[Piece]:
    """The same from rows of `evidence_rows` and their files."""
    files = [*files]
    return [Piece(row, tuple(file for file in files if file.evidence_id == row.pk), mark_of(row)) for row in rows]


def evidence_rows(case: Case) -> "QuerySet[Any]":
    """The evidence of a case in the order it was added, each with the last decision before it (`decided_before`)."""
    earlier = Sealing.objects.filter(case=OuterRef("case"), sealed_at__lte=OuterRef("added_at"))
    decided = Subquery(earlier.order_by("-sealed_at").values("sealed_at")[:1])
    rows = Evidence.objects.filter(case=case).select_related("added_by", "case").order_by("added_at", "pk")
    return rows.annotate(decided_before=decided)


def evidence_counted(case: Case) -> "QuerySet[Any]":
    """The evidence of a case with the numbers of its files: `kept_count`, `waiting_count`, `refused_count`."""
    return evidence_rows(case).annotate(
        kept_count=Count("files", filter=Q(files__state__in=KEPT)),
        waiting_count=Count("files", filter=Q(files__state=FileState.WAITING)),
        refused_count=Count("files", filter=Q(files__state=FileState.REFUSED)),
    )


def piece_of(row: Evidence) -> Piece:
    """One piece of evidence with its files."""
    return next(piece for piece in evidence(row.case) if piece.pk == row.pk)


def mark_of(row: Any) -> Tag | None:
    """Whether a row of `evidence_rows` was added after a decision, or is sealed by one."""
    if row.is_sensitive:
        return Tag("Sealed as it came, shown blurred", "ok")
    if row.decided_before and row.decided_before != row.sealed_at:
        return Tag(f"Added after the decision of {wording.full_day(local_day(row.decided_before))}", "soon")
    return (
        Tag(f"Sealed by the decision of {wording.full_day(local_day(row.sealed_at))}", "ok") if row.sealed_at else None
    )


def tags_of(waiting: int, refused: int) -> list[Tag]:
    """What of so many files needs attention."""
    tags = [Tag(f"{waiting} being checked", "soon")] if waiting else []
    return [*tags, *([Tag(f"{refused} not kept", "late")] if refused else [])]


def files_shown(piece: Piece, user: User) -> list[dict[str, Any]]:
    """Each file of a piece as its page shows it: state, what was found, whether it is shown, what may be done."""
    is_open = may(user, "work_case", piece.evidence.case) and rules.cannot_change(piece.evidence.case) is None
    return [
        {
            "file": file,
            "tag": Tag(file.get_state_display(), TONES.get(file.state, "ok")),
            "is_picture": file.kind == FileKind.PICTURE and bool(file.served),
            "is_blurred": piece.evidence.is_sensitive,
            "scan": _scan_said(file),
            "remove": is_open and rules.cannot_remove_file(file) is None,
        }
        for file in piece.files
    ]


def _scan_said(file: EvidenceFile) -> str:
    if file.is_waiting:
        return "Waits for the virus scanner." if virus.is_configured() else ""
    if not file.is_kept:
        return ""
    return "Scanned for viruses: nothing found." if file.is_scanned else "Not scanned for viruses."


def how_checked() -> list[Row]:
    """How files are checked at this trust, and whether a virus scanner takes part."""
    scanner = Tag("Set up", "ok") if virus.is_configured() else Tag("Not set up", "soon")
    return [
        Row("Virus scanner", scanner),
        Row("Pictures, PDFs, text", "Shown as a copy made anew, without locations, scripts and hidden parts."),
        Row("Videos, recordings, documents", "Offered for download as they were sent."),
        Row("Originals", "Kept as they were sent, with their hash, for whoever sees this case."),
    ]
