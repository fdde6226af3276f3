"""A mediation, a case of its own: who takes part, who mediates until when, the mediator's notes and their release."""

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kernel.tables import pairs
from meetings.querysets import MediationQuerySet, NoteQuerySet, OfMediationQuerySet
from meetings.states import MEDIATED, MEDIATION_MOVES, MediationState
from suspensions.states import Channel

APPEND_ONLY = pgtrigger.Update | pgtrigger.Delete


class Mediation(models.Model):
    """A parent and somebody of the school look for a way together, with a third person who takes nobody's side.

    It is a case of its own beside the one it arose from (`source`). The mediator is an account, or somebody from outside
    by name; `access_ends_at` (aware, exclusive) is when their access ends.
    """

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="mediation")
    source = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="mediations")
    state = models.CharField(max_length=14, choices=MediationState, default=MediationState.ASKED)
    about = models.TextField("what it is about")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mediator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="mediations"
    )
    mediator_name = models.CharField("mediator from outside", max_length=200, blank=True, default="")
    access_ends_at = models.DateTimeField(null=True, blank=True)
    appointed_at = models.DateTimeField(null=True, blank=True)
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.TextField("how it ended", blank=True, default="")

    objects = MediationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="mediation_state_known", condition=Q(state__in=MediationState.values)),
            models.CheckConstraint(
                name="mediation_about_given", condition=~Q(about=""), violation_error_message="Say what it is about."
            ),
            models.CheckConstraint(
                name="mediation_appointed_iff_stamped",
                condition=Q(
                    state__in=MEDIATED, appointed_at__isnull=False, appointed_by__isnull=False,
                    access_ends_at__isnull=False,
                )
                | (
                    ~Q(state__in=MEDIATED)
                    & Q(appointed_at__isnull=True, appointed_by__isnull=True, access_ends_at__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="mediation_one_mediator_iff_appointed",
                condition=(Q(appointed_at__isnull=True, mediator__isnull=True, mediator_name=""))
                | Q(appointed_at__isnull=False, mediator__isnull=False, mediator_name="")
                | (Q(appointed_at__isnull=False, mediator__isnull=True) & ~Q(mediator_name="")),
                violation_error_message="Choose who mediates: one person.",
            ),
            models.CheckConstraint(
                name="mediation_ended_iff_stamped",
                condition=(Q(state=MediationState.ENDED, ended_at__isnull=False, ended_by__isnull=False) & ~Q(outcome=""))
                | (
                    ~Q(state=MediationState.ENDED)
                    & Q(ended_at__isnull=True, ended_by__isnull=True, outcome="")
                ),
                violation_error_message="Say how it ended.",
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.FSM(name="mediation_moves", field="state", transitions=pairs(MEDIATION_MOVES)),
            pgtrigger.Protect(name="mediation_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"mediation {self.pk} ({self.state})"

    @property
    def chain(self) -> str:
        return self.case.chain

    @property
    def mediated_by(self) -> str:
        """The mediator's name; "" while nobody is appointed."""
        return self.mediator.name if self.mediator is not None else self.mediator_name

    def is_mediated_by(self, user_id: int, now: datetime) -> bool:
        """This account mediates at a moment (aware): appointed, and their access has not ended."""
        return self.mediator_id == user_id and self.access_ends_at is not None and now < self.access_ends_at

    def get_absolute_url(self) -> str:
        return reverse("meetings:mediation", args=[self.case.reference])


class MediationParty(models.Model):
    """Somebody who is asked to take part: the parent as a known person, somebody of the school by account."""

    mediation = models.ForeignKey(Mediation, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey(
        "schools.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="mediations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OfMediationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="mediation_party_exactly_one",
                condition=Q(person__isnull=False, user__isnull=True) | Q(person__isnull=True, user__isnull=False),
                violation_error_message="Name one person.",
            ),
            models.UniqueConstraint(
                fields=["mediation", "person"],
                condition=Q(person__isnull=False),
                name="mediation_person_once",
                violation_error_message="This person takes part already.",
            ),
            models.UniqueConstraint(
                fields=["mediation", "user"],
                condition=Q(user__isnull=False),
                name="mediation_user_once",
                violation_error_message="This colleague takes part already.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="mediation_party_append_only", operation=APPEND_ONLY)]

    def __str__(self) -> str:
        return f"party {self.pk} of mediation {self.mediation_id}"

    @property
    def chain(self) -> str:
        return self.mediation.chain


class PartyAnswer(models.Model):
    """Whether somebody takes part in a mediation, on which local day they said so, and how. The last one counts."""

    party = models.ForeignKey(MediationParty, on_delete=models.PROTECT, related_name="answers")
    is_willing = models.BooleanField()
    channel = models.CharField(max_length=10, choices=Channel)
    answered_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="party_answer_channel_known", condition=Q(channel__in=Channel.values)),
        ]
        triggers = [pgtrigger.Protect(name="party_answer_append_only", operation=APPEND_ONLY)]

    def __str__(self) -> str:
        return f"answer of party {self.party_id}"

    @property
    def chain(self) -> str:
        return self.party.chain


class MediatorNote(models.Model):
    """What a mediator writes down for themselves. Nobody else reads it, whatever their role: see `NoteQuerySet`."""

    mediation = models.ForeignKey(Mediation, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = NoteQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="mediator_note_text_given", condition=~Q(text=""), violation_error_message="Write the note."
            ),
        ]
        triggers = [pgtrigger.Protect(name="mediator_note_append_only", operation=APPEND_ONLY)]

    def __str__(self) -> str:
        return f"note {self.pk} of mediation {self.mediation_id}"

    @property
    def chain(self) -> str:
        return self.mediation.chain


class NotesRelease(models.Model):
    """The data protection lead lets themselves read a mediator's notes, for one subject access request, with the reason.

    It reaches the notes that were written until then.
    """

    mediation = models.ForeignKey(Mediation, on_delete=models.PROTECT, related_name="releases")
    reason = models.TextField()
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="notes_release_reason_given",
                condition=~Q(reason=""),
                violation_error_message="Say for which request, and why the notes are needed.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="notes_release_append_only", operation=APPEND_ONLY)]

    def __str__(self) -> str:
        return f"release {self.pk} of mediation {self.mediation_id}"

    @property
    def chain(self) -> str:
        return self.mediation.chain
