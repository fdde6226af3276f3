"""Everything that writes suspensions of pupils."""

from pupils.services.cancelling import cancel_suspension
from pupils.services.deciding import decide_suspension
from pupils.services.elsewhere import note_elsewhere, take_back_elsewhere

__all__ = ["cancel_suspension", "decide_suspension", "note_elsewhere", "take_back_elsewhere"]
