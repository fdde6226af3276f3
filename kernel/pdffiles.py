"""What of a PDF may be shown: its pages, without scripts, actions, attachments and metadata."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from kernel.filetypes import MOST_PAGES, MOST_PIXELS, Unfit

LOCKED = "This PDF is locked with a password. Save it without one and send that."
DAMAGED = "This PDF is damaged or not whole. Send it again, or print it to a new PDF and send that."
LONG = f"This PDF has more than {MOST_PAGES} pages. Send it in parts."
HUGE = "This PDF holds a picture that is far too large. Print it to a new PDF and send that."
# Every action that the format knows; going to a page of the same file, or to a web address by a click, may stay.
ACTIONS = {
    "/GoToR",
    "/GoToE",
    "/GoTo3DView",
    "/GoToDp",
    "/Hide",
    "/ImportData",
    "/JavaScript",
    "/Launch",
    "/Movie",
    "/Named",
    "/Rendition",
    "/ResetForm",
    "/RichMediaExecute",
    "/SetOCGState",
    "/Sound",
    "/SubmitForm",
    "/Thread",
    "/Trans",
}
HARMLESS_NAMES = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
PLAYERS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
FROM_CATALOG = (
    "/Collection",
    "/Metadata",
    "/PieceInfo",
    "/SpiderInfo",
    "/Requirements",
    "/URI",
)
FROM_PAGES = ("/Metadata", "/PieceInfo")
FROM_NAMES = ("/Renditions", "/AlternatePresentations")
FROM_FORMS = ("/CO",)
# Wherever they stand, these keys mean one thing; the others may also be the name somebody gave a font or a picture.
ANYWHERE = {"/OpenAction": "", "/JavaScript": "scripts", "/EmbeddedFiles": "attached files", "/XFA": "scripts"}
FILE_NAMES = {"/F", "/UF", "/DOS", "/Mac", "/Unix"}
SAFE_LINKS = ("http://", "https://", "mailto:", "tel:")
SCRIPTS, ACTED, ATTACHED, PLAYED = "scripts", "actions", "attached files", "films and sounds"
DETAILED = "details of the camera"
DEEPEST = 60


def cleaned(data: bytes) -> tuple[bytes, str]:
    """The PDF written anew without what acts, and a sentence that says what was taken out. Raises `Unfit`."""
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise Unfit(LONG)
            if not len(pdf.pages):
                raise Unfit(DAMAGED)
            out, taken = BytesIO(), _clean(pdf)
            pdf.save(out, static_id=True, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PasswordError as error:
        raise Unfit(LOCKED) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError) as error:
        raise Unfit(DAMAGED) from error
    return out.getvalue(), f"Taken out of the copy: {', '.join(sorted(taken))}." if taken else ""


def _clean(pdf: Pdf) -> set[str]:
    """Take out of an open PDF what acts, travels along or tells where it came from; what of it was found, in words."""
    # The trailer is no object of the file; what stands in it directly is found by nothing else.
    taken = {said for thing in [*pdf.objects, pdf.trailer] for part in _parts(thing) for said in _disarm(part)}
    root = pdf.Root
    names, form = root.get("/Names"), root.get("/AcroForm")
    if isinstance(names, Dictionary):
        _drop(names, FROM_NAMES)
    if isinstance(form, Dictionary):
        _drop(form, FROM_FORMS)
    _drop(root, FROM_CATALOG)
    for page in pdf.pages:
        _drop(page.obj, FROM_PAGES)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    return taken


def _parts(thing: Object) -> Iterator[Object]:
    """An object of the file and every dictionary inside it; what it only points at comes by itself."""
    waiting: list[tuple[Object, int]] = [(thing, 0)]
    while waiting:
        part, depth = waiting.pop()
        if isinstance(part, Dictionary | Stream):
            yield part
        # A dictionary that was emptied on the way has nothing left inside.
        inside = [*part.keys()] if isinstance(part, Dictionary | Stream) else []
        children = [part.get(key) for key in inside] if inside else [*part] if isinstance(part, Array) else []
        if depth >= DEEPEST and children:
            raise Unfit(DAMAGED)
        direct = [c for c in children if isinstance(c, Dictionary | Array) and not c.is_indirect]
        waiting += [(child, depth + 1) for child in direct]


def _disarm(part: Any) -> Iterator[str]:
    """Make one dictionary harmless; say what it was."""
    if (said := _acts(part)) is not None:
        _drop(part, ("/S", "/JS") if isinstance(part, Stream) else tuple(part.keys()))
        yield said
    for key, said in _carried(part):
        # What stands in it directly is not met again.
        yield from (one for inside in _parts(part[key]) if (one := _acts(inside)) is not None)
        del part[key]
        if said:
            yield said
    annotations = part.get("/Annots")
    if isinstance(annotations, Array):
        kept = [one for one in annotations if not _plays(one)]
        if len(kept) < len(annotations):
            part["/Annots"] = Array(kept)
            yield PLAYED
    if isinstance(part, Stream):
        if part.get("/Type") == Name.EmbeddedFile:
            part.write(b"")
        if _disarm_stream(part):
            yield DETAILED


def _carried(part: Any) -> list[tuple[str, str]]:
    """The keys of a dictionary under which scripts, actions and files travel, each with what it is, in words."""
    found = [(key, said) for key, said in ANYWHERE.items() if key in part]
    more, script = part.get("/AA"), part.get("/JS")
    if isinstance(more, Dictionary) and not isinstance(more, Stream) and more.get("/Type") != Name.Font:
        found.append(("/AA", ""))
    if isinstance(script, pikepdf.String | Stream):
        found.append(("/JS", SCRIPTS))
    found += [(key, ATTACHED) for key in ("/EF", "/RF") if _names_files(part.get(key))]
    with_it = part.get("/AF")
    if _names_files(with_it) or (isinstance(with_it, Array) and all(isinstance(one, Dictionary) for one in with_it)):
        found.append(("/AF", ATTACHED))
    return found


def _names_files(value: Any) -> bool:
    """Whether this says where files are, as only what attaches them does; a font or a picture never does."""
    if not isinstance(value, Dictionary) or isinstance(value, Stream):
        return False
    return bool(FILE_NAMES & {*value.keys()}) or value.get("/Type") == Name.Filespec


def _acts(part: Any) -> str | None:
    """What kind of thing this dictionary does, if it is an action that may not stay.

    Whatever it calls itself: readers do not look at the /Type of an action. The words by which tagged PDFs, page labels
    and groups name things under /S are others.
    """
    does = part.get("/S") if isinstance(part, Dictionary | Stream) else None
    if not isinstance(does, Name):
        return None
    if does == "/URI":
        return None if str(part.get("/URI", "")).lower().startswith(SAFE_LINKS) else ACTED
    if str(does) not in ACTIONS or (does == "/Named" and str(part.get("/N", "")) in HARMLESS_NAMES):
        return None
    return SCRIPTS if does == "/JavaScript" else ACTED


def _plays(annotation: Any) -> bool:
    return isinstance(annotation, Dictionary) and str(annotation.get("/Subtype", "")) in PLAYERS


def _disarm_stream(stream: Any) -> bool:
    """A stream keeps its bytes in the file itself, and unpacks to a picture that can be. True if a camera was told of."""
    _drop(stream, ("/F", "/FFilter", "/FDecodeParms", "/Metadata", "/PieceInfo", "/OPI", "/Ref"))
    if stream.get("/Subtype") != Name.Image:
        return False
    wide, high = stream.get("/Width", 0), stream.get("/Height", 0)
    if not isinstance(wide, int) or not isinstance(high, int) or wide * high > 2 * MOST_PIXELS:
        raise Unfit(HUGE)
    if stream.get("/Filter") != Name.DCTDecode:
        return False
    jpeg = stream.read_raw_bytes()
    bare = without_notes(jpeg)
    if bare != jpeg:
        stream.write(bare, filter=Name.DCTDecode, decode_parms=stream.get("/DecodeParms"))
    return bare != jpeg


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without what a camera wrote beside the picture: its APP1 (EXIF, XMP), APP13 and comment segments."""
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if jpeg[at + 1] not in (0xE1, 0xED, 0xFE):
            kept.append(jpeg[at:end])
        at = end
    return b"".join([*kept, jpeg[at:]])


def _drop(part: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in part:
            del part[key]
