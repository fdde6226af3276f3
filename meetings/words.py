"""How history tells what happened to a meeting."""

VERBS = {
    "meeting.arranged": "{actor} arranged a meeting ({kind}) with {who}: {when}, {place}.",
    "meeting.changed": "{actor} changed the meeting with {who}: {when}, {place}. {reason}",
    "meeting.set_again": "{actor} set a new day for the meeting with {who}: {when}, {place}. {reason}",
    "meeting.cancelled": "{actor} called off the meeting with {who}: {reason}",
    "meeting.held": "{actor} noted that the meeting with {who} was held, {when}. There: {present}.",
    "meeting.adjourned": "The meeting with {who} was broken off, noted by {actor}: {reason}",
    "meeting.not_attended": "{actor} noted that {who} did not come to the meeting. {reason}",
    "meeting.not_as_policy": "No uninvolved companion at the meeting with {who}, noted by {actor}: {reason}",
    "meeting_record.begun": "{actor} began the record of the meeting with {who}.",
    "meeting_record.written": "{actor} changed the record of the meeting with {who}: {topic}.",
    "meeting_record.shared": "{actor} sent the record of the meeting with {who} for comment.",
    "meeting_record.given": "{actor} noted that {who} has the draft of the record ({how}, {day}).",
    "meeting_record.commented": "{who} says to the record of the meeting: {said} Noted by {actor} ({channel}).",
    "meeting.recorded": "{actor} issued the record of the meeting with {who}.",
    "action.named": "{actor} noted what is to be done after the meeting: {what} {owner}, by {due}.",
    "action.removed": "{actor} took out of the record what was to be done: {what}",
    "action.owed": "What was agreed is owed from now: {what} {owner}, by {due}.",
    "action.done": "{actor} noted that it is done: {what} {how}",
    "attendee.named": "{actor} noted that {who} comes to the meeting ({capacity}).",
    "attendee.removed": "{actor} noted that {who} does not come to the meeting.",
}
