"""How many are being made for somebody at once."""

from accounts.models import User
from packs.models import Pack
from packs.states import PackState


def waiting_of(by: User) -> int:
    """How many packs and bundles are being made for somebody. Under the lock of their account: two tabs count one another."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    return Pack.objects.filter(asked_by=by, state=PackState.WAITING).count()
