"""What is asked about the trust, its schools and its bank holidays."""

from typing import Any

from django import forms

from accounts.models import User
from kernel.forms import Form, LineField, TextField
from kernel.widgets import CheckBox, DateParts, Radios
from schools.models import School, Trust
from schools.states import Phase

ADDRESS = {"required": False, "max_length": 1000}
CLOCK = forms.TimeInput(attrs={"type": "time", "class": "govuk-input--width-5"}, format="%H:%M")
EMAIL = {"invalid": "Enter an e-mail address, like office@school.example."}
URL = {"invalid": "Enter a whole web address, like https://trust.example/complaints."}


def _days(label: str, until: str) -> forms.IntegerField:
    """A number of days that the complaints procedure promises; `until` says what happens then, for its errors."""
    missing = f"Enter the number of days until {until}."
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=60,
        widget=forms.TextInput({"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={
            "required": missing,
            "invalid": missing,
            "min_value": f"Enter at least 1 day until {until}.",
            "max_value": f"Enter 60 days at most until {until}.",
        },
    )


class TrustForm(Form):
    """The trust's facts."""

    name = LineField(label="Name of the trust", error_messages={"required": "Enter the trust’s name."})
    address = TextField(
        label="Address", help_text="As it stands on letters.", widget=forms.Textarea(attrs={"rows": 4}), **ADDRESS
    )
    phone = LineField(label="Telephone", max_length=40, required=False)
    email = forms.EmailField(label="E-mail", required=False, error_messages=EMAIL)
    website = forms.URLField(label="Web address", required=False, assume_scheme="https", error_messages=URL)
    company_number = LineField(
        label="Company number",
        max_length=20,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )
    complaints_url = forms.URLField(
        label="Web address of the complaints procedure",
        required=False,
        assume_scheme="https",
        help_text="Letters to parents point to it.",
        error_messages=URL,
    )
    clerk_address = TextField(
        label="Address of the clerk to the board",
        help_text="Letters about a suspended pupil say to write there. Leave empty for the trust’s own address.",
        widget=forms.Textarea(attrs={"rows": 4}),
        **ADDRESS,
    )
    clerk_email = forms.EmailField(label="E-mail of the clerk to the board", required=False, error_messages=EMAIL)
    complaint_acknowledge_days = _days("School days to acknowledge a complaint", "a complaint is acknowledged")
    complaint_answer_days = _days("School days to answer a complaint, at each stage", "a complaint is answered")
    complaint_update_days = _days("Working days between two updates to a complainant", "the next update")
    complaint_further_days = _days(
        "School days in which a complainant can ask for the next stage", "it is too late for the next stage"
    )
    office_opens = forms.TimeField(
        label="Offices open at",
        widget=CLOCK,
        error_messages={"required": "Enter when the offices open.", "invalid": "Enter a time, like 08:00."},
    )
    office_closes = forms.TimeField(
        label="Offices close at",
        widget=CLOCK,
        help_text="Clocks that count office hours stand still outside these, at weekends and on bank holidays.",
        error_messages={"required": "Enter when the offices close.", "invalid": "Enter a time, like 17:00."},
    )

    @classmethod
    def of(cls, trust: Trust) -> "TrustForm":
        """The form with what is known now."""
        return cls(initial={name: getattr(trust, name) for name in cls.base_fields})


class SchoolForm(Form):
    """A school's facts."""

    name = LineField(label="Name", error_messages={"required": "Enter the school’s name."})
    prefix = LineField(  # type: ignore[assignment]
        label="Prefix",
        max_length=4,
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
        help_text="Two to four capital letters. Every case reference of the school begins with them, for example HIL.",
        error_messages={"required": "Enter two to four capital letters."},
    )
    phase = forms.ChoiceField(
        label="Kind",
        choices=Phase.choices,
        widget=Radios(),
        error_messages={"required": "Choose what kind of school it is."},
    )
    urn = LineField(
        label="URN",
        max_length=6,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "numeric"}),
    )
    dfe_number = LineField(
        label="DfE number",
        max_length=8,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
        help_text="Local authority and establishment number, like 815/2010.",
    )
    address = TextField(
        label="Address", help_text="As it stands on letters.", widget=forms.Textarea(attrs={"rows": 4}), **ADDRESS
    )
    phone = LineField(label="Telephone", max_length=40, required=False)
    email = forms.EmailField(label="E-mail of the office", required=False, error_messages=EMAIL)
    local_authority = LineField(label="Local authority", max_length=120, required=False)
    local_authority_email = forms.EmailField(
        label="E-mail of the local authority for suspensions", required=False, error_messages=EMAIL
    )
    social_care_email = forms.EmailField(
        label="E-mail of children’s social care",
        required=False,
        help_text="For telling the social worker of a pupil, where no address of their own is known.",
        error_messages=EMAIL,
    )
    virtual_school_email = forms.EmailField(
        label="E-mail of the virtual school head",
        required=False,
        help_text="For telling them of the suspension of a looked-after child.",
        error_messages=EMAIL,
    )
    safeguarding_lead = LineField(label="Safeguarding lead", required=False)
    safeguarding_phone = LineField(label="Telephone of the safeguarding lead", max_length=40, required=False)
    is_open = forms.BooleanField(
        label="The school is open",
        required=False,
        initial=True,
        widget=CheckBox(),
        help_text="A closed school is no longer offered. Its cases stay.",
    )

    @classmethod
    def of(cls, school: School) -> "SchoolForm":
        """The form with what is known now."""
        return cls(initial={name: getattr(school, name) for name in cls.base_fields})

    def clean_prefix(self) -> str:
        typed: str = self.cleaned_data["prefix"]
        return typed.upper()

    def clean_urn(self) -> str:
        typed: str = self.cleaned_data["urn"]
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) == 6):
            raise forms.ValidationError("A URN has six digits.")
        return typed


class HolidayForm(Form):
    """A day to add as a bank holiday."""

    on = forms.DateField(
        label="Day",
        widget=DateParts,
        error_messages={"required": "Enter the day.", "invalid": "Enter a day that exists."},
    )
    name = LineField(label="Name", max_length=120, error_messages={"required": "Name the holiday."})


class DeputyForm(Form):
    """A colleague to name as standing deputy."""

    user: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        None,
        label="Colleague",
        empty_label="Choose a colleague",
        error_messages={"required": "Choose a colleague.", "invalid_choice": "Choose one of these colleagues."},
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = colleagues  # type: ignore[attr-defined]
