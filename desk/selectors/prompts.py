"""What is worth thinking of while a case is young, beside what must be done: shown until somebody answers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.models import AnsweredPrompt, Case, Involvement
from cases.states import Part, PromptAnswer, PromptKind
from incidents.models import Incident
from incidents.states import Setting
from kernel.components import Action

YOUNG = timedelta(days=14)
RECORDED = (Setting.ON_SITE, Setting.GATE)
WHY = {
    PromptKind.CCTV: "Ask for it within 24 hours: cameras write over their recordings after days.",
    PromptKind.ACCIDENT_BOOK: "Somebody was hurt. Some injuries must also be reported under RIDDOR.",
    PromptKind.SUPPORT: "Ask how they are, offer to talk, and say who else can help.",
    PromptKind.OFFICER: "A child may be at risk. If it touches somebody who works with children, the officer is told "
    "within one working day.",
}


@dataclass(frozen=True)
class Prompt:
    """Something to think of: what, why, and the buttons that answer it."""

    title: str
    why: str
    actions: tuple[Action, ...]


def prompts_of(
    case: Case, incident: Incident | None, involved: list[Involvement], answered: Iterable[AnsweredPrompt]
) -> list[Prompt]:
    """The prompts that an incident gives rise to and nobody has answered, while the case is young."""
    if incident is None or not case.is_open or timezone.now() - case.opened_at > YOUNG:
        return []
    done = {row.kind for row in answered}
    return [_prompt(case, kind) for kind in _raised(incident, involved) if kind not in done]


def _raised(incident: Incident, involved: list[Involvement]) -> list[PromptKind]:
    hurt = any(row.part == Part.INJURED for row in involved)
    colleagues = any(row.part in (Part.TARGET, Part.INJURED) and row.user_id for row in involved)
    raised = {
        PromptKind.CCTV: incident.setting in RECORDED,
        PromptKind.ACCIDENT_BOOK: hurt or bool(incident.injuries),
        PromptKind.SUPPORT: colleagues,
        PromptKind.OFFICER: incident.is_child_at_risk,
    }
    return [kind for kind, is_raised in raised.items() if is_raised]


def _prompt(case: Case, kind: PromptKind) -> Prompt:
    actions = tuple(
        Action(
            answer.label, reverse("desk:prompt", args=[case.reference, kind, answer]), method="post", about=kind.label
        )
        for answer in PromptAnswer
    )
    return Prompt(kind.label, WHY[kind], actions)
