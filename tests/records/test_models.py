"""Does the database itself keep what was issued, whoever asks it to change?"""

from itertools import product

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction
from django.utils import timezone

from records.models import Copy, RecordFile, WrittenRecord
from records.states import RECORD_MOVES, CopyMethod, RecordKind, RecordState
from tests import factories

REFUSED = (ProgrammingError, InternalError)
TRAITS = {state: state.value for state in RecordState if state != RecordState.DRAFT}


def in_state(state, **facts):
    traits = {TRAITS[state]: True} if state in TRAITS else {}
    return factories.WrittenRecordFactory(**traits, **facts)


@pytest.mark.django_db
@pytest.mark.parametrize(("source", "target"), [*product(RecordState, RecordState)])
def test_the_database_permits_exactly_the_declared_moves(source, target):
    record = in_state(source)
    changes = {"state": target}
    if target in (RecordState.DRAFT, RecordState.DISCARDED):
        changes |= {"issued_at": None, "issued_by": None, "code": "", "digest": ""}
    elif source == RecordState.DRAFT:
        changes |= {"issued_at": timezone.now(), "issued_by": record.started_by, "code": "0" * 16, "digest": "0" * 64}
    is_permitted = source == target or target in RECORD_MOVES[source]
    try:
        with transaction.atomic():
            WrittenRecord.objects.filter(pk=record.pk).update(**changes)
    except REFUSED:
        assert not is_permitted
    else:
        assert is_permitted


@pytest.mark.django_db
def test_no_column_but_the_state_changes_once_a_record_is_issued():
    record, other = in_state(RecordState.ISSUED), factories.UserFactory()
    changes = {
        "case": factories.CaseFactory(),
        "kind": RecordKind.FIRST_LETTER,
        "number": 29_999,
        "version": 9,
        "subject": "7",
        "title": "Another",
        "content": {"kind": "report", "summary": "Nothing happened."},
        "supersedes": in_state(RecordState.ISSUED),
        "correction": "Nothing",
        "started_at": timezone.now(),
        "started_by": other,
        "issued_at": timezone.now(),
        "issued_by": other,
        "code": "Z" * 16,
        "digest": "1" * 64,
        "chain_head": "f" * 16,
    }
    columns = {field.name for field in WrittenRecord._meta.concrete_fields} - {"id", "state"}
    assert set(changes) == columns, "a new column must be frozen too, and tried here"
    for name, value in changes.items():
        with pytest.raises(REFUSED), transaction.atomic():
            WrittenRecord.objects.filter(pk=record.pk).update(**{name: value})


@pytest.mark.django_db
@pytest.mark.parametrize("state", RecordState)
def test_no_record_is_deleted(state):
    record = in_state(state)
    with pytest.raises(REFUSED), transaction.atomic():
        WrittenRecord.objects.filter(pk=record.pk).delete()
    with pytest.raises(REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_writtenrecord WHERE id = %s", [record.pk])


@pytest.mark.django_db
def test_a_draft_may_be_written_on():
    record = in_state(RecordState.DRAFT)
    WrittenRecord.objects.filter(pk=record.pk).update(title="Another", content={"kind": "letter"})
    record.refresh_from_db()
    assert (record.title, record.content) == ("Another", {"kind": "letter"})


@pytest.mark.django_db
def test_a_stored_file_is_neither_changed_nor_deleted(files):
    file = factories.RecordFileFactory()
    for act in (lambda rows: rows.update(sha256="f" * 64), lambda rows: rows.delete()):
        with pytest.raises(REFUSED), transaction.atomic():
            act(RecordFile.objects.filter(pk=file.pk))


@pytest.mark.django_db
def test_a_copy_stays_as_it_was_given_and_arrives_once():
    copy = factories.CopyFactory()
    rows = Copy.objects.filter(pk=copy.pk)
    for changes in ({"to_user": factories.UserFactory()}, {"method": CopyMethod.HAND}, {"given_at": timezone.now()}):
        with pytest.raises(REFUSED), transaction.atomic():
            rows.update(**changes)
    with pytest.raises(REFUSED), transaction.atomic():
        rows.delete()
    assert rows.update(received_at=timezone.now()) == 1
    with pytest.raises(REFUSED), transaction.atomic():
        rows.update(received_at=None)


@pytest.mark.django_db
def test_a_copy_never_came_or_arrived_and_that_is_said_once():
    lost, came = (factories.CopyFactory() for _ in range(2))
    never = {"disputed_at": timezone.now(), "disputed_by": factories.UserFactory(), "dispute": "It came back."}
    Copy.objects.filter(pk=came.pk).update(received_at=timezone.now())
    assert Copy.objects.filter(pk=lost.pk).update(**never) == 1
    for copy, changes in ((lost, {"dispute": "x"}), (lost, {"received_at": timezone.now()}), (came, never)):
        with pytest.raises(REFUSED), transaction.atomic():
            Copy.objects.filter(pk=copy.pk).update(**changes)


def a_record(**changes):
    return factories.WrittenRecordFactory(**changes)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "illegal"),
    [
        ("record_kind_known", lambda: a_record(kind="poem")),
        ("record_state_known", lambda: a_record(issued=True, state="lost")),
        ("record_title_given", lambda: a_record(title="")),
        ("record_issued_iff_stamped", lambda: a_record(state=RecordState.ISSUED)),
        ("record_issued_iff_stamped", lambda: a_record(code="0" * 16)),
        ("record_correction_iff_replacing", lambda: a_record(correction="The time")),
        ("record_correction_iff_replacing", lambda: a_record(supersedes=a_record(issued=True))),
        ("record_code_form", lambda: a_record(issued=True, code="OUTLAW")),
        ("copy_method_known", lambda: factories.CopyFactory(method="pigeon")),
        ("copy_exactly_one_recipient", lambda: factories.CopyFactory(to_user=None)),
        ("copy_exactly_one_recipient", lambda: factories.CopyFactory(to_person=factories.PersonFactory())),
    ],
)
def test_the_database_refuses_illegal_rows(name, illegal):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        illegal()
    assert caught.value.__cause__.diag.constraint_name == name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "twice"),
    [
        ("record_number_once", lambda one: a_record(case=one.case, number=one.number, subject="2")),
        ("record_one_draft", lambda one: a_record(case=one.case)),
    ],
)
def test_the_database_refuses_a_second_of_what_there_is_one(name, twice):
    one = a_record()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        twice(one)
    assert caught.value.__cause__.diag.constraint_name == name


@pytest.mark.django_db
def test_one_version_is_replaced_once_and_one_code_is_given_once():
    first = a_record(issued=True)
    a_record(supersedes=first, correction="The time", subject="1")
    for name, illegal in (
        ("record_replaced_once", {"supersedes": first, "correction": "The place", "subject": "2"}),
        ("record_code_unique", {"issued": True, "code": first.code}),
    ):
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            a_record(**illegal)
        assert caught.value.__cause__.diag.constraint_name == name


@pytest.mark.django_db
def test_a_user_holds_one_copy_of_a_record():
    copy = factories.CopyFactory()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        factories.CopyFactory(record=copy.record, to_user=copy.to_user)
    assert caught.value.__cause__.diag.constraint_name == "copy_user_once"


@pytest.mark.django_db
def test_records_and_copies_are_called_by_what_they_are():
    copy = factories.CopyFactory(to_user__name="Dana Whitlock")
    assert str(copy.record) == "Incident report, version 1"
    assert str(copy) == f"copy of {copy.record_id}"
    assert copy.who == "Dana Whitlock"
    assert str(factories.RecordFileFactory()).startswith("file of ")


def test_the_name_of_the_file_says_what_it_is_and_names_nobody():
    record = factories.WrittenRecordFactory.build(case__reference="HIL-2026-7K4Q", number=1, version=2)
    assert record.filename == "HIL-2026-7K4Q-incident-report-v2.pdf"
    record.number = 3
    assert record.filename == "HIL-2026-7K4Q-incident-report-3-v2.pdf"
