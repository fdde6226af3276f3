"""What may the web role do in the database? It serves and works; it cannot rewrite history or change tables."""

from django.db import connection, transaction
from psycopg import sql

# django-pgtrigger lets a session name triggers that then look away; the web role's sessions may not. Migrations may
# put the library's own function back, so this is said again after every one.
NEVER_IGNORED = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN AS $$
    BEGIN
        IF session_user = {role} THEN
            RETURN FALSE;
        END IF;
        RETURN trigger_name::text = ANY (current_setting('pgtrigger.ignore', TRUE)::text[]);
    END;
    $$ LANGUAGE plpgsql
"""
SERVES = "SELECT, INSERT, UPDATE, DELETE"
# History is added to and read. The head of a chain is moved on; reading what was migrated is enough.
NARROWER = {
    "audit_entry": "SELECT, INSERT",
    "audit_payload": "SELECT, INSERT",
    "audit_reading": "SELECT, INSERT",
    "audit_chain": "SELECT, INSERT, UPDATE",
    "django_migrations": "SELECT",
    "cases_sealing": "SELECT, INSERT",
    "incidents_addendum": "SELECT, INSERT",
    "records_recordfile": "SELECT, INSERT",
    "records_signatory": "SELECT, INSERT",
    **dict.fromkeys(
        (
            "cases_case",
            "cases_duty",
            "cases_evidence",
            "cases_evidencefile",
            "cases_grant",
            "incidents_incident",
            "notices_notice",
            "records_copy",
            "records_scan",
            "records_signature",
            "records_writtenrecord",
            "suspensions_arrangement",
            "suspensions_breach",
            "suspensions_sitesuspension",
        ),
        "SELECT, INSERT, UPDATE",
    ),
}


def grant_web_role(role: str) -> str | None:
    """Give the web role exactly its rights on every table there is now; say why nothing was done, or None.

    Run by the owner after every migrate. Nobody but the owner may truncate, alter or drop.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT rolname = current_user FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        if found is None:
            return f"There is no role {role}: the owner serves, and can rewrite history."
        if found[0]:
            return f"The role {role} owns the tables: it serves, and can rewrite history."
        cursor.execute(sql.SQL(NEVER_IGNORED).format(role=sql.Literal(role)).as_string(cursor.connection))
        for statement in statements(role, tables_of(cursor)):
            cursor.execute(statement.as_string(cursor.connection))
    return None


def tables_of(cursor: object) -> list[str]:
    """The names of our tables."""
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    )
    return [name for (name,) in cursor.fetchall()]  # type: ignore[attr-defined]


def statements(role: str, tables: list[str]) -> list[sql.Composed]:
    """What has to be said to PostgreSQL: everything is taken back, then given anew, in one transaction."""
    to = sql.Identifier(role)
    lines = [
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(to),
        sql.SQL("REVOKE CREATE ON SCHEMA public FROM {}, PUBLIC").format(to),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(to),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(to),
        sql.SQL("GRANT EXECUTE ON ALL ROUTINES IN SCHEMA public TO {}").format(to),
    ]
    for table in tables:
        rights = sql.SQL(NARROWER.get(table, SERVES))
        lines.append(sql.SQL("GRANT {} ON TABLE {} TO {}").format(rights, sql.Identifier(table), to))
    return lines
