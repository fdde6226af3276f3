"""Standing in: the press of a deputy, the CEO's and the Chair's appointments, who is told, where it shows."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from notices.models import Notice
from notices.states import NoticeKind
from schools.calendar import LONDON
from schools.models import Cover
from schools.states import Role
from tests.factories import CoverFactory, StandingDeputyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing(deputy, school):
    return StandingDeputyFactory(user=deputy, school=school)


def told():
    rows = Notice.objects.filter(kind=NoticeKind.COVER)
    return {(row.to_user.name, row.audience, row.path) for row in rows}


def text_of(answer):
    return " ".join(answer.content.decode().split())


# --- I am acting head today
def test_a_standing_deputy_acts_until_midnight_and_head_and_ceo_are_told(
    client_of, deputy, head, ceo, school, standing, clock
):
    client = client_of(deputy)
    assert "Until 23:59 tonight you decide in the headteacher’s place at Hillside Primary" in text_of(
        client.get("/acting/")
    )
    assert client.post("/acting/", {"school": school.pk}).url == "/"
    cover = Cover.objects.get()
    assert (cover.user, cover.of, cover.role) == (deputy, head, Role.HEAD)
    assert cover.period.upper == datetime(2026, 11, 3, tzinfo=LONDON)
    assert told() == {("Ruth Adeyemi", "head", "/cover/"), ("Dana Whitlock", "ceo", "/cover/")}
    home = text_of(client.get("/"))
    assert "Sam Okoro is acting headteacher of Hillside Primary until tonight 23:59" in home


def test_everybody_at_the_school_sees_who_acts(client_of, cast, school, standing, clock):
    client_of(cast.deputy).post("/acting/", {"school": school.pk})
    for user in (cast.head, cast.staff, cast.office, cast.ceo):
        assert "Sam Okoro is acting headteacher" in text_of(client_of(user).get("/"))
        assert "Sam Okoro is acting headteacher" in text_of(client_of(user).get("/cover/"))
    assert "Sam Okoro" not in text_of(client_of(cast.stranger).get("/"))


def test_pressing_twice_is_refused_with_the_reason(client_of, deputy, school, standing, clock):
    client = client_of(deputy)
    client.post("/acting/", {"school": school.pk})
    answer = client.post("/acting/", {"school": school.pk})
    assert answer.status_code == 302
    assert Cover.objects.count() == 1


def test_nobody_else_acts(client_of, cast, school, clock):
    for user in (cast.deputy, cast.staff, cast.stranger, cast.chair):
        client = client_of(user)
        assert client.get("/acting/").status_code == 403
        assert client.post("/acting/", {"school": school.pk}).status_code == 403
        assert client.post("/acting/", {"school": "x"}).status_code == 404
    assert not Cover.objects.exists()
    assert not told()


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 18, "٣", "-1", "x", ""])
def test_a_school_that_cannot_be_is_not_found(number, client_of, deputy, standing, clock):
    assert client_of(deputy).post("/acting/", {"school": number}).status_code == 404
    assert not Cover.objects.exists()


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 18, "٣", "-1", "x", ""])
def test_cover_for_a_school_that_cannot_be_is_denied(number, client_of, ceo):
    assert client_of(ceo).get("/cover/appoint/", {"for": f"head:{number}"}).status_code == 403


# --- Appointing
def appoint(client, key, user, **days):
    day = {
        f"{name}_{box}": value
        for name, date in days.items()
        for box, value in zip(("day", "month", "year"), date, strict=True)
    }
    return client.post(f"/cover/appoint/?for={key}", {"user": user.pk, **day})


def test_the_ceo_appoints_for_a_head(client_of, ceo, head, deputy, school, clock):
    client = client_of(ceo)
    page = text_of(client.get("/cover/"))
    assert "Headteacher of Hillside Primary" in page
    assert "Sam Okoro" in text_of(client.get(f"/cover/appoint/?for=head:{school.pk}"))
    answer = appoint(client, f"head:{school.pk}", deputy, until_on=(6, 11, 2026))
    assert answer.url == "/cover/"
    cover = Cover.objects.get()
    assert (cover.of, cover.user) == (head, deputy)
    assert cover.period.lower == timezone.now()
    assert cover.period.upper == datetime(2026, 11, 7, tzinfo=LONDON)
    assert told() == {("Ruth Adeyemi", "head", "/cover/"), ("Sam Okoro", "head", "/cover/")}


def test_cover_may_begin_later(client_of, ceo, deputy, school, clock):
    appoint(client_of(ceo), f"head:{school.pk}", deputy, from_on=(5, 11, 2026), until_on=(6, 11, 2026))
    assert Cover.objects.get().period.lower == datetime(2026, 11, 5, tzinfo=LONDON)
    assert "will be acting headteacher" in text_of(client_of(deputy).get("/cover/"))


def test_the_chair_appoints_for_the_ceo_and_for_nobodys_head(client_of, chair, ceo, head, school, clock):
    client = client_of(chair)
    assert appoint(client, "ceo", head, until_on=(6, 11, 2026)).url == "/cover/"
    assert Cover.objects.get().of == ceo
    assert client.get(f"/cover/appoint/?for=head:{school.pk}").status_code == 403
    assert "Headteacher of" not in text_of(client.get("/cover/"))


def test_nobody_else_appoints(client_of, cast, school, clock):
    for user in (cast.head, cast.deputy, cast.staff, cast.central, cast.admin):
        client = client_of(user)
        for key in (f"head:{school.pk}", "ceo", "chair", "dp_lead", "", "head:999", "head:x"):
            assert client.get(f"/cover/appoint/?for={key}").status_code == 403, (user.name, key)
    assert client_of(cast.ceo).get("/cover/appoint/?for=ceo").status_code == 403


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({}, "Enter the last day."),
        ({"until_on": (1, 11, 2026)}, "The last day is before the first."),
        ({"from_on": (9, 11, 2026), "until_on": (6, 11, 2026)}, "The last day is before the first."),
        ({"from_on": (1, 11, 2026), "until_on": (6, 11, 2026)}, "This day is over."),
        ({"until_on": (6, 11, 2030)}, "a year at most"),
        ({"until_on": (31, 11, 2026)}, "Enter a day that exists."),
    ],
)
def test_wrong_days_are_explained(client_of, ceo, deputy, school, clock, days, words):
    answer = appoint(client_of(ceo), f"head:{school.pk}", deputy, **days)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Cover.objects.exists()


def test_nobody_is_appointed_who_is_not_offered(client_of, ceo, school, office, clock):
    nobody = UserFactory()
    for user in (nobody, office, ceo):
        answer = appoint(client_of(ceo), f"head:{school.pk}", user, until_on=(6, 11, 2026))
        assert answer.status_code == 422
    assert "Choose one of these colleagues." in answer.content.decode()


# --- Ending
def test_cover_is_ended_by_who_stands_in_and_everybody_is_told(client_of, deputy, head, ceo, school, clock):
    cover = CoverFactory(school=school, user=deputy, of=head)
    assert client_of(deputy).post(f"/cover/{cover.pk}/end/").url == "/cover/"
    cover.refresh_from_db()
    assert cover.period.upper == timezone.now()
    assert {name for name, _, _ in told()} == {"Ruth Adeyemi", "Dana Whitlock"}


def test_cover_is_not_ended_by_colleagues(client_of, cast, school, clock):
    cover = CoverFactory(school=school, user=UserFactory())
    assert client_of(cast.staff).post(f"/cover/{cover.pk}/end/").status_code == 403
    assert client_of(cast.stranger).post(f"/cover/{cover.pk}/end/").status_code == 404
    cover.refresh_from_db()
    assert cover.period.upper > timezone.now()
    assert "End this" not in text_of(client_of(cast.staff).get("/cover/"))


def test_an_ended_cover_is_off_every_page(client_of, head, deputy, school, clock):
    CoverFactory(school=school, user=deputy)
    assert "Sam Okoro is acting" in text_of(client_of(head).get("/cover/"))
    clock.shift(timedelta(hours=9))
    assert "Nobody stands in for anybody now." in text_of(client_of(head).get("/cover/"))
