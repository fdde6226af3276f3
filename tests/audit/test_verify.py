"""Is a history that somebody meddled with found out, and named?"""

import io
from datetime import timedelta

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit import services
from audit.hashing import digest_of, hash_of
from audit.models import Chain, Entry, Payload
from audit.selectors import breaks, first_break
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return make.CaseFactory()


@pytest.fixture
def history(case):
    """Five entries on the chain of a case, oldest first."""
    by = make.UserFactory()
    return [
        services.write(chain=case.chain, verb="case.renamed", row=case, by=by, data={"title": f"Title {number}"})
        for number in range(5)
    ]


@pytest.fixture
def as_owner():
    """Silence every trigger, as somebody with the owner's password could."""
    with pgtrigger.ignore():
        yield


def verify(*names):
    """What the command says and how it ends."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("verify_audit", *names, stdout=out, stderr=err)
    except SystemExit as stopped:
        return stopped.code, err.getvalue()
    return 0, out.getvalue()


def row(entry):
    return Entry.objects.filter(pk=entry.pk)


def rehashed(entry):
    """The hash an entry would need if all it says were true."""
    return hash_of(
        chain=entry.chain_id,
        seq=entry.seq,
        at=entry.at,
        actor_id=entry.actor_id,
        verb=entry.verb,
        subject=entry.subject,
        digest=entry.digest,
        previous_hash=entry.previous_hash,
    )


def test_an_untouched_history_is_whole(history, case):
    assert verify() == (0, "1 chain whole.\n")
    assert verify(case.chain) == (0, "1 chain whole.\n")


def test_no_history_at_all_is_whole():
    assert verify() == (0, "0 chains whole.\n")


def test_a_chain_that_does_not_exist_is_named(history):
    with pytest.raises(CommandError, match="no chain named HIL-0000"):
        call_command("verify_audit", "HIL-0000")


EDITS = {
    "at": lambda e: {"at": e.at + timedelta(microseconds=1)},
    "actor": lambda e: {"actor": make.UserFactory()},
    "verb": lambda e: {"verb": "case.opened"},
    "subject": lambda e: {"subject": "cases.case:999"},
    "digest": lambda e: {"digest": "f" * 64},
    "hash": lambda e: {"hash": "f" * 64},
    "previous_hash": lambda e: {"previous_hash": "f" * 64},
}


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize("column", EDITS)
@pytest.mark.parametrize("number", [0, 2, 4])
def test_an_edited_entry_is_named(history, case, column, number):
    row(history[number]).update(**EDITS[column](history[number]))

    code, said = verify()

    assert code == 1
    assert f"BROKEN {case.chain} at {number + 1}:" in said


@pytest.mark.usefixtures("as_owner")
def test_an_edited_text_is_named(history, case):
    Payload.objects.filter(pk=history[2].pk).update(data={"title": "Something kinder"})

    assert verify() == (1, f"BROKEN {case.chain} at 3: what entry 3 said was changed\n")


@pytest.mark.usefixtures("as_owner")
def test_an_entry_edited_with_a_new_hash_breaks_the_next(history, case):
    forged = history[2]
    forged.verb = "case.opened"
    row(forged).update(verb=forged.verb, hash=rehashed(forged))

    assert verify() == (1, f"BROKEN {case.chain} at 4: entry 4 does not follow the entry before it\n")


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize("number", [0, 2])
def test_a_removed_entry_is_named(history, case, number):
    Payload.objects.filter(pk=history[number].pk).delete()
    row(history[number]).delete()

    assert verify() == (1, f"BROKEN {case.chain} at {number + 1}: entry {number + 1} is missing\n")


@pytest.mark.usefixtures("as_owner")
def test_entries_renumbered_over_a_gap_are_named(history, case):
    Payload.objects.filter(pk=history[2].pk).delete()
    row(history[2]).delete()
    for entry in history[3:]:
        row(entry).update(seq=entry.seq - 1)

    assert verify() == (1, f"BROKEN {case.chain} at 3: entry 3 does not follow the entry before it\n")


@pytest.mark.usefixtures("as_owner")
def test_a_cut_tail_is_named(history, case):
    for entry in history[3:]:
        Payload.objects.filter(pk=entry.pk).delete()
        row(entry).delete()

    assert verify() == (1, f"BROKEN {case.chain} at 4: the chain should have 5 entries and ends after 3\n")


@pytest.mark.usefixtures("as_owner")
def test_a_chain_emptied_of_all_its_entries_is_named(history, case):
    Payload.objects.all().delete()
    Entry.objects.all().delete()

    assert verify() == (1, f"BROKEN {case.chain} at 1: the chain should have 5 entries and ends after 0\n")


def forged(after, data):
    """An entry that somebody made up well: right number, right hashes, its own salt."""
    salt = "a" * 32
    entry = Entry(
        chain_id=after.chain_id,
        seq=after.seq + 1,
        at=after.at,
        actor=after.actor,
        verb="case.renamed",
        subject=after.subject,
        digest=digest_of(salt, data),
        previous_hash=after.hash,
    )
    entry.hash = rehashed(entry)
    entry.save(force_insert=True)
    Payload.objects.create(entry=entry, salt=salt, data=data)


def test_a_forged_entry_at_the_end_is_named(history, case):
    forged(history[-1], {"title": "It never happened"})

    assert verify() == (1, f"BROKEN {case.chain} at 7: the chain should have 5 entries and ends after 6\n")


@pytest.mark.usefixtures("as_owner")
def test_a_forged_entry_in_the_middle_is_named(history, case):
    for entry in reversed(history[3:]):
        row(entry).update(seq=entry.seq + 1)
    forged(history[2], {"title": "It never happened"})
    Chain.objects.update(length=6)

    assert verify() == (1, f"BROKEN {case.chain} at 5: entry 5 does not follow the entry before it\n")


def test_a_change_behind_a_disabled_trigger_is_named(history, case):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_payload DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_payload SET data = '{}' WHERE entry_id = %s", [history[1].pk])
        cursor.execute("ALTER TABLE audit_payload ENABLE TRIGGER USER")

    assert verify() == (1, f"BROKEN {case.chain} at 2: what entry 2 said was changed\n")


@pytest.mark.usefixtures("as_owner")
def test_an_entry_that_lost_its_text_is_named(history, case):
    Payload.objects.filter(pk=history[1].pk).delete()

    assert verify() == (1, f"BROKEN {case.chain} at 2: entry 2 has lost what it said\n")


@pytest.mark.usefixtures("as_owner")
def test_a_text_that_was_disposed_of_leaves_the_chain_whole(history):
    Payload.objects.filter(pk=history[1].pk).update(salt="", data={})

    assert verify() == (0, "1 chain whole; 1 text disposed of.\n")


@pytest.mark.usefixtures("as_owner")
def test_a_changed_text_cannot_hide_behind_an_emptied_salt(history, case):
    """The database refuses the row; should the constraint be gone too, it is found."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_payload DROP CONSTRAINT payload_disposed_whole")
    Payload.objects.filter(pk=history[1].pk).update(salt="", data={"title": "Something kinder"})

    assert verify() == (1, f"BROKEN {case.chain} at 2: what entry 2 said was changed\n")


@pytest.mark.usefixtures("as_owner")
def test_every_broken_chain_is_found(history, case):
    other, by = make.CaseFactory(), make.UserFactory()
    services.write(chain=other.chain, verb="case.opened", row=other, by=by)
    whole = services.write(chain="trust", verb="account.added", row=by, by=by)
    Entry.objects.exclude(pk=whole.pk).update(verb="case.forged")

    assert {found.chain for found in breaks()} == {case.chain, other.chain}
    assert verify("trust")[0] == 0


TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
SAID = st.dictionaries(TEXT, TEXT | st.integers() | st.floats() | st.booleans() | st.none(), max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(SAID, min_size=1, max_size=8), place=st.integers(min_value=0), what=st.sampled_from([*EDITS]))
def test_any_history_is_whole_until_any_entry_of_it_is_touched(said, place, what):
    case, by = make.CaseFactory(), make.UserFactory()
    entries = [services.write(chain=case.chain, verb="case.renamed", row=case, by=by, data=data) for data in said]
    chain = Chain.objects.get(pk=case.chain)
    assert first_break(chain) is None

    touched = entries[place % len(entries)]
    with pgtrigger.ignore():
        row(touched).update(**EDITS[what](touched))

    assert first_break(chain).seq == touched.seq
