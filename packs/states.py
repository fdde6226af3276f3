"""The fixed words of print packs and their moves."""

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
