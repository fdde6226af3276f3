"""A print pack or a case bundle: who had it made, for whom and why; what is in it, what was left out; its file."""

from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kernel.tables import pairs
from kernel.triggers import differs_beside
from packs.querysets import HandedBundleQuerySet, PackLineQuerySet, PackQuerySet
from packs.states import PACK_MOVES, Ground, PackState, Reader
from schools.models.trust import TRUST_CHAIN

# How long the file of a pack is kept. The row and what it was made of stay.
KEPT = timedelta(days=14)
HASH = r"^[0-9a-f]{64}$"
# What a pack still to be made may change of: how far it is, and what came of it.
MOVING = (*("state", "done_count", "made_at", "file", "sha256", "pages", "size", "failed_reason", "gone_at"),)


class Pack(models.Model):
    """Papers that are printed together: chosen records, or as a bundle those of one `case` for one `reader`.

    `school` is that of them all; without it they are of several schools. `person`: whom a bundle for a parent is for.
    """

    state = models.CharField(max_length=8, choices=PackState, default=PackState.WAITING)
    school = models.ForeignKey("schools.School", null=True, blank=True, on_delete=models.PROTECT, related_name="packs")
    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="bundles")
    reader = models.CharField(max_length=8, choices=Reader, blank=True, default="", db_default="")
    person = models.ForeignKey(
        "schools.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="bundles"
    )
    for_whom = models.CharField(max_length=200)
    purpose = models.CharField("what for", max_length=300)
    is_duplex = models.BooleanField("printed on both sides", default=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="packs")
    line_count = models.PositiveIntegerField()
    done_count = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(upload_to="packs/%Y/%m/", blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    pages = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField(default=0)
    failed_reason = models.CharField(max_length=300, blank=True, default="")
    gone_at = models.DateTimeField(null=True, blank=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"], name="pack_by_asker"),
        ]
        constraints = [
            models.CheckConstraint(name="pack_state_known", condition=Q(state__in=PackState.values)),
            models.CheckConstraint(name="pack_reader_known", condition=Q(reader__in=["", *Reader.values])),
            models.CheckConstraint(
                name="pack_reader_iff_of_case",
                condition=Q(case__isnull=True, reader="") | (Q(case__isnull=False) & ~Q(reader="")),
            ),
            models.CheckConstraint(
                name="pack_person_iff_for_them",
                condition=Q(reader=Reader.PARENT, person__isnull=False)
                | (~Q(reader=Reader.PARENT) & Q(person__isnull=True)),
                violation_error_message="Say which person it is for.",
            ),
            models.CheckConstraint(
                name="pack_for_whom_given", condition=~Q(for_whom=""), violation_error_message="Say who it is for."
            ),
            models.CheckConstraint(
                name="pack_purpose_given", condition=~Q(purpose=""), violation_error_message="Say what it is for."
            ),
            models.CheckConstraint(
                name="pack_made_iff_stamped",
                condition=(
                    Q(state__in=[PackState.MADE, PackState.GONE], made_at__isnull=False, sha256__regex=HASH)
                    & Q(pages__gt=0, size__gt=0)
                )
                | (
                    ~Q(state__in=[PackState.MADE, PackState.GONE]) & Q(made_at__isnull=True, sha256="", pages=0, size=0)
                ),
            ),
            models.CheckConstraint(
                name="pack_file_iff_made",
                condition=(Q(state=PackState.MADE) & ~Q(file="")) | (~Q(state=PackState.MADE) & Q(file="")),
            ),
            models.CheckConstraint(
                name="pack_failed_iff_reason",
                condition=(Q(state=PackState.FAILED) & ~Q(failed_reason=""))
                | (~Q(state=PackState.FAILED) & Q(failed_reason="")),
            ),
            models.CheckConstraint(
                name="pack_gone_iff_stamped",
                condition=Q(state=PackState.GONE, gone_at__isnull=False)
                | (~Q(state=PackState.GONE) & Q(gone_at__isnull=True)),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="pack_moves", field="state", transitions=pairs(PACK_MOVES)),
            # What was asked for stays as it was asked; what came of it is noted with the move.
            pgtrigger.Protect(
                name="pack_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.id IS NOT NULL AND {differs_beside(*MOVING)}"),
            ),
            pgtrigger.Protect(name="pack_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Case bundle {self.pk}" if self.is_bundle else f"Print pack {self.pk}"

    @property
    def is_bundle(self) -> bool:
        return self.case_id is not None

    @property
    def chain(self) -> str:
        """A bundle stands in the history of its case; a pack in that of its school, or of the trust, and of each case."""
        if self.case is not None:
            return self.case.chain
        return f"school:{self.school_id}" if self.school_id else TRUST_CHAIN

    @property
    def is_going(self) -> bool:
        return self.state == PackState.WAITING

    @property
    def kept_until(self) -> datetime | None:
        """The moment (aware) at which its file is deleted."""
        return self.made_at + KEPT if self.made_at is not None else None

    @property
    def stamp(self) -> str:
        """What every page of it says."""
        return f"{self.case.reference} · bundle {self.pk}" if self.case is not None else f"Pack {self.pk}"

    @property
    def filename(self) -> str:
        """What the PDF is called when it is kept: no name of a person."""
        return f"{self.case.reference}-bundle-{self.pk}" if self.case is not None else f"print-pack-{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("packs:pack", args=[self.pk])


class PackLine(models.Model):
    """A record, that very version, or a file of evidence, in its order; with a `ground` it was left out of a bundle.

    `is_owed`: it came from the tray of what is owed on paper. `first_page` and `pages` are noted when the pack is made.
    """

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="lines")
    order = models.PositiveSmallIntegerField()
    record = models.ForeignKey(
        "records.WrittenRecord", null=True, blank=True, on_delete=models.PROTECT, related_name="pack_lines"
    )
    evidence = models.ForeignKey(
        "cases.EvidenceFile", null=True, blank=True, on_delete=models.PROTECT, related_name="pack_lines"
    )
    ground = models.CharField("left out because", max_length=14, choices=Ground, blank=True, default="", db_default="")
    is_owed = models.BooleanField("owed on paper when it was asked for", default=False, db_default=False)
    first_page = models.PositiveIntegerField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)

    objects = PackLineQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pack", "order"]
        constraints = [
            models.CheckConstraint(name="pack_line_ground_known", condition=Q(ground__in=["", *Ground.values])),
            models.CheckConstraint(
                name="pack_line_one_paper",
                condition=Q(record__isnull=False, evidence__isnull=True)
                | Q(record__isnull=True, evidence__isnull=False),
            ),
            models.CheckConstraint(
                name="pack_line_placed_whole",
                condition=Q(first_page__isnull=True, pages__isnull=True)
                | Q(first_page__isnull=False, pages__isnull=False, ground=""),
            ),
            models.UniqueConstraint(fields=["pack", "order"], name="pack_line_order_once"),
            models.UniqueConstraint(
                fields=["pack", "record"], condition=Q(record__isnull=False), name="pack_line_record_once"
            ),
            models.UniqueConstraint(
                fields=["pack", "evidence"], condition=Q(evidence__isnull=False), name="pack_line_evidence_once"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="pack_line_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.first_page IS NOT NULL OR {differs_beside('first_page', 'pages')}"),
            ),
            pgtrigger.Protect(name="pack_line_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"paper {self.order} of pack {self.pack_id}"


class HandedBundle(models.Model):
    """A bundle was handed to the panel on a complaint: its members read it in the system until it is over or taken back."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="handed")
    complaint = models.ForeignKey("complaints.Complaint", on_delete=models.PROTECT, related_name="handed_bundles")
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = HandedBundleQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["handed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="handed_bundle_taken_back_iff_stamped",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["pack", "complaint"],
                condition=Q(taken_back_at__isnull=True),
                name="handed_bundle_once",
                violation_error_message="The panel has it already.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="handed_bundle_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.taken_back_at IS NOT NULL OR {differs_beside('taken_back_at', 'taken_back_by_id')}"
                ),
            ),
            pgtrigger.Protect(name="handed_bundle_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"bundle {self.pack_id} for the panel on complaint {self.complaint_id}"

    @property
    def chain(self) -> str:
        return self.pack.chain
