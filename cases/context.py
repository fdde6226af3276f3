"""What every page shows by the cases somebody may see: the menu of who acts for the CEO leads to them."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cases.access import reach
from schools.access import powers
from schools.context import navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """The menu with the cases in it, for an account whose own role opens none. Stands after what schools show."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or powers(user).includes("view_cases"):
        return {}
    return {"navigation": SimpleLazyObject(lambda: _navigation(request))}


def _navigation(request: HttpRequest) -> list[Any]:
    return [*navigation(request, also=("view_cases",) if reach(request.user).acting_on_some else ())]
