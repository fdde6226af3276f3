"""Ways of asking for what is said online and by message: posts in the file of their case, contacts, uploaded messages."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Func, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat, Greatest
from django.utils import timezone

from cases.access import reach
from cases.querysets import FileQuerySet
from cases.states import CaseState
from records.models import Copy
from records.states import RecordKind
from schools.access import powers
from schools.states import Role
from socialmedia.access import ANSWERS, SEES, UPLOADS
from socialmedia.states import ConcernKind, MailState, RestrictionState

if TYPE_CHECKING:
    from accounts.models import User
    from schools.models import School


class ContactQuerySet(models.QuerySet):
    """Contacts are a school's, of no case: whoever sees the files of its cases sees them, but never their own."""

    def visible_to(self, user: "User") -> Self:
        """Contacts at the schools whose cases this user sees, of other people than themselves."""
        schools = powers(user).schools_with(SEES)
        return schools.keep(self).not_of(user) if schools else self.none()

    def not_of(self, user: "User") -> Self:
        """Without those of this account's own person, under whichever record."""
        people: Any = self.model._meta.get_field("person").related_model
        mine = people.objects.filter(user=user.pk).values("pk")
        return self.exclude(person__in=people.objects.same_as(mine))

    def counted(self) -> Self:
        """Without those that were taken back."""
        return self.filter(taken_back_at__isnull=True)

    def at(self, school: "School") -> Self:
        return self.filter(school=school)

    def with_people(self) -> Self:
        """With the rows that every page of a contact names."""
        return self.select_related("school", "person__merged_into", "logged_by", "taken_back_by", "mail")


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        """One's own, at the schools where one works on cases: nobody else's correspondence stands in a list."""
        return powers(user).schools_with(UPLOADS).keep(self.filter(uploaded_by=user.pk))


class MailQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Those of one's own uploads, at the schools where one works on cases."""
        return powers(user).schools_with(UPLOADS).keep(self.filter(upload__uploaded_by=user.pk), "upload__school_id")

    def waiting(self) -> Self:
        return self.filter(state=MailState.WAITING)

    def asked(self) -> Self:
        return self.filter(state=MailState.ASKED)


class RestrictionQuerySet(FileQuerySet):
    def in_force(self) -> Self:
        """Set, begun and not over by the clock."""
        return self.filter(state=RestrictionState.SET, period__contains=timezone.now())

    def not_over(self) -> Self:
        """Warned of, or set and not over by the clock."""
        is_set = models.Q(state=RestrictionState.SET, period__endswith__gt=timezone.now())
        return self.filter(models.Q(state=RestrictionState.WARNED) | is_set)

    def at_gate_of(self, user: "User") -> Self:
        """In force at the schools whose telephones and doors this user answers: never one that is about themselves."""
        mine = powers(user).schools_with(ANSWERS)
        rows = self.in_force().filter(school__is_open=True)
        return reach(user).without_walled(mine.keep(rows), self.to_case) if mine else self.none()

    def with_people(self) -> Self:
        """With the rows that every page of a restriction names."""
        return self.select_related("case__school", "school", "person__merged_into", "opened_by", "set_by", "over_by")


class OfRestrictionQuerySet(FileQuerySet):
    """Rows that hang on a restriction."""

    to_case = "restriction__case__"


class TermsQuerySet(OfRestrictionQuerySet):
    def with_told(self) -> Self:
        """With `told_at`: since when (aware) whom they bind was told of them; None where no letter of them went.

        A letter tells from the day on which it counts as received, and never before it was issued; one that never came
        tells nobody.
        """
        copies = Copy.objects.filter(
            record__case=OuterRef("restriction__case"),
            record__kind=RecordKind.RESTRICTION_TERMS,
            record__subject=Concat(_text("restriction_id"), Value("-terms-"), _text("number")),
            to_user__isnull=True,
            dispute="",
        )
        first = copies.order_by().annotate(at=Greatest(_midnight("deemed_on"), F("record__issued_at")))
        return self.annotate(told_at=Subquery(first.order_by("at").values("at")[:1]))


def _text(column: str) -> Cast:
    return Cast(OuterRef(column), models.CharField())


def _midnight(column: str) -> Func:
    """The moment at which a local day begins."""
    template = "(%(expressions)s::timestamp AT TIME ZONE 'Europe/London')"
    return Func(column, template=template, output_field=models.DateTimeField())


class ConcernQuerySet(FileQuerySet):
    def unsettled(self) -> Self:
        """Those with which somebody is dealing."""
        return self.filter(settled_at__isnull=True).logged_rightly()

    def logged_rightly(self) -> Self:
        """Without those whose case was logged in error."""
        return self.exclude(case__state=CaseState.VOID)

    def with_people(self) -> Self:
        """With the rows that every page of a concern names."""
        return self.select_related("case__school", "author__merged_into", "logged_by", "settled_by")

    def reported_by(self, user: "User") -> Self:
        """Those this user reported themselves, whether they see the file or not; nothing behind a wall."""
        held = reach(user)
        return held.without_walled(self, self.to_case).filter(logged_by=held.user_id)

    def handed_to_data_lead(self, user: "User") -> Self:
        """Those about personal data put into an AI tool, for the data protection lead; nothing behind a wall."""
        held = reach(user)
        if not held.held.holds(Role.DP_LEAD):
            return self.none()
        return held.without_walled(self.logged_rightly(), self.to_case).filter(kinds__contains=[ConcernKind.AI_DATA])


class StepQuerySet(FileQuerySet):
    to_case = "concern__case__"

    def with_people(self) -> Self:
        """With the rows that every page of a step names."""
        return self.select_related(
            "concern__case__school", "concern__author__merged_into", "person__merged_into", "taken_by"
        )


class OfConcernQuerySet(FileQuerySet):
    """Rows that hang on a concern."""

    to_case = "concern__case__"
