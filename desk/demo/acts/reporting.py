"""The stories' reports: written, issued, read by the CEO, sent to the Chair, added to by what witnesses said."""

from datetime import timedelta

from cases.services.writing import save_draft
from desk.demo.stage import Act, Scene
from desk.selectors.report import issued_report
from desk.selectors.supplementary import supplementary_of
from desk.services import informing
from desk.services.report import issue_report, write_report
from desk.services.supplementary import issue_supplementary, write_supplementary
from incidents.models import Interview
from incidents.services import add_addendum, amend_incident
from incidents.services.note import issue_interview_note
from incidents.states import NOTED


# --- The report ------------------------------------------------------------------------------------------------------
def report_drafted(done: str, *, led_up: str = "", hurt: str = "", police: str = "", correction: str = "") -> Act:
    """The report is assembled and previewed, not issued."""

    def act(scene: Scene) -> None:
        called = scene.began + timedelta(minutes=20) if police else None
        write_report(
            case=scene.case,
            circumstances=led_up,
            action_taken=done,
            injuries=hurt,
            police_called_at=called,
            police_reference=police,
            correction=correction,
            by=scene.writer,
        )

    return act


def report(done: str, *, led_up: str = "", hurt: str = "", police: str = "", correction: str = "") -> Act:
    """The report is written and issued; after a first one, a version that corrects it."""

    def act(scene: Scene) -> None:
        report_drafted(done, led_up=led_up, hurt=hurt, police=police, correction=correction)(scene)
        issue_report(case=scene.case, by=scene.writer)

    return act


def report_begun(done: str) -> Act:
    """Somebody typed into the report and was called away: what they typed is kept."""

    def act(scene: Scene) -> None:
        save_draft(key=f"report:{scene.case.reference}", payload={"action_taken": [done]}, by=scene.writer)

    return act


def adds(text: str) -> Act:
    """Something is added below the incident after its report was issued."""

    def act(scene: Scene) -> None:
        add_addendum(incident=scene.incident, text=text, by=scene.writer)

    return act


def rewrites(account: str) -> Act:
    """The account is changed before the report is issued."""

    def act(scene: Scene) -> None:
        incident = scene.incident
        amend_incident(incident=incident, revision=incident.revision, account=account, by=scene.writer)

    return act


# --- What the interviews show ------------------------------------------------------------------------------------------
def note_issued(scene: Scene) -> None:
    """The notes of all interviews that were held are issued, with the block to sign in."""
    for interview in Interview.objects.filter(involvement__case=scene.case_pk, state__in=NOTED).order_by("pk"):
        issue_interview_note(interview=interview, by=scene.writer)


def supplementary(findings: str, view: str, done: str = "") -> Act:
    """The supplementary report is written and issued."""

    def act(scene: Scene) -> None:
        write_supplementary(case=scene.case, findings=findings, view=view, action_taken=done, by=scene.writer)
        issue_supplementary(case=scene.case, by=scene.writer)

    return act


def ceo_reads_interviews(scene: Scene) -> None:
    _, record = supplementary_of(scene.case)
    assert record is not None, "the supplementary report was issued before"
    informing.acknowledge_supplementary(case=scene.case, record=record, by=scene.stage.user("ceo"))


# --- The CEO and the Chair -------------------------------------------------------------------------------------------
def ceo_reads(scene: Scene) -> None:
    _reads(scene, "ceo")


def chair_informed(note: str) -> Act:
    def act(scene: Scene) -> None:
        informing.inform_chair(case=scene.case, note=note, by=scene.stage.user("ceo"))

    return act


def chair_reads(scene: Scene) -> None:
    informing.acknowledge_as_chair(case=scene.case, by=scene.stage.user("chair"))


def chair_stands_in(scene: Scene) -> None:
    """The Chair reads what would have gone to the CEO."""
    _reads(scene, "chair")


def _reads(scene: Scene, who: str) -> None:
    """Confirms the report, or where none is issued yet the message alone."""
    record, by = issued_report(scene.case), scene.stage.user(who)
    if record is None:
        informing.acknowledge_notice(case=scene.case, by=by)
    else:
        informing.acknowledge_report(case=scene.case, record=record, by=by)
