"""Of which meeting of the board does somebody know, and who was not invited to the one that began?"""

from datetime import datetime

from pupils.models import BoardMeeting
from pupils.recipients import BY_ITSELF, NOBODY, NOT_INVITED, NoticeKey, told_of
from pupils.selectors.recipients import Known
from pupils.states import Event

NO_PARENT = "a parent (none is known)"


def not_yet_invited(known: Known) -> tuple[str, ...]:
    """Who is owed an invitation still: by name."""
    keyed = [(duty, known.key_of(duty.subject)) for duty in known.duties if duty.is_open]
    owed = {key.to for _, key in keyed if key is not None and key.event == Event.INVITED}
    return tuple(name for to, name in _names(known).items() if to in owed)


def still_expected(known: Known, to: str) -> BoardMeeting | None:
    """The meeting that somebody still expects: the last they were told of, by a paper or as was said of one, if they were
    not told since that it falls away. None if there is none, or it has begun."""
    key = NoticeKey(known.suspension.pk, to, Event.INVITED)
    found: list[tuple[datetime, str]] = []
    for copy in known.copies:
        about = copy.record.content.get("source", {}).get("meeting", "")
        if about and copy.disputed_at is None and known.key_of(copy.record.subject) == key:
            found.append((copy.given_at, about))
    for duty in known.duties:
        if duty.waived_at is None or duty.waive_reason.startswith(BY_ITSELF):
            continue
        if known.key_of(duty.subject) == key:
            found.append((duty.waived_at, _ahead_at(known, duty.waived_at)))
    if not found:
        return None
    _, about = max(found, key=lambda one: one[0])
    return next((one for one in known.meetings if str(one.pk) == about and one.began_at is None), None)


def _ahead_at(known: Known, at: datetime) -> str:
    """Which meeting was ahead at a moment (aware); "" if none was."""
    for meeting in known.meetings:
        ends = [end for end in (meeting.called_off_at, meeting.began_at) if end is not None]
        if meeting.arranged_at <= at and all(end > at for end in ends):
            return str(meeting.pk)
    return ""


def uninvited(known: Known) -> tuple[str, ...]:
    """Who was not invited before the meeting began: by name."""
    keyed = [(duty, known.key_of(duty.subject)) for duty in known.duties]
    last = {key.to: duty for duty, key in keyed if key is not None and key.event == Event.INVITED}
    names = _names(known).items()
    return tuple(name for to, name in names if to in last and last[to].waive_reason.startswith(NOT_INVITED))


def _names(known: Known) -> dict[str, str]:
    """Everybody whom the law wants invited by what they are called, by their key."""
    return {**{one.key: one.name for one in told_of(Event.INVITED, known.everybody)}, NOBODY: NO_PARENT}
