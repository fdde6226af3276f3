"""Why a pack cannot be made, is too large, or cannot be fetched. Reads no rows."""

from collections.abc import Iterable
from datetime import datetime

from packs.models import KEPT, Pack
from packs.reading import FOR_A_REASON, FOR_PANELS
from packs.states import PackState
from records.states import CopyMethod

MOST_PAPERS = 300
MOST_PAGES = 3000
MB = 1024 * 1024
MOST_BYTES = 300 * MB
# Of one person being made at once: whoever presses again and again fills no disk.
MOST_WAITING = 5
NOT_YOURS = "You may not print one of these any more. Choose again."
CHANGED = "The list has changed since you opened it. Look at it again, then press once more."


def cannot_hold(count: int, pages: int, size: int) -> str | None:
    """Say why so many papers, with so many pages and bytes in all, do not go into one pack."""
    if not count:
        return "Choose at least one."
    if count > MOST_PAPERS:
        return f"This is {count} papers. A pack takes {MOST_PAPERS}: make two packs."
    if pages > MOST_PAGES:
        return f"This is {pages:,} pages. A pack takes {MOST_PAGES:,}: leave some out, or make two packs."
    if size > MOST_BYTES:
        return (
            f"These files are {size // MB:,} MB together. A pack takes {MOST_BYTES // MB} MB: leave out large pictures, or "
            "make two packs."
        )
    return None


def cannot_ask_more(waiting: int) -> str | None:
    """Say why somebody for whom so many are being made cannot have another one made now."""
    if waiting >= MOST_WAITING:
        return f"{waiting} packs are being made for you. Wait until one is ready."
    return None


def cannot_try_again(pack: Pack) -> str | None:
    """Say why a pack is not made again."""
    return None if pack.state == PackState.FAILED else "Only what could not be made is made again."


def cannot_take(pack: Pack, now: datetime, *, is_read: bool = False) -> str | None:
    """Say why the file of a pack cannot be fetched at a moment (aware). `is_read`: a panel reads it, and it is kept."""
    if pack.state == PackState.WAITING:
        return "It is still being made."
    if pack.state == PackState.FAILED:
        return pack.failed_reason
    if pack.state == PackState.GONE or (not is_read and pack.kept_until is not None and pack.kept_until <= now):
        return f"Its file was deleted, as all are after {KEPT.days} days. Choose the records again under Print records."
    return None


# --- The tray -----------------------------------------------------------------------------------------------------
SOME_PAPER = "A paper that is not in the tray any more"
NOT_YOURS_TO_LOG = "You may not log this one. Ask whoever works on the case."


def cannot_log(count: int) -> str | None:
    """Say why so many papers of the tray are not logged as gone."""
    return None if count else "Choose at least one."


NOT_OWED = "It is not owed any more: somebody has logged it, or something has changed. Look at the tray again."


def cannot_post(method: CopyMethod, *, is_to_sign: bool, is_confidential: bool, address: str) -> str | None:
    """Say why a paper of the tray cannot be logged as gone this way."""
    if is_to_sign:
        return "It waits for signatures. It is logged when the signed pages come back."
    if method == CopyMethod.POST and is_confidential:
        return "The address is confidential and is not shown here. Whoever works on the case logs this one on its page."
    if method == CopyMethod.POST and not address:
        return "No address is known for them. Whoever works on the case logs this one on its page."
    return None


# --- A panel's papers ----------------------------------------------------------------------------------------------
def cannot_hand_over(pack: Pack, *, is_theirs: bool) -> str | None:
    """Say why a bundle is not handed to a panel. `is_theirs`: it is of their complaint, or of the case that comes from."""
    if pack.reader not in FOR_PANELS or not is_theirs:
        return "Only a bundle for a panel goes to a panel: of its complaint, or of the case that comes from."
    return None if pack.state == PackState.MADE else "It is not ready, or its file was deleted. Have it made again."


# --- Bundles ------------------------------------------------------------------------------------------------------
def cannot_show_without(grounds: Iterable[str], reason: str) -> str | None:
    """Say that whoever complains reads something of others for no reason. `grounds`: those of what was put in by hand."""
    if reason.strip() or not {*grounds} & {*FOR_A_REASON}:
        return None
    return "Say why whoever complains may read what you put in."


def cannot_have_changed(shown: str | None, now: str) -> str | None:
    """Say that the papers are not those of the page on which somebody chose. Both are digests."""
    return None if shown is None or shown == now else CHANGED


def cannot_change_bundle(changes: int, *, may_change: bool) -> str | None:
    """Say why somebody cannot change what the rules put into a bundle."""
    if changes and not may_change:
        return "Only whoever decides in this case changes what goes in. Have it made as it is, or ask them."
    return None
