"""What can be said of a person: their name, how to reach them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kernel.forms import Form, LineField, TextField
from kernel.widgets import CheckBox, DateParts
from schools.calendar import local_day
from schools.importing.cells import is_upn
from schools.models import AdultFacts, Person, PupilFacts

OF_LOOKED_AFTER = ("placing_authority", "virtual_school_head", "virtual_school_email")


class NameForm(Form):
    """A person's names."""

    title = LineField(label="Title", max_length=20, required=False, help_text="For example Mr, Ms, Dr")
    given_name = LineField(label="First name", max_length=100, required=False)
    family_name = LineField(label="Surname", max_length=100, required=False)
    known_as = LineField(label="Known as", max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not (found.get("given_name") or found.get("family_name")):
            self.add_error("family_name", "Enter a first name or a surname.")
        return found


class PupilFactsForm(Form):
    """What is known of a pupil as a pupil."""

    year_group = LineField(label="Year", max_length=20, required=False, help_text="For example 9")
    born_on = forms.DateField(
        label="Date of birth", required=False, widget=DateParts, error_messages={"invalid": "Enter a day that exists."}
    )
    upn = LineField(
        label="UPN",
        max_length=20,
        required=False,
        help_text="The 13 characters that follow a pupil from school to school.",
    )
    has_sen = forms.BooleanField(label="Has special educational needs", required=False, widget=CheckBox())
    has_ehcp = forms.BooleanField(label="Has an education, health and care plan", required=False, widget=CheckBox())
    has_social_worker = forms.BooleanField(label="Has a social worker", required=False, widget=CheckBox())
    is_looked_after = forms.BooleanField(
        label="Looked after by a local authority",
        required=False,
        widget=CheckBox(),
        help_text="In care. If so, fill in the next three as well.",
    )
    placing_authority = LineField(
        label="Which local authority looks after the pupil?",
        max_length=120,
        required=False,
        help_text="It need not be the one of your school.",
    )
    virtual_school_head = LineField(label="Name of its virtual school head", max_length=120, required=False)
    virtual_school_email = forms.EmailField(
        label="E-mail of its virtual school",
        required=False,
        help_text="Leave empty if it is the authority of your school: its address is known.",
        error_messages={"invalid": "Enter an e-mail address."},
    )

    @classmethod
    def of(cls, facts: PupilFacts) -> "PupilFactsForm":
        """The form with what is known now."""
        return cls(initial={name: getattr(facts, name) for name in cls.base_fields})

    def clean_upn(self) -> str:
        upn = str(self.cleaned_data["upn"]).upper().replace(" ", "")
        if upn and not is_upn(upn):
            raise ValidationError(
                "A UPN has a letter, eleven digits, and a digit or a letter. Check it, or leave it empty."
            )
        return upn

    def clean_born_on(self) -> date | None:
        born_on: date | None = self.cleaned_data["born_on"]
        if born_on is not None and born_on >= local_day(timezone.now()):
            raise ValidationError("This day has not come yet. Check the date of birth.")
        return born_on

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not found.get("is_looked_after"):
            for name in OF_LOOKED_AFTER:
                if found.get(name):
                    self.add_error("is_looked_after", "Tick this, or empty what is said of the authority below.")
                    break
        return found


class ContactForm(Form):
    """How an adult is reached, and what reaching them needs."""

    address = TextField(
        label="Address",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="As on an envelope.",
    )
    is_address_confidential = forms.BooleanField(
        label="This address is confidential",
        required=False,
        widget=CheckBox(),
        help_text="It is shown on this person’s own page only, and never to another parent.",
    )
    phone = LineField(label="Telephone", max_length=40, required=False)
    email = forms.EmailField(label="E-mail", required=False, error_messages={"invalid": "Enter an e-mail address."})
    email_agreed_on = forms.DateField(
        label="Agreed to get formal letters by e-mail on",
        required=False,
        widget=DateParts,
        help_text="Leave empty if they have not agreed.",
        error_messages={"invalid": "Enter a day that exists."},
    )
    language = LineField(label="Language", max_length=60, required=False)
    needs = TextField(label="Interpreter or access needs", required=False, max_length=1000)

    @classmethod
    def of(cls, person: Person) -> "ContactForm":
        """The form with what is known now."""
        facts = getattr(person, "adult_facts", None) or AdultFacts(person=person)
        return cls(initial={name: getattr(facts, name) for name in cls.base_fields})
