"""A suspension was not upheld: whoever decides for the CEO invites the parent to an interview, or says why not."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from cases.services.duties import waive
from kernel.refusal import Refused
from meetings.services import leave_uninvited
from meetings.states import MeetingKind
from suspensions.services import review_site_suspension
from suspensions.states import Outcome
from tests import factories as make

DECIDED = {"reasons": "Two saw that he was not there.", "considered": "Nothing.", "follows": "We invite him to talk."}


@pytest.fixture
def not_upheld(case, father, head, ceo, clock):
    """The father's suspension, which the CEO did not uphold a moment ago."""
    row = make.SiteSuspensionFactory(case=case, person=father, school=case.school, decided_by=head)
    review_site_suspension(suspension=row, outcome=Outcome.NOT_UPHELD, by=ceo, **DECIDED)
    row.refresh_from_db()
    return row


def invitation():
    return Duty.objects.get(kind=Kind.INVITE_PARENT)


def test_it_is_owed_by_whoever_decides_for_the_ceo_within_two_working_days(not_upheld):
    duty = invitation()

    assert (duty.owner_role, duty.subject) == ("ceo", str(not_upheld.pk))
    assert duty.due_at.astimezone(timezone.get_default_timezone()) == timezone.localtime() + timedelta(days=2)


def test_upheld_owes_nothing(case, father, head, ceo, clock):
    row = make.SiteSuspensionFactory(case=case, person=father, school=case.school, decided_by=head)

    review_site_suspension(
        suspension=row, outcome=Outcome.UPHELD, by=ceo, reasons="Seen.", considered="Nothing.", risk="He threatened."
    )

    assert not Duty.objects.filter(kind=Kind.INVITE_PARENT).exists()


def test_the_interview_with_that_parent_does_it(not_upheld, arrange, ceo, staff):
    arrange(by=ceo, kind=MeetingKind.PARENT_INTERVIEW, companion=staff)

    assert invitation().how.startswith("Invited to an interview")
    with pytest.raises(Refused, match="settled already"):
        leave_uninvited(suspension=not_upheld, reason="He is invited.", by=ceo)


def test_a_talk_at_school_or_an_interview_with_somebody_else_does_not(not_upheld, arrange, ceo, staff, case, head):
    other = make.PersonFactory(at=case.school)
    make.InvolvementFactory(case=case, part="witness", person=other)

    arrange()
    arrange(by=ceo, kind=MeetingKind.PARENT_INTERVIEW, parents=[other], companion=staff)

    assert invitation().discharged_at is None


def test_why_not_is_kept_in_the_history(not_upheld, ceo):
    leave_uninvited(suspension=not_upheld, reason="He asked us not to", by=ceo)

    assert invitation().how == "Not invited: He asked us not to"
    said = Entry.objects.get(verb="meeting.not_invited").payload.data
    assert said["reason"] == "He asked us not to."


def test_it_needs_a_reason_and_is_not_the_heads(not_upheld, ceo, head):
    with pytest.raises(Refused, match="Say why they are not invited"):
        leave_uninvited(suspension=not_upheld, reason=" ", by=ceo)
    with pytest.raises(PermissionDenied):
        leave_uninvited(suspension=not_upheld, reason="No.", by=head)
    with pytest.raises(Refused, match="not set aside here"):
        waive(duty=invitation(), reason="No.", by=ceo)


def test_the_page_leads_to_the_interview_with_that_parent(not_upheld, client_of, ceo, father):
    page = client_of(ceo).get(reverse("meetings:invite", args=[not_upheld.case.reference, not_upheld.pk]))
    link = f"{reverse('meetings:arrange', args=[not_upheld.case.reference])}?invite={father.pk}"

    assert link in page.text
    assert "We invite him to talk." in page.text
    form = client_of(ceo).get(link).context["form"]
    assert (form["kind"].value(), form["parents"].value()) == ("parent_interview", [str(father.pk)])
