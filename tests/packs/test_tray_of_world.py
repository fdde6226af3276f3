"""The tray among everything else that there is: warnings, meetings, notices of pupils. Apart, for the world is kept for all."""

import pytest

from meetings import services as meetings
from packs.selectors.owed import Why, owed_on_paper
from pupils.recipients import NoticeKey
from pupils.services.telling import issue_notice
from pupils.states import Event
from records.states import CopyMethod
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


def test_an_invitation_to_a_meeting_that_was_moved_since_is_not_printed(built, papers, clock):
    clock.shift(60)
    w = built
    filed(meetings.issue_letter(attendee=w.uninvited, by=w.head), papers)
    assert [one.record.subject for one in owed_on_paper(w.office) if one.why == Why.LETTER]
    w.sat.__class__.objects.filter(pk=w.sat.pk).update(revision=2, place="The hall")
    assert not [one for one in owed_on_paper(w.office) if one.why == Why.LETTER]
