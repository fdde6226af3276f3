"""Signed pages as they come back: photographed askew, scanned to a PDF."""

import random
from io import BytesIO

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter


def paper(pdf: bytes, number: int = -1, dots: int = 200) -> Image.Image:
    """The last page of a PDF as it comes out of the printer, signed with a scribble."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[number if number >= 0 else len(document) - 1]
    drawn = page.render(scale=dots / 72).to_pil().convert("RGB")
    pen = ImageDraw.Draw(drawn)
    width, height = drawn.size
    pen.line([(width * 0.4 + 9 * i, height * 0.45 + (i % 3) * 20) for i in range(20)], fill=(20, 30, 140), width=4)
    return drawn


def photograph(pdf: bytes, *, degrees: float = 3, number: int = -1) -> bytes:
    """A page on a dark table, a little askew and blurred, with grain, as a telephone takes it."""
    page = paper(pdf, number, dots=230)
    table = Image.new("RGB", (page.width + 400, page.height + 400), (70, 60, 50))
    table.paste(page, (200, 200))
    table = table.rotate(degrees, expand=True, resample=Image.Resampling.BICUBIC, fillcolor=(70, 60, 50))
    table = table.filter(ImageFilter.GaussianBlur(1.2))
    dice = random.Random(7)
    noise = Image.frombytes("L", (256, 256), dice.randbytes(256 * 256)).resize(table.size)
    table = Image.blend(table, noise.convert("RGB"), 0.06)
    return as_jpeg(table)


def scan(*pages: Image.Image) -> bytes:
    """Pages as a copier makes a PDF of them: one picture each."""
    out = BytesIO()
    first, *others = pages
    first.save(out, "PDF", save_all=True, append_images=others, resolution=200)
    return out.getvalue()


def as_jpeg(picture: Image.Image, quality: int = 80) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def without_code() -> bytes:
    """A page whose foot is not in the picture."""
    return as_jpeg(Image.new("RGB", (1200, 900), "white"))
