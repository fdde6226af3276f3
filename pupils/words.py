"""What history says of pupil suspensions. Keys of the sentences: `actor` and what the entry kept."""

VERBS: dict[str, str] = {
    "pupil_notice.allowed": "{actor} decided that {who} is told of the suspension, although a court order is noted: {reason}",
    "pupil_notice.withheld": "{actor} decided that {who} is not told of the suspension, for a court order is noted: {reason}",
    "pupil_suspension.decided": "{actor}, {capacity}, suspended {who}: {period}, {length}.",
    "pupil_suspension.decided_further": "{actor}, {capacity}, suspended {who} further: {period}, {length}. {basis}: {reason}",
    "pupil_suspension.cancelled": "{actor} cancelled the suspension of {who}: {reason} Back: {back}.",
    "half_days_elsewhere.noted": "{actor} noted that {where} had suspended {who} for {length} in the {term}.",
    "half_days_elsewhere.taken_back": "{actor} took back that {where} had suspended {who} for {length}: {reason}",
}
