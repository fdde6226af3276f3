"""The suspended person's own side in the stories, and what somebody not involved makes of it."""

from datetime import timedelta

from django.utils import timezone

from cases.models import Evidence
from desk.demo.acts.deciding import NOTHING_POINTS
from desk.demo.stage import Act, Scene
from suspensions import services as suspensions
from suspensions.models import Representation
from suspensions.states import Channel, Outcome

A_WHILE = timedelta(minutes=30)


# --- Their side --------------------------------------------------------------------------------------------------------
def said(text: str, channel: Channel, *, is_all: bool = False) -> Act:
    """What the person says to it has come in."""

    def act(scene: Scene) -> None:
        suspensions.note_representation(
            suspension=scene.suspension(),
            received_at=timezone.now() - A_WHILE,
            channel=channel,
            text=text,
            is_all=is_all,
            by=scene.writer,
        )

    return act


def waives_their_side(text: str, channel: Channel = Channel.EMAIL) -> Act:
    """The person says in writing that they do not want to answer."""

    def act(scene: Scene) -> None:
        suspensions.note_waiver(
            suspension=scene.suspension(),
            received_at=timezone.now() - A_WHILE,
            channel=channel,
            text=text,
            by=scene.writer,
        )

    return act


def considered(by: str, consideration: str) -> Act:
    """Somebody not involved says what they make of what the person said."""

    def act(scene: Scene) -> None:
        waiting = Representation.objects.filter(suspension=scene.suspension(), considered_at=None, is_waiver=False)
        for one in waiting.select_related("suspension__case"):
            suspensions.consider_representation(
                representation=one, consideration=consideration, by=scene.stage.user(by)
            )

    return act


# --- The review --------------------------------------------------------------------------------------------------------
def reviewed(
    by: str,
    outcome: Outcome,
    reasons: str,
    *,
    considered: str = NOTHING_POINTS,
    risk: str = "",
    review: int | None = None,
    terms: str = "",
    follows: str = "",
    weighed: str = "",
    of: str = "",
) -> Act:
    """It is upheld or not, on all the evidence there is; `weighed` is what is made of the person's words."""

    def act(scene: Scene) -> None:
        suspensions.review_site_suspension(
            suspension=scene.suspension(of),
            outcome=outcome,
            reasons=reasons,
            considered=considered,
            evidence=[*Evidence.objects.filter(case=scene.case_pk).values_list("pk", flat=True)],
            consideration=weighed,
            risk=risk,
            review_on=None if review is None else scene.day(review),
            terms=terms,
            follows=follows,
            by=scene.stage.user(by),
        )

    return act


def varied(terms: str, reason: str) -> Act:
    """The CEO gives an upheld one other terms."""

    def act(scene: Scene) -> None:
        suspensions.vary_site_suspension(
            suspension=scene.suspension(), terms=terms, reason=reason, by=scene.stage.user("ceo")
        )

    return act


def looked_again(
    outcome: Outcome, reasons: str, *, considered: str = NOTHING_POINTS, risk: str = "", review: int | None = None
) -> Act:
    """The CEO looks again at an upheld one on its day: it goes on, or it is lifted."""

    def act(scene: Scene) -> None:
        suspensions.look_again(
            suspension=scene.suspension(),
            outcome=outcome,
            reasons=reasons,
            considered=considered,
            risk=risk,
            review_on=None if review is None else scene.day(review),
            by=scene.stage.user("ceo"),
        )

    return act
