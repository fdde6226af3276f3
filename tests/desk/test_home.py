"""The home page: what needs me next, and nothing that I may not know."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from cases.duties import Kind
from cases.services.writing import save_draft
from notices.states import NoticeKind
from schools.states import Role
from tests.factories import (
    ArrangementFactory,
    CaseFactory,
    CoverFactory,
    DutyFactory,
    GrantFactory,
    IncidentFactory,
    InvolvementFactory,
    NoticeFactory,
    PersonFactory,
    PupilSuspensionFactory,
    SiteSuspensionFactory,
    StandingDeputyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def case(school):
    return CaseFactory(school=school)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def home_of(client):
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.context["home"]


def test_each_case_has_one_line_with_what_is_due_first(client_of, head, case, clock):
    DutyFactory(case=case, kind=Kind.REPORT_TO_CEO, due_at=clock_in(hours=24))
    DutyFactory(case=case, kind=Kind.TELL_PARENT, subject="7", about="Mr Darren Farrow", due_at=clock_in(hours=3))
    DutyFactory(case=case, kind=Kind.LETTER_TO_PARENT, subject="7", about="Mr Darren Farrow", due_at=clock_in(hours=30))
    [line] = home_of(client_of(head)).steps
    assert line.what == "Tell Mr Darren Farrow in person or by telephone"
    assert line.small == f"{case.reference} · {case.title} · and 2 more on this case"
    assert line.action.url == f"/cases/{case.reference}/suspensions/7/tell/"
    assert "Policy" in line.why


def clock_in(**ahead):
    return timezone.now() + timedelta(**ahead)


def test_lines_stand_soonest_first_with_their_clocks(client_of, head, school, clock):
    for hours in (30, -1, 2):
        DutyFactory(case__school=school, due_at=clock_in(hours=hours))
    answer = client_of(head).get("/")
    text = text_of(answer)
    assert text.index("1 h late") < text.index("in 2 h") < text.index("tomorrow")


def test_the_list_shows_twenty_lines_and_says_what_is_left(client_of, head, school, clock):
    for n in range(23):
        DutyFactory(case__school=school, due_at=clock_in(hours=n - 22))
    home = home_of(client_of(head))
    assert len(home.steps) == 20
    assert home.more == "3 more in 3 cases, 2 of them late"


def test_what_is_left_is_counted_to_two_hundred_only(client_of, head, school, clock):
    cases = CaseFactory.create_batch(30, school=school)
    for n in range(8):
        for case in cases:
            DutyFactory(case=case, kind=Kind.TELL_PARENT, subject=str(n), due_at=clock_in(hours=1))
    assert home_of(client_of(head)).more == "More than 60 more in 10 cases, nothing late"


def test_a_duty_is_shown_to_its_owner_only(client_of, cast, case, clock):
    DutyFactory(case=case, owner_role=Role.HEAD)
    seen = {name: len(home_of(client_of(user)).steps) for name, user in vars(cast).items()}
    assert seen == {**dict.fromkeys(seen, 0), "head": 1}


def test_a_duty_handed_to_one_account_leaves_the_others_list(client_of, head, deputy, case, clock):
    DutyFactory(case=case, owner_role=Role.HEAD, owner_user=deputy)
    assert not home_of(client_of(head)).steps
    assert len(home_of(client_of(deputy)).steps) == 1


def test_duties_follow_who_stands_in(client_of, deputy, school, case, clock):
    DutyFactory(case=case, owner_role=Role.HEAD)
    assert not home_of(client_of(deputy)).steps
    CoverFactory(school=school, user=deputy)
    assert len(home_of(client_of(deputy)).steps) == 1


def test_duties_of_the_whole_trust_come_from_every_school(client_of, ceo, school, other_school, clock):
    for place in (school, other_school):
        DutyFactory(case__school=place, kind=Kind.CEO_ACKNOWLEDGE, owner_role=Role.CEO)
    assert len(home_of(client_of(ceo)).steps) == 2


def test_nothing_behind_a_wall_is_on_the_page(client_of, head, case, clock):
    DutyFactory(case=case)
    NoticeFactory(case=case, to_user=head)
    with_it = home_of(client_of(head))
    assert with_it.steps
    assert with_it.told
    InvolvementFactory(case=case, person=None, user=head)
    answer = client_of(head).get("/")
    assert case.reference not in text_of(answer)


def test_done_and_waived_duties_are_gone(client_of, head, case, clock):
    DutyFactory(case=case, discharged=True)
    DutyFactory(case=case, waived=True)
    assert "Nothing needs you now." in text_of(client_of(head).get("/"))


def test_the_actions_fit_the_role(client_of, cast, school, clock):
    StandingDeputyFactory(user=cast.deputy, school=school)
    labels = {name: [a.label for a in home_of(client_of(user)).actions] for name, user in vars(cast).items()}
    assert labels["deputy"] == ["Log an incident", "I am acting head today"]
    assert labels["head"] == ["Log an incident", "Suspend a pupil"]
    assert labels["staff"] == labels["ceo"] == ["Log an incident"]
    assert labels["chair"] == labels["admin"] == []


def test_a_deputy_who_acts_already_is_not_asked_again(client_of, deputy, school, clock):
    StandingDeputyFactory(user=deputy, school=school)
    CoverFactory(school=school, user=deputy)
    home = home_of(client_of(deputy))
    assert [action.label for action in home.actions] == ["Log an incident", "Suspend a pupil"]
    assert home.covers == ("Sam Okoro is acting headteacher of Hillside Primary until today 16:19",)


def test_the_line_under_the_title_says_where_and_who_stands_in(client_of, head, deputy, school, clock):
    StandingDeputyFactory(user=deputy, school=school)
    assert home_of(client_of(head)).sub == (
        "Hillside Primary · Monday 2 November 2026, 08:19 · standing deputy: Sam Okoro"
    )


def test_a_trust_wide_role_stands_under_the_title(client_of, ceo, clock):
    assert home_of(client_of(ceo)).sub == "CEO · Monday 2 November 2026, 08:19"


def test_who_may_not_be_on_site_stands_beside_with_how_the_child_is_collected(client_of, head, case, clock):
    suspension = SiteSuspensionFactory(case=case)
    ArrangementFactory(suspension=suspension, collection="Grandmother, side gate")
    text = text_of(client_of(head).get("/"))
    assert "Darren FARROW" in text
    assert "until tonight 23:59" in text
    assert "Collection: Grandmother, side gate" in text


def test_the_panel_names_whom_a_merged_record_goes_on_as_and_nobody_behind_a_wall(client_of, head, school, case, clock):
    last = PersonFactory(given_name="Daz", family_name="Kept")
    middle = PersonFactory(given_name="D.", family_name="Middle", merged_into=last)
    SiteSuspensionFactory(case=case, person=PersonFactory(family_name="First", merged_into=middle))
    hidden = CaseFactory(school=school)
    InvolvementFactory(case=hidden, person=None, user=head)
    SiteSuspensionFactory(case=hidden)

    assert [one.name for one in home_of(client_of(head)).not_here] == ["Daz KEPT"]


def test_another_school_and_the_past_are_not_on_the_panel(client_of, head, other_school, case, clock):
    SiteSuspensionFactory(case__school=other_school)
    ended = TimestamptzRange(clock_in(days=-2), clock_in(days=-1))
    SiteSuspensionFactory(case=case, period=ended)
    assert home_of(client_of(head)).not_here == ()


def test_drafts_lead_back_to_their_pages(client_of, head, case, clock):
    token = "4b5f0f5e-5a43-4a39-9d65-0a2f7a1f3e11"
    save_draft(key=f"log:{token}", payload={}, by=head)
    save_draft(key=f"report:{case.reference}", payload={}, by=head)
    save_draft(key="search:cases:abc", payload={"words": "Farrow"}, by=head)
    save_draft(key="filters:cases", payload={}, by=head)
    client = client_of(head)
    drafts = home_of(client).drafts
    links = {(draft.link.label, draft.link.url) for draft in drafts}
    assert links == {
        ("Incident, saved 08:19", f"/log/{token}/"),
        (f"Report {case.reference}, saved 08:19", f"/cases/{case.reference}/report/"),
    }
    client.post(drafts[0].remove.url, drafts[0].remove.fields)
    assert home_of(client).drafts == drafts[1:]


def test_unread_notices_stand_under_told_to_you_until_they_are_read(client_of, ceo, case, clock):
    notice = NoticeFactory(case=case, to_user=ceo)
    NoticeFactory(case=case, to_user=ceo, read=True)
    NoticeFactory(case=case, to_user=ceo, kind=NoticeKind.REPORT_ISSUED)
    [told] = home_of(client_of(ceo)).told
    assert told.link.url == f"/notices/{notice.pk}/"
    assert told.note == f"{case.reference}, 08:19"


def test_staff_and_office_see_what_became_of_their_own_reports(client_of, staff, office, school, clock):
    mine = IncidentFactory(case__school=school, logged_by=staff)
    IncidentFactory(case__school=school, logged_by=office)
    client = client_of(staff)
    [item] = home_of(client).reports
    assert item.tag.text == "with the headteacher"
    assert item.links[0].url == mine.get_absolute_url()
    text = text_of(client.get("/"))
    assert "What you reported" in text
    assert "/gate/" in text


def test_a_decided_report_says_what_was_decided_and_not_why(client_of, staff, school, clock):
    IncidentFactory(case__school=school, logged_by=staff, concluded=True, conclusion_reason="A reason for the file")
    text = text_of(client_of(staff).get("/"))
    assert "decided: no action" in text
    assert "A reason for the file" not in text


def test_the_office_reads_how_many_may_not_come_and_how_many_pupils_are_suspended(
    client_of, office, school, case, clock
):
    SiteSuspensionFactory(case=case, person=PersonFactory(given_name="Darren", family_name="Farrow", at=school))
    PupilSuspensionFactory(case__school=school, school=school, first_on=date(2026, 11, 2), last_on=date(2026, 11, 3))
    text = text_of(client_of(office).get("/"))
    assert "1 person may not come onto the site." in text
    assert "1 pupil is suspended today." in text
    assert "Farrow" not in text


def test_the_chair_sees_no_gate_and_no_reports(client_of, chair, case, clock):
    SiteSuspensionFactory(case=case)
    text = text_of(client_of(chair).get("/"))
    assert "Not on site today" not in text
    assert "What you reported" not in text


def fill(school, head, deputy, count):
    for n in range(count):
        case = CaseFactory(school=school)
        for kind in (Kind.LETTER_TO_PARENT, Kind.TELL_PARENT):
            DutyFactory(case=case, kind=kind, subject=str(n))
        ArrangementFactory(suspension=SiteSuspensionFactory(case=case, person=PersonFactory(at=school)))
        NoticeFactory(case=case, to_user=head)
        save_draft(key=f"report:{case.reference}", payload={}, by=head)
        IncidentFactory(case=case, logged_by=head)
        CoverFactory(school=school)
        GrantFactory(case=case, user=head)
        StandingDeputyFactory(school=school, user=UserFactory())


def test_one_line_and_twenty_cost_the_same_few_queries(
    client_of, head, deputy, school, django_assert_max_num_queries, clock
):
    client = client_of(head)
    client.get("/")
    counts = []
    for more in (1, 19):
        fill(school, head, deputy, more)
        with django_assert_max_num_queries(MOST_QUERIES) as asked:
            client.get("/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_staff_pay_no_more(client_of, staff, school, django_assert_max_num_queries, clock):
    client = client_of(staff)
    client.get("/")
    for _ in range(20):
        IncidentFactory(case__school=school, logged_by=staff)
        NoticeFactory(to_user=staff)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/")
