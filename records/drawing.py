"""Makes a picture of what somebody drew in the box for their signature: examined, drawn anew, stored."""

import hashlib
import tempfile
import uuid
from base64 import b64decode
from binascii import Error
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from kernel.apart import NotExamined, examine_apart
from kernel.filetypes import Unfit
from records.states import SIGNATURES

PREFIX = "data:image/png;base64,"
LARGEST = 300 * 1024
AGAIN = "What you drew could not be taken. Clear the box and sign again, or type your name."


class NotDrawn(Exception):
    """What came from the box is no picture of ours; the message is a sentence fit for the user."""


@dataclass(frozen=True)
class Drawing:
    """A drawn signature as it is kept: under a name that says nothing, with the hash of its bytes."""

    name: str
    sha256: str


def keep_drawing(address: str) -> Drawing:
    """Keep what a page sends as a `data:` address. Raises `NotDrawn`. What no row names is cleared away a day later.

    The picture that was sent is not kept, and the points of the pen never leave the browser.
    """
    picture = _made_anew(_bytes_of(address))
    name = default_storage.save(f"{SIGNATURES}/{timezone.now():%Y/%m}/{uuid.uuid4().hex}.png", ContentFile(picture))
    return Drawing(name, hashlib.sha256(picture).hexdigest())


def _bytes_of(address: str) -> bytes:
    if not address.startswith(PREFIX) or len(address) > LARGEST * 4 // 3 + len(PREFIX):
        raise NotDrawn(AGAIN)
    try:
        return b64decode(address.removeprefix(PREFIX), validate=True)
    except Error as error:
        raise NotDrawn(AGAIN) from error


def _made_anew(data: bytes) -> bytes:
    """The picture drawn anew by the process that examines files."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        try:
            found = examine_apart(file.name, "png")
        except (Unfit, NotExamined) as error:
            raise NotDrawn(AGAIN) from error
    if found.served is None or found.end != "png":
        raise NotDrawn(AGAIN)
    return found.served
