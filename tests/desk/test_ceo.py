"""A CEO without an account: told by telephone, and that is logged."""

import pytest

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty, Grant
from cases.selectors import duty_url
from desk.services.informing import inform_ceo
from notices.models import Notice
from notices.selectors import informing
from notices.states import Audience, Channel, NoticeKind
from schools.states import Role
from tests.factories import CaseFactory, InvolvementFactory, UserFactory

pytestmark = pytest.mark.django_db
SENT = {"name": "Alex Chief", "channel": "telephone", "at_time": "08:10", "note": "Knows, will ring back."}


@pytest.fixture
def case(school, head, clock):
    case = CaseFactory(school=school)
    inform_ceo(case=case, is_suspended=True, by=head)
    return case


def owed(case):
    return Duty.objects.open().filter(case=case, kind=Kind.INFORM_CEO)


def test_the_duty_leads_to_where_it_is_done(client_of, head, case):
    assert duty_url(owed(case).get()) == f"/cases/{case.reference}/ceo/"
    page = client_of(head).get(f"/cases/{case.reference}/ceo/").content.decode()
    assert "Tell the CEO" in page
    assert "has no account here" in page


def test_telling_the_ceo_by_telephone_is_logged_and_does_the_duty(client_of, head, case):
    client = client_of(head)

    assert client.post(f"/cases/{case.reference}/ceo/", SENT).url == case.get_absolute_url()

    notice = Notice.objects.get(case=case)
    assert (notice.who, notice.kind, notice.channel) == ("Alex Chief", NoticeKind.CEO_INFORMED, Channel.TELEPHONE)
    assert not owed(case).exists()
    assert "Alex Chief" in Duty.objects.get(case=case, kind=Kind.INFORM_CEO).how
    assert informing(case).ceo_told
    assert Entry.objects.filter(chain=case.chain, verb="notice.logged").exists()
    assert client.post(f"/cases/{case.reference}/ceo/", SENT).status_code == 422
    assert "has been told" in client.get(f"/cases/{case.reference}/ceo/").content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "Enter the name of whom you told."),
        ({"channel": ""}, "Say how you told them."),
        ({"at_time": ""}, "Say at what time you told them."),
        ({"at_time": "23:00"}, "This time is in the future."),
        ({"note": ""}, "Say in a few words what was said."),
    ],
)
def test_what_is_missing_is_asked_for(client_of, head, case, changed, words):
    answer = client_of(head).post(f"/cases/{case.reference}/ceo/", SENT | changed)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert owed(case).exists()


def test_a_ceo_who_gets_an_account_is_told_in_the_system(client_of, head, case):
    ceo = UserFactory(name="Dana Whitlock", role=(Role.CEO, None))
    client = client_of(head)
    assert "Dana Whitlock" in client.get(f"/cases/{case.reference}/ceo/").content.decode()

    assert client.post(f"/cases/{case.reference}/ceo/now/").url == case.get_absolute_url()

    assert Notice.objects.get(case=case).to_user == ceo
    assert not owed(case).exists()
    client.post(f"/cases/{case.reference}/ceo/now/")
    assert Notice.objects.filter(case=case).count() == 1


def test_without_an_account_nobody_is_told_in_the_system(client_of, head, case):
    answer = client_of(head).post(f"/cases/{case.reference}/ceo/now/", follow=True)

    assert "There is no account to tell." in answer.content.decode()
    assert owed(case).exists()


def test_of_a_case_about_the_ceo_the_chair_is_told(client_of, head, school, clock):
    ceo = UserFactory(role=(Role.CEO, None))
    case = CaseFactory(school=school)
    InvolvementFactory(case=case, person=None, user=ceo)
    inform_ceo(case=case, is_suspended=False, by=head)
    client = client_of(head)

    assert "Tell the Chair" in client.get(f"/cases/{case.reference}/ceo/").content.decode()
    client.post(f"/cases/{case.reference}/ceo/", SENT)

    assert Notice.objects.get(case=case).audience == Audience.CHAIR
    assert not Grant.objects.exists()
    assert not Notice.objects.filter(to_user=ceo).exists()
