"""Does every write append exactly one true entry, or nothing at all?"""

import threading
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from audit import services
from audit.models import NOTHING, Chain, Entry, Payload, Reading
from audit.selectors import first_break
from cases.models import Case
from cases.states import CASE_MOVES, CaseState
from kernel.refusal import Refused
from records.states import RECORD_MOVES, RecordState
from tests import factories as make


def void(case, by, **extra):
    """Void a case the way its service does."""
    now = timezone.now()
    services.move(
        case,
        CaseState.VOID,
        table=CASE_MOVES,
        verb="case.voided",
        by=by,
        at=now,
        voided_at=now,
        voided_by=by,
        void_reason="Logged twice",
        **extra,
    )


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_which_row_and_when(clock):
    case, by = make.CaseFactory(), make.UserFactory()

    entry = services.write(chain=case.chain, verb="case.opened", row=case, by=by, data={"title": "At the gate"})

    assert (entry.chain_id, entry.seq, entry.verb) == (case.reference, 1, "case.opened")
    assert (entry.actor, entry.at, entry.subject) == (by, timezone.now(), f"cases.case:{case.pk}")
    assert entry.payload.data == {"title": "At the gate"}
    assert entry.previous_hash == NOTHING


@pytest.mark.django_db
def test_every_entry_holds_on_to_the_one_before():
    case, by = make.CaseFactory(), make.UserFactory()

    entries = [services.write(chain=case.chain, verb="case.renamed", row=case, by=by) for _ in range(3)]

    assert [e.seq for e in entries] == [1, 2, 3]
    assert [e.previous_hash for e in entries] == [NOTHING, entries[0].hash, entries[1].hash]
    head = Chain.objects.get(pk=case.chain)
    assert (head.length, head.head) == (3, entries[2].hash)


@pytest.mark.django_db
def test_chains_do_not_meet():
    one, other, by = make.CaseFactory(), make.CaseFactory(), make.UserFactory()

    services.write(chain=one.chain, verb="case.opened", row=one, by=by)

    assert services.write(chain=other.chain, verb="case.opened", row=other, by=by).seq == 1


@pytest.mark.django_db
def test_the_same_words_never_have_the_same_digest():
    case, by = make.CaseFactory(), make.UserFactory()

    one, other = (services.write(chain=case.chain, verb="case.renamed", row=case, by=by, data={"a": 1}) for _ in "ab")

    assert one.digest != other.digest


@pytest.mark.django_db
def test_a_move_stamps_the_row_and_tells_before_and_after():
    case, by = make.CaseFactory(), make.UserFactory()

    void(case, by, data={"told": "the CEO"})

    case.refresh_from_db()
    assert (case.state, case.voided_by, case.void_reason) == (CaseState.VOID, by, "Logged twice")
    said = Payload.objects.get(entry__verb="case.voided").data
    assert said["before"] == {"state": "open"}
    assert said["after"]["state"] == "void"
    assert said["after"]["voided_by"] == f"accounts.user:{by.pk}"
    assert said["told"] == "the CEO"


@pytest.mark.django_db
def test_a_move_that_somebody_else_made_first_is_refused_and_leaves_no_entry():
    case, by = make.CaseFactory(), make.UserFactory()
    stale = Case.objects.get(pk=case.pk)
    void(case, by)

    with pytest.raises(Refused, match="already moved"):
        void(stale, by)

    assert Entry.objects.filter(verb="case.voided").count() == 1


@pytest.mark.django_db
def test_a_move_tells_the_state_it_truly_left():
    record, by = make.WrittenRecordFactory(issued=True), make.UserFactory()
    stale = type(record).objects.get(pk=record.pk)
    services.move(record, RecordState.COMPLETE, table=RECORD_MOVES, verb="record.completed", by=by)

    services.move(stale, RecordState.SUPERSEDED, table=RECORD_MOVES, verb="record.superseded", by=by)

    assert Payload.objects.get(entry__verb="record.superseded").data["before"] == {"state": "complete"}


@pytest.mark.django_db
def test_a_move_that_is_not_in_the_table_is_refused():
    record, by = make.WrittenRecordFactory(withdrawn=True), make.UserFactory()

    with pytest.raises(Refused):
        services.move(record, RecordState.ISSUED, table=RECORD_MOVES, verb="record.issued", by=by)


@pytest.mark.django_db
def test_an_amendment_keeps_old_and_new():
    incident, by = make.IncidentFactory(account="He shouted."), make.UserFactory()

    is_changed = services.amend(
        incident, verb="incident.amended", by=by, account="He shouted twice.", place=incident.place
    )

    assert is_changed
    incident.refresh_from_db()
    assert incident.account == "He shouted twice."
    said = Payload.objects.get(entry__verb="incident.amended").data
    assert said == {"before": {"account": "He shouted."}, "after": {"account": "He shouted twice."}}


@pytest.mark.django_db
def test_an_amendment_that_changes_nothing_writes_nothing():
    incident, by = make.IncidentFactory(), make.UserFactory()

    assert not services.amend(incident, verb="incident.amended", by=by, account=incident.account)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_an_amendment_tells_the_old_text_that_was_truly_there():
    incident, by = make.IncidentFactory(account="First."), make.UserFactory()
    stale = type(incident).objects.get(pk=incident.pk)
    services.amend(incident, verb="incident.amended", by=by, account="Second.")

    services.amend(stale, verb="incident.amended", by=by, account="Third.")

    last = Payload.objects.filter(entry__verb="incident.amended").order_by("entry__seq").last()
    assert last.data["before"] == {"account": "Second."}


@pytest.mark.django_db
def test_an_entry_that_cannot_be_written_undoes_the_move(monkeypatch):
    case, by = make.CaseFactory(), make.UserFactory()
    monkeypatch.setattr(Payload, "save", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        void(case, by)

    case.refresh_from_db()
    assert case.state == CaseState.OPEN
    assert not Entry.objects.exists()
    assert not Chain.objects.exists()


@pytest.mark.django_db
def test_an_entry_that_cannot_be_written_undoes_the_amendment(monkeypatch):
    incident, by = make.IncidentFactory(account="First."), make.UserFactory()
    monkeypatch.setattr(Payload, "save", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.amend(incident, verb="incident.amended", by=by, account="Second.")

    incident.refresh_from_db()
    assert incident.account == "First."


@pytest.mark.django_db
def test_looking_is_noted_once_an_hour(clock):
    case, by = make.CaseFactory(), make.UserFactory()

    for minutes in (0, 5, 30, 6, 60):
        clock.shift(timedelta(minutes=minutes))
        services.note_reading(row=case, by=by)

    # 08:19, 08:24 and 08:54 are one hour; 09:00 and 10:00 are one each.
    assert [r.hour.minute for r in Reading.objects.all()] == [0, 0, 0]
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_two_readers_of_one_thing_are_two_readings():
    case = make.CaseFactory()

    for _ in range(2):
        services.note_reading(row=case, by=make.UserFactory())

    assert Reading.objects.count() == 2


def at_once(*acts):
    """Run acts side by side, each on its own connection; gives what each came to."""
    results, ready = [None] * len(acts), threading.Barrier(len(acts))

    def run(number, act):
        try:
            ready.wait(10)
            results[number] = act() or "done"
        except (Refused, Error) as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("writers", [2, 6])
def test_writers_at_once_leave_one_unbroken_chain(writers):
    case, by = make.CaseFactory(), make.UserFactory()

    def write():
        for _ in range(5):
            services.write(chain=case.chain, verb="case.renamed", row=case, by=by, data={"a": 1})

    results = at_once(*[write] * writers)

    assert results == ["done"] * writers
    chain = Chain.objects.get(pk=case.chain)
    assert [*Entry.objects.of_chain(case.chain).values_list("seq", flat=True)] == [*range(1, writers * 5 + 1)]
    assert chain.length == writers * 5
    assert first_break(chain) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_people_voiding_at_once_exactly_one_succeeds():
    case, by = make.CaseFactory(), make.UserFactory()

    results = at_once(*[lambda: void(Case.objects.get(pk=case.pk), by)] * 2)

    assert sorted(type(r).__name__ for r in results) == ["Refused", "str"]
    assert Entry.objects.filter(verb="case.voided").count() == 1
    assert first_break(Chain.objects.get(pk=case.chain)) is None
