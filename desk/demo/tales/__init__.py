"""The stories of the demonstration, school by school."""

from desk.demo.stage import Tale
from desk.demo.tales import (
    brook,
    central,
    hillside,
    hillside_earlier,
    messages,
    millbrook,
    northgate,
    oakfield,
    online,
    pupils,
    rowan,
)

TALES: tuple[Tale, ...] = (
    *hillside.TALES,
    *hillside_earlier.TALES,
    *brook.TALES,
    *oakfield.TALES,
    *millbrook.TALES,
    *northgate.TALES,
    *rowan.TALES,
    *central.TALES,
    *pupils.TALES,
    *messages.TALES,
    *online.TALES,
)
