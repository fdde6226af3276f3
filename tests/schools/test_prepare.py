"""A database made ready: run twice it is the same, and the web role cannot rewrite history."""

from io import StringIO

import psycopg
import pytest
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.system import system_user
from audit.services import write
from schools.access import powers
from schools.grants import NARROWER, grant_web_role, tables_of
from schools.models import BankHoliday, RoleGroup, Trust
from schools.states import SCHOOL_ROLES, TRUST_ROLES
from tests import factories

RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES")


def run(name, *args):
    out, err = StringIO(), StringIO()
    call_command(name, *args, stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


@pytest.mark.django_db
def test_a_new_database_is_made_ready_and_run_again_stays_so():
    factories.SchoolFactory()

    assert "The database is ready." in run("prepare")

    before = (RoleGroup.objects.count(), BankHoliday.objects.count(), User.objects.count(), Trust.objects.count())
    assert before == (len(SCHOOL_ROLES) + len(TRUST_ROLES), 140, 1, 1)
    Trust.objects.update(name="Inspires")
    run("prepare")
    after = (RoleGroup.objects.count(), BankHoliday.objects.count(), User.objects.count(), Trust.objects.count())
    assert after == before
    assert Trust.objects.get().name == "Inspires"


@pytest.fixture
def web_role(db):
    """The web role, where this server has it; else one for the test, where the owner may make one."""
    role = settings.DATABASE_WEB_ROLE
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
            if not cursor.fetchone()[0]:
                pytest.skip("this server has no web role and the owner may not make one")
            role = "inspires_web_for_a_test"
            cursor.execute(f"CREATE ROLE {role} LOGIN")
    assert grant_web_role(role) is None
    return role


def rights_of(role):
    with connection.cursor() as cursor:
        tables = tables_of(cursor)
        cursor.execute(
            "SELECT t, r FROM unnest(%s::text[]) t, unnest(%s::text[]) r WHERE has_table_privilege(%s, t, r)",
            [tables, [*RIGHTS], role],
        )
        held = cursor.fetchall()
    return {table: {right for name, right in held if name == table} for table in tables}


def test_the_web_role_serves_every_table_and_history_only_grows(web_role):
    for table, rights in rights_of(web_role).items():
        wanted = NARROWER.get(table, "SELECT, INSERT, UPDATE, DELETE")
        assert rights == set(wanted.split(", ")), table


def test_granting_takes_back_what_somebody_gave(web_role):
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON audit_entry TO {web_role}")

    grant_web_role(web_role)

    assert rights_of(web_role)["audit_entry"] == {"SELECT", "INSERT"}


def test_a_role_that_is_missing_or_owns_the_tables_is_said(db):
    assert "There is no role nobody_at_all" in grant_web_role("nobody_at_all")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
    assert "owns the tables" in grant_web_role(owner)


FORBIDDEN = [
    "UPDATE audit_entry SET verb = 'x'",
    "DELETE FROM audit_entry",
    "UPDATE audit_payload SET data = '{}'",
    "DELETE FROM audit_payload",
    "UPDATE audit_reading SET subject = 'x'",
    "DELETE FROM audit_reading",
    "DELETE FROM audit_chain",
    "TRUNCATE audit_entry CASCADE",
    "TRUNCATE cases_case CASCADE",
    "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
    "DROP TABLE audit_entry CASCADE",
    "CREATE TABLE mine (id int)",
    "SET ROLE inspires_owner",
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_web_role_cannot_rewrite_history_even_with_the_triggers_ignored(statement):
    role = settings.DATABASE_WEB_ROLE
    if "denied" in (served := as_web_role(role, "SELECT 1")) or "connection failed" in served:
        pytest.skip("this server lets no web role in without a password")
    write(chain="trust", verb="trust.changed", row=system_user(), by=system_user(), at=timezone.now())
    grant_web_role(role)

    said = as_web_role(
        role, "SELECT set_config('pgtrigger.ignore', '{audit_entry:entry_append_only}', false)", statement
    )

    assert "denied" in said or "must be owner" in said, said


def as_web_role(role, *statements):
    """What PostgreSQL says to the web role; nothing if it does as it is told."""
    parameters = {**connection.get_connection_params(), "user": role, "context": None, "cursor_factory": None}
    known = {name: parameters[name] for name in ("dbname", "user", "host", "port") if parameters.get(name)}
    try:
        with psycopg.connect(**known) as session:
            for statement in statements:
                session.execute(statement)
    except psycopg.Error as error:
        return str(error)
    return ""


# --- The first administrators -----------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_whoever_installs_it_makes_two_administrators_and_no_more(school, run_jobs):
    for name in ("ivan", "una"):
        run("administrator", f"{name}@trust.example", name.title())
    run_jobs()

    assert [m.to for m in mail.outbox] == [["ivan@trust.example"], ["una@trust.example"]]
    assert all(powers(user).includes("administer") for user in User.objects.people())
    with pytest.raises(CommandError, match="two administrators already"):
        run("administrator", "third@trust.example", "Third")


@pytest.mark.django_db
@pytest.mark.parametrize(("email", "name"), [("nowhere", "Ivan"), ("ivan@trust.example", "")])
def test_an_administrator_needs_an_address_and_a_name(email, name, school):
    with pytest.raises(CommandError):
        run("administrator", email, name)
    assert not User.objects.people().exists()
