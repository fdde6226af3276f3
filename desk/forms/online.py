"""What is asked when somebody is suspended from site for what they posted."""

from typing import Any

from django import forms

from kernel.forms import Form, TextField


class SuspendForPostForm(Form):
    """The risk, and why nobody talked and asked first."""

    grounds = TextField(
        label="What is the risk to staff or children at the site?",
        help_text="The person reads it in their letter. What they think of us is no risk, whoever reads it.",
        max_length=2000,
        error_messages={"required": "Say what the risk to staff or children is."},
    )
    skips_why = TextField(
        label="Why not talk with them and ask first?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Talk with them and ask first, or say why not."},
    )

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["skips_why"]
