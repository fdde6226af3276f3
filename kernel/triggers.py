"""SQL that triggers share."""


def differs_beside(*columns: str) -> str:
    """SQL: any column but these changes, whatever columns there will be."""
    kept = ", ".join(f"'{column}'" for column in columns)
    return f"(to_jsonb(OLD) - ARRAY[{kept}]) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY[{kept}])"
