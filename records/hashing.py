"""What identifies a record: the digest of its content, and the code printed on it. Reads and writes no rows."""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable
from typing import Any

# Crockford's base 32: no I, L, O and U. Sixteen of them are 80 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
CODE_FORM = rf"^[{ALPHABET}]{{{CODE_LENGTH}}}$"
LOOK_ALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
# What the PDF carries in its metadata, beside its identifier, so that a changed copy can still be told apart.
MARK = "inspires-record-"


def canonical(content: dict[str, Any]) -> bytes:
    """The content as the digest sees it: JSON with sorted keys and no spaces, in UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of the content."""
    return hashlib.sha256(canonical(content)).hexdigest()


def new_code() -> str:
    """A code nobody can guess: 80 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def in_groups(code: str) -> str:
    """A code as it is printed: "7K4Q-9M2X-BCDF-GHJK"."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_code(typed: str) -> str | None:
    """Bring a typed code into its one form: any case, spaces, hyphens, O for 0, I or L for 1. None if it is none."""
    code = re.sub(r"[^0-9A-Z]", "", typed.upper()).translate(LOOK_ALIKES)
    return code if re.fullmatch(CODE_FORM, code) else None


def codes_in(data: bytes) -> set[str]:
    """The codes that a PDF of ours carries: in its metadata, its document information and its identifier.

    A changed copy mostly keeps one of the three. Reads bytes only: nothing is unpacked or run.
    """
    mark = MARK.encode()
    found = {match.decode() for match in re.findall(mark + rb"([0-9A-HJKMNP-TV-Z]{16})", data)}
    # Document information rewritten by another program is often UTF-16.
    wide = MARK.encode("utf-16-be")
    for match in re.finditer(re.escape(wide) + rb"((?:\x00[0-9A-Z]){16})", data):
        found.add(match[1].decode("utf-16-be"))
    for match in re.findall(rb"/ID\s*\[\s*<([0-9A-Fa-f]{32})>", data):
        found.add(bytes.fromhex(match.decode()).decode("latin-1"))
    for match in re.findall(rb"/ID\s*\[\s*\(([0-9A-Z]{16})\)", data):
        found.add(match.decode())
    return {code for code in found if re.fullmatch(CODE_FORM, code)}


CODE_IN_ADDRESS = re.compile(rf"[?&]code=([{ALPHABET}]{{{CODE_LENGTH}}})(?![0-9A-Za-z])")


def codes_read(texts: Iterable[str]) -> list[str]:
    """The codes of ours among the texts of QR codes on a scan: the address of `/verify/` carries them."""
    found = [match[1] for text in texts for match in CODE_IN_ADDRESS.finditer(text)]
    return [*dict.fromkeys(found)]
