"""A row is refused in the words of Django's `full_clean`, by one question for all its CHECK constraints."""

import re
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, FieldError, ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.db.models.signals import pre_save
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kernel.checking import full_check, has_words
from notices.models import Notice
from tests import factories as make
from tests.test_constraints import ILLEGAL
from tests.test_models import FACTORIES

pytestmark = pytest.mark.django_db
CHECKOUT = Path(__file__).resolve().parents[2]


def told(check, *arguments):
    """What a check says, field by field."""
    try:
        check(*arguments)
    except ValidationError as refused:
        return {field: sorted(said) for field, said in refused.message_dict.items()}
    return {}


def wordless(row):
    """What Django says for the unique constraints that have no words of their own."""
    said = []
    for constraint in row._meta.constraints:
        if not isinstance(constraint, models.CheckConstraint) and not has_words(constraint):
            said += [one for texts in told(constraint_of, constraint, row).values() for one in texts]
    return said


def constraint_of(constraint, row):
    try:
        constraint.validate(type(row), row)
    except ValidationError as refused:
        raise ValidationError({NON_FIELD_ERRORS: [refused]}) from refused


def without(errors, texts):
    left = {field: [one for one in said if one not in texts] for field, said in errors.items()}
    return {field: said for field, said in left.items() if said}


@contextmanager
def compared():
    """Every row that is saved meanwhile is put to both; gives what they said of each."""
    seen = []

    def compare(sender, instance, raw=False, **kwargs):
        if type(instance) in FACTORIES:
            with suppress(FieldError):  # Django's, where a condition names a column that is wrong by itself
                django = told(instance.full_clean)
                seen.append((instance, without(django, wordless(instance)), told(full_check, instance)))

    pre_save.connect(compare)
    try:
        yield seen
    finally:
        pre_save.disconnect(compare)


@pytest.mark.parametrize("name", ILLEGAL)
def test_it_says_of_every_illegal_row_what_django_says(name):
    with compared() as seen, suppress(DatabaseError), transaction.atomic():
        ILLEGAL[name]()
        connection.check_constraints()
    for row, django, ours in seen:
        assert ours == django, row


@pytest.mark.parametrize("model", FACTORIES, ids=lambda model: model.__name__)
def test_it_lets_every_legal_row_pass(model):
    full_check(FACTORIES[model]())


def test_eleven_constraints_are_one_question():
    row = make.NoticeFactory()
    checks = [one for one in Notice._meta.constraints if isinstance(one, models.CheckConstraint)]
    assert len(checks) >= 11
    with CaptureQueriesContext(connection) as asked:
        full_check(row)
    assert len(asked) == 1


def test_others_are_looked_for_only_where_a_unique_constraint_speaks_of_this_row():
    row = make.SiteSuspensionFactory(
        state="lifted", ended_at=timezone.now(), ended_by=make.UserFactory(), end_reason="x"
    )
    with CaptureQueriesContext(connection) as asked:
        full_check(row)
    assert len(asked) == 1


def test_a_field_that_is_wrong_by_itself_is_not_asked_about_again():
    row = make.NoticeFactory()
    row.channel = "pigeon"
    assert {*told(full_check, row)} == {"channel"}


def test_what_is_left_out_is_not_looked_at():
    row = make.NoticeFactory()
    row.channel = "pigeon"
    full_check(row, leaves_out=["channel"])


def test_every_room_checks_its_rows_this_way():
    rooms = ("accounts", "audit", "cases", "desk", "incidents", "notices", "records", "schools", "suspensions")
    sources = [path for room in rooms for path in (CHECKOUT / room).rglob("*.py")]
    assert [str(path) for path in sources if re.search(r"\.full_clean\(", path.read_text())] == []
