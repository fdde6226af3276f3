"""What people type about a case besides the incident: drafts."""

from typing import Any

from django import forms

from cases import keeping
from kernel.forms import Form


class DraftForm(Form):
    """A form as it stands while somebody types; what it carries besides its key is kept as it is."""

    draft_key = forms.CharField(max_length=keeping.LONGEST_KEY)

    def clean_draft_key(self) -> str:
        key: str = self.cleaned_data["draft_key"]
        if not keeping.is_known(key):
            raise forms.ValidationError("This form cannot be kept.")
        return key

    def clean(self) -> dict[str, Any]:
        return {"key": self.cleaned_data.get("draft_key", ""), "payload": keeping.payload_of(self.data)}
