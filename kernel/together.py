"""Rows of several tables in one query: what a page shows of everything that hangs on one thing."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from django.contrib.postgres.fields import RangeField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BinaryField, F, Model, QuerySet, TextField
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Cast, JSONObject

# What is joined to a row, and to that in turn: as `select_related` says it.
Joined: TypeAlias = Mapping[str, "Joined"]


def together(*questions: "QuerySet[Any]") -> list[list[Any]]:
    """The rows of each of these querysets, in its order, with what it names in `select_related` and annotates.

    One query in all, for the few rows that hang on one thing: each row travels as JSON. Not for `distinct`.
    """
    asked = [_compiled(question) for question in questions]
    if not any(sql for sql, _ in asked):
        return [[] for _ in asked]
    columns = ", ".join(f"ARRAY({sql})" if sql else "ARRAY[]::text[]" for sql, _ in asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [one for _, params in asked for one in params])
        found = cursor.fetchone()
    return [
        [_row(question, json.loads(text)) for text in texts] for question, texts in zip(questions, found, strict=True)
    ]


def hang(parents: Iterable[Model], name: str, rows: Sequence[Any]) -> None:
    """Hang rows on those they belong to: `.all()` of the relation finds them without a query, in the order given."""
    for parent in parents:
        relation = getattr(parent, name)
        mine = relation.all()
        mine._result_cache = [row for row in rows if getattr(row, relation.field.attname) == parent.pk]
        mine._prefetch_done = True
        for row in mine:
            setattr(row, relation.field.name, parent)
        cache = relation.field.remote_field.cache_name
        parent.__dict__.setdefault("_prefetched_objects_cache", {})[cache] = mine


# --- To the database --------------------------------------------------------------------------------------------------
def _compiled(question: "QuerySet[Any]") -> tuple[str, tuple[Any, ...]]:
    """A queryset as a query of one column of JSON; "" where it is known to find nothing."""
    shape = JSONObject(
        **dict(_columns(question.model, "")),
        **{name: F(name) for name in question.query.annotations},
        **{name: _joined(question.model, name, deeper, "") for name, deeper in _along(question).items()},
    )
    rows = question.annotate(row_as_json=Cast(shape, TextField())).values_list("row_as_json")
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return "", ()
    return sql, tuple(params)


def _along(question: "QuerySet[Any]") -> Joined:
    return question.query.select_related or {}  # type: ignore[return-value]


def _columns(model: type[Model], path: str) -> Iterator[tuple[str, BaseExpression | F]]:
    for field in model._meta.concrete_fields:
        column = f"{path}{field.attname}"
        if isinstance(field, RangeField):
            yield field.attname, JSONObject(lower=F(f"{column}__startswith"), upper=F(f"{column}__endswith"))
        else:
            yield field.attname, F(column)


def _joined(model: type[Model], name: str, deeper: Joined, path: str) -> JSONObject:
    related, path = _related(model, name), f"{path}{name}__"
    more = {one: _joined(related, one, below, path) for one, below in deeper.items()}
    return JSONObject(**dict(_columns(related, path)), **more)


def _related(model: type[Model], name: str) -> type[Model]:
    related: type[Model] = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return related


# --- And back ---------------------------------------------------------------------------------------------------------
def _row(question: "QuerySet[Any]", values: dict[str, Any]) -> Model:
    row = _made(question.model, values, _along(question))
    for name, annotation in question.query.annotations.items():
        setattr(row, name, annotation.output_field.to_python(values[name]))
    return row


def _made(model: type[Model], values: dict[str, Any], joined: Joined) -> Model:
    fields = model._meta.concrete_fields
    row = model.from_db(
        connection.alias,
        [field.attname for field in fields],
        [_value(field, values[field.attname]) for field in fields],
    )
    for name, deeper in joined.items():
        related, below = _related(model, name), values[name]
        is_there = below[related._meta.pk.attname] is not None
        setattr(row, name, _made(related, below, deeper) if is_there else None)
    return row


def _value(field: Any, value: Any) -> Any:
    if isinstance(field, BinaryField):
        return None if value is None else bytes.fromhex(value.removeprefix("\\x"))
    if not isinstance(field, RangeField):
        return field.to_python(value)
    bound: Any = field.base_field
    lower, upper = bound.to_python(value["lower"]), bound.to_python(value["upper"])
    return None if lower is None and upper is None else field.range_type(lower, upper)
