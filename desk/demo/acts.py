"""What happens in the stories after an incident was logged: each act calls the service that the page would call."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.system import system_user
from cases.duties import Kind
from cases.models import Duty
from cases.services import duties
from cases.services.access import grant_sight
from cases.services.case import involve
from cases.services.evidence import add_evidence
from cases.services.writing import save_draft
from cases.states import EvidenceKind, Part
from desk.demo.stage import Act, Scene
from desk.selectors.report import issued_report
from desk.services import informing
from desk.services.deciding import decide_on_report
from desk.services.report import issue_report, write_report
from desk.services.voiding import void_case
from incidents.services import add_addendum, amend_incident
from incidents.states import Conclusion
from notices import services as notices
from notices.models import Notice
from notices.states import Audience, CallResult, Channel
from records.states import CopyMethod
from schools.calendar import local_day
from schools.services.people import name_person
from suspensions import services as suspensions
from suspensions.selectors.letter import first_words

A_MOMENT = timedelta(minutes=4)


# --- The headteacher decides -----------------------------------------------------------------------------------------
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


def lets_be(reason: str) -> Act:
    """The head decides on a colleague's report: no action, for a reason."""

    def act(scene: Scene) -> None:
        decide_on_report(incident=scene.incident, conclusion=Conclusion.NO_ACTION, reason=reason, by=scene.head)

    return act


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


# --- The person suspended ----------------------------------------------------------------------------------------------
def told(note: str, channel: Channel = Channel.TELEPHONE, result: CallResult = CallResult.SPOKE) -> Act:
    def act(scene: Scene) -> None:
        for suspension in scene.suspensions:
            suspensions.log_telling(
                suspension=suspension,
                channel=channel,
                spoken_at=timezone.now() - A_MOMENT,
                call_result=result,
                note=note,
                by=scene.writer,
            )

    return act


def arranged(**what: Any) -> Act:
    def act(scene: Scene) -> None:
        suspensions.set_arrangement(suspension=scene.suspension, by=scene.writer, **what)

    return act


def letter(method: CopyMethod | None = None, address: str = "") -> Act:
    """The letter is issued as it stands, and goes by hand, by post, by e-mail, or waits."""

    def act(scene: Scene) -> None:
        for suspension in scene.suspensions:
            happened, reason = first_words(suspension)
            suspensions.issue_letter(
                suspension=suspension, happened=happened, reason=reason, method=method, address=address, by=scene.writer
            )

    return act


def letter_posted(address: str) -> Act:
    """A letter that was issued earlier is posted."""

    def act(scene: Scene) -> None:
        suspensions.log_letter_sent(
            suspension=scene.suspension,
            method=CopyMethod.POST,
            sent_on=local_day(timezone.now()),
            address=address,
            by=scene.writer,
        )

    return act


def lifted(reason: str) -> Act:
    def act(scene: Scene) -> None:
        suspensions.lift_suspension(suspension=scene.suspension, reason=reason, by=scene.writer)

    return act


def suspension_voided(reason: str) -> Act:
    def act(scene: Scene) -> None:
        suspensions.void_suspension(suspension=scene.suspension, reason=reason, by=scene.writer)

    return act


def seen_on_site(by: str, note: str) -> Act:
    """Somebody at the gate presses "They are here"."""

    def act(scene: Scene) -> None:
        suspensions.report_breach(suspension=scene.suspension, note=note, by=scene.stage.user(by))

    return act


def named(title: str, given: str, family: str) -> Act:
    """Somebody finds out who the unknown person was."""

    def act(scene: Scene) -> None:
        person = scene.case.involvements.subjects()[0].person
        assert person is not None, "the story is about somebody whose name nobody knew"
        name_person(person=person, title=title, given_name=given, family_name=family, by=scene.writer)

    return act


# --- The case ----------------------------------------------------------------------------------------------------------
def voided(reason: str) -> Act:
    def act(scene: Scene) -> None:
        void_case(case=scene.case, reason=reason, by=scene.writer)

    return act


def evidence(kind: EvidenceKind, description: str, url: str = "") -> Act:
    def act(scene: Scene) -> None:
        add_evidence(
            case=scene.case,
            kind=kind,
            description=description,
            captured_at=scene.began,
            source_url=url,
            by=scene.writer,
        )

    return act


def colleague(key: str, part: Part, note: str = "") -> Act:
    """A colleague with an account has a part in the case."""

    def act(scene: Scene) -> None:
        involve(case=scene.case, part=part, user=scene.stage.user(key), note=note, by=scene.writer)

    return act


def witness(name: str, note: str = "") -> Act:
    """Somebody known by name only has seen it."""

    def act(scene: Scene) -> None:
        involve(case=scene.case, part=Part.WITNESS, name=name, note=note, by=scene.writer)

    return act


def waived(kind: Kind, reason: str, who: str = "") -> Act:
    """Set aside by whoever logged the case, or by somebody else who owes it."""

    def act(scene: Scene) -> None:
        for duty in Duty.objects.open().filter(case=scene.case_pk, kind=kind):
            duties.waive(duty=duty, reason=reason, by=scene.stage.user(who) if who else scene.writer)

    return act


def handed_on(kind: Kind, to: str, reason: str) -> Act:
    def act(scene: Scene) -> None:
        duty = Duty.objects.open().get(case=scene.case_pk, kind=kind)
        duties.reassign(duty=duty, to=scene.stage.user(to), reason=reason, by=scene.writer)

    return act


def shown_to(key: str, reason: str) -> Act:
    """The CEO lets somebody see the whole file."""

    def act(scene: Scene) -> None:
        grant_sight(case=scene.case, user=scene.stage.user(key), reason=reason, by=scene.stage.user("ceo"))

    return act


# --- A message that did not arrive ---------------------------------------------------------------------------------------
def mail_fails(audience: Audience) -> Act:
    """The mail server turns a message down for good."""

    def act(scene: Scene) -> None:
        system = system_user()
        for notice in Notice.objects.filter(case=scene.case_pk, audience=audience, sent_at__isnull=True):
            notices.note_attempt(notice=notice, by=system)
            notices.note_failure(notice=notice, reason="The mail server refuses this address", by=system)

    return act


def put_right(how: str) -> Act:
    def act(scene: Scene) -> None:
        for notice in Notice.objects.undelivered().filter(case=scene.case_pk):
            notices.put_right(notice=notice, how=how, by=scene.writer)

    return act
