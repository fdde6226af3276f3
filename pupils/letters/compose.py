"""Which paragraphs a letter to a pupil's family has in which situation. Typed texts are values here, never templates."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from kernel import wording
from pupils import exams
from pupils.counting import Band
from pupils.letters.facts import ENDED, JUDGED, MEETING, TITLES, Facts, Situation, one_line, school_days
from records.wording import listed, paragraphs, standard
from suspensions.letters.compose import CONFIDENTIAL, complaints_of, section
from suspensions.letters.facts import day_of

BOARDS = {
    Band.UP_TO_FIVE: "pupil_board_up_to_five",
    Band.OVER_FIVE: "pupil_board_over_five",
    Band.OVER_FIFTEEN: "pupil_board_over_fifteen",
}
WHY = "Why this was decided"
CORRECTION = "What we told you before"
DAY_SIX, DAY_ONE = "Education from the sixth school day", "Education during the suspension"


def compose(facts: Facts) -> dict[str, Any]:
    """The whole letter to a parent, or to a pupil of 18, as the records room keeps it (its content JSON)."""
    words = words_of(facts)
    return {
        "kind": "letter",
        "to": [*facts.addressee, *facts.address],
        "date": facts.today.isoformat(),
        "reference": facts.reference,
        "salutation": facts.salutation,
        "summary": "\n\n".join(_said(facts, f"pupil_summary_{facts.situation.value}", words)),
        "sections": [part for part in _sections(facts, words) if part["paragraphs"] or part["rows"]],
        "sign_off": facts.signed.lines,
        "confidentiality": CONFIDENTIAL,
        "enclosures": [],
        "source": facts.source,
    }


def _sections(facts: Facts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    def said(name: str) -> list[str]:
        return _said(facts, name, words)

    if facts.situation is Situation.DAY_SIX:
        yield section("Where and when", paragraphs(facts.day_six))
        yield section("Until then", said("pupil_work") + paragraphs(facts.work))
        yield section("Questions", said("pupil_day_six_questions"))
        yield section("Help with this letter", said("help"))
        return
    if facts.situation in MEETING:
        yield from _meeting(facts, words)
        return
    if facts.situation is Situation.TAKEN_BACK:
        yield section("What was wrong", paragraphs(facts.reason))
        yield section("The suspension", [], period_rows(facts))
        yield section("What holds now", said("pupil_taken_back"))
        yield section("Help with this letter", said("help"))
        return
    yield section(CORRECTION, said("pupil_corrects") if facts.corrects else [])
    if facts.situation in JUDGED:
        yield from _judged(facts, words)
        return
    yield section(WHY, _why(facts, words), [] if facts.situation in ENDED else _reasons(facts))
    yield section("When", [], [*_went_home(facts), *period_rows(facts)])
    if facts.situation in ENDED:
        yield section("What this means", said(f"pupil_{facts.situation.value}"))
        yield section("Help with this letter", said("help"))
        return
    if facts.period.is_lunchtime:
        yield section("At lunchtime", said("pupil_lunchtime_own" if facts.is_own else "pupil_lunchtime"))
    else:
        yield from _away(facts, words)
    if facts.judged_on is not None:
        yield section("What the board decided", said("pupil_board_has_decided"))
    else:
        yield section("Your right to be heard", _heard(facts, words))
        if facts.must_be_told:
            yield section("If the board meets", said("pupil_meeting"))
    if not facts.is_own:
        yield section(f"What {facts.pupil.called} thinks", said("pupil_involved"))
    yield section("Advice that does not come from us", said("pupil_advice"))
    yield section("If you think that this was discrimination", said("pupil_discrimination"))
    yield section("Help with this letter", said("help"))


def _meeting(facts: Facts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """To what they are invited, who may come and speak, what the board can do; or that it does not take place."""

    def said(name: str) -> list[str]:
        return _said(facts, name, words)

    if facts.situation is Situation.CALLED_OFF:
        yield section("Why", paragraphs(facts.reason))
        yield section("What happens now", said("pupil_called_off"))
        yield section("Help with this letter", said("help"))
        return
    yield section("The meeting", [], meeting_rows(facts))
    yield section("What it is about", said("pupil_invited_about"))
    yield section("Who may come, and speak", said("pupil_invited_who"))
    yield section("Taking part online, or on another day", said("pupil_invited_how"))
    yield section("What the board reads", said("pupil_invited_papers"))
    yield section("What the board can decide", said("pupil_invited_decides"))
    yield section("Advice that does not come from us", said("pupil_advice"))
    yield section("Help with this letter", said("help"))


def meeting_rows(facts: Facts) -> list[list[str]]:
    """When and where the board meets."""
    board = facts.board
    if board is None or board.meets_at is None:
        return []
    rows = [["When", moment_of(board.meets_at)], ["Where", board.place]]
    return [*rows, ["How", "You can take part by video or telephone"]] if board.is_remote else rows


def moment_of(at: datetime) -> str:
    """A moment (aware) within a sentence: "Wednesday 4 November 2026 at 17:30"."""
    return f"{wording.full_day(at.astimezone(wording.LONDON).date())} at {wording.clock_time(at)}"


def _judged(facts: Facts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """The board's reasons, which suspension it was, what the decision means, and what can be done about it."""

    def said(name: str) -> list[str]:
        return _said(facts, name, words)

    yield section("The board’s reasons", paragraphs(facts.reason))
    yield section("The suspension", [], period_rows(facts))
    yield section("What this means", said(f"pupil_{facts.situation.value}"))
    if facts.situation is not Situation.NOT_RIGHT:
        yield section("If you do not agree", said("pupil_after_board"))
    yield section("If you think that this was discrimination", said("pupil_discrimination"))
    yield section("Advice that does not come from us", said("pupil_advice"))
    yield section("Help with this letter", said("help"))


def _why(facts: Facts, words: Mapping[str, Any]) -> list[str]:
    """What it rests on: a further suspension also says why it may follow; an end says why it ended."""
    if facts.situation in ENDED:
        return paragraphs(facts.reason)
    further = paragraphs(facts.further_reason) if facts.situation is Situation.FURTHER else []
    return [*paragraphs(facts.reason), *_said(facts, "pupil_why", words), *further]


def _reasons(facts: Facts) -> list[list[str]]:
    return [["Recorded as", "\n".join(text for _, text in facts.reasons)]] if facts.reasons else []


def period_rows(facts: Facts) -> list[list[str]]:
    """From when to when, how long, how much in the term; when the pupil is back."""
    period = facts.period
    began = "Was to begin" if facts.situation in ENDED else "First day"
    rows = [[began, wording.capital(period.first)]]
    rows.append(["Was to end" if facts.situation in ENDED else "Last day", wording.capital(period.last)])
    if facts.situation not in ENDED:
        rows.append(["How long", period.length])
        total = school_days(period.term_total)
        rows.append(["In the term", f"{total} in all in the {period.term}, with this suspension"])
    rows.append(["Back at school" if not period.is_lunchtime else "Back at lunchtime", wording.capital(period.back)])
    return rows


def _went_home(facts: Facts) -> list[list[str]]:
    """When the pupil left, where it began within a day and that is known."""
    went_home = facts.period.went_home if facts.situation not in ENDED else ""
    return [["Went home", went_home]] if went_home else []


def _away(facts: Facts, words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """What holds while the pupil is away: work, public places and, at compulsory school age, education elsewhere."""
    yield section("Coming back", _said(facts, "pupil_return", words))
    if facts.work or not facts.is_taught_from_the_first_day:
        yield section("Work to do at home", _said(facts, "pupil_work", words) + paragraphs(facts.work))
    if not facts.is_compulsory or facts.is_own:
        return
    if facts.public_days:
        yield section("Keep away from public places", _said(facts, "pupil_public_place", words))
    if facts.day_six_on is not None:
        heading = DAY_ONE if facts.pupil.is_looked_after else DAY_SIX
        name = "pupil_day_six" if facts.day_six else "pupil_day_six_later"
        yield section(heading, _said(facts, name, words) + paragraphs(facts.day_six))


def _heard(facts: Facts, words: Mapping[str, Any]) -> list[str]:
    """To whom the family writes, and what the board then does, by the band and by an examination that is missed."""
    board = "pupil_board_exam" if facts.exams else BOARDS[facts.band]
    return [*_said(facts, "pupil_representations", words), *_said(facts, board, words)]


def words_of(facts: Facts) -> dict[str, Any]:
    """What the paragraphs may name."""
    is_own, period, called = facts.is_own, facts.period, facts.pupil.called
    child = "you" if is_own else called
    ended, board = facts.ended, facts.board
    return {
        "child": child,
        "Child": "You" if is_own else called,
        "childs": "your" if is_own else f"{called}’s",
        "comes": "come" if is_own else "comes",
        "has": "have" if is_own else "has",
        "is": "are" if is_own else "is",
        "is_own": is_own,
        "name": facts.pupil.full_name,
        "school": facts.school.name,
        "phone": facts.school.phone,
        "email": facts.school.email,
        "trust": facts.trust.name,
        "trust_phone": facts.trust.phone,
        "authority": facts.authority,
        "clerk": facts.clerk.name,
        "clerk_address": one_line(facts.clerk),
        "clerk_email": facts.clerk.email,
        "maker": facts.decided.in_words,
        "decided_on": day_of(facts.decided.at),
        "ender": ended.in_words if ended else "",
        "ended_on": day_of(ended.at) if ended else "",
        "span": period.span,
        "first": period.first,
        "last": period.last,
        "back": period.back,
        "length": period.length,
        "term": period.term,
        "lunch_from": f"{period.lunch[0]:%H:%M}" if period.lunch else "",
        "lunch_to": f"{period.lunch[1]:%H:%M}" if period.lunch else "",
        "served": school_days(period.served) if period.served else "",
        "public_days": listed(wording.full_day(day) for day in facts.public_days),
        "is_several_days": len(facts.public_days) > 1,
        "day_six_on": wording.full_day(facts.day_six_on) if facts.day_six_on else "",
        "owed_on": wording.full_day(facts.owed_on) if facts.owed_on else "",
        "is_looked_after": facts.pupil.is_looked_after,
        "has_details": bool(facts.day_six),
        "is_told_ahead": facts.is_told_ahead,
        "is_lunchtime": period.is_lunchtime,
        "is_new_evidence": facts.further_basis == "new_evidence",
        "is_further": facts.situation is Situation.FURTHER,
        "exams": exams.listed(facts.exams),
        "is_several_exams": len(facts.exams) > 1,
        "may_meet": facts.must_be_told,
        "meets": moment_of(board.meets_at) if board and board.meets_at else "",
        "place": board.place if board else "",
        "is_remote": board is not None and board.is_remote,
        "met_on": wording.full_day(board.met_on) if board and board.met_on else "",
        "board_decided_on": wording.full_day(board.decided_on) if board and board.decided_on else "",
        "judged_on": wording.full_day(facts.judged_on) if facts.judged_on else "",
        "is_over": board is not None and board.is_over,
        "told_wrongly_on": listed(wording.full_day(day) for day in facts.told_wrongly_on),
        "complaints": complaints_of(facts.complaints_url),
        "title": TITLES[facts.situation],
        "kind": facts.kind.value,
        "band": facts.band.name.lower(),
    }


def _said(facts: Facts, name: str, words: Mapping[str, Any]) -> list[str]:
    """A paragraph; to a pupil always the standard one, for the trust words its own for parents."""
    if facts.is_own:
        return paragraphs(standard(name, facts.book.day, words))
    return facts.book.said(name, words)


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two letters tell the same, whatever their dates and the way they go."""
    told = ("salutation", "summary", "sections", "sign_off")
    return [one[name] for name in told] == [other[name] for name in told]
