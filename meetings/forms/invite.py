"""Why a parent is not invited to an interview."""

from django import forms

from kernel.forms import Form, TextField


class NotInvitedForm(Form):
    """Why a parent is not invited to an interview."""

    reason = TextField(
        label="Why are they not invited?",
        help_text="For example: they asked not to be, or you have talked with them already. It stays in the history.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why they are not invited."},
    )
