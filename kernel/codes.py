"""Which QR codes stand on a picture or on the pages of a PDF? Gives their texts, whoever put them there.

Only a process of its own runs this (`kernel.apart`): `python -m kernel.codes END` reads the file from standard input.
"""

import json
import sys
import warnings
from collections.abc import Iterator
from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]
import zxingcpp
from PIL import Image

from kernel.filetypes import BY_END, MOST_PIXELS, Kind
from kernel.uploads import FORMATS, bound

# Enough for the foot of an A4 page with modules of half a millimetre; a second look at pages that gave nothing.
DOTS_PER_INCH = (200, 350)
POINTS_PER_INCH = 72
MOST_PAGES = 30
MOST_TEXTS = 100
LONGEST_TEXT = 500


def codes(data: bytes, end: str) -> list[str]:
    """The texts of all QR codes in a file that was examined before, each once, in the order they are found."""
    taken = BY_END[end]
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    pictures = _pages(data) if taken.kind == Kind.PDF else _picture(data, taken.key)
    texts = [text for picture in pictures for text in _read(picture) if len(text) <= LONGEST_TEXT]
    return [*dict.fromkeys(texts)][:MOST_TEXTS]


def _read(pictures: list[Image.Image]) -> list[str]:
    """What is read on the first of several pictures of the same page that gives anything."""
    for picture in pictures:
        found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        if texts := [one.text for one in found if one.valid]:
            return texts
    return []


def _picture(data: bytes, key: str) -> Iterator[list[Image.Image]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(BytesIO(data), formats=[FORMATS[key]]) as image:
            grey = image.convert("L")
    # Grain and the weave of paper hide small codes; a smaller picture smooths them.
    yield [grey, grey.reduce(2)]


def _pages(data: bytes) -> Iterator[list[Image.Image]]:
    document = pypdfium2.PdfDocument(data)
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        yield [_drawn(page, dots) for dots in DOTS_PER_INCH]
        page.close()


def _drawn(page: pypdfium2.PdfPage, dots: int) -> Image.Image:
    width, height = page.get_size()
    scale = dots / POINTS_PER_INCH
    # A page may say that it is as large as a field.
    scale = min(scale, (MOST_PIXELS / 4 / max(width * height, 1)) ** 0.5)
    drawn: Image.Image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
    return drawn.convert("L")


def main(end: str) -> None:
    """Answer on standard output: a list of texts. What cannot be read has no codes."""
    bound()
    try:
        found = codes(sys.stdin.buffer.read(), end)
    # Decoders of broken files raise whatever they stumble over; the page is then read by people.
    except Exception:
        found = []
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
