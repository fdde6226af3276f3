"""A looked-after child: the authority that looks after them, whose virtual school is told, and lessons from day one."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from desk.services.people import change_pupil_facts
from kernel.refusal import Refused
from pupils.jobs import settle_all
from pupils.selectors.decided import decided_page
from pupils.selectors.letter import subject_of
from pupils.selectors.notice import notice_page
from pupils.selectors.told import told_page
from pupils.services import after, cancelling
from pupils.services.recounting import recount
from pupils.states import Event, HalfOfDay
from records.states import CopyMethod
from schools.calendar import LONDON
from schools.models import PupilFacts
from tests import factories as make
from tests.pupils.board_acts import upheld
from tests.pupils.conftest import again
from tests.pupils.test_deciding_pages import WEIGH, WHAT, WHEN, page
from tests.pupils.test_telling import due, issue, key_of, owed, sent

IN_CARE = {"is_looked_after": True, "placing_authority": "Farshire", "virtual_school_email": "virtual@farshire.example"}
EDUCATION = {"provider": "Brook Centre", "address": "1 Brook Lane", "times": "9 to 3", "report_to": "The office"}


def facts(child, **changes):
    PupilFacts.objects.filter(person=child).update(**{**IN_CARE, **changes})


def notices_owed(row):
    """What is owed to somebody: education is owed to nobody by name."""
    return [one for one in owed(row) if one[0] != Kind.DAY_SIX_EDUCATION]


def envelope(row, to):
    """The lines of an office's envelope, and the e-mail address that is offered."""
    reached = subject_of(again(row), key_of(row, to)).reached
    return list(reached.lines), reached.known.email


def test_the_virtual_school_head_of_the_authority_that_looks_after_the_child_is_told(suspend, mother, child):
    facts(child, virtual_school_head="Ms Ida Noor")
    row = suspend()

    assert envelope(row, "virtual") == (["Ms Ida Noor", "Virtual school head, Farshire"], "virtual@farshire.example")
    assert envelope(row, "worker") == (["Social worker", "Farshire"], "")
    assert envelope(row, "authority") == (["Exampleshire"], "exclusions@council.example")


def test_of_the_schools_own_authority_its_address_is_known(suspend, mother, child):
    facts(child, placing_authority="exampleshire", virtual_school_email="")
    row = suspend()

    assert envelope(row, "virtual") == (["Virtual school head, exampleshire"], "virtual@council.example")
    assert envelope(row, "worker")[1] == "care@council.example"


def test_where_it_is_not_known_nothing_goes_to_anybody_and_the_pages_lead_to_where_it_is_entered(
    suspend, mother, child, head, client_of
):
    facts(child, placing_authority="", virtual_school_email="")
    row = suspend()
    where = reverse("desk:pupil_facts", args=[child.pk])

    with pytest.raises(Refused, match="It is not known which local authority looks after the child"):
        issue(row, "virtual", head)

    band = next(one for one in told_page(again(row), head).bands if "looks after" in one.title)
    assert band.link.url == where
    assert notice_page(subject_of(again(row), key_of(row, "virtual")), {}, head).setup.url == where
    assert where in client_of(head).get(reverse("pupils:told", args=[row.case.reference, row.pk])).text
    assert ("tell_virtual_school_head", "virtual", "decided") in owed(row)
    facts(child)
    issue(row, "virtual", head)
    assert not [one for one in told_page(again(row), head).bands if "looks after" in one.title]


def test_told_to_the_wrong_authority_it_is_owed_to_the_right_one(suspend, mother, child, head, run_jobs):
    facts(child)
    row = suspend()
    issue(row, "virtual", head)
    sent(row, "virtual", head, method=CopyMethod.EMAIL, address="virtual@farshire.example")
    assert "virtual" not in {to for _, to, _ in owed(row)}

    change_pupil_facts(pupil=child, is_looked_after=True, placing_authority="Midshire", by=head)
    run_jobs()

    assert "virtual" in {to for _, to, *_ in notices_owed(row)}
    assert issue(row, "virtual", head).content["to"] == ["Virtual school head, Midshire"]


@pytest.mark.parametrize(
    ("before", "now", "is_owed"),
    [
        ("Derbyshire", "Derby", True),
        ("North Somerset", "Somerset", True),
        ("Leicester", "Leicestershire", True),
        ("Derbyshire", "derbyshire", False),
    ],
)
def test_an_authority_is_another_by_its_whole_name(suspend, mother, child, head, run_jobs, before, now, is_owed):
    facts(child, placing_authority=before)
    row = suspend()
    for office in ("virtual", "worker"):
        sent_to(row, office, head)

    change_pupil_facts(pupil=child, is_looked_after=True, placing_authority=now, by=head)
    run_jobs()

    again_owed = {to for to, _ in owed_to_offices(row)}
    assert again_owed == ({"virtual", "worker"} if is_owed else set())
    if is_owed:
        assert [*issue(row, "worker", head).content["to"]] == ["Social worker", now]


def test_what_the_board_decided_is_owed_to_the_authority_that_looks_after_the_child_now(
    told,
    mother,
    child,
    clerk,
    head,
    run_jobs,
):
    facts(child, placing_authority="Leeds")
    row = told()
    upheld(row, clerk)
    for office in ("virtual", "worker"):
        sent_to(row, office, clerk, Event.OUTCOME)

    change_pupil_facts(pupil=child, is_looked_after=True, placing_authority="Kent", by=head)
    for _ in range(2):
        run_jobs()
        settle_all()

    assert {("virtual", "outcome"), ("worker", "outcome")} <= owed_to_offices(row)
    line = next(one for one in told_page(again(row), head).lines if one.who == "Virtual school head, Kent")
    assert line.note == "Another local authority looks after the pupil, as it is known now. Its own office is owed it."
    for office in ("virtual", "worker"):
        sent_to(row, office, clerk, Event.OUTCOME)
    settle_all()
    assert "outcome" not in {event for _, event in owed_to_offices(row)}


def test_a_notice_that_an_end_overtook_goes_to_no_other_authority_but_the_end_itself_does(
    suspend, mother, child, head, run_jobs
):
    facts(child, placing_authority="Leeds")
    row = suspend()
    sent_to(row, "virtual", head)
    cancelling.cancel_suspension(
        suspension=again(row), reason="Not Mia.", back_on=date(2026, 11, 2), back_half=HalfOfDay.MORNING, by=head
    )
    sent_to(row, "virtual", head, Event.CANCELLED)

    change_pupil_facts(pupil=child, is_looked_after=True, placing_authority="Kent", by=head)
    run_jobs()

    assert {event for to, event in owed_to_offices(row) if to == "virtual"} == {"cancelled"}


def test_of_merged_records_the_authority_its_head_and_its_mailbox_are_one_records(suspend, mother, child, terms):
    old = make.PersonFactory(pupil=True, at=terms, merged_into=child)
    make.PupilFactsFactory(
        person=old,
        is_looked_after=True,
        placing_authority="Leeds",
        virtual_school_head="Lee Dale",
        virtual_school_email="v@leeds.example",
    )
    row = suspend()
    assert envelope(row, "virtual") == (["Lee Dale", "Virtual school head, Leeds"], "v@leeds.example")

    facts(child, placing_authority="Kent", virtual_school_email="", virtual_school_head="")

    assert envelope(row, "virtual") == (["Virtual school head, Kent"], "")
    assert envelope(row, "worker") == (["Social worker", "Kent"], "")


def owed_to_offices(row):
    """What is owed to the offices of the authority that looks after the child, as (to whom, of what)."""
    rows = [duty[1:] for duty in owed(row) if len(duty) == 3]
    return {(to, event) for to, event in rows if to in ("virtual", "worker")}


def sent_to(row, office, by, event=Event.DECIDED):
    issue(row, office, by, event)
    sent(row, office, by, event, method=CopyMethod.EMAIL, address="office@council.example")


# --- What is known of a pupil -----------------------------------------------------------------------------------------
def url(child):
    return reverse("desk:pupil_facts", args=[child.pk])


def test_a_senior_leader_changes_what_is_known_and_what_is_owed_follows(
    suspend, mother, child, deputy, client_of, run_jobs
):
    row, client = suspend(), client_of(deputy)
    said = {"year_group": "9", "is_looked_after": "on", "placing_authority": "Farshire", "upn": "b801 200 005001"}
    assert url(child) in client.get(child.get_absolute_url()).text

    answer = client.post(url(child), said, follow=True)
    run_jobs()

    assert "Looked after by Farshire" in answer.text
    assert {"worker", "virtual"} <= {to for _, to, *_ in notices_owed(row)}
    kept = PupilFacts.objects.get(person=child)
    assert (kept.upn, kept.born_on) == ("B801200005001", None)
    assert Entry.objects.get(verb="person.pupil_changed").actor == deputy


def test_in_care_of_nobody_knows_which_authority_is_kept_and_warned_of(suspend, child, head, client_of):
    answer = client_of(head).post(url(child), {"is_looked_after": "on"}, follow=True)

    assert PupilFacts.objects.get(person=child).is_looked_after
    assert "You did not say which local authority looks after the pupil." in answer.text
    assert "Looked after by a local authority. Which one is not known" in answer.text


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"upn": "123"}, "A UPN has a letter, eleven digits, and a digit or a letter."),
        ({"placing_authority": "Farshire"}, "Tick this, or empty what is said of the authority below."),
        ({"born_on_day": "1", "born_on_month": "2", "born_on_year": "2030"}, "This day has not come yet."),
        ({"is_looked_after": "on", "virtual_school_email": "no"}, "Enter an e-mail address."),
    ],
)
def test_what_cannot_be_of_a_pupil_is_asked_about(suspend, child, head, client_of, said, why):
    answer = client_of(head).post(url(child), said)

    assert answer.status_code == 422
    assert why in answer.text


def test_nobody_else_changes_it_and_an_adult_has_none(child, mother, office, stranger, head, client_of):
    assert client_of(office).get(url(child)).status_code in (403, 404)
    assert client_of(stranger).get(url(child)).status_code == 404
    assert client_of(head).get(url(mother)).status_code == 404
    with pytest.raises(PermissionDenied):
        change_pupil_facts(pupil=child, by=office, is_looked_after=True)


def test_what_a_merged_record_says_is_shown_and_taken_back_with_it(suspend, mother, child, terms, head, client_of):
    old = make.PersonFactory(pupil=True, at=terms, merged_into=child)
    make.PupilFactsFactory(person=old, is_looked_after=True, upn="A801200005001")
    assert " checked" in client_of(head).get(url(child)).text

    change_pupil_facts(pupil=child, is_looked_after=False, upn="B801200005001", by=head)

    old_facts = PupilFacts.objects.get(person=old)
    assert (old_facts.is_looked_after, old_facts.upn) == (False, "A801200005001")


# --- Lessons from the first day ---------------------------------------------------------------------------------------
def arrange(row, by, **changes):
    return after.arrange_education(suspension=again(row), by=by, **{**EDUCATION, **changes})


def test_education_that_goes_on_at_once_waits_for_no_48_hours(suspend, mother, child, head):
    facts(child)
    row = suspend(last_on=date(2026, 11, 13), half_days=20)

    arrange(row, head, starts_on=date(2026, 11, 2))

    assert due(row, mother, Event.DAY_SIX) == "Mon 02 Nov 17:00"


def test_from_the_sixth_day_48_hours_are_owed_to_a_looked_after_child_too(suspend, mother, child, head, clock):
    facts(child)
    row = suspend(last_on=date(2026, 11, 13), half_days=20)
    clock.move_to(datetime(2026, 11, 8, 9, 0, tzinfo=LONDON))

    with pytest.raises(Refused, match="The family must know 48 hours before"):
        arrange(row, head, starts_on=date(2026, 11, 9), late_reason="Nobody had a place.")


def test_of_another_pupil_48_hours_are_kept_or_the_parent_agrees(suspend, mother, child, head):
    row = suspend(last_on=date(2026, 11, 13), half_days=20)

    with pytest.raises(Refused, match="The family must know 48 hours before"):
        arrange(row, head, starts_on=date(2026, 11, 3))
    assert arrange(row, head, starts_on=date(2026, 11, 3), has_consent=True) is not None


def test_changed_school_days_put_no_48_hours_on_education_that_goes_on_at_once(
    suspend, mother, child, head, terms, clock
):
    facts(child)
    row = suspend(first_on=date(2026, 11, 5), last_on=date(2026, 11, 6))
    arrange(row, head, starts_on=date(2026, 11, 5))
    before = due(row, mother, Event.DAY_SIX)
    make.ClosureFactory(school=terms, kind="emergency", first_on=date(2026, 11, 6), last_on=date(2026, 11, 6))

    recount(terms, head)

    assert due(row, mother, Event.DAY_SIX) == before


def test_it_is_to_be_arranged_by_the_time_school_opens_on_the_first_day(decide, pupil, clock):
    PupilFacts.objects.filter(person=pupil).update(**IN_CARE)

    row = decide(first_on=date(2026, 11, 4), last_on=date(2026, 11, 5))

    duty = Duty.objects.open().get(case=row.case, kind=Kind.DAY_SIX_EDUCATION)
    assert duty.due_at - datetime(2026, 11, 4, 8, 45, tzinfo=LONDON) == timedelta(0)


@pytest.mark.parametrize("name", ["suspend_when", "suspend_decide"])
def test_before_it_is_decided_the_pages_say_that_education_goes_on_from_the_first_day(
    clock, terms, pupil, head, client_of, name
):
    PupilFacts.objects.filter(person=pupil).update(**IN_CARE)
    client = client_of(head)
    client.post(page("suspend_weigh", pupil), {**WHAT, **WHEN, "starts": "next", **WEIGH})

    text = client.get(page(name, pupil)).text

    assert "education goes on from the first day, Tuesday 3 November 2026." in text
    assert "suitable and full-time, by Tuesday 3 November 2026, 08:45." in text
    assert "It is not known which local authority looks after the pupil." not in text


@pytest.mark.parametrize("name", ["suspend_when", "suspend_decide"])
def test_before_it_is_decided_the_pages_say_that_the_authority_is_not_known(clock, terms, pupil, head, client_of, name):
    PupilFacts.objects.filter(person=pupil).update(is_looked_after=True, placing_authority="")
    client = client_of(head)
    client.post(page("suspend_weigh", pupil), {**WHAT, **WHEN, "starts": "next", **WEIGH})

    text = client.get(page(name, pupil)).text

    assert "It is not known which local authority looks after the pupil." in text
    assert url(pupil) in text


def test_after_it_is_decided_the_duty_is_called_from_the_first_day(decide, pupil):
    assert "Arrange education from the first day" not in to_do(decide())
    PupilFacts.objects.filter(person=pupil).update(**IN_CARE)

    assert "Arrange education from the first day" in to_do(
        decide(first_on=date(2026, 11, 9), last_on=date(2026, 11, 10))
    )


def to_do(row):
    return [one.link.label for one in decided_page(again(row)).to_do]
