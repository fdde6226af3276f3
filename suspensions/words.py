"""What history says of suspensions from site. Keys of the sentences: `actor` and what the entry kept."""

VERBS = {
    "suspension.made": "{actor} suspended {who} from the site of {school} for the rest of the day: {grounds}",
    "suspension.lifted": "{actor} lifted the suspension of {who} from {school}: {reason}",
    "suspension.voided": "{actor} marked the suspension of {who} from {school} as made in error: {reason}",
    "suspension.arranged": "{actor} set the arrangements for the suspension of {who} from {school}.",
    "suspension.arrangement_changed": "{actor} changed the arrangements for the suspension of {who} from {school}.",
    "suspension.breached": "{actor} reported {who} on the site of {school}. {note}",
}
