"""The pages on which the CEO delegates and takes back, the Chair gives a review to a trustee, and who is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.access import may, sees
from cases.models import Delegation
from cases.services.case import involve
from cases.services.delegation import delegate, grant_review
from cases.states import Part
from desk.services.informing import inform_ceo
from desk.services.suspending import suspend_on_case
from notices.models import Notice
from notices.states import Audience, NoticeKind
from schools.states import Role
from suspensions.selectors.independence import decided_on
from suspensions.services import lift_suspension
from suspensions.states import Capacity
from tests import factories as make

pytestmark = pytest.mark.django_db
WHY = {"reason": "She leads on these"}


def text_of(answer):
    return " ".join(answer.content.decode().split())


def again(user):
    return type(user).objects.get(pk=user.pk)


@pytest.fixture
def case(school, head, clock):
    return make.CaseFactory(school=school, opened_by=head)


@pytest.fixture
def father(school):
    return make.PersonFactory(at=school)


@pytest.fixture
def trustee(school):
    return make.UserFactory(name="Ines Vogel", role=(Role.TRUSTEE, None))


@pytest.fixture
def handed(case, ceo, chair, head):
    """A case in which the CEO is a witness."""
    involve(case=case, part=Part.WITNESS, user=ceo, by=head)
    return case


def days(name, day):
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


# --- The CEO delegates ----------------------------------------------------------------------------------------------------
def test_the_ceo_delegates_a_case_and_takes_it_back(client_of, case, ceo, central, clock):
    client = client_of(ceo)
    assert "Delegate this case" in text_of(client.get(f"/cases/{case.reference}/"))
    assert client.post(f"/cases/{case.reference}/delegate/", {"to": central.pk, **WHY}).url == case.get_absolute_url()

    notice = Notice.objects.get(case=case)
    told = (notice.to_user, notice.kind, notice.audience, notice.path)
    assert told == (central, NoticeKind.DELEGATED, Audience.DELEGATE, case.get_absolute_url())
    page = text_of(client_of(central).get("/"))
    assert "Cases" in page
    assert "Where you act for the CEO" in page
    assert case.title in text_of(client_of(central).get("/cases/"))
    assert "Joan Petty (Delegate of the CEO)" in text_of(client_of(central).get(case.get_absolute_url()))

    clock.shift(60)
    row = Delegation.objects.get()
    shown = text_of(client.get("/delegation/"))
    assert f"Joan Petty acts for the CEO on {case.reference}" in shown
    assert "Take it back" in shown
    client.post(f"/delegation/{row.pk}/end/")

    assert client_of(central).get(case.get_absolute_url()).status_code == 404
    assert Notice.objects.filter(to_user=central, kind=NoticeKind.DELEGATION_ENDED).count() == 1
    assert "ended" in text_of(client.get("/delegation/"))
    history = text_of(client.get(f"/cases/{case.reference}/history/"))
    assert "Dana Whitlock let Joan Petty act for the CEO on this case" in history
    assert "Dana Whitlock ended that Joan Petty may act for the CEO on this case." in history


def test_the_ceo_delegates_every_case_for_a_week(client_of, case, ceo, central, clock):
    client, today = client_of(ceo), timezone.localdate()
    sent = {"to": central.pk, **WHY, **days("until_on", today + timedelta(days=6))}
    assert client.post("/delegation/", sent).url == "/delegation/"
    assert sees(again(central), case)
    row = Delegation.objects.get()
    assert (row.case, row.chain) == (None, "trust")
    assert "Joan Petty acts for the CEO on every case until" in text_of(client.get("/delegation/"))
    assert client_of(central).get("/delegation/").status_code == 200
    clock.shift(timedelta(days=7))
    assert client_of(central).get("/delegation/").status_code == 403
    assert not sees(again(central), case)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"to": ""}, "Choose who."),
        ({"reason": ""}, "Say why."),
        ({"until_on_day": "", "until_on_month": "", "until_on_year": ""}, "Enter the last day."),
        ({"until_on_year": "2025"}, "This day is over."),
        ({"until_on_year": "2028"}, "a year at most"),
        ({"from_on_day": "30", "from_on_month": "11", "from_on_year": "2026"}, "The last day is before the first."),
        ({"from_on_day": "1", "from_on_month": "11", "from_on_year": "2026"}, "This day is over."),
        ({"from_on_day": "31", "from_on_month": "11", "from_on_year": "2026"}, "Enter a day that exists."),
    ],
)
def test_what_is_wrong_is_explained_and_what_was_typed_stays(client_of, ceo, central, clock, sent, words):
    last = timezone.localdate() + timedelta(days=6)
    answer = client_of(ceo).post("/delegation/", {"to": central.pk, **WHY, **days("until_on", last), **sent})

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert sent.get("reason", "She leads on these") in text_of(answer)
    assert not Delegation.objects.exists()


def test_only_the_central_team_stands_in_the_list(client_of, case, cast):
    page = text_of(client_of(cast.ceo).get(f"/cases/{case.reference}/delegate/"))
    assert "Joan Petty" in page
    assert not any(f">{user.name}</option>" in page for user in (cast.deputy, cast.chair, cast.admin))


def test_a_delegate_decides_in_that_capacity(client_of, case, father, ceo, chair, central):
    delegate(case=case, to=central, by=ceo, **WHY)
    make.InvolvementFactory(case=case, person=father)

    suspension = suspend_on_case(
        case=case, person=father, school=case.school, grounds="He threatened a teacher.", by=again(central)
    )

    assert suspension.capacity == Capacity.DELEGATE
    history = text_of(client_of(ceo).get(f"/cases/{case.reference}/history/"))
    assert "Joan Petty, delegate of the CEO, suspended" in history
    assert may(again(ceo), "review", case), "the CEO did not decide it"
    assert decided_on(case) == {central: "made the suspension"}


def test_a_delegate_is_told_what_the_ceo_is_told(case, head, ceo, central):
    delegate(case=None, to=central, until=timezone.now() + timedelta(days=7), by=ceo, **WHY)
    inform_ceo(case=case, is_suspended=True, by=head)
    told = {(n.to_user, n.audience) for n in Notice.objects.filter(case=case, kind=NoticeKind.CEO_INFORMED)}
    assert told == {(ceo, Audience.CEO), (central, Audience.DELEGATE)}


def test_a_case_about_the_ceo_leaves_their_page_of_delegations(client_of, case, ceo, chair, central, head, clock):
    delegate(case=case, to=central, by=ceo, **WHY)
    clock.shift(60)
    before = text_of(client_of(ceo).get("/delegation/"))
    assert case.reference in before
    involve(case=case, part=Part.SUBJECT, user=ceo, by=head)
    assert case.reference not in text_of(client_of(ceo).get("/delegation/"))
    row = Delegation.objects.get(to=central)
    assert client_of(ceo).post(f"/delegation/{row.pk}/end/").status_code == 404


# --- The Chair decides ------------------------------------------------------------------------------------------------------
def test_the_chair_opens_a_case_of_the_ceos_and_gives_the_review_to_a_trustee(
    client_of, handed, ceo, chair, trustee, central, run_jobs, clock
):
    run_jobs()
    client = client_of(chair)
    assert Notice.objects.get(case=handed, to_user=chair).kind == NoticeKind.DECIDES
    page = text_of(client.get(handed.get_absolute_url()))
    assert "The Chair of Trustees decides in the place of the CEO." in page
    assert "Give the review to a trustee" in page
    assert "Inform the Chair" not in page
    assert "Edwin Marsh (Chair of Trustees, in the place of the CEO)" in page
    form = text_of(client.get(f"/cases/{handed.reference}/delegate/"))
    assert "Ines Vogel" in form
    assert "Joan Petty" not in form

    answer = client.post(f"/cases/{handed.reference}/delegate/", {"to": trustee.pk, **WHY})

    assert answer.url == handed.get_absolute_url()
    notice = Notice.objects.get(case=handed, to_user=trustee)
    assert (notice.kind, notice.audience) == (NoticeKind.REVIEW_GRANTED, Audience.TRUSTEE)
    assert client_of(trustee).get(handed.get_absolute_url()).status_code == 200
    assert "Edwin Marsh, Chair of Trustees, for the CEO, let Ines Vogel review this case" in text_of(
        client.get(f"/cases/{handed.reference}/history/")
    )
    clock.shift(60)
    assert client.post(f"/delegation/{Delegation.objects.get(to=trustee).pk}/end/").url == "/delegation/"
    assert client_of(trustee).get(handed.get_absolute_url()).status_code == 404


def test_the_ceo_who_is_in_a_case_may_not_delegate_it_and_is_told_who_decides(client_of, handed, ceo):
    page = text_of(client_of(ceo).get(handed.get_absolute_url()))
    assert "The Chair of Trustees decides in the place of the CEO." in page
    assert "Delegate this case" not in page
    assert client_of(ceo).get(f"/cases/{handed.reference}/delegate/").status_code == 403


def test_a_trustee_who_decided_is_refused(client_of, handed, father, chair, trustee, head):
    make.InvolvementFactory(case=handed, person=father)
    suspension = suspend_on_case(
        case=handed, person=father, school=handed.school, grounds="He threatened a teacher.", by=head
    )
    make.ExtensionFactory(suspension=suspension, decided_by=trustee)
    answer = client_of(chair).post(f"/cases/{handed.reference}/delegate/", {"to": trustee.pk, **WHY})
    assert answer.status_code == 422
    assert "Ines Vogel extended the suspension." in text_of(answer)


@pytest.mark.parametrize("who", ["central", "chair"])
def test_whoever_acts_for_the_ceo_suspends_from_the_page(client_of, handed, case, father, cast, who):
    if who == "central":
        handed = make.CaseFactory(school=case.school)
        delegate(case=handed, to=cast.central, by=cast.ceo, **WHY)
    make.InvolvementFactory(case=handed, person=father)
    client = client_of(getattr(cast, who))
    page = f"/cases/{handed.reference}/suspensions/new/"
    assert handed.school.name in text_of(client.get(page))

    sent = {"person": father.pk, "school": handed.school_id, "grounds": "He threatened a teacher."}
    assert client.post(page, sent).status_code == 302

    suspension = handed.site_suspensions.get()
    assert suspension.capacity == {"central": Capacity.DELEGATE, "chair": Capacity.CHAIR}[who]
    assert client.get(suspension.get_absolute_url()).status_code == 200


def test_a_delegate_of_every_case_decides_what_they_log(client_of, central, ceo, school, clock):
    delegate(case=None, to=central, until=timezone.now() + timedelta(days=7), by=ceo, **WHY)
    page = client_of(central).get("/log/", follow=True)
    assert page.context["can_suspend"]


def test_a_suspension_by_the_ceo_goes_to_the_chair(case, father, ceo, chair, central):
    make.InvolvementFactory(case=case, person=father)

    suspension = suspend_on_case(
        case=case, person=father, school=case.school, grounds="He threatened a teacher.", by=ceo
    )

    assert Notice.objects.filter(case=case, to_user=chair, kind=NoticeKind.CEO_INFORMED).count() == 1
    assert not may(again(ceo), "review", case)
    assert may(again(chair), "review", case)
    lift_suspension(suspension=suspension, reason="He apologised", by=again(ceo))


def test_a_trustee_reads_the_case_and_changes_nothing(client_of, handed, chair, trustee):
    grant_review(case=handed, to=trustee, by=again(chair), **WHY)
    client = client_of(trustee)
    assert client.get(f"/cases/{handed.reference}/history/").status_code == 200
    for page in ("people", "sight", "report", "delegate", "void"):
        assert client.get(f"/cases/{handed.reference}/{page}/").status_code == 403, page


# --- Who stood in -----------------------------------------------------------------------------------------------------------
def test_the_history_names_who_stood_in_when_it_was_done(client_of, case, deputy, head, ceo, school, clock):
    make.CoverFactory(user=deputy, school=school)
    involve(case=case, part=Part.WITNESS, name="A neighbour", by=again(deputy))
    clock.shift(timedelta(days=1))
    involve(case=case, part=Part.WITNESS, name="A passer-by", by=again(deputy))

    history = text_of(client_of(head).get(f"/cases/{case.reference}/history/"))

    assert "Sam Okoro, acting headteacher, added A neighbour" in history
    assert "Sam Okoro added A passer-by" in history


def test_a_headteacher_who_stands_in_for_the_ceo_acts_at_their_school_as_headteacher(client_of, case, head, ceo):
    make.CoverFactory(role=Role.CEO, school=None, user=head, of=ceo)
    involve(case=case, part=Part.WITNESS, name="A neighbour", by=again(head))
    assert "Ruth Adeyemi added A neighbour" in text_of(client_of(ceo).get(f"/cases/{case.reference}/history/"))
