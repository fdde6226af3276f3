"""What was decided on a complaint at a stage, point by point, and that it was taken further. Append-only."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from complaints.models.complaint import Complaint, Point
from complaints.querysets import FindingQuerySet, OfComplaintQuerySet
from complaints.states import AT_SCHOOL, OF_LEAD, Answered, Capacity, Further, Result
from kernel.triggers import append_only

# A finding is of a point of the complaint that was decided on, and of no other.
OF_ONE = """
    IF (SELECT complaint_id FROM complaints_decision WHERE id = NEW.decision_id)
        IS DISTINCT FROM (SELECT complaint_id FROM complaints_point WHERE id = NEW.point_id)
    THEN
        RAISE EXCEPTION 'complaint_finding_of_its_complaint: the point is of another complaint';
    END IF;
    RETURN NEW;
"""


class Decision(models.Model):
    """What was decided at a stage. `remedy` goes to the complainant; `action` stays in the file, whatever was found.

    Part 7 of the 2014 Regulations, paragraph 33(i) and (j): a written record of the action taken, upheld or not.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="decisions")
    answers = models.CharField("which stage it answers", max_length=12, choices=Answered)
    remedy = models.TextField("what we do about it", blank=True, default="")
    action = models.TextField("what was done in school, for the file")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, choices=Capacity)

    objects = OfComplaintQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="complaint_decision_stage_known", condition=Q(answers__in=Answered.values)),
            models.CheckConstraint(name="complaint_decision_capacity_known", condition=Q(capacity__in=Capacity.values)),
            models.CheckConstraint(
                name="complaint_decision_action_given",
                condition=~Q(action=""),
                violation_error_message="Say for the file what was done, or that nothing was.",
            ),
            models.CheckConstraint(
                name="complaint_decision_panel_by_panel",
                condition=Q(answers=Answered.PANEL, capacity=Capacity.PANEL)
                | (~Q(answers=Answered.PANEL) & ~Q(capacity=Capacity.PANEL)),
                violation_error_message="What a panel decides, a panel found.",
            ),
            models.CheckConstraint(
                name="complaint_decision_data_lead_on_data",
                condition=Q(answers=Answered.DATA) & ~Q(capacity__in=AT_SCHOOL)
                | ~Q(answers=Answered.DATA) & ~Q(capacity__in=OF_LEAD),
                violation_error_message="The data protection lead decides on personal data, and on nothing else.",
            ),
            models.UniqueConstraint(
                fields=["complaint", "answers"],
                name="complaint_decided_once_a_stage",
                violation_error_message="This was decided already at this stage.",
            ),
        ]
        triggers = [append_only("complaint_decision")]

    def __str__(self) -> str:
        return f"decision on {self.complaint_id}"

    @property
    def chain(self) -> str:
        return self.complaint.chain


class Finding(models.Model):
    """What was found of one point, with the reasons as the complainant reads them."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="findings")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="findings")
    result = models.CharField(max_length=12, choices=Result)
    reasons = models.TextField()

    objects = FindingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="complaint_finding_result_known", condition=Q(result__in=Result.values)),
            models.CheckConstraint(
                name="complaint_finding_reasons_given",
                condition=~Q(reasons=""),
                violation_error_message="Give the reasons.",
            ),
            models.UniqueConstraint(
                fields=["decision", "point"],
                name="complaint_found_once_a_point",
                violation_error_message="This point was decided already.",
            ),
        ]
        triggers = [
            append_only("complaint_finding"),
            pgtrigger.Trigger(
                name="complaint_finding_of_its_complaint",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=OF_ONE,
            ),
        ]

    def __str__(self) -> str:
        return f"finding on {self.point_id}"

    @property
    def chain(self) -> str:
        return self.decision.chain


class NextStage(models.Model):
    """The complainant asked for the next stage: on which day, why; `late_reason` where it was asked too late.

    `until_on` is the last local day on which they could ask; None where no time ran.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="further")
    asked_for = models.CharField(
        "which stage they asked for", max_length=8, choices=Further, default=Further.FORMAL, db_default=Further.FORMAL
    )
    asked_on = models.DateField()
    words = models.TextField("why they are not content")
    until_on = models.DateField("until when they could ask", null=True, blank=True)
    late_reason = models.TextField("why it is taken all the same", blank=True, default="")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfComplaintQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="complaint_next_stage_words_given",
                condition=~Q(words=""),
                violation_error_message="Say why they are not content.",
            ),
            models.CheckConstraint(
                name="complaint_next_stage_reason_iff_late",
                condition=(Q(late_reason="") & (Q(until_on__isnull=True) | Q(asked_on__lte=F("until_on"))))
                | (~Q(late_reason="") & Q(until_on__isnull=False, asked_on__gt=F("until_on"))),
                violation_error_message="Say why it is taken all the same, if they ask too late, and only then.",
            ),
            models.CheckConstraint(name="complaint_next_stage_known", condition=Q(asked_for__in=Further.values)),
            models.UniqueConstraint(
                fields=["complaint", "asked_for"],
                name="complaint_next_stage_once",
                violation_error_message="They asked for this stage already.",
            ),
        ]
        triggers = [append_only("complaint_next_stage")]

    def __str__(self) -> str:
        return f"{self.complaint_id} goes further"

    @property
    def chain(self) -> str:
        return self.complaint.chain


class ActionTaken(models.Model):
    """What was done in school as a result of a complaint, noted whenever it is done, upheld or not. Append-only.

    It stays in the file. Part 7 of the 2014 Regulations, paragraph 33(j).
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="actions")
    text = models.TextField("what was done")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfComplaintQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="complaint_action_text_given",
                condition=~Q(text=""),
                violation_error_message="Say what was done.",
            )
        ]
        triggers = [append_only("complaint_action")]

    def __str__(self) -> str:
        return f"action on {self.complaint_id}"

    @property
    def chain(self) -> str:
        return self.complaint.chain
