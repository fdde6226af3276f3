"""Everything that writes packs."""

from packs.services.bundle import ask_bundle
from packs.services.pack import (
    ask_pack,
    drop_file,
    fail_pack,
    keep_pack,
    note_progress,
    take_pack,
    try_again,
)
from packs.services.panel import hand_back, hand_over, take_panel_papers
from packs.services.posting import log_posted

__all__ = [
    "ask_bundle",
    "ask_pack",
    "drop_file",
    "fail_pack",
    "hand_back",
    "hand_over",
    "keep_pack",
    "log_posted",
    "note_progress",
    "take_pack",
    "take_panel_papers",
    "try_again",
]
