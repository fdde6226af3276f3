"""What happens to a case in the stories: who has a part in it, who acts for the CEO, what is due, its end."""

from datetime import time

from accounts.system import system_user
from cases.duties import Kind
from cases.models import Duty
from cases.services import duties
from cases.services.access import grant_sight
from cases.services.prompts import answer_prompt
from cases.states import Part, PromptAnswer, PromptKind
from desk.demo.stage import Act, Scene
from desk.services import delegation
from desk.services.closing import close_case, reopen_case
from desk.services.involving import name_in_case
from desk.services.voiding import void_case
from notices import services as notices
from notices.models import Notice
from notices.states import Audience
from schools.calendar import at_local
from schools.services.people import name_person


# --- Who has to do with it -------------------------------------------------------------------------------------------
def colleague(key: str, part: Part, note: str = "") -> Act:
    """A colleague with an account has a part in the case."""

    def act(scene: Scene) -> None:
        name_in_case(case=scene.case, part=part, user=scene.stage.user(key), note=note, by=scene.writer)

    return act


def witness(name: str, note: str = "") -> Act:
    """Somebody known by name only has seen it."""

    def act(scene: Scene) -> None:
        name_in_case(case=scene.case, part=Part.WITNESS, name=name, note=note, by=scene.writer)

    return act


def named(title: str, given: str, family: str) -> Act:
    """Somebody finds out who the unknown person was."""

    def act(scene: Scene) -> None:
        person = scene.case.involvements.subjects()[0].person
        assert person is not None, "the story is about somebody whose name nobody knew"
        name_person(person=person, title=title, given_name=given, family_name=family, by=scene.writer)

    return act


def shown_to(key: str, reason: str) -> Act:
    """The CEO lets somebody see the whole file."""

    def act(scene: Scene) -> None:
        grant_sight(case=scene.case, user=scene.stage.user(key), reason=reason, by=scene.stage.user("ceo"))

    return act


# --- Who acts for the CEO --------------------------------------------------------------------------------------------
def delegated(reason: str) -> Act:
    """The CEO lets the Central Team act on this case."""

    def act(scene: Scene) -> None:
        delegation.give(case=scene.case, to=scene.stage.user("central"), reason=reason, by=scene.stage.user("ceo"))

    return act


def every_case_delegated(until: int, reason: str) -> Act:
    """The CEO lets the Central Team act on every case, until the morning of a working day."""

    def act(scene: Scene) -> None:
        delegation.give(
            case=None,
            to=scene.stage.user("central"),
            reason=reason,
            until=at_local(scene.day(until), time(8)),
            by=scene.stage.user("ceo"),
        )

    return act


def review_granted(reason: str) -> Act:
    """The Chair, who decides in the CEO's place, lets a trustee review."""

    def act(scene: Scene) -> None:
        delegation.give(case=scene.case, to=scene.stage.user("trustee"), reason=reason, by=scene.stage.user("chair"))

    return act


# --- What is due -----------------------------------------------------------------------------------------------------
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


def prompted(kind: PromptKind, answer: PromptAnswer, note: str = "") -> Act:
    """Somebody says what came of a prompt."""

    def act(scene: Scene) -> None:
        answer_prompt(case=scene.case, kind=kind, answer=answer, note=note, by=scene.writer)

    return act


# --- Its end ---------------------------------------------------------------------------------------------------------
def voided(reason: str) -> Act:
    def act(scene: Scene) -> None:
        void_case(case=scene.case, reason=reason, by=scene.writer)

    return act


def closed(outcome: str, by: str = "") -> Act:
    """The case is closed: by the headteacher, or by whoever decides where somebody was suspended."""

    def act(scene: Scene) -> None:
        close_case(case=scene.case, outcome=outcome, by=scene.stage.user(by) if by else scene.writer)

    return act


def reopened(reason: str) -> Act:
    def act(scene: Scene) -> None:
        reopen_case(case=scene.case, reason=reason, by=scene.writer)

    return act


# --- A message that did not arrive -----------------------------------------------------------------------------------
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
