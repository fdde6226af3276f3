"""The fixed words of print packs and case bundles, and their moves."""

from django.db.models import TextChoices


class PackState(TextChoices):
    WAITING = "waiting", "Being made"
    MADE = "made", "Ready"
    FAILED = "failed", "Could not be made"
    GONE = "gone", "File deleted"


PACK_MOVES = {
    PackState.WAITING: (PackState.MADE, PackState.FAILED),
    PackState.FAILED: (PackState.WAITING,),
    PackState.MADE: (PackState.GONE,),
    PackState.GONE: (),
}


class Reader(TextChoices):
    """Whom a case bundle is for: each has rules of what is left out (packs/reading.py)."""

    CHAIR = "chair", "The Chair of Trustees"
    PANEL = "panel", "A panel"
    HEARING = "hearing", "A panel, and whoever complains"
    POLICE = "police", "The police"
    PARENT = "parent", "Somebody it is about, or a parent"


class Ground(TextChoices):
    """Why something is left out of a bundle, as the bundle itself says it. No ground names anybody."""

    REPLACED = "replaced", "A later version took its place"
    WITHDRAWN = "withdrawn", "It was withdrawn"
    NOT_NEEDED = "not_needed", "Not needed for what this reader has to do"
    HOME_ADDRESS = "home_address", "It shows a home address that is kept from this reader"
    OTHER_CHILD = "other_child", "It names a child of another family"
    IN_CONFIDENCE = "in_confidence", "What a witness said"
    INTERNAL = "internal", "Written for the trust’s own decision"
    NOT_GIVEN = "not_given", "It was not given to this reader before"
    OTHERS = "others", "It may show other people"
    NO_PAPER = "no_paper", "It cannot be printed: a film, a sound or a file of an office program"
    NOT_CHECKED = "not_checked", "Its file has not been checked and made anew"
    BY_HAND = "by_hand", "Taken out by whoever had the bundle made"
