"""How stories of one day end: somebody not involved judges it, the person hears of it, the case is closed."""

from desk.demo import acts
from desk.demo.clock import Later, days, hours, minutes
from desk.demo.stage import Act
from records.states import CopyMethod
from suspensions.states import Outcome

Steps = tuple[tuple[Later, Act], ...]


def upheld(reasons: str, risk: str, *, by: str = "ceo", after: Later | None = None) -> Steps:
    """It is upheld, though it has ended: the evidence carried it."""
    return ((after or hours(2), acts.reviewed(by, Outcome.UPHELD, reasons, risk=risk)),)


def not_upheld(reasons: str, follows: str, *, by: str = "ceo", after: Later | None = None) -> Steps:
    """It is not upheld, and something follows: no interview, for the headteacher sees to it."""
    return (
        (after or hours(2), acts.reviewed(by, Outcome.NOT_UPHELD, reasons, follows=follows)),
        (minutes(10), acts.not_invited("The headteacher talks with them.")),
    )


def heard_of_it(note: str, method: CopyMethod = CopyMethod.HAND, address: str = "", of: str = "") -> Steps:
    """The person hears of a decision: in talk and in writing."""
    return (
        (hours(1), acts.told(note, of=of)),
        (minutes(30), acts.letter(method, address, of=of)),
    )


def closed(outcome: str, *, by: str = "", after: Later | None = None) -> Steps:
    """The case ends with its outcome."""
    return ((after or days(1), acts.closed(outcome, by=by)),)
