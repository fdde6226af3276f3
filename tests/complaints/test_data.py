"""A complaint about personal data: the data protection lead's, by clocks of its own, with a signpost and no further stage."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.access import sees
from cases.duties import Kind
from cases.duty_kinds import OF_DATA
from cases.models import Case, Duty
from cases.states import CaseState, Part
from complaints import services
from complaints.clocks import DATA_ACKNOWLEDGED_WITHIN, last_day_within
from complaints.models import Complaint
from complaints.selectors.letter import LetterKey, update_key
from complaints.states import About, Capacity, Result, Stage
from desk.services.involving import name_in_case
from desk.services.school_calendar import add_closure
from desk.services.voiding import void_case
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from packs.selectors.owed import owed_on_paper
from records.models import Copy, WrittenRecord
from records.states import CopyMethod
from schools.access import forget_powers
from schools.states import ClosureKind, Role
from tests import factories as make
from tests.complaints.test_complaints import answered, day_of, decided, due

ACK, ANSWER = LetterKey(About.ACKNOWLEDGED, "data"), LetterKey(About.OUTCOME, "data")


@pytest.fixture
def lead(db):
    return make.UserFactory(name="Lea Dale", email="lead@school.example", role=(Role.DP_LEAD, None))


@pytest.fixture
def about_data(log, lead):
    return log(is_about_data=True)


@pytest.fixture
def page():
    def of(user):
        client = Client()
        client.force_login(user, backend="accounts.backends.Backend")
        return client

    return of


@pytest.fixture
def mixed(log, lead, head):
    """An ordinary complaint with two points, the second about personal data."""
    complaint = log(by=head)
    services.add_point(complaint=complaint, text="Nobody rang back.", by=head)
    services.add_point(complaint=complaint, text="A letter about Sam went to another family.", by=head)
    return complaint


def split(complaint, by, **more):
    points = [*complaint.points.order_by("pk")][1:]
    words = "You sent Sam’s letter to somebody else."
    return services.hand_on_points(complaint=complaint, points=points, words=words, by=by, **more)


def open_kinds(complaint):
    return {duty.kind for duty in Duty.objects.open().filter(case=complaint.case)}


# --- Whose it is --------------------------------------------------------------------------------------------------
def test_it_is_the_data_protection_leads_who_is_told_and_nobody_elses(about_data, lead, head, ceo, page):
    owed = {duty.kind: (duty.owner_role, day_of(duty)) for duty in Duty.objects.filter(case=about_data.case)}

    assert about_data.stage == Stage.DATA
    assert owed == {
        Kind.DATA_COMPLAINT: (Role.DP_LEAD, date(2026, 12, 1)),
        Kind.DATA_ANSWER: (Role.DP_LEAD, date(2026, 12, 13)),
        Kind.DATA_UPDATE: (Role.DP_LEAD, date(2026, 12, 1)),
    }
    assert [n.to_user for n in Notice.objects.filter(kind=NoticeKind.COMPLAINT)] == [lead]
    for by in (head, ceo):
        with pytest.raises(PermissionDenied):
            services.add_point(complaint=about_data, text="Shared", by=by)
        shown = page(by).get(about_data.get_absolute_url()).text
        assert "Decide on it" not in shown
        assert "The data protection lead of" in shown


def test_the_office_that_logs_one_is_told_that_it_was_handed_on(log, lead, office, page):
    sent = {"name": "Jo Bright", "channel": "email", "words": "My file was shown.", "stage": "informal"}
    day = {"received_on_day": "2", "received_on_month": "11", "received_on_year": "2026", "is_about_data": "on"}

    said = page(office).post(reverse("complaints:log"), {**sent, **day}, follow=True).text

    complaint = Complaint.objects.get(name="Jo Bright")
    assert complaint.stage == Stage.DATA
    assert "The data protection lead of" in said
    assert "deals with it and has been told" in said
    assert page(office).get(complaint.get_absolute_url()).status_code == 404


def test_the_lead_reads_those_about_personal_data_and_no_file_and_no_other_complaint(log, about_data, lead, page):
    other = log()
    mine = page(lead)
    shown = mine.get(about_data.get_absolute_url()).text
    listed = mine.get(reverse("complaints:register")).text

    assert not sees(lead, about_data.case)
    assert "Decide on it" in shown
    assert about_data.case.get_absolute_url() not in shown
    assert about_data.case.reference in listed
    assert other.case.reference not in listed
    assert mine.get(other.get_absolute_url()).status_code == 404
    assert about_data.get_absolute_url() in mine.get("/").text


def test_about_the_lead_or_their_own_it_is_the_ceos_and_about_the_ceo_too_the_chairs(log, lead, ceo, chair, page, kay):
    about_lead, about_both = (log(is_about_data=True, about=about) for about in ([lead], [lead, ceo]))
    assert due(about_lead, Kind.DATA_COMPLAINT).owner_role == Role.CEO
    assert due(about_both, Kind.DATA_COMPLAINT).owner_role == Role.CHAIR
    assert page(lead).get(about_lead.get_absolute_url()).status_code == 404
    assert about_lead.case.reference not in page(lead).get(reverse("complaints:register")).text
    forget_powers(chair)
    assert decided(about_both, chair).decisions.get().capacity == Capacity.CHAIR

    kay.user = lead
    kay.save()
    assert due(log(is_about_data=True), Kind.DATA_COMPLAINT).owner_role == Role.CEO


def test_a_lead_who_decided_in_the_case_it_comes_from_leaves_it_to_the_ceo_or_to_whoever_stands_in(
    log, lead, school, ceo, head, chair
):
    source = make.CaseFactory(school=school)
    suspension = make.SiteSuspensionFactory(case=source, school=school, decided_by=lead)
    first = log(is_about_data=True, source=source, by=head)
    assert due(first, Kind.DATA_ANSWER).owner_role == Role.CEO
    with pytest.raises(PermissionDenied):
        services.add_point(complaint=first, text="Shared", by=lead)
    services.add_point(complaint=first, text="Shared", by=ceo)

    make.ReviewFactory(suspension=suspension, decided_by=ceo)
    assert due(log(is_about_data=True, source=source, by=head), Kind.DATA_ANSWER).owner_role == Role.CHAIR

    deputy_lead = make.UserFactory(role=(Role.DP_LEAD, None))
    third = log(is_about_data=True, source=source, by=head)
    assert due(third, Kind.DATA_ANSWER).owner_role == Role.DP_LEAD
    services.add_point(complaint=third, text="Shared", by=deputy_lead)
    with pytest.raises(Refused, match="made the suspension"):
        decided(third, lead)
    assert decided(third, deputy_lead).stage == Stage.CLOSED


def test_a_lead_named_later_loses_it_and_the_lead_can_name_a_colleague(about_data, lead, head, ceo):
    services.name_about(complaint=about_data, user=head, by=lead)
    assert not sees(head, about_data.case)

    other = make.UserFactory(role=(Role.DP_LEAD, None))
    services.name_about(complaint=about_data, user=lead, by=other)
    assert due(about_data, Kind.DATA_COMPLAINT).owner_role == Role.DP_LEAD
    forget_powers(lead)
    with pytest.raises(PermissionDenied):
        services.add_point(complaint=about_data, text="Shared", by=lead)


# --- Its clocks ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("received_on", "last_day"),
    [
        (date(2026, 12, 14), date(2027, 1, 12)),  # over Christmas: the holidays count
        (date(2027, 12, 24), date(2028, 1, 22)),
        (date(2028, 1, 31), date(2028, 2, 29)),  # 30 days from 31 January of a leap year
        (date(2027, 1, 31), date(2027, 3, 1)),
        (date(2028, 2, 29), date(2028, 3, 29)),
    ],
)
def test_it_is_acknowledged_within_thirty_days_that_begin_with_the_day_it_came(received_on, last_day):
    assert last_day_within(received_on, DATA_ACKNOWLEDGED_WITHIN) == last_day
    assert last_day - received_on == timedelta(days=29)


def test_an_update_is_not_due_before_the_acknowledgement_and_then_counts_from_it(about_data, lead, clock):
    assert due(about_data, Kind.DATA_UPDATE).due_at == due(about_data, Kind.DATA_COMPLAINT).due_at

    clock.shift(timedelta(days=24))
    services.issue_letter(complaint=about_data, key=ACK, said="", method=CopyMethod.HAND, by=lead)

    assert day_of(due(about_data, Kind.DATA_UPDATE)) == date(2026, 12, 10)


def test_a_letter_opens_where_it_is_written_for_the_lead_and_as_it_is_for_whoever_sees_the_file(
    about_data, lead, head, ceo, page
):
    record = services.issue_letter(complaint=about_data, key=ACK, said="", method=CopyMethod.HAND, by=lead)
    written = reverse("complaints:letter", args=[about_data.case.reference, str(ACK)])

    for user, opens, other in (
        (lead, written, record.get_absolute_url()),
        (ceo, record.get_absolute_url(), written),
        (head, record.get_absolute_url(), written),
    ):
        shown = page(user).get(about_data.get_absolute_url()).text
        assert f'href="{opens}"' in shown
        assert f'href="{other}"' not in shown
        assert page(user).get(opens).status_code == 200


def test_no_closure_moves_what_the_law_counts_in_days(about_data, school, head, ceo):
    before = due(about_data, Kind.DATA_COMPLAINT).due_at
    add_closure(
        school=school, kind=ClosureKind.EMERGENCY, first_on=date(2026, 11, 5), last_on=date(2026, 11, 20), by=head
    )

    assert due(about_data, Kind.DATA_COMPLAINT).due_at == before


# --- It is dealt with ---------------------------------------------------------------------------------------------
def test_from_the_acknowledgement_to_the_answer_by_the_leads_pages(about_data, lead, head, office, clock, page):
    mine, one = page(lead), [about_data.case.reference]
    letter = reverse("complaints:letter", args=[*one, str(ACK)])
    assert mine.get(letter).status_code == 200
    mine.post(letter, {"said": "", "method": "later", "do": "issue"})
    record = WrittenRecord.objects.get(kind="data_acknowledged")
    assert mine.get(record.get_absolute_url()).status_code == 200
    assert "Sunday 13 December 2026" in str(record.content)
    mine.post(reverse("complaints:sent", args=[*one, str(ACK)]), {"method": "hand", **posted_on(2, 11)})
    assert Kind.DATA_COMPLAINT not in open_kinds(about_data)
    assert day_of(due(about_data, Kind.DATA_UPDATE)) == date(2026, 11, 16)

    clock.shift(timedelta(days=10))
    mine = page(lead)
    assert str(update_key(about_data)) == "update-data-1"
    services.issue_letter(
        complaint=about_data, key=update_key(about_data), said="Two were asked.", method=CopyMethod.HAND, by=lead
    )
    assert str(update_key(about_data)) == "update-data-2"
    assert day_of(due(about_data, Kind.DATA_UPDATE)) == date(2026, 11, 26)

    mine.post(reverse("complaints:points", args=one), {"text": "My file was shown."})
    point = about_data.points.get()
    findings = {
        f"result_{point.pk}": "upheld",
        f"reasons_{point.pk}": "It lay open.",
        "remedy": "We lock it.",
        "action": "Told.",
    }
    mine.post(reverse("complaints:decide", args=one), findings)
    mine.post(reverse("complaints:letter", args=[*one, str(ANSWER)]), {"said": "", "method": "hand", "do": "issue"})

    about_data.refresh_from_db()
    said = str(WrittenRecord.objects.get(kind="data_outcome").content)
    assert about_data.stage == Stage.CLOSED
    assert about_data.decisions.get().capacity == Capacity.DP_LEAD
    assert open_kinds(about_data) == set()
    for words in (
        "My file was shown.",
        "We uphold this.",
        "It lay open.",
        "We lock it.",
        "Information Commissioner’s Office",
    ):
        assert words in said
    assert "https://ico.org.uk/make-a-complaint" in said
    assert "panel" not in said
    assert "Data protection lead" in said
    assert "They ask for a panel" not in mine.get(about_data.get_absolute_url()).text
    with pytest.raises(Refused, match="no further stage"):
        services.take_further(complaint=about_data, asked_on=date(2026, 11, 12), words="No.", by=lead)


def posted_on(day, month):
    return {"sent_on_day": str(day), "sent_on_month": str(month), "sent_on_year": "2026"}


def test_an_answer_before_the_acknowledgement_does_both(about_data, lead):
    complaint = decided(about_data, lead)
    assert open_kinds(complaint) == {Kind.DATA_ANSWER}
    answered(complaint, lead, ANSWER)

    assert open_kinds(complaint) == set()


def test_what_was_issued_waits_in_the_tray_and_what_never_came_is_owed_again(about_data, lead, office, clock):
    services.issue_letter(complaint=about_data, key=ACK, said="", by=lead)
    make.RecordFileFactory(record=WrittenRecord.objects.get(kind="data_acknowledged"))
    assert [one.record.kind for one in owed_on_paper(office)] == ["data_acknowledged"]

    services.log_letter_posted(
        complaint=about_data,
        key=ACK,
        method=CopyMethod.POST,
        sent_on=date(2026, 11, 2),
        address="9 Mill Lane",
        by=office,
    )
    assert not owed_on_paper(office)
    copy = Copy.objects.get(record__kind="data_acknowledged")
    clock.shift(timedelta(days=4))
    services.send_letter_again(complaint=about_data, copy=copy, dispute="She rang.", by=lead)
    assert Kind.DATA_COMPLAINT in open_kinds(about_data)


def test_withdrawn_nothing_is_due(about_data, lead, page):
    answer = page(lead).post(reverse("complaints:withdraw", args=[about_data.case.reference]), {"reason": "She rang."})

    assert answer.url == about_data.get_absolute_url()
    assert open_kinds(about_data) == set()


def test_the_ceo_and_no_headteacher_says_that_one_was_logged_in_error(about_data, head, ceo):
    with pytest.raises(Refused, match="The CEO says"):
        void_case(case=about_data.case, reason="I do not like it.", by=head)
    void_case(case=about_data.case, reason="It was meant for the council.", by=ceo)


# --- It turns out to be about personal data -------------------------------------------------------------------------
def test_before_it_is_decided_all_of_it_is_handed_on_with_its_clocks_from_the_day_it_came(log, lead, head, clock, page):
    complaint = log()
    clock.shift(timedelta(days=7))
    url = reverse("complaints:data", args=[complaint.case.reference])
    page(head).post(url, {"reason": "A letter went astray."})

    complaint = Complaint.objects.get(pk=complaint.pk)
    assert (complaint.stage, complaint.is_about_data) == (Stage.DATA, True)
    assert open_kinds(complaint) == {*OF_DATA}
    assert day_of(due(complaint, Kind.DATA_COMPLAINT)) == date(2026, 12, 1)
    assert Notice.objects.filter(kind=NoticeKind.COMPLAINT, to_user=lead).exists()
    with pytest.raises(PermissionDenied):
        services.hand_to_data_lead(complaint=complaint, reason="Again", by=head)
    with pytest.raises(Refused, match="already"):
        services.hand_to_data_lead(complaint=complaint, reason="Again", by=lead)


def test_what_was_decided_on_is_not_handed_on(log, lead, head):
    complaint = decided(log(), head)

    with pytest.raises(Refused, match="decided on this complaint"):
        services.hand_to_data_lead(complaint=complaint, reason="Late", by=head)


def test_the_database_knows_no_other_way_from_or_to_personal_data(about_data):
    ordinary = make.ComplaintFactory(closed=True)
    for row, changes in (
        (about_data, {"is_about_data": False, "stage": Stage.CLOSED}),
        (about_data, {"stage": Stage.FORMAL}),
        (ordinary, {"is_about_data": True}),
        (ordinary, {"stage": Stage.PANEL, "is_about_data": True}),
    ):
        with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
            Complaint.objects.filter(pk=row.pk).update(**changes)


# --- Only a point of it -------------------------------------------------------------------------------------------
def test_a_point_goes_on_as_a_complaint_of_its_own_and_the_rest_stays(mixed, lead, head, clock):
    clock.shift(timedelta(days=3))
    made = split(mixed, head)

    assert (made.received_on, made.complainant, made.source, made.stage) == (
        mixed.received_on,
        mixed.complainant,
        mixed.case,
        Stage.DATA,
    )
    assert [point.text for point in made.points.all()] == ["A letter about Sam went to another family."]
    assert day_of(due(made, Kind.DATA_COMPLAINT)) == date(2026, 12, 1)
    first, second = mixed.points.order_by("pk")
    assert first.is_open
    assert second.handed_on_to == made
    with pytest.raises(Refused, match="deals with this point"):
        services.take_back_point(point=second, reason="Wrong", by=head)

    services.decide_complaint(
        complaint=mixed, findings=[(first, Result.UPHELD, "Forgotten.")], remedy="", action="None.", by=head
    )
    answered(mixed, head, LetterKey(About.OUTCOME, "informal"))
    said = str(WrittenRecord.objects.get(kind="complaint_outcome").content)
    assert "What our data protection lead answers" in said
    assert "A letter about Sam went to another family." in said
    assert made.case.reference not in said


def test_nobody_reads_one_by_the_other(mixed, lead, head, deputy, ceo, page):
    services.name_about(complaint=mixed, user=deputy, by=head)
    made = split(mixed, head)

    assert made.case.involvements.filter(part=Part.SUBJECT, user=deputy).exists()
    assert page(lead).get(mixed.get_absolute_url()).status_code == 404
    shown = page(lead).get(made.get_absolute_url()).text
    assert mixed.case.reference not in shown
    assert "Nobody rang back." not in shown
    assert made.get_absolute_url() in page(head).get(mixed.get_absolute_url()).text
    services.name_about(complaint=made, user=head, by=lead)
    seen = page(head).get(mixed.get_absolute_url()).text
    assert "goes to the data protection lead" in seen
    assert made.case.reference not in seen
    assert made.case.reference not in page(head).get(mixed.case.get_absolute_url()).text


@pytest.mark.parametrize("way", ["about", "people"])
@pytest.mark.parametrize("is_answered", [False, True])
def test_whoever_is_named_later_sees_neither_half(mixed, lead, head, deputy, page, way, is_answered):
    made = split(mixed, head)
    assert page(deputy).get(made.case.get_absolute_url()).status_code == 200
    if is_answered:
        closed = {"state": CaseState.CLOSED, "closed_at": timezone.now(), "closed_by": lead, "outcome": "Answered."}
        Case.objects.filter(pk=made.case_id).update(**closed)

    if way == "about":
        services.name_about(complaint=mixed, user=deputy, by=head)
    else:
        name_in_case(case=mixed.case, part=Part.SUBJECT, user=deputy, by=head)

    for case in (mixed.case, made.case):
        assert page(deputy).get(case.get_absolute_url()).status_code == 404
    assert made.case.involvements.filter(part=Part.SUBJECT, user=deputy).count() == 1


def test_whoever_deals_with_both_halves_reads_that_they_do(log, ceo, page):
    """Nobody leads on data protection: the CEO answers the formal complaint and what is split off."""
    complaint = log(stage=Stage.FORMAL)
    for text in ("Nobody rang back.", "A letter about Sam went to another family."):
        services.add_point(complaint=complaint, text=text, by=ceo)
    sent = {"token": str(uuid4()), "points": [complaint.points.last().pk], "words": "You sent it astray."}

    answer = page(ceo).post(reverse("complaints:split", args=[complaint.case.reference]), sent, follow=True)

    assert "The points have a case of their own. You deal with it yourself now." in answer.text


def test_the_form_sent_twice_hands_on_once_and_never_all_or_none(mixed, lead, head, page):
    url = reverse("complaints:split", args=[mixed.case.reference])
    first, second = mixed.points.order_by("pk")
    client, token, words = page(head), str(uuid4()), "You sent it astray."
    for points in ([], [first.pk, second.pk]):
        assert client.post(url, {"token": str(uuid4()), "points": points, "words": words}).status_code == 422
    for _ in range(2):
        client.post(url, {"token": token, "points": [second.pk], "words": words})

    assert Complaint.objects.filter(is_about_data=True).count() == 1
    assert client.get(url).text.count("hand on the whole complaint") == 1
    assert Entry.objects.filter(verb="complaint.point_handed_on").count() == 1
