"""Who can sign in: a person's account, known by its e-mail address."""

from typing import Any

import pgtrigger
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from accounts.querysets import SignInQuerySet, UserQuerySet
from kernel.checking import full_check

SYSTEM_EMAIL = "system@inspires.invalid"


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Store an account; without a password nobody can sign in to it until one is set by e-mail."""
        user: User = self.model(email=self.normalize_email(email).strip(), **fields)
        user.set_password(password)
        full_check(user, leaves_out=["password"])
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """An account. `groups` and `user_permissions` stay empty: only memberships in force count (schools.access)."""

    email = models.EmailField("e-mail address", max_length=254)
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=120, blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_system = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message="There is already an account with this e-mail address.",
            ),
            models.CheckConstraint(
                name="user_email_given",
                condition=~Q(email=""),
                violation_error_message="Enter an e-mail address.",
            ),
            models.CheckConstraint(
                name="user_name_given", condition=~Q(name=""), violation_error_message="Enter a name."
            ),
            models.CheckConstraint(
                name="user_superuser_never",
                condition=Q(is_superuser=False),
                violation_error_message="Nobody has unlimited power here.",
            ),
            models.UniqueConstraint(fields=["is_system"], condition=Q(is_system=True), name="user_one_system"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        """The chain that keeps the history of accounts."""
        return "trust"

    def get_absolute_url(self) -> str:
        return reverse("schools:account", args=[self.pk])

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Outcome(models.TextChoices):
    SIGNED_IN = "signed_in", "Signed in"
    REFUSED = "refused", "Refused"


class SignIn(models.Model):
    """Somebody signed in, or tried to. An address that belongs to no account is not kept: it may be a password."""

    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="sign_ins")
    outcome = models.CharField(max_length=10, choices=Outcome)
    at = models.DateTimeField(default=timezone.now)
    network_address = models.GenericIPAddressField(null=True, blank=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["user", "-at"], name="sign_in_by_user")]
        constraints = [
            models.CheckConstraint(name="sign_in_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="sign_in_of_somebody", condition=Q(outcome=Outcome.REFUSED) | Q(user__isnull=False)
            ),
        ]
        triggers = [pgtrigger.Protect(name="sign_in_never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.user_id} {self.outcome}"
