"""A duty as a line that says what to do, by when and why; with its button where it is the reader's to do."""

from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse

from accounts.models import User
from cases.access import may, reach
from cases.duties import DUTIES
from cases.models import Duty
from cases.selectors import NamedOwner, duty_sentence, duty_url, owners_by_name
from kernel import wording
from kernel.components import Action, Link, Step


def steps_of(duties: Iterable[Duty], user: User, *, offers_ways: bool = False) -> list[Step]:
    """The lines of a case's duties for this reader: their own first, then what others owe.

    `offers_ways`: with the ways to hand them on or set them aside, for whoever may.
    """
    duties = [*duties]
    owners = owners_by_name(duties)
    found = [(owners.get(duty.pk, NamedOwner()), duty) for duty in duties]
    lines = [(not reach(user).owes(duty, is_owner_gone=owner.is_gone), duty, owner) for owner, duty in found]
    lines.sort(key=lambda line: (line[0], line[1].due_at, line[1].pk))
    steps = [_step(duty, owner, is_mine=not is_others) for is_others, duty, owner in lines]
    if not offers_ways:
        return steps
    return [replace(step, links=_ways(duty, user)) for step, (_, duty, _) in zip(steps, lines, strict=True)]


def _ways(duty: Duty, user: User) -> tuple[Link, ...]:
    """Handing a duty on and setting it aside, where this reader may. No query."""
    if not duty.case.is_open or not may(user, "work_case", duty.case) or not reach(user).settles(duty):
        return ()
    args, about = [duty.case.reference, duty.pk], f"what is due: {duty_sentence(duty)}"
    ways = [Link("Hand on", reverse("cases:hand_on", args=args), about)]
    if not DUTIES[duty.kind].instead:
        ways.append(Link("Set aside", reverse("cases:waive", args=args), about))
    return tuple(ways)


def _step(duty: Duty, owner: NamedOwner, *, is_mine: bool) -> Step:
    """The line of one duty; another's says whose it is and has no button."""
    declared, what = DUTIES[duty.kind], duty_sentence(duty)
    role = duty.get_owner_role_display()
    was = f"was handed to {owner.name}, {owner.why_not}" if owner.is_gone else ""
    if not is_mine:
        small = f"{role} ({was})" if was else owner.name or role
        return Step(what=what, due_at=duty.due_at, small=small)
    action = Action(declared.button, duty_url(duty), about=f"{duty.case.reference}, {what}")
    return Step(what=what, action=action, due_at=duty.due_at, small=wording.capital(was), why=declared.source)
