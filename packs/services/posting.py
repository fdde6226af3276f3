"""What was printed from the tray went by post or by hand: each paper is logged by the room it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from cases.models import Case
from cases.services.writing import claim, settle
from complaints import services as complaints
from complaints.models import Complaint
from complaints.selectors.letter import LetterKey as LetterOfComplaint
from kernel.refusal import Refused, refuse_if
from meetings import services as meetings
from meetings.models import Attendee
from packs import rules
from packs.access import require_handling
from packs.selectors.owed import Owed, Why, owed_on_paper
from packs.selectors.tray import said_of, tray_url
from pupils.models import PupilSuspension
from pupils.recipients import NoticeKey
from pupils.services.telling import log_notice_posted
from records.models import Copy
from records.services import give_whole
from records.states import CopyMethod
from schools.access import forget_powers
from socialmedia import services as online
from socialmedia.models import ConcernStep, Restriction
from socialmedia.selectors.restriction_letter import LetterKey
from socialmedia.services import log_step_paper_posted
from suspensions import services as suspensions
from suspensions.models import SiteSuspension


@dataclass(frozen=True)
class Posted:
    """How many papers were logged, and which were not, each with why."""

    done: int
    left: tuple[tuple[str, str], ...]


@transaction.atomic
def log_posted(
    *, papers: Sequence[str], method: CopyMethod, sent_on: date, by: User, token: UUID | None = None
) -> Posted | None:
    """Log that these papers of the tray (their keys) went on paper, on a local day. None if this form was sent before.

    Each is logged as the page it belongs to would log it. What cannot be is left, with why, and the others are logged.
    Raises `Refused` where none is chosen.
    """
    require_handling(by)
    if token is not None and claim(token=token, by=by):
        return None
    asked = [*dict.fromkeys(papers)]
    refuse_if(rules.cannot_log(len(asked)), about="/", field="papers")
    first = {one.key: one for one in owed_on_paper(by)}
    # The cases by key before anything else is locked: the order of locks everywhere.
    cases = {first[key].record.case_id for key in asked if key in first}
    list(Case.objects.filter(pk__in=cases).select_for_update(no_key=True).order_by("pk").values_list("pk"))
    forget_powers(by)
    owed = {one.key: one for one in owed_on_paper(by)}
    left = []
    for key in asked:
        if reason := _why_not_logged(owed.get(key), method, sent_on, by):
            named = first.get(key)
            left.append((said_of(named) if named is not None else rules.SOME_PAPER, reason))
    if token is not None and not left:
        settle(token=token, led_to=tray_url(), by=by)
    return Posted(len(asked) - len(left), tuple(left))


def _why_not_logged(one: Owed | None, method: CopyMethod, sent_on: date, by: User) -> str | None:
    """Log it, or say why it cannot be; then nothing of it stands."""
    if one is None:
        return rules.NOT_OWED
    is_to_sign = one.why == Why.SIGN
    if reason := rules.cannot_post(
        method, is_to_sign=is_to_sign, is_confidential=one.is_confidential, address=one.address
    ):
        return reason
    try:
        with transaction.atomic():
            _log(one, method, sent_on, by)
    except Refused as refused:
        return refused.reason
    except PermissionDenied:
        return rules.NOT_YOURS_TO_LOG
    return None


def _log(one: Owed, method: CopyMethod, sent_on: date, by: User) -> Copy | None:
    address = one.address if method == CopyMethod.POST else ""
    if one.why == Why.COPY:
        return give_whole(signatory=one.about, method=method, handed_on=sent_on, address=address, by=by)
    if isinstance(one.about, SiteSuspension):
        return suspensions.log_letter_posted(
            suspension=one.about, record=one.record, method=method, sent_on=sent_on, address=address, by=by
        )
    if isinstance(one.about, Attendee):
        return meetings.log_letter_posted(attendee=one.about, method=method, sent_on=sent_on, address=address, by=by)
    if isinstance(one.about, Restriction):
        key = LetterKey.read(one.record.subject)
        assert key is not None, "only letters about it were asked for"
        return online.log_restriction_letter_posted(
            restriction=one.about, key=key, method=method, sent_on=sent_on, address=address, by=by
        )
    if isinstance(one.about, NoticeKey):
        suspension = PupilSuspension.objects.with_people().get(pk=one.about.suspension)
        return log_notice_posted(
            suspension=suspension, key=one.about, method=method, sent_on=sent_on, address=address, by=by
        )
    if isinstance(one.about, Complaint):
        which = LetterOfComplaint.read(one.record.subject)
        assert which is not None, "only letters about it were asked for"
        return complaints.log_letter_posted(
            complaint=one.about, key=which, method=method, sent_on=sent_on, address=address, by=by
        )
    if isinstance(one.about, ConcernStep):
        return log_step_paper_posted(step=one.about, method=method, sent_on=sent_on, address=address, by=by)
    return suspensions.log_warning_posted(warning=one.about, method=method, sent_on=sent_on, address=address, by=by)
