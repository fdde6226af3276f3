"""Who signs a record, what came of asking them, and the scans of the pages they signed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kernel.tables import pairs
from kernel.triggers import differs_beside
from records.hashing import CODE_FORM
from records.models.record import HASH
from records.querysets import RecordFileQuerySet, SignatoryQuerySet, SignatureQuerySet
from records.states import LOOKED_AT, SCAN_MOVES, SIGNED, UNSIGNED, ScanState, SignMethod

# Who signs is fixed with the text: nobody joins a record that is complete, replaced or withdrawn.
STILL_OPEN = """
    IF NOT EXISTS (
        SELECT 1 FROM records_writtenrecord WHERE id = NEW.record_id AND state IN ('draft', 'issued')
    ) THEN
        RAISE EXCEPTION 'pgtrigger: Cannot name who signs this record';
    END IF;
    RETURN NEW;
"""
# A signature is bound to the very text that was issued, and to a scan whose code is that text's.
BOUND = """
    IF NOT EXISTS (
        SELECT 1 FROM records_signatory AS who JOIN records_writtenrecord AS what ON what.id = who.record_id
        WHERE who.id = NEW.signatory_id AND what.issued_at IS NOT NULL AND what.digest = NEW.digest AND (
            NEW.scan_id IS NULL OR EXISTS (
                SELECT 1 FROM records_scan
                WHERE id = NEW.scan_id AND record_id = what.id AND state = 'matched' AND code = what.code
            )
        )
    ) THEN
        RAISE EXCEPTION 'pgtrigger: Cannot bind this signature to another text';
    END IF;
    RETURN NEW;
"""


class Signatory(models.Model):
    """Somebody who signs a record, by the name and in the capacity that stand on it. `order` counts from 1."""

    record = models.ForeignKey("records.WrittenRecord", on_delete=models.PROTECT, related_name="signatories")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    capacity = models.CharField(max_length=200)
    person = models.ForeignKey(
        "schools.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="signatories"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="signatories"
    )
    is_needed = models.BooleanField("must sign", default=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="signatory_name_given", condition=~Q(name="")),
            models.CheckConstraint(name="signatory_capacity_given", condition=~Q(capacity="")),
            models.CheckConstraint(
                name="signatory_one_identity", condition=Q(person__isnull=True) | Q(user__isnull=True)
            ),
            models.UniqueConstraint(fields=["record", "order"], name="signatory_order_once"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="signatory_of_what_is_open", when=pgtrigger.Before, operation=pgtrigger.Insert, func=STILL_OPEN
            ),
            pgtrigger.Protect(name="signatory_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"signatory {self.order} of {self.record_id}"

    @property
    def chain(self) -> str:
        return self.record.chain


class Scan(models.Model):
    """A page that came back: the bytes as sent, the copy made anew that is shown, and the code that stands on it.

    A scan that is not kept leaves its name, size, hash and the reason; its bytes are gone.
    """

    record = models.ForeignKey("records.WrittenRecord", on_delete=models.PROTECT, related_name="scans")
    name = models.CharField(max_length=150)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ScanState, default=ScanState.WAITING)
    original = models.FileField(upload_to="scans/%Y/%m/", max_length=200, blank=True, default="")
    served = models.FileField(upload_to="scans/%Y/%m/", max_length=200, blank=True, default="")
    note = models.TextField(blank=True, default="")
    code = models.CharField(max_length=24, blank=True, default="")
    is_typed = models.BooleanField("the code was typed in", default=False)
    is_scanned = models.BooleanField("a virus scanner looked at it", default=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    examined_at = models.DateTimeField(null=True, blank=True)

    objects = RecordFileQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="scan_state_known", condition=Q(state__in=ScanState.values)),
            models.CheckConstraint(name="scan_name_given", condition=~Q(name="")),
            models.CheckConstraint(name="scan_hash_whole", condition=Q(sha256__regex=HASH)),
            models.CheckConstraint(
                name="scan_bytes_iff_kept",
                condition=(~Q(state=ScanState.REFUSED) & ~Q(original=""))
                | Q(state=ScanState.REFUSED, original="", served=""),
            ),
            models.CheckConstraint(
                name="scan_shown_iff_looked_at",
                condition=(Q(state__in=LOOKED_AT) & ~Q(served="")) | (~Q(state__in=LOOKED_AT) & Q(served="")),
            ),
            models.CheckConstraint(
                name="scan_examined_iff_done",
                condition=Q(state=ScanState.WAITING, examined_at__isnull=True)
                | (~Q(state=ScanState.WAITING) & Q(examined_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="scan_code_iff_matched",
                condition=Q(state=ScanState.MATCHED, code__regex=CODE_FORM)
                # Of a page that is not kept it may be known whose it is.
                | (Q(state=ScanState.REFUSED, is_typed=False) & (Q(code="") | Q(code__regex=CODE_FORM)))
                | (~Q(state__in=[ScanState.MATCHED, ScanState.REFUSED]) & Q(code="", is_typed=False)),
            ),
            models.CheckConstraint(
                name="scan_refused_with_reason", condition=~Q(state=ScanState.REFUSED) | ~Q(note="")
            ),
            models.UniqueConstraint(
                fields=["record", "sha256"], condition=~Q(state=ScanState.REFUSED), name="scan_once"
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="scan_moves", field="state", transitions=pairs(SCAN_MOVES)),
            # What was sent stays as it was sent; what was found of it is noted beside the state, and then stays too.
            pgtrigger.Protect(
                name="scan_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state IN ('matched', 'refused') OR "
                    + differs_beside(
                        "state", "original", "served", "note", "code", "is_typed", "is_scanned", "examined_at"
                    )
                ),
            ),
            pgtrigger.Protect(name="scan_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"scan {self.pk} of {self.record_id}"

    @property
    def chain(self) -> str:
        return self.record.chain

    @property
    def is_waiting(self) -> bool:
        return self.state == ScanState.WAITING

    @property
    def is_matched(self) -> bool:
        return self.state == ScanState.MATCHED

    @property
    def is_pdf(self) -> bool:
        return str(self.served.name).endswith(".pdf")

    def get_absolute_url(self) -> str:
        return reverse("records:scan", args=[self.record.case.reference, self.pk])

    def get_file_url(self) -> str:
        return reverse("records:scan_file", args=[self.record.case.reference, self.pk])

    def get_original_url(self) -> str:
        return reverse("records:scan_original", args=[self.record.case.reference, self.pk])


DRAWN = Q(drawing_sha256__regex=HASH) & ~Q(drawing="")
UNDRAWN = Q(drawing="", drawing_sha256="")


class Signature(models.Model):
    """What came of asking somebody to sign: by pen, with the scan it is seen on; on a screen or by a link; or not.

    `digest` is that of the text they signed; `signed_on` the local day they wrote it by pen; `drawing` the picture of
    what they drew, made anew. Who did not sign has a reason, and mostly a `witness`: the name of who saw it. Who would
    not sign may sign later.
    """

    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="signatures")
    method = models.CharField(max_length=10, choices=SignMethod)
    digest = models.CharField(max_length=64)
    signed_on = models.DateField(null=True, blank=True)
    scan = models.ForeignKey(Scan, null=True, blank=True, on_delete=models.PROTECT, related_name="signatures")
    drawing = models.FileField(upload_to="signatures/%Y/%m/", max_length=200, blank=True, default="", db_default="")
    drawing_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    typed = models.CharField("name as they typed it", max_length=200, blank=True, default="", db_default="")
    reason = models.TextField(blank=True, default="")
    witness = models.CharField("who saw it", max_length=200, blank=True, default="", db_default="")
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_reason = models.TextField(blank=True, default="")

    objects = SignatureQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="signature_method_known", condition=Q(method__in=SignMethod.values)),
            models.CheckConstraint(name="signature_digest_whole", condition=Q(digest__regex=HASH)),
            models.CheckConstraint(
                name="signature_pen_iff_scan",
                condition=Q(method=SignMethod.PEN, scan__isnull=False, signed_on__isnull=False)
                | (~Q(method=SignMethod.PEN) & Q(scan__isnull=True, signed_on__isnull=True)),
                violation_error_message="A signature by pen needs its scan and its day.",
            ),
            models.CheckConstraint(
                name="signature_drawn_iff_on_a_screen",
                condition=(Q(method__in=[SignMethod.SCREEN, SignMethod.LINK]) & DRAWN)
                | (~Q(method=SignMethod.SCREEN) & UNDRAWN),
                violation_error_message="Sign in the box first.",
            ),
            models.CheckConstraint(
                name="signature_typed_iff_by_name",
                condition=(Q(method__in=[SignMethod.TYPED, SignMethod.LINK]) & ~Q(typed=""))
                | (~Q(method=SignMethod.TYPED) & Q(typed="")),
                violation_error_message="Type your name first.",
            ),
            models.CheckConstraint(
                name="signature_by_link_one_way",
                condition=~Q(method=SignMethod.LINK) | (DRAWN & Q(typed="")) | (UNDRAWN & ~Q(typed="")),
                violation_error_message="Sign in the box, or type your name.",
            ),
            models.CheckConstraint(
                name="signature_reason_iff_not_given",
                condition=(Q(method__in=UNSIGNED) & ~Q(reason="")) | (~Q(method__in=UNSIGNED) & Q(reason="")),
                violation_error_message="Say why they did not sign.",
            ),
            models.CheckConstraint(name="signature_witness_of_none", condition=Q(witness="") | Q(method__in=UNSIGNED)),
            models.CheckConstraint(
                name="signature_taken_back_iff_stamped",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True, taken_back_reason="")
                | (Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_reason="")),
                violation_error_message="Say why this was noted in error.",
            ),
            models.UniqueConstraint(
                fields=["signatory"],
                condition=Q(method__in=SIGNED, taken_back_at__isnull=True),
                name="signature_once",
                violation_error_message="Their signature is noted already.",
            ),
        ]
        triggers = [
            # After the CHECKs: they say more plainly what is wrong with a single row.
            pgtrigger.Trigger(name="signature_bound", when=pgtrigger.After, operation=pgtrigger.Insert, func=BOUND),
            # What was captured stays; only that it was noted in error is added later, once.
            pgtrigger.Protect(
                name="signature_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.taken_back_at IS NOT NULL OR "
                    + differs_beside("taken_back_at", "taken_back_by_id", "taken_back_reason")
                ),
            ),
            pgtrigger.Protect(name="signature_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk} of {self.signatory_id} ({self.method})"

    @property
    def chain(self) -> str:
        return self.signatory.chain

    @property
    def is_signed(self) -> bool:
        return self.method in SIGNED


class Disagreement(models.Model):
    """What somebody who signs a record does not agree with, in their own words: it goes with the record, unchanged."""

    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="disagreements")
    text = models.TextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SignatureQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="disagreement_text_given",
                condition=~Q(text=""),
                violation_error_message="Say what is not agreed with.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="disagreement_append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"disagreement {self.pk} of {self.signatory_id}"

    @property
    def chain(self) -> str:
        return self.signatory.chain
