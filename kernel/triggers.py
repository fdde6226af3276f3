"""What triggers share."""

import pgtrigger


def differs_beside(*columns: str) -> str:
    """SQL: any column but these changes, whatever columns there will be."""
    kept = ", ".join(f"'{column}'" for column in columns)
    return f"(to_jsonb(OLD) - ARRAY[{kept}]) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY[{kept}])"


def append_only(table: str) -> pgtrigger.Protect:
    """The trigger of a table whose rows are neither changed nor deleted."""
    return pgtrigger.Protect(name=f"{table}_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
