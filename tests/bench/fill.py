"""Fills an empty database with so many cases: a hundred schools, duties, notices, records and whole histories.

    python -m tests.bench.fill CASES SCHOOLS PEOPLE FIRST

Schools, accounts and roles are made by the services; what belongs to cases is multiplied in the database, row for row
as the services would have left it. The histories carry real hashes: a sample of them is recomputed at the end.
"""

import json
import os
import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import django
from django.db import connection
from django.utils import timezone

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspires.settings")
    django.setup()

from accounts.models import User
from accounts.system import system_user
from audit.hashing import plain
from audit.models import NOTHING, Chain
from audit.selectors import first_break
from schools.services.accounts import create_account
from schools.services.calendar import prefill_bank_holidays
from schools.services.roles import give_role, sync_roles
from schools.services.school import add_school
from schools.services.trust import found_trust
from schools.states import Phase, Role

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
YEARS = 4
CHECKED_CHAINS = 200
# So many of the newest cases of a school are in hand: their report and letter are still owed.
IN_HAND = 30
IN_FORCE = 3


@dataclass(frozen=True)
class Size:
    """How many cases there are, in how many schools, with how many people at each.

    The first school has so many cases before the rest are dealt out evenly: its head reads full pages at any size.
    """

    cases: int
    schools: int
    people: int
    first: int = 0


# --- What a history says, step by step -----------------------------------------------------------------------------------
TITLE = "Mr D. Farrow: threatening behaviour at the gate"
ACCOUNT = (
    "Mr Farrow came to the front gate and demanded to see Ms Bell. When he was asked to make an appointment he shouted, "
    "stood very close to Ms Bell and raised a fist. He left when a second colleague came out.\n\n"
    "About ten parents and children saw it."
)
PEOPLE = [
    ("case.person_added", {"part": "subject", "who": "Darren Farrow"}),
    ("case.person_added", {"part": "target", "who": "Helen Bell"}),
    ("case.person_added", {"part": "witness", "who": "Priya Shah"}),
]
BEGINNING: list[tuple[str, dict[str, Any]]] = [
    ("case.opened", {"title": TITLE}),
    *PEOPLE,
    ("incident.logged", {"account": ACCOUNT, "place": "front gate", "setting": "gate", "categories": ["threatening"]}),
]
NOTED: list[tuple[str, dict[str, Any]]] = [
    *BEGINNING,
    ("duty.opened", {"kind": "decide_on_report", "owner": "head", "about": ""}),
    ("notice.queued", {"who": "The headteacher", "what": "A report needs your decision", "audience": "Headteacher"}),
    ("incident.decided", {"conclusion": "no_action", "reason": "Sorted out at the gate."}),
    ("duty.done", {"kind": "decide_on_report", "how": "No action, with the reason"}),
]
SUSPENDED: list[tuple[str, dict[str, Any]]] = [
    *BEGINNING,
    ("suspension.made", {"who": "Mr Darren Farrow", "school": "The school", "grounds": "He threatened a teacher."}),
    ("duty.opened", {"kind": "tell_parent", "about": "Mr Darren Farrow", "owner": "head"}),
    ("duty.opened", {"kind": "letter_to_parent", "about": "Mr Darren Farrow", "owner": "head"}),
    ("notice.queued", {"who": "The office", "what": "The gate register has changed", "audience": "Office"}),
    ("duty.opened", {"kind": "inform_ceo", "about": "", "owner": "head"}),
    ("notice.queued", {"who": "The CEO", "what": "A case you should know of", "audience": "CEO"}),
    ("duty.done", {"kind": "inform_ceo", "how": "CEO told"}),
    ("duty.opened", {"kind": "report_to_ceo", "about": "", "owner": "head"}),
    ("duty.opened", {"kind": "inform_chair", "about": "", "owner": "ceo"}),
    ("notice.logged", {"who": "Darren Farrow", "channel": "In person", "result": "I spoke to them", "note": "Told."}),
    ("duty.done", {"kind": "tell_parent", "how": "In person"}),
    ("record.started", {"kind": "incident_report", "number": 1, "version": 1, "title": "Incident report"}),
    ("record.issued", {"version": 1, "after": {"state": "issued", "digest": NOTHING}, "before": {"state": "draft"}}),
    ("incident.locked", {}),
    ("notice.queued", {"who": "The CEO", "what": "A written report is ready to read", "audience": "CEO"}),
    ("record.copy_given", {"to": "The CEO", "method": "link", "number": 1, "version": 1, "proof": ""}),
    ("duty.done", {"kind": "report_to_ceo", "how": "Incident report, version 1 issued"}),
    ("notice.read", {"who": "The CEO", "what": "A written report is ready to read"}),
    ("record.copy_received", {"after": {"received_at": "2026-11-02T12:00:00+00:00"}, "before": {"received_at": None}}),
    ("duty.done", {"kind": "letter_to_parent", "how": "Letter: by hand"}),
]

PARAGRAPHS = [ACCOUNT, "The class was taken to the hall. The gate was locked. The police were called at 08:25."]
CONTENT = {
    "kind": "report",
    "reference": "",
    "date": "2026-11-02",
    "to": ["The Chief Executive Officer"],
    "salutation": "",
    "summary": TITLE,
    "sections": [
        {"heading": heading, "paragraphs": PARAGRAPHS, "rows": [["When", "Monday, 08:05"], ["Where", "At the gate"]]}
        for heading in ("In short", "What happened", "What led up to it", "What was done")
    ],
    "sign_off": ["Ruth Adeyemi", "Headteacher", "The school"],
    "confidentiality": "Confidential: for the person it is addressed to.",
    "enclosures": [],
    "source": {
        "incident_revision": "1",
        "circumstances": "",
        "action_taken": "",
        "injuries": "",
        "police_called_at": "",
    },
}


# --- Filling -----------------------------------------------------------------------------------------------------------
def fill(size: Size) -> None:
    """Fill the database; everything is then as old as four years, evenly."""
    _found(size)
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, _facts(size))
    _check_sample()


def _facts(size: Size) -> dict[str, Any]:
    now = timezone.now()
    return {
        "cases": size.cases,
        "schools": size.schools,
        "people": size.people,
        "now": now,
        "first": size.first,
        # Between the cases of one school.
        "apart": timedelta(days=365 * YEARS) / (size.first + max(1, size.cases // size.schools)),
        "in_hand": IN_HAND,
        "in_force": IN_FORCE,
        "system": system_user().pk,
        "ceo": User.objects.get(email="ceo@bench.example").pk,
        "chair": User.objects.get(email="chair@bench.example").pk,
        "title": TITLE,
        "account": ACCOUNT,
        "content": json.dumps(CONTENT),
        "nothing": NOTHING,
        "noted_verbs": [verb for verb, _ in NOTED],
        "noted_data": [_canonical(data) for _, data in NOTED],
        "suspended_verbs": [verb for verb, _ in SUSPENDED],
        "suspended_data": [_canonical(data) for _, data in SUSPENDED],
    }


def _canonical(data: dict[str, Any]) -> str:
    """As audit.hashing writes what it hashes."""
    return json.dumps(plain(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def prefix_of(number: int) -> str:
    """Three capital letters, another three for each school."""
    return f"B{LETTERS[number // len(LETTERS)]}{LETTERS[number % len(LETTERS)]}"


def _found(size: Size) -> None:
    system = system_user()
    found_trust(name="A trust of many schools", by=system, is_demo=True)
    prefill_bank_holidays(by=system)
    for number in range(size.schools):
        school = add_school(
            by=system,
            name=f"School number {number}",
            prefix=prefix_of(number),
            phase=Phase.PRIMARY,
            phone="01632 960000",
        )
        for role in (Role.HEAD, Role.OFFICE):
            _account(f"{role.value}{number}", f"{role.label} {number}", role, school)
    for role in (Role.CEO, Role.CHAIR):
        _account(role.value, role.label, role, None)
    sync_roles()


def _account(key: str, name: str, role: Role, school: Any) -> None:
    user = create_account(email=f"{key}@bench.example", name=name, by=system_user())
    user.is_demo = True
    user.save(update_fields=["is_demo"])
    give_role(user=user, role=role, school=school, by=system_user())


def _check_sample() -> None:
    """Recompute histories spread over all of them by the code that checks real ones."""
    total = Chain.objects.count()
    for name in Chain.objects.order_by("name").values_list("name", flat=True)[:: max(1, total // CHECKED_CHAINS)]:
        if found := first_break(Chain.objects.get(pk=name)):
            raise RuntimeError(f"{found.chain} at {found.seq}: {found.why}")


# --- What is multiplied in the database ----------------------------------------------------------------------------------
PLACES = """
CREATE TEMPORARY TABLE place AS
SELECT row_number() OVER (ORDER BY school.id) - 1 AS number, school.id AS school, school.prefix,
       head.user_id AS head, office.user_id AS office
FROM schools_school AS school
JOIN schools_membership AS head ON head.school_id = school.id AND head.role = 'head'
JOIN schools_membership AS office ON office.school_id = school.id AND office.role = 'office'
"""
PERSONS = """
INSERT INTO schools_person (title, given_name, family_name, known_as, kinds, description, vehicle, search_key,
                            added_at, added_by_id)
SELECT 'Mr', 'Darren', 'Farrow' || n, '', ARRAY['parent'], '', '', 'darren farrow' || n || ' s' || place.number,
       %(now)s - interval '5 years', %(system)s
FROM place CROSS JOIN generate_series(1, %(people)s) AS n ORDER BY place.number, n
"""
LINKS = """
INSERT INTO schools_schoollink (person_id, school_id, mis_id, is_current)
SELECT person.id, place.school, '', TRUE
FROM schools_person AS person JOIN place ON place.number = split_part(person.search_key, ' s', 2)::int
"""
FACTS = """
INSERT INTO schools_adultfacts (person_id, address, is_address_confidential, email, phone, language, needs)
SELECT id, '1 Any Street', FALSE, '', '', '', '' FROM schools_person
"""
CASES = """
CREATE TEMPORARY TABLE story AS
WITH people AS (
    SELECT link.school_id AS school, link.person_id AS person,
           row_number() OVER (PARTITION BY link.school_id ORDER BY link.person_id) - 1 AS place
    FROM schools_schoollink AS link
), dealt AS (
    SELECT n, CASE WHEN n < %(first)s THEN 0 ELSE mod(n - %(first)s, %(schools)s) END AS place,
           CASE WHEN n < %(first)s THEN n ELSE (n - %(first)s) / %(schools)s
                + CASE mod(n - %(first)s, %(schools)s) WHEN 0 THEN %(first)s ELSE 0 END END AS age
    FROM generate_series(0, %(cases)s - 1) AS n
)
SELECT n, age, place.school, place.head, place.office, people.person,
       %(now)s - interval '1 hour' - age * %(apart)s AS opened_at,
       mod(age, 5) < 3 AS is_suspended,
       place.prefix || '-' || extract(year FROM %(now)s - age * %(apart)s) || '-' ||
       (SELECT string_agg(substr('BCDFGHJKMNPQRTVWXYZ2346789', mod(n / (26 ^ digit)::int, 26)::int + 1, 1), '')
        FROM generate_series(0, 5) AS digit) AS reference
FROM dealt
JOIN place ON place.number = dealt.place
JOIN people ON people.school = place.school AND people.place = mod(age, %(people)s);
INSERT INTO cases_case (reference, school_id, title, state, opened_at, opened_by_id, void_reason, outcome)
SELECT reference, school, %(title)s, 'open', opened_at, head, '', '' FROM story ORDER BY age DESC, n;
ALTER TABLE story ADD COLUMN case_id bigint;
UPDATE story SET case_id = cases_case.id FROM cases_case WHERE cases_case.reference = story.reference;
ANALYZE story
"""
INVOLVED = """
INSERT INTO cases_involvement (case_id, part, person_id, name, note, added_at, added_by_id)
SELECT case_id, part, CASE part WHEN 'subject' THEN person END, name, '', opened_at, head
FROM story CROSS JOIN (VALUES ('subject', ''), ('target', 'Helen Bell'), ('witness', 'Priya Shah')) AS who (part, name)
"""
INCIDENTS = """
INSERT INTO incidents_incident (case_id, number, occurred_at, logged_at, logged_by_id, on_behalf_of, place, setting,
    categories, other_category, account, injuries, police_reference, is_child_at_risk, revision, locked_at, conclusion,
    conclusion_reason, concluded_at, concluded_by_id, not_suspended_why, not_suspended_at, not_suspended_by_id)
SELECT case_id, 1, opened_at - interval '14 minutes', opened_at, head, '', 'front gate', 'gate', ARRAY['threatening'],
    '', %(account)s, '', '', FALSE, 1, CASE WHEN is_suspended AND age >= %(in_hand)s THEN opened_at END,
    CASE WHEN is_suspended THEN '' ELSE 'no_action' END, CASE WHEN is_suspended THEN '' ELSE 'Sorted out.' END,
    CASE WHEN NOT is_suspended THEN opened_at END, CASE WHEN NOT is_suspended THEN head END,
    CASE WHEN is_suspended THEN '' ELSE 'He said sorry.' END, CASE WHEN NOT is_suspended THEN opened_at END,
    CASE WHEN NOT is_suspended THEN head END
FROM story
"""
SUSPENSIONS = """
INSERT INTO suspensions_sitesuspension (case_id, person_id, school_id, period, state, grounds, decided_at, decided_by_id,
    capacity, end_reason, ended_as, counted_from, is_trust_wide, is_entered, decider_name)
SELECT case_id, person, school,
    tstzrange(starts, CASE WHEN age < %(in_force)s THEN %(now)s ELSE starts END + interval '12 hours'),
    'provisional', 'He threatened a teacher.', opened_at, head, 'head', '', '', starts, FALSE, FALSE, ''
FROM (SELECT *, CASE WHEN age < %(in_force)s THEN GREATEST(opened_at, %(now)s - interval '30 days')
                     ELSE opened_at END AS starts FROM story) AS story
WHERE is_suspended;
ALTER TABLE story ADD COLUMN suspension_id bigint;
UPDATE story SET suspension_id = row.id FROM suspensions_sitesuspension AS row WHERE row.case_id = story.case_id
"""
NOTICES = """
INSERT INTO notices_notice (case_id, kind, audience, channel, to_user_id, to_person_id, to_name, path, note, queued_at,
    queued_by_id, message_id, attempts, sent_at, failed_reason, resolved_how, spoken_at, call_result,
    acknowledged_at, acknowledged_by_id)
SELECT case_id, kind, audience, channel, CASE audience WHEN 'ceo' THEN %(ceo)s WHEN 'chair' THEN %(chair)s
    WHEN 'office' THEN office END, CASE audience WHEN 'parent' THEN person END, '', '', '', opened_at, head,
    CASE channel WHEN 'email' THEN '<' || case_id || kind || '@bench>' ELSE '' END, 1,
    CASE channel WHEN 'email' THEN opened_at END, '', '', CASE channel WHEN 'in_person' THEN opened_at END,
    CASE channel WHEN 'in_person' THEN 'spoke' ELSE '' END, read.at, read.by
FROM story CROSS JOIN (VALUES ('ceo_informed', 'ceo', 'email', FALSE), ('gate_started', 'office', 'email', FALSE),
    ('told', 'parent', 'in_person', FALSE), ('report_issued', 'ceo', 'email', TRUE),
    ('chair_report', 'chair', 'email', TRUE)) AS what (kind, audience, channel, is_late)
CROSS JOIN LATERAL (SELECT CASE WHEN audience IN ('ceo', 'chair') AND age > 0 THEN opened_at END AS at,
    CASE WHEN audience IN ('ceo', 'chair') AND age > 0
         THEN CASE audience WHEN 'ceo' THEN %(ceo)s ELSE %(chair)s END END AS by) AS read
WHERE is_suspended AND (age >= %(in_hand)s OR NOT is_late);
INSERT INTO suspensions_telling (suspension_id, notice_id)
SELECT suspension_id, notice.id FROM story JOIN notices_notice AS notice USING (case_id) WHERE notice.kind = 'told'
"""
DUTIES = """
INSERT INTO cases_duty (case_id, school_id, kind, subject, about, owner_role, opened_at, due_at, discharged_at,
    discharged_by_id, how, waive_reason)
SELECT case_id, school, kind, CASE WHEN kind IN ('tell_parent', 'letter_to_parent') THEN suspension_id::text ELSE '' END,
    CASE WHEN kind IN ('tell_parent', 'letter_to_parent') THEN 'Mr Darren Farrow' ELSE '' END, owner, opened_at,
    opened_at + hours * interval '1 hour', done.at, done.by, CASE WHEN done.at IS NULL THEN '' ELSE 'Done' END, ''
FROM story CROSS JOIN (VALUES ('inform_ceo', 'head', 0, FALSE), ('tell_parent', 'head', 8, FALSE),
    ('letter_to_parent', 'head', 24, TRUE), ('report_to_ceo', 'head', 24, TRUE), ('inform_chair', 'ceo', 4, TRUE))
    AS what (kind, owner, hours, is_open)
CROSS JOIN LATERAL (SELECT CASE WHEN is_open AND age < %(in_hand)s THEN NULL ELSE opened_at END AS at,
    CASE WHEN is_open AND age < %(in_hand)s THEN NULL ELSE head END AS by) AS done
WHERE is_suspended;
INSERT INTO cases_duty (case_id, school_id, kind, subject, about, owner_role, opened_at, due_at, discharged_at,
    discharged_by_id, how, waive_reason)
SELECT case_id, school, 'decide_on_report', '', '', 'head', opened_at, opened_at, opened_at, head, 'No action', ''
FROM story WHERE NOT is_suspended
"""
RECORDS = """
INSERT INTO records_writtenrecord (case_id, kind, number, version, subject, title, content, state, correction, started_at,
    started_by_id, issued_at, issued_by_id, code, digest, chain_head)
SELECT case_id, kind, number, 1, CASE kind WHEN 'first_letter' THEN suspension_id::text ELSE '' END, title,
    %(content)s::jsonb, 'complete', '', opened_at, head, opened_at, head,
    upper(lpad(to_hex(case_id * 2 + number), 16, '0')), %(nothing)s, left(%(nothing)s, 16)
FROM story CROSS JOIN (VALUES ('incident_report', 1, 'Incident report'), ('first_letter', 2, 'Suspension from site'))
    AS what (kind, number, title)
WHERE is_suspended AND age >= %(in_hand)s;
INSERT INTO records_recordfile (record_id, file, sha256, pages, size, stored_at)
SELECT id, 'records/bench/' || id || '.pdf', encode(sha256(id::text::bytea), 'hex'), 3, 60000, issued_at
FROM records_writtenrecord;
INSERT INTO records_copy (record_id, method, to_user_id, to_person_id, address, proof, given_at, given_by_id, received_at,
    handed_on)
SELECT record.id, method, CASE whom WHEN 'ceo' THEN %(ceo)s WHEN 'chair' THEN %(chair)s END,
    CASE whom WHEN 'parent' THEN person END, '', '', opened_at, head, opened_at,
    CASE whom WHEN 'parent' THEN opened_at::date END
FROM story JOIN records_writtenrecord AS record USING (case_id)
JOIN (VALUES ('incident_report', 'ceo', 'link'), ('incident_report', 'chair', 'link'), ('first_letter', 'parent', 'hand'))
    AS what (kind, whom, method) ON what.kind = record.kind
"""
HISTORIES = """
CREATE FUNCTION pg_temp.history(chain text, actor bigint, subject text, began timestamptz, verbs text[], said text[])
RETURNS TABLE (seq int, at timestamptz, verb text, digest text, previous text, hash text) AS $$
BEGIN
    hash := repeat('0', 64);
    FOR number IN 1 .. array_length(verbs, 1) LOOP
        seq := number;
        at := began + number * interval '1 minute';
        verb := verbs[number];
        previous := hash;
        digest := encode(sha256(convert_to(md5(chain || number) || said[number], 'UTF8')), 'hex');
        hash := encode(sha256(convert_to(concat_ws(chr(31), chain, number,
            (extract(epoch FROM at) * 1000000)::bigint, actor, verb, subject, digest, previous), 'UTF8')), 'hex');
        RETURN NEXT;
    END LOOP;
END $$ LANGUAGE plpgsql;
INSERT INTO audit_chain (name, length, head) SELECT reference, 0, %(nothing)s FROM story;
INSERT INTO audit_entry (chain_id, seq, at, actor_id, verb, subject, digest, previous_hash, hash)
SELECT reference, step.seq, step.at, head, step.verb, 'cases.case:' || case_id, step.digest, step.previous, step.hash
FROM story CROSS JOIN LATERAL pg_temp.history(reference, head, 'cases.case:' || case_id, opened_at,
    CASE WHEN is_suspended THEN %(suspended_verbs)s::text[] ELSE %(noted_verbs)s::text[] END,
    CASE WHEN is_suspended THEN %(suspended_data)s::text[] ELSE %(noted_data)s::text[] END) AS step;
INSERT INTO audit_payload (entry_id, salt, data)
SELECT entry.id, md5(reference || entry.seq),
    (CASE WHEN is_suspended THEN %(suspended_data)s::text[] ELSE %(noted_data)s::text[] END)[entry.seq]::jsonb
FROM story JOIN audit_entry AS entry ON entry.chain_id = reference;
UPDATE audit_chain SET length = entry.seq, head = entry.hash
FROM story JOIN audit_entry AS entry ON entry.chain_id = reference
WHERE audit_chain.name = reference
    AND entry.seq = CASE WHEN is_suspended THEN cardinality(%(suspended_verbs)s::text[])
                         ELSE cardinality(%(noted_verbs)s::text[]) END
"""
READINGS = """
INSERT INTO audit_reading (user_id, subject, hour)
SELECT head, 'cases.case:' || case_id, date_trunc('hour', opened_at) FROM story
"""
STATEMENTS = (
    PLACES, PERSONS, LINKS, FACTS, CASES, INVOLVED, INCIDENTS, SUSPENSIONS, NOTICES, DUTIES, RECORDS, HISTORIES, READINGS,
)  # fmt: skip


if __name__ == "__main__":
    fill(Size(*map(int, sys.argv[1:])))
    with connection.cursor() as vacuuming:
        vacuuming.execute("VACUUM ANALYZE")
