"""A pack under its lock, and for whoever had it made."""

from accounts.models import User
from cases.models import Case
from kernel.refusal import Refused
from packs import rules
from packs.access import require_handling
from packs.models import Pack
from schools.access import forget_powers


def own_pack(pack: Pack, by: User) -> Pack:
    """The pack as it stands, locked, for whoever had it made and may have it still: asked again under the lock."""
    _require_mine(pack, by)
    row = locked_pack(pack)
    forget_powers(by)
    _require_mine(row, by)
    return row


def _require_mine(pack: Pack, by: User) -> None:
    """Deny (403) to everybody but whoever had it made and may still have it."""
    if not Pack.objects.visible_to(by).filter(pk=pack.pk).exists():
        require_handling(by)
        raise Refused(rules.NOT_YOURS, about="/")


def locked_pack(pack: Pack) -> Pack:
    """The pack as it stands, locked; a bundle under the lock of its case."""
    if pack.case_id is not None:
        Case.objects.select_for_update(no_key=True).get(pk=pack.case_id)
    rows = Pack.objects.select_related("case", "asked_by")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=pack.pk)
