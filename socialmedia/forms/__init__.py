"""What is asked about online concerns, contacts and restrictions."""

from socialmedia.forms.concern import (
    AddForm,
    AuthorForm,
    CheckForm,
    DataForm,
    KindsForm,
    ListForm,
    LogForm,
    SettleForm,
    ToldForm,
)
from socialmedia.forms.step import (
    AskLegalForm,
    OutcomeForm,
    PackSentForm,
    PaperForm,
    PaperLostForm,
    PaperSentForm,
    TakeForm,
)

__all__ = [
    "AddForm",
    "AskLegalForm",
    "AuthorForm",
    "CheckForm",
    "DataForm",
    "KindsForm",
    "ListForm",
    "LogForm",
    "OutcomeForm",
    "PackSentForm",
    "PaperForm",
    "PaperLostForm",
    "PaperSentForm",
    "SettleForm",
    "TakeForm",
    "ToldForm",
]
