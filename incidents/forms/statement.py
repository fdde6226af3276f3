"""What is asked about a statement: whom to ask and how, the words themselves, confirming, declining, taking back."""

from typing import Any

from django import forms
from django.db.models import QuerySet, TextChoices
from django.utils import timezone

from accounts.models import User
from cases.links import read_code
from incidents.forms.moments import day_field
from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import CheckBox, Radios
from schools.calendar import local_day

TOO_LONG_AGO = 3 * 366


class How(TextChoices):
    """By which way somebody writes their statement."""

    ACCOUNT = "account", "They are a colleague and sign in here"
    LINK = "link", "They have no account: send them a link"


class AskForm(Form):
    """Whom to ask for a statement, and what they are told."""

    token = OnceField()
    how = forms.ChoiceField(
        label="How will they write it?",
        choices=How.choices,
        widget=Radios(
            hints={How.LINK: "The link goes by e-mail. You give them a code on the telephone or by text message."},
            reveals={How.ACCOUNT: "account", How.LINK: "link"},
        ),
        error_messages={
            "required": "Say how they will write it.",
            "invalid_choice": "They do not sign in here. Send them a link.",
        },
    )
    author = forms.ModelChoiceField(
        User.objects.none(),
        label="Which colleague?",
        required=False,
        empty_label="Nobody chosen",
        help_text="They are told at once. They see the day, the place and your name, and nothing else of the case.",
        error_messages={"invalid_choice": "This colleague cannot be asked for it."},
    )
    email = forms.EmailField(
        label="Their e-mail address",
        required=False,
        max_length=254,
        error_messages={"invalid": "Enter an e-mail address, for example name@example.com."},
    )
    phone = LineField(
        label="The telephone number on which you give them the code",
        required=False,
        max_length=40,
        help_text="The code is shown to you once, on the next page. Have the telephone ready.",
    )
    about_on = day_field("On which day did it happen?")
    about_place = LineField(
        label="Where did it happen?",
        help_text="They read this. Say the place only, for example: the front gate of Hillside Primary.",
        error_messages={"required": "Say where it happened."},
    )

    def __init__(self, *args: Any, authors: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["author"]
        field.queryset = authors  # type: ignore[attr-defined]
        # Asked for once: to know whether there is anybody, and to show them.
        known = [(one.pk, str(one)) for one in authors]
        field.widget.choices = [("", "Nobody chosen"), *known]
        self.offers_account = bool(known)
        if not self.offers_account:
            self.fields["how"].choices = [(How.LINK.value, How.LINK.label)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        how = cleaned.pop("how", None)
        if how == How.ACCOUNT:
            cleaned |= {"email": "", "phone": ""}
            self._need(cleaned, "author", "Choose the colleague.")
        if how == How.LINK:
            cleaned["author"] = None
            self._need(cleaned, "email", "Enter their e-mail address.")
            self._need(cleaned, "phone", "Enter the number on which you give them the code.")
        today, on = local_day(timezone.now()), cleaned.get("about_on")
        if on is not None and on > today:
            self.add_error("about_on", "This day is in the future.")
        if on is not None and (today - on).days > TOO_LONG_AGO:
            self.add_error("about_on", "This is more than three years ago. Check the day.")
        return cleaned

    def _need(self, cleaned: dict[str, Any], name: str, said: str) -> None:
        if not cleaned.get(name) and name not in self.errors:
            self.add_error(name, said)


class CodeForm(Form):
    """The code that opens a link."""

    code = LineField(
        label="Your code",
        max_length=40,
        help_text="8 digits. The school gives it to you on the telephone or by text message.",
        widget=forms.TextInput(
            attrs={
                "class": "govuk-input--width-10",
                "inputmode": "numeric",
                "autocomplete": "off",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": "Type the code."},
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError("A code has 8 digits. Look at yours again.")
        return code


class WordsForm(Form):
    """The words of a statement."""

    text = TextField(
        label="What did you see and hear?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=(
            "Write it as you remember it, from the beginning. Where did you stand? Who was there? What was said, if you "
            "remember the words? Say also what you are not sure of."
        ),
    )


class ConfirmForm(Form):
    """That what was read is true; `mark` tells which text was read."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    is_true = forms.BooleanField(
        label="This is true as I remember it.",
        widget=CheckBox(),
        error_messages={"required": "Tick the box if this is true as you remember it. If it is not, change it first."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.pop("is_true", None)
        return cleaned


class DeclineForm(Form):
    """That somebody does not write a statement."""

    reason = TextField(
        label="Why not? You do not have to say.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TakeBackForm(Form):
    """Why a request for a statement is taken back."""

    reason = LineField(
        label="Why is it not needed any more?",
        max_length=300,
        help_text="For the file. They are not told why.",
        error_messages={"required": "Say why."},
    )
