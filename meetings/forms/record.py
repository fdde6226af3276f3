"""What is asked for the record of a meeting: a topic, something to do, what somebody says to it, that it is done."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cases.links import read_code
from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import Radios
from meetings.forms.moments import day_field
from meetings.models import Attendee
from meetings.selectors.people import name_of
from meetings.states import Topic
from records.states import CopyMethod
from suspensions.states import Channel

HELP = {
    Topic.POINTS: "Each point in a paragraph: what was raised, and what each side said. Plain words, no judgement.",
    Topic.AGREED: "What everybody agreed on. What somebody is to do by a day is noted as an action.",
    Topic.ADVICE: "Advice that was given, by whom and to whom.",
}
YES, NO = "yes", "no"


class TopicForm(Form):
    """One topic of the record."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    text = TextField(required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 14}))

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = topic.label, HELP[topic]


class ActionForm(Form):
    """Something that somebody is to do by a day."""

    token = OnceField()
    what = LineField(
        label="What is to be done?", max_length=300, error_messages={"required": "Say what is to be done."}
    )
    user = forms.TypedChoiceField(
        label="Who does it?",
        required=False,
        empty_value=None,
        help_text="Colleagues with an account who were at the meeting find it on their home page.",
        error_messages={"invalid_choice": "Choose somebody who was at the meeting."},
    )
    name = LineField(label="Or somebody else, by name", required=False)
    due_on = day_field("By which day?")

    def __init__(self, *args: Any, people: Iterable[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = {str(one.user_id): one.user for one in people if one.user_id is not None}
        field: Any = self.fields["user"]
        field.choices = [("", "Nobody of these"), *((pk, user.name) for pk, user in users.items() if user)]
        field.coerce = users.get


class CommentForm(Form):
    """What somebody who was there says to the draft."""

    token = OnceField()
    attendee = forms.TypedChoiceField(
        label="Who says it?", widget=Radios(), error_messages={"required": "Say who says it."}
    )
    is_agreed = forms.TypedChoiceField(
        label="Is the record right?",
        choices=[(YES, "Yes, it is right"), (NO, "No, not all of it")],
        coerce=lambda value: value == YES,
        widget=Radios(reveals={NO: "words"}),
        error_messages={"required": "Say whether it is right."},
    )
    text = TextField(
        label="What is not right?",
        required=False,
        help_text="In their own words. It is put into the record if you do not agree on another text.",
        max_length=10_000,
    )
    channel = forms.TypedChoiceField(
        label="How did they say it?",
        choices=Channel.choices,
        coerce=Channel,
        error_messages={"required": "Say how they said it."},
    )

    def __init__(self, *args: Any, parties: Iterable[Attendee], own: Attendee | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pk = {str(one.pk): one for one in parties}
        field: Any = self.fields["attendee"]
        field.choices = [(pk, name_of(one)) for pk, one in by_pk.items()]
        field.coerce = by_pk.get
        self.own = own
        if own is not None:
            del self.fields["attendee"], self.fields["channel"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if self.own is not None:
            said |= {"attendee": self.own, "channel": Channel.FORM}
        return said


class GivenForm(Form):
    """How somebody without letter or account was given the draft."""

    token = OnceField()
    attendee = forms.TypedChoiceField(label="Who?", widget=Radios(), error_messages={"required": "Say who."})
    method = forms.TypedChoiceField(
        label="How?",
        choices=[(CopyMethod.HAND, "By hand"), (CopyMethod.POST, "By post"), (CopyMethod.EMAIL, "By e-mail")],
        coerce=CopyMethod,
        widget=Radios(hints={CopyMethod.POST.value: "It counts as received on the second working day after."}),
        error_messages={"required": "Say how."},
    )
    given_on = day_field("On which day?")

    def __init__(self, *args: Any, parties: Iterable[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pk = {str(one.pk): one for one in parties}
        field: Any = self.fields["attendee"]
        field.choices = [(pk, f"{name_of(one)}: {one.get_capacity_display().lower()}") for pk, one in by_pk.items()]
        field.coerce = by_pk.get


class AnswerForm(CommentForm):
    """What somebody says to the draft they read at home, in their own words."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: Attendee, **kwargs: Any) -> None:
        super().__init__(*args, parties=(), own=own, **kwargs)
        self.fields["is_agreed"].error_messages["required"] = "Say whether the record is right."
        self.fields["text"].help_text = "In your own words. Say what you remember differently."

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        return {name: value for name, value in said.items() if name != "channel"}


class DraftLinkForm(Form):
    """Where a link to a draft goes, and on which telephone its code is given."""

    token = OnceField()
    email = forms.EmailField(
        label="Their e-mail address",
        max_length=254,
        help_text="The link goes there. The e-mail names nobody and says nothing of the case.",
        error_messages={
            "required": "Enter their e-mail address.",
            "invalid": "Enter an e-mail address, for example name@example.com.",
        },
    )
    phone = LineField(
        label="The telephone number on which you give them the code",
        max_length=40,
        help_text="The code is shown to you once, on the next page. Have the telephone ready.",
        error_messages={"required": "Enter the number on which you give them the code."},
    )


class LinkCodeForm(Form):
    """The code that opens a link."""

    code = LineField(
        label="Your code",
        max_length=40,
        help_text="8 digits. You are given it on the telephone or by text message.",
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


class DoneForm(Form):
    """What was done."""

    how = TextField(
        label="What was done?", max_length=2000, error_messages={"required": "Say what was done."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
