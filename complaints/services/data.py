"""A complaint turns out to be about personal data, or a point of it does: the data protection lead deals with that."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, move
from cases.models import Involvement
from cases.services.writing import claim, drop_draft, settle
from cases.states import Part
from complaints import rules
from complaints.access import require_handles, require_handles_still
from complaints.drafts import draft_key
from complaints.models import Complaint, Point
from complaints.services._shared import KINDS, begin_stage, drop_duties, keep_point, locked, open_complaint
from complaints.states import STAGE_MOVES, Channel, Stage
from kernel.refusal import refuse_blank, refuse_if
from schools.services.holding import hold_days

HANDED_ON = "It is about personal data, and has clocks of its own."


@transaction.atomic
def hand_to_data_lead(*, complaint: Complaint, reason: str, by: User) -> None:
    """Hand a complaint on that is about personal data: it leaves the complaints procedure, and its clocks begin.

    They count from the day it came. Refuses (`Refused`) what was decided on. Law: section 164A of the Data Protection Act
    2018.
    """
    require_handles(by, complaint)
    hold_days([complaint.case.school])
    complaint = locked(complaint)
    require_handles_still(by, complaint)
    refuse_if(rules.cannot_hand_to_lead(complaint, _answered(complaint)), about=complaint)
    refuse_blank(reason, "Say what of it is about personal data.", about=complaint, field="reason")
    move(
        complaint,
        Stage.DATA,
        table=STAGE_MOVES,
        verb="complaint.handed_to_data_lead",
        by=by,
        field="stage",
        data={"who": complaint.who, "reason": reason.strip()},
        is_about_data=True,
    )
    drop_duties(complaint, KINDS, HANDED_ON, by)
    begin_stage(locked(complaint), by)
    drop_draft(key=draft_key("complaint_data", complaint.case), by=by)


@transaction.atomic
def hand_on_points(
    *, complaint: Complaint, points: Sequence[Point], words: str, by: User, token: UUID | None = None
) -> Complaint | None:
    """Hand points on that are about personal data: they become a complaint of its own, received on the same day.

    The data protection lead reads `words` and the points, and nothing of the rest. Whoever this complaint is about is
    behind a wall there too, for nobody says of whom a point is. None if this form was sent before. Raises `Refused`.
    """
    require_handles(by, complaint)
    if token is not None and claim(token=token, by=by):
        return None
    hold_days([complaint.case.school])
    complaint = locked(complaint)
    require_handles_still(by, complaint)
    left = [one for one in complaint.points.select_for_update(no_key=True, of=("self",)) if one.is_open]
    chosen = [one for one in left if one in points]
    refuse_if(rules.cannot_split(complaint, _answered(complaint), left), about=complaint)
    refuse_if(rules.cannot_hand_on_points(left, points), about=complaint, field="points")
    refuse_blank(words, "Write down what they said or wrote about it.", about=complaint, field="words")
    parts = Involvement.objects.filter(case=complaint.case, part=Part.SUBJECT).select_related("person", "user")
    made = open_complaint(
        school=complaint.case.school,
        source=complaint.case,
        complainant=complaint.complainant,
        name=complaint.name,
        address=complaint.address,
        received_on=complaint.received_on,
        channel=Channel(complaint.channel),
        words=words.strip(),
        stage=Stage.DATA,
        is_about_data=True,
        about=[{"person": one.person, "user": one.user, "name": one.name} for one in parts],
        by=by,
    )
    now = timezone.now()
    for point in chosen:
        keep_point(made, point.text, by)
        amend(
            point, verb="complaint.point_handed_on", by=by, at=now, data={"text": point.text},
            handed_on_to=made, handed_on_at=now, handed_on_by=by,
        )  # fmt: skip
    drop_draft(key=draft_key("complaint_split", complaint.case), by=by)
    if token is not None:
        settle(token=token, led_to=complaint.get_absolute_url(), by=by)
    return made


def _answered(complaint: Complaint) -> list[str]:
    return [one.answers for one in complaint.decisions.all()]
