"""What the writer of the supplementary report adds to the interviews."""

from typing import Any

from django import forms

from kernel.forms import Form, TextField


class SupplementaryForm(Form):
    """What the interviews show, and whether the evidence supports what was done."""

    correction = TextField(
        label="What does this version add or put right?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It stands on the new version, beside the number of the one it replaces.",
        error_messages={"required": "Say what this version adds or puts right."},
    )
    findings = TextField(
        label="What do the interviews show?",
        help_text="Where they agree, where they differ, and what nobody saw. Each interview stands in the report already.",
        error_messages={"required": "Say what the interviews show."},
    )
    view = TextField(
        label="Does the evidence support what was done?",
        help_text="Your view, with reasons. The CEO decides.",
        error_messages={"required": "Say whether the evidence supports what was done."},
    )
    action_taken = TextField(label="What was done since the first report?", required=False)

    def __init__(self, *args: Any, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["correction"]
