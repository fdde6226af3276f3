"""What was asked already while this page was made? What does not depend on who asks is read once a page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_known: ContextVar[dict[Any, Any] | None] = ContextVar("known", default=None)


def once_a_page(ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Ask once for the same, while a page is made that changes nothing. Anywhere else every call asks anew.

    The answer is handed to everybody who asks: nobody changes it.
    """

    @wraps(ask)
    def asked(*args: Asked.args, **more: Asked.kwargs) -> Answer:
        known, question = _known.get(), (ask, args, tuple(sorted(more.items())))
        if known is None:
            return ask(*args, **more)
        if question not in known:
            known[question] = ask(*args, **more)
        answer: Answer = known[question]
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
