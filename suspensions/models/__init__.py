"""Suspensions of adults from site: the suspension, what changes it, the person's side, reviews, the gate."""

from suspensions.models.changes import Arrangement, Extension, Variation
from suspensions.models.gate import Breach, PermittedVisit, Telling
from suspensions.models.hearing import Representation, Review, ReviewedEvidence
from suspensions.models.suspension import SiteRange, SiteSuspension
from suspensions.models.warning import BehaviourWarning

__all__ = [
    "Arrangement",
    "BehaviourWarning",
    "Breach",
    "Extension",
    "PermittedVisit",
    "Representation",
    "Review",
    "ReviewedEvidence",
    "SiteRange",
    "SiteSuspension",
    "Telling",
    "Variation",
]
