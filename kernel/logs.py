"""How a line of the log is written: an error of the database says what broke, never what stood in the row."""

import logging
import re
from collections.abc import Iterator

import psycopg
from django.core.exceptions import ValidationError
from django.db import Error as DatabaseError

# What PostgreSQL appends to an error: the row, the key, the statement. Values may have several lines, so all of it goes.
APPENDED = re.compile(r"\n?\b(?:DETAIL|CONTEXT|HINT|QUERY|STATEMENT|LINE \d+|Failing row contains)\b.*", re.DOTALL)
CUT = "[values left out]"
# A part of an address that opens something to whoever knows it: 128 bits as text.
SECRET_PART = re.compile(r"(?<=/)[\w-]{22}(?=/)")
# The class of errors in which a value could not be read: its message quotes the value.
UNREADABLE = "22"


class QuietFormatter(logging.Formatter):
    """Writes tracebacks without what errors quote from rows and forms, and addresses without the secret of a link."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for said, kept in _quoting(record):
            line = line.replace(said, kept)
        line = SECRET_PART.sub("[link]", line)
        # An error put into the message itself, without its traceback.
        return line if record.exc_info else APPENDED.sub(f" {CUT}", line)

    def formatException(self, ei: "logging._SysExcInfoType") -> str:
        text = super().formatException(ei)
        for said, kept in _of_chain(ei[1]):
            text = text.replace(said, kept)
        return text


def _quoting(record: logging.LogRecord) -> Iterator[tuple[str, str]]:
    if record.exc_info and record.exc_info[1] is not None:
        yield from _of_chain(record.exc_info[1])
    arguments = record.args.values() if isinstance(record.args, dict) else record.args or ()
    for argument in arguments:
        if isinstance(argument, BaseException):
            yield from _of_chain(argument)


def _of_chain(error: BaseException | None) -> Iterator[tuple[str, str]]:
    """What each error of a chain says that quotes values, and what is written in its place; the longest first."""
    found: dict[str, str] = {}
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        waiting += [one.__cause__, one.__context__, *getattr(one, "exceptions", ())]
        if isinstance(one, psycopg.Error | DatabaseError | ValidationError) and str(one):
            found[str(one)] = _without_values(one)
    yield from sorted(found.items(), key=lambda pair: -len(pair[0]))


def _without_values(error: BaseException) -> str:
    if isinstance(error, ValidationError):
        fields = ", ".join(getattr(error, "error_dict", {})) or "no field"
        return f"{fields}: {CUT}"
    asked = error if isinstance(error, psycopg.Error) else error.__cause__
    if not isinstance(asked, psycopg.Error):
        return APPENDED.sub(f" {CUT}", str(error))
    if (asked.sqlstate or "").startswith(UNREADABLE):
        return f"SQLSTATE {asked.sqlstate} {CUT}"
    return f"{asked.diag.message_primary or APPENDED.sub('', str(asked))} {CUT}"
