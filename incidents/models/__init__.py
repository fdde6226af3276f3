"""What happened, what was added to it later, and what those who saw it said."""

from incidents.models.incident import DECISION, Addendum, Incident
from incidents.models.interview import Interview
from incidents.models.statement import Statement

__all__ = ["DECISION", "Addendum", "Incident", "Interview", "Statement"]
