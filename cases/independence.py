"""Who has to do with a case, and why somebody may therefore not decide in it."""

from collections.abc import Iterable, Mapping

from django.db import connection

from accounts.models import User
from cases.models import Case
from cases.states import INVOLVING, Part
from kernel.once import once_a_page
from schools.models import Person

NO_REASONS: Mapping[User, str] = {}

# The accounts that have a part in a case, by account or as a known person, and the family of a pupil it is about ('kin'),
# merged records followed both ways.
PARTS = """
    WITH RECURSIVE known AS (
        SELECT part.part, person.id, person.merged_into_id, person.user_id FROM cases_involvement AS part
        JOIN schools_person AS person ON person.id = part.person_id
        WHERE part.case_id = %(case)s
        UNION
        SELECT known.part, other.id, other.merged_into_id, other.user_id FROM schools_person AS other
        JOIN known ON other.merged_into_id = known.id OR other.id = known.merged_into_id
    ), kin AS (
        SELECT person.id, person.merged_into_id, person.user_id FROM known
        JOIN schools_relationship AS tie ON tie.pupil_id = known.id
        JOIN schools_person AS person ON person.id = tie.adult_id
        WHERE known.part = 'subject'
        UNION
        SELECT other.id, other.merged_into_id, other.user_id FROM schools_person AS other
        JOIN kin ON other.merged_into_id = kin.id OR other.id = kin.merged_into_id
    )
    SELECT user_id, part FROM known WHERE user_id IS NOT NULL
    UNION
    SELECT user_id, part FROM cases_involvement WHERE case_id = %(case)s AND user_id IS NOT NULL
    UNION
    SELECT user_id, 'kin' FROM kin WHERE user_id IS NOT NULL
"""
KIN = "kin"
# Whether an account is a pupil, or of the pupil's family, whichever records they are known under.
OF_FAMILY = """
    WITH RECURSIVE me AS (
        SELECT id, merged_into_id FROM schools_person WHERE user_id = %(user)s
        UNION
        SELECT other.id, other.merged_into_id FROM schools_person AS other
        JOIN me ON other.merged_into_id = me.id OR other.id = me.merged_into_id
    ), pupil AS (
        SELECT id, merged_into_id FROM schools_person WHERE id = %(pupil)s
        UNION
        SELECT other.id, other.merged_into_id FROM schools_person AS other
        JOIN pupil ON other.merged_into_id = pupil.id OR other.id = pupil.merged_into_id
    )
    SELECT EXISTS (SELECT FROM me WHERE id IN (SELECT id FROM pupil)) OR EXISTS (
        SELECT FROM schools_relationship
        WHERE adult_id IN (SELECT id FROM me) AND pupil_id IN (SELECT id FROM pupil)
    )
"""
# The open cases somebody has one of these parts in, by account or as a known person.
INVOLVED_IN = """
    WITH RECURSIVE me AS (
        SELECT id, merged_into_id FROM schools_person WHERE user_id = %(user)s
        UNION
        SELECT other.id, other.merged_into_id FROM schools_person AS other
        JOIN me ON other.merged_into_id = me.id OR other.id = me.merged_into_id
    )
    SELECT DISTINCT involved.case_id FROM cases_involvement AS involved
    JOIN cases_case AS one ON one.id = involved.case_id AND one.state = 'open'
    WHERE involved.part = ANY(%(parts)s) AND (user_id = %(user)s OR person_id IN (SELECT id FROM me))
    ORDER BY involved.case_id
"""
# The records of everybody a case is about, known as a person or by their account, merged ones followed both ways.
ABOUT = """
    WITH RECURSIVE about AS (
        SELECT person.id, person.merged_into_id FROM cases_involvement AS part
        JOIN schools_person AS person ON person.id = part.person_id OR person.user_id = part.user_id
        WHERE part.case_id = %(case)s AND part.part = 'subject'
        UNION
        SELECT other.id, other.merged_into_id FROM schools_person AS other
        JOIN about ON other.merged_into_id = about.id OR other.id = about.merged_into_id
    )
    SELECT id FROM about
"""
# Whether somebody is tied to a person a case is about, or to who complained: by a relationship, or as an adult of the same child,
# merged records followed both ways.
TIED = """
    WITH RECURSIVE me AS (
        SELECT id, merged_into_id FROM schools_person WHERE user_id = %(user)s
        UNION
        SELECT other.id, other.merged_into_id FROM schools_person AS other
        JOIN me ON other.merged_into_id = me.id OR other.id = me.merged_into_id
    ), about AS (
        SELECT person.id, person.merged_into_id FROM cases_involvement AS part
        JOIN schools_person AS person ON person.id = part.person_id
        WHERE part.case_id = %(case)s AND part.part IN ('subject', 'complains')
        UNION
        SELECT other.id, other.merged_into_id FROM schools_person AS other
        JOIN about ON other.merged_into_id = about.id OR other.id = about.merged_into_id
    ), child AS (
        SELECT person.id, person.merged_into_id FROM schools_relationship AS mine
        JOIN schools_person AS person ON person.id = mine.pupil_id
        WHERE mine.adult_id IN (SELECT id FROM me)
        UNION
        SELECT other.id, other.merged_into_id FROM schools_person AS other
        JOIN child ON other.merged_into_id = child.id OR other.id = child.merged_into_id
    )
    SELECT EXISTS (SELECT FROM child WHERE id IN (SELECT id FROM about)) OR EXISTS (
        SELECT FROM schools_relationship WHERE adult_id IN (SELECT id FROM about)
        AND (pupil_id IN (SELECT id FROM me) OR pupil_id IN (SELECT id FROM child))
    )
"""
AS_PART = {
    Part.SUBJECT: "is the person this case is about",
    Part.TARGET: "is the person it was aimed at",
    Part.WITNESS: "is a witness in this case",
    Part.PRESENT: "was present when it happened",
    Part.INJURED: "was hurt when it happened",
    Part.COMPLAINANT: "is the person who complains",
}


@once_a_page
def _found_in(case: Case) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(PARTS, {"case": case.pk})
        return cursor.fetchall()


def parts_in(case: Case) -> dict[int, set[Part]]:
    """The accounts (ids) that have a part in a case, each with its parts: one query."""
    found: dict[int, set[Part]] = {}
    for user, part in _found_in(case):
        if part != KIN:
            found.setdefault(user, set()).add(Part(part))
    return found


def family_in(case: Case) -> set[int]:
    """The accounts (ids) of the family of a pupil that a case is about; asked along with `parts_in`."""
    return {user for user, part in _found_in(case) if part == KIN}


def is_of_family(user: User, pupil: Person) -> bool:
    """This account is the pupil's, or of their family: known as a person who is related to them. One query."""
    with connection.cursor() as cursor:
        cursor.execute(OF_FAMILY, {"user": user.pk, "pupil": pupil.pk})
        (is_tied,) = cursor.fetchone()
    return bool(is_tied)


def people_about(case: Case) -> frozenset[int]:
    """The records (ids) of everybody a case is about: one query."""
    with connection.cursor() as cursor:
        cursor.execute(ABOUT, {"case": case.pk})
        return frozenset(pk for (pk,) in cursor.fetchall())


def involved_among(case: Case, users: Iterable[User]) -> list[User]:
    """Those of these accounts that the case concerns: subject or of a pupil's family, aimed at, witness, present, hurt."""
    parts, family = parts_in(case), family_in(case)
    return [user for user in users if user.pk in family or parts.get(user.pk, set()) & {*INVOLVING}]


def cases_involving(user: User) -> list[int]:
    """The open cases (ids, in order) that somebody has a part in: one query."""
    with connection.cursor() as cursor:
        cursor.execute(INVOLVED_IN, {"user": user.pk, "parts": [part.value for part in INVOLVING]})
        return [pk for (pk,) in cursor.fetchall()]


def not_independent(
    case: Case, user: User, also: Mapping[User, str] = NO_REASONS, *, may_have_logged: bool = False
) -> str | None:
    """Say why this account may not decide in this case what somebody uninvolved must decide; None if it may.

    `also` is what the rooms above know of accounts, as words after a name: "made the suspension". `may_have_logged`:
    to have opened the case keeps nobody from deciding, as where somebody writes down what another complains of.
    """
    did = what_ties(case, user, also, may_have_logged=may_have_logged)
    return f"{user.name} {did}. Somebody who has nothing to do with it must decide this." if did else None


def what_ties(case: Case, user: User, also: Mapping[User, str] = NO_REASONS, *, may_have_logged: bool = False) -> str:
    """What an account has to do with a case, as words after its name: "logged this case"; "" if nothing.

    `also` is what the rooms above know of accounts, in the same words.
    """
    if user in also:
        return also[user]
    if case.opened_by_id == user.pk and not may_have_logged:
        return "logged this case"
    parts = parts_in(case).get(user.pk, set())
    for part in Part:
        if part in parts:
            return AS_PART[part]
    return "has family ties with the person this case is about" if _is_tied(case, user) else ""


def _is_tied(case: Case, user: User) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(TIED, {"case": case.pk, "user": user.pk})
        (is_tied,) = cursor.fetchone()
    return bool(is_tied)
