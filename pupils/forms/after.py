"""What is asked about what follows a suspension: work, education from the sixth day, the return, the CEO's advice."""

from django import forms

from kernel.forms import Form, LineField, OnceField, TextField
from kernel.widgets import CheckBox, Radios
from pupils.forms.board import day_field
from pupils.states import NoEducation

YES, NO = "yes", "no"


class WorkForm(Form):
    """What work is set."""

    what = TextField(
        label="What is the work?",
        help_text="For the first five days, at the level of the class.",
        max_length=5000,
        error_messages={"required": "Say what the work is."},
    )
    how = TextField(
        label="How does it reach the pupil?",
        help_text="Ask whether the pupil has a computer and the internet at home. If not, on paper.",
        max_length=2000,
        error_messages={"required": "Say how the work reaches the pupil."},
    )
    marker = LineField(label="Who marks it?", error_messages={"required": "Say who marks it."})
    token = OnceField()


class EducationForm(Form):
    """Where the pupil has full-time education."""

    provider = LineField(
        label="Who provides it?",
        help_text="Another school, or a registered provider. Not this school itself.",
        error_messages={"required": "Say who provides it."},
    )
    address = TextField(label="At which address?", max_length=1000, error_messages={"required": "Give the address."})
    starts_on = day_field("From which day?")
    times = LineField(
        label="From when to when each day?",
        help_text="With the times of both sessions, if there are two.",
        error_messages={"required": "Give the times."},
    )
    report_to = LineField(
        label="Whom does the pupil ask for on the first day?",
        error_messages={"required": "Say whom the pupil asks for."},
    )
    late_reason = TextField(
        label="If it begins later than the law asks: why?",
        help_text="Leave it empty if it begins in time.",
        max_length=2000,
        required=False,
    )
    has_consent = forms.BooleanField(
        label="The parent agreed to less than 48 hours’ notice",
        required=False,
        widget=CheckBox(),
        help_text="Not needed for a looked-after child who is taught from the first day.",
    )
    token = OnceField()


class NoEducationForm(Form):
    """Why no education has to be arranged."""

    exception = forms.TypedChoiceField(
        label="Why has none to be arranged?",
        choices=NoEducation.choices,
        coerce=NoEducation,
        widget=Radios(),
        error_messages={"required": "Say which it is."},
    )
    reason = TextField(label="How do you know?", max_length=2000, error_messages={"required": "Say why."})
    token = OnceField()


class ReturnForm(Form):
    """The talk when a pupil comes back."""

    is_held = forms.TypedChoiceField(
        label="Was the talk held?",
        choices=[(YES, "Yes"), (NO, "No")],
        coerce=lambda value: value == YES,
        widget=Radios(reveals={YES: "held", NO: "not-held"}),
        error_messages={"required": "Say whether it was held."},
    )
    held_on = day_field("On which day?", required=False)
    who_came = TextField(label="Who came?", max_length=2000, required=False)
    agreed = TextField(
        label="What was agreed?",
        help_text="What helps the pupil to start afresh, who does what, and when you look at it again.",
        max_length=5000,
        required=False,
    )
    why_not = TextField(
        label="Why was it not held?",
        help_text="The pupil is back in lessons all the same.",
        max_length=2000,
        required=False,
    )
    token = OnceField()


class AdviceForm(Form):
    """Whether the decision on a pupil is supported."""

    is_supported = forms.TypedChoiceField(
        label="Do you support the decision?",
        choices=[(YES, "Yes, it is right on what is known"), (NO, "No, it should not stand")],
        coerce=lambda value: value == YES,
        widget=Radios(
            hints={NO: "The headteacher then cancels it, if the law still allows that, or says why it stands."}
        ),
        error_messages={"required": "Say whether you support it."},
    )
    reasons = TextField(
        label="Your reasons",
        help_text="Is it for the pupil’s own conduct? More likely than not? Fair, and no longer than needed? What was "
        "considered about needs and disability?",
        max_length=5000,
        error_messages={"required": "Give your reasons."},
    )
    token = OnceField()


class AnswerForm(Form):
    """Why a suspension stands that was not supported."""

    reasons = TextField(
        label="Why does the suspension stand?",
        max_length=5000,
        error_messages={"required": "Say why the suspension stands."},
    )
    is_board_asked = forms.BooleanField(
        label="Ask the board to consider it",
        required=False,
        widget=CheckBox(),
        help_text="The clerk then brings it before the board. Whether the board can reinstate the pupil follows from the law.",
    )
    token = OnceField()
