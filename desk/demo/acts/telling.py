"""What the suspended person hears in the stories, what is arranged for their child, and who sees them at the gate."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from desk.demo.stage import Act, Scene
from notices.states import CallResult, Channel
from records import services as records
from records.models import Wording
from records.states import CopyMethod
from schools.calendar import local_day
from suspensions import services as suspensions
from suspensions.selectors.letter import first_words

A_MOMENT = timedelta(minutes=4)


def told(note: str, channel: Channel = Channel.TELEPHONE, result: CallResult = CallResult.SPOKE, of: str = "") -> Act:
    def act(scene: Scene) -> None:
        for suspension in scene.suspensions(of):
            suspensions.log_telling(
                suspension=suspension,
                channel=channel,
                spoken_at=timezone.now() - A_MOMENT,
                call_result=result,
                note=note,
                by=scene.writer,
            )

    return act


def arranged(at: str = "", of: str = "", **what: Any) -> Act:
    def act(scene: Scene) -> None:
        school = scene.stage.sites[at] if at else None
        suspensions.set_arrangement(suspension=scene.suspension(of), school=school, by=scene.writer, **what)

    return act


def letter(method: CopyMethod | None = None, address: str = "", of: str = "", happened: str = "") -> Act:
    """The letter is issued as it stands, and goes by hand, by post, by e-mail, or waits.

    `happened` is said where no incident of the case says it.
    """

    def act(scene: Scene) -> None:
        for suspension in scene.suspensions(of):
            known, reason = first_words(suspension)
            suspensions.issue_letter(
                suspension=suspension,
                happened=happened or known,
                reason=reason,
                method=method,
                address=address,
                by=scene.writer,
            )

    return act


def letter_posted(address: str) -> Act:
    """A letter that was issued earlier is posted."""

    def act(scene: Scene) -> None:
        suspensions.log_letter_sent(
            suspension=scene.suspension(),
            method=CopyMethod.POST,
            sent_on=local_day(timezone.now()),
            address=address,
            by=scene.writer,
        )

    return act


def seen_on_site(by: str, note: str) -> Act:
    """Somebody at the gate presses "They are here"."""

    def act(scene: Scene) -> None:
        suspensions.report_breach(suspension=scene.suspension(), note=note, by=scene.stage.user(by))

    return act


# --- The trust's own words in its letters ----------------------------------------------------------------------------
def worded(name: str, text: str, why: str) -> Act:
    """The Central Team proposes the trust's own text of a paragraph, from that day on."""

    def act(scene: Scene) -> None:
        today = local_day(timezone.now())
        records.propose_wording(name=name, text=text, effective_on=today, why=why, by=scene.stage.user("central"))

    return act


def wording_approved(scene: Scene) -> None:
    """The CEO approves what waits."""
    for one in Wording.objects.waiting():
        records.approve_wording(wording=one, by=scene.stage.user("ceo"))
