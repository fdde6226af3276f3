"""What history says of online concerns, contacts and restrictions. Keys of the sentences: `actor` and what the entry kept."""

VERBS: dict[str, str] = {}
