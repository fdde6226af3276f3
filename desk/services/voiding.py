"""A case that was logged in error: void, and everybody who was told is told."""

from django.db import transaction

from accounts.models import User
from cases.access import require, require_still
from cases.models import Case
from cases.services.case import lock, mark_void
from cases.services.writing import drop_draft
from complaints.selectors.case import why_not_void as why_not_void_complaint
from kernel.refusal import refuse_if
from meetings.services import cancel_meetings_of
from notices.models import Notice
from notices.recipients import reachable
from notices.services import tell
from notices.states import Audience, NoticeKind
from pupils.rules import cannot_void_case
from pupils.selectors.case import is_about_pupil
from socialmedia.services import end_restrictions_of
from suspensions.access import why_not_void_case
from suspensions.services import void_suspension

DRAFT_KEY = "void:{reference}"
WORD = "This case was logged in error. Nothing follows from it, and nothing about it is to be passed on."


@transaction.atomic
def void_case(*, case: Case, reason: str, by: User) -> None:
    """Void a case, and its suspensions with it; whoever was told of it is told that it was an error."""
    require(by, "void_case", case)
    case = lock(case)
    require_still(by, "void_case", case)
    told = Notice.objects.filter(case=case, to_user__isnull=False).exclude(to_user=by).select_related("to_user")
    audiences = {notice.to_user: Audience(notice.audience) for notice in told.order_by("pk") if notice.to_user}
    # The newest first: one that follows another is ended before it.
    live = [*case.site_suspensions.live().select_for_update(no_key=True).order_by("-pk")]
    refuse_if(cannot_void_case(is_about_pupil(case)), about=case)
    refuse_if(why_not_void_case(case, by) or why_not_void_complaint(case, by), about=case)
    mark_void(case=case, reason=reason, by=by)
    drop_draft(key=DRAFT_KEY.format(reference=case.reference), by=by)
    # After the case, so that word still owed to somebody who had heard of a suspension stays owed.
    for suspension in live:
        void_suspension(suspension=suspension, reason=reason, by=by)
    cancel_meetings_of(case=case, by=by)
    end_restrictions_of(case=case, by=by)
    for user in reachable(audiences, case):
        tell(kind=NoticeKind.VOIDED, audience=audiences[user], to=user, path="", note=WORD, by=by, case=case)
