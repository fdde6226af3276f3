"""That somebody got in touch with a school: when, how, about what."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kernel.triggers import differs_beside
from socialmedia.querysets import ContactQuerySet
from socialmedia.states import ContactChannel


class Contact(models.Model):
    """One message, call or visit of an adult, logged by hand or read from an uploaded e-mail. It is counted, not judged.

    `sender` is the address an e-mail came from, in small letters. `same_key` is a digest that two copies of one message
    share; "" for what was logged by hand.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="contacts")
    person = models.ForeignKey("schools.Person", on_delete=models.PROTECT, related_name="contacts")
    happened_at = models.DateTimeField()
    channel = models.CharField(max_length=12, choices=ContactChannel)
    sender = models.CharField(max_length=254, blank=True, default="")
    subject = models.CharField("in one line", max_length=300)
    text = models.TextField(blank=True, default="")
    mail = models.ForeignKey(
        "socialmedia.MailFile", null=True, blank=True, on_delete=models.PROTECT, related_name="contacts"
    )
    same_key = models.CharField(max_length=64, blank=True, default="")
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_why = models.CharField(max_length=300, blank=True, default="")

    objects = ContactQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["person", "-happened_at", "-id"], name="contact_by_person_newest")]
        constraints = [
            models.CheckConstraint(name="contact_channel_known", condition=Q(channel__in=ContactChannel.values)),
            models.CheckConstraint(
                name="contact_subject_given",
                condition=~Q(subject=""),
                violation_error_message="Say in one line what it was about.",
            ),
            models.CheckConstraint(
                name="contact_read_from_a_file_iff_keyed",
                condition=(Q(mail__isnull=True, same_key="") | (Q(mail__isnull=False) & ~Q(same_key=""))),
            ),
            models.CheckConstraint(
                name="contact_taken_back_iff_stamped",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True, taken_back_why="")
                | (Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_why="")),
                violation_error_message="Say why it is taken back.",
            ),
            models.UniqueConstraint(fields=["mail"], name="contact_once_a_file"),
            models.UniqueConstraint(
                fields=["school", "same_key"],
                condition=~Q(same_key="") & Q(taken_back_at__isnull=True),
                name="contact_message_once",
            ),
        ]
        triggers = [
            # What was logged stays as it was logged; it is only taken back, once.
            pgtrigger.Protect(
                name="contact_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.taken_back_at IS NOT NULL OR "
                    + differs_beside("taken_back_at", "taken_back_by_id", "taken_back_why")
                ),
            ),
            pgtrigger.Protect(name="contact_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk} of {self.person_id}"

    @property
    def chain(self) -> str:
        return f"school:{self.school_id}"

    @property
    def who(self) -> str:
        """The name of whoever got in touch."""
        return (self.person.merged_into or self.person).full_name

    def get_absolute_url(self) -> str:
        return reverse("socialmedia:contact", args=[self.pk])
