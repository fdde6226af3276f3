"""How the stories find out what happened: evidence with its files, and interviews."""

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from cases.arrivals import keep
from cases.models import EvidenceFile, Involvement
from cases.services.evidence import add_evidence, remove_file
from cases.states import EvidenceKind, Part
from desk.demo.stage import Act, Scene
from incidents.models import Interview, Statement
from incidents.selectors.interviews import current_of
from incidents.services import interviews, statements
from incidents.statements import mark_of
from incidents.states import InterviewState, NoteForm, WitnessKind
from schools.calendar import local_day

LASTED = timedelta(minutes=20)
SIZE = (640, 480)


# --- Evidence ----------------------------------------------------------------------------------------------------------
def picture(name: str, words: str) -> ContentFile:
    """A file as a camera or a scanner makes it, by the end of its name: a small picture that says what it stands for."""
    image = Image.new("RGB", SIZE, "#8fa3ad")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 330, *SIZE), fill="#5b6b57")
    draw.rectangle((380, 120, 560, 330), fill="#b9aa8f", outline="#3d3a33", width=4)
    for bar in range(60, 330, 30):
        draw.line((bar, 190, bar, 360), fill="#2f3a40", width=6)
    draw.rectangle((0, 430, *SIZE), fill="#1d2429")
    draw.text((16, 444), f"Demonstration: {words}", fill="#ffffff", font_size=18)
    made = BytesIO()
    image.save(made, "PDF" if name.endswith(".pdf") else "JPEG")
    return ContentFile(made.getvalue(), name)


def evidence(kind: EvidenceKind, description: str, url: str = "", files: Sequence[tuple[str, str]] = ()) -> Act:
    """A piece of evidence is described; its files, each a name and what it shows, wait to be checked."""

    def act(scene: Scene) -> None:
        add_evidence(
            case=scene.case,
            kind=kind,
            description=description,
            captured_at=scene.began,
            source_url=url,
            files=keep([picture(*file) for file in files]),
            by=scene.writer,
        )

    return act


def taken_out(name: str, reason: str) -> Act:
    """A file that does not belong here is taken out again."""

    def act(scene: Scene) -> None:
        file = EvidenceFile.objects.select_related("evidence__case").get(evidence__case=scene.case_pk, name=name)
        remove_file(file=file, reason=reason, by=scene.writer)

    return act


# --- Interviews --------------------------------------------------------------------------------------------------------
def planned(who: str, kind: WitnessKind, place: str) -> Act:
    """The writer plans to hold an interview; when is not fixed yet."""

    def act(scene: Scene) -> None:
        interviews.plan_interview(
            involvement=_witness(scene, who), witness_kind=kind, interviewer=scene.writer, place=place, by=scene.writer
        )

    return act


def interviewed(
    who: str,
    kind: WitnessKind,
    account: str,
    *,
    place: str,
    form: NoteForm = NoteForm.SUMMARY,
    supported_by: str = "",
    alone_because: str = "",
    agreement: InterviewState | None = None,
    disagreement: str = "",
) -> Act:
    """The writer of the case interviews a witness; `agreement` says at once whether they agree with the note."""

    def act(scene: Scene) -> None:
        now = timezone.now()
        interviews.hold_interview(
            involvement=_witness(scene, who),
            witness_kind=kind,
            interviewer=scene.writer,
            started_at=now - LASTED - LASTED,
            ended_at=now - LASTED,
            place=place,
            account=account,
            note_form=form,
            is_read_back=True,
            supporting_adult=supported_by,
            no_adult_reason=alone_because,
            agreement=agreement,
            disagreement=disagreement,
            by=scene.writer,
        )

    return act


def agrees(who: str) -> Act:
    """A witness has read the note and agrees with it."""
    return _settled(who, InterviewState.AGREED, "")


def disagrees(who: str, with_what: str) -> Act:
    """A witness has read the note and does not agree with all of it."""
    return _settled(who, InterviewState.NOT_AGREED, with_what)


def not_possible(who: str, kind: WitnessKind, reason: str) -> Act:
    """A witness cannot be interviewed, and the case says why."""

    def act(scene: Scene) -> None:
        interviews.give_up_interview(
            involvement=_witness(scene, who), witness_kind=kind, reason=reason, by=scene.writer
        )

    return act


# --- Statements ----------------------------------------------------------------------------------------------------------
def writes(key: str, text: str) -> Act:
    """A colleague who is a witness is asked for their own statement, writes and confirms it; it stands in for a talk."""

    def act(scene: Scene) -> None:
        colleague = scene.stage.user(key)
        asked = statements.ask_statement(
            involvement=_witness(scene, colleague.name),
            author=colleague,
            about_on=local_day(scene.began),
            about_place="School office",
            by=scene.writer,
        )
        assert asked is not None, "nothing was sent before"
        written = statements.save_words(statement=asked.statement, text=text, by=colleague)
        mark = mark_of(text)
        confirmed = statements.confirm_statement(statement=written, mark=mark, by=colleague)
        statements.count_as_interview(statement=confirmed, by=scene.writer)

    return act


def link_sent(who: str, email: str) -> Act:
    """A witness without an account gets a link to write their own statement."""

    def act(scene: Scene) -> None:
        statements.ask_statement(
            involvement=_witness(scene, who),
            email=email,
            about_on=local_day(scene.began),
            about_place="School office",
            by=scene.writer,
        )

    return act


def link_taken_back(who: str, reason: str) -> Act:
    """The link of a witness opens nothing any more."""

    def act(scene: Scene) -> None:
        asked = Statement.objects.get(involvement=_witness(scene, who))
        statements.withdraw_statement(statement=asked, reason=reason, by=scene.writer)

    return act


def _settled(who: str, agreement: InterviewState, disagreement: str) -> Act:
    def act(scene: Scene) -> None:
        interview: Interview | None = current_of(_witness(scene, who))
        assert interview is not None, f"{who} was interviewed before"
        interviews.settle_interview(
            interview=interview, agreement=agreement, disagreement=disagreement, by=scene.writer
        )

    return act


def _witness(scene: Scene, who: str) -> Involvement:
    """A witness of the case by the beginning of their name."""
    rows = Involvement.objects.filter(case=scene.case_pk, part=Part.WITNESS).select_related("case", "user", "person")
    return next(row for row in rows if row.who.startswith(who))
