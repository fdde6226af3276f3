"""The links by which records are signed at home: the latest of each who signs, and how far it is."""

from collections.abc import Iterable

from django.utils import timezone

from cases import links
from cases.models import Link
from cases.states import LinkPurpose
from kernel.wording import in_full
from records.models import Signatory


def link_of(signatory: Signatory) -> Link | None:
    """The latest link that was sent to somebody to sign by."""
    return links_of([signatory]).get(signatory.pk)


def links_of(signatories: Iterable[Signatory]) -> dict[int, Link]:
    """The latest link of each of those who sign one record, by their key. One query."""
    rows = [*signatories]
    subjects = [str(row.pk) for row in rows]
    cases = {row.record.case_id for row in rows}
    found = Link.objects.filter(case__in=cases, purpose=LinkPurpose.SIGN, subject__in=subjects)
    return {int(link.subject): link for link in found.select_related("case").order_by("pk")}


def said_of(link: Link | None) -> str:
    """How far a link is that nobody has answered by, in words; "" where there is none."""
    now = timezone.now()
    if link is None or link.used_at is not None or link.taken_back_at is not None:
        return ""
    if over := links.cannot_open(link, now):
        return f"The link sent to {link.sent_to} opens nothing any more: {over}."
    opened = f", opened {in_full(link.opened_at)}" if link.opened_at else ", not opened yet"
    return f"Link sent to {link.sent_to} on {in_full(link.issued_at)}{opened}."
