"""Why something may not be done to a written record, or None."""

import re
from datetime import date
from typing import Any

from accounts.models import User
from cases.rules import cannot_change
from kernel import wording as words
from records import content as contents
from records.models import Copy, Wording, WrittenRecord
from records.states import OWN_WORDS, RecordState, WordingState
from records.wording import FILLED_IN, Paragraph


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


def cannot_hand_over(record: WrittenRecord) -> str | None:
    """Say why nobody can be given a copy of this record."""
    if not record.is_frozen:
        return "Only what was issued can be handed over."
    if not record.is_current:
        return "This version no longer counts. Hand over the current one."
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
    if copy.to_person_id is None:
        return "This copy was given in the system, where it is always there."
    if copy.received_at is not None:
        return "It was noted that this copy arrived."
    if copy.disputed_at is not None:
        return "It was noted already that this copy never came."
    if copy.deemed_on is not None and copy.deemed_on > today:
        return f"It may still come: it counts as received on {words.full_day(copy.deemed_on)}."
    return None


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
