"""What headteachers and the CEO decide in the stories: on a report, on how long a suspension lasts, on its end."""

from datetime import timedelta

from django.utils import timezone

from desk.demo.stage import Act, Scene
from desk.services.deciding import decide_on_report
from incidents.states import Conclusion
from notices.states import Channel
from records.states import CopyMethod
from suspensions import services as suspensions
from suspensions.models import BehaviourWarning

A_MOMENT = timedelta(minutes=4)
NOTHING_POINTS = "Nothing points to a disability, an illness or a difficulty with English."


# --- On a colleague's report -----------------------------------------------------------------------------------------
def suspends(risk: str) -> Act:
    """The head decides on a colleague's report: suspended for the rest of the day."""

    def act(scene: Scene) -> None:
        subjects = [row.person for row in scene.case.involvements.subjects() if row.person is not None]
        decide_on_report(
            incident=scene.incident, conclusion=Conclusion.SUSPEND, reason=risk, suspended=subjects, by=scene.head
        )

    return act


def talks(note: str, reason: str, channel: Channel = Channel.TELEPHONE) -> Act:
    """The head decides on a colleague's report: a talk or a call."""

    def act(scene: Scene) -> None:
        subject = scene.case.involvements.subjects()[0].person
        decide_on_report(
            incident=scene.incident,
            conclusion=Conclusion.TALK,
            reason=reason,
            talked_to=subject,
            talk_channel=channel,
            talk_moment=timezone.now() - A_MOMENT,
            talk_note=note,
            by=scene.head,
        )

    return act


def warns(reason: str) -> Act:
    """The head decides on a colleague's report: a warning letter to everybody it is about."""

    def act(scene: Scene) -> None:
        subjects = [row.person for row in scene.case.involvements.subjects() if row.person is not None]
        decide_on_report(
            incident=scene.incident, conclusion=Conclusion.WARNING, reason=reason, warned=subjects, by=scene.head
        )

    return act


def warning_letter(happened: str, reason: str) -> Act:
    """The warning letters are issued and handed over."""

    def act(scene: Scene) -> None:
        for warning in BehaviourWarning.objects.filter(incident__case=scene.case_pk).with_people():
            suspensions.issue_warning(
                warning=warning, happened=happened, reason=reason, method=CopyMethod.HAND, by=scene.writer
            )

    return act


def lets_be(reason: str) -> Act:
    """The head decides on a colleague's report: no action, for a reason."""

    def act(scene: Scene) -> None:
        decide_on_report(incident=scene.incident, conclusion=Conclusion.NO_ACTION, reason=reason, by=scene.head)

    return act


# --- How long, and where ---------------------------------------------------------------------------------------------
def extended(
    until: int, reason: str, considered: str = NOTHING_POINTS, *, review: int | None = None, of: str = ""
) -> Act:
    """It goes on until the end of a working day, counted from today; once upheld with a day to look again."""

    def act(scene: Scene) -> None:
        suspensions.extend_site_suspension(
            suspension=scene.suspension(of),
            until_on=scene.day(until),
            review_on=None if review is None else scene.day(review),
            reason=reason,
            considered=considered,
            by=scene.writer,
        )

    return act


def left_to_end(note: str) -> Act:
    """The headteacher decides that it ends by itself."""

    def act(scene: Scene) -> None:
        suspensions.let_end(suspension=scene.suspension(), note=note, by=scene.writer)

    return act


def asks_for_every_site(reason: str, of: str = "") -> Act:
    """The headteacher asks the CEO to let it hold for every site."""

    def act(scene: Scene) -> None:
        suspensions.ask_for_trust_wide(suspension=scene.suspension(of), reason=reason, by=scene.writer)

    return act


def every_site(until: int, grounds: str, considered: str = NOTHING_POINTS, of: str = "") -> Act:
    """The CEO lets it hold for every site of the trust."""

    def act(scene: Scene) -> None:
        suspensions.suspend_trust_wide(
            suspension=scene.suspension(of),
            until_on=scene.day(until),
            grounds=grounds,
            considered=considered,
            by=scene.stage.user("ceo"),
        )

    return act


def renewed(until: int, grounds: str, considered: str = NOTHING_POINTS) -> Act:
    """A new decision follows on one that was upheld and ends."""

    def act(scene: Scene) -> None:
        suspensions.renew_site_suspension(
            suspension=scene.suspension(),
            until_on=scene.day(until),
            grounds=grounds,
            considered=considered,
            by=scene.writer,
        )

    return act


# --- The end by somebody ---------------------------------------------------------------------------------------------
def lifted(reason: str) -> Act:
    def act(scene: Scene) -> None:
        suspensions.lift_suspension(suspension=scene.suspension(), reason=reason, by=scene.writer)

    return act


def suspension_voided(reason: str) -> Act:
    def act(scene: Scene) -> None:
        suspensions.void_suspension(suspension=scene.suspension(), reason=reason, by=scene.writer)

    return act
