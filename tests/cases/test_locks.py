"""What holds a case holds no more than it: other cases of its school, and the school's days, stay free."""

import threading

import pytest
from django.db import OperationalError, connection, transaction

from cases.services.case import lock
from schools.services.holding import hold_days
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(school):
    return CaseFactory(school=school)


def is_free(act):
    """Whether an act of another connection ends without waiting."""
    answers = []

    def attempt():
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '300ms'")
                act()
            answers.append(True)
        except OperationalError:
            answers.append(False)
        finally:
            connection.close()

    other = threading.Thread(target=attempt)
    other.start()
    other.join()
    return answers == [True]


def test_a_held_case_is_held(case):
    with transaction.atomic():
        lock(case)

        assert not is_free(lambda: lock(case))


def test_another_case_of_the_school_is_free_meanwhile(case, school):
    another = CaseFactory(school=school)
    with transaction.atomic():
        lock(case)

        assert is_free(lambda: lock(another))


def test_the_days_of_the_school_are_free_meanwhile(case, school):
    with transaction.atomic():
        lock(case)

        assert is_free(lambda: hold_days([school]))
