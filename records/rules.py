"""Why something may not be done to a written record, or None."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from accounts.models import User
from cases.models import Link
from cases.rules import cannot_change
from kernel import wording as words
from kernel.text import fold_variants
from records import content as contents
from records.hashing import in_groups
from records.models import Copy, Scan, Signatory, Signature, Wording, WrittenRecord
from records.states import OWN_WORDS, CopyMethod, RecordState, ScanState, WordingState
from records.wording import FILLED_IN, Paragraph

# They stand before many names and tell nobody apart.
TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "sir", "dame", "lady", "lord"}
)


def cannot_write(record: WrittenRecord) -> str | None:
    """Say why the text of this record cannot be changed."""
    if record.state == RecordState.DISCARDED:
        return "This draft was discarded."
    if record.is_frozen:
        return "This was issued: its text can no longer be changed. Correct it by a new version."
    return cannot_change(record.case)


def cannot_hold(content: dict[str, Any]) -> str | None:
    """Say why this text does not fit into a record."""
    if contents.length(content) > contents.LONGEST:
        return f"This is longer than the {contents.LONGEST:,} characters that fit into one record. Shorten it."
    return None


def cannot_issue(record: WrittenRecord) -> str | None:
    """Say why this record cannot be issued."""
    if record.is_frozen:
        return "This was issued already."
    if reason := cannot_write(record):
        return reason
    if contents.is_empty(record.content):
        return "There is nothing in it yet. Write what happened first."
    if record.supersedes is not None and not record.supersedes.is_current:
        return "The version this corrects no longer counts. Discard this draft and begin again from the current one."
    return None


def cannot_correct(record: WrittenRecord) -> str | None:
    """Say why no new version of this record can be begun."""
    if not record.is_frozen:
        return "This was not issued yet: change the draft instead."
    if record.kind in OWN_WORDS:
        return "These are somebody’s own words: nobody corrects them. Ask them for another statement."
    if not record.is_current:
        return "This version no longer counts. Correct the current one."
    return cannot_change(record.case)


def cannot_withdraw(record: WrittenRecord) -> str | None:
    """Say why this record cannot be withdrawn."""
    if not record.is_frozen:
        return "This was not issued yet: discard the draft instead."
    if not record.is_current:
        return "This version no longer counts already."
    return cannot_change(record.case)


def cannot_hand_over(record: WrittenRecord) -> str | None:
    """Say why nobody can be given a copy of this record."""
    if not record.is_frozen:
        return "Only what was issued can be handed over."
    if not record.is_current:
        return "This version no longer counts. Hand over the current one."
    return None


def cannot_give_whole(record: WrittenRecord, newer: WrittenRecord | None) -> str | None:
    """Say why nobody can be given the whole of this record: the sealed one, with everybody's signatures."""
    if newer is not None:
        return f"This is version {record.version}. Version {newer.version} is the current one: give them that one."
    if not hasattr(record, "sealed"):
        return "It is not sealed yet. It is given out when everybody has answered and it carries its seal."
    return cannot_hand_over(record)


def cannot_be_paper(method: CopyMethod) -> str | None:
    """Say why whoever prints and posts does not log a copy that went this way."""
    if method in (CopyMethod.POST, CopyMethod.HAND):
        return None
    return "Only what went by post or by hand is logged here."


def cannot_have_gone_on(day: date, sealed: date, today: date) -> str | None:
    """Say why a copy cannot have gone on a local day; it was sealed on another."""
    if day > today:
        return "This day is in the future."
    if day < sealed:
        return f"It was sealed on {words.full_day(sealed)} and cannot have gone before."
    return None


def cannot_arrive(copy: Copy) -> str | None:
    """Say why it cannot be noted that this copy arrived."""
    if copy.received_at is not None:
        return "It was noted already that this copy arrived."
    if copy.disputed_at is not None:
        return "It was noted that this copy never came."
    return None


def cannot_be_lost(copy: Copy, today: date) -> str | None:
    """Say why it cannot be noted that this copy never came. Law: who was not told in writing was not heard."""
    if copy.to_user_id is not None:
        return "This copy was given in the system, where it is always there."
    if copy.received_at is not None:
        return "It was noted that this copy arrived."
    if copy.disputed_at is not None:
        return "It was noted already that this copy never came."
    if copy.deemed_on is not None and copy.deemed_on > today:
        return f"It may still come: it counts as received on {words.full_day(copy.deemed_on)}."
    return None


# --- Signatures ---------------------------------------------------------------------------------------------------
def cannot_take_scans(record: WrittenRecord) -> str | None:
    """Say why no signed page of this record can be scanned back. A version that was replaced still takes its own."""
    if not record.is_frozen:
        return "This was not issued yet. Only what was issued is signed."
    if record.state == RecordState.WITHDRAWN:
        return "This was withdrawn: it is not signed any more."
    return cannot_change(record.case)


def cannot_sign_by(scan: Scan) -> str | None:
    """Say why nobody's signature can be noted from this scan."""
    if scan.is_waiting:
        return "This scan is still being checked. Wait a few seconds."
    if scan.state == ScanState.REFUSED:
        return "This scan was not kept. Scan the signed page again."
    if not scan.is_matched:
        return "Nobody knows yet of which document this is a page. Type in the code at its foot."
    return cannot_take_scans(scan.record)


def cannot_sign(signatory: Signatory, answers: Iterable[Signature]) -> str | None:
    """Say why the signature of this person cannot be noted, from what stands of them."""
    if any(answer.is_signed for answer in answers):
        return f"The signature of {signatory.name} is noted already."
    return None


def cannot_sign_as(typed: str, name: str) -> str | None:
    """Say why a name as it was typed cannot be this person's signature: none of its words is one of theirs.

    "A Bell" signs for Mrs Ann Bell, "John Smith" does not. "" is no typed name; of a name of initials alone any holds.
    """
    theirs = _words_of(name)
    if not typed or not theirs or theirs & _words_of(typed):
        return None
    return f"The record waits for {name}. Type that name, or sign in the box."


def _words_of(name: str) -> set[str]:
    """The words of a name that tell people apart: without titles and initials, small letters, no accents."""
    return {word for word in fold_variants(name).split() if len(word) > 1 and word not in TITLES}


def cannot_have_signed_on(day: date, issued: date, today: date) -> str | None:
    """Say why a record issued on one local day cannot have been signed on another."""
    if day > today:
        return "This day is in the future."
    if day < issued:
        return "This is before the day it was issued. Look at the date beside the signature."
    return None


def cannot_go_unsigned(signatory: Signatory, answers: Sequence[Signature]) -> str | None:
    """Say why it cannot be noted that this person does not sign, from what stands of them."""
    record = signatory.record
    if record.state == RecordState.SUPERSEDED:
        return "A later version took the place of this one. Ask them about that one."
    if not record.is_current:
        return "This version no longer counts."
    if answers:
        return f"It is noted already what came of asking {signatory.name}."
    return cannot_change(record.case)


def cannot_take_back(signature: Signature) -> str | None:
    """Say why a signature cannot be called noted in error."""
    if signature.taken_back_at is not None:
        return "This was called noted in error already."
    record = signature.signatory.record
    if record.state == RecordState.COMPLETE and signature.signatory.is_needed:
        return "All signatures are in and the record is complete. Correct it by a new version."
    return cannot_change(record.case)


READ_AGAIN = "The text you read is not the one that counts now. Read it again, then sign."


def cannot_sign_on_screen(record: WrittenRecord, newer: WrittenRecord | None) -> str | None:
    """Say why nobody signs this version on a screen; `newer` is the version that took its place."""
    if not record.is_frozen:
        return "This was not issued yet. Only what was issued is signed."
    if newer is not None:
        return f"This is version {record.version}. Version {newer.version} is the current one: read and sign that one."
    if not record.is_current:
        return "This version no longer counts and is not signed any more."
    if record.state == RecordState.COMPLETE:
        return "Everybody has answered, and the record is complete. Whoever wants to sign after all signs it by pen."
    return cannot_change(record.case)


def cannot_send_to(signatory: Signatory, stranger: User | None) -> str | None:
    """Say why no link to sign goes to an address; `stranger` signs in with it and is somebody else."""
    if stranger is not None:
        return f"{stranger.name} signs in here with this address. Send the link to the own address of {signatory.name}."
    return None


def cannot_answer_by(link: Link) -> str | None:
    """Say why no answer by this link is taken: it was used, or taken back while the page was open."""
    is_open = link.used_at is None and link.taken_back_at is None
    return None if is_open else "This link opens nothing any more. Copy what you typed, and ask who sent it to you."


def cannot_disagree(record: WrittenRecord, newer: WrittenRecord | None) -> str | None:
    """Say why nobody adds to this version what they do not agree with."""
    if reason := cannot_sign_on_screen(record, newer):
        if record.state == RecordState.COMPLETE:
            return "The record is complete: nothing can be added to it. A new version can say what was not agreed with."
        return reason
    return None


def cannot_match(scan: Scan) -> str | None:
    """Say why no code can be typed in for this scan, nor the scan be taken out."""
    if scan.state == ScanState.UNREAD:
        return None
    return cannot_sign_by(scan) or "The code of this scan is known already."


def why_foreign(code: str, record: WrittenRecord, other: WrittenRecord | None, *, is_seen: bool) -> str:
    """Say of which document a scan is a page that does not belong to this version; `is_seen`: the reader may know."""
    shown = in_groups(code)
    if other is None:
        return f"The code {shown} is of no document issued here. Look again at the foot of the page."
    if other.case_id == record.case_id and other.number == record.number:
        return (
            f"This is a page of version {other.version}, and this is version {record.version}. A signature counts only "
            f"for the version it was written on. {_what_now(other, record)}"
        )
    if not is_seen:
        return "This is a page of another document, not of this one."
    where = "" if other.case_id == record.case_id else f" in {other.case.reference}"
    return f"This is a page of another document: {other.title}, version {other.version}{where}. Scan it to that one."


def _what_now(other: WrittenRecord, record: WrittenRecord) -> str:
    if other.version < record.version:
        return f"Print version {record.version} and have that signed, or scan this page to version {other.version}."
    return f"Scan this page to version {other.version}."


# --- Wordings -----------------------------------------------------------------------------------------------------
OMBUDSMAN = re.compile("ombudsman", re.IGNORECASE)


def cannot_word(paragraph: Paragraph, text: str) -> str | None:
    """Say why a paragraph cannot read like this. Law: what a barring letter must tell the person stays in it."""
    if not text.strip():
        return "Write the text."
    used = FILLED_IN.findall(text)
    if unknown := [one for one in dict.fromkeys(used) if one not in paragraph.known]:
        return f"Nothing is known here as {_bracketed(unknown)}. Use only what the page lists."
    if re.search(r"[\[\]{}]", FILLED_IN.sub("", text)):
        return "A bracket stands alone. Brackets only hold what is filled in, as the page lists it."
    if missing := [one for one in paragraph.must if one not in used]:
        return f"The person must read this here: {_bracketed(missing)}. Put it into the text."
    if OMBUDSMAN.search(text):
        return "Academies are outside the Ombudsman’s remit: a letter does not send anybody there."
    return None


def _bracketed(names: list[str]) -> str:
    return " and ".join(f"[{name}]" for name in names)


def cannot_begin_on(day: date, today: date) -> str | None:
    """Say why a wording cannot count from this local day."""
    return "This day has passed. Choose today or a later day." if day < today else None


def cannot_decide_wording(wording: Wording, by: User) -> str | None:
    """Say why nobody, or not this account, decides on a wording."""
    if wording.state != WordingState.WAITING:
        return f"This was decided already: {words.mid(str(wording.get_state_display()))}."
    if wording.proposed_by_id == by.pk:
        return "Somebody else than its writer approves a wording."
    return None


def cannot_withdraw_wording(wording: Wording) -> str | None:
    """Say why a wording can no longer be withdrawn."""
    if wording.state != WordingState.WAITING:
        return f"This was decided already: {words.mid(str(wording.get_state_display()))}."
    return None
