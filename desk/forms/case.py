"""What is asked on the way from a report to the Chair: the report, deciding, informing, void."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from incidents.rules import cannot_leave_unsaid
from incidents.states import Conclusion
from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import DateParts, Radios
from notices.states import Channel
from schools.calendar import at_local, local_day
from schools.models import Person

TIME_FORMATS = ["%H:%M", "%H.%M", "%H%M"]


def time_field(label: str, **kwargs: Any) -> forms.TimeField:
    """A time of day as people write it."""
    return forms.TimeField(
        label=label,
        input_formats=TIME_FORMATS,
        help_text=kwargs.pop("help_text", "For example 08:05."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Enter a time, for example 08:05.", "required": "Enter a time."},
        **kwargs,
    )


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    """A day in three boxes."""
    return forms.DateField(
        label=label,
        widget=DateParts,
        error_messages={"invalid": "Enter a day that exists, for example 2 11 2026.", "required": "Enter the day."},
        **kwargs,
    )


class MomentMixin:
    """Joins a day and a time of a form to one aware moment in London."""

    def moment(self, cleaned: dict[str, Any], day: str, clock: str, *, needed: str = "") -> datetime | None:
        """The moment of two fields; an error beside the one that is missing, or if it is in the future."""
        on, at = cleaned.pop(day, None), cleaned.pop(clock, None)
        if on is None and at is None:
            if needed and not {day, clock} & self.errors.keys():  # type: ignore[attr-defined]
                self.add_error(clock, needed)  # type: ignore[attr-defined]
            return None
        if at is None:
            if clock not in self.errors:  # type: ignore[attr-defined]
                self.add_error(clock, "Enter the time as well, as near as you know.")  # type: ignore[attr-defined]
            return None
        found = at_local(on or local_day(timezone.now()), time(at.hour, at.minute))
        if found > timezone.now():
            self.add_error(clock, "This time is in the future.")  # type: ignore[attr-defined]
        return found


def why_not_field() -> TextField:
    """The sentence for the CEO: asked only where it applies, so that it is not required by the form."""
    return TextField(
        label="Why is nobody suspended?",
        help_text="After an attack or a threat somebody is suspended as a rule. One sentence: the CEO reads it.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReportForm(MomentMixin, Form):
    """What the writer of the report adds to what was logged."""

    correction = TextField(
        label="What does this version put right?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It stands on the new version, beside the number of the one it replaces.",
        error_messages={"required": "Say what this version puts right."},
    )
    circumstances = TextField(label="What led up to it?", required=False, help_text="If anything did.")
    action_taken = TextField(
        label="What was done?",
        help_text="By whom, and what the person was told. The suspension itself is added for you.",
        error_messages={"required": "Say what was done."},
    )
    injuries = TextField(
        label="Was anybody hurt?", required=False, help_text="Who, and how. Leave empty if nobody was."
    )
    police_on = day_field("If the police were called: on which day?", required=False)
    police_at = time_field("At what time?", required=False)
    police_reference = LineField(label="Police reference", max_length=80, required=False)
    why_not_suspended = why_not_field()

    def __init__(self, *args: Any, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["correction"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["police_called_at"] = self.moment(cleaned, "police_on", "police_at")
        return cleaned


class CeoToldForm(MomentMixin, Form):
    """How the CEO, who has no account here, was told."""

    token = OnceField()
    name = LineField(label="Whom did you tell?", error_messages={"required": "Enter the name of whom you told."})
    channel = forms.TypedChoiceField(
        label="How?",
        choices=[(Channel.TELEPHONE, "By telephone"), (Channel.IN_PERSON, "In person")],
        coerce=Channel,
        widget=Radios(inline=True, small=True),
        error_messages={"required": "Say how you told them."},
    )
    at_time = time_field("At what time?", required=False)
    on_day = day_field("On which day?", required=False, help_text="Leave empty for today.")
    note = TextField(
        label="What was said?", max_length=5000, error_messages={"required": "Say in a few words what was said."}
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["spoken_at"] = self.moment(cleaned, "on_day", "at_time", needed="Say at what time you told them.")
        return cleaned


class ChairForm(Form):
    """The covering note to the Chair of Trustees."""

    token = OnceField()
    note = TextField(
        label="What the Chair needs to know",
        max_length=5000,
        help_text="Two or three sentences. The Chair sees this note and the report, and nothing else of the case.",
        error_messages={"required": "Write a short note."},
    )


class VoidForm(Form):
    """Why a case was logged in error."""

    reason = TextField(
        label="Why was it logged in error?",
        max_length=2000,
        help_text="For example: logged twice, or about the wrong person. The case stays readable.",
        error_messages={"required": "Say why."},
    )


class CloseForm(Form):
    """How a case ended."""

    outcome = TextField(
        label="How did it end?",
        max_length=2000,
        help_text="A sentence or two, for whoever opens this case in a year.",
        error_messages={"required": "Say how the case ended."},
    )


class ReopenForm(Form):
    """Why a closed case is taken up again."""

    reason = TextField(
        label="Why is it opened again?",
        max_length=2000,
        error_messages={"required": "Say why it is opened again."},
    )


class DecideForm(MomentMixin, Form):
    """The headteacher's decision on a colleague's report."""

    conclusion = forms.TypedChoiceField(
        label="What do you decide?",
        choices=Conclusion.choices,
        coerce=Conclusion,
        widget=Radios(
            hints={
                Conclusion.SUSPEND: "It begins now and ends tonight at 23:59.",
                Conclusion.WARNING: "You write it after this. They may still come onto the site.",
            },
            reveals={Conclusion.SUSPEND: "suspend", Conclusion.WARNING: "warn", Conclusion.TALK: "talk"},
        ),
        error_messages={"required": "Choose what you decide."},
    )
    suspended = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="Who is suspended?", required=False, widget=forms.CheckboxSelectMultiple
    )
    warned = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label="Who is warned?",
        required=False,
        help_text="Everybody gets a letter of their own.",
        widget=forms.CheckboxSelectMultiple,
    )
    talked_to = forms.ModelChoiceField(
        Person.objects.none(), label="With whom did you speak?", required=False, empty_label="Choose a person"
    )
    talk_channel = forms.TypedChoiceField(
        label="How?",
        choices=[(Channel.IN_PERSON, "In person"), (Channel.TELEPHONE, "By telephone")],
        coerce=Channel,
        required=False,
        empty_value=None,
        widget=Radios(inline=True, small=True),
    )
    talk_on = day_field("On which day?", required=False, help_text="Leave empty for today.")
    talk_at = time_field("At what time?", required=False)
    talk_note = TextField(label="What was said?", max_length=5000, required=False)
    why_not_suspended = why_not_field()
    reason = TextField(
        label="Why?",
        max_length=2000,
        help_text="If you suspend: what the risk to staff or children is. If you warn: what was wrong. "
        "Criticism or a complaint is not a reason.",
        error_messages={"required": "Say why."},
    )

    def __init__(self, *args: Any, adults: Any, is_serious: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why_not_suspended"].help_text = "Only if you suspend nobody. One sentence: the CEO reads it."
        if not is_serious:
            del self.fields["why_not_suspended"]
        for name in ("suspended", "warned", "talked_to"):
            self.fields[name].queryset = adults  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_talk = cleaned.get("conclusion") == Conclusion.TALK
        needed = "Say at what time you spoke." if is_talk else ""
        cleaned["talk_moment"] = self.moment(cleaned, "talk_on", "talk_at", needed=needed)
        if is_talk:
            for name, reason in (
                ("talked_to", "Say with whom you spoke."),
                ("talk_channel", "Say how you spoke."),
                ("talk_note", "Say what was said."),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, reason)
        is_suspension = cleaned.get("conclusion") == Conclusion.SUSPEND
        if is_suspension and not cleaned.get("suspended"):
            self.add_error("suspended", "Choose who is suspended.")
        if cleaned.get("conclusion") == Conclusion.WARNING and not cleaned.get("warned"):
            self.add_error("warned", "Choose who is warned.")
        if "why_not_suspended" in self.fields and cleaned.get("conclusion") and not is_suspension:
            unsaid = cannot_leave_unsaid(cleaned.get("why_not_suspended", ""))
            if unsaid and "why_not_suspended" not in self.errors:
                self.add_error("why_not_suspended", unsaid)
        return cleaned
