"""Written records: what was written, frozen when issued; the stored PDF; who holds a copy."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kernel.tables import pairs
from kernel.triggers import differs_beside
from records.content import Text
from records.hashing import CODE_FORM, in_groups
from records.querysets import CopyQuerySet, RecordFileQuerySet, RecordQuerySet
from records.states import CURRENT, NOT_FROZEN, RECORD_MOVES, CopyMethod, RecordKind, RecordState

HASH = r"^[0-9a-f]{64}$"
# What is said of a copy after it was given.
ARRIVAL = ("received_at", "disputed_at", "disputed_by_id", "dispute")


class WrittenRecord(models.Model):
    """A record of a case. Issuing freezes `content` and gives it a code; a correction is a new version."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(max_length=24, choices=RecordKind)
    number = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    subject = models.CharField(max_length=80, blank=True, default="")
    title = models.CharField(max_length=200)
    content = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=RecordState, default=RecordState.DRAFT)
    supersedes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors")
    correction = models.TextField(blank=True, default="")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(max_length=24, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    chain_head = models.CharField(max_length=16, blank=True, default="")

    objects = RecordQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            # What can be printed is listed newest first.
            models.Index(fields=["-issued_at", "-id"], condition=Q(issued_at__isnull=False), name="record_newest"),
        ]
        constraints = [
            models.CheckConstraint(name="record_kind_known", condition=Q(kind__in=RecordKind.values)),
            models.CheckConstraint(name="record_state_known", condition=Q(state__in=RecordState.values)),
            models.CheckConstraint(name="record_title_given", condition=~Q(title="")),
            models.CheckConstraint(
                name="record_issued_iff_stamped",
                condition=Q(state__in=NOT_FROZEN, issued_at__isnull=True, issued_by__isnull=True, code="", digest="")
                | (
                    ~Q(state__in=NOT_FROZEN)
                    & Q(issued_at__isnull=False, issued_by__isnull=False)
                    & ~Q(code="")
                    & ~Q(digest="")
                ),
            ),
            models.CheckConstraint(
                name="record_correction_iff_replacing",
                condition=Q(supersedes__isnull=True, correction="") | (Q(supersedes__isnull=False) & ~Q(correction="")),
                violation_error_message="Say what this version corrects.",
            ),
            models.CheckConstraint(name="record_code_form", condition=Q(code="") | Q(code__regex=CODE_FORM)),
            models.UniqueConstraint(
                fields=["case", "number", "version"],
                condition=~Q(state=RecordState.DISCARDED),
                name="record_number_once",
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=~Q(state=RecordState.DISCARDED),
                name="record_replaced_once",
                violation_error_message="This version is being corrected already.",
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="record_code_unique"),
            models.UniqueConstraint(
                fields=["case", "kind", "subject"],
                condition=Q(state=RecordState.DRAFT),
                name="record_one_draft",
                violation_error_message="There is already a draft of this.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="record_moves", field="state", transitions=pairs(RECORD_MOVES)),
            # Once issued, only the state moves on.
            pgtrigger.Protect(
                name="record_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.issued_at IS NOT NULL AND {differs_beside('state')}"),
            ),
            pgtrigger.Protect(name="record_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    @property
    def chain(self) -> str:
        return self.case.chain

    @property
    def is_frozen(self) -> bool:
        return self.state not in NOT_FROZEN

    @property
    def is_current(self) -> bool:
        return self.state in CURRENT

    @property
    def shown_title(self) -> Text:
        return Text(self.title)

    @property
    def shown_correction(self) -> Text:
        return Text(self.correction)

    @property
    def shown_code(self) -> str:
        """The code as it is printed and typed: in groups of four."""
        return in_groups(self.code)

    @property
    def filename(self) -> str:
        """What the PDF is called when it is kept: reference, kind, number and version, no name of a person."""
        which = f"-{self.number}" if self.number > 1 else ""
        return f"{self.case.reference}-{self.kind.replace('_', '-')}{which}-v{self.version}.pdf"

    @property
    def sealed_filename(self) -> str:
        """What the sealed PDF is called when it is kept."""
        return self.filename.replace(".pdf", "-sealed.pdf")

    def get_absolute_url(self) -> str:
        return reverse("records:record", args=[self.pk])

    def get_pdf_url(self) -> str:
        return reverse("records:pdf", args=[self.pk])

    def get_sealed_url(self) -> str:
        return reverse("records:sealed", args=[self.pk])


class RecordFile(models.Model):
    """The bytes of a record, stored once by the worker."""

    record = models.OneToOneField(WrittenRecord, on_delete=models.PROTECT, related_name="file")
    file = models.FileField(upload_to="records/%Y/%m/")
    sha256 = models.CharField(max_length=64, unique=True)
    pages = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    stored_at = models.DateTimeField()

    objects = RecordFileQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        triggers = [pgtrigger.Protect(name="record_file_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"file of {self.record_id}"


class SealedFile(models.Model):
    """A record with its page of signatures under the trust's seal, made once by the worker when everybody has answered.

    `fingerprint` is the SHA-256 of the certificate it was sealed with.
    """

    record = models.OneToOneField(WrittenRecord, on_delete=models.PROTECT, related_name="sealed")
    file = models.FileField(upload_to="records/%Y/%m/")
    sha256 = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    stored_at = models.DateTimeField()

    objects = RecordFileQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="sealed_file_hashes_whole", condition=Q(sha256__regex=HASH, fingerprint__regex=HASH)
            ),
        ]
        triggers = [pgtrigger.Protect(name="sealed_file_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"sealed file of {self.record_id}"


class Copy(models.Model):
    """Somebody was given a copy of a record: a hand-over, which lets an account see that record and nothing else.

    It went to an account, to a person, or to an office by its name, such as a local authority.
    `deemed_on` is the local day on which it counts as received, whenever it arrives; `dispute` says why it is known
    that it never came.
    """

    record = models.ForeignKey(WrittenRecord, on_delete=models.PROTECT, related_name="copies")
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="copies"
    )
    to_person = models.ForeignKey(
        "schools.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="copies"
    )
    to_name = models.CharField("office it went to", max_length=200, blank=True, default="", db_default="")
    method = models.CharField(max_length=8, choices=CopyMethod)
    notice = models.ForeignKey("notices.Notice", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.TextField(blank=True, default="")
    proof = models.CharField(max_length=200, blank=True, default="")
    handed_on = models.DateField(null=True, blank=True)
    deemed_on = models.DateField("counts as received on", null=True, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    disputed_at = models.DateTimeField(null=True, blank=True)
    disputed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dispute = models.TextField(blank=True, default="", db_default="")

    objects = CopyQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="copy_method_known", condition=Q(method__in=CopyMethod.values)),
            models.CheckConstraint(
                name="copy_exactly_one_recipient",
                condition=Q(to_user__isnull=False, to_person__isnull=True, to_name="")
                | Q(to_user__isnull=True, to_person__isnull=False, to_name="")
                | (Q(to_user__isnull=True, to_person__isnull=True) & ~Q(to_name="")),
                violation_error_message="Say who gets the copy.",
            ),
            models.CheckConstraint(
                name="copy_counts_as_received_after_it_went",
                condition=Q(deemed_on__isnull=True) | Q(deemed_on__gte=F("handed_on")),
                violation_error_message="It cannot count as received before it went.",
            ),
            models.CheckConstraint(
                name="copy_disputed_iff_stamped",
                condition=Q(disputed_at__isnull=True, disputed_by__isnull=True, dispute="")
                | (Q(disputed_at__isnull=False, disputed_by__isnull=False) & ~Q(dispute="")),
                violation_error_message="Say how you know that it never came.",
            ),
            models.CheckConstraint(
                name="copy_not_both_arrived_and_lost",
                condition=Q(received_at__isnull=True) | Q(disputed_at__isnull=True),
                violation_error_message="It was noted already that this copy arrived.",
            ),
            models.UniqueConstraint(
                fields=["record", "to_user"], condition=Q(to_user__isnull=False), name="copy_user_once"
            ),
        ]
        triggers = [
            # What was handed over stays handed over; only its arrival, or that it never came, is added later, once.
            pgtrigger.Protect(
                name="copy_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.received_at IS NOT NULL OR OLD.disputed_at IS NOT NULL OR {differs_beside(*ARRIVAL)}"
                ),
            ),
            pgtrigger.Protect(name="copy_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"copy of {self.record_id}"

    @property
    def chain(self) -> str:
        return self.record.chain

    @property
    def who(self) -> str:
        """The name of whoever got it."""
        if self.to_user is not None:
            return self.to_user.name
        return self.to_person.formal_name if self.to_person is not None else self.to_name
