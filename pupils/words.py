"""What history says of pupil suspensions. Keys of the sentences: `actor` and what the entry kept."""

VERBS: dict[str, str] = {
    "pupil_notice.allowed": "{actor} decided that {who} is told of the suspension, although a court order is noted: {reason}",
    "pupil_notice.withheld": "{actor} decided that {who} is not told of the suspension, for a court order is noted: {reason}",
}
