"""What is said online in the stories: talked about, asked to be removed, looked at again, reported."""

from datetime import timedelta

from django.utils import timezone

from desk.demo.stage import Act, Scene
from desk.services.online import suspend_for_post
from records.states import CopyMethod
from schools.calendar import local_day
from socialmedia import services as online
from socialmedia.models import ConcernStep, OnlineConcern
from socialmedia.states import Presence, StepKind, Whom


def step_about_post(
    kind: StepKind, by: str, what: str, *, why: str = "", basis: str = "", asked_after: int = 0, parent: str = ""
) -> Act:
    """A step is taken about the post, of a pupil's to a parent; somebody asks so many days later what came of it."""

    def act(scene: Scene) -> None:
        on = local_day(timezone.now() + timedelta(days=asked_after)) if asked_after else None
        online.take_step(
            concern=_of(scene), kind=kind, what=what, skips_why=why, basis=basis, next_check_on=on,
            person=scene.stage.person(parent) if parent else None, by=scene.stage.user(by),
        )  # fmt: skip

    return act


def outcome_of_step(kind: StepKind, by: str, outcome: str) -> Act:
    """Somebody notes what came of a step."""

    def act(scene: Scene) -> None:
        online.note_outcome(step=_step(scene, kind), outcome=outcome, by=scene.stage.user(by))

    return act


def asks_for_legal_steps(by: str, reason: str) -> Act:
    """The headteacher asks whoever decides for the CEO."""

    def act(scene: Scene) -> None:
        online.ask_legal(concern=_of(scene), reason=reason, by=scene.stage.user(by))

    return act


def brief_about_post(by: str, to: str, *, seen_by: str, harm: str, favours: str) -> Act:
    """What the solicitors are asked is issued, and goes to them."""

    def act(scene: Scene) -> None:
        step, user, today = _step(scene, StepKind.LEGAL_ADVICE), scene.stage.user(by), local_day(timezone.now())
        online.issue_step_paper(step=step, said=step.what, seen_by=seen_by, harm=harm, favours=favours, by=user)
        online.log_pack_sent(step=step, to_name=to, method=CopyMethod.EMAIL, sent_on=today, by=user)

    return act


def paper_about_post(kind: StepKind, by: str, to: str = "") -> Act:
    """The letter of a step goes by hand; a pack is issued, and goes by e-mail to somebody."""

    def act(scene: Scene) -> None:
        step = _step(scene, kind)
        method = CopyMethod.HAND if step.person_id is not None else None
        user, today = scene.stage.user(by), local_day(timezone.now())
        online.issue_step_paper(step=step, said=step.what, method=method, by=user)
        if to:
            online.log_pack_sent(step=step, to_name=to, method=CopyMethod.EMAIL, sent_on=today, by=user)

    return act


def post_looked_at(found: Presence, by: str, note: str = "", again_after: int = 0) -> Act:
    """Somebody looks whether it is still there."""

    def act(scene: Scene) -> None:
        on = local_day(timezone.now() + timedelta(days=again_after)) if again_after else None
        online.check_concern(concern=_of(scene), found=found, note=note, again_on=on, by=scene.stage.user(by))

    return act


def told_of_post(whom: Whom, by: str, name: str, reference: str = "", note: str = "") -> Act:
    """The safeguarding lead or the police are told."""

    def act(scene: Scene) -> None:
        online.log_told(
            concern=_of(scene), whom=whom, name=name, reference=reference, note=note, told_at=timezone.now(),
            by=scene.stage.user(by),
        )  # fmt: skip

    return act


def suspended_for_post(by: str, grounds: str, why: str) -> Act:
    """Whoever posted it is suspended from site for the rest of the day."""

    def act(scene: Scene) -> None:
        suspend_for_post(concern=_of(scene), grounds=grounds, skips_why=why, by=scene.stage.user(by))

    return act


def post_settled(by: str, reason: str) -> Act:
    """Nothing more is done about it."""

    def act(scene: Scene) -> None:
        online.settle_concern(concern=_of(scene), reason=reason, by=scene.stage.user(by))

    return act


def _of(scene: Scene) -> OnlineConcern:
    """The post of the story."""
    found: OnlineConcern = OnlineConcern.objects.with_people().get(case=scene.case_pk)
    return found


def _step(scene: Scene, kind: StepKind) -> ConcernStep:
    """The newest step of a kind about it."""
    found: ConcernStep = ConcernStep.objects.with_people().filter(concern=_of(scene), kind=kind).latest("pk")
    return found
