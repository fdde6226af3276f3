"""What came of a prompt: done, or not needed."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.access import require
from cases.models import AnsweredPrompt, Case
from cases.rules import cannot_change
from cases.services.case import lock
from cases.states import PromptAnswer, PromptKind
from kernel.checking import full_check
from kernel.refusal import refuse_if


@transaction.atomic
def answer_prompt(*, case: Case, kind: PromptKind, answer: PromptAnswer, by: User, note: str = "") -> AnsweredPrompt:
    """Note what came of a prompt; the first answer stands."""
    require(by, "work_case", case)
    case = lock(case)
    refuse_if(cannot_change(case), about=case)
    known: AnsweredPrompt | None = case.prompts.filter(kind=kind).first()
    if known is not None:
        return known
    row = AnsweredPrompt(
        case=case, kind=kind, answer=answer, note=note.strip()[:300], answered_at=timezone.now(), answered_by=by
    )
    full_check(row)
    row.save()
    data = {"kind": PromptKind(kind).value, "answer": PromptAnswer(answer).value, "note": row.note}
    write(chain=case.chain, verb="case.prompt_answered", row=row, by=by, data=data)
    return row
