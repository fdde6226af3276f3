"""Which stored file of a record is printed, and how much paper it is."""

from dataclasses import dataclass

from records.models import RecordFile, SealedFile, WrittenRecord


@dataclass(frozen=True)
class Measure:
    """A stored PDF: its name in the storage, its pages and its bytes."""

    name: str
    pages: int
    size: int


def measure_of(record: WrittenRecord) -> Measure:
    """The sealed file of a record where there is one, else what was issued; read along with the record."""
    stored: SealedFile | RecordFile = record.sealed if hasattr(record, "sealed") else record.file
    return Measure(str(stored.file.name), stored.pages, stored.size)
