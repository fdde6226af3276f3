"""Complaints in the stories: they come, are acknowledged, decided on, answered, taken further, heard by a panel."""

from datetime import time

from django.utils import timezone

from complaints import services as complaints
from complaints.models import Complaint
from complaints.selectors.letter import LetterKey, update_key
from complaints.states import About, Came, Channel, Result, Stage
from desk.demo.stage import Act, Scene
from records.states import CopyMethod
from schools.calendar import at_local, local_day
from schools.selectors import calendar

EVENING = time(17, 30)
# Said only where the holidays push it beyond the day of the procedure.
LATE = "The members can come together after the holidays only."


def complains(
    words: str,
    points: tuple[str, ...],
    *,
    by: str,
    stage: Stage = Stage.INFORMAL,
    is_about_data: bool = False,
    about: str = "",
    writes: str = "",
) -> Act:
    """Whom the case is about complains by letter; somebody logs it, another may write down its points."""

    def act(scene: Scene) -> None:
        stage_of = scene.stage
        complaint = complaints.log_complaint(
            school=scene.case.school,
            received_on=local_day(timezone.now()),
            channel=Channel.LETTER,
            words=words,
            stage=stage,
            is_about_data=is_about_data,
            complainant=scene.case.involvements.subjects()[0].person,
            source=scene.case,
            about=[stage_of.user(about)] if about else (),
            by=stage_of.user(by),
        )
        assert complaint is not None, "no form is sent twice here"
        for text in points:
            complaints.add_point(complaint=complaint, text=text, by=stage_of.user(writes or by))

    return act


def complaint_acknowledged(by: str, *, waits: bool = False) -> Act:
    """They hear that we have it; the letter is handed over, or waits to be printed and posted."""

    def act(scene: Scene) -> None:
        complaint = _of(scene)
        key = LetterKey(About.ACKNOWLEDGED, complaint.stage)
        method = None if waits else CopyMethod.HAND
        complaints.issue_letter(complaint=complaint, key=key, said="", method=method, by=scene.stage.user(by))

    return act


def point_handed_on(by: str, words: str) -> Act:
    """The last point is about personal data: it goes on as a complaint of its own, and the lead writes that we have it."""

    def act(scene: Scene) -> None:
        complaint = _of(scene)
        points = [*complaint.points.order_by("pk")][-1:]
        made = complaints.hand_on_points(complaint=complaint, points=points, words=words, by=scene.stage.user(by))
        assert made is not None, "no form is sent twice here"
        key = LetterKey(About.ACKNOWLEDGED, Stage.DATA.value)
        complaints.issue_letter(complaint=made, key=key, said="", method=CopyMethod.HAND, by=scene.stage.user("dpo"))

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


def complaint_acted_on(by: str, text: str) -> Act:
    """What came of it later is noted, answered or not."""

    def act(scene: Scene) -> None:
        complaints.note_action(complaint=_of(scene), text=text, by=scene.stage.user(by))

    return act


def asks_for_panel(by: str, words: str) -> Act:
    """They are not content with the formal answer."""

    def act(scene: Scene) -> None:
        today = local_day(timezone.now())
        complaints.take_further(complaint=_of(scene), asked_on=today, words=words, by=scene.stage.user(by))

    return act


def panel_arranged(*users: str, independent: tuple[str, str], on: int, place: str) -> Act:
    """The clerk names who hears it, says when (working days from now, in the evening), and invites them."""

    def act(scene: Scene) -> None:
        clerk, complaint = scene.stage.user("clerk"), _of(scene)
        name, who = independent
        complaints.name_member(complaint=complaint, name=name, is_independent=True, who=who, by=clerk)
        for key in users:
            complaints.name_member(complaint=complaint, user=scene.stage.user(key), by=clerk)
        day = calendar().add_working_days(local_day(timezone.now()), on)
        meeting = complaints.arrange_panel(
            complaint=complaint, meets_at=at_local(day, EVENING), place=place, late_reason=LATE, by=clerk
        )
        assert meeting is not None, "no form is sent twice here"
        _write(scene, LetterKey(About.INVITED, str(meeting.pk)))

    return act


def panel_papers(papers: str) -> Act:
    """Everybody gets the same to read."""

    def act(scene: Scene) -> None:
        meeting, today = _of(scene).panel_meetings.get(), local_day(timezone.now())
        complaints.send_panel_papers(meeting=meeting, papers=papers, papers_on=today, by=scene.stage.user("clerk"))

    return act


def panel_found(*findings: tuple[Result, str], remedy: str, action: str, with_whom: str) -> Act:
    """It has met with everybody there; what it found goes to the complainant and to whoever it is about."""

    def act(scene: Scene) -> None:
        clerk, complaint = scene.stage.user("clerk"), _of(scene)
        members = [*complaint.panel_members.all()]
        complaints.hold_panel(
            meeting=complaint.panel_meetings.get(), members=members, came=Came.CAME, with_whom=with_whom, by=clerk
        )
        found = [(point, *one) for point, one in zip(complaint.points.all(), findings, strict=True)]
        complaints.note_panel_findings(complaint=_of(scene), findings=found, remedy=remedy, action=action, by=clerk)
        _write(scene, LetterKey(About.OUTCOME, Stage.PANEL.value))
        for part in complaint.case.involvements.subjects():
            _write(scene, LetterKey(About.FOUND, str(part.pk)))

    return act


def panel_acknowledged() -> Act:
    """They hear that a panel looks at it."""
    return lambda scene: _write(scene, LetterKey(About.ACKNOWLEDGED, Stage.PANEL.value))


def _write(scene: Scene, key: LetterKey) -> None:
    """The clerk hands a letter about the panel over."""
    clerk = scene.stage.user("clerk")
    complaints.issue_letter(complaint=_of(scene), key=key, said="", method=CopyMethod.HAND, by=clerk)


def _of(scene: Scene) -> Complaint:
    """The complaint that arose from the case of the story."""
    found: Complaint = Complaint.objects.with_people().get(source=scene.case)
    return found
