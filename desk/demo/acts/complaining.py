"""Complaints in the stories: they come, are acknowledged, decided on, answered, taken further."""

from django.utils import timezone

from complaints import services as complaints
from complaints.models import Complaint
from complaints.selectors.letter import LetterKey, update_key
from complaints.states import About, Channel, Result, Stage
from desk.demo.stage import Act, Scene
from records.states import CopyMethod
from schools.calendar import local_day


def complains(words: str, points: tuple[str, ...], *, by: str, stage: Stage = Stage.INFORMAL) -> Act:
    """Whom the case is about complains by letter; somebody logs it and writes down its points."""

    def act(scene: Scene) -> None:
        stage_of = scene.stage
        complaint = complaints.log_complaint(
            school=scene.case.school,
            received_on=local_day(timezone.now()),
            channel=Channel.LETTER,
            words=words,
            stage=stage,
            complainant=scene.case.involvements.subjects()[0].person,
            source=scene.case,
            by=stage_of.user(by),
        )
        assert complaint is not None, "no form is sent twice here"
        for text in points:
            complaints.add_point(complaint=complaint, text=text, by=stage_of.user(by))

    return act


def complaint_acknowledged(by: str) -> Act:
    """They hear that we have it."""

    def act(scene: Scene) -> None:
        complaint = _of(scene)
        key = LetterKey(About.ACKNOWLEDGED, complaint.stage)
        complaints.issue_letter(complaint=complaint, key=key, said="", method=CopyMethod.HAND, by=scene.stage.user(by))

    return act


def complaint_update(by: str, said: str) -> Act:
    """They hear how far it is."""

    def act(scene: Scene) -> None:
        complaint = _of(scene)
        key = update_key(complaint)
        complaints.issue_letter(
            complaint=complaint, key=key, said=said, method=CopyMethod.HAND, by=scene.stage.user(by)
        )

    return act


def complaint_answered(by: str, *findings: tuple[Result, str], remedy: str, action: str, said: str = "") -> Act:
    """It is decided on, a finding for each point, and the answer goes by hand."""

    def act(scene: Scene) -> None:
        complaint, user = _of(scene), scene.stage.user(by)
        found = [(point, *one) for point, one in zip(complaint.points.all(), findings, strict=True)]
        key = LetterKey(About.OUTCOME, complaint.stage)
        complaints.decide_complaint(complaint=complaint, findings=found, remedy=remedy, action=action, by=user)
        complaints.issue_letter(complaint=_of(scene), key=key, said=said, method=CopyMethod.HAND, by=user)

    return act


def _of(scene: Scene) -> Complaint:
    """The complaint that arose from the case of the story."""
    found: Complaint = Complaint.objects.with_people().get(source=scene.case)
    return found
