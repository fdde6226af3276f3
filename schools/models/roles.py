"""Who holds which role, where and when; guardian's tables hold what each role may do at each school."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase

from kernel.tables import pairs
from schools.models.trust import TRUST_CHAIN
from schools.querysets import CoverQuerySet, DeputyQuerySet, MembershipQuerySet, ProposalQuerySet
from schools.states import COVERED_ROLES, PROPOSAL_MOVES, SCHOOL_ROLES, TRUST_ROLES, CoverKind, ProposalState, Role

BOUNDED_BELOW = Q(period__isempty=False, period__lower_inf=False)


class SchoolGroupPermission(GroupObjectPermissionBase):
    """Guardian's direct table: what the group of a role may do at a school."""

    content_object = models.ForeignKey("schools.School", on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        default_permissions = ()


class RoleGroup(models.Model):
    """The guardian group of one role at one school, or of one trust-wide role."""

    role = models.CharField(max_length=16, choices=Role)
    school = models.ForeignKey("schools.School", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    group = models.OneToOneField("auth.Group", on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="role_group_role_known", condition=Q(role__in=Role.values)),
            models.UniqueConstraint(fields=["role", "school"], name="role_group_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.school_id or 'the trust'}"


class Membership(models.Model):
    """An account holds a role, at one school or for the whole trust, over a period (aware datetimes, end exclusive)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role)
    school = models.ForeignKey("schools.School", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = DateTimeRangeField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="membership_school_iff_school_role",
                condition=Q(role__in=SCHOOL_ROLES, school__isnull=False) | Q(role__in=TRUST_ROLES, school__isnull=True),
                violation_error_message="A role in a school needs the school; a role in the trust has none.",
            ),
            models.CheckConstraint(name="membership_period_begins", condition=BOUNDED_BELOW),
            models.CheckConstraint(
                name="membership_not_from_oneself",
                condition=~Q(user=F("granted_by")),
                violation_error_message="Nobody gives a role to themselves.",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "school"],
                condition=Q(period__upper_inf=True),
                nulls_distinct=False,
                name="membership_open_once",
                violation_error_message="This person already holds this role here.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} at {self.school_id or 'the trust'}"

    @property
    def chain(self) -> str:
        return f"school:{self.school_id}" if self.school_id else TRUST_CHAIN

    @property
    def where(self) -> str:
        return self.school.name if self.school is not None else "the whole trust"

    def get_absolute_url(self) -> str:
        return reverse("schools:account", args=[self.user_id])


class StandingDeputy(models.Model):
    """Somebody who may say "I am acting head today" at a school, without being asked each time."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="standing_deputies")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = DeputyQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "school"],
                name="standing_deputy_once",
                violation_error_message="This person is already a standing deputy here.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.school_id}"

    @property
    def chain(self) -> str:
        return f"school:{self.school_id}"

    def get_absolute_url(self) -> str:
        return reverse("desk:acting")


class Cover(models.Model):
    """Somebody stands in for the head, the CEO, the Chair or the data protection lead over a bounded period."""

    role = models.CharField(max_length=16, choices=Role)
    school = models.ForeignKey("schools.School", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    of = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="covers")
    period = DateTimeRangeField()
    kind = models.CharField(max_length=10, choices=CoverKind)
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CoverQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="cover_role_known", condition=Q(role__in=COVERED_ROLES) & Q(role__in=Role.values)
            ),
            models.CheckConstraint(name="cover_kind_known", condition=Q(kind__in=CoverKind.values)),
            models.CheckConstraint(
                name="cover_school_iff_head",
                condition=Q(role=Role.HEAD, school__isnull=False) | (~Q(role=Role.HEAD) & Q(school__isnull=True)),
                violation_error_message="Standing in for a headteacher needs the school.",
            ),
            models.CheckConstraint(
                name="cover_period_bounded",
                condition=BOUNDED_BELOW & Q(period__upper_inf=False),
                violation_error_message="Say from when until when.",
            ),
            models.CheckConstraint(
                name="cover_not_of_oneself",
                condition=~Q(of=F("user")),
                violation_error_message="Nobody stands in for themselves.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} covers {self.role} at {self.school_id or 'the trust'}"

    @property
    def chain(self) -> str:
        return f"school:{self.school_id}" if self.school_id else TRUST_CHAIN

    def get_absolute_url(self) -> str:
        return reverse("desk:cover")


class RoleProposal(models.Model):
    """A role that one administrator proposes, in the whole trust or as a school's further head; it counts once a second
    person has confirmed it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="role_proposals")
    role = models.CharField(max_length=16, choices=Role)
    school = models.ForeignKey("schools.School", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = DateTimeRangeField()
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decline_reason = models.TextField(blank=True, default="")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="role_proposal_school_iff_head",
                condition=Q(role__in=Role.values)
                & (Q(role=Role.HEAD, school__isnull=False) | Q(role__in=TRUST_ROLES, school__isnull=True)),
                violation_error_message="Only a role in the whole trust, or a headteacher, is proposed.",
            ),
            models.CheckConstraint(name="role_proposal_state_known", condition=Q(state__in=ProposalState.values)),
            models.CheckConstraint(name="role_proposal_period_begins", condition=BOUNDED_BELOW),
            models.CheckConstraint(
                name="role_proposal_not_for_oneself",
                condition=~Q(user=F("proposed_by")),
                violation_error_message="Nobody gives a role to themselves.",
            ),
            models.CheckConstraint(
                name="role_proposal_decided_iff_stamped",
                condition=Q(state=ProposalState.PROPOSED, decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state=ProposalState.PROPOSED) & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="role_proposal_declined_iff_reason",
                condition=(Q(state=ProposalState.DECLINED) & ~Q(decline_reason=""))
                | (~Q(state=ProposalState.DECLINED) & Q(decline_reason="")),
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                name="role_proposal_confirmed_by_a_second_person",
                condition=~Q(state=ProposalState.CONFIRMED)
                | (~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("user"))),
                violation_error_message="A second person confirms it.",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "school"],
                condition=Q(state=ProposalState.PROPOSED),
                nulls_distinct=False,
                name="role_proposal_open_once",
                violation_error_message="This role is already proposed for this person.",
            ),
        ]
        triggers = [pgtrigger.FSM(name="role_proposal_moves", field="state", transitions=pairs(PROPOSAL_MOVES))]

    def __str__(self) -> str:
        return f"{self.user_id} proposed as {self.role}"

    @property
    def chain(self) -> str:
        return f"school:{self.school_id}" if self.school_id else TRUST_CHAIN

    @property
    def where(self) -> str:
        return self.school.name if self.school is not None else "the whole trust"

    def get_absolute_url(self) -> str:
        return reverse("desk:proposals")
