"""Rows of several tables for one query are what they would be one by one."""

from datetime import timedelta

import pytest
from django.db.models import Count, F
from django.utils import timezone

from cases.models import Evidence
from kernel.together import hang, together
from schools.models import Person
from suspensions.models import Breach, Extension, SiteSuspension
from tests import factories as make
from tests.test_models import FACTORIES

pytestmark = pytest.mark.django_db


def values(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("model", FACTORIES, ids=lambda model: model._meta.label)
def test_a_row_of_every_model_comes_as_it_is_stored(model):
    pk = FACTORIES[model]().pk

    [[row]] = together(model._base_manager.filter(pk=pk))

    assert type(row) is model
    assert values(row) == values(model._base_manager.get(pk=pk))
    assert (row._state.adding, row._state.db) == (False, "default")


def test_each_question_keeps_its_order_and_all_cost_one_query(django_assert_num_queries):
    suspension = make.SiteSuspensionFactory()
    rows = [make.BreachFactory(suspension=suspension, seen_at=timezone.now() - timedelta(hours=n)) for n in range(3)]

    with django_assert_num_queries(1):
        found, others, none, latest = together(
            suspension.breaches.order_by("seen_at"),
            Extension.objects.filter(suspension=suspension),
            Breach.objects.none(),
            suspension.breaches.order_by("-seen_at")[:1],
        )

    assert (found, others, none, latest) == (rows[::-1], [], [], rows[:1])


def test_nothing_is_asked_where_nothing_can_be_found(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert together(Breach.objects.none(), Breach.objects.filter(pk__in=[])) == [[], []]


def test_what_is_joined_comes_along(django_assert_num_queries):
    merged = make.PersonFactory(merged_into=make.PersonFactory(family_name="Moss"))
    make.SiteSuspensionFactory(person=merged)

    [[row]] = together(SiteSuspension.objects.select_related("person__merged_into", "case__school", "ended_by"))

    with django_assert_num_queries(0):
        assert row.person == merged
        assert row.person.merged_into.family_name == "Moss"
        assert row.case.school.name
        assert row.ended_by is None
        assert row.period.upper > timezone.now() - timedelta(days=1)


def test_what_is_annotated_comes_along():
    evidence = make.EvidenceFactory()
    make.EvidenceFileFactory(evidence=evidence)

    [[row]] = together(Evidence.objects.annotate(count=Count("files"), since=F("added_at")))

    assert (row.count, row.since) == (1, evidence.added_at)


def test_rows_hang_on_those_they_belong_to(django_assert_num_queries):
    one, two = make.SiteSuspensionFactory(), make.SiteSuspensionFactory()
    breach = make.BreachFactory(suspension=one)
    [rows] = together(Breach.objects.filter(suspension__in=[one, two]))

    hang([one, two], "breaches", rows)

    with django_assert_num_queries(0):
        assert [*one.breaches.all()] == [breach]
        assert [*two.breaches.all()] == []
        assert one.breaches.all()[0].suspension is one


def test_strange_words_arrive_as_they_were_typed():
    words = '“O’Neill” \\ "x" %s {} \u2028 \U0001f600\n\ttab'
    make.PersonFactory(family_name=words.strip()[:80])

    assert [[row.family_name for row in rows] for rows in together(Person.objects.all())] == [[words.strip()[:80]]]


def test_a_moment_keeps_its_microseconds():
    at = timezone.now().replace(microsecond=123456)
    make.BreachFactory(seen_at=at)

    [[row]] = together(Breach.objects.all())

    assert row.seen_at == at
