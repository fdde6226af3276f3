"""A panel on a complaint: its members, when it meets, who came. What it found is a decision like those before it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from complaints.models.complaint import Complaint
from complaints.querysets import OfPanelMeetingQuerySet, OfPanelQuerySet
from complaints.states import Came
from kernel.triggers import append_only, differs_beside

STOOD_DOWN = ("stood_down_at", "stood_down_by_id", "stood_down_why")
# What is noted of a meeting after it was arranged.
NOTED = (
    *("papers", "papers_on", "papers_at", "papers_by_id"),
    *("met_at", "met_by_id", "came", "with_whom", "also_there", "absent_why"),
    *("called_off_at", "called_off_by_id", "called_off_why"),
)


class PanelMember(models.Model):
    """Somebody who is to hear a complaint: an account, or a name. Who leaves before it meets stands down.

    An independent member has no part in the management and running of the school: Part 7 of the 2014 Regulations,
    paragraph 33(g). Whoever has an account has such a part, so it is somebody by name.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="panel_members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True, default="")
    is_independent = models.BooleanField("independent of how the school is run", default=False)
    who = models.CharField("who they are, and why they are independent", max_length=300, blank=True, default="")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stood_down_at = models.DateTimeField(null=True, blank=True)
    stood_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stood_down_why = models.CharField(max_length=300, blank=True, default="")

    objects = OfPanelQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="panel_member_account_or_name",
                condition=(Q(user__isnull=False) & Q(name="")) | (Q(user__isnull=True) & ~Q(name="")),
                violation_error_message="Name the member.",
            ),
            models.CheckConstraint(
                name="panel_member_independent_by_name",
                condition=Q(is_independent=False) | (Q(user__isnull=True) & ~Q(who="")),
                violation_error_message="Say who the independent member is, and why they are independent.",
            ),
            models.CheckConstraint(
                name="panel_member_stood_down_iff_stamped",
                condition=Q(stood_down_at__isnull=True, stood_down_by__isnull=True, stood_down_why="")
                | (Q(stood_down_at__isnull=False, stood_down_by__isnull=False) & ~Q(stood_down_why="")),
                violation_error_message="Say why they do not sit on it.",
            ),
            models.UniqueConstraint(
                fields=["complaint", "user"],
                condition=Q(user__isnull=False, stood_down_at__isnull=True),
                name="panel_member_once",
                violation_error_message="They are a member already.",
            ),
            models.UniqueConstraint(
                "complaint",
                Lower("name"),
                condition=~Q(name="") & Q(stood_down_at__isnull=True),
                name="panel_member_name_once",
                violation_error_message="Somebody of this name is a member already.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="panel_member_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.stood_down_at IS NOT NULL OR {differs_beside(*STOOD_DOWN)}"),
            ),
            pgtrigger.Protect(name="panel_member_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name or f"member {self.user_id}"

    @property
    def chain(self) -> str:
        return self.complaint.chain

    @property
    def called(self) -> str:
        """The member's name; their account was fetched with them."""
        return self.user.name if self.user is not None else self.name


class PanelMeeting(models.Model):
    """A meeting of the panel on a complaint: arranged, its papers, held or called off. Another time is another meeting.

    `absent_why` says why it went on without the complainant, and what was weighed for another day.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="panel_meetings")
    meets_at = models.DateTimeField("when it meets")
    place = models.CharField(max_length=200)
    is_remote = models.BooleanField("by video or telephone", default=False)
    late_reason = models.TextField("why it meets later than the procedure says", blank=True, default="")
    arranged_at = models.DateTimeField()
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    papers = models.TextField("what the papers are", blank=True, default="")
    papers_on = models.DateField("when the papers went out", null=True, blank=True)
    papers_at = models.DateTimeField(null=True, blank=True)
    papers_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    came = models.CharField("whether the complainant came", max_length=8, choices=Came, blank=True, default="")
    with_whom = models.CharField("who came with them", max_length=200, blank=True, default="")
    also_there = models.TextField("who else was there", blank=True, default="")
    absent_why = models.TextField("why it went on without them", blank=True, default="")
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    called_off_why = models.TextField(blank=True, default="")

    objects = OfPanelQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["arranged_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="panel_meeting_place_given",
                condition=~Q(place=""),
                violation_error_message="Say where it meets.",
            ),
            models.CheckConstraint(name="panel_meeting_came_known", condition=Q(came__in=["", *Came.values])),
            models.CheckConstraint(
                name="panel_meeting_papers_iff_stamped",
                condition=Q(papers="", papers_on__isnull=True, papers_at__isnull=True, papers_by__isnull=True)
                | (~Q(papers="") & Q(papers_on__isnull=False, papers_at__isnull=False, papers_by__isnull=False)),
                violation_error_message="Say what the papers are, and on which day they went out.",
            ),
            models.CheckConstraint(
                name="panel_meeting_met_iff_stamped",
                condition=Q(met_at__isnull=True, met_by__isnull=True, came="", with_whom="", also_there="")
                | (Q(met_at__isnull=False, met_by__isnull=False) & ~Q(came="")),
                violation_error_message="Say whether the complainant came.",
            ),
            models.CheckConstraint(
                name="panel_meeting_absent_iff_why",
                condition=(Q(came=Came.ABSENT, with_whom="") & ~Q(absent_why=""))
                | (~Q(came=Came.ABSENT) & Q(absent_why="")),
                violation_error_message="Say why the panel went on without them.",
            ),
            models.CheckConstraint(
                name="panel_meeting_called_off_iff_stamped",
                condition=Q(called_off_at__isnull=True, called_off_by__isnull=True, called_off_why="")
                | (Q(called_off_at__isnull=False, called_off_by__isnull=False) & ~Q(called_off_why="")),
                violation_error_message="Say why it does not take place.",
            ),
            models.CheckConstraint(
                name="panel_meeting_not_both_met_and_called_off",
                condition=Q(met_at__isnull=True) | Q(called_off_at__isnull=True),
                violation_error_message="It has met.",
            ),
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(called_off_at__isnull=True),
                name="panel_meeting_one_stands",
                violation_error_message="A meeting is arranged already.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="panel_meeting_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.met_at IS NOT NULL OR OLD.called_off_at IS NOT NULL OR {differs_beside(*NOTED)}"
                ),
            ),
            pgtrigger.Protect(name="panel_meeting_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"panel on {self.complaint_id}"

    @property
    def chain(self) -> str:
        return self.complaint.chain

    @property
    def is_ahead(self) -> bool:
        """Arranged, and neither held nor called off."""
        return self.met_at is None and self.called_off_at is None


class PanelSeat(models.Model):
    """A member who sat on a panel when it met. Append-only."""

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="seats")
    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="seats")

    objects = OfPanelMeetingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"], name="panel_seat_once", violation_error_message="They sat on it once."
            )
        ]
        triggers = [append_only("panel_seat")]

    def __str__(self) -> str:
        return f"seat of {self.member_id}"

    @property
    def chain(self) -> str:
        return self.meeting.chain
