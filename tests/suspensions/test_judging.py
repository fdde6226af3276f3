"""Why a suspension cannot be upheld, varied, looked at again, renewed or entered: the rules alone, without a database."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from schools.calendar import LONDON
from suspensions import judging
from suspensions.hearing import Window, WindowState
from suspensions.states import SuspensionState

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=LONDON)


def one(state=SuspensionState.UPHELD, until=date(2026, 11, 27), **more):
    """A suspension until the end of a local day."""
    upper = datetime.combine(until + timedelta(days=1), datetime.min.time(), LONDON)
    facts = {
        "state": state,
        "period": SimpleNamespace(lower=MONDAY, upper=upper),
        "counted_from": MONDAY,
        "ended_at": None,
    }
    return SimpleNamespace(**{**facts, "is_live": state in ("provisional", "upheld"), **more})


@pytest.mark.parametrize(
    ("state", "unconsidered", "says"),
    [
        (WindowState.WAITING, 0, "not been told in writing yet"),
        (WindowState.OPEN, 0, "can give their side until"),
        (WindowState.OVER, 1, "nobody has considered"),
        (WindowState.NONE, 1, "nobody has considered"),
    ],
)
def test_nobody_is_upheld_against_unheard(state, unconsidered, says):
    window = Window(date(2026, 11, 4), datetime(2026, 11, 19, tzinfo=LONDON), state, unconsidered)

    assert says in judging.cannot_uphold(window, MONDAY)
    assert "Not to uphold it is possible at any time." in judging.cannot_uphold(window, MONDAY)


@pytest.mark.parametrize("state", [WindowState.NONE, WindowState.HEARD, WindowState.WAIVED, WindowState.OVER])
def test_somebody_who_was_heard_waived_or_let_the_time_pass_can_be_judged(state):
    assert judging.cannot_uphold(Window(None, MONDAY, state), MONDAY) is None


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (None, "Say on which day"),
        (date(2026, 11, 2), "a day after today"),
        (date(2026, 11, 1), "a day after today"),
        (date(2026, 11, 28), "before it ends: on Friday 27 November 2026"),
        (date(2026, 11, 27), None),
    ],
)
def test_one_that_goes_on_has_a_day_on_which_it_is_looked_at_again(day, says):
    found = judging.wrong_review_day(one(), day, MONDAY)

    assert found is None if says is None else says in found


@pytest.mark.parametrize("until", [date(2026, 11, 2), date(2026, 10, 30)])
def test_one_that_ends_today_or_has_ended_needs_no_such_day(until):
    assert judging.wrong_review_day(one(until=until), None, MONDAY) is None


@pytest.mark.parametrize(
    ("until_on", "says"),
    [(date(2026, 11, 1), "in the past"), (date(2026, 11, 27), "Choose an earlier day"), (date(2026, 11, 26), None)],
)
def test_other_terms_only_shorten(until_on, says):
    found = judging.wrong_new_end(one(), until_on, MONDAY)

    assert found is None if says is None else says in found


def test_only_an_upheld_one_gets_other_terms_or_is_looked_at_again():
    provisional = one(SuspensionState.PROVISIONAL)

    assert "not been upheld yet" in judging.cannot_vary(provisional, None, MONDAY)
    assert "not been upheld yet" in judging.cannot_look_again(provisional, None, MONDAY)
    assert judging.cannot_vary(one(), None, MONDAY) is None
    assert "ended by itself" in judging.cannot_vary(one(until=date(2026, 10, 30)), None, MONDAY)
    assert judging.cannot_look_again(one(), "She logged it.", MONDAY) == "She logged it."


def test_a_renewal_is_decided_when_the_end_is_near():
    assert "From Saturday 14 November 2026 on" in judging.cannot_renew(one(), None, MONDAY)
    assert judging.cannot_renew(one(until=date(2026, 11, 13)), None, MONDAY) is None
    assert judging.cannot_renew(one(until=date(2026, 10, 2)), None, MONDAY) is None
    assert "Only one that was upheld" in judging.cannot_renew(one(SuspensionState.PROVISIONAL), None, MONDAY)


def test_a_renewal_has_its_own_reasons():
    assert "word for word" in judging.cannot_repeat("he  raised a FIST.\n", "He raised a fist.")
    assert judging.cannot_repeat("He came back in December and did it again.", "He raised a fist.") is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"decided_on": date(2026, 11, 3)}, "decided_on"),
        ({"from_on": date(2026, 11, 3)}, "from_on"),
        ({"decided_on": date(2024, 9, 3)}, "decided_on"),
        ({"until_on": date(2026, 11, 1)}, "until_on"),
        ({"until_on": date(2028, 11, 1)}, "until_on"),
        ({"letter_on": date(2026, 11, 3)}, "letter_on"),
        ({"letter_on": date(2024, 8, 30)}, "letter_on"),
        ({}, None),
    ],
)
def test_what_is_entered_began_once_and_has_an_end(change, field):
    days = {
        "from_on": date(2024, 9, 2),
        "until_on": date(2027, 2, 1),
        "decided_on": date(2024, 9, 2),
        "letter_on": None,
    }

    found = judging.cannot_enter(**{**days, **change}, today=date(2026, 11, 2))

    assert (found and found[0]) == field
