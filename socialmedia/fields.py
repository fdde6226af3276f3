"""Which columns of this room say something about somebody."""

FIELDS: dict[str, dict[str, str]] = {}
