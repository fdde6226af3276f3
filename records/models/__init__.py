"""Written records and what they are made with: the record, its file, who holds copies, the trust's own wording."""

from records.models.record import Copy, RecordFile, WrittenRecord, differs_beside
from records.models.wording import Wording

__all__ = ["Copy", "RecordFile", "Wording", "WrittenRecord", "differs_beside"]
