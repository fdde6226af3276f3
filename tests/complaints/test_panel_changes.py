"""Who hears a complaint changes, or the complaint is withdrawn: nobody is named who did not hear it, nobody waits in vain."""

# ruff: noqa: F811

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.duties import Kind
from cases.models import Duty
from cases.services.case import involve
from cases.states import Part
from complaints import services
from complaints.rules import HAS_MET
from complaints.selectors.letter import LetterKey
from complaints.selectors.panel import panel_page
from complaints.states import About, Came, Stage
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from packs.selectors.owed import owed_among
from records.states import CopyMethod
from schools.calendar import local_day
from tests import factories as make
from tests.complaints.test_complaints import answered, decided
from tests.complaints.test_panel import (  # noqa: F401
    OUTCOME,
    anew,
    arranged,
    asked,
    clerk,
    found,
    from_case,
    met,
    seat,
    to_panel,
    trustees,
)


def invitation(row, meeting, clerk):
    key = LetterKey(About.INVITED, str(meeting.pk))
    return services.issue_letter(complaint=anew(row), key=key, said="", method=None, by=clerk)


def invites_anew(row, clerk):
    letters = next(one for one in panel_page(anew(row), clerk).sections if one.title == "Letters")
    return any(action.label == "Write the invitation" for action in letters.actions)


# --- Who heard it -------------------------------------------------------------------------------------------------
def test_the_answer_names_who_sat_on_the_panel_and_nobody_who_was_ill(asked, clerk, trustees, clock):
    seat(asked, clerk, trustees)
    meeting = arranged(asked, clerk)
    clock.move_to(meeting.meets_at + timedelta(hours=2))
    sat = [row for row in asked.panel_members.all() if row.called != "Cy Mott"]
    services.hold_panel(meeting=meeting, members=sat, came=Came.CAME, by=clerk)
    found(asked, clerk)

    record = services.issue_letter(complaint=anew(asked), key=OUTCOME, said="", by=clerk)

    assert "Amir Khan and Bea Long" in str(record.content)
    assert "Cy Mott" not in str(record.content)


def test_nobody_joins_a_panel_that_has_met(asked, clerk, trustees, clock):
    seat(asked, clerk, trustees[:2])
    met(asked, arranged(asked, clerk), clerk, clock)

    with pytest.raises(Refused, match=HAS_MET):
        services.name_member(complaint=asked, user=trustees[2], by=clerk)


# --- Three are three people ---------------------------------------------------------------------------------------
def test_nobody_sits_twice_by_account_and_by_name(asked, clerk, trustees):
    services.name_member(complaint=asked, user=trustees[0], by=clerk)
    services.name_member(complaint=asked, name="Ada  Quist", by=clerk)

    for again in ("amir khan", "ADA QUIST "):
        with pytest.raises(Refused, match="sits on this panel already"):
            services.name_member(complaint=asked, name=again, by=clerk)
    with pytest.raises(IntegrityError, match="panel_member_name_once"), transaction.atomic():
        make.PanelMemberFactory(complaint=asked, user=None, name="ada quist")


def test_a_name_with_an_account_is_not_the_independent_one(asked, clerk, trustees):
    with pytest.raises(Refused, match="Bea Long has an account here"):
        services.name_member(complaint=asked, name="bea long", is_independent=True, who="Chair elsewhere", by=clerk)


def test_a_member_by_name_who_became_a_witness_meanwhile_does_not_sit(
    from_case, clerk, trustees, ceo, head, school, clock
):
    row = to_panel(from_case, ceo)
    seat(row, clerk, trustees[:2])
    meeting = arranged(row, clerk)
    quist = make.PersonFactory(at=school, given_name="Ada", family_name="Quist")
    involve(case=row.source, part=Part.WITNESS, person=quist, by=head)

    with pytest.raises(Refused, match="Ada Quist is a witness"):
        met(row, meeting, clerk, clock)


# --- The invitation says who hears it -----------------------------------------------------------------------------
def test_where_the_panel_changes_the_complainant_is_owed_the_invitation_anew(asked, clerk, trustees, clock):
    seat(asked, clerk, trustees[:2])
    meeting = arranged(asked, clerk)
    first = invitation(asked, meeting, clerk)
    services.log_letter_sent(
        complaint=asked, key=LetterKey(About.INVITED, str(meeting.pk)), method=CopyMethod.HAND,
        sent_on=local_day(timezone.now()), by=clerk,
    )  # fmt: skip
    assert not Duty.objects.open().filter(kind=Kind.PANEL_LETTER).exists()
    assert not invites_anew(asked, clerk)

    clock.shift(timedelta(hours=1))
    services.stand_down_member(member=asked.panel_members.get(user=trustees[0]), reason="She is ill", by=clerk)

    assert Duty.objects.open().filter(kind=Kind.PANEL_LETTER, subject=f"invited-{meeting.pk}").exists()
    assert invites_anew(asked, clerk)
    with pytest.raises(Refused, match="three members at least"):
        invitation(asked, meeting, clerk)
    services.name_member(complaint=asked, user=trustees[2], by=clerk)
    second = invitation(asked, meeting, clerk)
    assert "Amir Khan" in str(first.content)
    assert "Amir Khan" not in str(second.content)
    assert "Cy Mott" in str(second.content)
    assert not invites_anew(asked, clerk)


def test_an_invitation_that_names_others_is_not_printed(asked, clerk, trustees, office, clock, run_jobs):
    seat(asked, clerk, trustees)
    meeting = arranged(asked, clerk)
    first = invitation(asked, meeting, clerk)
    run_jobs()
    assert first in owed_among(office, [first.pk])

    clock.shift(timedelta(hours=1))
    services.stand_down_member(member=asked.panel_members.get(user=trustees[0]), reason="She is ill", by=clerk)

    assert owed_among(office, [first.pk]) == []
    second = invitation(asked, meeting, clerk)
    run_jobs()
    assert owed_among(office, [second.pk]) == [second]


# --- It is withdrawn ----------------------------------------------------------------------------------------------
def test_withdrawn_the_meeting_is_called_off_and_its_members_are_told(asked, clerk, trustees):
    seat(asked, clerk, trustees[:2])
    meeting = arranged(asked, clerk)

    services.withdraw_complaint(complaint=anew(asked), reason="She rang: it is settled.", by=clerk)

    meeting.refresh_from_db()
    assert meeting.called_off_why == "The complaint was withdrawn."
    told = Notice.objects.filter(kind=NoticeKind.COMPLAINT_PANEL, path=reverse("desk:home"))
    assert {notice.to_user for notice in told} == {*trustees[:2]}
    assert not Duty.objects.open().filter(case=asked.case).exists()


# --- Days ---------------------------------------------------------------------------------------------------------
def test_nobody_asks_for_a_panel_before_the_answer_they_are_not_content_with(log, clerk, ceo, clock):
    row = log(stage=Stage.FORMAL)
    clock.shift(timedelta(days=10))
    row = decided(row, ceo)
    answered(row, ceo, LetterKey(About.OUTCOME, "formal"))

    with pytest.raises(Refused, match="before the complaint was decided on, on Thursday 12 November 2026"):
        services.take_further(complaint=anew(row), asked_on=date(2026, 11, 3), words="No.", by=ceo)


def test_papers_that_went_for_a_meeting_that_was_put_off_keep_their_day(asked, clerk, trustees, clock):
    seat(asked, clerk, trustees[:2])
    first = arranged(asked, clerk)
    clock.shift(timedelta(days=3))
    services.call_off_panel(meeting=first, reason="She is in hospital.", by=clerk)
    second = arranged(asked, clerk, days=21)

    with pytest.raises(Refused, match="before they asked for a panel"):
        services.send_panel_papers(meeting=second, papers="Both answers", papers_on=date(2026, 11, 1), by=clerk)
    services.send_panel_papers(meeting=second, papers="Both answers", papers_on=date(2026, 11, 3), by=clerk)

    second.refresh_from_db()
    assert second.papers_on == date(2026, 11, 3)
