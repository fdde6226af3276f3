"""When is a duty that was handed to one account the role's again? When they are gone, or do not see its case any more."""

from typing import Any

from django.db.models import BooleanField, F, Func, Q
from django.utils import timezone

from cases.states import INVOLVING, WALLING, Part
from schools.roles import ROLE_POWERS
from schools.states import ACTS_WITH, TRUST_ROLES, ActsAs

# Duties of one account that does not need to see the file for them: their own words, a message they caused.
BY_NAME_ALONE = ("notice_failed", "write_statement", "meeting_action")
SEEING = tuple(role for role, held in ROLE_POWERS.items() if "view_cases" in held)


def _listed(values: Any) -> str:
    return ", ".join(repr(value.value) for value in values)


# The account works and holds a role. Whoever stands in holds one of their own, so that one question answers for both.
WORKS = """
    EXISTS (
        SELECT FROM schools_membership AS held JOIN accounts_user AS account ON account.id = held.user_id
        WHERE held.user_id = {owner} AND account.is_active AND held.period @> %s
    )
"""
# What `cases.access.Reach.sees` says of one account, asked of the owner of each duty. By hand, because Django takes longer
# to put such a question together (50 ms) than PostgreSQL to answer it (1 ms).
SEES = f"""
    EXISTS (
        WITH RECURSIVE me AS (
            SELECT id, merged_into_id FROM schools_person WHERE user_id = {{owner}}
            UNION
            SELECT other.id, other.merged_into_id FROM schools_person AS other
            JOIN me ON other.merged_into_id = me.id OR other.id = me.merged_into_id
        ), child AS (
            SELECT person.id, person.merged_into_id FROM schools_relationship AS mine
            JOIN me ON me.id = mine.adult_id JOIN schools_person AS person ON person.id = mine.pupil_id
            UNION
            SELECT other.id, other.merged_into_id FROM schools_person AS other
            JOIN child ON other.merged_into_id = child.id OR other.id = child.merged_into_id
        ), parts AS (
            SELECT part FROM cases_involvement WHERE case_id = {{case}} AND part IN ({_listed(INVOLVING)})
            AND (user_id = {{owner}} OR person_id IN (SELECT id FROM me))
            UNION ALL
            SELECT part FROM cases_involvement WHERE case_id = {{case}} AND part = '{Part.SUBJECT.value}'
            AND person_id IN (SELECT id FROM child)
        ), held AS (
            SELECT role, school_id FROM schools_membership WHERE user_id = {{owner}} AND period @> %s
            UNION ALL
            SELECT role, school_id FROM schools_cover WHERE user_id = {{owner}} AND period @> %s
        ), acts AS (
            SELECT acts_as, to_id FROM cases_delegation WHERE (case_id = {{case}} OR case_id IS NULL)
            AND (to_id = {{owner}} OR to_id IS NULL) AND period @> %s
        )
        SELECT WHERE NOT EXISTS (SELECT FROM parts WHERE part IN ({_listed(WALLING)})) AND (
            EXISTS (SELECT FROM held WHERE role IN ({_listed(role for role in SEEING if role in TRUST_ROLES)})
                OR (role IN ({_listed(SEEING)}) AND school_id = {{school}}))
            OR EXISTS (SELECT FROM cases_grant WHERE user_id = {{owner}} AND case_id = {{case}} AND period @> %s)
            OR EXISTS (SELECT FROM acts JOIN held ON role = acts_as WHERE to_id IS NULL)
            OR EXISTS (SELECT FROM acts, held WHERE acts_as = '{ActsAs.TRUSTEE.value}'
                AND role IN ({_listed(ACTS_WITH[ActsAs.TRUSTEE])}))
            OR EXISTS (SELECT FROM acts, held WHERE acts_as = '{ActsAs.DELEGATE.value}'
                AND role IN ({_listed(ACTS_WITH[ActsAs.DELEGATE])}))
            AND NOT EXISTS (SELECT FROM acts WHERE to_id IS NULL) AND NOT EXISTS (SELECT FROM parts)
        )
    )
"""  # noqa: S608  (constants)


class _OfOwner(Func):
    """A question about the named owner of a duty, its case and its school, wherever the duty stands in the query."""

    output_field = BooleanField()

    def __init__(self, question: str) -> None:
        super().__init__(F("owner_user"), F("case"), F("school"))
        self.question = question

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **more: Any) -> tuple[str, Any]:
        owner, case, school = (compiler.compile(one)[0] for one in self.source_expressions)
        asked = self.question.format(owner=owner, case=case, school=school)
        return asked, [timezone.now()] * asked.count("%s")


def nobody_by_name() -> Q:
    """A filter for duties that are a role's: nobody was named, or whoever was is gone, or does not see the case now."""
    sees = by_name_alone() | Q(_OfOwner(SEES))
    return Q(owner_user__isnull=True) | ~(owner_works() & sees)


def by_name_alone() -> Q:
    """A filter for duties whose named owner need not see the file: of some kinds, and those given until a later moment."""
    is_timed = Q(by_name_ends_at__isnull=False)
    return (Q(kind__in=BY_NAME_ALONE) & ~is_timed) | (is_timed & Q(by_name_ends_at__gt=timezone.now()))


def owner_works() -> Q:
    """A filter for duties whose named owner has an account that works, and a role."""
    return Q(_OfOwner(WORKS))
