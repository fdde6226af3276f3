"""Reading a table of transitions."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices

# Keys and targets are members of one TextChoices; its type cannot be named for all of them.
Transitions = Mapping[Any, tuple[Any, ...]]


def pairs(table: Transitions) -> list[tuple[str, str]]:
    """List the table as (from, to) values, in declared order."""
    return [(source.value, target.value) for source, targets in table.items() for target in targets]


def sources(table: Transitions, target: TextChoices) -> list[str]:
    """Name the states from which the target can be reached in one move."""
    return [source.value for source, targets in table.items() if target in targets]


def mermaid(table: Transitions) -> str:
    """Draw the table as a state diagram."""
    lines = [f"    {source} --> {target}" for source, target in pairs(table)]
    return "\n".join(["stateDiagram-v2", *lines, ""])
