"""Entering a suspension from before the system was used: the person too, where nobody has added them yet."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from cases.services.writing import claim, drop_draft, settle
from notices.services import tell_ceo
from schools.access import require_at
from schools.models import Person, School
from schools.services.people import add_person
from schools.states import PersonKind
from suspensions.models import SiteSuspension
from suspensions.services import enter_site_suspension


def draft_key(person: Person | None) -> str:
    """Under which key what is typed is kept."""
    return f"enter:{person.pk}" if person is not None else "enter_new"


@transaction.atomic
def enter_suspension(
    *,
    person: Person | None,
    school: School,
    by: User,
    given_name: str = "",
    family_name: str = "",
    token: UUID | None = None,
    **decided: Any,
) -> SiteSuspension | None:
    """Enter a suspension of somebody known, or of somebody who is added with it; the CEO is told of it.

    None if this form was sent before.
    """
    require_at(by, "suspend", school)
    if token is not None and claim(token=token, by=by):
        return None
    key = draft_key(person)
    if person is None:
        names = {"given_name": given_name, "family_name": family_name}
        person = add_person(school=school, kinds=[PersonKind.OTHER], by=by, **names)
    suspension = enter_site_suspension(person=person, school=school, by=by, **decided)
    drop_draft(key=key, by=by)
    if suspension is not None:
        tell_ceo(case=suspension.case, by=by)
    if token is not None and suspension is not None:
        settle(token=token, led_to=suspension.get_absolute_url(), by=by)
    return suspension
