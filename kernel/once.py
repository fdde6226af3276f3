"""What was asked already while this page was made? Facts that are the same for everybody are read once a page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

Answer = TypeVar("Answer")

_known: ContextVar[dict[Any, Any] | None] = ContextVar("known", default=None)


def once_a_page(ask: Callable[[], Answer]) -> Callable[[], Answer]:
    """Ask once while a page is made that changes nothing. Anywhere else every call asks anew."""

    @wraps(ask)
    def asked() -> Answer:
        known = _known.get()
        if known is None:
            return ask()
        if ask not in known:
            known[ask] = ask()
        answer: Answer = known[ask]
        return answer

    return asked


@contextmanager
def one_page() -> Iterator[None]:
    """What is asked within is remembered until its end."""
    before = _known.set({})
    try:
        yield
    finally:
        _known.reset(before)
