"""A pupil suspended by the headteacher: from which half of which day, for what, and what was weighed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kernel.tables import pairs
from kernel.triggers import differs_beside
from pupils.codeset import BY_CODE
from pupils.counting import YEAR_LIMIT, Absence
from pupils.querysets import PupilSuspensionQuerySet, ReasonQuerySet
from pupils.states import (
    PUPIL_SUSPENSION_MOVES,
    Capacity,
    Category,
    FurtherBasis,
    HalfOfDay,
    PupilSuspensionState,
    TermNumber,
)
from schools.schooldays import Half

HALF = {HalfOfDay.MORNING: Half.MORNING, HalfOfDay.AFTERNOON: Half.AFTERNOON}
# How a suspension ended, where somebody ended it: added once.
ENDING = ("state", "ended_at", "ended_by_id", "end_reason", "back_on", "back_half")
RESTORED = f"(OLD.state = '{PupilSuspensionState.REINSTATED}' AND NEW.state = '{PupilSuspensionState.DECIDED}')"


class PupilSuspension(models.Model):
    """A pupil is suspended for a fixed period of school days, on the pupil's own conduct. Never extended.

    From one half of a local day to a half of another, both inclusive; a lunchtime suspension holds for the lunchtimes
    of its days. `half_days` and the totals with it are what was told on the day of the decision: a closure later on moves
    no end and lowers what is counted then. `back_on` is the first half-day the pupil may come again, where it was
    cancelled or ended by the board. `left_at`: where it began within a day, when the pupil was sent home. `entered_at` and
    `late_reason`: where a decision of an earlier day was entered only afterwards. SI 2012/1033 part 4.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="pupil_suspensions")
    pupil = models.ForeignKey("schools.Person", on_delete=models.PROTECT, related_name="pupil_suspensions")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="pupil_suspensions")
    category = models.CharField(max_length=4, choices=Category, default=Category.SUSPENSION)
    first_on = models.DateField("first day")
    first_half = models.CharField(max_length=2, choices=HalfOfDay, default=HalfOfDay.MORNING)
    last_on = models.DateField("last day")
    last_half = models.CharField(max_length=2, choices=HalfOfDay, default=HalfOfDay.AFTERNOON)
    half_days = models.PositiveSmallIntegerField()
    term_total = models.PositiveSmallIntegerField("half-days in the term with this one")
    year_total = models.PositiveSmallIntegerField("half-days in the school year with this one")
    is_marked_present = models.BooleanField("was marked present in the first session of it", default=False)
    left_at = models.DateTimeField("when the pupil went home", null=True, blank=True)
    conduct = models.TextField("what the pupil did")
    probability = models.TextField("why it is more likely than not")
    needs_considered = models.TextField("special educational needs")
    disability_considered = models.TextField("disability")
    vulnerability_considered = models.TextField("vulnerability")
    alternatives = models.TextField("what was tried or thought of instead")
    missed_exam = models.CharField("examination or national test missed", max_length=200, blank=True, default="")
    missed_exam_on = models.DateField("day of that examination", null=True, blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    further_basis = models.CharField(max_length=12, choices=FurtherBasis, blank=True, default="")
    further_reason = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("when it was entered, if later", null=True, blank=True)
    late_reason = models.TextField("why it was entered later", blank=True, default="", db_default="")
    capacity = models.CharField(max_length=12, choices=Capacity)
    state = models.CharField(max_length=10, choices=PupilSuspensionState, default=PupilSuspensionState.DECIDED)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.TextField(blank=True, default="")
    back_on = models.DateField("first day back", null=True, blank=True)
    back_half = models.CharField(max_length=2, choices=HalfOfDay, default=HalfOfDay.MORNING)

    objects = PupilSuspensionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["pupil", "-first_on"], name="pupil_suspension_by_pupil")]
        constraints = [
            models.CheckConstraint(
                name="pupil_suspension_state_known", condition=Q(state__in=PupilSuspensionState.values)
            ),
            models.CheckConstraint(name="pupil_suspension_category_known", condition=Q(category__in=Category.values)),
            models.CheckConstraint(name="pupil_suspension_capacity_known", condition=Q(capacity__in=Capacity.values)),
            models.CheckConstraint(
                name="pupil_suspension_first_half_known", condition=Q(first_half__in=HalfOfDay.values)
            ),
            models.CheckConstraint(
                name="pupil_suspension_last_half_known", condition=Q(last_half__in=HalfOfDay.values)
            ),
            models.CheckConstraint(
                name="pupil_suspension_back_half_known", condition=Q(back_half__in=HalfOfDay.values)
            ),
            models.CheckConstraint(
                name="pupil_suspension_ends_after_it_begins",
                condition=Q(first_on__lt=F("last_on")) | Q(first_on=F("last_on"), first_half__lte=F("last_half")),
                violation_error_message="The last day must not be before the first.",
            ),
            models.CheckConstraint(
                name="pupil_suspension_lasts",
                condition=Q(half_days__gte=1, half_days__lte=YEAR_LIMIT),
                violation_error_message="A suspension takes half a school day at least and 45 days at most.",
            ),
            models.CheckConstraint(
                name="pupil_suspension_within_the_year",
                condition=Q(term_total__gte=1, term_total__lte=F("year_total"), year_total__lte=YEAR_LIMIT),
                violation_error_message="A pupil is suspended for 45 school days at most in a school year.",
            ),
            models.CheckConstraint(
                name="pupil_suspension_conduct_given",
                condition=~Q(conduct=""),
                violation_error_message="Say what the pupil did.",
            ),
            models.CheckConstraint(
                name="pupil_suspension_probability_given",
                condition=~Q(probability=""),
                violation_error_message="Say why it is more likely than not that the pupil did it.",
            ),
            models.CheckConstraint(
                name="pupil_suspension_needs_considered",
                condition=~Q(needs_considered=""),
                violation_error_message="Say what you considered about special educational needs.",
            ),
            models.CheckConstraint(
                name="pupil_suspension_disability_considered",
                condition=~Q(disability_considered=""),
                violation_error_message="Say what you considered about disability.",
            ),
            models.CheckConstraint(
                name="pupil_suspension_vulnerability_considered",
                condition=~Q(vulnerability_considered=""),
                violation_error_message="Say what you considered about what makes the pupil vulnerable.",
            ),
            models.CheckConstraint(
                name="pupil_suspension_alternatives_given",
                condition=~Q(alternatives=""),
                violation_error_message="Say what was tried or thought of instead.",
            ),
            models.CheckConstraint(
                name="pupil_suspension_exam_has_its_day",
                condition=Q(missed_exam="", missed_exam_on__isnull=True)
                | (~Q(missed_exam="") & Q(missed_exam_on__isnull=False)),
                violation_error_message="Name the examination and its day.",
            ),
            models.CheckConstraint(
                name="pupil_suspension_late_iff_entered_later",
                condition=Q(entered_at__isnull=True, late_reason="")
                | (Q(entered_at__isnull=False, entered_at__gt=F("decided_at")) & ~Q(late_reason="")),
                violation_error_message="Say why it is entered only now.",
            ),
            models.CheckConstraint(
                name="pupil_suspension_further_basis_known",
                condition=Q(further_basis__in=["", *FurtherBasis.values]),
            ),
            models.CheckConstraint(
                name="pupil_suspension_further_iff_it_follows",
                condition=Q(follows__isnull=True, further_basis="", further_reason="")
                | (Q(follows__isnull=False) & ~Q(further_basis="") & ~Q(further_reason="")),
                violation_error_message="Name the suspension before, and the new evidence or exceptional reason.",
            ),
            models.CheckConstraint(
                name="pupil_suspension_ended_iff_stamped",
                condition=Q(
                    state=PupilSuspensionState.DECIDED,
                    ended_at__isnull=True,
                    ended_by__isnull=True,
                    end_reason="",
                    back_on__isnull=True,
                )
                | (
                    ~Q(state=PupilSuspensionState.DECIDED)
                    & Q(ended_at__isnull=False, ended_by__isnull=False, back_on__isnull=False)
                    & ~Q(end_reason="")
                ),
                violation_error_message="Say why it ends, and when the pupil comes back.",
            ),
            models.UniqueConstraint(
                fields=["follows"],
                condition=Q(follows__isnull=False, state=PupilSuspensionState.DECIDED),
                name="pupil_suspension_followed_once",
                violation_error_message="A further suspension follows this one already.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="pupil_suspension_moves", field="state", transitions=pairs(PUPIL_SUSPENSION_MOVES)),
            # What was decided stays as it was decided; only its end is added, and taken away again where the board's
            # reinstatement was noted wrongly. Triggers fire by name: the moves speak first.
            pgtrigger.Protect(
                name="pupil_suspension_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.ended_at IS NOT NULL AND NOT {RESTORED} OR {differs_beside(*ENDING)}"
                ),
            ),
            pgtrigger.Protect(name="pupil_suspension_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"suspension of pupil {self.pupil_id}"

    @property
    def chain(self) -> str:
        return self.case.chain

    @property
    def is_standing(self) -> bool:
        return self.state == PupilSuspensionState.DECIDED

    @property
    def is_lunchtime(self) -> bool:
        return self.category == Category.LUNCHTIME

    @property
    def absence(self) -> Absence:
        """The suspension as the count sees it: whole, or what was served before the pupil could come back."""
        ended = None if self.back_on is None else (self.back_on, HALF[HalfOfDay(self.back_half)])
        return Absence(
            first_on=self.first_on,
            last_on=self.last_on,
            first_half=HALF[HalfOfDay(self.first_half)],
            last_half=HALF[HalfOfDay(self.last_half)],
            is_lunchtime=self.is_lunchtime,
            served_before=ended,
        )

    @property
    def board_url(self) -> str:
        """Where the clerk does the board's business about it: what was handed to the board, not the file."""
        return reverse("pupils:board_one", args=[self.case.reference, self.pk])

    def get_absolute_url(self) -> str:
        return reverse("pupils:suspension", args=[self.case.reference, self.pk])


class SuspensionReason(models.Model):
    """One of at most three reasons, by its code; their order is for display only. Append-only."""

    suspension = models.ForeignKey(PupilSuspension, on_delete=models.PROTECT, related_name="reasons")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=2, choices=[(code, reason.words) for code, reason in BY_CODE.items()])

    objects = ReasonQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(name="suspension_reason_known", condition=Q(code__in=[*BY_CODE])),
            models.CheckConstraint(
                name="suspension_reason_one_to_three",
                condition=Q(place__gte=1, place__lte=3),
                violation_error_message="Choose one to three reasons.",
            ),
            models.UniqueConstraint(fields=["suspension", "place"], name="suspension_reason_place_once"),
            models.UniqueConstraint(
                fields=["suspension", "code"],
                name="suspension_reason_once",
                violation_error_message="Each reason is chosen once.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="suspension_reason_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.suspension_id}"

    @property
    def chain(self) -> str:
        return self.suspension.chain


class HalfDaysElsewhere(models.Model):
    """Half-days for which another school suspended a pupil, in one term of a school year (the autumn it begins in).

    They count towards the limits here. Corrected by taking the row back and noting it anew.
    """

    pupil = models.ForeignKey("schools.Person", on_delete=models.PROTECT, related_name="half_days_elsewhere")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="half_days_elsewhere")
    where = models.CharField("the other school", max_length=200)
    year = models.PositiveSmallIntegerField("school year, by the autumn it begins in")
    term = models.CharField(max_length=2, choices=TermNumber)
    half_days = models.PositiveSmallIntegerField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_why = models.TextField(blank=True, default="")

    class Meta:
        default_permissions = ()
        ordering = ["year", "term", "pk"]
        constraints = [
            models.CheckConstraint(name="half_days_elsewhere_term_known", condition=Q(term__in=TermNumber.values)),
            models.CheckConstraint(
                name="half_days_elsewhere_where_given",
                condition=~Q(where=""),
                violation_error_message="Name the other school.",
            ),
            models.CheckConstraint(
                name="half_days_elsewhere_counted",
                condition=Q(half_days__gte=1, half_days__lte=YEAR_LIMIT),
                violation_error_message="Give the number of half-days, from 1 to 90. A whole day is two.",
            ),
            models.CheckConstraint(
                name="half_days_elsewhere_year_plausible", condition=Q(year__gte=2000, year__lte=2100)
            ),
            models.CheckConstraint(
                name="half_days_elsewhere_taken_back_iff_stamped",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True, taken_back_why="")
                | (Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_why="")),
                violation_error_message="Say why.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="half_days_elsewhere_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.taken_back_at IS NOT NULL OR "
                    + differs_beside("taken_back_at", "taken_back_by_id", "taken_back_why")
                ),
            ),
            pgtrigger.Protect(name="half_days_elsewhere_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.half_days} half-days of {self.pupil_id} elsewhere"

    @property
    def chain(self) -> str:
        return self.school.chain
