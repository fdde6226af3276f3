"""The person's side: their time to answer, what they say by whatever way, waiving it, who considers it."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from cases.states import Part
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import Audience, NoticeKind
from schools.calendar import LONDON
from schools.states import Role
from suspensions import rules, services
from suspensions.hearing import WindowState
from suspensions.models import Representation
from suspensions.selectors.hearing import window
from suspensions.selectors.independence import why_not_independent
from suspensions.states import WRITTEN, Channel
from tests import factories as make

WEDNESDAY = date(2026, 11, 4)


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


@pytest.fixture
def extended(suspension, head):
    services.extend_site_suspension(
        suspension=suspension, until_on=date(2026, 11, 27), reason="x", considered="Nothing points to it.", by=head
    )
    suspension.refresh_from_db()
    return suspension


@pytest.fixture
def open_one(extended, head):
    assert services.open_window(suspension=extended, deemed_on=WEDNESDAY, by=head)
    extended.refresh_from_db()
    return extended


def note(suspension, by, **more):
    said = {"received_at": timezone.now(), "channel": Channel.EMAIL, "text": "I never raised a fist."}
    return services.note_representation(suspension=suspension, by=by, **{**said, **more})


def waive(suspension, by, **more):
    said = {"received_at": timezone.now(), "channel": Channel.LETTER, "text": "I do not want to say anything."}
    return services.note_waiver(suspension=suspension, by=by, **{**said, **more})


def owed(suspension, kind):
    return Duty.objects.open().filter(subject=str(suspension.pk), kind=kind).first()


# --- The window --------------------------------------------------------------------------------------------------------
def test_a_suspension_of_one_day_has_no_window_but_a_review(suspension, head):
    assert services.open_window(suspension=suspension, deemed_on=WEDNESDAY, by=head) is False

    assert window(suspension).state is WindowState.NONE
    assert owed(suspension, Kind.REPRESENTATIONS) is None
    assert owed(suspension, Kind.REVIEW)
    assert rules.is_heard(window(suspension))


def test_until_the_letter_counts_as_received_the_window_waits(extended):
    assert window(extended).state is WindowState.WAITING
    assert not rules.is_heard(window(extended))


def test_it_runs_ten_working_days_from_the_letter_and_moves_the_review(open_one, case):
    assert window(open_one).closes_at == london(2026, 11, 19)
    assert owed(open_one, Kind.REPRESENTATIONS).due_at == london(2026, 11, 19)
    assert owed(open_one, Kind.REVIEW).due_at == london(2026, 11, 21)
    moved = Entry.objects.of_chain(case.chain).filter(verb="duty.moved").get()
    assert moved.payload.data["reason"] == "The letter counts as received."


def test_a_later_letter_does_not_stretch_it(open_one, head):
    assert services.open_window(suspension=open_one, deemed_on=date(2026, 11, 9), by=head) is False

    assert window(open_one).opens_on == WEDNESDAY


def test_a_letter_that_never_came_and_was_sent_again_opens_it_anew(open_one, head):
    assert services.open_window(suspension=open_one, deemed_on=date(2026, 11, 9), is_anew=True, by=head)

    open_one.refresh_from_db()
    assert window(open_one).closes_at == london(2026, 11, 24)
    assert owed(open_one, Kind.REPRESENTATIONS).due_at == london(2026, 11, 24)
    assert owed(open_one, Kind.REVIEW).due_at == london(2026, 11, 26)


def test_a_letter_of_before_it_was_made_longer_does_not_count(suspension, head, clock):
    issued_at = timezone.now()
    clock.shift(timedelta(hours=1))
    services.extend_site_suspension(
        suspension=suspension, until_on=date(2026, 11, 6), reason="x", considered="x", by=head
    )

    assert not services.open_window(suspension=suspension, deemed_on=WEDNESDAY, issued_at=issued_at, by=head)


def test_what_has_ended_opens_no_window(extended, head):
    services.lift_suspension(suspension=extended, reason="x", by=head)

    assert not services.open_window(suspension=extended, deemed_on=WEDNESDAY, by=head)


def test_when_nothing_comes_the_clock_settles_it(open_one, clock, run_jobs):
    clock.move_to(london(2026, 11, 18, 23, 59))
    run_jobs(raising=True)
    assert owed(open_one, Kind.REPRESENTATIONS)

    clock.move_to(london(2026, 11, 19, 0, 0))
    run_jobs(raising=True)

    done = Duty.objects.get(kind=Kind.REPRESENTATIONS)
    assert done.how == "Nothing came; their time to answer ended on Wednesday 18 November 2026, 23:59"
    assert rules.is_heard(window(open_one))


# --- What they say -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("channel", Channel)
def test_it_is_noted_by_whatever_way_it_came(open_one, deputy, channel):
    said = note(open_one, deputy, channel=channel)

    assert (said.channel, said.noted_by, said.is_waiver) == (channel, deputy, False)


def test_the_reviewer_is_told_and_owes_an_ear(open_one, head, ceo):
    note(open_one, head)

    notice = Notice.objects.get(kind=NoticeKind.SIDE_GIVEN)
    assert (notice.to_user, notice.audience) == (ceo, Audience.CEO)
    assert owed(open_one, Kind.REPRESENTATIONS).due_at == london(2026, 11, 19)
    assert rules.why_unheard(window(open_one)) == "They gave their side, and nobody has considered it yet."


def test_whoever_else_may_review_is_told_too(open_one, head, ceo):
    delegate, trustee = (make.UserFactory(role=(role, None)) for role in (Role.CENTRAL_TEAM, Role.TRUSTEE))
    make.DelegationFactory(case=open_one.case, to=delegate)
    make.DelegationFactory(case=open_one.case, to=trustee, trustee=True)
    make.DelegationFactory(
        case=open_one.case, to=make.UserFactory(role=(Role.TRUSTEE, None), is_active=False), trustee=True
    )

    note(open_one, head)

    told = Notice.objects.filter(kind=NoticeKind.SIDE_GIVEN).values_list("to_user", "audience")
    assert {*told} == {(ceo.pk, "ceo"), (delegate.pk, "delegate"), (trustee.pk, "trustee")}


def test_all_they_say_closes_the_window_and_moves_the_review(open_one, head, clock):
    clock.move_to(london(2026, 11, 9, 10))

    note(open_one, head, is_all=True)

    assert window(open_one).state is WindowState.HEARD
    assert owed(open_one, Kind.REVIEW).due_at == london(2026, 11, 11, 10)
    assert owed(open_one, Kind.REPRESENTATIONS).due_at == london(2026, 11, 11, 10)


def test_late_words_are_noted_and_owe_an_ear_again(open_one, head, clock, run_jobs):
    clock.move_to(london(2026, 11, 19, 9))
    run_jobs(raising=True)
    assert owed(open_one, Kind.REPRESENTATIONS) is None

    note(open_one, head)

    assert owed(open_one, Kind.REPRESENTATIONS).due_at == london(2026, 11, 23, 9)


def test_words_before_any_letter_are_noted_too(extended, head):
    note(extended, head, channel=Channel.IN_PERSON)

    assert owed(extended, Kind.REPRESENTATIONS)
    assert window(extended).state is WindowState.WAITING


def test_what_comes_after_the_end_is_noted_and_owes_nothing(extended, head):
    services.lift_suspension(suspension=extended, reason="x", by=head)

    note(extended, head)

    assert owed(extended, Kind.REPRESENTATIONS) is None


@pytest.mark.parametrize(
    ("minutes", "said"), [(60, "This time is in the future."), (-60, "The suspension was decided today 08:19.")]
)
def test_it_cannot_have_come_in_the_future_or_before_the_decision(open_one, head, minutes, said):
    with pytest.raises(Refused, match=said) as refused:
        note(open_one, head, received_at=timezone.now() + timedelta(minutes=minutes))

    assert refused.value.field == "received_at"


def test_it_says_something(open_one, head):
    with pytest.raises(Refused, match="Write down what the person said"):
        note(open_one, head, text=" ")


def test_the_same_form_twice_is_noted_once(open_one, head):
    token = "0c9f2f0e-6f0e-4b7e-9d0c-3a3d2f1f0a11"

    assert note(open_one, head, token=token)
    assert note(open_one, head, token=token) is None
    assert Representation.objects.count() == 1


# --- Waiving -----------------------------------------------------------------------------------------------------------
def test_a_waiver_in_writing_closes_the_window(open_one, head, clock):
    clock.move_to(london(2026, 11, 9, 10))

    waive(open_one, head)

    assert window(open_one).state is WindowState.WAIVED
    assert rules.is_heard(window(open_one))
    assert owed(open_one, Kind.REPRESENTATIONS) is None
    assert owed(open_one, Kind.REVIEW).due_at == london(2026, 11, 11, 10)


@pytest.mark.parametrize("channel", [one for one in Channel if one not in WRITTEN])
def test_a_waiver_by_word_of_mouth_does_not_count(open_one, head, channel):
    with pytest.raises(Refused, match="only in writing"):
        waive(open_one, head, channel=channel)


@pytest.mark.parametrize("who", ["office", "staff", "stranger", "chair", "central", "admin"])
def test_only_who_works_on_the_case_notes_it(request, open_one, who):
    by = request.getfixturevalue(who)

    for act in (note, waive):
        with pytest.raises(PermissionDenied):
            act(open_one, by)


# --- Considering -------------------------------------------------------------------------------------------------------
def consider(said, by, text="He stood further away than we thought."):
    return services.consider_representation(representation=said, consideration=text, by=by)


def test_somebody_not_involved_considers_it_once(open_one, head, ceo):
    said = note(open_one, head, is_all=True)

    consider(said, ceo)

    said.refresh_from_db()
    assert (said.considered_by, said.consideration) == (ceo, "He stood further away than we thought.")
    assert rules.is_heard(window(open_one))
    assert owed(open_one, Kind.REPRESENTATIONS) is None
    with pytest.raises(Refused, match="Somebody considered this today"):
        consider(said, ceo)


def test_while_more_may_come_the_duty_stays(open_one, head, ceo, clock, run_jobs):
    consider(note(open_one, head), ceo)
    assert owed(open_one, Kind.REPRESENTATIONS)

    clock.move_to(london(2026, 11, 19))
    run_jobs(raising=True)

    assert Duty.objects.get(kind=Kind.REPRESENTATIONS).how.startswith("Considered what they said; their time")


def test_unconsidered_words_keep_the_duty_open_past_the_window(open_one, head, clock, run_jobs):
    note(open_one, head)
    clock.move_to(london(2026, 11, 19))
    run_jobs(raising=True)

    assert owed(open_one, Kind.REPRESENTATIONS)


@pytest.mark.parametrize("part", [Part.WITNESS, Part.PRESENT])
def test_a_reviewer_who_saw_it_does_not_consider_it(open_one, case, head, ceo, part):
    said = note(open_one, head)
    make.InvolvementFactory(case=case, person=None, user=ceo, part=part)

    with pytest.raises(Refused, match="Somebody who has nothing to do with it"):
        consider(said, ceo)


def test_the_head_who_made_it_stands_in_for_the_ceo_and_may_not_consider_it(open_one, school, head, ceo):
    said = note(open_one, head)
    make.CoverFactory(role=Role.CEO, school=None, user=head)
    by = type(head).objects.get(pk=head.pk)

    assert "extended the suspension" in why_not_independent(open_one, by) or "made" in why_not_independent(open_one, by)
    with pytest.raises(Refused, match="Somebody who has nothing to do with it"):
        consider(said, by)


@pytest.mark.parametrize("who", ["head", "deputy", "office", "chair", "central"])
def test_only_who_may_review_considers_it(request, open_one, head, who):
    said = note(open_one, head)

    with pytest.raises(PermissionDenied):
        consider(said, request.getfixturevalue(who))


def test_a_waiver_has_nothing_to_consider(open_one, head, ceo):
    with pytest.raises(Refused, match="nothing to consider"):
        consider(waive(open_one, head), ceo)


def test_considering_needs_words(open_one, head, ceo):
    with pytest.raises(Refused, match="Say what you made of it"):
        consider(note(open_one, head), ceo, " ")
