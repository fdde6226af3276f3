"""Pages of a case: who has a part in it, evidence, setting aside and handing on, who sees it."""

from datetime import datetime

import pytest
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from audit.models import Entry
from cases import keeping
from cases.duties import DUTIES, Kind
from cases.models import Draft, Evidence, Grant, Involvement
from cases.selectors import duty_url, who_can_see
from cases.services.writing import save_draft
from schools.calendar import LONDON
from schools.states import Role
from tests.factories import (
    CaseFactory,
    CoverFactory,
    DutyFactory,
    GrantFactory,
    InvolvementFactory,
    PersonFactory,
    SiteSuspensionFactory,
    UserFactory,
)
from tests.test_house import number_of_arguments

pytestmark = pytest.mark.django_db
POWERLESS = ("office", "staff", "stranger", "chair", "central", "admin")


@pytest.fixture
def case(school):
    return CaseFactory(school=school)


def text_of(answer):
    return " ".join(answer.content.decode().split())


# --- Who may
@pytest.mark.parametrize("page", ["people", "evidence/add", "sight", "duties/{duty}/waive", "duties/{duty}/hand-on"])
def test_those_without_the_file_find_no_page(client_of, cast, case, page):
    duty = DutyFactory(case=case)
    address = f"/cases/{case.reference}/{page.format(duty=duty.pk)}/"
    for name in POWERLESS:
        client = client_of(getattr(cast, name))
        assert client.get(address).status_code == 404, name
        assert client.post(address, {}).status_code == 404, name


@pytest.mark.parametrize("page", ["people", "evidence/add", "sight", "duties/{duty}/waive", "duties/{duty}/hand-on"])
def test_sight_alone_works_on_nothing(client_of, central, case, page):
    GrantFactory(case=case, user=central)
    address = f"/cases/{case.reference}/{page.format(duty=DutyFactory(case=case).pk)}/"
    assert client_of(central).get(address).status_code == 403
    assert client_of(central).post(address, {}).status_code == 403


def test_only_the_ceo_gives_sight(client_of, head, ceo, case):
    assert client_of(head).get(f"/cases/{case.reference}/sight/").status_code == 403
    assert client_of(ceo).get(f"/cases/{case.reference}/sight/").status_code == 200


# --- People of a case
def test_a_person_is_found_and_added_as_a_witness(client_of, head, school, case):
    client, mother = client_of(head), PersonFactory(given_name="Kim", family_name="Lyle", at=school)
    page = client.post(f"/cases/{case.reference}/people/", {"find": "lyle", "find_people": "1", "part": "witness"})
    assert page.status_code == 200
    assert "Kim Lyle" in text_of(page)
    assert not Involvement.objects.exists()
    sent = {"find": "lyle", "part": "witness", "person": mother.pk, "note": "At the gate"}
    assert client.post(f"/cases/{case.reference}/people/", sent).url == f"/cases/{case.reference}/people/"
    row = Involvement.objects.get()
    assert (row.person, row.part, row.note) == (mother, "witness", "At the gate")
    assert "Kim Lyle" in text_of(client.get(f"/cases/{case.reference}/people/"))


def test_a_colleague_of_the_school_is_added(client_of, head, staff, stranger, case):
    client = client_of(head)
    client.post(f"/cases/{case.reference}/people/", {"part": "target", "user": staff.pk})
    assert Involvement.objects.get().user == staff
    assert client.post(f"/cases/{case.reference}/people/", {"part": "target", "user": stranger.pk}).status_code == 422


def test_somebody_unknown_is_added_by_name(client_of, head, case):
    client_of(head).post(f"/cases/{case.reference}/people/", {"part": "present", "name": "The delivery driver"})
    assert Involvement.objects.get().name == "The delivery driver"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"part": "witness"}, "Name one person"),
        ({"name": "A"}, "Choose their part."),
        ({"part": "subject", "name": "A"}, "Select a valid choice"),
        ({"part": "witness", "name": "A", "user": "staff"}, "Name one person"),
    ],
)
def test_one_person_and_a_part_are_asked_for(client_of, head, staff, case, sent, words):
    sent = {name: staff.pk if value == "staff" else value for name, value in sent.items()}
    answer = client_of(head).post(f"/cases/{case.reference}/people/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Involvement.objects.exists()


def test_a_person_of_another_school_cannot_be_added(client_of, head, other_school, case):
    theirs = PersonFactory(family_name="Lyle", at=other_school)
    sent = {"find": "lyle", "part": "witness", "person": theirs.pk}
    assert client_of(head).post(f"/cases/{case.reference}/people/", sent).status_code == 422


def test_somebody_named_in_error_is_taken_out_with_the_reason(client_of, head, case):
    row = InvolvementFactory(case=case, part="witness")
    address = f"/cases/{case.reference}/people/{row.pk}/remove/"
    client = client_of(head)
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"reason": "Was not there"}).url == f"/cases/{case.reference}/people/"
    assert not Involvement.objects.exists()
    told = Entry.objects.get(verb="case.person_removed").payload.data
    assert (told["who"], told["reason"]) == ("Darren Farrow", "Was not there")


def test_somebody_who_was_suspended_is_not_taken_out(client_of, head, case):
    row = InvolvementFactory(case=case)
    SiteSuspensionFactory(case=case, person=row.person)
    answer = client_of(head).post(f"/cases/{case.reference}/people/{row.pk}/remove/", {"reason": "x"})
    assert answer.status_code == 422
    assert "Void the suspension first." in answer.content.decode()


def test_a_void_case_takes_nobody_and_nothing(client_of, head, school):
    case = CaseFactory(school=school, void=True)
    client = client_of(head)
    for page in ("people", "evidence/add"):
        text = text_of(client.get(f"/cases/{case.reference}/{page}/"))
        assert "This case is void" in text
        assert '<form method="post" novalidate' not in text
    sent = {"part": "witness", "name": "A"}
    assert client.post(f"/cases/{case.reference}/people/", sent).status_code == 422


# --- Evidence
def test_evidence_is_described(client_of, head, case, clock):
    sent = {"kind": "cctv", "description": "Front gate, 08:00 to 08:20", "at_time": "08:05", "source_url": ""}
    sent |= {"on_day_day": "2", "on_day_month": "11", "on_day_year": "2026"}
    assert (
        client_of(head).post(f"/cases/{case.reference}/evidence/add/", sent).url
        == f"/cases/{case.reference}/evidence/{Evidence.objects.get().pk}/"
    )
    row = Evidence.objects.get()
    assert (row.kind, row.captured_at) == ("cctv", datetime(2026, 11, 2, 8, 5, tzinfo=LONDON))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Describe what it is and where it is kept."),
        ({"at_time": "08:05"}, "Enter the day as well as the time."),
        ({"on_day_day": "3", "on_day_month": "11", "on_day_year": "2026"}, "This time is in the future."),
        ({"on_day_day": "31", "on_day_month": "2", "on_day_year": "2026"}, "Enter a day that exists."),
        ({"source_url": "javascript:alert(1)"}, "Enter a full web address"),
    ],
)
def test_what_is_missing_or_wrong_is_explained(client_of, head, case, clock, sent, words):
    answer = client_of(head).post(f"/cases/{case.reference}/evidence/add/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Evidence.objects.exists()


def test_what_was_typed_before_is_on_the_page_and_goes_with_sending(client_of, head, case, clock):
    key = f"evidence:{case.reference}"
    typed = {"description": ["Front gate camera"], "on_day_day": ["2"], "on_day_month": ["11"], "on_day_year": [""]}
    save_draft(key=key, payload=typed, by=head)
    client = client_of(head)
    page = client.get(f"/cases/{case.reference}/evidence/add/")
    assert "Front gate camera" in text_of(page)
    assert not page.context["form"].is_bound
    client.post(f"/cases/{case.reference}/evidence/add/", {"kind": "other", "description": "Front gate camera"})
    assert not Draft.objects.exists()
    assert keeping.restore(head, key) is None


# --- Duties
def test_every_kind_of_duty_leads_to_a_page(case):
    rooms = ("cases", "board", "mediations", "complaints", "online", "online/restrictions")
    places = tuple(f"/{room}/{case.reference}/" for room in rooms)
    for kind, declared in DUTIES.items():
        subject = "7" if number_of_arguments(declared.url_name) == 2 else ""
        duty = DutyFactory(case=case, kind=kind, subject=subject)
        assert duty_url(duty).startswith(places), kind


def test_a_duty_is_set_aside_with_its_reason(client_of, head, case):
    duty = DutyFactory(case=case)
    address = f"/cases/{case.reference}/duties/{duty.pk}/waive/"
    client = client_of(head)
    assert "Write the report for the CEO" in text_of(client.get(address))
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "The CEO was here and saw it"}).url == case.get_absolute_url()
    duty.refresh_from_db()
    assert (duty.waived_by, duty.waive_reason) == (head, "The CEO was here and saw it")
    assert "This was waived already." in text_of(client.get(address))
    assert client.post(address, {"reason": "Again"}).status_code == 422


def test_a_duty_is_handed_to_a_colleague_who_sees_the_case(client_of, head, deputy, staff, case):
    duty = DutyFactory(case=case)
    address = f"/cases/{case.reference}/duties/{duty.pk}/hand-on/"
    client = client_of(head)
    page = text_of(client.get(address))
    assert "Sam Okoro" in page
    assert "Helen Bell" not in page
    assert client.post(address, {"to": staff.pk, "reason": "x"}).status_code == 422
    assert client.post(address, {"to": deputy.pk, "reason": "I am at a hearing"}).url == case.get_absolute_url()
    duty.refresh_from_db()
    assert duty.owner_user == deputy


@pytest.mark.parametrize("way", ["waive", "hand-on"])
def test_what_the_ceo_owes_is_not_settled_on_the_page_of_the_school(client_of, head, ceo, deputy, case, way):
    duty = DutyFactory(case=case, kind=Kind.CEO_ACKNOWLEDGE, owner_role=Role.CEO)
    address = f"/cases/{case.reference}/duties/{duty.pk}/{way}/"
    sent = {"reason": "No time", "to": deputy.pk}
    client = client_of(head)
    assert "The CEO owes this." in text_of(client.get(address))
    assert '<form method="post" novalidate' not in client.get(address).text
    assert client.post(address, sent).status_code == 422
    assert client_of(ceo).post(address, sent).url == case.get_absolute_url()


def test_the_case_page_offers_to_settle_a_duty_only_to_whoever_may(client_of, head, ceo, case):
    for kind, role in ((Kind.REPORT_TO_CEO, Role.HEAD), (Kind.CEO_ACKNOWLEDGE, Role.CEO), (Kind.INTERVIEW, Role.HEAD)):
        DutyFactory(case=case, kind=kind, owner_role=role, subject="7" if kind == Kind.INTERVIEW else "")
    pages = {user: client_of(user).get(case.get_absolute_url()).text for user in (head, ceo)}
    assert [pages[user].count("/hand-on/") for user in (head, ceo)] == [2, 3]
    assert [pages[user].count("/waive/") for user in (head, ceo)] == [1, 2], "an interview is answered on its own page"


# --- Sight
def sight(client, case, **sent):
    return client.post(f"/cases/{case.reference}/sight/", sent)


def test_the_ceo_gives_sight_until_a_day_and_ends_it(client_of, ceo, central, case, clock):
    client = client_of(ceo)
    sent = {"until_on_day": "6", "until_on_month": "11", "until_on_year": "2026"}
    answer = sight(client, case, email=central.email.upper(), reason="Looks into it for me", **sent)
    assert answer.url == f"/cases/{case.reference}/sight/"
    grant = Grant.objects.get()
    assert (grant.user, grant.period.upper) == (central, datetime(2026, 11, 7, tzinfo=LONDON))
    page = text_of(client.get(f"/cases/{case.reference}/sight/"))
    assert "Joan Petty (given sight until Friday 6 November 2026, 23:59)" in page
    assert client_of(central).get(case.get_absolute_url()).status_code == 200
    clock.shift(1)
    assert client.post(f"/cases/{case.reference}/sight/{grant.pk}/end/").url == f"/cases/{case.reference}/sight/"
    assert client_of(central).get(case.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Enter their e-mail address."),
        ({"email": "nobody@school.example"}, "No colleague signs in with this address."),
        ({"until_on_day": "1", "until_on_month": "11", "until_on_year": "2026"}, "This day is over."),
        ({"reason": ""}, "Say why."),
    ],
)
def test_what_is_wrong_with_sight_is_explained(client_of, ceo, case, clock, sent, words):
    answer = sight(client_of(ceo), case, **sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Grant.objects.exists()


def test_the_person_a_case_is_about_is_never_given_sight(client_of, ceo, central, case, clock):
    InvolvementFactory(case=case, person=PersonFactory(user=central))
    answer = sight(client_of(ceo), case, email=central.email, reason="x")
    assert answer.status_code == 422
    assert "This case is about them" in answer.content.decode()


def test_nobody_gives_sight_to_themselves(client_of, ceo, case, clock):
    answer = sight(client_of(ceo), case, email=ceo.email, reason="x")
    assert answer.status_code == 422
    assert "Nobody grants to themselves." in answer.content.decode()


def test_a_grant_on_another_case_is_not_ended_here(client_of, ceo, case, clock):
    grant = GrantFactory()
    assert client_of(ceo).post(f"/cases/{case.reference}/sight/{grant.pk}/end/").status_code == 404


# --- Who can see this
def test_who_can_see_is_who_can_see(cast, client_of, school, case, clock):
    CoverFactory(school=school, user=cast.staff)
    GrantFactory(case=case, user=cast.central)
    GrantFactory(case=case, user=UserFactory(is_active=False))
    ended = TimestamptzRange(timezone.now().replace(hour=1), timezone.now().replace(hour=2))
    GrantFactory(case=case, user=cast.chair, period=ended)
    assert who_can_see(case) == [
        "Ruth Adeyemi (Headteacher)",
        "Helen Bell (stands in: Headteacher)",
        "Sam Okoro (Senior leader)",
        "Dana Whitlock (CEO)",
        "Joan Petty (given sight)",
    ]
    sees = {
        user.name for user in vars(cast).values() if client_of(user).get(case.get_absolute_url()).status_code == 200
    }
    assert sees == {line.partition(" (")[0] for line in who_can_see(case)}


@pytest.mark.parametrize("way", ["account", "person", "merged"])
def test_whom_a_case_is_about_is_left_out(cast, case, way):
    if way == "account":
        InvolvementFactory(case=case, person=None, user=cast.deputy)
    else:
        own = PersonFactory(user=cast.deputy)
        InvolvementFactory(case=case, person=PersonFactory(merged_into=own) if way == "merged" else own)
    assert "Sam Okoro (Senior leader)" not in who_can_see(case)


def test_roles_that_are_over_or_elsewhere_see_nothing(cast, case):
    UserFactory(name="Old Head", role=(Role.HEAD, CaseFactory().school))
    assert not [line for line in who_can_see(case) if "Old Head" in line]
