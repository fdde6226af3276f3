"""What is asked about suspensions from site: the decision and its changes, telling the person, letters, their side."""

from suspensions.forms.deciding import AskTrustWideForm, ExtendForm, LetEndForm, TrustWideForm
from suspensions.forms.hearing import ConsiderForm, SideForm, WaiverForm
from suspensions.forms.review import LookAgainForm, RenewForm, ReviewForm, VaryForm
from suspensions.forms.suspension import (
    ArrangementForm,
    LetterForm,
    LiftForm,
    NeverCameForm,
    SentForm,
    TellForm,
    VoidForm,
    WarningForm,
)

__all__ = [
    "ArrangementForm",
    "AskTrustWideForm",
    "ConsiderForm",
    "ExtendForm",
    "LetEndForm",
    "LetterForm",
    "LiftForm",
    "LookAgainForm",
    "NeverCameForm",
    "RenewForm",
    "ReviewForm",
    "SentForm",
    "SideForm",
    "TellForm",
    "TrustWideForm",
    "VaryForm",
    "VoidForm",
    "WaiverForm",
    "WarningForm",
]
