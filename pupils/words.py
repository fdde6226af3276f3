"""What history says of pupil suspensions. Keys of the sentences: `actor` and what the entry kept."""

VERBS: dict[str, str] = {}
