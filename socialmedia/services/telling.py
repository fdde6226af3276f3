"""The safeguarding lead and the police are told of a post; the data protection lead judges what it means for data."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.access import reach, require, require_still
from cases.duties import Kind
from cases.rules import cannot_change
from cases.services.writing import claim, drop_draft, settle
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_blank, refuse_if
from schools.access import forget_powers
from schools.states import Role
from socialmedia.drafts import draft_key
from socialmedia.models import OnlineConcern, Told
from socialmedia.rules import concern as rules
from socialmedia.services._concern import done, locked
from socialmedia.states import Whom

DOES = {Whom.SAFEGUARDING: Kind.TELL_SAFEGUARDING, Whom.POLICE: Kind.TELL_POLICE}


@transaction.atomic
def log_told(
    *,
    concern: OnlineConcern,
    whom: Whom,
    name: str,
    told_at: datetime,
    by: User,
    reference: str = "",
    note: str = "",
    token: UUID | None = None,
) -> Told | None:
    """Note that the safeguarding lead or the police were told of a post, when (aware), and what they said.

    None if this form was sent before. Raises `Refused`.
    """
    require(by, "work_case", concern.case)
    if token is not None and claim(token=token, by=by):
        return None
    concern = locked(concern)
    require_still(by, "work_case", concern.case)
    refuse_if(cannot_change(concern.case), about=concern)
    refuse_blank(name, "Say who it was.", about=concern, field="name")
    if told_at > timezone.now():
        raise Refused("This time is in the future.", about=concern, field="told_time")
    row = Told(
        concern=concern, whom=whom, name=name.strip(), reference=reference.strip(), note=note.strip(),
        told_at=told_at, told_by=by,
    )  # fmt: skip
    full_check(row)
    row.save()
    label = str(Whom(whom).label)
    data = {"whom": label, "name": row.name, "at": told_at, "reference": row.reference}
    write(chain=concern.chain, verb="concern.told", row=row, by=by, data=data)
    done(concern, DOES[Whom(whom)], f"{label} told: {row.name}", by)
    drop_draft(key=draft_key("online_told", concern.case, concern.pk), by=by)
    if token is not None:
        settle(token=token, led_to=concern.get_absolute_url(), by=by)
    return row


@transaction.atomic
def judge_data(*, concern: OnlineConcern, said: str, by: User) -> None:
    """The data protection lead says what it means that personal data was put into an AI tool, and what is done."""
    _require_lead(by, concern)
    concern = locked(concern)
    forget_powers(by)
    _require_lead(by, concern)
    refuse_if(rules.cannot_judge_data(concern), about=concern)
    refuse_blank(said, "Say what it means, and what is done.", about=concern, field="said")
    data = {"who": concern.who, "said": said.strip()}
    write(chain=concern.chain, verb="concern.data_judged", row=concern, by=by, data=data)
    done(concern, Kind.DATA_IN_TOOL, said.strip(), by)
    drop_draft(key=draft_key("online_data", concern.case, concern.pk), by=by)


def _require_lead(by: User, concern: OnlineConcern) -> None:
    """Deny (403) unless the user is the data protection lead, and it is not about them."""
    held = reach(by)
    if concern.case_id in held.walled or not held.held.holds(Role.DP_LEAD):
        raise PermissionDenied
