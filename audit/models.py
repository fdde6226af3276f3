"""History: who did what, when, to which record; chained by hashes so that a change shows."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.querysets import EntryQuerySet

NOTHING = "0" * 64
SHA256 = "^[0-9a-f]{64}$"


class Chain(models.Model):
    """The head of one chain: a case's reference, `school:<id>` or `trust`. Its row is the lock for the next number."""

    name = models.CharField(max_length=60, primary_key=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default=NOTHING)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="chain_name_given", condition=~Q(name="")),
            models.CheckConstraint(name="chain_head_whole", condition=Q(head__regex=SHA256)),
        ]
        triggers = [pgtrigger.Protect(name="chain_never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """A line of history; never changed, never removed."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="entry_seq_unique"),
            models.CheckConstraint(name="entry_verb_given", condition=~Q(verb="")),
            models.CheckConstraint(name="entry_seq_from_one", condition=Q(seq__gte=1)),
            models.CheckConstraint(name="entry_subject_given", condition=~Q(subject="")),
            models.CheckConstraint(
                name="entry_hashes_whole",
                condition=Q(digest__regex=SHA256, previous_hash__regex=SHA256, hash__regex=SHA256),
            ),
        ]
        indexes = [models.Index(fields=["subject", "seq"], name="entry_by_subject")]
        triggers = [pgtrigger.Protect(name="entry_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.chain_id} {self.seq} {self.verb}"


class Payload(models.Model):
    """What an entry says, kept apart and salted, so that disposal can erase it and the chain still verifies."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=32, blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            # Without its salt what an entry said can no longer be checked: then there must be nothing left of it.
            models.CheckConstraint(name="payload_disposed_whole", condition=~Q(salt="") | Q(data={}))
        ]
        triggers = [pgtrigger.Protect(name="payload_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"payload of {self.entry_id}"


class Reading(models.Model):
    """Somebody looked at something, once an hour for each pair."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=80)
    hour = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subject", "user", "hour"], name="reading_once_an_hour"),
            models.CheckConstraint(name="reading_subject_given", condition=~Q(subject="")),
        ]
        triggers = [pgtrigger.Protect(name="reading_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.subject}"
