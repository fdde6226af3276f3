"""A complaint comes in: it gets a case of its own, its clocks, its points, and whoever it is about a wall."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.access import sees
from cases.models import Case, Involvement
from cases.rules import cannot_change
from cases.services.case import settle_involved
from cases.services.writing import claim, drop_draft, settle
from cases.states import CaseState, Part
from complaints import rules
from complaints.access import LOGS, require_handles, require_handles_still
from complaints.drafts import LOG_KEY, draft_key
from complaints.models import Complaint, Point
from complaints.services._shared import keep_point, locked, open_complaint, settle_owner
from complaints.states import Channel, Stage
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from schools.access import require_at
from schools.calendar import local_day
from schools.models import Person, School
from schools.services.holding import hold_days


@transaction.atomic
def log_complaint(
    *,
    school: School,
    received_on: date,
    channel: Channel,
    words: str,
    by: User,
    stage: Stage = Stage.INFORMAL,
    is_about_data: bool = False,
    complainant: Person | None = None,
    name: str = "",
    address: str = "",
    about: Iterable[User] = (),
    source: Case | None = None,
    token: UUID | None = None,
) -> Complaint | None:
    """Log a complaint about a school in a case of its own, and tell whoever deals with it. None if sent before.

    Whoever it is `about` sees nothing of it from now on. One about personal data goes to the data protection lead, at a
    stage of its own (section 164A of the Data Protection Act 2018). Refuses (`Refused`) somebody who logs one about themselves or
    their own. Law: Part 7 of the 2014 Regulations, paragraph 33.
    """
    require_at(by, LOGS, school)
    if source is not None and not sees(by, source):
        raise PermissionDenied
    if token is not None and claim(token=token, by=by):
        return None
    named, now = [*dict.fromkeys(about)], timezone.now()
    is_own = complainant is not None and _is_account_of(by, complainant)
    page = source if source is not None else "/complaints/log/"
    hold_days([school])
    refuse_if(rules.cannot_log_own(by, named, is_own=is_own), about=page)
    refuse_if(rules.cannot_have_come(received_on, local_day(now)), about=page, field="received_on")
    refuse_blank(words, "Write down what the complainant said or wrote.", about=page, field="words")
    if source is not None:
        refuse_if(rules.cannot_come_from(source), about=source)
    who = complainant.full_name if complainant is not None else name.strip()
    refuse_blank(who, "Say who complains.", about=page, field="name")
    complaint = open_complaint(
        school=school,
        source=source,
        complainant=complainant,
        name="" if complainant is not None else who,
        address="" if complainant is not None else address.strip(),
        received_on=received_on,
        channel=channel,
        words=words.strip(),
        stage=Stage.DATA if is_about_data else stage,
        is_about_data=is_about_data,
        about=[{"user": user} for user in named],
        by=by,
    )
    drop_draft(key=LOG_KEY if source is None else draft_key("complaint_from", source), by=by)
    if token is not None:
        settle(token=token, led_to=complaint.get_absolute_url(), by=by)
    return complaint


def _is_account_of(user: User, person: Person) -> bool:
    """The person, under whichever record, is this account's."""
    rows = Person.objects.filter(pk__in=Person.objects.same_as([person.pk]))
    found: bool = rows.filter(user=user).exists()
    return found


@transaction.atomic
def add_point(*, complaint: Complaint, text: str, by: User, token: UUID | None = None) -> Point | None:
    """Write down one thing that is complained of, to be decided on by itself. None if this form was sent before."""
    require_handles(by, complaint)
    if token is not None and claim(token=token, by=by):
        return None
    complaint = locked(complaint)
    require_handles_still(by, complaint)
    refuse_if(rules.cannot_change_points(complaint), about=complaint)
    refuse_blank(text, "Say what is complained of.", about=complaint, field="text")
    point = keep_point(complaint, text.strip(), by)
    drop_draft(key=draft_key("complaint_points", complaint.case), by=by)
    if token is not None:
        settle(token=token, led_to=complaint.get_absolute_url(), by=by)
    return point


@transaction.atomic
def take_back_point(*, point: Point, reason: str, by: User) -> None:
    """Take back a point that was entered in error; the history keeps it. Twice is once."""
    require_handles(by, point.complaint)
    complaint = locked(point.complaint)
    require_handles_still(by, complaint)
    refuse_if(rules.cannot_change_points(complaint), about=complaint)
    point = Point.objects.select_for_update(no_key=True, of=("self",)).get(pk=point.pk)
    refuse_if(rules.cannot_take_back(complaint.points.all(), point), about=complaint)
    refuse_blank(reason, "Say why.", about=complaint, field="reason")
    point.taken_back_at, point.taken_back_by, point.taken_back_why = timezone.now(), by, reason.strip()
    full_check(point)
    point.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_why"])
    data = {"text": point.text, "reason": reason.strip()}
    write(chain=complaint.chain, verb="complaint.point_taken_back", row=point, by=by, data=data)


@transaction.atomic
def name_about(*, complaint: Complaint, user: User, by: User) -> None:
    """Say that the complaint is about a colleague, who sees nothing of it from now on; what they owed of it is passed on."""
    require_handles(by, complaint)
    complaint = locked(complaint)
    require_handles_still(by, complaint)
    refuse_if(cannot_change(complaint.case), about=complaint)
    refuse_if(rules.cannot_log_own(by, [user], is_own=False), about=complaint, field="user")
    row = settle_involved(case=complaint.case, part=Part.SUBJECT, user=user, by=by)
    settle_owner(complaint, by)
    settle_walls(involvement=row, by=by)
    drop_draft(key=draft_key("complaint_about", complaint.case), by=by)


@transaction.atomic
def settle_walls(*, involvement: Involvement, by: User) -> None:
    """Whoever a complaint is about is behind the wall of what was handed on of it too: nobody says of whom a point is.

    A part of naming them, which has checked who names; also where that was answered and its case is closed. Does
    nothing for any other part, case or time.
    """
    if involvement.part != Part.SUBJECT:
        return
    rows = Complaint.objects.filter(handed_points__complaint__case=involvement.case).exclude(case__state=CaseState.VOID)
    for half in rows.select_related("case__school").distinct().order_by("case"):
        whom: dict[str, Any] = {"person": involvement.person, "user": involvement.user, "name": involvement.name}
        settle_involved(case=half.case, part=Part.SUBJECT, by=by, even_closed=True, **whom)
        if half.is_running:
            settle_owner(half, by)
