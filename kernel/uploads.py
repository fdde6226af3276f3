"""Is this file what its name says, and is it safe to show? Gives a copy made anew, or a sentence why it is not kept.

Only a process of its own runs this (`kernel.apart`): `python -m kernel.uploads END` reads the file from standard input.
It knows no settings, no database and no secret, and may use only so much memory and time.
"""

import json
import resource
import sys
import warnings
import zipfile
from io import BytesIO

import filetype
import magic
import pillow_heif
from PIL import ExifTags, Image, ImageCms, ImageOps, ImageSequence

from kernel import officefiles, pdffiles
from kernel.filetypes import BY_END, MOST_PIXELS, Examined, FileType, Kind, Unfit, cannot_take, end_of, shown_name
from kernel.text import clean

MOST_MEMORY = 2 * 1024 * 1024 * 1024
MOST_SECONDS = 60
SNIFFED = 1024 * 1024
LONGEST_SIDE = 2400
LARGEST_PNG = 4 * 1024 * 1024
FORMATS = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "heic": "HEIF"}
NOT_THAT = "This file is not what its name says. Look at it where it came from; do not open it if you do not know it."
BROKEN = "This picture is damaged or not whole. Send it again, or send a screenshot of it."
TOO_LARGE = f"This picture has more than {MOST_PIXELS // 1_000_000} million points. Send a smaller one."
# How Pillow calls a decoder that was given no more memory.
OUT_OF_MEMORY = "out of memory"
MUCH_WORK = "This file would take far more memory or time to open than its size says. Files like this are never kept."
WHERE = "Where it was taken was removed from the copy shown here."
DETAILS = "Details of the camera and notes were removed from the copy shown here."
MOVING = "Only the first picture of a moving one is shown."
UNSHOWN = "Kept as it was sent: it cannot be made anew here, so it is only offered for download."

pillow_heif.register_heif_opener(thumbnails=False)


def examine(data: bytes, name: str) -> Examined:
    """Look at a file (its bytes, and the name it came with). Raises `Unfit` with a sentence."""
    name = shown_name(name)
    if reason := cannot_take(name, len(data)):
        raise Unfit(reason)
    taken = BY_END[end_of(name)]
    _sniff(data, taken)
    if taken.kind == Kind.PICTURE:
        return _picture(data, taken)
    if taken.kind == Kind.PDF:
        served, note = pdffiles.cleaned(data)
        return Examined(Kind.PDF, served, "pdf", note)
    if taken.kind == Kind.TEXT:
        return Examined(Kind.TEXT, _text(data).encode(), "txt")
    if taken.kind == Kind.OFFICE:
        officefiles.look_through(data, taken.key)
    return Examined(taken.kind, note=UNSHOWN)


def _sniff(data: bytes, taken: FileType) -> None:
    """Ask two sniffers, who look for different marks: both must say what the name says."""
    first, second = magic.from_buffer(data[:SNIFFED], mime=True), filetype.guess_mime(data) or ""
    if first not in taken.magic or second not in taken.filetype:
        raise Unfit(NOT_THAT)


def _text(data: bytes) -> str:
    if b"\0" in data:
        raise Unfit(NOT_THAT)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return clean(text)


# --- Pictures -----------------------------------------------------------------------------------------------------
def _picture(data: bytes, taken: FileType) -> Examined:
    """Decode with the one decoder of its type, and write what is seen, and nothing else, anew."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", module="PIL")
            with Image.open(BytesIO(data), formats=[FORMATS[taken.key]]) as image:
                return _redrawn(image, taken)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unfit(TOO_LARGE) from error
    except (Unfit, MemoryError, RecursionError):
        raise
    # Decoders of broken pictures raise whatever they stumble over.
    except Exception as error:
        if OUT_OF_MEMORY in str(error):
            raise Unfit(MUCH_WORK) from error
        raise Unfit(BROKEN) from error


def _redrawn(image: Image.Image, taken: FileType) -> Examined:
    if image.width * image.height > MOST_PIXELS:
        raise Unfit(TOO_LARGE)
    is_moving = getattr(image, "n_frames", 1) > 1 and taken.key in ("gif", "webp", "png")
    note = " ".join([*_told(image), *([MOVING] if is_moving else [])])
    # A JPEG can be decoded at a half, a quarter or an eighth of its size: a large one costs no memory.
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    first = next(iter(ImageSequence.Iterator(image))) if is_moving else image
    first.load()
    seen = _in_plain_colours(ImageOps.exif_transpose(first))
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # What decoders remember beside the picture (comments, profiles, positions) must not be written out again.
    seen.info = {}
    return _written(seen, is_sharp=taken.key in ("png", "gif") or seen.mode == "RGBA", note=note)


def _told(image: Image.Image) -> list[str]:
    """What is said beside the picture and left out of the copy."""
    exif = image.getexif()
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        return [WHERE]
    kept = {"exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "Comment", "Description", "Author"}
    return [DETAILS] if exif or kept & {key for key, value in image.info.items() if value} else []


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """The picture in sRGB, as every screen shows it: a bruise keeps its colours without the camera's profile."""
    has_holes = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    profile = image.info.get("icc_profile")
    plain = image.convert("RGBA" if has_holes else "RGB")
    if profile and image.mode in ("RGB", "RGBA"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            drawn = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"))
        except (ImageCms.PyCMSError, OSError, ValueError):
            return plain
        return drawn or plain
    return plain


def _written(image: Image.Image, *, is_sharp: bool, note: str) -> Examined:
    """A picture of letters stays sharp as a PNG, a photograph small as a JPEG."""
    out = BytesIO()
    if is_sharp:
        image.save(out, "PNG", optimize=False)
        if image.mode == "RGBA" or out.tell() <= LARGEST_PNG:
            return Examined(Kind.PICTURE, out.getvalue(), "png", note)
        out = BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=85, optimize=True, progressive=True)
    return Examined(Kind.PICTURE, out.getvalue(), "jpg", note)


# --- The process --------------------------------------------------------------------------------------------------
def bound() -> None:
    """Take away from this process what it does not need: memory, time, files, dumps."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(end: str) -> None:
    """Answer on standard output: a line of JSON, then the bytes of the copy."""
    bound()
    out = sys.stdout.buffer
    try:
        found = examine(sys.stdin.buffer.read(), f"file.{end}")
    except Unfit as unfit:
        out.write(json.dumps({"unfit": unfit.reason}).encode())
        return
    except (MemoryError, RecursionError, zipfile.LargeZipFile):
        out.write(json.dumps({"unfit": MUCH_WORK}).encode())
        return
    said = {"kind": found.kind, "end": found.end, "note": found.note, "is_served": found.served is not None}
    out.write(json.dumps(said).encode() + b"\n" + (found.served or b""))


if __name__ == "__main__":
    main(sys.argv[1])
