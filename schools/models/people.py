"""People: pupils, parents, visitors, staff; whose child is whose."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from schools.models.trust import TRUST_CHAIN
from schools.querysets import PersonQuerySet
from schools.states import Kinship, PersonKind


class Person(models.Model):
    """Somebody the trust knows of. One whose name nobody knows has a description instead, and may be named later."""

    title = models.CharField(max_length=20, blank=True, default="")
    given_name = models.CharField(max_length=100, blank=True, default="")
    family_name = models.CharField(max_length=100, blank=True, default="")
    known_as = models.CharField(max_length=100, blank=True, default="")
    kinds = ArrayField(models.CharField(max_length=10, choices=PersonKind))
    description = models.CharField(max_length=300, blank=True, default="")
    vehicle = models.CharField(max_length=120, blank=True, default="")
    search_key = models.CharField(max_length=400, blank=True, default="")
    search_vector = models.GeneratedField(
        expression=SearchVector("search_key", config="simple"), output_field=SearchVectorField(), db_persist=True
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="person"
    )
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PersonQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [GinIndex(fields=["search_vector"], name="person_search")]
        constraints = [
            models.CheckConstraint(
                name="person_kinds_known",
                condition=Q(kinds__contained_by=PersonKind.values) & ~Q(kinds=[]),
                violation_error_message="Say what kind of person this is.",
            ),
            models.CheckConstraint(
                name="person_name_or_description",
                condition=~Q(family_name="") | ~Q(given_name="") | ~Q(description=""),
                violation_error_message="Give a name, or describe the person.",
            ),
            models.CheckConstraint(name="person_not_merged_into_itself", condition=~Q(merged_into=F("pk"))),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def chain(self) -> str:
        return TRUST_CHAIN

    @property
    def is_unknown(self) -> bool:
        return not (self.given_name or self.family_name)

    @property
    def is_pupil(self) -> bool:
        return PersonKind.PUPIL in self.kinds

    @property
    def full_name(self) -> str:
        """First name and surname, or for somebody unnamed the description."""
        if self.is_unknown:
            return f"Unknown person ({self.description})"
        return f"{self.known_as or self.given_name} {self.family_name}".strip()

    @property
    def formal_name(self) -> str:
        """The name as a letter uses it: "Mr Darren Farrow"."""
        if self.is_unknown:
            return self.full_name
        return f"{self.title} {self.given_name} {self.family_name}".strip()

    @property
    def short_name(self) -> str:
        """The name as a title uses it: "Mr D. Farrow"."""
        if self.is_unknown:
            return "Unknown person"
        initial = f"{self.given_name[0]}." if self.given_name and self.family_name else self.given_name
        return " ".join(part for part in (self.title, initial, self.family_name) if part)

    @property
    def gate_name(self) -> str:
        """The name as the gate register shows it, surname in capitals."""
        if self.is_unknown:
            return self.full_name
        return f"{self.known_as or self.given_name} {self.family_name.upper()}".strip()

    def get_absolute_url(self) -> str:
        return reverse("desk:person", args=[self.pk])


class SchoolLink(models.Model):
    """A person belongs to a school: a pupil on its roll, a contact of one, a member of its staff."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="school_links")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="person_links")
    mis_id = models.CharField("MIS id", max_length=60, blank=True, default="")
    is_current = models.BooleanField(default=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "school"], name="school_link_once"),
            models.UniqueConstraint(
                fields=["school", "mis_id"],
                condition=~Q(mis_id=""),
                name="school_link_mis_id_unique",
                violation_error_message="Another person at this school already has this MIS id.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.school_id}"


class PupilFacts(models.Model):
    """What is known of a pupil as a pupil."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="pupil_facts")
    upn = models.CharField("UPN", max_length=13, blank=True, default="")
    born_on = models.DateField(null=True, blank=True)
    year_group = models.CharField(max_length=20, blank=True, default="")
    is_looked_after = models.BooleanField(default=False)
    has_social_worker = models.BooleanField(default=False)
    has_ehcp = models.BooleanField("has an EHCP", default=False)
    has_sen = models.BooleanField("has SEN", default=False)
    # Of a looked-after child: the authority that looks after them, which need not be the school's, and its virtual school.
    placing_authority = models.CharField(max_length=120, blank=True, default="", db_default="")
    virtual_school_head = models.CharField(max_length=120, blank=True, default="", db_default="")
    virtual_school_email = models.EmailField(blank=True, default="", db_default="")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"pupil {self.person_id}"

    @property
    def chain(self) -> str:
        return TRUST_CHAIN


class AdultFacts(models.Model):
    """How an adult can be reached, and what reaching them needs."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="adult_facts")
    address = models.TextField(blank=True, default="")
    is_address_confidential = models.BooleanField(default=False)
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    language = models.CharField(max_length=60, blank=True, default="")
    needs = models.TextField("interpreter or access needs", blank=True, default="")
    email_agreed_on = models.DateField("agreed to e-mail for formal notices on", null=True, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"adult {self.person_id}"

    @property
    def chain(self) -> str:
        return TRUST_CHAIN


class Relationship(models.Model):
    """An adult and a pupil."""

    adult = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="children")
    pupil = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="adults")
    kind = models.CharField(max_length=16, choices=Kinship)
    has_parental_responsibility = models.BooleanField(default=False)
    lives_with = models.BooleanField(default=False)
    may_collect = models.BooleanField(default=False)
    contact_order = models.TextField("court order about contact", blank=True, default="")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="relationship_kind_known", condition=Q(kind__in=Kinship.values)),
            models.CheckConstraint(name="relationship_two_people", condition=~Q(adult=F("pupil"))),
            models.UniqueConstraint(fields=["adult", "pupil"], name="relationship_once"),
        ]

    def __str__(self) -> str:
        return f"{self.adult_id} {self.kind} of {self.pupil_id}"

    @property
    def chain(self) -> str:
        return TRUST_CHAIN
