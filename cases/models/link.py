"""A link that opens one thing of a case for somebody without an account."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.querysets import LinkQuerySet
from cases.states import LinkPurpose
from kernel.triggers import differs_beside

SEED = "^[0-9a-f]{32}$"
SHA256 = "^[0-9a-f]{64}$"
# What happens to a link after it was made; everything else stays as it was.
MOVING = (
    *("tries", "opened_at", "session_digest", "session_ends_at", "used_at", "copy_taken_at"),
    *("taken_back_at", "taken_back_by_id"),
)


class Link(models.Model):
    """A link to one thing (`subject`, the key of its row as text) for one purpose, sent to one address.

    Kept of the token and of the code, which is given by another channel, are digests alone. `session_digest` is that of
    what the one browser keeps which gave the code; all moments are aware.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=12, choices=LinkPurpose)
    subject = models.CharField(max_length=80)
    to_name = models.CharField(max_length=200)
    sent_to = models.EmailField()
    phone = models.CharField(max_length=40, blank=True, default="")
    seed = models.CharField(max_length=32)
    token_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    session_digest = models.CharField(max_length=64, blank=True, default="")
    session_ends_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    copy_taken_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = LinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="link_purpose_known", condition=Q(purpose__in=LinkPurpose.values)),
            models.CheckConstraint(name="link_subject_given", condition=~Q(subject="")),
            models.CheckConstraint(
                name="link_to_somebody",
                condition=~Q(to_name="") & ~Q(sent_to=""),
                violation_error_message="Say who gets the link, and at which e-mail address.",
            ),
            models.CheckConstraint(
                name="link_digests_whole",
                condition=Q(seed__regex=SEED, token_digest__regex=SHA256, code_digest__regex=SHA256),
            ),
            models.CheckConstraint(name="link_expires_after_it_was_made", condition=Q(expires_at__gt=F("issued_at"))),
            models.CheckConstraint(name="link_tries_few", condition=Q(tries__lte=5)),
            models.CheckConstraint(
                name="link_session_iff_timed",
                condition=Q(session_digest="", session_ends_at__isnull=True)
                | Q(session_digest__regex=SHA256, session_ends_at__isnull=False, opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="link_used_after_opened", condition=Q(used_at__isnull=True) | Q(opened_at__lte=F("used_at"))
            ),
            models.CheckConstraint(
                name="link_copy_after_use", condition=Q(copy_taken_at__isnull=True) | Q(used_at__isnull=False)
            ),
            models.CheckConstraint(
                name="link_taken_back_iff_stamped",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False, used_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["case", "purpose", "subject"],
                condition=Q(used_at__isnull=True, taken_back_at__isnull=True),
                name="link_one_open",
            ),
        ]
        triggers = [
            # What is over stays over; only wrong tries are counted still.
            pgtrigger.Protect(
                name="link_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.used_at IS DISTINCT FROM NEW.used_at AND OLD.used_at IS NOT NULL "
                    "OR OLD.copy_taken_at IS DISTINCT FROM NEW.copy_taken_at AND OLD.copy_taken_at IS NOT NULL "
                    f"OR OLD.taken_back_at IS NOT NULL AND {differs_beside('tries')} OR {differs_beside(*MOVING)}"
                ),
            ),
            pgtrigger.Protect(name="link_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"link {self.pk} ({self.purpose})"

    @property
    def chain(self) -> str:
        return self.case.chain
