"""A headteacher suspends a pupil for six days on a phone, over half of November; and a looked-after pupil for one, in error.

The tables say what was due when, worked out by hand with a wall calendar. The school has an INSET day on Monday 2 November
2026 and again on 4 January 2027. Sessions are 08:45 to 12:00 and 13:00 to 15:15; the office closes at 17:00.
"""

import re
from datetime import date, time

import pytest
import time_machine

from audit.selectors import breaks
from pupils.models import BoardMeeting, PupilSuspension
from pupils.rules import WRONG_GROUNDS
from pupils.states import Ground, PupilSuspensionState
from records.models import WrittenRecord
from records.states import RecordState
from schools.states import Kinship, Role
from tests import factories as make
from tests.journeys.conftest import LONG_BEFORE
from tests.journeys.story import duties_of, fill_day, table

pytestmark = pytest.mark.browser
SIXTH = "Education from the sixth day"
MEETING, DECISION = "The board’s meeting", "What the board decided"
NOTHING = "Nothing points to it. Her teacher and the SENCO were asked."
CONDUCT = "In the dining hall Robin hit another pupil in the face with a tray, twice."


@pytest.fixture
def people(people):
    """The school's terms, a mother at her own address, a foster carer of another pupil, the clerk to the board."""
    with time_machine.travel(LONG_BEFORE, tick=False):
        school = people.school
        school.local_authority, school.local_authority_email = "Middleton Council", "exclusions@council.example"
        school.save()
        make.TermFactory(school=school, name="Autumn", first_on=date(2026, 9, 1), last_on=date(2026, 12, 18))
        make.TermFactory(school=school, name="Spring", first_on=date(2027, 1, 4), last_on=date(2027, 3, 25))
        for first_on, last_on in (
            (date(2026, 10, 26), date(2026, 10, 30)), (date(2026, 11, 2), date(2026, 11, 2)),
            (date(2027, 1, 4), date(2027, 1, 4)),
        ):  # fmt: skip
            make.ClosureFactory(school=school, first_on=first_on, last_on=last_on)
        make.SessionTimesFactory(
            school=school, on=None, morning_opens=time(8, 45), morning_closes=time(12),
            afternoon_opens=time(13), afternoon_closes=time(15, 15),
        )  # fmt: skip
        robin = make.PersonFactory(pupil=True, at=school, given_name="Robin", family_name="Shaw")
        make.PupilFactsFactory(person=robin, born_on=date(2016, 3, 9), year_group="5")
        for title, given, kind, address in (
            ("Ms", "Gemma", Kinship.MOTHER, "7 Canal View\nMiddleton\nMX1 4DF"),
            ("Mr", "Peter", Kinship.FATHER, "30 Elm Terrace\nMiddleton\nMX1 5GH"),
        ):
            parent = make.PersonFactory(at=school, title=title, given_name=given, family_name="Shaw")
            make.AdultFactsFactory(person=parent, address=address)
            make.RelationshipFactory(adult=parent, pupil=robin, kind=kind, has_parental_responsibility=True)
        ash = make.PersonFactory(pupil=True, at=school, given_name="Ash", family_name="Marchetti")
        make.PupilFactsFactory(
            person=ash,
            born_on=date(2017, 5, 2),
            year_group="4",
            is_looked_after=True,
            has_social_worker=True,
            placing_authority="Middleton Council",
        )
        carer = make.PersonFactory(at=school, title="Mrs", given_name="Maureen", family_name="Tandy")
        make.AdultFactsFactory(person=carer, address="8 Acre Close\nMiddleton\nMX1 6JK")
        make.RelationshipFactory(adult=carer, pupil=ash, kind=Kinship.FOSTER_CARER, has_parental_responsibility=False)
        people.clerk = make.UserFactory(name="Sheila Brandt", role=(Role.CLERK, None))
        people.robin, people.ash = robin, ash
    return people


# --- What people do -----------------------------------------------------------------------------------------------------
def refused_grounds(story, pupil):
    """The four grounds that the law does not know are each refused, with what is lawful instead."""
    page = story.open("head", pupil.get_absolute_url())
    page.get_by_role("link", name="Suspend this pupil").first.click()
    page.wait_for_url("**/suspend/")
    for ground in (Ground.PARENT, Ground.COOL_OFF, Ground.CONDITION, Ground.NEEDS):
        page.get_by_label(ground.label).check()
        with page.expect_navigation():
            page.get_by_role("button", name="Go on").click()
        said = page.locator(".govuk-error-summary").inner_text()
        assert WRONG_GROUNDS[ground] in re.sub(r"\s+", " ", said)
        assert "What you can do" in said
        story.shown(page)
    assert not PupilSuspension.objects.filter(pupil=pupil).exists()


def suspend(story, pupil, *, last_on=None, says=()):
    """The four pages of a decision; `says`: what the count says before it is decided."""
    page = story.open("head", f"/pupils/{pupil.pk}/suspend/")
    page.get_by_label(Ground.CONDUCT.label).check()
    page.locator("[name=conduct]").fill(CONDUCT)
    page.locator("[name=reason_1]").select_option("PP")
    page.locator("[name=probability]").fill("Two supervisors saw it, and the pupil says so.")
    story.press(page, "Go on")
    page.get_by_label("On the next school day").check()
    if last_on:
        fill_day(page, "last_on", last_on)
    with page.expect_navigation():
        page.get_by_role("button", name="Work out how long that is").click()
    told = re.sub(r"\s+", " ", page.locator("main").inner_text())
    for text in says:
        assert text in told, told
    if says:
        story.shown(page, "pupil-counts-phone")
    story.press(page, "Go on")
    for name in ("needs_considered", "disability_considered", "vulnerability_considered", "alternatives"):
        page.locator(f"[name={name}]").fill(NOTHING)
    story.press(page, "Go on")
    story.press(page, "Suspend the pupil")


def suspended(story):
    return PupilSuspension.objects.select_related("case").get(case=story.case)


def of(story, tail=""):
    return f"{suspended(story).get_absolute_url()}{tail}"


def letter(story, to, event="The suspension", *, way=None, who="head"):
    """A letter or notice of an event to somebody, from the list of who is told."""
    page = story.open(who, of(story, "told/"))
    story.look(page)
    row = page.locator("tr").filter(has=page.locator("th", has_text=re.compile(rf"^\s*{to}"))).filter(has_text=event)
    row.get_by_role("link").last.click()
    page.wait_for_url("**/pupil-notices/**")
    story.look(page)
    if way:
        page.get_by_label(way, exact=True).check()
    story.press(page, "Issue it")
    return page


def mail(story, to, event="The suspension", *, address, at, who="head"):
    """A notice to an office, issued and sent by the school's own secure mail."""
    page = letter(story, to, event, who=who)
    page.get_by_label("I e-mailed it from the school’s own secure mail").check()
    page.locator("[name=email]").fill(address)
    page.locator("[name=sent_at]").fill(at)
    story.press(page, "Log how it went")


def note(story, who, path, button, choose=(), day=None, **typed):
    """A short form: what is chosen by its label, what is typed by its name."""
    page = story.open(who, path)
    for label in choose:
        page.get_by_label(label).first.check()
    for name, text in typed.items():
        page.locator(f"[name={name}]").fill(text)
    for name, text in (day or {}).items():
        fill_day(page, name, text)
    story.press(page, button)
    return page


# Decided on Thursday 5 November at 15:40, when school was over: from Friday 6 to Friday 13, six school days. The family has
# it in writing by the end of the first afternoon, the offices the same working day. The sixth day is Friday 13: its details
# are known to the family 48 hours before 08:45. The CEO has five working days: 6 9 10 11 12. Back on Monday 16. The board
# was told on the 5th by e-mail before 16:30, so fifty school days: 1 by 6 November, 6, 11, 16, 21, 26, 31 by 18 December,
# 35 by 8 January, 40, 45, 50 on Friday 29 January.
SIX_DAYS = """
# kind                  | owner | opened           | due              | closed           | how
inform_ceo              | head  | Thu 05 Nov 15:40 | Thu 05 Nov 15:40 | Thu 05 Nov 15:40 | done by Ruth Adeyemi
written_notice          | head  | Thu 05 Nov 15:40 | Fri 06 Nov 15:15 | Thu 05 Nov 15:50 | done by Ruth Adeyemi
written_notice          | head  | Thu 05 Nov 15:40 | Fri 06 Nov 15:15 | Thu 05 Nov 15:55 | done by Ruth Adeyemi
tell_local_authority    | head  | Thu 05 Nov 15:40 | Thu 05 Nov 17:00 | Thu 05 Nov 16:10 | done by Ruth Adeyemi
tell_board              | head  | Thu 05 Nov 15:40 | Thu 05 Nov 17:00 | Thu 05 Nov 16:20 | done by Ruth Adeyemi
set_work                | head  | Thu 05 Nov 15:40 | Fri 06 Nov 15:15 | Fri 06 Nov 09:00 | done by Ruth Adeyemi
review_pupil_suspension | ceo   | Thu 05 Nov 15:40 | Thu 12 Nov 15:40 | Fri 06 Nov 11:00 | done by Dana Whitlock
day_six_education       | head  | Thu 05 Nov 15:40 | Wed 11 Nov 08:45 | Mon 09 Nov 10:00 | done by Ruth Adeyemi
reintegration           | head  | Thu 05 Nov 15:40 | Tue 17 Nov 00:00 | Mon 16 Nov 09:00 | done by Ruth Adeyemi
written_notice          | head  | Mon 09 Nov 10:00 | Wed 11 Nov 08:45 | Mon 09 Nov 10:10 | done by Ruth Adeyemi
written_notice          | head  | Mon 09 Nov 10:00 | Wed 11 Nov 08:45 | Mon 09 Nov 10:15 | done by Ruth Adeyemi
board_meeting           | clerk | Tue 10 Nov 14:00 | Sat 30 Jan 00:00 | Wed 18 Nov 19:00 | done by Sheila Brandt
board_tells             | clerk | Tue 10 Nov 14:10 | Tue 10 Nov 17:00 | Tue 10 Nov 14:20 | done by Sheila Brandt
board_tells             | clerk | Tue 10 Nov 14:10 | Tue 10 Nov 17:00 | Tue 10 Nov 14:25 | done by Sheila Brandt
board_tells             | clerk | Wed 18 Nov 19:00 | Thu 19 Nov 17:00 | Wed 18 Nov 19:10 | done by Sheila Brandt
board_tells             | clerk | Wed 18 Nov 19:00 | Thu 19 Nov 17:00 | Wed 18 Nov 19:15 | done by Sheila Brandt
board_tells             | clerk | Wed 18 Nov 19:00 | Thu 19 Nov 17:00 | Wed 18 Nov 19:20 | done by Sheila Brandt
"""
DAY_SIX = {
    "provider": "Middleton Learning Centre", "address": "4 Station Road\nMiddleton", "times": "9:00 to 15:00",
    "report_to": "Mrs Adair",
}  # fmt: skip


def test_a_head_suspends_a_pupil_for_six_days(story, keep_letters):
    story.at("2026-11-05 15:40")
    refused_grounds(story, story.people.robin)
    suspend(
        story, story.people.robin, last_on="2026-11-13", says=("6 days", "12 half-days", "More than 5 days in the term")
    )
    story.at("2026-11-05 15:50")
    letter(story, "Ms Gemma Shaw", way="By hand")
    story.at("2026-11-05 15:55")
    # Posted now it would count on Monday, after the time the law sets.
    letter(story, "Mr Peter Shaw", way="By hand")
    story.at("2026-11-05 16:10")
    mail(story, "Middleton Council", address="exclusions@council.example", at="16:10")
    story.at("2026-11-05 16:20")
    mail(story, "The trust’s board", address="clerk@trust.example", at="16:20")
    story.at("2026-11-06 09:00")
    note(story, "head", of(story, "work/"), "Note it", what="A task in each subject", how="Online", marker="Ms Bell")
    story.at("2026-11-06 11:00")
    note(
        story, "ceo", of(story, "advice/"), "Give this advice",
        choose=("Yes, it is right on what is known",), reasons="Two people saw it.",
    )  # fmt: skip
    story.at("2026-11-09 10:00")
    note(story, "head", of(story, "day-six/"), "Note the education", day={"starts_on": "2026-11-13"}, **DAY_SIX)
    story.at("2026-11-09 10:10")
    letter(story, "Ms Gemma Shaw", SIXTH, way="By hand")
    story.at("2026-11-09 10:15")
    letter(story, "Mr Peter Shaw", SIXTH, way="By hand")

    board = suspended(story).board_url
    story.at("2026-11-10 14:00")
    note(
        story, "clerk", f"{board}said/", "Note it",
        choose=("Letter",), said_by="Gemma Shaw, the mother", text="She was pushed first.",
    )  # fmt: skip
    story.at("2026-11-10 14:10")
    meets = {"at_time": "17:30", "place": "Room 4"}
    note(story, "clerk", f"{board}meeting/", "Arrange it", day={"on_day": "2026-11-18"}, **meets)
    story.at("2026-11-10 14:20")
    letter(story, "Ms Gemma Shaw", MEETING, way="By hand", who="clerk")
    story.at("2026-11-10 14:25")
    letter(story, "Mr Peter Shaw", MEETING, way="By post", who="clerk")
    meeting = BoardMeeting.objects.get()
    story.at("2026-11-11 10:00")
    papers = f"{board}meeting/{meeting.pk}/papers/"
    note(story, "clerk", papers, "Note it", day={"papers_on": "2026-11-11"}, papers="The notice, and her letter")
    story.at("2026-11-16 09:00")
    note(
        story, "head", of(story, "return/"), "Note it", choose=("Yes",), day={"held_on": "2026-11-16"},
        who_came="Robin and both parents", agreed="A place at lunch beside a colleague for two weeks",
    )  # fmt: skip
    story.at("2026-11-18 17:35")
    begin = f"{board}meeting/{meeting.pk}/begin/"
    sat = "Rosalind Penn\nGwil Parry\nAnn Moss"
    note(story, "clerk", begin, "It has begun", day={"on_day": "2026-11-18"}, at_time="17:30", names=sat)
    story.at("2026-11-18 19:00")
    page = story.open("clerk", f"{board}outcome/")
    for name, came in (("Ms Gemma Shaw", "represented"), ("Mr Peter Shaw", "absent"), ("Robin Shaw", "remote")):
        page.get_by_role("group", name=f"Did {name} come?").locator(f"[value={came}]").check()
    page.get_by_label("Who came with Ms Gemma Shaw, or spoke for them?").fill("Mr Osei, a solicitor")
    page.get_by_label("The board does not reinstate the pupil").check()
    fill_day(page, "decided_on", "2026-11-18")
    page.locator("[name=reasons]").fill("Two people saw it, and she says so herself.")
    story.press(page, "Note the outcome")
    assert page.url.endswith("/told/")
    story.at("2026-11-18 19:10")
    letter(story, "Ms Gemma Shaw", DECISION, way="By post", who="clerk")
    story.at("2026-11-18 19:15")
    letter(story, "Mr Peter Shaw", DECISION, way="By post", who="clerk")
    story.at("2026-11-18 19:20")
    mail(story, "Middleton Council", DECISION, address="exclusions@council.example", at="19:20", who="clerk")

    case = story.case
    assert duties_of(case) == table(SIX_DAYS)
    assert WrittenRecord.objects.filter(case=case, state=RecordState.COMPLETE).count() == 11
    assert [*breaks(case.chain)] == []
    keep_letters(case)
    story.open("head", of(story))
    story.shown(story.page("head"), "pupil-suspended")


# Decided on Monday 9 November at 15:40 for Tuesday 10: one day. Ash is looked after, so that education goes on from the
# first day, as school opens at 08:45, for no 48 hours are left before it. Cancelled on Tuesday at 09:30, in the first session:
# whoever was told is told of that the same working day. What was still owed falls away, but for the talk on coming back: a
# meeting is offered all the same, and by the end of Tuesday, for back is Tuesday's afternoon and no longer Wednesday.
CANCELLED = """
# kind                     | owner | opened           | due              | closed           | how
inform_ceo                 | head  | Mon 09 Nov 15:40 | Mon 09 Nov 15:40 | Mon 09 Nov 15:40 | done by Ruth Adeyemi
written_notice             | head  | Mon 09 Nov 15:40 | Tue 10 Nov 15:15 | Mon 09 Nov 15:50 | done by Ruth Adeyemi
tell_local_authority       | head  | Mon 09 Nov 15:40 | Mon 09 Nov 17:00 | Mon 09 Nov 16:00 | done by Ruth Adeyemi
tell_social_worker         | head  | Mon 09 Nov 15:40 | Mon 09 Nov 17:00 | Mon 09 Nov 16:05 | done by Ruth Adeyemi
tell_virtual_school_head   | head  | Mon 09 Nov 15:40 | Mon 09 Nov 17:00 | Mon 09 Nov 16:10 | done by Ruth Adeyemi
tell_board                 | head  | Mon 09 Nov 15:40 | Mon 09 Nov 17:00 | Mon 09 Nov 16:15 | done by Ruth Adeyemi
set_work                   | head  | Mon 09 Nov 15:40 | Tue 10 Nov 15:15 | Tue 10 Nov 09:30 | waived by Ruth Adeyemi
review_pupil_suspension    | ceo   | Mon 09 Nov 15:40 | Mon 16 Nov 15:40 | Tue 10 Nov 09:30 | waived by Ruth Adeyemi
day_six_education          | head  | Mon 09 Nov 15:40 | Tue 10 Nov 08:45 | Tue 10 Nov 09:30 | waived by Ruth Adeyemi
reintegration              | head  | Mon 09 Nov 15:40 | Wed 11 Nov 00:00 | open             | done by nobody
written_notice             | head  | Tue 10 Nov 09:30 | Tue 10 Nov 17:00 | Tue 10 Nov 09:40 | done by Ruth Adeyemi
tell_local_authority       | head  | Tue 10 Nov 09:30 | Tue 10 Nov 17:00 | Tue 10 Nov 09:45 | done by Ruth Adeyemi
tell_social_worker         | head  | Tue 10 Nov 09:30 | Tue 10 Nov 17:00 | Tue 10 Nov 09:50 | done by Ruth Adeyemi
tell_virtual_school_head   | head  | Tue 10 Nov 09:30 | Tue 10 Nov 17:00 | Tue 10 Nov 09:55 | done by Ruth Adeyemi
tell_board                 | head  | Tue 10 Nov 09:30 | Tue 10 Nov 17:00 | Tue 10 Nov 10:00 | done by Ruth Adeyemi
"""
OFFICES = {
    "Middleton Council": "exclusions@council.example",
    "Social worker": "worker@council.example",
    "Virtual school head": "virtual@council.example",
    "The trust’s board": "clerk@trust.example",
}


def test_a_looked_after_pupil_is_suspended_in_error_and_it_is_cancelled(story, keep_letters):
    story.at("2026-11-09 15:40")
    suspend(story, story.people.ash, says=("1 day", "2 half-days"))
    story.at("2026-11-09 15:50")
    letter(story, "Mrs Maureen Tandy", way="By hand")
    for minute, (who, address) in zip((0, 5, 10, 15), OFFICES.items(), strict=True):
        story.at(f"2026-11-09 16:{minute:02}")
        mail(story, who, address=address, at=f"16:{minute:02}")

    story.at("2026-11-10 09:30")
    why = "The recording shows another pupil."
    note(story, "head", of(story, "cancel/"), "Cancel the suspension", choose=("afternoon",), reason=why)
    story.at("2026-11-10 09:40")
    letter(story, "Mrs Maureen Tandy", "The cancellation", way="By hand")
    for minute, (who, address) in zip((45, 50, 55, 60), OFFICES.items(), strict=True):
        clock = f"{9 + minute // 60:02}:{minute % 60:02}"
        story.at(f"2026-11-10 {clock}")
        mail(story, who, "The cancellation", address=address, at=clock)

    case = story.case
    assert suspended(story).state == PupilSuspensionState.CANCELLED
    assert duties_of(case) == table(CANCELLED)
    assert WrittenRecord.objects.filter(case=case, state=RecordState.COMPLETE).count() == 10
    assert [*breaks(case.chain)] == []
    keep_letters(case)
