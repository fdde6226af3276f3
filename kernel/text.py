"""What happens to text that people type, before it is kept or compared."""

import re
import unicodedata

LONGEST = 50_000
KEPT_CONTROLS = "\n\t"
# Letters that Unicode does not decompose, folded the way people type them.
UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"}
)
# Marks that steer the direction of text: kept in what people write, taken out of names and keys.
DIRECTION_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def clean(value: str) -> str:
    """Normalise line ends and composition and take out control characters; keeps emoji and right-to-left writing."""
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in value if c in KEPT_CONTROLS or unicodedata.category(c) not in {"Cc", "Cs"}).strip()


def clean_line(value: str) -> str:
    """Clean a text of one line: white space becomes single spaces, direction marks go."""
    return " ".join(DIRECTION_MARKS.sub("", clean(value)).split())


def fold(value: str) -> str:
    """Fold a name to what people type when they look for it: lower case, no accents, no punctuation, single spaces."""
    decomposed = unicodedata.normalize("NFKD", clean_line(value).casefold().translate(UNDECOMPOSED))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(UNDECOMPOSED)
    joined = re.sub("['’`´-]", "", bare)
    return " ".join(re.findall(r"\w+", joined))


def fold_variants(value: str) -> str:
    """Fold a name for finding it both joined and apart: "Smith-Jones" is found by "smithjones", "smith" and "jones"."""
    apart = re.sub("['’`´-]", " ", value)
    return " ".join(dict.fromkeys([*fold(value).split(), *fold(apart).split()]))


def whole_number(value: str | None) -> int:
    """A number that a page sent, or 0 for anything that is none: no row of ours has the number 0."""
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) <= 18 else 0
