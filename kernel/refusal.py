"""How the domain says no."""

from typing import Any


class Refused(Exception):
    """The request was understood and allowed, and cannot be done now; the reason is a sentence fit for the user."""

    def __init__(self, reason: str, *, about: Any, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.about = about
        self.field = field


class Stale(Refused):
    """Somebody else has changed the row since the form was opened: both texts are kept and shown."""


def refuse_if(reason: str | None, *, about: Any, field: str | None = None) -> None:
    """Raise `Refused` with this reason, if there is one; `field` names the form field it belongs beside."""
    if reason:
        raise Refused(reason, about=about, field=field)


def refuse_blank(text: str, reason: str, *, about: Any, field: str | None = None) -> None:
    """Raise `Refused` with this reason where a text says nothing; blanks say nothing."""
    if not text.strip():
        raise Refused(reason, about=about, field=field)
