"""A complaint from the day it comes to its answer: its clocks, its letters, who deals with it, who sees nothing of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Payload
from cases.access import sees
from cases.duties import Kind
from cases.models import Case, Delegation, Duty
from cases.services.case import mark_closed
from cases.states import CaseState, Part
from complaints import services
from complaints.models import Complaint
from complaints.selectors import page as complaint_pages
from complaints.selectors.independence import why_not_decide
from complaints.selectors.letter import LetterKey, update_key
from complaints.selectors.page import filed_with
from complaints.selectors.register import register
from complaints.states import About, Channel, Result, Stage
from desk.selectors.closing import left_open
from desk.selectors.school_calendar import moved_text, removal
from desk.services.involving import take_out
from desk.services.school_calendar import add_closure
from desk.services.voiding import void_case
from kernel import wording
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from records.models import Copy, WrittenRecord
from records.states import CopyMethod
from schools.access import forget_powers
from schools.calendar import local_day
from schools.states import ClosureKind, Role
from tests import factories as make
from tests.complaints.conftest import WORDS

ACK, ANSWER = LetterKey(About.ACKNOWLEDGED, "informal"), LetterKey(About.OUTCOME, "informal")
FORMAL = LetterKey(About.OUTCOME, "formal")


def decided(complaint, by, result=Result.UPHELD):
    point = complaint.points.first() or services.add_point(complaint=complaint, text="Nobody rang back.", by=by)
    found = [(point, result, "The call was noted and forgotten.")]
    services.decide_complaint(
        complaint=complaint, findings=found, remedy="We ring within a day.", action="The office was told.", by=by
    )
    return Complaint.objects.get(pk=complaint.pk)


def answered(complaint, by, key=ANSWER, **more):
    services.issue_letter(
        complaint=complaint, key=key, said="", method=CopyMethod.POST, address="9 Mill Lane", by=by, **more
    )


def due(complaint, kind):
    return Duty.objects.open().get(case=complaint.case, kind=kind)


def day_of(duty):
    """The last local day on which it is in time."""
    return local_day(duty.due_at - timedelta(minutes=1))


# --- It comes in --------------------------------------------------------------------------------------------------
def test_a_complaint_gets_a_case_its_clocks_and_whoever_deals_with_it(complaint, head):
    kinds = {duty.kind: (duty.owner_role, day_of(duty)) for duty in Duty.objects.filter(case=complaint.case)}

    assert complaint.case.title == "Complaint: Kay Lowe"
    assert kinds == {
        Kind.ACKNOWLEDGE_COMPLAINT: (Role.HEAD, date(2026, 11, 9)),
        Kind.RESOLVE_COMPLAINT: (Role.HEAD, date(2026, 11, 30)),
        Kind.HOLDING_UPDATE: (Role.HEAD, date(2026, 11, 16)),
    }
    assert [n.to_user for n in Notice.objects.filter(kind=NoticeKind.COMPLAINT)] == [head]


def test_a_complaint_in_the_holidays_counts_from_the_first_school_day(log):
    complaint = log(received_on=date(2026, 10, 28))

    assert day_of(due(complaint, Kind.ACKNOWLEDGE_COMPLAINT)) == date(2026, 11, 9)


def test_an_update_is_not_due_before_the_acknowledgement_which_the_holidays_put_off(log, school, head, clock):
    complaint = log(received_on=date(2026, 10, 21))
    assert day_of(due(complaint, Kind.HOLDING_UPDATE)) == date(2026, 11, 4)

    add_closure(school=school, kind=ClosureKind.INSET, first_on=date(2026, 11, 2), last_on=date(2026, 11, 6), by=head)

    assert day_of(due(complaint, Kind.ACKNOWLEDGE_COMPLAINT)) == date(2026, 11, 11)
    assert day_of(due(complaint, Kind.HOLDING_UPDATE)) == date(2026, 11, 11)
    clock.shift(timedelta(days=1))
    services.issue_letter(complaint=complaint, key=ACK, said="", method=CopyMethod.HAND, by=head)
    assert day_of(due(complaint, Kind.HOLDING_UPDATE)) == date(2026, 11, 17)


def test_the_days_are_those_of_the_trust(log, trust):
    trust.complaint_acknowledge_days, trust.complaint_answer_days = 3, 10
    trust.save()

    complaint = log()

    assert day_of(due(complaint, Kind.ACKNOWLEDGE_COMPLAINT)) == date(2026, 11, 5)
    assert day_of(due(complaint, Kind.RESOLVE_COMPLAINT)) == date(2026, 11, 16)


def test_the_office_logs_one_and_sees_nothing_of_it_afterwards(log, office, school):
    client = Client()
    client.force_login(office)
    sent = {
        "name": "Jo Bright",
        "address": "1 High Street",
        "channel": "telephone",
        "words": WORDS,
        "stage": "informal",
        "received_on_day": "2",
        "received_on_month": "11",
        "received_on_year": "2026",
    }

    page = client.post(reverse("complaints:log"), sent, follow=True)

    complaint = Complaint.objects.get(name="Jo Bright")
    assert complaint.case.reference in page.content.decode()
    assert client.get(complaint.get_absolute_url()).status_code == 404
    assert client.get(reverse("complaints:register")).status_code == 200


def test_it_is_found_by_a_few_letters_of_a_name(log, head, kay):
    client = Client()
    client.force_login(head)

    page = client.post(reverse("complaints:log"), {"find": "low", "find_people": "1", "words": WORDS})

    assert page.status_code == 200
    assert "Kay Lowe" in page.content.decode()
    assert WORDS in page.content.decode()
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("received_on", [date(2026, 11, 3), date(2020, 1, 1)])
def test_a_day_on_which_it_cannot_have_come_is_refused(log, received_on):
    with pytest.raises(Refused):
        log(received_on=received_on)


def test_nobody_logs_a_complaint_about_themselves_or_their_own(log, head, kay):
    with pytest.raises(Refused, match="about yourself"):
        log(by=head, about=[head])
    kay.user = head
    kay.save()
    with pytest.raises(Refused, match="your own complaint"):
        log(by=head)


def test_staff_log_no_complaint(log, staff):
    with pytest.raises(PermissionDenied):
        log(by=staff)


def test_a_closure_moves_what_is_due_and_tells_nothing_of_it_to_whom_it_is_about(log, school, head, deputy, ceo):
    complaint = log(about=[head])
    changed = add_closure(
        school=school, kind=ClosureKind.INSET, first_on=date(2026, 11, 5), last_on=date(2026, 11, 5), by=head
    )

    assert day_of(due(complaint, Kind.ACKNOWLEDGE_COMPLAINT)) == date(2026, 11, 10)
    assert len(changed.moved) == 2
    assert moved_text(changed.moved, User.objects.get(pk=head.pk)) == ""
    assert removal(changed.made, User.objects.get(pk=head.pk)).many == 0
    assert complaint.case.reference in moved_text(changed.moved, User.objects.get(pk=ceo.pk))


# --- Walls --------------------------------------------------------------------------------------------------------
def test_whoever_it_is_about_loses_that_complaint_and_not_the_case_it_came_from(log, head, school, ceo):
    source = make.CaseFactory(school=school)
    complaint = log(about=[head], source=source, by=ceo)
    forget_powers(head)

    assert sees(head, source)
    assert not sees(head, complaint.case)
    client = Client()
    client.force_login(head)
    assert complaint.case.reference not in client.get(reverse("complaints:register")).content.decode()
    assert complaint.case.reference not in client.get(source.get_absolute_url()).content.decode()
    assert client.get(complaint.get_absolute_url()).status_code == 404


def test_a_complaint_about_the_headteacher_goes_to_the_ceo(log, head, ceo):
    complaint = log(about=[head])

    assert due(complaint, Kind.RESOLVE_COMPLAINT).owner_role == Role.CEO
    assert [n.to_user for n in Notice.objects.filter(kind=NoticeKind.COMPLAINT)] == [ceo]


def test_a_complaint_about_the_ceo_goes_to_the_chair(log, head, ceo, chair):
    complaint = log(about=[ceo])

    assert due(complaint, Kind.RESOLVE_COMPLAINT).owner_role == Role.CHAIR
    assert [n.to_user for n in Notice.objects.filter(kind=NoticeKind.COMPLAINT)] == [chair]
    assert not sees(ceo, complaint.case)
    with pytest.raises(PermissionDenied):
        services.add_point(complaint=complaint, text="He shouted.", by=head)
    services.add_point(complaint=complaint, text="He shouted.", by=chair)


def test_a_colleague_who_complains_sees_nothing_of_the_file_of_their_own_complaint(log, kay, deputy):
    kay.user = deputy
    kay.save()
    complaint = log()
    forget_powers(deputy)

    assert not sees(deputy, complaint.case)


def test_naming_the_headteacher_later_passes_on_what_they_owed(complaint, head, ceo):
    services.name_about(complaint=complaint, user=head, by=ceo)
    forget_powers(head)

    assert {duty.owner_role for duty in Duty.objects.open().filter(case=complaint.case)} == {Role.CEO}
    assert not sees(head, complaint.case)


def test_who_complained_is_not_taken_out_of_the_case(complaint, head):
    row = complaint.case.involvements.get(part=Part.COMPLAINANT)

    with pytest.raises(Refused, match="complained"):
        take_out(involvement=row, reason="Not them", by=head)


# --- It is dealt with ---------------------------------------------------------------------------------------------
def test_the_first_letter_does_the_duty_to_acknowledge(complaint, head):
    record = services.issue_letter(
        complaint=complaint, key=ACK, said="We rang the coach firm.", method=CopyMethod.HAND, by=head
    )

    assert not Duty.objects.open().filter(case=complaint.case, kind=Kind.ACKNOWLEDGE_COMPLAINT).exists()
    text = str(record.content)
    assert "The headteacher of Hillside Primary deals with your complaint." in text
    assert "Monday 30 November 2026" in text
    assert "We rang the coach firm." in text


def test_who_reads_the_file_and_does_not_deal_with_it_opens_a_letter_as_it_was_issued(complaint, head, deputy):
    record = services.issue_letter(complaint=complaint, key=ACK, said="", method=CopyMethod.HAND, by=head)
    client = Client()
    client.force_login(deputy, backend="accounts.backends.Backend")

    shown = client.get(complaint.get_absolute_url()).text

    assert f'href="{record.get_absolute_url()}"' in shown
    assert "/letters/" not in shown
    assert client.get(record.get_absolute_url()).status_code == 200


def test_an_update_is_owed_again_after_each(complaint, head, clock):
    clock.shift(timedelta(days=10))
    key = update_key(complaint)
    services.issue_letter(complaint=complaint, key=key, said="Two were asked.", method=CopyMethod.HAND, by=head)

    assert str(update_key(complaint)) == "update-2"
    assert day_of(due(complaint, Kind.HOLDING_UPDATE)) == date(2026, 11, 26)


def test_an_update_says_something(complaint, head):
    with pytest.raises(Refused, match="how far"):
        services.issue_letter(complaint=complaint, key=update_key(complaint), said=" ", by=head)


def test_every_point_is_decided_on_with_reasons(complaint, head):
    one = services.add_point(complaint=complaint, text="Nobody rang.", by=head)
    services.add_point(complaint=complaint, text="The gate was shut.", by=head)
    with pytest.raises(Refused, match="every point"):
        services.decide_complaint(
            complaint=complaint, findings=[(one, Result.UPHELD, "So it was.")], remedy="", action="None.", by=head
        )
    with pytest.raises(Refused, match="point by point"):
        services.decide_complaint(
            complaint=make.ComplaintFactory(case__school=complaint.case.school),
            findings=[],
            remedy="",
            action="None.",
            by=head,
        )


def test_the_answer_says_each_finding_and_nothing_of_what_was_done_with_a_colleague(complaint, head):
    complaint = decided(complaint, head)
    assert due(complaint, Kind.RESOLVE_COMPLAINT)

    answered(complaint, head)

    text = str(WrittenRecord.objects.get(kind="complaint_outcome").content)
    assert "Nobody rang back." in text
    assert "We uphold this." in text
    assert "The call was noted and forgotten." in text
    assert "We ring within a day." in text
    assert "The office was told." not in text
    assert "within 10 school days" in text
    assert not Duty.objects.open().filter(case=complaint.case).exists()


def test_a_point_with_a_finding_stays_and_the_last_one_too(complaint, head):
    point = services.add_point(complaint=complaint, text="Nobody rang.", by=head)
    with pytest.raises(Refused, match="one point at least"):
        services.take_back_point(point=point, reason="Twice", by=head)
    services.add_point(complaint=complaint, text="Nobody rang me.", by=head)
    services.take_back_point(point=point, reason="Twice", by=head)

    assert [one.text for one in complaint.points.all() if one.taken_back_at is None] == ["Nobody rang me."]


def test_a_case_with_an_open_complaint_is_not_closed(complaint, head, ceo):
    assert "The complaint is neither answered nor withdrawn" in left_open(complaint.case)


def test_a_complaint_that_was_answered_stays_in_the_record(complaint, head):
    decided(complaint, head)

    with pytest.raises(Refused, match="stays in the record"):
        void_case(case=complaint.case, reason="They are always complaining.", by=head)


def test_only_whoever_deals_with_it_says_that_it_was_logged_in_error(log, head, ceo):
    complaint = log(stage=Stage.FORMAL)

    with pytest.raises(Refused, match="Whoever deals with this complaint"):
        void_case(case=complaint.case, reason="It was about another school.", by=head)


def test_what_was_logged_in_error_is_dealt_with_by_nobody_and_stays_in_the_register(complaint, head):
    void_case(case=complaint.case, reason="It was meant for the council.", by=head)

    assert register(head, "", None).lines == ()
    assert [line.tag.text for line in register(head, "all", None).lines] == ["logged in error"]


def test_the_register_is_narrowed_to_a_school_and_to_days(log, head, ceo, school):
    early, late = log(received_on=date(2026, 10, 1)), log(received_on=date(2026, 10, 20))
    other = make.SchoolFactory(name="Brook")
    mine = register(ceo, "", None, school=school, received_from=date(2026, 10, 20), received_to=date(2026, 10, 20))

    assert [line.complaint for line in mine.lines] == [late]
    assert register(ceo, "", None, school=other).lines == ()
    assert [line.complaint for line in register(ceo, "", None, received_to=date(2026, 10, 19)).lines] == [early]


def test_days_the_wrong_way_round_are_refused(complaint, head, client):
    client.force_login(head, backend="accounts.backends.Backend")
    days = {"received_from_day": 9, "received_to_day": 8}
    days |= {
        f"received_{end}_{part}": value for end in ("from", "to") for part, value in (("month", 11), ("year", 2026))
    }

    refused = client.get(reverse("complaints:register"), days)
    taken = client.get(reverse("complaints:register"), {**days, "received_from_day": 1})

    assert (refused.status_code, taken.status_code) == (422, 200)
    assert "before the day it starts from" in refused.content.decode()
    assert complaint.case.reference in taken.content.decode()


def test_a_letter_that_never_came_is_owed_again_and_goes_as_it_was(complaint, head):
    services.issue_letter(complaint=complaint, key=ACK, said="", method=CopyMethod.HAND, by=head)
    copy = Copy.objects.get(record__kind="complaint_acknowledged")

    services.send_letter_again(complaint=complaint, copy=copy, dispute="She rang", by=head)

    assert due(complaint, Kind.ACKNOWLEDGE_COMPLAINT)
    services.log_letter_sent(
        complaint=complaint, key=ACK, method=CopyMethod.HAND, sent_on=local_day(timezone.now()), by=head
    )
    assert not Duty.objects.open().filter(case=complaint.case, kind=Kind.ACKNOWLEDGE_COMPLAINT).exists()


def test_a_confidential_address_stands_in_no_letter_and_that_of_another_is_caught(complaint, head, kay):
    kay.adult_facts.is_address_confidential = True
    kay.adult_facts.save()
    child = make.PersonFactory(pupil=True, at=complaint.case.school)
    other = make.PersonFactory(at=complaint.case.school)
    make.AdultFactsFactory(person=other, address="14 Poplar Rise", is_address_confidential=True)
    for adult in (kay, other):
        make.RelationshipFactory(adult=adult, pupil=child)

    record = services.issue_letter(
        complaint=complaint, key=ACK, said="", method=CopyMethod.POST, address="9 Mill Lane", by=head
    )
    assert "Mill Lane" not in str(record.content)
    with pytest.raises(Refused, match="confidential address"):
        services.issue_letter(complaint=complaint, key=update_key(complaint), said="From 14 Poplar Rise.", by=head)


def test_whoever_is_not_known_gets_letters_at_the_address_they_gave(log, head):
    complaint = log(complainant=None, name="Jo Bright", address="1 High Street")
    services.issue_letter(
        complaint=complaint, key=ACK, said="", method=CopyMethod.POST, address="1 High Street", by=head
    )

    record = WrittenRecord.objects.get(kind="complaint_acknowledged")
    assert record.content["to"] == ["Jo Bright", "1 High Street"]
    assert Copy.objects.get(record=record).to_name == "Jo Bright"


def test_a_complaint_by_email_is_answered_by_email(log, head, kay):
    kay.adult_facts.email = "kay@letters.example"
    kay.adult_facts.save()
    today = local_day(timezone.now())
    for channel, is_taken in ((Channel.LETTER, False), (Channel.EMAIL, True)):
        complaint = log(channel=channel)
        services.issue_letter(complaint=complaint, key=ACK, said="", by=head)
        sending = {"complaint": complaint, "key": ACK, "method": CopyMethod.EMAIL, "sent_on": today, "by": head}
        if is_taken:
            services.log_letter_sent(**sending)
        else:
            with pytest.raises(Refused, match="agreed"):
                services.log_letter_sent(**sending)


# --- It goes further ----------------------------------------------------------------------------------------------
@pytest.fixture
def at_formal(complaint, head):
    complaint = decided(complaint, head, Result.NOT_UPHELD)
    answered(complaint, head)
    services.take_further(
        complaint=complaint, asked_on=local_day(timezone.now()), words="I want it in writing.", by=head
    )
    return Complaint.objects.get(pk=complaint.pk)


def test_the_formal_stage_is_the_ceos_with_clocks_of_its_own(at_formal, head, ceo):
    assert at_formal.stage == Stage.FORMAL
    assert due(at_formal, Kind.RESOLVE_COMPLAINT).owner_role == Role.CEO
    with pytest.raises(PermissionDenied):
        services.add_point(complaint=at_formal, text="More", by=head)

    complaint = decided(at_formal, ceo)
    answered(complaint, ceo, LetterKey(About.OUTCOME, "formal"))

    letter = WrittenRecord.objects.get(kind="complaint_outcome", subject="outcome-formal")
    assert "panel of at least three people" in str(letter.content)
    assert letter.content["sign_off"][:2] == [ceo.name, "CEO"]
    services.take_further(complaint=complaint, asked_on=local_day(timezone.now()), words="No.", by=ceo)
    assert Complaint.objects.get(pk=complaint.pk).stage == Stage.PANEL


def test_whoever_deals_with_it_at_the_next_stage_is_told_that_they_do(complaint, head, ceo, client_of):
    decided(complaint, head, Result.NOT_UPHELD)
    answered(complaint, head)
    said = {"words": "Not enough.", **{f"asked_on_{name}": n for name, n in day_parts(local_day(timezone.now()))}}
    page = reverse("complaints:further", args=[complaint.case.reference])

    shown = client_of(ceo).post(page, said, follow=True).text

    assert "You deal with it yourself now." in shown
    assert "Whoever deals with it now has been told" not in shown


def day_parts(day):
    return (("day", day.day), ("month", day.month), ("year", day.year))


def test_whoever_decides_reads_why_they_are_not_content_and_what_was_found_before(at_formal, ceo, client_of):
    for name in ("complaint", "decide"):
        page = client_of(ceo).get(reverse(f"complaints:{name}", args=[at_formal.case.reference])).content.decode()

        assert "Why they are not content" in page, name
        assert "I want it in writing." in page, name
    assert "Answered before: " in page
    said = Payload.objects.get(entry__verb="complaint.taken_further").data
    assert said["asked"] == wording.full_day(at_formal.stage_on)


def test_a_closed_case_is_open_again_when_they_take_it_further(complaint, head):
    complaint = decided(complaint, head)
    answered(complaint, head)
    mark_closed(case=complaint.case, outcome="Answered", left=left_open(complaint.case), by=head)

    complaint.refresh_from_db()
    services.take_further(complaint=complaint, asked_on=local_day(timezone.now()), words="Not enough.", by=head)

    assert Case.objects.get(pk=complaint.case_id).state == CaseState.OPEN


def test_too_late_it_takes_a_reason(complaint, head, clock):
    complaint = decided(complaint, head)
    answered(complaint, head)
    clock.shift(timedelta(days=30))
    further = {"complaint": complaint, "asked_on": local_day(timezone.now()), "words": "Not enough.", "by": head}

    with pytest.raises(Refused, match="could ask until Wednesday 18 November 2026"):
        services.take_further(**further)
    services.take_further(**further, late_reason="She was in hospital.")


def test_whoever_decided_in_the_case_it_came_from_does_not_decide_on_the_complaint(log, school, head, ceo, chair):
    case = make.CaseFactory(school=school)
    suspension = make.SiteSuspensionFactory(case=case, school=school, decided_by=head)
    make.ReviewFactory(suspension=suspension, decided_by=ceo)
    complaint = log(source=case, stage=Stage.FORMAL, by=ceo)

    assert due(complaint, Kind.RESOLVE_COMPLAINT).owner_role == Role.CHAIR
    assert "upheld the suspension" in why_not_decide(complaint, ceo)
    assert "made the suspension" in why_not_decide(complaint, head)
    assert why_not_decide(complaint, chair) is None
    with pytest.raises(PermissionDenied):
        services.add_point(complaint=complaint, text="Unfair", by=ceo)
    forget_powers(chair)
    assert decided(complaint, chair).stage == Stage.CLOSED


def test_a_ceo_who_decides_in_that_case_later_hands_the_complaint_to_the_chair(log, school, head, ceo, chair):
    case = make.CaseFactory(school=school)
    suspension = make.SiteSuspensionFactory(case=case, school=school, decided_by=head)
    complaint = log(source=case, stage=Stage.FORMAL, by=ceo)
    services.add_point(complaint=complaint, text="Unfair", by=ceo)
    page = Client()
    page.force_login(ceo, backend="accounts.backends.Backend")
    assert "Hand it to the Chair" not in page.get(complaint.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="Nothing keeps the CEO"):
        services.hand_to_chair(complaint=complaint, by=ceo)
    make.ReviewFactory(suspension=suspension, decided_by=ceo)

    assert "Hand it to the Chair" in page.get(complaint.get_absolute_url()).content.decode()
    page.post(reverse("complaints:hand_over", args=[complaint.case.reference]))

    assert due(complaint, Kind.RESOLVE_COMPLAINT).owner_role == Role.CHAIR
    forget_powers(ceo)
    with pytest.raises(PermissionDenied):
        services.hand_to_chair(complaint=complaint, by=ceo)
    forget_powers(chair)
    assert decided(complaint, chair).stage == Stage.CLOSED


def test_the_chair_takes_a_complaint_about_the_ceo_from_the_first_letter_to_the_last(log, head, ceo, chair, kay):
    complaint = log(about=[ceo], stage=Stage.FORMAL, by=head)
    page, walled = Client(), Client()
    page.force_login(chair, backend="accounts.backends.Backend")
    walled.force_login(ceo, backend="accounts.backends.Backend")
    first, last = LetterKey(About.ACKNOWLEDGED, "formal"), LetterKey(About.OUTCOME, "formal")
    urls = [reverse("complaints:letter", args=[complaint.case.reference, str(key)]) for key in (first, last)]

    assert page.get(complaint.get_absolute_url()).status_code == 200
    services.issue_letter(complaint=complaint, key=first, said="", method=CopyMethod.HAND, by=chair)
    complaint = decided(complaint, chair, Result.NOT_UPHELD)
    assert page.get(urls[1]).status_code == 200
    services.issue_letter(complaint=complaint, key=last, said="", method=CopyMethod.HAND, by=chair)

    said = str(WrittenRecord.objects.get(kind="complaint_outcome").content)
    assert "Chair of Trustees" in said
    assert "ask for a panel" in said
    assert not Duty.objects.open().filter(case=complaint.case).exists()
    assert [walled.get(url).status_code for url in (complaint.get_absolute_url(), *urls)] == [404, 404, 404]
    assert complaint.case.reference not in walled.get(reverse("complaints:register")).content.decode()
    assert not Notice.objects.filter(case=complaint.case, to_user=ceo).exists()


def test_a_ceo_who_did_not_uphold_resolves_the_complaint(log, school, head, ceo):
    case = make.CaseFactory(school=school)
    suspension = make.SiteSuspensionFactory(case=case, school=school, decided_by=head)
    make.ReviewFactory(suspension=suspension, decided_by=ceo, outcome="not_upheld")

    complaint = log(source=case, stage=Stage.FORMAL, by=ceo)

    assert due(complaint, Kind.RESOLVE_COMPLAINT).owner_role == Role.CEO
    assert why_not_decide(complaint, ceo) is None


def test_a_delegate_who_was_sent_the_report_is_refused_by_name(log, school, central, ceo):
    case = make.CaseFactory(school=school)
    record = make.WrittenRecordFactory(case=case, issued=True, kind="incident_report")
    make.CopyFactory(record=record, to_user=central)
    complaint = log(source=case, stage=Stage.FORMAL, by=ceo)
    make.DelegationFactory(case=complaint.case, to=central, given_by=ceo)
    services.add_point(complaint=complaint, text="Unfair", by=ceo)

    forget_powers(central)
    with pytest.raises(Refused, match=f"{central.name} was sent the report of that case"):
        decided(complaint, central)
    assert decided(complaint, ceo).stage == Stage.CLOSED


def test_whoever_answered_it_informally_does_not_answer_it_formally(log, ceo, head):
    complaint = log(about=[head], by=ceo)
    complaint = decided(complaint, ceo)
    answered(complaint, ceo)

    services.take_further(complaint=complaint, asked_on=local_day(timezone.now()), words="No.", by=ceo)

    assert due(complaint, Kind.RESOLVE_COMPLAINT).owner_role == Role.CHAIR
    assert Delegation.objects.filter(case=complaint.case).get().acts_as == "chair"


def test_withdrawn_nothing_is_due_and_nothing_can_be_done(complaint, head):
    services.withdraw_complaint(complaint=complaint, reason="She rang to say so.", by=head)

    complaint = Complaint.objects.get(pk=complaint.pk)
    assert not Duty.objects.open().filter(case=complaint.case).exists()
    with pytest.raises(Refused, match="withdrawn"):
        services.take_further(complaint=complaint, asked_on=local_day(timezone.now()), words="Again", by=head)


# --- Pages --------------------------------------------------------------------------------------------------------
def test_from_the_page_of_a_case_to_the_answer_by_its_forms(school, kay, head, staff_of_trust):
    case = make.CaseFactory(school=school)
    make.InvolvementFactory(case=case, part=Part.SUBJECT, person=kay)
    client = Client()
    client.force_login(head)
    log_url = reverse("complaints:log_from", args=[case.reference])
    assert log_url in client.get(case.get_absolute_url()).content.decode()
    day = {"received_on_day": "2", "received_on_month": "11", "received_on_year": "2026"}
    client.post(log_url, {"complainant": kay.pk, "channel": "letter", "words": WORDS, "stage": "informal", **day})
    complaint = Complaint.objects.get(source=case)
    one = [complaint.case.reference]

    client.post(reverse("complaints:points", args=one), {"text": "Nobody rang back."})
    point = complaint.points.get()
    findings = {f"result_{point.pk}": "partly", f"reasons_{point.pk}": "It was noted.", "action": "Nothing."}
    page = client.post(reverse("complaints:decide", args=one), findings, follow=True)
    assert "Partly upheld" in page.content.decode() or "partly upheld" in page.content.decode()
    letter = reverse("complaints:letter", args=[*one, "outcome-informal"])
    client.post(letter, {"said": "We asked two colleagues.", "method": "hand", "do": "issue"})

    complaint.refresh_from_db()
    assert complaint.stage == Stage.CLOSED
    assert Copy.objects.filter(record__case=complaint.case, to_person=kay).count() == 1
    assert not Duty.objects.open().filter(case=complaint.case).exists()
    for url in (complaint.get_absolute_url(), complaint.case.get_absolute_url(), case.get_absolute_url()):
        assert client.get(url).status_code == 200
    assert complaint.case.reference in client.get(reverse("complaints:register") + "?shown=answered").content.decode()


@pytest.mark.parametrize("what", ["nothing", "update-9", "outcome-informal", "outcome-formal", "acknowledged-formal"])
def test_a_letter_that_cannot_be_is_not_found(complaint, head, what):
    client = Client()
    client.force_login(head)

    assert client.get(reverse("complaints:letter", args=[complaint.case.reference, what])).status_code == 404


# --- What is filed with it ----------------------------------------------------------------------------------------
def test_records_of_talks_in_the_case_it_comes_from_are_filed_with_it_for_whoever_sees_both(log, school, head, ceo):
    source = make.CaseFactory(school=school)
    talk = make.WrittenRecordFactory(case=source, issued=True, kind="meeting_record", title="Record of the talk")
    mediation = make.MediationFactory(source=source)
    agreed = make.WrittenRecordFactory(
        case=mediation.case, issued=True, kind="mediation_record", title="Agreed in the mediation"
    )
    make.WrittenRecordFactory(case=source, kind="meeting_record", title="A draft", number=77)
    complaint = log(source=source, by=head)

    assert {*filed_with(complaint, ceo)} == {talk, agreed}
    make.InvolvementFactory(case=mediation.case, part="subject", person=None, user=head)
    assert [*filed_with(complaint, User.objects.get(pk=head.pk))] == [talk]
    client = Client()
    client.force_login(head)
    page = client.get(complaint.get_absolute_url()).text
    assert "Record of the talk" in page
    assert talk.get_absolute_url() in page
    assert "Agreed in the mediation" not in page


# --- What is of an earlier stage ----------------------------------------------------------------------------------
@pytest.fixture
def unposted(complaint, head, ceo):
    """Acknowledged and answered informally in letters that were never posted, then taken to the formal stage."""
    services.issue_letter(complaint=complaint, key=ACK, said="", by=head)
    complaint = decided(complaint, head, Result.NOT_UPHELD)
    services.issue_letter(complaint=complaint, key=ANSWER, said="", by=head)
    services.take_further(complaint=complaint, asked_on=local_day(timezone.now()), words="In writing.", by=head)
    return Complaint.objects.get(pk=complaint.pk)


@pytest.mark.parametrize(("key", "kind"), [(ACK, Kind.ACKNOWLEDGE_COMPLAINT), (ANSWER, Kind.RESOLVE_COMPLAINT)])
def test_a_letter_of_an_earlier_stage_does_no_duty_of_this_one(unposted, ceo, key, kind):
    sent = {"complaint": unposted, "key": key, "method": CopyMethod.HAND, "sent_on": local_day(timezone.now())}
    services.log_letter_sent(**sent, by=ceo)

    assert due(unposted, kind).owner_role == Role.CEO
    before = due(unposted, kind).due_at
    copy = Copy.objects.get(record__case=unposted.case)
    services.send_letter_again(complaint=unposted, copy=copy, dispute="She rang", by=ceo)
    assert due(unposted, kind).due_at == before, "and lost it makes none"


def test_the_answer_of_this_stage_does_its_duty(unposted, ceo):
    complaint = decided(unposted, ceo)
    services.issue_letter(complaint=complaint, key=FORMAL, said="", method=CopyMethod.HAND, by=ceo)

    assert not Duty.objects.open().filter(case=complaint.case).exists()


def test_an_update_that_never_came_is_owed_only_while_somebody_looks_at_it(complaint, head):
    key = update_key(complaint)
    services.issue_letter(complaint=complaint, key=key, said="Two were asked.", method=CopyMethod.HAND, by=head)
    complaint = decided(complaint, head)
    copy = Copy.objects.get(record__kind="complaint_update")

    services.send_letter_again(complaint=complaint, copy=copy, dispute="She rang", by=head)

    assert not Duty.objects.open().filter(case=complaint.case, kind=Kind.HOLDING_UPDATE).exists()


def test_whoever_is_appealed_against_does_not_void_the_appeal(unposted, head, ceo):
    for user in (head, ceo):
        with pytest.raises(Refused, match="was decided on before"):
            void_case(case=unposted.case, reason="They are always complaining.", by=user)


def test_whoever_it_is_about_is_taken_out_only_by_whoever_deals_with_it(log, deputy, head, ceo):
    complaint = log(stage=Stage.FORMAL, about=[head])
    row = complaint.case.involvements.get(user=head)

    with pytest.raises(Refused, match="Whoever deals with it"):
        take_out(involvement=row, reason="Not him", by=deputy)
    take_out(involvement=row, reason="It was the other school’s headteacher", by=ceo)

    assert not complaint.case.involvements.filter(user=head).exists()


# --- What was done after it ---------------------------------------------------------------------------------------
def test_what_was_done_is_noted_after_the_answer_in_a_closed_case_too(complaint, head, deputy, client):
    complaint = decided(complaint, head, Result.NOT_UPHELD)
    answered(complaint, head)
    mark_closed(case=complaint.case, outcome="Answered", left=left_open(complaint.case), by=head)
    assert register(head, "answered", None).lines[0].done == "The office was told."

    services.note_action(complaint=complaint, text="Every call is written down since Monday.", by=head)

    assert register(head, "answered", None).lines[0].done == "Every call is written down since Monday."
    client.force_login(head, backend="accounts.backends.Backend")
    page = client.get(complaint.get_absolute_url()).content.decode()
    assert "Every call is written down since Monday." in page
    assert "Note what was done" in page
    with pytest.raises(PermissionDenied):
        services.note_action(complaint=complaint, text="Nothing.", by=deputy)
    with pytest.raises(Refused, match="Say what was done"):
        services.note_action(complaint=complaint, text=" ", by=head)


def test_of_what_was_logged_in_error_nothing_was_done(complaint, head):
    void_case(case=complaint.case, reason="It was meant for the council.", by=head)
    with pytest.raises(Refused, match="logged in error"):
        services.note_action(complaint=Complaint.objects.get(pk=complaint.pk), text="Nothing.", by=head)


# --- What is stored, and what a page says -------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_finding_is_of_a_point_of_its_own_complaint():
    with pytest.raises(DatabaseError, match="complaint_finding_of_its_complaint"):
        make.FindingFactory(point=make.PointFactory())


def test_a_reason_for_lateness_is_kept_only_where_it_was_late(complaint, head, clock):
    complaint = decided(complaint, head)
    answered(complaint, head)
    asked = {"complaint": complaint, "asked_on": local_day(timezone.now()), "words": "Not enough.", "by": head}

    row = services.take_further(**asked, late_reason="She was in hospital.")

    assert (row.late_reason, row.until_on) == ("", date(2026, 11, 18))


def test_the_page_asks_once_who_may_decide(log, ceo, school, monkeypatch, client):
    complaint = log(source=make.CaseFactory(school=school), stage=Stage.FORMAL, by=ceo)
    asked = []
    monkeypatch.setattr(complaint_pages, "why_not_decide", lambda *given: asked.append(given))
    client.force_login(ceo, backend="accounts.backends.Backend")

    client.get(complaint.get_absolute_url())

    assert len(asked) == 1


def test_a_page_says_that_the_chair_sees_it_where_the_chair_decides(log, ceo, chair, client):
    complaint = log(about=[ceo])
    client.force_login(chair, backend="accounts.backends.Backend")

    assert "and the Chair of Trustees. Never whoever" in client.get(complaint.get_absolute_url()).content.decode()
