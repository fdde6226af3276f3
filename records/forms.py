"""What people type and upload to see whether a record is genuine, to note who signed it, to word letters."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cases.arrivals import Arrival, keep
from cases.links import read_code as read_link_code
from kernel.filetypes import BY_END, MOST_FILES, Kind, end_of, shown_name
from kernel.forms import FilesField, Form, LineField, OnceField, TextField
from kernel.widgets import CheckBox, Checkboxes, DateParts, FilesInput, Radios
from records.drawing import NotDrawn, keep_drawing
from records.hashing import read_code
from records.models import Signatory
from records.sending import DISPUTE
from records.states import SCANS, UNSIGNED, CopyMethod, SignMethod
from records.verifying import LARGEST

TOO_BIG = f"This file is larger than {LARGEST // 1024 // 1024} MB, and nothing issued here is. Choose another."


class CodeForm(Form):
    code = LineField(
        label="Code",
        max_length=60,
        help_text="16 letters and digits at the foot of each page, for example 7K4Q-9M2X-BCDF-GHJK. Capitals or not.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Type the code."},
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError("A code has 16 letters and digits. Look at yours again.")
        return code


class FileForm(Form):
    file = forms.FileField(
        label="PDF file",
        help_text="It is compared and not kept.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": "Choose a file.", "empty": "This file is empty. Choose another."},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(TOO_BIG)
        return file


# --- Signatures ---------------------------------------------------------------------------------------------------
PAGES = (Kind.PICTURE, Kind.PDF)
PAGES_ACCEPTED = ",".join(["image/*", *(f".{end}" for end, one in BY_END.items() if one.kind in PAGES)])
NO_PAGE = "A signed page comes back as a photograph or a PDF. Photograph it, or scan it again."
SEND_AGAIN = "Choose the files again: browsers forget them when a page comes back."


class ScansForm(Form):
    """Signed pages that come back, as photographs or PDFs."""

    token = OnceField()
    files = FilesField(  # type: ignore[assignment]
        label="The signed page",
        widget=FilesInput({"accept": PAGES_ACCEPTED}),
        help_text=(
            f"A photograph or a PDF, up to {MOST_FILES} at once. Put the whole page into the picture, the square code at "
            "its foot too: it says which version was signed."
        ),
        error_messages={"required": "Choose the photograph or scan of the signed page."},
    )

    def __init__(
        self, *args: Any, skipped: Sequence[tuple[str, str]] = (), is_held: bool = False, **kwargs: Any
    ) -> None:
        """`skipped` were not read for their number or size; `is_held` says that the page keeps the files chosen."""
        super().__init__(*args, **kwargs)
        self.skipped, self.is_held = skipped, is_held

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        files = known.get("files") or []
        pages = [file for file in files if _is_page(file)]
        if self.errors:
            if files and not self.is_held and "files" not in self.errors:
                self.add_error("files", SEND_AGAIN)
            return known
        others = [
            Arrival(shown_name(file.name or ""), file.size, reason=NO_PAGE) for file in files if file not in pages
        ]
        return {**known, "files": [*keep(pages, self.skipped, SCANS), *others]}


def _is_page(file: Any) -> bool:
    """A picture or a PDF by its name; what has a name of no known kind is explained at the door."""
    taken = BY_END.get(end_of(shown_name(file.name or "")))
    return taken is None or taken.kind in PAGES


class SignedForm(Form):
    """Who signed on a page, and on which day."""

    signatories = forms.ModelMultipleChoiceField(
        Signatory.objects.none(),
        label="Whose signatures are on this page?",
        widget=Checkboxes,
        error_messages={
            "required": "Tick who signed on this page.",
            "invalid_choice": "The signature of one of these is noted already. Look at the list again.",
        },
    )
    signed_on = forms.DateField(
        label="On which day did they sign?",
        widget=DateParts,
        help_text="As it stands beside the signature. If they signed on different days, note them one after the other.",
        error_messages={"required": "Enter the day.", "invalid": "Enter a day that exists, for example 2 11 2026."},
    )

    def __init__(self, *args: Any, signatories: "QuerySet[Signatory]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["signatories"]
        field.queryset = signatories
        field.label_from_instance = lambda row: f"{row.name}, {row.capacity[:1].lower()}{row.capacity[1:]}"


class SignForm(Form):
    """A signature on a screen: drawn in a box or typed, by somebody who has read the text that `digest` is of."""

    token = OnceField()
    digest = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    drawing = forms.CharField(widget=forms.HiddenInput(attrs={"data-signature": ""}), required=False, strip=False)
    typed = LineField(
        label="Or type your name",
        required=False,
        help_text="A typed name counts as your signature.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}),
    )
    disagrees = TextField(
        label="Is there something you do not agree with? You do not have to say.",
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It goes with the record, word for word. Everybody who gets the record reads it.",
    )
    has_read = forms.BooleanField(
        label="I have read this, or it was read to me.",
        widget=CheckBox(),
        error_messages={"required": "Read it, or have it read to you, and tick the box."},
    )

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        known.pop("has_read", None)
        drawn, typed = known.pop("drawing", ""), known.get("typed", "")
        if not drawn and not typed and "typed" not in self.errors:
            self.add_error("typed", "Sign in the box, or type your name.")
        if drawn and typed:
            self.add_error("typed", "You signed in the box and typed your name. Clear one of the two.")
        if self.errors:
            return known
        try:
            return {**known, "drawing": keep_drawing(drawn) if drawn else None}
        except NotDrawn as refused:
            self.add_error("typed", str(refused))
            return known


class LinkCodeForm(Form):
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
        code = read_link_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError("A code has 8 digits. Look at yours again.")
        return code


class AskForm(Form):
    """Where a link to sign goes, and on which telephone its code is given."""

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


class GiveForm(Form):
    """How a copy of a signed record went to somebody: by hand or by post, and on which day."""

    token = OnceField()
    method = forms.TypedChoiceField(
        label="How did they get it?",
        coerce=CopyMethod,
        choices=[(one.value, one.label) for one in (CopyMethod.HAND, CopyMethod.POST)],
        widget=Radios(reveals={CopyMethod.POST: "post"}),
        error_messages={"required": "Say how they got it."},
    )
    address = TextField(
        label="To which address?", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    proof = LineField(label="Proof of posting, if there is one", required=False)
    handed_on = forms.DateField(
        label="On which day?",
        widget=DateParts,
        error_messages={"required": "Enter the day.", "invalid": "Enter a day that exists, for example 2 11 2026."},
    )

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        if known.get("method") == CopyMethod.POST and not known.get("address"):
            self.add_error("address", "Say to which address it went.")
        if known.get("method") == CopyMethod.HAND:
            known |= {"address": "", "proof": ""}
        return known


class LostForm(Form):
    """How it is known that a copy never came."""

    dispute = TextField(**DISPUTE)


class DeclineToSignForm(Form):
    """That somebody at home does not sign, why, and what they do not agree with."""

    reason = TextField(
        label="Why do you not sign?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why you do not sign. A few words are enough."},
    )
    disagrees = TextField(
        label="Is there something in it that you do not agree with? You do not have to say.",
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="It goes with the record, word for word. Everybody who gets the record reads it.",
    )


class UnsignedForm(Form):
    """That somebody did not sign, and why."""

    method = forms.TypedChoiceField(
        label="What happened?",
        coerce=SignMethod,
        choices=[(one.value, one.label) for one in UNSIGNED],
        widget=Radios,
        error_messages={"required": "Say what happened."},
    )
    reason = TextField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example: she read it in the office and said she signs nothing.",
        error_messages={"required": "Say why they did not sign."},
    )
    witness = LineField(
        label="Who saw it?",
        help_text="The name of somebody who was there. It may be you.",
        error_messages={"required": "Say who saw it."},
    )


class DisagreesForm(Form):
    """What somebody does not agree with, in their own words."""

    token = OnceField()
    text = TextField(
        label="What do they not agree with?",
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Word for word, as they wrote or said it. Nobody can change it later.",
        error_messages={"required": "Write what they do not agree with."},
    )


class TakeBackForm(Form):
    """Why what was noted of a signature was an error."""

    reason = TextField(
        label="What was wrong?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what was wrong."},
    )


# --- Wordings -----------------------------------------------------------------------------------------------------
class WordingForm(Form):
    """The trust's own wording of a paragraph, and from which day it counts."""

    text = TextField(
        label="Text",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Leave an empty line between paragraphs. What stands in brackets is filled in for each letter.",
    )
    is_standard = forms.BooleanField(label="Go back to the standard text instead", required=False, widget=CheckBox())
    effective_on = forms.DateField(
        label="From which day?",
        widget=DateParts,
        help_text="It counts for decisions made on that day or later. Letters about earlier decisions read as before.",
        error_messages={"required": "Enter the day.", "invalid": "Enter a day that exists, for example 2 11 2026."},
    )
    why = TextField(
        label="Why does it change?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One sentence for the CEO.",
        error_messages={"required": "Say why it changes."},
    )


class DeclineForm(Form):
    """Why a wording is not approved."""

    reason = TextField(
        label="Why not?",
        max_length=1000,
        help_text="Its writer reads it.",
        error_messages={"required": "Say why not."},
    )
