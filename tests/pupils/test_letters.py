"""The letters and notices about a suspended pupil: what must stand in each, and what must not, by band and situation."""

import re
from datetime import date, datetime

import pytest

from pupils.counting import Band
from pupils.letters import school_days
from pupils.models import PupilSuspension
from pupils.recipients import NoticeKey
from pupils.selectors.letter import subject_of
from pupils.selectors.notice import notice_page
from pupils.states import Event, HalfOfDay, RecipientKind
from records.wording import FOLDERS, LETTERS
from schools.calendar import LONDON
from schools.models import PupilFacts
from tests import factories as make
from tests.pupils.conftest import parent_of
from tests.suspensions.test_letter import said_by

# What stands in every letter of a decision to a parent.
ALWAYS = (
    "Ruth Adeyemi, headteacher, decided on Monday 2 November 2026",
    "Mia threw a chair.",
    "more likely than not",
    "Physical assault against a pupil",
    "the clerk to the board, The Clerk’s Office, 5 Hall Road, or by e-mail to c@t.example",
    "Mia may have a say too.",
    "SENDIASS) of Exampleshire",
    "childlawadvice.org.uk",
    "Suspension and permanent exclusion",
    "within six months",
    "in another language, in large print or read out to you",
    "because of a disability",
)
# What only belongs to more than 5 days in the term, or an examination missed (reg 23(3)(b)).
OF_A_MEETING = (
    "you may come to the meeting",
    "Somebody may speak for you there, at your own cost",
    "you may bring a friend",
    "take part online",
    "if you need an interpreter",
)
OF_COMPULSORY_AGE = ("public place", "penalty notice", "taught full time at another place")
BANDS = {
    Band.UP_TO_FIVE: "It cannot end the suspension, and it need not hold a meeting.",
    Band.OVER_FIVE: "If you write to the board, it must meet within 50 school days",
    Band.OVER_FIFTEEN: "The board must meet within 15 school days from when it was told of the suspension, whether you write",
}


def page_of(suspension, to, event=Event.DECIDED, **typed):
    row = PupilSuspension.objects.with_people().get(pk=suspension.pk)
    key = NoticeKey(row.pk, str(to.pk) if hasattr(to, "pk") else to.value, event)
    return notice_page(subject_of(row, key), typed, row.decided_by)


def text_of(suspension, to, event=Event.DECIDED, **typed):
    return said_by(page_of(suspension, to, event, **typed).text)


def has(said, *words):
    return [one for one in words if one not in said]


def lacks(said, *words):
    return [one for one in words if one in said]


# --- The bands -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("term_total", "band"),
    [
        (4, Band.UP_TO_FIVE),
        (10, Band.UP_TO_FIVE),
        (11, Band.OVER_FIVE),
        (30, Band.OVER_FIVE),
        (31, Band.OVER_FIFTEEN),
    ],
)
def test_each_band_has_its_right_to_a_meeting_and_no_other(suspend, mother, term_total, band):
    said = text_of(suspend(term_total=term_total), mother)

    assert has(said, *ALWAYS, BANDS[band]) == []
    assert lacks(said, *(text for one, text in BANDS.items() if one != band)) == []
    if band == Band.UP_TO_FIVE:
        assert lacks(said, *OF_A_MEETING) == []
    else:
        assert has(said, *OF_A_MEETING) == []


def test_an_examination_that_is_missed_brings_the_meeting_at_any_length(suspend, mother):
    row = suspend(missed_exam="GCSE English Language", missed_exam_on=date(2026, 11, 3))

    said = text_of(row, mother)

    assert has(said, "Mia would miss GCSE English Language on Tuesday 3 November 2026", *OF_A_MEETING) == []
    assert has(said, "as far as it can before that day") == []
    assert lacks(said, BANDS[Band.UP_TO_FIVE], BANDS[Band.OVER_FIVE], "more than 15 school days") == []


def test_it_says_from_when_to_when_how_long_and_when_she_is_back(suspend, mother):
    said = text_of(suspend(), mother)

    for words in (
        "may not come to school from Monday 2 November 2026 to Tuesday 3 November 2026. That is 2 school days.",
        "First day: Monday 2 November 2026",
        "Last day: Tuesday 3 November 2026",
        "How long: 2 school days",
        "In the term: 2 school days in all in the autumn term 2026, with this suspension",
        "Mia comes back on Wednesday 4 November 2026 at 08:45.",
        "We would like to talk with you and Mia by then, in person or by telephone, about what helps",
        "whether or not we have talked",
    ):
        assert words in said, words


def test_part_of_a_day_names_its_half(suspend, mother):
    row = suspend(first_half=HalfOfDay.AFTERNOON, last_on=date(2026, 11, 2), half_days=1)

    said = text_of(row, mother)

    assert "may not come to school on the afternoon of Monday 2 November 2026. That is half a school day." in said
    assert "back on Tuesday 3 November 2026 at 08:45" in said


def test_it_says_when_she_went_home_where_that_is_known(suspend, mother):
    left_at = datetime(2026, 11, 2, 10, 40, tzinfo=LONDON)
    row = suspend(first_half=HalfOfDay.AFTERNOON, half_days=3, left_at=left_at)

    assert "Went home: Monday 2 November 2026 at 10:40" in text_of(row, mother)
    assert "Went home" not in text_of(row, RecipientKind.AUTHORITY)


def test_where_it_began_with_a_morning_nobody_went_home(suspend, mother):
    assert "Went home" not in text_of(suspend(), mother)


def test_an_end_at_midday_comes_back_that_afternoon(suspend, mother):
    row = suspend(last_half=HalfOfDay.MORNING, half_days=3)

    assert "back on Tuesday 3 November 2026 at 13:00" in text_of(row, mother)
    assert "How long: 1½ school days" in text_of(row, mother)


@pytest.mark.parametrize(
    ("half_days", "said"),
    [
        (1, "half a school day"),
        (2, "1 school day"),
        (3, "1½ school days"),
        (10, "5 school days"),
        (11, "5½ school days"),
    ],
)
def test_half_days_are_said_as_school_days(half_days, said):
    assert school_days(half_days) == said


# --- Compulsory school age -------------------------------------------------------------------------------------------
def six_days(suspend, **changes):
    return suspend(last_on=date(2026, 11, 9), half_days=12, **changes)


def test_public_place_days_are_the_first_five_with_the_penalty_notice(suspend, mother):
    said = text_of(six_days(suspend), mother)

    days = "Monday 2 November 2026, Tuesday 3 November 2026, Wednesday 4 November 2026, Thursday 5 November 2026"
    assert f"unless there is a good reason: {days} and Friday 6 November 2026." in said
    assert "penalty notice" in said
    assert "Monday 9 November 2026" not in said.partition("unless there is a good reason")[2].partition("\n")[0]


def test_excluded_during_the_afternoon_session_the_next_day_is_the_first(suspend, mother):
    row = suspend(first_half=HalfOfDay.AFTERNOON, half_days=3, decided_at=datetime(2026, 11, 2, 14, 0, tzinfo=LONDON))

    said = text_of(row, mother)

    assert "on this day, unless there is a good reason: Tuesday 3 November 2026." in said


@pytest.mark.parametrize(
    ("left", "entered", "days"),
    [
        # Left before the afternoon session, which begins at 13:00: that day is the first; during it, the next.
        ((10, 40), (13, 30), "these days, unless there is a good reason: Monday 2 November 2026 and Tuesday 3"),
        ((14, 0), (15, 30), "this day, unless there is a good reason: Tuesday 3 November 2026."),
    ],
)
def test_the_days_follow_when_the_pupil_went_home_and_not_when_it_was_entered(suspend, mother, left, entered, days):
    left_at, decided_at = (datetime(2026, 11, 2, *at, tzinfo=LONDON) for at in (left, entered))
    row = suspend(first_half=HalfOfDay.AFTERNOON, half_days=3, left_at=left_at, decided_at=decided_at)

    assert days in text_of(row, mother)


def test_from_the_sixth_day_there_is_education_or_word_that_it_follows(suspend, mother):
    row = six_days(suspend)

    assert "that Mia is taught full time at another place from Monday 9 November 2026" in text_of(row, mother)
    assert "at least 48 hours before it begins" in text_of(row, mother)

    told = text_of(row, mother, day_six="Brook Centre, 2 Mill Lane, 09:00 to 15:00. Ask for Jo Reed.")
    assert "Ask for Jo Reed." in told
    assert "at least 48 hours before it begins" not in told


def test_what_was_arranged_for_the_sixth_day_stands_in_the_letter(suspend, mother):
    row = six_days(suspend)
    make.DaySixEducationFactory(
        suspension=row,
        provider="Brook Centre",
        address="2 Mill Lane\nExampleton",
        times="09:00 to 15:00",
        starts_on=date(2026, 11, 6),
        report_to="Jo Reed",
    )

    said = text_of(row, mother)

    assert "Brook Centre, 2 Mill Lane, Exampleton\nFrom Friday 6 November 2026, 09:00 to 15:00\nAsk for Jo Reed" in said
    # Education begins earlier: the days out of public places end the day before.
    assert "and Thursday 5 November 2026." in said.partition("unless there is a good reason")[2]


def test_five_days_owe_no_education_elsewhere(suspend, mother):
    said = text_of(suspend(last_on=date(2026, 11, 6), half_days=10), mother)

    assert lacks(said, "taught full time at another place") == []
    assert has(said, "public place", "We set work for Mia") == []


def test_consecutive_suspensions_reach_the_sixth_day_together(suspend, mother):
    first = suspend(last_on=date(2026, 11, 4), half_days=6)
    second = suspend(
        first_on=date(2026, 11, 5),
        last_on=date(2026, 11, 10),
        half_days=8,
        term_total=14,
        case=first.case,
        follows=first,
        further_basis="new_evidence",
        further_reason="A recording came to light.",
    )

    said = text_of(second, mother)

    assert "that Mia is taught full time at another place from Monday 9 November 2026" in said
    assert "unless there is a good reason: Thursday 5 November 2026 and Friday 6 November 2026." in said


@pytest.mark.parametrize("born_on", [date(2022, 5, 1), date(2010, 8, 1)])
def test_out_of_compulsory_school_age_neither_stands_in_it(suspend, mother, child, born_on):
    PupilFacts.objects.update(born_on=born_on)

    said = text_of(six_days(suspend), mother)

    assert lacks(said, *OF_COMPULSORY_AGE) == []
    assert "We set work for Mia" in said


def test_where_the_birthday_is_not_known_they_stand_in_it_and_the_page_says_so(suspend, mother, child):
    PupilFacts.objects.update(born_on=None)
    row = six_days(suspend)

    assert has(text_of(row, mother), *OF_COMPULSORY_AGE) == []
    assert page_of(row, mother).is_age_unknown


def test_a_looked_after_child_is_taught_from_the_first_day(suspend, mother, child):
    PupilFacts.objects.update(is_looked_after=True)

    said = text_of(suspend(), mother)

    assert "Mia is taught full time at another place from Monday 2 November 2026, because Mia is looked after" in said
    assert lacks(said, "sixth") == []
    assert has(said, "It is not arranged yet.", "public place") == []


# --- Lunchtimes, further, cancelled, reinstated, the sixth day --------------------------------------------------------
def test_lunchtimes_say_who_collects_and_that_a_free_meal_goes_on(suspend, mother):
    said = text_of(suspend(category="LNCH", last_on=date(2026, 11, 6), half_days=5), mother)

    for words in (
        "may not be at school during the lunch break from Monday 2 November 2026 to Friday 6 November 2026",
        "5 lunchtimes",
        "Please collect Mia from school when the lunch break begins, at 12:00",
        "bring Mia back for the afternoon, at 13:00",
        "free school meals, that goes on",
        "In the term: 2½ school days in all in the autumn term 2026",
        "Back at lunchtime: Monday 9 November 2026 at 12:00",
    ):
        assert words in said, words
    assert lacks(said, *OF_COMPULSORY_AGE, "We set work") == []


def test_a_further_suspension_is_no_longer_one(suspend, mother):
    first = suspend()
    row = suspend(
        first_on=date(2026, 11, 4),
        last_on=date(2026, 11, 5),
        case=first.case,
        follows=first,
        further_basis="new_evidence",
        further_reason="A second recording shows that she threw it at somebody.",
    )

    said = text_of(row, mother)

    for words in (
        "on a further suspension of Mia",
        "the earlier suspension has not been made longer",
        "something new has come to light",
        "A second recording shows",
    ):
        assert words in said, words
    assert "extend" not in said.lower()


def test_a_cancellation_gives_its_reason_and_when_she_may_come(suspend, mother, head):
    row = suspend(cancelled=True, ended_by=head, back_on=date(2026, 11, 3), owed=False)

    said = text_of(row, mother, Event.CANCELLED)

    for words in (
        "Ruth Adeyemi",
        "cancelled on Monday 2 November 2026 the suspension of Mia",
        "The recording shows another pupil",
        "may come to school again from Tuesday 3 November 2026 at 08:45",
        "The record of the suspension stays, and says that it was cancelled.",
        "What Mia missed before then, 1 school day, still counts",
        "Was to end: Tuesday 3 November 2026",
    ):
        assert words in said, words
    assert lacks(said, *OF_COMPULSORY_AGE, *OF_A_MEETING, "Mia threw a chair", "You may tell the board") == []


def test_reinstated_tells_what_the_board_decided(suspend, mother, head):
    row = suspend(reinstated=True, ended_by=head, back_on=date(2026, 11, 3), owed=False)

    said = text_of(row, mother, Event.REINSTATED)

    assert "The board of Inspires Multi-Academy Trust has looked at the suspension of Mia" in said
    assert "The board found that the evidence does not carry it" in said


def test_the_letter_of_the_sixth_day_says_where_and_when(suspend, mother):
    said = text_of(six_days(suspend), mother, Event.DAY_SIX, day_six="Brook Centre, 2 Mill Lane. Ask for Jo Reed.")

    assert "From Monday 9 November 2026 Mia will be taught full time at another place" in said
    assert "Brook Centre, 2 Mill Lane. Ask for Jo Reed." in said
    assert lacks(said, "Mia threw a chair", *OF_A_MEETING) == []


# --- The pupil of 18 -------------------------------------------------------------------------------------------------
def test_at_18_the_letter_speaks_to_the_pupil(suspend, child, mother):
    PupilFacts.objects.update(born_on=date(2008, 11, 2))

    said = text_of(six_days(suspend), child)

    assert "to suspend you from Hillside Primary. You may not come to school from" in said
    assert lacks(said, "Mia will", "Mia may", "Mia’s", *OF_COMPULSORY_AGE) == []
    assert has(said, "within six months", "You may tell the board") == []
    with pytest.raises(AttributeError):
        page_of(six_days(suspend), mother)


# --- What never stands in a family's letter ---------------------------------------------------------------------------
def test_no_number_birthday_or_need_stands_in_a_letter_to_a_family(suspend, mother, child):
    PupilFacts.objects.update(has_ehcp=True, has_sen=True, has_social_worker=True)
    row = suspend(last_on=date(2026, 11, 9), half_days=12)

    said = text_of(row, mother)

    assert lacks(said, "B801200005001", "2013", "UPN", "(PP)", "EHCP", "social worker") == []


def test_each_has_a_letter_of_their_own_with_nothing_of_the_others(suspend, mother, dad):
    row = suspend()

    hers, his = text_of(row, mother), text_of(row, dad)

    assert lacks(hers, "Darren", "Quarry", "EX9") == []
    assert lacks(his, "Kay", "Elm Close", "EX1") == []
    assert "12 Elm Close" in hers
    assert "9 Quarry Road" in his


def test_a_confidential_address_stands_in_no_letter_and_is_found_in_what_is_typed(suspend, child, mother, terms):
    hidden = parent_of(
        child, terms, "Ann", "carer", "3 Secret Lane\nExampleton\nEX5 5XX", confidential=True, lives_with=True
    )
    row = suspend()

    assert lacks(text_of(row, hidden), "Secret Lane", "EX5") == []
    found = page_of(row, mother, reason="She hit a pupil near 3 Secret Lane.").gives_away
    assert found == ("Ann Farrow",)
    for kind in RecipientKind:
        if kind in ("authority", "board"):
            assert page_of(row, kind, reason="Near EX5 5XX.").gives_away == ("Ann Farrow",)


def test_no_letter_quotes_a_section_of_an_act_or_threatens_more_than_the_law(suspend, mother):
    said = text_of(six_days(suspend, term_total=40), mother).lower()

    for word in ("section ", "regulation", "trespass", "permanently excluded", "extended", "prosecut", "ombudsman"):
        assert word not in said, word


# --- Offices ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def looked_after(child):
    PupilFacts.objects.update(is_looked_after=True, has_social_worker=True, has_ehcp=True)


MAY_HAVE = {
    RecipientKind.AUTHORITY: (
        "B801200005001",
        "1 February 2013",
        "(PP)",
        "Suspension (SUSP)",
        "815/2010",
        "EHC plan: Yes",
        "Sessions: 4",
    ),
    RecipientKind.WORKER: ("1 February 2013", "Mia threw a chair.", "who should come to the talk"),
    RecipientKind.VIRTUAL: ("B801200005001", "1 February 2013", "EHC plan: Yes", "personal education plan"),
    RecipientKind.BOARD: ("Mia threw a chair.", "no more than 5 school days", "It need not meet"),
}
MAY_NOT = {
    RecipientKind.AUTHORITY: (),
    RecipientKind.WORKER: ("B801200005001", "EHC plan", "(PP)"),
    RecipientKind.VIRTUAL: ("(PP)",),
    RecipientKind.BOARD: ("B801200005001", "2013", "EHC plan", "Looked after", "social worker"),
}


@pytest.mark.parametrize("kind", MAY_HAVE)
def test_an_office_reads_what_it_may_have_and_no_more(suspend, mother, looked_after, kind):
    said = text_of(suspend(), kind)

    assert has(said, *MAY_HAVE[kind]) == []
    assert lacks(said, *MAY_NOT[kind], "Elm Close", "Kay") == []


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"term_total": 11}, "If the parents write to the board, it must meet within 50 school days"),
        ({"term_total": 31}, "must meet within 15 school days of receiving this notice, whether or not"),
        (
            {"missed_exam": "GCSE English", "missed_exam_on": date(2026, 11, 3)},
            "take reasonable steps to meet before that day",
        ),
    ],
)
def test_the_board_reads_what_it_must_do(suspend, facts, words):
    assert words in text_of(suspend(**facts), RecipientKind.BOARD)


@pytest.mark.parametrize("kind", MAY_HAVE)
def test_every_office_reads_why_it_was_cancelled(suspend, looked_after, head, kind):
    row = suspend(cancelled=True, ended_by=head, owed=False)

    said = text_of(row, kind, Event.CANCELLED)

    assert "cancelled on Monday 2 November 2026 the suspension of Mia Farrow" in said
    assert "The recording shows another pupil" in said
    assert lacks(said, "Recorded as", "Physical assault") == []


# --- The standard texts ----------------------------------------------------------------------------------------------
def test_the_standard_texts_are_plain_and_fill_in_only_what_is_known():
    texts = sorted((LETTERS / str(FOLDERS[0])).glob("pupil_*.txt"))

    assert len(texts) > 30
    for path in texts:
        text = path.read_text()
        assert not re.search(r"[—–;]", text), path.name
        assert "exclu" not in text.lower().replace("permanent exclusion", ""), path.name


# --- What is arranged, and what is only owed --------------------------------------------------------------------------
def in_care(suspend, **changes):
    PupilFacts.objects.update(is_looked_after=True)
    return suspend(last_on=date(2026, 11, 9), half_days=12, **changes)


def arrange(row, starts_on):
    make.DaySixEducationFactory(suspension=row, provider="Brook Centre", starts_on=starts_on, noted_by=row.decided_by)


def test_while_nothing_is_arranged_for_a_looked_after_child_nothing_is_said_to_be(suspend, mother):
    said = text_of(in_care(suspend), mother)

    assert "Mia is taught full time at another place from Monday 2 November 2026, because Mia is looked after" in said
    assert has(said, "It is not arranged yet.", "as soon as the details are known", "penalty notice") == []
    assert lacks(said, "will be taught", "48 hours") == []
    days = said.partition("unless there is a good reason: ")[2].partition("\n")[0]
    assert days.startswith("Monday 2 November 2026")
    assert days.endswith("and Friday 6 November 2026.")


def test_the_days_out_of_public_places_end_the_day_before_education_really_starts(suspend, mother):
    row = in_care(suspend)
    arrange(row, date(2026, 11, 4))

    said = text_of(row, mother)

    assert "good reason: Monday 2 November 2026 and Tuesday 3 November 2026." in said
    assert "From Wednesday 4 November 2026, because Mia is looked after, Mia will be taught full time" in said


def test_taught_from_the_first_day_there_is_no_work_to_do_at_home(suspend, mother):
    row = in_care(suspend)
    arrange(row, date(2026, 11, 2))

    assert lacks(text_of(row, mother), "to do at home", "public place", "penalty notice") == []


def test_the_virtual_school_head_reads_what_is_known(suspend, mother):
    row = in_care(suspend)
    assert (
        has(text_of(row, RecipientKind.VIRTUAL), "owed from Monday 2 November 2026, and it is not arranged yet") == []
    )

    arrange(row, date(2026, 11, 3))

    said = text_of(row, RecipientKind.VIRTUAL)
    assert has(said, "Education is arranged from Tuesday 3 November 2026", "Brook Centre") == []
    assert "not arranged yet" not in said


def test_a_sixth_day_nearer_than_48_hours_promises_no_48_hours(suspend, mother):
    suspend(first_on=date(2026, 10, 19), last_on=date(2026, 10, 23), half_days=10, owed=False)

    said = text_of(suspend(), mother)

    assert "from Monday 2 November 2026 until the suspension is over" in said
    assert has(said, "as soon as the details are known") == []
    assert lacks(said, "48 hours") == []


def test_across_two_terms_the_one_with_the_largest_total_is_named(suspend, mother, child, terms, clock):
    clock.move_to(datetime(2026, 12, 18, 9, 0, tzinfo=LONDON))
    make.HalfDaysElsewhereFactory(pupil=child, school=terms, half_days=10, term="2")

    said = text_of(suspend(first_on=date(2026, 12, 18), last_on=date(2027, 1, 6), half_days=8), mother)

    assert "8 school days in all in the spring term 2027" in said
    assert has(said, "the total in the spring term 2027 is more than 5 school days", BANDS[Band.OVER_FIVE]) == []


@pytest.mark.parametrize(
    ("first_on", "last_on", "said"),
    [
        (date(2026, 11, 2), date(2026, 11, 2), "2 November 2026"),
        (date(2026, 11, 2), date(2026, 11, 5), "2 to 5 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 2), "30 November to 2 December 2026"),
        (date(2026, 12, 18), date(2027, 1, 6), "18 December 2026 to 6 January 2027"),
    ],
)
def test_the_title_of_a_paper_says_about_which_suspension_it_is(suspend, mother, first_on, last_on, said):
    row = suspend(first_on=first_on, last_on=last_on)

    assert page_of(row, mother).record.title == f"Suspension from school ({said})"


def test_what_is_not_arranged_elsewhere_is_said_only_while_the_suspension_lasts(suspend, looked_after, clock):
    row = suspend()
    assert "Education elsewhere: Due from" in text_of(row, RecipientKind.AUTHORITY)

    clock.move_to(datetime(2026, 11, 4, 9, tzinfo=LONDON))

    assert "Education elsewhere" not in text_of(row, RecipientKind.AUTHORITY)


@pytest.mark.parametrize(("term_total", "said"), [(4, "no more than 5"), (11, "more than 5"), (31, "more than 15")])
def test_what_has_not_begun_is_not_said_to_have_been(suspend, mother, term_total, said):
    text = text_of(suspend(term_total=term_total), mother)

    assert f"With this suspension the total in the autumn term 2026 is {said} school days." in text
    assert "been suspended for" not in text
