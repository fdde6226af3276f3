"""What several acts on a panel share: a meeting that is called off, a member who is told."""

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.services import amend
from complaints.models import Complaint, PanelMeeting, PanelMember
from complaints.selectors.panel import standing_meeting
from complaints.selectors.panel_members import members_of
from complaints.states import Stage
from kernel import wording
from notices.services import tell
from notices.states import Audience, NoticeKind

WITHDRAWN = "The complaint was withdrawn."


def let_panel_go(complaint: Complaint, by: User) -> None:
    """Call off the meeting that was to come, as a part of withdrawing the complaint, and tell the members.

    They see the panel no more, so what they are told leads home.
    """
    if complaint.stage != Stage.PANEL:
        return
    meeting = standing_meeting(complaint)
    if meeting is not None and meeting.is_ahead:
        call_off(locked_meeting(meeting), WITHDRAWN, by)
    for member in members_of(complaint):
        tell_member(complaint, member, by, path=reverse("desk:home"))


def call_off(meeting: PanelMeeting, reason: str, by: User) -> None:
    """Note that a meeting, which is locked, does not take place."""
    now = timezone.now()
    amend(
        meeting, verb="panel.called_off", by=by, at=now,
        data={"when": wording.in_full(meeting.meets_at), "reason": reason},
        called_off_at=now, called_off_by=by, called_off_why=reason,
    )  # fmt: skip


def tell_member(complaint: Complaint, member: PanelMember, by: User, *, path: str = "") -> None:
    """Tell a member with an account that something about the panel has changed; `path` is where that leads."""
    if member.user is not None and member.user != by and member.user.is_active:
        tell(
            kind=NoticeKind.COMPLAINT_PANEL, audience=Audience.COLLEAGUE, to=member.user,
            path=path or complaint.panel_url, by=by, case=complaint.case,
        )  # fmt: skip


def locked_meeting(meeting: PanelMeeting) -> PanelMeeting:
    """The meeting as it stands, under its lock."""
    rows = PanelMeeting.objects.select_for_update(no_key=True, of=("self",))
    found: PanelMeeting = rows.select_related("complaint__case").get(pk=meeting.pk)
    return found
