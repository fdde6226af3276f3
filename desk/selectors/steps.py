"""A duty as a line that says what to do, by when and why."""

from cases.duties import DUTIES
from cases.models import Duty
from cases.selectors import duty_url
from kernel.components import Action, Step


def step_of(duty: Duty, *, is_mine: bool = True) -> Step:
    """The line of a duty; with its button where it is the reader's to do."""
    declared = DUTIES[duty.kind]
    what = declared.sentence.format(about=duty.about or "them")
    action = Action(declared.button, duty_url(duty), about=f"{duty.case.reference}, {what}") if is_mine else None
    return Step(what=what, action=action, due_at=duty.due_at, why=declared.source)
