"""The print pack and the case bundle of the demonstration: asked for as soon as the worker has set the records."""

from django.db import transaction

from accounts.models import User
from cases.models import Case
from packs.models import Pack
from packs.selectors.choose import in_files
from packs.services import ask_bundle, ask_pack
from records.states import RecordKind

HEAD = "head@demo.example"
IN_A_PACK = 5


class NotSetYet(Exception):
    """The worker has not set enough of the demonstration's records yet."""


@transaction.atomic
def print_some(*, by: User) -> None:
    """Have a pack of a few records made, and a bundle of a case with a report for the Chair, once.

    Raises `NotSetYet` while there are too few records with their PDF. `by` is whose school it is.
    """
    if Pack.objects.filter(asked_by=by).exists():
        return
    records = [*in_files(by).order_by("-issued_at", "-pk").values_list("pk", flat=True)[:IN_A_PACK]]
    reports = in_files(by).filter(kind=RecordKind.INCIDENT_REPORT).order_by("-issued_at", "-pk")
    case = Case.objects.filter(pk__in=reports.values("case")).order_by("-opened_at").first()
    if len(records) < IN_A_PACK or case is None:
        raise NotSetYet
    ask_pack(records=records, for_whom="School office", purpose="For the file on paper", is_duplex=True, by=by)
    ask_bundle(
        case=case, reader="chair", for_whom="Edwin Marsh", purpose="Asked for by the Chair", is_duplex=True, by=by
    )
