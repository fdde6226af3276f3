"""Is this record genuine? What a typed code and an uploaded file are answered: never a name, never a reference."""

import hashlib
from dataclasses import dataclass, field, replace
from enum import Enum

from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localtime

from kernel.wording import full_day
from records import hashing
from records.models import RecordFile, SealedFile, WrittenRecord
from records.states import RecordState

LARGEST = 10 * 1024 * 1024


class Verdict(Enum):
    ISSUED = "issued"
    GENUINE = "genuine"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    ALTERED = "altered"
    UNKNOWN = "unknown"


TITLES = {
    Verdict.ISSUED: "A document with this code was issued",
    Verdict.GENUINE: "Genuine and unchanged",
    Verdict.REPLACED: "Genuine, but replaced by a later version",
    Verdict.WITHDRAWN: "Genuine, but withdrawn",
    Verdict.ALTERED: "Changed: do not rely on this file",
}
TEXTS = {
    Verdict.ISSUED: "Compare it with what you hold: the date and the number of pages must agree. "
    "To be sure that every word is unchanged, upload the file.",
    Verdict.GENUINE: "This is exactly the file that was issued. Every word of it is as it was then.",
    Verdict.REPLACED: "This is exactly the file that was issued, but a later version took its place. "
    "Ask whoever gave it to you for the current one.",
    Verdict.WITHDRAWN: "This is exactly the file that was issued, but it no longer counts. Ask whoever gave it to you.",
    Verdict.ALTERED: "It carries the code of a document that was issued here, but it is not the file that was issued. "
    "Somebody, or a program that opened and saved it, has changed it.",
}
SEALED = {
    **TEXTS,
    Verdict.GENUINE: "This is exactly the file that was sealed: what was issued, and what came of asking each to sign it.",
    Verdict.REPLACED: "This is exactly the file that was sealed, but a later version took its place. "
    "Ask whoever gave it to you for the current one.",
}
NO_LONGER = {RecordState.SUPERSEDED: Verdict.REPLACED, RecordState.WITHDRAWN: Verdict.WITHDRAWN}
# Of a code that was typed nobody knows whether the paper is unchanged.
OF_CODE = {
    Verdict.REPLACED: (
        "A document with this code was issued, but replaced by a later version",
        "A later version took its place. Ask whoever gave it to you for the current one.",
    ),
    Verdict.WITHDRAWN: (
        "A document with this code was issued, but withdrawn",
        "It no longer counts. Ask whoever gave it to you.",
    ),
}
NO_SUCH_CODE = ("No document has this code", "Look at the code again: it is at the foot of every page.")
NOT_OURS = (
    "Not a file that was issued here",
    "If it was scanned, photographed or printed to a new file it cannot be recognised: type the code on its pages instead.",
)
TONES = {Verdict.ISSUED: "", Verdict.GENUINE: "ok", Verdict.REPLACED: "soon", Verdict.WITHDRAWN: "soon"}


@dataclass(frozen=True)
class Answer:
    """What the page says."""

    verdict: Verdict
    title: str
    text: str
    rows: tuple[tuple[str, str], ...] = field(default=())

    @property
    def tone(self) -> str:
        return TONES.get(self.verdict, "ban")


def by_code(code: str) -> Answer:
    """Answer a code in its one form: only that a record was issued, when, how many pages it has, and whether it counts."""
    record = WrittenRecord.objects.frozen().select_related("file", "sealed").filter(code=code).first()
    if record is None:
        return Answer(Verdict.UNKNOWN, *NO_SUCH_CODE)
    verdict = NO_LONGER.get(RecordState(record.state), Verdict.ISSUED)
    title, text = OF_CODE.get(verdict, (TITLES[verdict], TEXTS[verdict]))
    return replace(_answer(verdict, record), title=title, text=text)


def by_file(upload: UploadedFile) -> Answer:
    """Answer an uploaded file by its bytes: first by their hash, then by a code that they carry. Keeps nothing."""
    data = upload.read()
    sha256 = hashlib.sha256(data).hexdigest()
    # One statement for both: most uploads are neither. An OR over the two tables would read all of both.
    ours = RecordFile.objects.filter(sha256=sha256).values("record")
    ours = ours.union(SealedFile.objects.filter(sha256=sha256).values("record"))
    rows = WrittenRecord.objects.frozen().select_related("file", "sealed")
    record = rows.filter(pk__in=ours).first()
    if record is not None:
        is_sealed = hasattr(record, "sealed") and record.sealed.sha256 == sha256
        return _answer(NO_LONGER.get(RecordState(record.state), Verdict.GENUINE), record, is_sealed=is_sealed)
    carried = (
        WrittenRecord.objects.frozen().select_related("file", "sealed").filter(code__in=hashing.codes_in(data)).first()
    )
    return _answer(Verdict.ALTERED, carried) if carried else Answer(Verdict.UNKNOWN, *NOT_OURS)


def _answer(verdict: Verdict, record: WrittenRecord, *, is_sealed: bool = False) -> Answer:
    assert record.issued_at is not None, "only frozen records are asked for"
    rows = [("Issued on", full_day(localtime(record.issued_at).date()))]
    if hasattr(record, "file"):
        rows.append(("Pages", str(record.file.pages)))
    if hasattr(record, "sealed"):
        rows.append(("Pages with signatures", str(record.sealed.pages)))
    if is_sealed:
        rows += [("Sealed on", full_day(localtime(record.sealed.stored_at).date()))]
        rows += [
            ("Certificate of the seal", " ".join(record.sealed.fingerprint[at : at + 8] for at in range(0, 64, 8)))
        ]
    return Answer(verdict, TITLES[verdict], (SEALED if is_sealed else TEXTS)[verdict], tuple(rows))
