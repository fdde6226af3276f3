"""Puts a record, its certificate page and the trust's seal together. Never for the web process."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
from asn1crypto import keys, pem, x509  # type: ignore[import-untyped]
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from records import seals
from records.pdf import Paper

BITS = 3072
FIELD = "Seal"
REASON = "Everybody who signs this record has answered"
# Its warnings quote what stands in files.
for name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(name).setLevel(logging.ERROR)


# --- Making a seal ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Made:
    """A new seal, not yet stored: its name on disk, the certificate, the key as it is kept."""

    name: str
    fingerprint: str
    certificate: bytes
    key: bytes


def make(trust: str, *, now: datetime, years: int, passphrase: bytes) -> Made:
    """A key and a certificate for it that the trust signs itself; `now` aware. Takes up to a second."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    who = certificates.Name(
        [
            certificates.NameAttribute(NameOID.COUNTRY_NAME, "GB"),
            certificates.NameAttribute(NameOID.ORGANIZATION_NAME, trust[:64]),
            certificates.NameAttribute(NameOID.COMMON_NAME, f"Seal of {trust}"[:64]),
        ]
    )
    until = now + timedelta(days=366 * years)
    usage = certificates.KeyUsage(True, True, False, False, False, False, False, False, False)
    builder = (
        certificates.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(until)
        .add_extension(certificates.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(certificates.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    certificate = builder.sign(key, hashes.SHA256())
    fingerprint = certificate.fingerprint(hashes.SHA256()).hex()
    kept = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase),
    )
    # The last whole day.
    name = f"{now:%Y%m%dT%H%M%SZ}-{until - timedelta(days=1):%Y%m%d}-{fingerprint}.pem"
    return Made(name, fingerprint, certificate.public_bytes(serialization.Encoding.PEM), kept)


# --- Sealing ------------------------------------------------------------------------------------------------------
@cache
def _signer(seal: seals.Seal) -> signers.SimpleSigner:
    """The certificate with its key, read once in the life of the process."""
    key = serialization.load_pem_private_key(seal.key.read_bytes(), seals.passphrase())
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _, _, der = pem.unarmor(seal.certificate.read_bytes())
    certificate = x509.Certificate.load(der)
    return signers.SimpleSigner(certificate, keys.PrivateKeyInfo.load(plain), SimpleCertificateStore())  # type: ignore[no-untyped-call]


def sealed(issued: bytes, certificate: bytes, seal: seals.Seal, *, trust: str) -> Paper:
    """The issued PDF with its certificate pages, under a seal (PAdES) that shows every later change."""
    whole, pages = joined(issued, certificate)
    writer = IncrementalPdfFileWriter(BytesIO(whole))
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        name=trust,
        reason=REASON,
        # Without spare room behind it, a changed byte has nowhere to hide.
        tight_size_estimates=True,
    )
    field = fields.SigFieldSpec(FIELD, invis_sig_settings=fields.InvisSigSettings(set_hidden_flag=True))
    out = signers.PdfSigner(about, signer=_signer(seal), new_field_spec=field).sign_pdf(writer)
    return Paper(out.getvalue(), pages)


def joined(first: bytes, second: bytes) -> tuple[bytes, int]:
    """Two tagged PDFs as one, pages and tags of the first before those of the second; and how many pages it has.

    What identifies the first (title, metadata, identifier) stays.
    """
    with pikepdf.open(BytesIO(first)) as out, pikepdf.open(BytesIO(second)) as more:
        tree, after = out.Root.StructTreeRoot, more.Root.StructTreeRoot
        numbers: Any = tree.ParentTree.Nums
        offset = max(int(number) for number in list(numbers)[::2]) + 1
        for page in more.pages:
            page.StructParents = int(page.StructParents) + offset
            for note in page.get("/Annots", []):
                if "/StructParent" in note:
                    note.StructParent = int(note.StructParent) + offset
        for part in after.K:
            _rename(part)
        out.pages.extend(more.pages)
        # After the pages: what the tags name are then the pages as they stand here.
        copied = out.copy_foreign(more.make_indirect(after))
        theirs: Any = copied.ParentTree.Nums
        for place in range(0, len(theirs), 2):
            numbers.append(int(theirs[place]) + offset)
            numbers.append(theirs[place + 1])
        for part in copied.K:
            part.P = tree
            tree.K.append(part)
        kept = BytesIO()
        out.save(
            kept,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            fix_metadata_version=False,
            deterministic_id=True,
        )
        return kept.getvalue(), len(out.pages)


def _rename(part: Any) -> None:
    """Give the cells of tables names of their own: those of the two PDFs may be the same."""
    if not isinstance(part, pikepdf.Dictionary):
        return
    if "/ID" in part:
        part.ID = pikepdf.String(f"seal-{part.ID}")
    for about in _many(part.get("/A")):
        if "/Headers" in about:
            about.Headers = pikepdf.Array([pikepdf.String(f"seal-{head}") for head in about.Headers])
    for below in _many(part.get("/K")):
        _rename(below)


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return [*value] if isinstance(value, pikepdf.Array) else [value]


def sha256_of(data: bytes) -> str:
    """The hash under which bytes are known here."""
    return hashlib.sha256(data).hexdigest()


def today_of(now: datetime) -> date:
    """The day (UTC) of an aware moment, as certificates count."""
    return now.date()
