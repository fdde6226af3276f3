"""Ways of asking for cases and what belongs to them. Only the file is here: what was handed over is asked of its room."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.access import reach
from cases.states import KEPT, CaseState, Part
from schools.querysets import name_query
from schools.states import OFFICES

if TYPE_CHECKING:
    from accounts.models import User
    from schools.models import School


# The first words of the keys under which the desk keeps what was searched and which filters were chosen.
LIST_KEYS = ("search:", "filters:")


def is_of_list(key: str) -> bool:
    """The key of what was asked of a list, not of a form somebody fills in."""
    return key.startswith(LIST_KEYS)


class FileQuerySet(models.QuerySet):
    """Rows that belong to a case; `to_case` is the path from a row to its case ("" for the case itself)."""

    to_case = "case__"

    def in_file_of(self, user: "User") -> Self:
        """Keep the rows of the cases whose file this user may see: by role, by grant, never behind a wall."""
        return reach(user).narrow(self, self.to_case)

    def visible_to(self, user: "User") -> Self:
        return self.in_file_of(user)


class CaseQuerySet(FileQuerySet):
    to_case = ""

    def open(self) -> Self:
        return self.filter(state=CaseState.OPEN)

    def at(self, school: "School") -> Self:
        return self.filter(school=school)


class InvolvementQuerySet(FileQuerySet):
    def subjects(self) -> Self:
        return self.filter(part=Part.SUBJECT)

    def named_like(self, typed: str) -> Self:
        """Those given by a name, or by an account, each of whose typed words begins a word of that name."""
        query = name_query(typed)
        return self.filter(search_vector=query) if query is not None else self.none()


class DelegationQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """Those that count now."""
        return self.filter(period__contains=timezone.now())

    def not_over(self) -> Self:
        """Those that count now or will."""
        return self.filter(Q(period__endswith__gt=timezone.now()) | Q(period__upper_inf=True))

    def offices(self) -> Self:
        """Those by which the Chair or the vice-chair decides in the place of the CEO."""
        return self.filter(to__isnull=True)

    def visible_to(self, user: "User") -> Self:
        """What the CEO gave, for the CEO; what somebody was given, for them; nothing of a case behind a wall.

        On a case where the Chair decides in the CEO's place, what the Chair gave is for the Chair.
        """
        mine = reach(user)
        shown = Q(to=mine.user_id) | Q(case__in=[case for case, as_what in mine.acting.items() if as_what in OFFICES])
        if mine.held.includes("delegate"):
            shown |= Q(case__isnull=True) | ~Q(case__in=[*mine.handed_over])
        return mine.without_walled(self, "case__").filter(shown, to__isnull=False)


class EvidenceQuerySet(FileQuerySet):
    def unsealed(self) -> Self:
        """Not yet part of what a decision rests on."""
        return self.filter(sealed_at__isnull=True)


class EvidenceFileQuerySet(FileQuerySet):
    to_case = "evidence__case__"

    def kept(self) -> Self:
        """Neither refused nor taken out: their bytes are there."""
        return self.filter(state__in=KEPT)


class LinkQuerySet(FileQuerySet):
    """Links are seen with the file of their case."""

    def not_over(self) -> Self:
        """Neither used up nor taken back; an expired one counts until another takes its place."""
        return self.filter(used_at__isnull=True, taken_back_at__isnull=True)


class PromptQuerySet(FileQuerySet):
    pass


class DutyQuerySet(FileQuerySet):
    def open(self) -> Self:
        return self.filter(discharged_at__isnull=True, waived_at__isnull=True)

    def visible_to(self, user: "User") -> Self:
        """Duties of the files this user sees, and their own."""
        held = reach(user)
        return held.without_walled(self, self.to_case).filter(held.file(self.to_case) | self._owed(user))

    def owed_by(self, user: "User") -> Self:
        """Duties this user must do now, by role, cover or name; nothing behind a wall."""
        return reach(user).without_walled(self, self.to_case).filter(self._owed(user))

    def _owed(self, user: "User") -> Q:
        return reach(user).owed()


class DraftQuerySet(models.QuerySet):
    def of_forms(self) -> Self:
        """What people are in the middle of writing: without what they asked of lists, which is kept beside it."""
        rows = self
        for word in LIST_KEYS:
            rows = rows.exclude(key__startswith=word)
        return rows
