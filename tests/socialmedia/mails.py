"""E-mails as files: ordinary ones, broken ones, and those that somebody made to do harm."""

from email.message import EmailMessage
from email.utils import format_datetime


def mail(n=1, *, sender="Kay <kay@letters.example>", at=None, text="Nobody rang me back.", **headers):
    """The bytes of an ordinary message."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "office@hillside.example"
    message["Subject"] = headers.pop("subject", f"Message {n}")
    message["Message-ID"] = f"<{n}@letters.example>"
    if at is not None:
        message["Date"] = format_datetime(at)
    for name, value in headers.items():
        message[name] = value
    message.set_content(text)
    return message.as_bytes()


def nested(depth):
    """A message wrapped in itself."""
    lines = [b"From: kay@letters.example\nDate: Mon, 2 Nov 2026 08:00:00 +0000\nMIME-Version: 1.0\n"]
    lines += [b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)]
    return b"".join(lines)


WHEN = b"Date: Mon, 2 Nov 2026 08:00:00 +0000\n"
KAY = b"From: kay@letters.example\n"
PAGE = (
    b'<html><head><title>No</title><script>alert("x")</script><style>p{}</style></head>'
    b'<body onload="steal()"><p>I wrote <b>twice</b>.</p><img src="https://trap.example/seen.gif">'
    b"<iframe src=//trap.example></iframe><p>&lt;script&gt; &amp; so on</body></html>"
)
# What each file is, and what its sentence begins with where it is not taken.
UNFIT = {
    "empty.eml": (b"", "This file is empty"),
    "blanks.eml": (b" \r\n\r\n", "This file is empty"),
    "prose.eml": (b"Dear Sir or Madam", "This is not a saved e-mail"),
    "picture.eml": (b"\x89PNG\r\n\x1a\n" + bytes(50), "This is not a saved e-mail"),
    "outlook.eml": (b"\xd0\xcf\x11\xe0" + bytes(50), "This is a file of Outlook"),
    "nobody.eml": (WHEN + b"Subject: Hello\n\nHi", "This message does not say who sent it"),
    "no-address.eml": (b"From: Kay\n" + WHEN + b"\nHi", "This message does not say who sent it"),
    "nested.eml": (nested(3000), "This message is wrapped in itself"),
    "brackets.eml": (b"From: " + b"(" * 100_000 + b"\n\nHi", "This message"),
    "headers.eml": (KAY + b"X-Long: " + b"x" * 300_000, "This message would take"),
    "several.eml": (
        b"From kay Mon\n" + KAY + b"\nHi\n\nFrom kay Mon\nFrom: x@y.example\n\nHi",
        "This file holds several",
    ),
}
FIT = {
    "no-charset.eml": (KAY + WHEN + b"Content-Type: text/plain; charset=klingon\n\nCaf\xc3\xa9", "Café"),
    "wrong-charset.eml": (KAY + WHEN + b"Content-Type: text/plain; charset=utf-8\n\nCaf\xe9", "Café"),
    "zip-charset.eml": (KAY + WHEN + b"Content-Type: text/plain; charset=zlib\n\nHello", "Hello"),
    "page.eml": (KAY + WHEN + b"Content-Type: text/html\n\n" + PAGE, "I wrote twice.\n\n<script> & so on"),
    "utf-16.eml": ((KAY + WHEN + b"\nHello").decode().encode("utf-16"), "Hello"),
    "nothing.eml": (KAY + WHEN, ""),
    "bad-base64.eml": (KAY + WHEN + b"Content-Transfer-Encoding: base64\n\n!!!!not base64", None),
    "no-end.eml": (KAY + WHEN + b'Content-Type: multipart/mixed; boundary="x"\n\n--x\n\nHello', "Hello"),
}
