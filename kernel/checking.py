"""May this row be stored? Its CHECK constraints are put to the database in one question, where Django asks one each."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldError, ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import BooleanField, CheckConstraint, Model, Value
from django.db.models.constraints import BaseConstraint
from django.db.models.functions import Coalesce
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE

Errors = dict[str, Any]


def full_check(row: Model, *, leaves_out: Collection[str] = (), constraints: bool = True) -> None:
    """Refuse a row (`ValidationError`) as Django's `full_clean` does, in the same words and beside the same fields.

    Left to the database alone: that a foreign key leads somewhere, and unique constraints that have no words for
    people. Without `constraints` only fields, `clean` and unique fields are looked at.
    """
    errors: Errors = {}
    _gather(errors, row.clean_fields, {*leaves_out, *_linked(row)})
    _gather(errors, row.clean)
    # As Django does: what is wrong by itself is not asked about again.
    known_wrong = {*leaves_out, *(name for name in errors if name != NON_FIELD_ERRORS)}
    _gather(errors, row.validate_unique, known_wrong)
    if constraints:
        known_wrong |= {name for name in errors if name != NON_FIELD_ERRORS}
        _gather(errors, _check_constraints, row, known_wrong)
    if errors:
        raise ValidationError(errors)


def _gather(errors: Errors, check: Any, *arguments: Any) -> None:
    try:
        check(*arguments)
    except ValidationError as invalid:
        errors.update(invalid.update_error_dict(errors))


def _linked(row: Model) -> Iterable[str]:
    """The foreign keys that lead somewhere: whether it is there, their constraint asks anyway."""
    for field in row._meta.concrete_fields:
        if field.is_relation and getattr(row, field.attname) is not None and not _is_limited(field):
            yield field.name


def _is_limited(field: Any) -> bool:
    return bool(field.get_limit_choices_to())


def has_words(constraint: BaseConstraint) -> bool:
    """The constraint says of itself what people are told when it refuses."""
    return constraint.violation_error_message != constraint.default_violation_error_message


def _check_constraints(row: Model, leaves_out: set[str]) -> None:
    """What `Model.validate_constraints` does, the conditions of all constraints in one SELECT."""
    errors: Errors = {}
    asked = [one for one in row._meta.constraints if isinstance(one, CheckConstraint) or has_words(one)]
    answers = _answers(row, asked, leaves_out)
    for constraint in asked:
        if not isinstance(constraint, CheckConstraint):
            # The rows it is about are looked for only where this row is one of them.
            if answers.get(constraint.name, True):
                _gather(errors, _validate, constraint, row, leaves_out)
        elif not answers.get(constraint.name, True):
            _gather(errors, _refuse, constraint)
    if errors:
        raise ValidationError(errors)


def _validate(constraint: BaseConstraint, row: Model, leaves_out: set[str]) -> None:
    try:
        constraint.validate(type(row), row, exclude=leaves_out)
    except FieldError:
        return  # its condition names a column that is wrong by itself
    except ValidationError as invalid:
        fields: Sequence[str] = getattr(constraint, "fields", ())
        if getattr(invalid, "code", None) == "unique" and len(fields) == 1:
            raise ValidationError({fields[0]: [invalid]}) from invalid
        raise


def _refuse(constraint: BaseConstraint) -> None:
    raise ValidationError(constraint.get_violation_error_message(), code=constraint.violation_error_code)


def _answers(row: Any, constraints: Iterable[Any], leaves_out: set[str]) -> dict[str, bool]:
    """Whether the condition of each constraint holds for these values: one query at most, and it reads no table.

    Without an answer: constraints that have no condition, or whose condition names a column that is left out.
    """
    query = Query(None)
    values = row._get_field_expression_map(meta=row._meta, exclude=leaves_out)
    for name, value in values.items():
        query.add_annotation(value if hasattr(value, "resolve_expression") else Value(value), name, select=False)
    names: list[str] = []
    for one in constraints:
        if one.condition is None:
            continue
        # NULL is no refusal: a CHECK lets it pass. A row of which the others are not known to speak is none of theirs.
        holds = Coalesce(one.condition, Value(isinstance(one, CheckConstraint)), output_field=BooleanField())
        try:
            query.add_annotation(holds, f"answer_{len(names)}")
        except FieldError:
            continue
        names.append(one.name)
    if not names:
        return {}
    found: Any = query.get_compiler(using=row._state.db or DEFAULT_DB_ALIAS).execute_sql(SINGLE)
    return dict(zip(names, found, strict=True))
