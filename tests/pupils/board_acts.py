"""What tests of the board do alike: a suspension it was told of, its meeting, its decision, what it owes, what it wrote."""

from datetime import date, datetime

from django.utils import timezone

from cases.duties import Kind
from cases.models import Duty
from pupils.board import Attended
from pupils.selectors.family import family_at
from pupils.services import board
from pupils.states import BoardDecision, Came
from records.models import WrittenRecord
from schools.calendar import LONDON
from tests.pupils.conftest import TODAY
from tests.pupils.test_board import UNINVITED
from tests.pupils.test_telling import key_of

FIVE = {"last_on": date(2026, 11, 6), "half_days": 10}
# Six school days before the limit of fifteen from the second of November.
THE_9TH = datetime(2026, 11, 9, 17, 30, tzinfo=LONDON)


def arrange(row, clerk, meets_at=THE_9TH, **changes):
    return board.arrange_meeting(suspension=row, meets_at=meets_at, place="Central office", by=clerk, **changes)


def met(row, clerk):
    """A meeting that has begun."""
    now = timezone.now()
    meeting = arrange(row, clerk, now)
    board.begin_meeting(
        meeting=meeting, began_at=now, users=[], names=["Priya Shah", "Colm Reid"], by=clerk, uninvited_why=UNINVITED
    )
    meeting.refresh_from_db()
    return meeting


def absent(row):
    return [Attended(pk, Came.ABSENT) for pk, _ in family_at(row)]


def decided(row, clerk, decision=BoardDecision.UPHELD, **changes):
    said = {"decision": decision, "reasons": "Two adults saw it.", "decided_on": TODAY, "attended": absent(row)}
    return board.note_outcome(suspension=row, by=clerk, **{**said, **changes})


def upheld(row, clerk, decision=BoardDecision.UPHELD, **changes):
    """The board met and decided."""
    met(row, clerk)
    return decided(row, clerk, decision, **changes)


def owed(row, *events):
    """What the board still owes, as (to whom, of what)."""
    rows = Duty.objects.open().filter(case=row.case, kind=Kind.BOARD_TELLS).order_by("pk")
    found = [tuple(duty.subject.split(":")[1:]) for duty in rows]
    return [one for one in found if not events or one[1] in [event.value for event in events]]


def open_subjects(row):
    return {*Duty.objects.open().filter(case=row.case).values_list("subject", flat=True)}


def written(row, to, event):
    subject = key_of(row, to, event).slug
    return WrittenRecord.objects.filter(case=row.case, subject=subject).order_by("-version").first()


def text_of(record):
    """Everything that a reader reads, as one text."""
    parts = [record.content["summary"]]
    for part in record.content["sections"]:
        parts += [part["heading"], *part["paragraphs"], *(" ".join(row) for row in part["rows"])]
    return "\n".join(parts)
