"""May this case be closed: by whom, and what is still open on it?"""

from django.utils import timezone

from cases.models import Case, Duty
from cases.selectors import duty_sentence
from complaints.selectors.case import LEFT_TO_ANSWER, running_on
from kernel import wording
from kernel.together import together
from meetings.selectors.mediation import LEFT_TO_END, unended_on
from pupils.selectors.case import left_to_end as pupils_left
from records.models import WrittenRecord
from records.states import RecordState
from socialmedia.selectors.concern_case import LEFT_TO_SETTLE, unsettled_on
from socialmedia.selectors.messages_case import left_to_end
from suspensions.models import SiteSuspension
from suspensions.states import SuspensionState


def power_to_close(case: Case) -> str:
    """The power it takes to close this case: another where somebody was suspended on it."""
    counts = SiteSuspension.objects.filter(case=case).exclude(state=SuspensionState.VOID)
    return "close_suspended_case" if counts.exists() else "close_case"


def left_open(case: Case) -> list[str]:
    """What stands in the way of closing a case, in words: duties, live suspensions, drafts of records."""
    now = timezone.now()
    live = SiteSuspension.objects.live().filter(case=case, period__endswith__gt=now).select_related("person", "school")
    duties, suspensions, complaints, mediations, restrictions, concerns, drafts = together(
        Duty.objects.open().filter(case=case).order_by("due_at", "pk"),
        live.order_by("pk"),
        running_on(case),
        unended_on(case),
        left_to_end(case),
        unsettled_on(case),
        WrittenRecord.objects.filter(case=case, state=RecordState.DRAFT).order_by("pk"),
    )
    suspended = [
        f"{row.person.full_name} is suspended until {wording.until(row.period.upper, now)}" for row in suspensions
    ]
    return [
        *(duty_sentence(duty) for duty in duties),
        *suspended,
        *pupils_left(case),
        *(LEFT_TO_ANSWER for _ in complaints),
        *(LEFT_TO_END for _ in mediations),
        *(f"What {row.who} was told about messages and calls is not over" for row in restrictions),
        *(LEFT_TO_SETTLE for _ in concerns),
        *(f"A draft is not issued: {draft.title}" for draft in drafts),
    ]
