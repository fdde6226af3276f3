"""The set-up pages: who gets in, what a wrong form says, what a right one does."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.system import system_user
from audit.services import write
from notices.models import Notice
from schools.access import forget_powers, powers
from schools.models import BankHoliday, RoleProposal, School, StandingDeputy, Trust
from schools.services.roles import act_as_head, name_deputy, propose_role
from schools.states import PersonKind, Role
from tests import factories

pytestmark = pytest.mark.django_db

EVERYBODY = ("head", "deputy", "office", "staff", "stranger", "ceo", "chair", "central", "admin")
ADMIN_PAGES = ["trust", "schools", "school_new", "calendar", "accounts", "account_new", "import"]


def address(name, *args):
    return reverse(f"schools:{name}", args=args)


@pytest.fixture
def browser(admin, client_of):
    return client_of(admin)


@pytest.fixture
def second_admin(school):
    return factories.UserFactory(name="Una Frost", role=(Role.ADMINISTRATOR, None))


def text_of(response):
    return " ".join(response.content.decode().split())


# --- Doors ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("page", ADMIN_PAGES)
def test_only_administrators_get_into_set_up(page, who, request, client_of):
    response = client_of(request.getfixturevalue(who)).get(address(page))

    assert response.status_code == (200 if who == "admin" else 403)


@pytest.mark.parametrize(
    ("who", "status"), [("admin", 200), ("head", 200), ("ceo", 200), ("staff", 403), ("chair", 403)]
)
def test_the_first_page_is_for_those_who_have_something_there(who, status, request, client_of):
    assert client_of(request.getfixturevalue(who)).get(address("setup")).status_code == status


def test_a_head_sees_the_deputies_only(head, client_of):
    page = text_of(client_of(head).get(address("setup")))

    assert "Standing deputies" in page
    assert "Accounts" not in page
    assert "Roles to confirm" not in page


@pytest.mark.parametrize("who", EVERYBODY)
def test_deputies_are_the_heads_own(who, request, client_of):
    response = client_of(request.getfixturevalue(who)).get(address("deputies"))

    assert response.status_code == (200 if who in {"head", "stranger"} else 403)


def test_who_is_not_signed_in_is_asked_to(client, trust):
    assert client.get(address("setup")).headers["Location"].startswith("/account/login/")


def test_the_menu_shows_what_may_be_opened(admin, head, staff, school, client_of):
    def menu(user):
        context = client_of(user).get(address("setup") if user != staff else "/").context
        return [item.label for item in context["navigation"]]

    assert menu(admin) == ["Home", "Set-up"]
    assert menu(head) == [
        "Home",
        "Cases",
        "People",
        "Meetings",
        "At the gate",
        "Online",
        "Complaints",
        "Contacts",
        "Set-up",
    ]
    assert menu(staff) == ["Home", "At the gate", "Online", "Contacts"]


def test_the_menu_marks_where_one_is(browser):
    places = browser.get(address("accounts")).context["navigation"]

    assert [place.label for place in places if place.current] == ["Set-up"]


def test_staying_signed_in_is_one_press(head, client_of):
    assert client_of(head).post(address("stay")).status_code == 204
    assert client_of(head).get(address("stay")).status_code == 405


# --- Trust and schools ------------------------------------------------------------------------------------------------
TRUST = {
    "name": "Inspires Multi-Academy Trust",
    "office_opens": "07:30",
    "office_closes": "16:30",
    "complaint_acknowledge_days": "5",
    "complaint_answer_days": "20",
    "complaint_update_days": "10",
    "complaint_further_days": "10",
}


def test_the_trusts_facts_are_kept(browser):
    response = browser.post(address("trust"), TRUST | {"complaints_url": "https://trust.example/complaints"})

    assert response.status_code == 302
    trust = Trust.objects.get()
    assert (f"{trust.office_opens:%H:%M}", trust.complaints_url) == ("07:30", "https://trust.example/complaints")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Enter the trust’s name."),
        ({"office_opens": "18:00"}, "The office must open before it closes."),
        ({"office_opens": "soon"}, "Enter a time, like 08:00."),
        ({"email": "nowhere"}, "Enter an e-mail address"),
        ({"website": "not a site"}, "Enter a whole web address"),
    ],
)
def test_a_wrong_fact_is_said_and_what_was_typed_stays(browser, typed, said):
    response = browser.post(address("trust"), TRUST | {"address": "1 Trust Way {{ x }} <b>"} | typed)

    assert response.status_code == 422
    assert said in text_of(response)
    assert "1 Trust Way {{ x }} &lt;b&gt;" in text_of(response)
    assert not Trust.objects.filter(office_opens="07:30").exists()


SCHOOL = {"name": "Brook Secondary", "prefix": "bro", "phase": "secondary", "is_open": "on"}


def test_a_new_school_has_its_roles_at_once(browser, admin):
    browser.post(address("school_new"), SCHOOL | {"urn": "012345"})

    school = School.objects.get(name="Brook Secondary")
    assert (school.prefix, school.urn) == ("BRO", "012345")
    head = factories.UserFactory(role=(Role.HEAD, school))
    assert powers(head).includes("suspend", school.pk)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Enter the school’s name."),
        ({"name": "Hillside Primary"}, "already exists"),
        ({"prefix": "HIL"}, "already exists"),
        ({"prefix": "B1"}, "capital letters"),
        ({"phase": "college"}, "Select a valid choice"),
        ({"urn": "12"}, "six digits"),
    ],
)
def test_a_school_that_cannot_be_is_refused(browser, school, typed, said):
    response = browser.post(address("school_new"), SCHOOL | typed)

    assert response.status_code == 422
    assert said in text_of(response)
    assert School.objects.count() == 1


def test_a_schools_prefix_stays_once_a_case_has_it(browser, school, head):
    facts = SCHOOL | {"name": school.name, "prefix": "HIX"}
    assert browser.post(address("school", school.pk), facts).status_code == 302
    factories.EntryFactory(chain=factories.ChainFactory(name="HIX-2026-7K4Q"))

    response = browser.post(address("school", school.pk), facts | {"prefix": "HIL"})

    assert response.status_code == 422
    assert "have been given out" in text_of(response)


# --- Bank holidays ----------------------------------------------------------------------------------------------------
def test_a_years_holidays_are_filled_in_added_and_removed(browser):
    browser.post(address("holidays_fill", 2027))
    assert BankHoliday.objects.filter(on__year=2027).count() == 8
    browser.post(
        address("holiday_add", 2027), {"on_day": "11", "on_month": "6", "on_year": "2027", "name": "A royal wedding"}
    )
    day = BankHoliday.objects.get(on=date(2027, 6, 11))
    assert "A royal wedding" in text_of(browser.get(address("calendar_year", 2027)))

    browser.post(address("holiday_remove", day.pk))

    assert not BankHoliday.objects.filter(pk=day.pk).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"on_day": "31", "on_month": "2", "on_year": "2027"}, "Enter a day that exists."),
        ({"on_year": "9999", "on_day": "1", "on_month": "1"}, "Enter a day from 2000 to 2099."),
        ({"name": ""}, "Name the holiday."),
    ],
)
def test_a_day_that_cannot_be_is_refused(browser, typed, said):
    day = {"on_day": "11", "on_month": "6", "on_year": "2027", "name": "A royal wedding"}
    response = browser.post(address("holiday_add", 2027), day | typed)

    assert response.status_code == 422
    assert said in text_of(response)


@pytest.mark.parametrize("year", [0, 1999, 2100, 99999999999999])
def test_years_out_of_reach_are_not_found(browser, year):
    assert browser.get(address("calendar_year", year)).status_code == 404


# --- Deputies ---------------------------------------------------------------------------------------------------------
def test_a_head_names_and_removes_a_deputy(head, deputy, school, client_of):
    browser = client_of(head)

    browser.post(address("deputy_name", school.pk), {"user": deputy.pk})
    row = StandingDeputy.objects.get()
    assert deputy.name in text_of(browser.get(address("deputies")))
    browser.post(address("deputy_remove", row.pk))

    assert not StandingDeputy.objects.exists()


def test_a_head_names_nobody_of_another_school(head, stranger, school, other_school, client_of):
    browser = client_of(head)

    assert browser.post(address("deputy_name", school.pk), {"user": stranger.pk}).status_code == 422
    assert browser.post(address("deputy_name", other_school.pk), {"user": stranger.pk}).status_code == 403
    foreign = factories.StandingDeputyFactory(school=other_school)
    assert browser.post(address("deputy_remove", foreign.pk)).status_code == 404


# --- Accounts ---------------------------------------------------------------------------------------------------------
def test_an_account_is_made_given_a_role_and_sent_its_link(browser, school, run_jobs):
    made = browser.post(address("account_new"), {"email": "imran@school.example", "name": "Imran Dale"})
    user = User.objects.get(email="imran@school.example")
    assert made.headers["Location"] == address("account", user.pk)

    browser.post(reverse("desk:role_give", args=[user.pk]), {"role": "staff", "school": school.pk})
    browser.post(address("account_send_link", user.pk))
    run_jobs()

    assert powers(user).includes("log_incident", school.pk)
    assert mail.outbox[0].to == ["imran@school.example"]
    page = text_of(browser.get(address("account", user.pk)))
    assert "Member of staff, Hillside Primary" in page
    assert "Ivan Cole gave Imran Dale the role Member of staff" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "ivan"}, "Enter an e-mail address"),
        ({"email": ""}, "Enter an e-mail address."),
        ({"name": ""}, "Enter a name."),
        ({"email": "TAKEN@school.example"}, "already an account"),
    ],
)
def test_an_account_that_cannot_be_is_refused(browser, typed, said):
    factories.UserFactory(email="taken@school.example")
    facts = {"email": "imran@school.example", "name": "Imran Dale", "job_title": "<i>Teacher</i>"}

    response = browser.post(address("account_new"), facts | typed)

    assert response.status_code == 422
    assert said in text_of(response)
    assert "&lt;i&gt;Teacher&lt;/i&gt;" in text_of(response)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"role": "staff", "school": ""}, "Choose the school of this role."),
        ({"role": "ceo"}, "has no school"),
        ({"role": "king"}, "Select a valid choice"),
        ({"role": ""}, "Choose a role."),
        ({"school": "999999"}, "Choose a school."),
        ({"until_on_day": "1", "until_on_month": "1", "until_on_year": "2020"}, "The last day is before the first."),
        ({"from_on_day": "1", "from_on_month": "1", "from_on_year": "2020"}, "This day is over."),
        ({"from_on_day": "40", "from_on_month": "1", "from_on_year": "2020"}, "Enter a day that exists."),
    ],
)
def test_a_role_that_cannot_be_given_is_refused(browser, school, typed, said):
    user = factories.UserFactory()

    response = browser.post(reverse("desk:role_give", args=[user.pk]), {"role": "staff", "school": school.pk} | typed)

    assert response.status_code == 422
    assert said in text_of(response)
    assert not user.memberships.exists()


def test_an_administrator_gives_themselves_nothing(browser, admin, school):
    response = browser.post(reverse("desk:role_give", args=[admin.pk]), {"role": "head", "school": school.pk})

    assert response.status_code == 422
    assert "Nobody gives a role to themselves" in text_of(response)


def test_a_role_until_a_day_counts_to_its_last_minute(browser, school, clock):
    user = factories.UserFactory()
    last = {"until_on_day": "6", "until_on_month": "11", "until_on_year": "2026"}

    browser.post(reverse("desk:role_give", args=[user.pk]), {"role": "staff", "school": school.pk} | last)

    clock.move_to(timezone.now().replace(year=2026, month=11, day=6, hour=23, minute=59))
    assert powers(user).includes("log_incident")
    clock.shift(60)
    forget_powers(user)
    assert not powers(user).includes("log_incident")


def told():
    return [(notice.kind, notice.to_user) for notice in Notice.objects.order_by("pk")]


def test_a_role_in_the_trust_takes_two_administrators(browser, admin, second_admin, ceo, client_of):
    user = factories.UserFactory(name="Imran Dale")
    browser.post(reverse("desk:role_give", args=[user.pk]), {"role": "central_team"})
    proposal = RoleProposal.objects.get()
    assert powers(user).held == {}
    assert "waits for a second person" in text_of(browser.get(address("account", user.pk)))
    own = browser.get(reverse("desk:proposals"))
    assert "Withdraw" in text_of(own)
    assert "Confirm" not in text_of(own).replace("confirmed", "").replace("Roles to confirm", "")

    client_of(second_admin).post(reverse("desk:proposal_confirm", args=[proposal.pk]))

    forget_powers(user)
    assert powers(user).holds(Role.CENTRAL_TEAM)
    assert told() == [("role_proposed", second_admin), ("role_proposed", ceo), ("role_given", ceo)]


def test_a_confirmation_that_is_refused_leads_the_ceo_to_a_page_they_may_see(admin, ceo, client_of):
    gone = factories.UserFactory(name="Imran Dale")
    proposal = propose_role(user=gone, role=Role.CLERK, by=admin)
    User.objects.filter(pk=gone.pk).update(is_active=False)

    response = client_of(ceo).post(reverse("desk:proposal_confirm", args=[proposal.pk]), follow=True)

    assert response.status_code == 200
    assert response.request["PATH_INFO"] == reverse("desk:proposals")
    assert "Imran Dale’s account is switched off" in text_of(response)


def test_whoever_proposes_cannot_press_confirm_either(browser, admin):
    proposal = propose_role(user=factories.UserFactory(), role=Role.CEO, by=admin)

    response = browser.post(reverse("desk:proposal_confirm", args=[proposal.pk]), follow=True)

    assert "A second person confirms it" in text_of(response)
    proposal.refresh_from_db()
    assert proposal.state == "proposed"


def test_a_role_is_declined_with_a_reason_and_withdrawn_without(admin, ceo, client_of):
    first = propose_role(user=factories.UserFactory(), role=Role.CLERK, by=admin)
    second = propose_role(user=factories.UserFactory(), role=Role.CLERK, by=admin)
    decline = reverse("desk:proposal_decline", args=[first.pk])
    assert client_of(ceo).post(decline, {"reason": ""}).status_code == 422
    client_of(ceo).post(decline, {"reason": "We have one."})
    client_of(admin).post(reverse("desk:proposal_withdraw", args=[second.pk]))

    assert {*RoleProposal.objects.values_list("state", flat=True)} == {"declined", "withdrawn"}


@pytest.mark.parametrize("who", ["head", "staff", "chair", "central"])
def test_others_see_no_proposals(who, request, admin, client_of):
    proposal = propose_role(user=factories.UserFactory(), role=Role.CLERK, by=admin)
    browser = client_of(request.getfixturevalue(who))

    assert browser.get(reverse("desk:proposals")).status_code == 403
    assert browser.post(reverse("desk:proposal_confirm", args=[proposal.pk])).status_code == 403


def test_a_role_is_ended_now_or_on_a_day(browser, staff, deputy, school, clock):
    here = staff.memberships.get()
    browser.post(reverse("desk:role_end", args=[here.pk]))
    forget_powers(staff)
    assert powers(staff).held == {}

    later = deputy.memberships.get()
    browser.post(
        reverse("desk:role_end", args=[later.pk]), {"last_on_day": "6", "last_on_month": "11", "last_on_year": "2026"}
    )
    assert "until Friday 6 November 2026" in text_of(browser.get(address("account", deputy.pk)))


def test_ending_a_role_in_the_trust_tells_the_ceo(browser, central, ceo):
    browser.post(reverse("desk:role_end", args=[central.memberships.get().pk]))

    assert [notice.to_user for notice in Notice.objects.all()] == [ceo]


def test_others_end_no_roles(head, staff, client_of):
    assert client_of(head).post(reverse("desk:role_end", args=[staff.memberships.get().pk])).status_code == 403


def test_the_only_administrators_role_stays_with_a_sentence(browser, admin):
    response = browser.post(reverse("desk:role_end", args=[admin.memberships.get().pk]))

    assert response.status_code == 422
    assert "only administrator" in text_of(response)


def test_an_account_is_switched_off_and_on(browser, staff):
    browser.post(address("account_off", staff.pk))
    assert not User.objects.get(pk=staff.pk).is_active
    assert "switched off" in text_of(browser.get(address("account", staff.pk)))

    browser.post(address("account_on", staff.pk))
    assert User.objects.get(pk=staff.pk).is_active


def test_a_refused_press_leads_back_with_the_reason(browser, admin):
    response = browser.post(address("account_off", admin.pk), follow=True)

    assert "Nobody switches off their own account" in text_of(response)


def test_accounts_are_filtered_by_choice_and_found_by_post(browser, head, staff, stranger, school):
    off = factories.UserFactory(name="Zed Off", is_active=False)

    def names(response):
        return {row.name for row in response.context["rows"]}

    assert names(browser.get(address("accounts"), {"school": school.pk})) == {head.name, staff.name}
    assert names(browser.get(address("accounts"), {"role": "head"})) == {head.name, stranger.name}
    assert names(browser.get(address("accounts"), {"role": "head", "school": school.pk})) == {head.name}
    assert names(browser.get(address("accounts"), {"state": "off"})) == {off.name}
    assert off.name not in names(browser.get(address("accounts"), {"state": "on"}))
    assert names(browser.post(address("accounts_search"), {"q": "adey"})) == {head.name}
    assert names(browser.post(address("accounts_search"), {"q": off.email})) == {off.name}
    assert names(browser.post(address("accounts_search"), {"q": "100% _"})) == set()
    assert browser.post(address("accounts_search"), {"q": "ad"}).status_code == 422
    assert browser.get(address("accounts"), {"school": "x", "role": "<b>", "after": "🙂"}).status_code == 200


def test_the_list_of_accounts_goes_on_page_by_page(browser, admin):
    for n in range(60):
        factories.UserFactory(name=f"Same Name {n // 4:02}")

    seen, url = [], address("accounts")
    while url:
        response = browser.get(url)
        seen += [row.url for row in response.context["rows"]]
        url = address("accounts") + response.context["next_url"] if response.context["next_url"] else ""

    assert len(seen) == len(set(seen)) == User.objects.people().count()


@pytest.mark.parametrize("page", ["accounts", "schools", "setup"])
def test_a_page_costs_the_same_with_one_row_and_with_twenty(page, browser, school):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address(page)).status_code == 200
        return len(queries)

    cost()  # the first request of a session also writes its clocks
    first = cost()
    for _ in range(20):
        factories.UserFactory(role=(Role.STAFF, factories.SchoolFactory()))
    assert cost() == first <= 12


def test_the_systems_account_is_nobodys_business(browser, db):
    assert browser.get(address("account", system_user().pk)).status_code == 404


# --- Linked with a person ---------------------------------------------------------------------------------------------
def test_an_account_is_linked_with_the_person_it_belongs_to(browser, head, school):
    parent = factories.PersonFactory(given_name="Ruth", family_name="Adeyemi", at=school)
    factories.RelationshipFactory(adult=parent, pupil=factories.PersonFactory(pupil=True), kind="mother")
    pupil = factories.PersonFactory(pupil=True, family_name="Adeyemi", at=school)

    found = browser.post(address("account_people", head.pk), {"q": "adeyemi"})
    assert [(p.pk, text) for p, text in found.context["found"]] == [(parent.pk, "mother of Alfie")]
    assert browser.post(reverse("desk:account_link", args=[head.pk, pupil.pk])).status_code == 404
    browser.post(reverse("desk:account_link", args=[head.pk, parent.pk]))
    parent.refresh_from_db()
    assert parent.user == head
    assert "sees nothing of a case about them" in text_of(browser.get(address("account", head.pk)))

    browser.post(reverse("desk:account_unlink", args=[head.pk]))
    parent.refresh_from_db()
    assert parent.user is None


def test_searching_a_person_needs_three_letters(browser, head):
    assert browser.post(address("account_people", head.pk), {"q": "ad"}).status_code == 422


def test_nothing_of_a_case_stands_in_set_up(browser, head, school):
    person = factories.PersonFactory(given_name="Zebedee", family_name="Quux", at=school, kinds=[PersonKind.PARENT])
    case = factories.CaseFactory(school=school, title="Zebedee Quux at the gate")
    factories.InvolvementFactory(case=case, person=person)

    for url in [address("setup"), address("account", head.pk), address("accounts"), address("schools")]:
        assert "Quux" not in text_of(browser.get(url))
        assert case.reference not in text_of(browser.get(url))


def test_a_link_expires_as_the_message_says(settings):
    assert timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) == timedelta(days=3)


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 18, "٣", "²", "-1", "x", ""])
def test_a_list_that_goes_on_behind_nothing_begins_at_the_beginning(number, browser, head):
    assert head.name in text_of(browser.get(address("accounts"), {"after": number}))


def test_an_accounts_page_tells_all_that_was_done_to_it(browser, admin, ceo, second_admin, head, school, client_of):
    browser.post(address("account_new"), {"email": "imran@school.example", "name": "Imran Dale"})
    user = User.objects.get(email="imran@school.example")
    changed = {"email": "dale@school.example", "name": "Imran Dale"}
    browser.post(address("account_change", user.pk), changed)
    give = reverse("desk:role_give", args=[user.pk])
    later = {"from_on_day": "1", "from_on_month": "9", "from_on_year": str(timezone.now().year + 1)}
    browser.post(give, {"role": "office", "school": school.pk} | later)
    browser.post(reverse("desk:role_end", args=[user.memberships.get().pk]))
    browser.post(give, {"role": "staff", "school": school.pk})
    name_deputy(user=user, school=school, by=head)
    act_as_head(school=school, by=user)
    browser.post(reverse("desk:role_end", args=[user.memberships.get().pk]))
    browser.post(give, {"role": "head", "school": school.pk})
    client_of(second_admin).post(reverse("desk:proposal_confirm", args=[RoleProposal.objects.get().pk]))
    parent = factories.PersonFactory(at=school, family_name="Quux")
    browser.post(reverse("desk:account_link", args=[user.pk, parent.pk]))
    changed["email"] = "moved@school.example"
    assert "This account opens the cases of a school" in browser.post(address("account_change", user.pk), changed).text

    page = browser.get(address("account", user.pk))

    told = [line.text for line in page.context["page"].history]
    assert told == [
        "Ivan Cole linked the account with a person in our records.",
        "Una Frost gave Imran Dale the role Headteacher at Hillside Primary" + told[1].split("Primary")[1],
        "Una Frost confirmed the role.",
        "Ivan Cole proposed Imran Dale for the role Headteacher at Hillside Primary" + told[3].split("Primary")[1],
        "Imran Dale no longer stands in as Headteacher at Hillside Primary.",
        "Imran Dale is no longer a standing deputy at Hillside Primary.",
        "Ivan Cole ended Imran Dale’s role Member of staff at Hillside Primary.",
        "Imran Dale stands in as Headteacher at Hillside Primary" + told[7].split("Primary")[1],
        "Ruth Adeyemi named Imran Dale a standing deputy at Hillside Primary.",
        "Ivan Cole gave Imran Dale the role Member of staff at Hillside Primary" + told[9].split("Primary")[1],
        "Ivan Cole ended Imran Dale’s role Office and reception at Hillside Primary.",
        "Ivan Cole gave Imran Dale the role Office and reception at Hillside Primary" + told[11].split("Primary")[1],
        "Ivan Cole changed the account: e-mail address.",
        "Ivan Cole made the account.",
    ]
    assert "made the account" not in text_of(browser.get(address("account", head.pk)))


def test_an_accounts_history_says_nothing_of_a_case(browser, head, school):
    case = factories.CaseFactory(school=school)
    write(chain=case.chain, verb="role.given", row=case, by=head, data={"user": head.pk, "name": "Zebedee"})

    assert "Zebedee" not in text_of(browser.get(address("account", head.pk)))
