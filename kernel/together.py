"""Rows of several tables in one query: what a page shows of everything that hangs on one thing."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import RangeField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BinaryField, BooleanField, CharField, Field, IntegerField, Model, QuerySet, TextField
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

# What JSON gives back as the field has it.
PLAIN = (CharField, TextField, IntegerField, BooleanField)


def together(*questions: "QuerySet[Any]") -> list[list[Any]]:
    """The rows of each of these querysets, in its order, with what it names in `select_related` and annotates.

    One query in all, for the few rows that hang on one thing: each row travels as JSON. Not for `distinct`.
    """
    asked = [_compiled(question) for question in questions]
    if not any(one.sql for one in asked):
        return [[] for _ in asked]
    columns = ", ".join(f"ARRAY({one.sql})" if one.sql else "ARRAY[]::text[]" for one in asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [value for one in asked for value in one.params])
        found = cursor.fetchone()
    return [_rows(one, texts) for one, texts in zip(asked, found, strict=True)]


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
@dataclass(frozen=True)
class _Asked:
    """A queryset as a query of one column of JSON, and what Django knows of the columns; no `sql` if it finds nothing."""

    compiler: SQLCompiler
    sql: str = ""
    params: tuple[Any, ...] = ()


def _compiled(question: "QuerySet[Any]") -> _Asked:
    """What Django asks for the rows, its columns counted through, so that two of one name are two."""
    compiler = question.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return _Asked(compiler)
    names = [f"c{place}" for place in range(len(compiler.select))]
    shown = [
        f"lower({name}), upper({name})" if isinstance(_field(column), RangeField) else name
        for name, column in zip(names, compiler.select, strict=True)
    ]
    row = f"SELECT row_to_json(ROW({', '.join(shown)}))::text FROM ({sql}) AS asked ({', '.join(names)})"  # noqa: S608  (Django's own SQL)
    return _Asked(compiler, row, tuple(params))


def _field(column: Any) -> "Field[Any, Any]":
    field: Field[Any, Any] = column[0].output_field
    return field


# --- And back ---------------------------------------------------------------------------------------------------------
def _rows(asked: _Asked, texts: Sequence[str]) -> list[Any]:
    """Make the rows as Django does it (`ModelIterable`), from values that came as JSON."""
    if not texts:
        return []
    select, classes, annotated = asked.compiler.select, asked.compiler.klass_info, asked.compiler.annotation_col_map
    readers = [_reader(_field(column)) for column in select]
    first, after = classes["select_fields"][0], classes["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[first:after]]
    joined = get_related_populators(classes, select, connection.alias)  # type: ignore[call-arg]  # the stubs are of a later Django
    made = []
    for text in texts:
        values = iter(json.loads(text).values())
        cells = [read(values) for read in readers]
        row = classes["model"].from_db(connection.alias, names, cells[first:after])
        for relation in joined:
            relation.populate(cells, row)
        for name, place in annotated.items():
            setattr(row, name, cells[place])
        made.append(row)
    return made


def _reader(field: "Field[Any, Any]") -> Callable[[Iterator[Any]], Any]:
    """How the value of a column is taken from what came of a row: of a range two, of everything else one."""
    while field.is_relation:
        field = field.target_field  # type: ignore[attr-defined]
    if isinstance(field, RangeField):
        bound: Any = field.base_field
        return lambda values: _range(field, bound.to_python(next(values)), bound.to_python(next(values)))
    if isinstance(field, BinaryField):
        return lambda values: _bytes(next(values))
    return next if isinstance(field, PLAIN) else lambda values: field.to_python(next(values))


def _range(field: Any, lower: Any, upper: Any) -> Any:
    return None if lower is None and upper is None else field.range_type(lower, upper)


def _bytes(value: str | None) -> bytes | None:
    return None if value is None else bytes.fromhex(value.removeprefix("\\x"))
