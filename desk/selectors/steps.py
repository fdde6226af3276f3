"""A duty as a line that says what to do, by when and why; with its button where it is the reader's to do."""

from collections.abc import Iterable

from accounts.models import User
from cases.access import reach
from cases.duties import DUTIES
from cases.models import Duty
from cases.selectors import duty_sentence, duty_url
from kernel.components import Action, Step


def steps_of(duties: Iterable[Duty], user: User) -> list[Step]:
    """The lines of a case's duties for this reader: their own first, then what others owe."""
    lines = [(not is_owed_by(duty, user), duty.due_at, duty.pk, duty) for duty in duties]
    return [step_of(duty, is_mine=not is_others) for is_others, _, _, duty in sorted(lines, key=lambda line: line[:3])]


def is_owed_by(duty: Duty, user: User) -> bool:
    """This account owes the duty: by name, by a role it holds, or by acting for the CEO."""
    return reach(user).owes(duty)


def step_of(duty: Duty, *, is_mine: bool) -> Step:
    """The line of one duty; another's says whose it is and has no button."""
    declared, what = DUTIES[duty.kind], duty_sentence(duty)
    if not is_mine:
        return Step(what=what, due_at=duty.due_at, small=duty.get_owner_role_display())
    action = Action(declared.button, duty_url(duty), about=f"{duty.case.reference}, {what}")
    return Step(what=what, action=action, due_at=duty.due_at, why=declared.source)
