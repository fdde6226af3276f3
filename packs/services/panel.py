"""The papers of a panel in the system: a bundle is handed to it, opened by its members, taken back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, write
from cases.models import Case
from complaints.models import Complaint
from complaints.selectors.panel_members import members_of, why_not_read
from kernel.checking import full_check
from kernel.refusal import refuse_if
from notices.services import tell
from notices.states import Audience, NoticeKind
from packs import rules
from packs.models import HandedBundle, Pack
from packs.selectors.panel import opens, panels_for, takes_back
from packs.services._own import own_pack
from schools.access import forget_powers


@transaction.atomic
def hand_over(*, pack: Pack, complaint: Complaint, by: User) -> HandedBundle:
    """Hand a bundle to the panel on a complaint: its members are told, and open it until the panel is over. Twice is once.

    By whoever had it made and may open that panel. Raises `Refused` for any but a bundle for a panel that is ready.
    """
    pack = own_pack(pack, by)
    mine = [one.pk for one in panels_for(pack, by)]
    refuse_if(rules.cannot_hand_over(pack, is_theirs=complaint.pk in mine), about=pack)
    known = HandedBundle.objects.standing().filter(pack=pack, complaint=complaint).first()
    if known is not None:
        return known
    row = HandedBundle(pack=pack, complaint=complaint, handed_at=timezone.now(), handed_by=by)
    full_check(row)
    row.save(force_insert=True)
    write(chain=pack.chain, verb="bundle.handed", row=row, by=by, at=row.handed_at, data=_told(row))
    for member in members_of(complaint):
        if member.user is not None and member.user != by and member.user.is_active:
            tell(
                kind=NoticeKind.COMPLAINT_PANEL, audience=Audience.COLLEAGUE, to=member.user,
                path=complaint.panel_url, by=by, case=complaint.case,
            )  # fmt: skip
    return row


@transaction.atomic
def take_panel_papers(*, handed: HandedBundle, by: User) -> Pack:
    """Note that somebody opens the papers of a panel, each time; where its file is. Raises `Refused`.

    Denied (403) from the minute at which they do not sit on it any more, it is over, or the papers were taken back.
    Law: Part 7 of the 2014 Regulations, paragraph 33(f): nobody who was directly involved.
    """
    handed = _standing(handed, by)
    if not opens(handed, by):
        raise PermissionDenied
    refuse_if(why_not_read(handed.complaint, by), about="/")
    refuse_if(rules.cannot_take(handed.pack, timezone.now(), is_read=True), about="/")
    write(chain=handed.chain, verb="bundle.read", row=handed, by=by, data=_told(handed))
    return handed.pack


@transaction.atomic
def hand_back(*, handed: HandedBundle, by: User) -> None:
    """Take a bundle back from a panel: nobody of it opens it any more. Raises 403 for who does not see its file."""
    handed = _standing(handed, by)
    if not takes_back(handed, by):
        raise PermissionDenied
    now = timezone.now()
    amend(handed, verb="bundle.handed_back", by=by, at=now, data=_told(handed), taken_back_at=now, taken_back_by=by)


def _standing(handed: HandedBundle, by: User) -> HandedBundle:
    """What was handed over, as it stands for this account, under the lock of the bundle's case: powers asked anew."""
    assert handed.pack.case_id is not None, "a bundle is of a case"
    Case.objects.select_for_update(no_key=True).get(pk=handed.pack.case_id)
    forget_powers(by)
    found: HandedBundle | None = HandedBundle.objects.visible_to(by).with_papers().filter(pk=handed.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _told(row: HandedBundle) -> dict[str, object]:
    return {"number": row.pack_id, "panel": row.complaint.case.reference}
