"""Columns as ranges, so that a constraint may refuse what overlaps."""

from django.db.models import F, Func, Value


class PointRange(Func):
    """An id as a range of one number, so that GiST can compare it without an extension.

    Takes the field by its name (`person`, not `person_id`): Django puts the values of a row that is checked in the place
    of names, and would else compare every row with itself.
    """

    function = "int8range"

    def __init__(self, field: str) -> None:
        super().__init__(F(field), F(field), Value("[]"))


class DayRange(Func):
    """The days from one column to another, both included."""

    function = "daterange"

    def __init__(self, first: str, last: str) -> None:
        super().__init__(F(first), F(last), Value("[]"))
