"""What can be said of a person: their name, how to reach them."""

from typing import Any

from django import forms

from kernel.forms import Form, LineField, TextField
from kernel.widgets import CheckBox, DateParts
from schools.models import AdultFacts, Person


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
