"""The board and a pupil's suspension: that it was told, what was said to it, its meeting, who came, what it decided."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kernel.triggers import differs_beside
from pupils.models.suspension import HALF, PupilSuspension
from pupils.querysets import OfMeetingQuerySet, OfSuspensionQuerySet
from pupils.states import BoardDecision, Came, HalfOfDay, SaidBy
from schools.schooldays import Half

# What is noted of a meeting after it was arranged.
NOTED = (
    *("papers", "papers_on", "papers_at", "papers_by_id"),
    *("began_at", "began_by_id", "uninvited_why"),
    *("called_off_at", "called_off_by_id", "called_off_why"),
)
TAKEN_BACK = ("taken_back_at", "taken_back_by_id", "taken_back_why")


class BoardReceipt(models.Model):
    """The day on which the board received the notice of a suspension: its school days are counted from it.

    The first counts of which nobody says that its notice never came; `copy` is how that went. Append-only. SI 2012/1033
    regs 23 and 24.
    """

    suspension = models.ForeignKey(PupilSuspension, on_delete=models.PROTECT, related_name="board_receipts")
    received_on = models.DateField()
    copy = models.ForeignKey("records.Copy", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfSuspensionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="board_receipt_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"the board was told of {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain

    @property
    def is_undisputed(self) -> bool:
        """Nobody says that this notice never came; its copy was fetched with it."""
        return self.copy is None or self.copy.disputed_at is None


class BoardRepresentation(models.Model):
    """What somebody says to the board about a suspension, by whatever way and at any time. Append-only."""

    suspension = models.ForeignKey(PupilSuspension, on_delete=models.PROTECT, related_name="representations")
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=SaidBy)
    said_by = models.CharField("who says it", max_length=200)
    text = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfSuspensionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(name="board_representation_channel_known", condition=Q(channel__in=SaidBy.values)),
            models.CheckConstraint(
                name="board_representation_said_by_given",
                condition=~Q(said_by=""),
                violation_error_message="Say who says it.",
            ),
            models.CheckConstraint(
                name="board_representation_text_given",
                condition=~Q(text=""),
                violation_error_message="Write down what they say.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="board_representation_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"representation to the board on {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain


class BoardMeeting(models.Model):
    """A meeting of the board, or of its committee, about one suspension: arranged, its papers, begun or called off.

    What was arranged stays; the rest is added to it. Another time is another meeting.
    """

    suspension = models.ForeignKey(PupilSuspension, on_delete=models.PROTECT, related_name="board_meetings")
    meets_at = models.DateTimeField("when it meets")
    place = models.CharField(max_length=200)
    is_remote = models.BooleanField("asked for by video or telephone", default=False)
    late_reason = models.TextField("why it meets later than the law says", blank=True, default="")
    arranged_at = models.DateTimeField()
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    papers = models.TextField("what the papers are", blank=True, default="")
    papers_on = models.DateField("when the papers went out", null=True, blank=True)
    papers_at = models.DateTimeField(null=True, blank=True)
    papers_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    began_at = models.DateTimeField(null=True, blank=True)
    began_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    uninvited_why = models.TextField("why it began before everybody was invited", blank=True, default="", db_default="")
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    called_off_why = models.TextField(blank=True, default="")

    objects = OfSuspensionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["arranged_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="board_meeting_place_given",
                condition=~Q(place=""),
                violation_error_message="Say where it meets.",
            ),
            models.CheckConstraint(
                name="board_meeting_papers_iff_stamped",
                condition=Q(papers="", papers_on__isnull=True, papers_at__isnull=True, papers_by__isnull=True)
                | (~Q(papers="") & Q(papers_on__isnull=False, papers_at__isnull=False, papers_by__isnull=False)),
                violation_error_message="Say what the papers are, and on which day they went out.",
            ),
            models.CheckConstraint(
                name="board_meeting_began_iff_stamped",
                condition=Q(began_at__isnull=True, began_by__isnull=True)
                | Q(began_at__isnull=False, began_by__isnull=False),
            ),
            models.CheckConstraint(
                name="board_meeting_uninvited_once_begun",
                condition=Q(uninvited_why="") | Q(began_at__isnull=False),
            ),
            models.CheckConstraint(
                name="board_meeting_called_off_iff_stamped",
                condition=Q(called_off_at__isnull=True, called_off_by__isnull=True, called_off_why="")
                | (Q(called_off_at__isnull=False, called_off_by__isnull=False) & ~Q(called_off_why="")),
                violation_error_message="Say why it does not take place.",
            ),
            models.CheckConstraint(
                name="board_meeting_not_both_begun_and_called_off",
                condition=Q(began_at__isnull=True) | Q(called_off_at__isnull=True),
                violation_error_message="It has begun.",
            ),
            models.UniqueConstraint(
                fields=["suspension"],
                condition=Q(began_at__isnull=True, called_off_at__isnull=True),
                name="board_meeting_one_ahead",
                violation_error_message="A meeting is arranged already.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="board_meeting_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.began_at IS NOT NULL OR OLD.called_off_at IS NOT NULL OR {differs_beside(*NOTED)}"
                ),
            ),
            pgtrigger.Protect(name="board_meeting_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"meeting of the board about {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain

    @property
    def is_ahead(self) -> bool:
        """Arranged, and neither begun nor called off."""
        return self.began_at is None and self.called_off_at is None


class BoardMember(models.Model):
    """Somebody who sat on the board at a meeting: an account, or a name. Append-only."""

    meeting = models.ForeignKey(BoardMeeting, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True, default="")

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="board_member_account_or_name",
                condition=(Q(user__isnull=False) & Q(name="")) | (Q(user__isnull=True) & ~Q(name="")),
                violation_error_message="Name the member.",
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"], condition=Q(user__isnull=False), name="board_member_once"
            ),
        ]
        triggers = [pgtrigger.Protect(name="board_member_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name or f"member {self.user_id}"

    @property
    def chain(self) -> str:
        return self.meeting.chain


class BoardAttendance(models.Model):
    """Whether somebody of the family came to a meeting, and who came with them or spoke for them.

    Noted with the outcome and, where that is taken back, taken back with it.
    """

    meeting = models.ForeignKey(BoardMeeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey("schools.Person", on_delete=models.PROTECT, related_name="+")
    came = models.CharField(max_length=12, choices=Came)
    with_whom = models.CharField("who came with them, or spoke for them", max_length=200, blank=True, default="")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="board_attendance_came_known", condition=Q(came__in=Came.values)),
            models.CheckConstraint(
                name="board_attendance_speaker_named",
                condition=~Q(came=Came.REPRESENTED, with_whom=""),
                violation_error_message="Say who spoke for them.",
            ),
            models.CheckConstraint(
                name="board_attendance_nobody_with_whoever_stayed_away",
                condition=~Q(came=Came.ABSENT) | Q(with_whom=""),
                violation_error_message="They did not come, so that nobody came with them.",
            ),
            models.CheckConstraint(
                name="board_attendance_taken_back_iff_stamped",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(taken_back_at__isnull=True), name="board_attendance_once"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="board_attendance_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.taken_back_at IS NOT NULL OR {differs_beside(*TAKEN_BACK)}"),
            ),
            pgtrigger.Protect(name="board_attendance_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at meeting {self.meeting_id}"

    @property
    def chain(self) -> str:
        return self.meeting.chain


class BoardOutcome(models.Model):
    """What the board decided on a suspension, once, with its reasons. SI 2012/1033 reg 24.

    What was noted stays; noted wrongly it is taken back, once and with the reason, and noted anew. That it considered what
    was said without having to meet is none of these decisions: one can follow, once it must meet.
    Reinstated: `back_on` is the first half-day of the pupil back in school.
    """

    suspension = models.ForeignKey(PupilSuspension, on_delete=models.PROTECT, related_name="board_outcomes")
    decision = models.CharField(max_length=12, choices=BoardDecision)
    decided_on = models.DateField("day of the decision")
    reasons = models.TextField()
    back_on = models.DateField("first day back", null=True, blank=True)
    back_half = models.CharField(max_length=2, choices=HalfOfDay, default=HalfOfDay.MORNING)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_why = models.TextField("why it was noted wrongly", blank=True, default="", db_default="")

    objects = OfSuspensionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="board_outcome_decision_known", condition=Q(decision__in=BoardDecision.values)),
            models.CheckConstraint(name="board_outcome_back_half_known", condition=Q(back_half__in=HalfOfDay.values)),
            models.CheckConstraint(
                name="board_outcome_reasons_given",
                condition=~Q(reasons=""),
                violation_error_message="Give the board’s reasons.",
            ),
            models.CheckConstraint(
                name="board_outcome_back_iff_reinstated",
                condition=Q(decision=BoardDecision.REINSTATED, back_on__isnull=False)
                | (~Q(decision=BoardDecision.REINSTATED) & Q(back_on__isnull=True)),
                violation_error_message="Say from which day the pupil is back.",
            ),
            models.CheckConstraint(
                name="board_outcome_taken_back_iff_stamped",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True, taken_back_why="")
                | (Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_why="")),
                violation_error_message="Say what was noted wrongly.",
            ),
            models.UniqueConstraint(
                fields=["suspension"],
                condition=~Q(decision=BoardDecision.CONSIDERED) & Q(taken_back_at__isnull=True),
                name="board_outcome_once",
                violation_error_message="What the board decided has been noted already.",
            ),
            models.UniqueConstraint(
                fields=["suspension"],
                condition=Q(decision=BoardDecision.CONSIDERED, taken_back_at__isnull=True),
                name="board_outcome_one_answer",
                violation_error_message="What the board answered has been noted already.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="board_outcome_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.taken_back_at IS NOT NULL OR {differs_beside(*TAKEN_BACK)}"),
            ),
            pgtrigger.Protect(name="board_outcome_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"the board decided on {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain

    @property
    def is_decision(self) -> bool:
        """Of a meeting that the law asks for; else the board only answers what was said."""
        return self.decision != BoardDecision.CONSIDERED

    @property
    def holds(self) -> bool:
        """It was not taken back."""
        return self.taken_back_at is None

    @property
    def back(self) -> Half:
        """The half of `back_on` from which the pupil is back."""
        return HALF[HalfOfDay(self.back_half)]
