"""The tray among everything else that there is: warnings, meetings, notices of pupils. Apart, for the world is kept for all."""

import pytest
from django.utils import timezone

from cases.duties import Kind
from cases.models import Duty
from complaints import services as complaints
from complaints.selectors.letter import LetterKey
from complaints.states import About, Came, Channel, Result
from meetings import services as meetings
from packs.selectors.owed import Why, owed_on_paper
from pupils.recipients import NoticeKey
from pupils.services.telling import issue_notice
from pupils.states import Event
from records.models import Copy
from records.selectors.record import OF_COMPLAINTS
from records.states import CopyMethod
from schools.calendar import local_day
from suspensions import services as suspensions
from tests import factories as make
from tests.packs.test_tray import filed, log

pytestmark = pytest.mark.django_db


def test_warnings_meetings_and_notices_of_pupils_stand_in_it_too(built, papers, clock):
    """Each issued for later; what was handed over at once does not."""
    clock.shift(60)
    w = built
    warning, incident = w.warning, w.drafted.incidents.get()
    person = make.PersonFactory(at=w.school)
    make.InvolvementFactory(case=w.drafted, person=person)
    warning = suspensions.warn(
        incident=incident, person=person, reason="He swore at two teachers at the gate.", by=w.head
    )
    said = {"happened": "You swore.", "reason": "It frightens the children at the gate.", "is_checked": True}
    letters = [filed(suspensions.issue_warning(warning=warning, by=w.head, **said), papers)]
    letters.append(filed(meetings.issue_letter(attendee=w.uninvited, by=w.head), papers))
    office = NoticeKey(w.pupil_suspension.pk, "authority", Event.DECIDED)
    letters.append(
        filed(
            issue_notice(suspension=w.pupil_suspension, key=office, reason="He threw a chair at a child.", by=w.head),
            papers,
        )
    )

    owed = {one.record: one for one in owed_on_paper(w.office) if one.why == Why.LETTER}

    assert {*owed} == {*letters}
    logged = log(*(one.key for one in owed.values()), by=w.office, method=CopyMethod.HAND)
    assert (logged.done, logged.left) == (3, ())
    assert not [one for one in owed_on_paper(w.office) if one.why == Why.LETTER]


def test_letters_about_complaints_stand_in_it_and_are_logged_by_their_own_room(built, papers, clock):
    """The answer, a letter about a panel, how far it is; what has gone at once does not."""
    clock.shift(60)
    w = built
    asked = {"said": "", "by": w.head}
    answer = complaints.issue_letter(complaint=w.answered, key=LetterKey(About.OUTCOME, "informal"), **asked)
    received = complaints.issue_letter(
        complaint=w.panel_asked, key=LetterKey(About.ACKNOWLEDGED, "panel"), said="", by=w.clerk
    )
    asked["said"] = "Two were asked."
    update = complaints.issue_letter(complaint=w.complaint, key=LetterKey(About.UPDATE, "1"), **asked)
    letters = [filed(record, papers) for record in (answer, received, update)]

    owed = {one.record: one for one in owed_on_paper(w.office) if one.record.kind in OF_COMPLAINTS}

    assert {*owed} == {*letters}
    assert {one.address for one in owed.values()} == {"3 Bell Lane"}
    assert not owed_on_paper(w.clerk)
    logged = log(*(one.key for one in owed.values()), by=w.office)
    assert (logged.done, logged.left) == (3, ())
    assert Copy.objects.filter(record__in=letters, method=CopyMethod.POST, deemed_on__isnull=False).count() == 3
    open_now = Duty.objects.open().filter(case__in=[w.answered.case, w.panel_asked.case, w.complaint.case])
    kinds = {(one.kind, one.case_id) for one in open_now}
    assert (Kind.RESOLVE_COMPLAINT, w.answered.case_id) not in kinds
    assert (Kind.PANEL_LETTER, w.panel_asked.case_id) not in kinds
    assert (Kind.HOLDING_UPDATE, w.complaint.case_id) in kinds, "the next is owed"
    assert not [one for one in owed_on_paper(w.office) if one.record in letters]


def test_somebody_without_a_record_is_written_to_where_they_said(built, papers, clock):
    clock.shift(60)
    w = built
    came = {"school": w.school, "received_on": local_day(timezone.now()), "channel": Channel.LETTER, "words": "No."}
    one = complaints.log_complaint(**came, name="Jo Bright", address="1 High Street", by=w.office)
    key = LetterKey(About.ACKNOWLEDGED, "informal")
    letter = filed(complaints.issue_letter(complaint=one, key=key, said="", by=w.head), papers)

    (owed,) = [each for each in owed_on_paper(w.office) if each.record == letter]

    assert (owed.who, owed.address) == ("Jo Bright", "1 High Street")


def test_what_a_panel_found_stands_in_no_tray_for_whoever_it_is_about(built, papers, clock):
    clock.shift(60)
    w = built
    complaints.name_about(complaint=w.before_panel, user=w.staff, by=w.ceo)
    members = [*w.before_panel.panel_members.all()]
    complaints.hold_panel(meeting=w.panel, members=members, came=Came.CAME, by=w.clerk)
    found = [(point, Result.UPHELD, "It was so.") for point in w.before_panel.points.all()]
    complaints.note_panel_findings(complaint=w.before_panel, findings=found, remedy="", action="None.", by=w.clerk)
    part = w.before_panel.case.involvements.get(user=w.staff)
    said = {"complaint": type(w.before_panel).objects.get(pk=w.before_panel.pk), "said": "", "by": w.clerk}
    told = complaints.issue_letter(key=LetterKey(About.FOUND, str(part.pk)), **said)
    answer = complaints.issue_letter(key=LetterKey(About.OUTCOME, "panel"), **said)
    for record in (told, answer):
        filed(record, papers)

    waiting = {one.record for one in owed_on_paper(w.office)}

    assert answer in waiting
    assert told not in waiting


def test_an_invitation_to_a_meeting_that_was_moved_since_is_not_printed(built, papers, clock):
    clock.shift(60)
    w = built
    filed(meetings.issue_letter(attendee=w.uninvited, by=w.head), papers)
    assert [one.record.subject for one in owed_on_paper(w.office) if one.why == Why.LETTER]
    w.sat.__class__.objects.filter(pk=w.sat.pk).update(revision=2, place="The hall")
    assert not [one for one in owed_on_paper(w.office) if one.why == Why.LETTER]
