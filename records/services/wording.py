"""The trust's own wording of its letters: proposed by the Central Team, approved by the CEO, counting from its day."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import move, write
from cases.services.writing import drop_draft
from kernel import wording as words
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_if
from notices.services import tell
from notices.states import Audience, NoticeKind
from records import rules
from records.models import Wording
from records.states import WORDING_MOVES, WordingState
from records.wording import PARAGRAPHS
from schools.access import require_at
from schools.calendar import local_day
from schools.selectors.roles import holders
from schools.states import Role

DRAFT_KEY = "wording:{name}"


@transaction.atomic
def propose_wording(
    *, name: str, effective_on: date, why: str, by: User, text: str = "", is_standard: bool = False
) -> Wording:
    """Propose the trust's own text of a paragraph, or the standard text again, from a local day; the CEO is told.

    Refuses (`Refused`) a text that leaves out what the person must read, a day in the past, a second one waiting.
    """
    require_at(by, "edit_wording")
    paragraph, today = PARAGRAPHS[name], local_day(timezone.now())
    wording = Wording(
        name=name,
        text="" if is_standard else text.strip(),
        is_standard=is_standard,
        effective_on=effective_on,
        why=why.strip(),
        proposed_at=timezone.now(),
        proposed_by=by,
    )
    if not is_standard:
        refuse_if(rules.cannot_word(paragraph, text), about=wording, field="text")
    refuse_if(rules.cannot_begin_on(effective_on, today), about=wording, field="effective_on")
    if Wording.objects.waiting().filter(name=name).exists():
        raise Refused("A wording of this paragraph waits for the CEO already.", about=wording)
    full_check(wording)
    wording.save()
    write(chain=wording.chain, verb="wording.proposed", row=wording, by=by, data=_told(wording))
    drop_draft(key=DRAFT_KEY.format(name=name), by=by)
    for ceo in holders(Role.CEO):
        if ceo != by:
            path = wording.get_absolute_url()
            tell(kind=NoticeKind.WORDING_WAITS, audience=Audience.CEO, to=ceo, path=path, by=by)
    return wording


@transaction.atomic
def approve_wording(*, wording: Wording, by: User) -> None:
    """Approve a wording: it counts from its day. Refuses its own writer, and one whose day has passed meanwhile."""
    require_at(by, "approve_wording")
    wording = _locked(wording)
    refuse_if(rules.cannot_decide_wording(wording, by), about=wording)
    late = rules.cannot_begin_on(wording.effective_on, local_day(timezone.now()))
    refuse_if(late and "Its day has passed. Do not approve it; the Central Team proposes a new day.", about=wording)
    _settle(wording, WordingState.APPROVED, "wording.approved", by)
    _tell_writer(wording, by)


@transaction.atomic
def decline_wording(*, wording: Wording, reason: str, by: User) -> None:
    """Do not approve a wording, and say why: its writer is told."""
    require_at(by, "approve_wording")
    wording = _locked(wording)
    refuse_if(rules.cannot_decide_wording(wording, by), about=wording)
    if not reason.strip():
        raise Refused("Say why not.", about=wording, field="reason")
    _settle(wording, WordingState.DECLINED, "wording.declined", by, reason=reason.strip())
    _tell_writer(wording, by)


@transaction.atomic
def withdraw_wording(*, wording: Wording, by: User) -> None:
    """Take back a wording that waits."""
    require_at(by, "edit_wording")
    wording = _locked(wording)
    refuse_if(rules.cannot_withdraw_wording(wording), about=wording)
    _settle(wording, WordingState.WITHDRAWN, "wording.withdrawn", by)


def _locked(wording: Wording) -> Wording:
    return Wording.objects.select_for_update(no_key=True, of=("self",)).select_related("proposed_by").get(pk=wording.pk)


def _settle(wording: Wording, state: WordingState, verb: str, by: User, **changes: str) -> None:
    now = timezone.now()
    told = {**_told(wording), **changes}
    move(
        wording, state, table=WORDING_MOVES, verb=verb, by=by, at=now, data=told,
        decided_at=now, decided_by=by, **changes,
    )  # fmt: skip


def _told(wording: Wording) -> dict[str, str]:
    return {
        "label": wording.paragraph.label,
        "name": wording.name,
        "text": wording.text,
        "from_day": words.full_day(wording.effective_on),
    }


def _tell_writer(wording: Wording, by: User) -> None:
    if wording.proposed_by.is_active and wording.proposed_by != by:
        path = wording.get_absolute_url()
        tell(kind=NoticeKind.WORDING_DECIDED, audience=Audience.COLLEAGUE, to=wording.proposed_by, path=path, by=by)
