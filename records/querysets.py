"""Ways of asking for written records: those of the files one sees, copies handed to oneself, and what the board writes."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from cases.access import reach
from cases.duties import Kind
from cases.models import Duty
from cases.querysets import FileQuerySet
from records.access import handles, is_advised
from records.states import CURRENT, NOT_FROZEN, OF_BOARD, OF_DATA, PANEL_RECORDS, PRIVILEGED, WordingState
from schools.access import powers

if TYPE_CHECKING:
    from accounts.models import User


class SignedQuerySet(FileQuerySet):
    """Rows of a record that is signed; `to_record` is the path from a row to its record ("" for the record itself)."""

    to_record = "record__"
    to_case = "record__case__"

    def handled_by(self, user: "User") -> Self:
        """Those this user may have signed: in the files they see, and where they handle records what waits to be signed.

        Whoever prints a record to be signed by pen takes the page back that was signed. None behind a wall.
        """
        held = reach(user)
        waits = Duty.objects.open().filter(
            kind=Kind.SIGN,
            case=OuterRef(f"{self.to_record}case"),
            subject=Cast(OuterRef(f"{self.to_record}pk"), TextField()),
        )
        doors = held.file(self.to_case)
        if held.user_id:
            doors |= handles(held, self.to_case) & Q(Exists(waits))
        return held.without_walled(self, self.to_case).filter(doors)


class RecordQuerySet(SignedQuerySet):
    to_record = ""
    to_case = "case__"

    def in_file_of(self, user: "User") -> Self:
        """Records of the files this user sees. What was written to take legal advice only with the power to take legal
        steps: shown to others, it may have to be shown to everybody."""
        found: Self = super().in_file_of(user)
        return found.filter(~Q(kind__in=PRIVILEGED) | is_advised(reach(user), self.to_case))

    def visible_to(self, user: "User") -> Self:
        """Records of the files this user sees, those of which they hold a copy and those they sign; none behind a wall.

        Whoever does the board's business sees what the board tells of a suspended pupil, and what is
        written about a panel on a complaint, whoever wrote it; the data protection lead, the letters
        about a complaint about personal data.
        """
        held = reach(user)
        if held.schools.is_everywhere or not user.is_active:
            return self.in_file_of(user)
        # Asked row by row: a whole list of pks for either door would be read for every page.
        record: Any = self.model
        in_file = Exists(record.objects.in_file_of(user).filter(pk=OuterRef("pk")))
        copies = record.copies.rel.related_model.objects.filter(record=OuterRef("pk"), to_user=held.user_id)
        handed = Exists(copies)
        signs = record.signatories.rel.related_model.objects.filter(record=OuterRef("pk"), user=held.user_id)
        doors: Any = in_file | handed | (Exists(signs) & ~Q(state__in=NOT_FROZEN))
        if board := held.held.schools_with("board_duties"):
            of_board = record.objects.filter(kind__in=(*OF_BOARD, *PANEL_RECORDS), pk=OuterRef("pk"))
            doors |= Exists(board.keep(of_board, "case__school_id"))
        if led := held.held.schools_with("subject_access"):
            of_data = record.objects.filter(kind__in=OF_DATA, pk=OuterRef("pk"))
            doors |= Exists(led.keep(of_data, "case__school_id"))
        return held.without_walled(self, self.to_case).filter(doors)

    def frozen(self) -> Self:
        """Issued at some time: their content no longer changes."""
        return self.exclude(state__in=NOT_FROZEN)

    def current(self) -> Self:
        """Issued, and neither replaced nor withdrawn since."""
        return self.filter(state__in=CURRENT)


class RecordFileQuerySet(SignedQuerySet):
    """What belongs to a record."""


class SignatoryQuerySet(RecordFileQuerySet):
    def asked_of(self, user: "User") -> Self:
        """Those by which this account itself is asked to sign, of records that were issued; none behind a wall."""
        held = reach(user)
        mine = self.filter(user=held.user_id).exclude(record__state__in=NOT_FROZEN)
        return held.without_walled(mine, self.to_case)


class SignatureQuerySet(SignedQuerySet):
    to_record = "signatory__record__"
    to_case = "signatory__record__case__"

    def standing(self) -> Self:
        """What counts: not noted in error."""
        return self.filter(taken_back_at__isnull=True)


class CopyQuerySet(FileQuerySet):
    """Copies are seen with the file; whoever was handed one sees the record, not who else holds it."""

    to_case = "record__case__"


class WordingQuerySet(QuerySet[Any]):
    def visible_to(self, user: "User") -> Self:
        """Whoever writes or approves wordings sees all of them; nobody else any."""
        held = powers(user)
        return self if held.includes("edit_wording") or held.includes("approve_wording") else self.none()

    def waiting(self) -> Self:
        return self.filter(state=WordingState.WAITING)

    def used_on(self, day: date) -> Self:
        """Approved and in use on a local day, oldest first: of several for one paragraph the last counts."""
        return self.filter(state=WordingState.APPROVED, effective_on__lte=day).order_by(
            "effective_on", "decided_at", "pk"
        )
