"""Links for people without an account: how a link and its code are made, told apart and judged. Reads and writes no rows.

The link's token is never stored, not even in a queued job: it is made from the row's seed and the site's key.
"""

import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.crypto import constant_time_compare, salted_hmac

from cases.models import Link
from cases.states import LinkPurpose

TOKEN_BYTES = 16
CODE_DIGITS = 8
MOST_TRIES = 5
LIVES_AFTER_DUE = timedelta(days=7)
SESSION = timedelta(minutes=30)

WRONG = "the code was not right"
NOT_OPEN = "This link and this code open nothing. Look at both again."


# --- Making them --------------------------------------------------------------------------------------------------
def new_seed() -> str:
    """What a token is made from: 128 random bits, worth nothing without the site's key."""
    return secrets.token_hex(TOKEN_BYTES)


def token_of(seed: str) -> str:
    """The token of a link, as it stands in its address: 128 bits that nobody can guess."""
    return _text(salted_hmac("cases.links.token", seed, algorithm="sha256").digest()[:TOKEN_BYTES])


def new_code() -> str:
    """A code to be read out on the telephone: digits alone."""
    return "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))


def new_secret() -> str:
    """What the browser that gave the code keeps: 256 random bits."""
    return secrets.token_urlsafe(32)


def path_of(purpose: LinkPurpose) -> str:
    """Under which addresses the pages of a purpose stand; a link's own has its token behind it."""
    return f"/{purpose.value}/"


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def mark_of(link: Link) -> str:
    """What each form behind the link carries: it tells what the page is about, so that nothing else is written by it.

    Made with the site's key. A new link or a new visit for the same thing has the same mark.
    """
    about = f"{link.purpose}:{link.case_id}:{link.subject}"
    return _text(salted_hmac("cases.links.mark", about, algorithm="sha256").digest()[:TOKEN_BYTES])


def in_groups(code: str) -> str:
    """A code as it is read out: "4821 7730"."""
    return f"{code[:4]} {code[4:]}"


def read_code(typed: str) -> str | None:
    """Bring a typed code into its one form, whatever stands between the digits. None if it is none."""
    digits = "".join(one for one in typed if one.isascii() and one.isdecimal())
    return digits if len(digits) == CODE_DIGITS else None


# --- Telling them apart -------------------------------------------------------------------------------------------
def digest_of(secret: str) -> str:
    """What is kept of a token, or of what a browser keeps: both too long to be guessed."""
    return sha256(secret.encode()).hexdigest()


def code_digest_of(code: str, token_digest: str) -> str:
    """What is kept of a code: under the site's key, because eight digits alone are soon tried, and for one link only."""
    return salted_hmac("cases.links.code", f"{token_digest}:{code}", algorithm="sha256").hexdigest()


def is_code(link: Link | None, code: str) -> bool:
    """Whether this is the code of the link; takes as long where there is none."""
    token_digest, kept = (link.token_digest, link.code_digest) if link is not None else ("", "0" * 64)
    return constant_time_compare(code_digest_of(code, token_digest), kept) and link is not None


def is_mark(link: Link, mark: str) -> bool:
    """Whether a form with this mark is one of the link's own."""
    return constant_time_compare(mark_of(link), mark)


# --- Judging them -------------------------------------------------------------------------------------------------
def cannot_open(link: Link, now: datetime) -> str | None:
    """Say why a link opens nothing whatever code is given (`now` aware): words for the history and the file."""
    if link.used_at is not None:
        return "it was used already"
    if link.taken_back_at is not None:
        return "it was taken back"
    if not link.case.is_open:
        return "the case is not open any more"
    if link.tries >= MOST_TRIES:
        return f"a wrong code was given {MOST_TRIES} times"
    return "its time is over" if now >= link.expires_at else None


def is_in_use(link: Link, now: datetime) -> bool:
    """Whether a browser has it open (`now` aware)."""
    return link.session_ends_at is not None and now < link.session_ends_at


def is_held_by(link: Link, secret: str) -> bool:
    """Whether this is what the browser keeps that has the link open."""
    return bool(secret and link.session_digest) and constant_time_compare(digest_of(secret), link.session_digest)
