"""What goes to the Chair of Trustees, before it goes and as it arrived."""

from typing import Any

from accounts.models import User
from cases.models import Case
from desk import rules
from desk.selectors.report import COUNTING, reports_among
from notices.models import Notice
from notices.recipients import holders, not_walled
from records.models import WrittenRecord
from records.states import RecordKind
from schools.states import Role


def informing_page(case: Case) -> dict[str, Any]:
    """Whom the CEO writes to, with which report, and what was sent before."""
    chairs = not_walled(holders(Role.CHAIR), case)
    both = (RecordKind.INCIDENT_REPORT, RecordKind.SUPPLEMENTARY_REPORT)
    records = [*WrittenRecord.objects.filter(case=case, kind__in=both, state__in=COUNTING)]
    sent = [*Notice.objects.for_chair().filter(case=case).select_related("to_user", "queued_by").order_by("-queued_at")]
    return {
        "chairs": chairs,
        "report": reports_among(records)[1],
        "supplementary": reports_among(records, RecordKind.SUPPLEMENTARY_REPORT)[1],
        "reason": rules.cannot_inform_chair(case, chairs),
        "sent": sent,
    }


def handed_to_chair(case: Case, user: User) -> dict[str, Any]:
    """What this account was sent as Chair on a case: notes, reports, and whether it was confirmed."""
    notices = [
        *Notice.objects.for_chair()
        .filter(case=case, to_user=user)
        .select_related("queued_by")
        .order_by("-queued_at", "-pk")
    ]
    records = WrittenRecord.objects.filter(case=case, copies__to_user=user).select_related("case__school")
    return {
        "case": case,
        "notices": notices,
        "records": [*records.order_by("-number", "-version")],
        "is_read": all(notice.acknowledged_at for notice in notices),
        "read_at": max((notice.acknowledged_at for notice in notices if notice.acknowledged_at), default=None),
    }
