"""Does a column say something about somebody, or only make the system work? Each room classes its own in fields.py."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Classed:
    """The columns of one model.

    Personal ones say something about somebody: a subject access shows them, a disposal empties them. Operational ones
    are keys, states, moments and which account acted: they stay as the proof that, when and by whom something was done.
    """

    personal: tuple[str, ...] = ()
    operational: tuple[str, ...] = ()


def classed(*, personal: str = "", operational: str = "") -> Classed:
    """Class columns by their names, parted by spaces."""
    return Classed(tuple(personal.split()), tuple(operational.split()))


def table(rooms: dict[str, dict[str, Classed]]) -> str:
    """Write the classes down for people: one table for each room."""
    parts = [
        "# Personal and operational columns",
        "Written by `manage.py write_docs` from each room's `fields.py`; a test holds the two together.",
        (
            "A *personal* column says something about somebody: a subject access shows it and a disposal empties it. "
            "An *operational* one is a key, a state, a moment or the account that acted: it stays as proof."
        ),
    ]
    for room, models in rooms.items():
        rows = [f"| {name} | {_said(c.personal)} | {_said(c.operational)} |" for name, c in models.items()]
        parts += [f"## {room}", "\n".join(["| model | personal | operational |", "|---|---|---|", *rows])]
    return "\n\n".join(parts) + "\n"


def _said(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"
