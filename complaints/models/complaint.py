"""A complaint in a case of its own, and its points: what is complained of, one by one."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from complaints.querysets import ComplaintQuerySet, OfComplaintQuerySet
from complaints.states import OF_DATA, ORDINARY, RUNNING, STAGE_MOVES, Channel, Stage
from kernel.tables import pairs
from kernel.triggers import differs_beside

# What moves on of a complaint; the rest stays as it came.
MOVING = ("stage", "stage_on", "is_about_data")
# It is found to be about personal data before anything was decided on it, with its stage; and stays that.
DATA_CHANGES = "(OLD.is_about_data IS DISTINCT FROM NEW.is_about_data)"
FOUND_SO = f"(OLD.stage IN ({', '.join(repr(stage.value) for stage in ORDINARY)}) AND NEW.stage = '{Stage.DATA.value}')"
# What is noted of a point after it was written down: taken back as an error, or handed on.
NOTED = ("taken_back_at", "taken_back_by_id", "taken_back_why", "handed_on_to_id", "handed_on_at", "handed_on_by_id")


class Complaint(models.Model):
    """Somebody complained. Whoever it is about is a subject of its case, and so behind a wall; of no other case.

    The complainant is a known person, or a name with an address. `source` is the case it arose from. `stage_on` is the
    local day from which the stage it is at now counts: received, or asked to go further. One about personal data goes
    through no stage of the complaints procedure.
    """

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="complaint")
    source = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="complaints")
    complainant = models.ForeignKey(
        "schools.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="complaints"
    )
    name = models.CharField("name of a complainant not known", max_length=200, blank=True, default="")
    address = models.TextField("address of a complainant not known", blank=True, default="")
    received_on = models.DateField()
    channel = models.CharField(max_length=12, choices=Channel)
    words = models.TextField("what the complainant said or wrote")
    is_about_data = models.BooleanField("about personal data", default=False, db_default=False)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.INFORMAL)
    stage_on = models.DateField()
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="complaint_stage_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(name="complaint_channel_known", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="complaint_words_given",
                condition=~Q(words=""),
                violation_error_message="Write down what the complainant said or wrote.",
            ),
            models.CheckConstraint(
                name="complaint_by_one_person",
                condition=Q(complainant__isnull=False, name="", address="")
                | (Q(complainant__isnull=True) & ~Q(name="")),
                violation_error_message="Say who complains: somebody who is known, or a name.",
            ),
            models.CheckConstraint(
                name="complaint_not_from_itself",
                condition=Q(source__isnull=True) | ~Q(source=F("case")),
                violation_error_message="A complaint does not arise from itself.",
            ),
            models.CheckConstraint(
                name="complaint_stage_counts_after_it_came",
                condition=Q(stage_on__gte=F("received_on")),
                violation_error_message="It cannot go further before it was received.",
            ),
            models.CheckConstraint(
                name="complaint_about_data_at_its_stage",
                condition=Q(is_about_data=True, stage__in=OF_DATA) | (Q(is_about_data=False) & ~Q(stage=Stage.DATA)),
                violation_error_message="A complaint about personal data goes through no other stage.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="complaint_moves", field="stage", transitions=pairs(STAGE_MOVES)),
            # What came in stays as it came; only the stage moves on.
            pgtrigger.Protect(
                name="complaint_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"({differs_beside(*MOVING)} OR ({DATA_CHANGES} AND NOT {FOUND_SO}))"),
            ),
            pgtrigger.Protect(name="complaint_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"complaint {self.case_id}"

    @property
    def chain(self) -> str:
        return self.case.chain

    @property
    def is_running(self) -> bool:
        return self.stage in RUNNING

    @property
    def who(self) -> str:
        """The complainant's name."""
        if self.complainant is None:
            return self.name
        return (self.complainant.merged_into or self.complainant).full_name

    def get_absolute_url(self) -> str:
        return reverse("complaints:complaint", args=[self.case.reference])

    @property
    def panel_url(self) -> str:
        """The page of the panel on it, which whoever has no sight of the file opens too."""
        return reverse("complaints:panel", args=[self.case.reference])


class Point(models.Model):
    """One thing that is complained of, to be decided on by itself. What was entered in error is taken back.

    One about personal data is handed on: a complaint of its own answers it.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="points")
    text = models.TextField("what is complained of")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_why = models.CharField(max_length=300, blank=True, default="")
    handed_on_to = models.ForeignKey(
        Complaint, null=True, blank=True, on_delete=models.PROTECT, related_name="handed_points"
    )
    handed_on_at = models.DateTimeField(null=True, blank=True)
    handed_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OfComplaintQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="complaint_point_text_given",
                condition=~Q(text=""),
                violation_error_message="Say what is complained of.",
            ),
            models.CheckConstraint(
                name="complaint_point_taken_back_iff_stamped",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True, taken_back_why="")
                | (Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_why="")),
                violation_error_message="Say why it is taken back.",
            ),
            models.CheckConstraint(
                name="complaint_point_handed_on_iff_stamped",
                condition=Q(handed_on_to__isnull=True, handed_on_at__isnull=True, handed_on_by__isnull=True)
                | Q(handed_on_to__isnull=False, handed_on_at__isnull=False, handed_on_by__isnull=False),
                violation_error_message="Say to which complaint it goes.",
            ),
            models.CheckConstraint(
                name="complaint_point_not_taken_back_and_handed_on",
                condition=Q(taken_back_at__isnull=True) | Q(handed_on_to__isnull=True),
                violation_error_message="What was entered in error is handed on to nobody.",
            ),
            models.CheckConstraint(
                name="complaint_point_not_handed_to_itself",
                condition=Q(handed_on_to__isnull=True) | ~Q(handed_on_to=F("complaint")),
                violation_error_message="A point is handed on to another complaint.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="complaint_point_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.taken_back_at IS NOT NULL OR OLD.handed_on_at IS NOT NULL OR {differs_beside(*NOTED)}"
                ),
            ),
            pgtrigger.Protect(name="complaint_point_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"point of {self.complaint_id}"

    @property
    def chain(self) -> str:
        return self.complaint.chain

    @property
    def is_open(self) -> bool:
        """It is decided on here: neither taken back nor handed on."""
        return self.taken_back_at is None and self.handed_on_at is None
