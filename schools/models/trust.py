"""The trust and its schools."""

import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from schools.querysets import SchoolQuerySet
from schools.roles import POWERS
from schools.states import Phase

TRUST_CHAIN = "trust"


class Trust(models.Model):
    """The multi-academy trust: one row."""

    name = models.CharField(max_length=200)
    address = models.TextField(blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    website = models.URLField(blank=True, default="")
    company_number = models.CharField(max_length=20, blank=True, default="")
    complaints_url = models.URLField("complaints procedure (web address)", blank=True, default="")
    clerk_address = models.TextField("address of the clerk to the board", blank=True, default="", db_default="")
    clerk_email = models.EmailField("e-mail of the clerk to the board", blank=True, default="", db_default="")
    complaint_acknowledge_days = models.PositiveSmallIntegerField(
        "school days to acknowledge a complaint", default=5, db_default=5
    )
    complaint_answer_days = models.PositiveSmallIntegerField(
        "school days to answer a complaint", default=20, db_default=20
    )
    complaint_update_days = models.PositiveSmallIntegerField(
        "working days between updates on a complaint", default=10, db_default=10
    )
    complaint_further_days = models.PositiveSmallIntegerField(
        "school days to take a complaint further", default=10, db_default=10
    )
    office_opens = models.TimeField(default=datetime.time(8, 0))
    office_closes = models.TimeField(default=datetime.time(17, 0))
    is_demo = models.BooleanField(default=False)

    # The bank holidays, where they were fetched along.
    holidays: list[datetime.date] | None = None

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="trust_one_row", condition=Q(pk=1)),
            models.CheckConstraint(
                name="trust_name_given", condition=~Q(name=""), violation_error_message="Enter the trust's name."
            ),
            models.CheckConstraint(
                name="trust_office_opens_before_it_closes",
                condition=Q(office_opens__lt=F("office_closes")),
                violation_error_message="The office must open before it closes.",
            ),
            models.CheckConstraint(
                name="trust_complaint_days_counted",
                condition=Q(
                    complaint_acknowledge_days__gte=1,
                    complaint_answer_days__gte=F("complaint_acknowledge_days"),
                    complaint_update_days__gte=1,
                    complaint_further_days__gte=1,
                ),
                violation_error_message="A complaint is acknowledged before it is answered, and each takes a day at least.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        return TRUST_CHAIN

    def get_absolute_url(self) -> str:
        return reverse("schools:trust")


class School(models.Model):
    """A school of the trust, or its central office, which is a site like any school."""

    name = models.CharField(max_length=200, unique=True)
    prefix = models.CharField(
        max_length=4,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,4}$", "Use two to four capital letters.")],
        help_text="Two to four capital letters that begin every case reference, for example HIL.",
    )
    phase = models.CharField(max_length=16, choices=Phase)
    urn = models.CharField("URN", max_length=6, blank=True, default="")
    dfe_number = models.CharField("DfE number", max_length=8, blank=True, default="")
    address = models.TextField(blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    email = models.EmailField("office e-mail", blank=True, default="")
    local_authority = models.CharField(max_length=120, blank=True, default="")
    local_authority_email = models.EmailField(blank=True, default="")
    social_care_email = models.EmailField(blank=True, default="", db_default="")
    virtual_school_email = models.EmailField(blank=True, default="", db_default="")
    safeguarding_lead = models.CharField(max_length=200, blank=True, default="")
    safeguarding_phone = models.CharField(max_length=40, blank=True, default="")
    is_open = models.BooleanField(default=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [*POWERS.items()]
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="school_phase_known", condition=Q(phase__in=Phase.values)),
            models.CheckConstraint(
                name="school_name_given", condition=~Q(name=""), violation_error_message="Enter the school's name."
            ),
            models.CheckConstraint(
                name="school_prefix_letters",
                condition=Q(prefix__regex=r"^[A-Z]{2,4}$"),
                violation_error_message="The prefix is two to four capital letters.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        return f"school:{self.pk}"

    @property
    def is_central(self) -> bool:
        return self.phase == Phase.CENTRAL

    def get_absolute_url(self) -> str:
        return reverse("schools:school", args=[self.pk])
