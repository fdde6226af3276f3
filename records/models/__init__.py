"""Written records and what they are made with: the record, its file, who signs, who holds copies, the trust's wording."""

from records.models.record import Copy, RecordFile, SealedFile, WrittenRecord
from records.models.signing import Disagreement, Scan, Signatory, Signature
from records.models.wording import Wording

__all__ = [
    "Copy",
    "Disagreement",
    "RecordFile",
    "Scan",
    "SealedFile",
    "Signatory",
    "Signature",
    "Wording",
    "WrittenRecord",
]
