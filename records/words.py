"""How history tells what happened to a record."""

VERBS: dict[str, str] = {}
