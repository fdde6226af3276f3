"""Writes the documents that are generated from the code: the moves of every state, the class of every column."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.fields import FIELDS as ACCOUNTS
from audit.fields import FIELDS as AUDIT
from cases.fields import FIELDS as CASES
from cases.states import CASE_MOVES, FILE_MOVES
from complaints.fields import FIELDS as COMPLAINTS
from complaints.states import STAGE_MOVES
from incidents.fields import FIELDS as INCIDENTS
from incidents.states import INTERVIEW_MOVES, STATEMENT_MOVES
from kernel.fields import table
from kernel.tables import Transitions, mermaid
from meetings.fields import FIELDS as MEETINGS
from meetings.states import MEDIATION_MOVES, MEETING_MOVES
from notices.fields import FIELDS as NOTICES
from packs.fields import FIELDS as PACKS
from packs.states import PACK_MOVES
from pupils.fields import FIELDS as PUPILS
from pupils.states import PUPIL_SUSPENSION_MOVES
from records.fields import FIELDS as RECORDS
from records.states import RECORD_MOVES, SCAN_MOVES, WORDING_MOVES
from schools.fields import FIELDS as SCHOOLS
from schools.states import IMPORT_MOVES, PROPOSAL_MOVES
from socialmedia.fields import FIELDS as SOCIALMEDIA
from socialmedia.states import MAIL_MOVES, PRESENCE_MOVES, RESTRICTION_MOVES
from suspensions.fields import FIELDS as SUSPENSIONS
from suspensions.states import SUSPENSION_MOVES

FIELDS = {
    "accounts": ACCOUNTS,
    "audit": AUDIT,
    "schools": SCHOOLS,
    "cases": CASES,
    "notices": NOTICES,
    "records": RECORDS,
    "incidents": INCIDENTS,
    "suspensions": SUSPENSIONS,
    "pupils": PUPILS,
    "meetings": MEETINGS,
    "packs": PACKS,
    "complaints": COMPLAINTS,
    "socialmedia": SOCIALMEDIA,
}
MOVES: dict[str, Transitions] = {
    "cases.Case": CASE_MOVES,
    "cases.EvidenceFile": FILE_MOVES,
    "incidents.Interview": INTERVIEW_MOVES,
    "incidents.Statement": STATEMENT_MOVES,
    "records.WrittenRecord": RECORD_MOVES,
    "records.Scan": SCAN_MOVES,
    "records.Wording": WORDING_MOVES,
    "schools.ImportRun": IMPORT_MOVES,
    "schools.RoleProposal": PROPOSAL_MOVES,
    "suspensions.SiteSuspension": SUSPENSION_MOVES,
    "pupils.PupilSuspension": PUPIL_SUSPENSION_MOVES,
    "meetings.Mediation": MEDIATION_MOVES,
    "meetings.Meeting": MEETING_MOVES,
    "packs.Pack": PACK_MOVES,
    "complaints.Complaint": STAGE_MOVES,
    "socialmedia.MailFile": MAIL_MOVES,
    "socialmedia.Restriction": RESTRICTION_MOVES,
    "socialmedia.OnlineConcern": PRESENCE_MOVES,
}


def states() -> str:
    """Draw every state's moves."""
    parts = [
        "# States and their moves",
        "Written by `manage.py write_docs` from each room's `states.py`; PostgreSQL refuses every other move.",
    ]
    for model, moves in MOVES.items():
        parts += [f"## {model}", f"```mermaid\n{mermaid(moves)}```"]
    return "\n\n".join(parts) + "\n"


def documents() -> dict[str, str]:
    """Every generated document: its name in docs/ and its text."""
    return {"states.md": states(), "fields.md": table(FIELDS)}


class Command(BaseCommand):
    help = "Write the generated documents in docs/."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, text in documents().items():
            (Path(settings.BASE_DIR) / "docs" / name).write_text(text)
            self.stdout.write(f"docs/{name}")
