"""The notice to an office: the local authority, a social worker, the virtual school head, the board. Each its own facts."""

from collections.abc import Callable, Iterable
from typing import Any

from kernel import wording
from pupils.letters.compose import CORRECTION, meeting_rows, period_rows, words_of
from pupils.letters.facts import BY_BOARD, ENDED, JUDGED, MEETING, Facts, Situation, school_days
from pupils.states import Category, RecipientKind
from records.wording import paragraphs, standard
from suspensions.letters.compose import section

# The number that follows a pupil from school to school: for those who keep records by it, and for nobody else.
BY_UPN = (RecipientKind.AUTHORITY, RecipientKind.VIRTUAL)
BY_NEEDS = (RecipientKind.AUTHORITY, RecipientKind.VIRTUAL)
CONFIDENTIAL = (
    "Confidential: for the office named above. Send it by secure mail only, and share it no further than needed."
)


def compose_notice(facts: Facts) -> dict[str, Any]:
    """The whole notice as the records room keeps it (its content JSON)."""
    words = words_of(facts)

    def said(name: str) -> list[str]:
        return paragraphs(standard(name, facts.book.day, words))

    is_told = facts.situation in BY_BOARD
    corrects = facts.corrects and facts.situation is not Situation.TAKEN_BACK
    parts = [
        *_of_meeting(facts, said),
        section(CORRECTION, said("pupil_corrects") if corrects else []),
        section("The pupil", [], _pupil(facts)),
        section("The suspension", [], [*period_rows(facts), *_counts(facts)]),
        section(_why(facts), paragraphs(facts.reason), [] if facts.situation in ENDED else _codes(facts)),
        section(
            "What follows", [] if is_told or facts.situation in ENDED else said(f"pupil_office_{facts.kind.value}")
        ),
        section("Questions", said("pupil_office_questions_board" if is_told else "pupil_office_questions")),
    ]
    return {
        "kind": "letter",
        "to": [*facts.addressee, *facts.address],
        "date": facts.today.isoformat(),
        "reference": facts.reference,
        "salutation": facts.salutation,
        "summary": "\n\n".join(said(f"pupil_office_{facts.situation.value}")),
        "sections": [part for part in parts if part["paragraphs"] or part["rows"]],
        "sign_off": facts.signed.lines,
        "confidentiality": CONFIDENTIAL,
        "enclosures": [],
        "source": facts.source,
    }


def _of_meeting(facts: Facts, said: Callable[[str], list[str]]) -> Iterable[dict[str, Any]]:
    """When and where the board meets, and that the office may come."""
    if facts.situation is Situation.INVITED:
        yield section("The meeting", [], meeting_rows(facts))
        yield section("You may come", said("pupil_office_may_come"))


def _why(facts: Facts) -> str:
    """The heading over the words that were typed."""
    if facts.situation is Situation.TAKEN_BACK:
        return "What was wrong"
    return "The board’s reasons" if facts.situation in JUDGED else "Why"


def _pupil(facts: Facts) -> list[list[str]]:
    pupil, rows = facts.pupil, [["Name", facts.pupil.full_name]]
    if facts.kind != RecipientKind.BOARD and pupil.born_on is not None:
        rows.append(["Born on", wording.full_day(pupil.born_on)])
    if facts.kind in BY_UPN and pupil.upn:
        rows.append(["UPN", pupil.upn])
    if pupil.year_group:
        rows.append(["Year group", pupil.year_group])
    rows.append(["School", ", ".join(part for part in (facts.school.name, facts.dfe_number) if part)])
    if facts.kind in BY_NEEDS:
        rows += [
            ["EHC plan", _yes(pupil.has_ehcp)],
            ["Special needs", _yes(pupil.has_sen)],
            ["Looked after", _yes(pupil.is_looked_after)],
            ["Has a social worker", _yes(pupil.has_social_worker or pupil.is_looked_after)],
        ]
    return rows


def _counts(facts: Facts) -> Iterable[list[str]]:
    if facts.situation in (*ENDED, *MEETING):
        return
    if facts.kind == RecipientKind.AUTHORITY:
        category = Category.LUNCHTIME if facts.period.is_lunchtime else Category.SUSPENSION
        yield ["Category", f"{category.label} ({category.value})"]
    yield ["Sessions", str(facts.period.half_days)]
    yield ["In the year", f"{school_days(facts.period.year_total)} in all in the school year, with this suspension"]
    if facts.exams:
        yield ["Examination missed", "\n".join(str(exam) for exam in facts.exams)]
    is_ahead = bool(facts.day_six) or facts.today <= facts.period.last_on
    if facts.kind != RecipientKind.BOARD and facts.day_six_on is not None and facts.is_compulsory and is_ahead:
        where = facts.day_six or f"Due from {wording.full_day(facts.day_six_on)}; not arranged yet, the details follow"
        yield ["Education elsewhere", where]


def _codes(facts: Facts) -> list[list[str]]:
    if facts.situation in BY_BOARD:
        return []
    is_coded = facts.kind in (RecipientKind.AUTHORITY, RecipientKind.BOARD)
    told = [f"{text} ({code})" if is_coded else text for code, text in facts.reasons]
    return [["Recorded as", "\n".join(told)]] if told else []


def _yes(fact: bool) -> str:
    return "Yes" if fact else "No"
