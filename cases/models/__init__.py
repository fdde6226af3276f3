"""A case, who has to do with it, who may see it, what is due on it, and what people are writing for it."""

from cases.models.access import Delegation, Grant
from cases.models.case import Case, Evidence, Involvement
from cases.models.duty import Duty
from cases.models.files import EvidenceFile, Sealing
from cases.models.link import Link
from cases.models.prompt import AnsweredPrompt
from cases.models.writing import Draft, Submission

__all__ = [
    "AnsweredPrompt",
    "Case",
    "Delegation",
    "Draft",
    "Duty",
    "Evidence",
    "EvidenceFile",
    "Grant",
    "Involvement",
    "Link",
    "Sealing",
    "Submission",
]
