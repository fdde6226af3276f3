"""The pages on which a headteacher suspends a pupil: four in a row, nothing lost, the refusals in words."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Draft
from kernel.refusal import Refused
from pupils.beginning import begins_at, halves_after, was_there
from pupils.forms.changing import CancelForm
from pupils.models import HalfDaysElsewhere, PupilSuspension
from pupils.selectors.case import band
from pupils.selectors.mis import mis_panel
from pupils.selectors.now import has_begun, is_over
from pupils.states import Category, HalfOfDay
from schools.calendar import LONDON
from schools.models import Relationship
from schools.schooldays import Half, SchoolCalendar, Sessions, Span
from tests import factories as make
from tests.pupils.conftest import WEIGHED

WHAT = {"ground": "conduct", "conduct": "Threw a chair.", "reason_1": "PP", "reason_2": "DM", "probability": "Two saw."}
WHEN = {"category": "SUSP", "starts": "now"}
WEIGH = dict.fromkeys(
    ("needs_considered", "disability_considered", "vulnerability_considered", "alternatives"), WEIGHED
)
MIDDAY = Sessions((time(8, 45), time(12, 0)), None)
DAYS = SchoolCalendar(terms=(Span(date(2026, 9, 3), date(2026, 12, 18)),), different={date(2026, 12, 18): MIDDAY})


def at(day, clock):
    return datetime.fromisoformat(f"2026-{day}T{clock}").replace(tzinfo=LONDON)


def last_day(day, month):
    return {"last_on_day": str(day), "last_on_month": str(month), "last_on_year": "2026"}


def first_day(day, month):
    return {"first_on_day": str(day), "first_on_month": str(month), "first_on_year": "2026"}


def page(name, pupil):
    return reverse(f"pupils:{name}", args=[pupil.pk])


@pytest.fixture
def heads(client, clock, terms, head):
    client.force_login(head, backend="accounts.backends.Backend")
    return client


@pytest.fixture
def later(clock, heads, head):
    """Go on to a later moment, signed in anew."""

    def move(day, hour):
        heads.logout()
        clock.move_to(at(day, hour))
        heads.force_login(head, backend="accounts.backends.Backend")

    return move


# --- The rest of today --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "clock", "was_marked", "first"),
    [
        # Before school and in the morning without a mark: the morning is missed.
        ("11-02", "08:00", False, (date(2026, 11, 2), Half.MORNING)),
        ("11-02", "09:00", False, (date(2026, 11, 2), Half.MORNING)),
        # The morning's mark was given: it stays, and the afternoon is the first that counts.
        ("11-02", "09:00", True, (date(2026, 11, 2), Half.AFTERNOON)),
        # At lunchtime, and inside the afternoon: one half-day.
        ("11-02", "12:30", False, (date(2026, 11, 2), Half.AFTERNOON)),
        ("11-02", "14:00", True, (date(2026, 11, 2), Half.AFTERNOON)),
        ("11-02", "14:00", False, (date(2026, 11, 2), Half.AFTERNOON)),
        # School is over; and on a Saturday.
        ("11-02", "15:15", False, None),
        ("11-07", "09:00", False, None),
        # The last day ends at midday: left in the morning with a mark, that morning counts.
        ("12-18", "10:00", True, (date(2026, 12, 18), Half.MORNING)),
        ("12-18", "12:30", False, None),
    ],
)
def test_the_rest_of_today_is_the_sessions_really_missed(day, clock, was_marked, first):
    assert begins_at(at(day, clock), is_marked_present=was_marked, calendar=DAYS) == first


def test_a_mark_of_the_session_that_counts_means_no_absence_for_it():
    assert was_there(at("11-02", "14:00"), Half.AFTERNOON, is_marked_present=True, calendar=DAYS)
    assert not was_there(at("11-02", "09:00"), Half.AFTERNOON, is_marked_present=True, calendar=DAYS)


def test_the_next_sessions_begin_with_the_one_that_opens_next():
    found = halves_after(at("11-06", "09:00"), DAYS, 3)

    assert found == [
        (date(2026, 11, 6), Half.AFTERNOON),
        (date(2026, 11, 9), Half.MORNING),
        (date(2026, 11, 9), Half.AFTERNOON),
    ]


# --- Four pages ---------------------------------------------------------------------------------------------------------
def go_through(client, pupil, what=WHAT, **changes):
    """The four pages as they are sent; what each carries along is what its page gave."""
    sent = {}
    for name, typed in (("suspend", what), ("suspend_when", {**WHEN, **changes}), ("suspend_weigh", WEIGH)):
        sent |= typed
        answer = client.post(page(name, pupil), sent)
        if answer.status_code != 302:
            return answer
    return client.post(page("suspend_decide", pupil), sent)


def test_a_head_suspends_a_pupil_for_six_days_over_four_pages(heads, pupil):
    answer = go_through(heads, pupil, **last_day(9, 11))

    row = PupilSuspension.objects.get()
    assert answer.url == f"{row.get_absolute_url()}decided/"
    assert (row.first_on, row.last_on, row.half_days, row.term_total) == (date(2026, 11, 2), date(2026, 11, 9), 12, 12)
    assert not Draft.objects.exists()


def test_the_page_after_it_says_what_is_done_and_at_most_four_things_to_do_now(heads, pupil):
    decided = go_through(heads, pupil, **last_day(9, 11)).url
    row = PupilSuspension.objects.get()

    page = heads.get(decided).context["page"]

    assert [one.link.label for one in page.to_do] == [
        "Write to the family",
        "Tell the local authority and the board",
        "Set work for the first five days",
        "Arrange education from the sixth day",
    ]
    [letter] = row.case.duties.filter(kind="written_notice")
    assert page.to_do[0].link.url == f"/cases/{row.case.reference}/pupil-notices/{letter.subject}/"
    assert page.to_do[1].link.url == f"{row.get_absolute_url()}told/"
    assert page.to_do[0].note == "Ring them first. A call does not replace the letter."
    assert page.rest[0].url == row.get_absolute_url()
    assert row.conduct not in heads.get(decided).content.decode()


@pytest.mark.parametrize(
    ("has_other", "said"),
    [
        (False, "{first}"),
        (True, "2 letters, each their own. {first} Ring the others. A call does not replace the letter."),
    ],
)
def test_whoever_a_court_order_is_noted_about_is_not_rung_before_it_is_weighed(heads, pupil, has_other, said):
    [tie] = Relationship.objects.filter(pupil=pupil)
    Relationship.objects.filter(pk=tie.pk).update(contact_order="No contact without the court.")
    if has_other:
        make.RelationshipFactory(pupil=pupil, has_parental_responsibility=True)

    page = heads.get(go_through(heads, pupil).url).context["page"]

    first = f"A court order is noted about {tie.adult.formal_name}: decide first whether they are told."
    assert page.to_do[0].note == said.format(first=first)


def test_what_was_typed_under_another_answer_is_not_judged(heads, pupil):
    heads.post(page("suspend", pupil), WHAT)
    typed = {**WHAT, **WHEN, "starts": "next", "left_at": "3pm", "late_at": "noon", "first_on_day": "31"}

    assert heads.post(page("suspend_when", pupil), typed).status_code == 302
    assert heads.post(page("suspend_when", pupil), {**typed, "starts": "later"}).status_code == 422
    assert heads.post(page("suspend_when", pupil), {**typed, "starts": "earlier"}).status_code == 422


def test_where_nobody_is_known_the_page_after_it_says_so(heads, pupil):
    Relationship.objects.filter(pupil=pupil).delete()

    page = heads.get(go_through(heads, pupil).url).context["page"]

    assert page.to_do[0].note == "Nobody is known to write to. Find a parent or carer."


def test_what_was_typed_is_there_again_on_every_page(heads, pupil):
    heads.post(page("suspend", pupil), WHAT)

    assert "Threw a chair." in heads.get(page("suspend", pupil)).content.decode()
    weigh = heads.get(page("suspend_weigh", pupil)).content.decode()
    assert '<input type="hidden" name="conduct" value="Threw a chair."' in weigh


def test_the_last_page_leads_back_to_the_first_that_is_not_filled(heads, pupil):
    assert heads.get(page("suspend_decide", pupil)).url == page("suspend", pupil)
    heads.post(page("suspend", pupil), WHAT)
    assert heads.get(page("suspend_decide", pupil)).url == page("suspend_when", pupil)


@pytest.mark.parametrize(
    ("ground", "why"),
    [
        ("parent", "A pupil is never suspended for what a parent did."),
        ("cool_off", "A pupil is never sent home to calm down or cool off"),
        ("condition", "A suspension never lasts until a meeting has been held"),
        ("needs", "because the school cannot meet special educational needs"),
        ("other", "only suspended for misconduct of their own"),
    ],
)
def test_a_ground_the_law_does_not_know_is_refused_on_the_first_page(heads, pupil, ground, why):
    answer = heads.post(page("suspend", pupil), {"ground": ground})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert why in text
    assert "What you can do" in text
    assert "Say what the pupil did" not in text


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ((6, 11), ["5 days, 10 half-days", "makes it more than 5 days", "Not more than 5 days in the term"]),
        ((9, 11), ["6 days, 12 half-days", "More than 5 days in the term", "From the sixth, Monday 9 November 2026"]),
        ((20, 11), ["15 days, 30 half-days", "makes it more than 15 days"]),
        ((23, 11), ["16 days, 32 half-days", "must meet within 15 school days"]),
    ],
)
def test_the_length_and_what_it_triggers_is_shown_before_deciding(heads, pupil, last, said):
    sent = {**WHAT, **WHEN, **last_day(*last), "count": "1"}
    answer = heads.post(page("suspend_when", pupil), sent)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert [one for one in said if one not in text] == []
    assert not PupilSuspension.objects.exists()


def test_more_than_45_days_are_refused_on_the_page_of_the_days_and_nothing_else_is_asked(heads, pupil):
    answer = heads.post(page("suspend_when", pupil), {**WHAT, **WHEN, **last_day(4, 2), "last_on_year": "2027"})

    assert answer.status_code == 422
    assert "The law allows 45" in answer.content.decode()
    assert 'value="2027"' in answer.content.decode()


def test_more_than_five_lunchtimes_on_end_are_warned_of_and_lawful(heads, pupil):
    sent = {**WHAT, "category": "LNCH", "starts": "now", **last_day(9, 11)}

    assert "More than five lunchtimes on end" in heads.post(page("suspend_when", pupil), {**sent, "count": "1"}).text
    go_through(heads, pupil, **{key: sent[key] for key in sent if key not in WHAT})
    assert PupilSuspension.objects.get().half_days == 6


def test_time_that_passes_between_the_pages_is_said_before_anything_is_decided(heads, pupil, later):
    sent = {**WHAT, **WHEN, "was_marked": "no", **WEIGH}
    for name in ("suspend", "suspend_when", "suspend_weigh"):
        heads.post(page(name, pupil), sent)
    known = "Monday 2 November 2026, morning"
    assert known in heads.get(page("suspend_decide", pupil)).text
    later("11-02", "12:10")

    answer = heads.post(page("suspend_decide", pupil), {**sent, "known_first": known})

    assert answer.status_code == 422
    assert "It would now begin with Monday 2 November 2026, afternoon" in answer.text
    assert not PupilSuspension.objects.exists()


def test_a_pupil_who_went_home_this_morning_is_recorded(heads, pupil, later):
    later("11-02", "16:00")
    gone = {"starts": "earlier", "left_at": "10:40", "was_marked": "yes"}
    assert "Now, for the rest of today" not in heads.get(page("suspend_when", pupil)).text

    go_through(heads, pupil, **gone)

    row = PupilSuspension.objects.get()
    assert (row.first_on, row.first_half, row.half_days) == (date(2026, 11, 2), HalfOfDay.AFTERNOON, 1)
    assert not row.is_marked_present
    assert row.left_at == at("11-02", "10:40")


def test_the_moment_the_pupil_goes_home_is_kept_where_it_begins_within_a_day(heads, pupil, later):
    later("11-02", "13:30")
    go_through(heads, pupil, was_marked="yes")
    assert PupilSuspension.objects.get().left_at == at("11-02", "13:30")

    go_through(heads, pupil, starts="next")
    assert PupilSuspension.objects.get(first_on=date(2026, 11, 3)).left_at is None


@pytest.mark.parametrize(
    ("starts", "left_at", "was_marked", "says"),
    [
        ("now", "14:10", "no", "This time has not come yet. For “Now”, leave it empty."),
        ("now", "10:40", "no", "If the pupil has gone home already, choose “Earlier today”."),
        ("now", "07:30", "no", "If the pupil has gone home already, choose “Earlier today”."),
        ("earlier", "14:10", "no", "This time has not come yet. Choose “Now”."),
        ("earlier", "07:30", "yes", "School opens at 08:45. Check the time."),
    ],
)
def test_a_time_of_going_home_that_cannot_be_is_asked_about(heads, pupil, later, starts, left_at, was_marked, says):
    later("11-02", "13:30")

    answer = heads.post(
        page("suspend_when", pupil), {**WHAT, **WHEN, "starts": starts, "left_at": left_at, "was_marked": was_marked}
    )

    assert answer.status_code == 422
    assert says in answer.text


def test_a_pupil_turned_back_before_school_never_came_in(heads, pupil, later):
    later("11-02", "10:00")

    go_through(heads, pupil, starts="earlier", left_at="08:30", was_marked="no")

    row = PupilSuspension.objects.get()
    assert (row.first_half, row.left_at) == (HalfOfDay.MORNING, at("11-02", "08:30"))


def test_before_school_opens_nobody_has_gone_home(heads, pupil, later):
    later("11-02", "07:30")

    go_through(heads, pupil)

    row = PupilSuspension.objects.get()
    assert (row.first_half, row.left_at) == (HalfOfDay.MORNING, None)


def test_nobody_has_gone_home_in_the_future(decide, clock):
    with pytest.raises(Refused, match="This time has not come yet"):
        decide(left_at=timezone.now() + timedelta(minutes=5))


def test_a_pupil_sent_home_on_an_earlier_day_is_recorded_with_why_so_late(heads, pupil, later):
    later("11-04", "09:00")
    day = {"late_on_day": "3", "late_on_month": "11", "late_on_year": "2026"}
    gone = {"starts": "late", **day, "late_at": "10:40", "late_marked": "yes", "late_reason": "I was on a trip."}
    answer = go_through(heads, pupil, **{**gone, "late_reason": ""})
    assert "Say why it is entered only now." in answer.text

    go_through(heads, pupil, **gone, **last_day(4, 11))

    row = PupilSuspension.objects.get()
    assert (row.first_on, row.first_half, row.half_days) == (date(2026, 11, 3), HalfOfDay.AFTERNOON, 3)
    assert (row.decided_at, row.left_at, row.entered_at) == (
        at("11-03", "10:40"),
        at("11-03", "10:40"),
        at("11-04", "09:00"),
    )
    assert "I was on a trip." in heads.get(row.get_absolute_url()).text


def test_decided_after_school_on_an_earlier_day_it_began_with_the_next(heads, pupil, later):
    later("11-04", "09:00")
    day = {"late_on_day": "2", "late_on_month": "11", "late_on_year": "2026"}

    go_through(heads, pupil, starts="late", **day, late_at="17:30", late_reason="No connection.", **last_day(4, 11))

    row = PupilSuspension.objects.get()
    assert (row.first_on, row.first_half, row.left_at) == (date(2026, 11, 3), HalfOfDay.MORNING, None)


# --- A pupil of two schools -------------------------------------------------------------------------------------------
@pytest.fixture
def two_schools(clock, pupil, head, other_school):
    """The pupil is on the roll of two schools of one executive head."""
    make.TermFactory(school=other_school, name="Autumn", first_on=date(2026, 9, 1), last_on=date(2026, 12, 18))
    make.SchoolLinkFactory(person=pupil, school=other_school)
    make.MembershipFactory(user=head, role="head", school=other_school)
    return other_school


def test_a_head_of_both_schools_chooses_at_which_a_pupil_of_both_is_suspended(two_schools, heads, pupil, terms):
    asked = heads.get(page("suspend", pupil)).text
    assert "At which school do you suspend the pupil?" in asked
    assert "Choose the school." in heads.post(page("suspend", pupil), WHAT).text
    for name in ("suspend_when", "suspend_weigh"):
        assert heads.get(page(name, pupil)).status_code == 200

    at_one = {**WHAT, "school": str(terms.pk)}
    go_through(heads, pupil, what=at_one, starts="next")
    go_through(heads, pupil, what={**WHAT, "school": str(two_schools.pk)}, starts="later", **first_day(4, 11))

    assert [row.school for row in PupilSuspension.objects.order_by("pk")] == [terms, two_schools]


def test_the_pages_say_which_school_was_chosen_and_count_its_days(two_schools, heads, pupil, terms):
    heads.post(page("suspend", pupil), {**WHAT, "school": str(terms.pk)})
    assert "At Hillside Primary." in heads.get(page("suspend_when", pupil)).text

    heads.post(page("suspend", pupil), {**WHAT, "school": str(two_schools.pk)})
    assert "At Brook Secondary." in heads.get(page("suspend_when", pupil)).text


def test_the_counts_are_of_the_school_that_is_chosen_and_what_is_noted_is_its(two_schools, heads, pupil, terms):
    there = page("counts", pupil) + f"?at={two_schools.pk}"
    assert "As Brook Secondary counts." in heads.get(there).text
    assert f'href="?at={terms.pk}"' in heads.get(there).text

    answer = heads.post(there, {"where": "Fernside", "term": "2026:1", "half_days": "2"})

    assert answer.url == there
    assert HalfDaysElsewhere.objects.get().school == two_schools


def test_a_further_one_is_of_the_school_of_the_one_before_it(two_schools, heads, head, pupil, terms, decide):
    first = decide()
    with pytest.raises(Refused, match="The suspension before it is one of Hillside Primary"):
        decide(
            school=two_schools,
            follows=first,
            first_on=date(2026, 11, 4),
            last_on=date(2026, 11, 4),
            further_basis="exceptional",
            further_reason="New.",
        )
    url = reverse("pupils:further", args=[first.case.reference, first.pk])

    heads.post(url, {"further_basis": "exceptional", "further_reason": "A recording shows more."})

    assert "At which school" not in heads.get(page("suspend", pupil)).text
    assert "At which school" not in heads.post(page("suspend", pupil), {**WHAT, "follows": str(first.pk)}).text


def test_who_is_head_of_one_school_is_asked_nothing(heads, pupil, other_school):
    make.SchoolLinkFactory(person=pupil, school=other_school)

    assert "At which school" not in heads.get(page("suspend", pupil)).text


def test_after_school_the_next_school_day_is_offered(heads, pupil, later):
    later("11-06", "16:00")

    assert "On the next school day, Monday 9 November 2026" in heads.get(page("suspend_when", pupil)).text
    answer = heads.post(page("suspend_when", pupil), {**WHAT, **WHEN})
    assert "That time is over. Choose again." in answer.text


def test_without_terms_the_page_leads_to_the_calendar(client, clock, school, head, pupil):
    client.force_login(head, backend="accounts.backends.Backend")

    text = client.get(page("suspend", pupil)).text

    assert "has no terms yet" in text
    assert "Open the school’s calendar" in text


def test_a_merged_record_leads_to_the_one_that_is_kept(heads, pupil, school):
    twin = make.PersonFactory(pupil=True, merged_into=pupil, at=school)

    assert heads.get(page("suspend", twin)).url == page("suspend", pupil)
    assert heads.get(f"{page('counts', twin)}?at={school.pk}").url == f"{page('counts', pupil)}?at={school.pk}"


def test_half_days_typed_for_a_record_that_was_merged_meanwhile_go_to_the_one_that_is_kept(heads, pupil, school):
    twin = make.PersonFactory(pupil=True, at=school)
    type(twin).objects.filter(pk=twin.pk).update(merged_into=pupil)

    heads.post(page("counts", twin), {"where": "Fernside", "term": "2026:1", "half_days": "2"})

    assert pupil.half_days_elsewhere.get().where == "Fernside"


# --- Its own page -------------------------------------------------------------------------------------------------------
def test_where_one_would_look_for_extending_the_page_says_there_is_none(heads, decide):
    text = heads.get(decide().get_absolute_url()).text

    assert "The law knows no extension of a pupil’s suspension" in text
    assert "Further suspension" in text
    assert "A permanent exclusion is not made here" in text


def test_a_further_one_goes_the_same_four_pages_in_the_same_case(heads, decide, pupil):
    first = decide()
    url = reverse("pupils:further", args=[first.case.reference, first.pk])
    answer = heads.post(url, {"further_basis": "exceptional", "further_reason": "A threat against the victim."})
    assert answer.url == page("suspend", pupil)
    assert "A further suspension, after the one from Monday 2 November 2026" in heads.get(answer.url).text

    days = {"starts": "later", "first_on_day": "4", "first_on_month": "11", "first_on_year": "2026"}
    carried = {"follows": str(first.pk), "further_basis": "exceptional", "further_reason": "A threat."}
    go_through(heads, pupil, **days, **carried)

    row = PupilSuspension.objects.get(follows=first)
    assert (row.case, row.further_reason, row.half_days) == (first.case, "A threat.", 2)


def test_a_further_one_can_become_one_of_its_own(heads, decide, pupil):
    first = decide()
    url = reverse("pupils:further", args=[first.case.reference, first.pk])
    heads.post(url, {"further_basis": "exceptional", "further_reason": "A threat."})

    heads.post(page("suspend", pupil), {**WHAT, "follows": str(first.pk), "not_further": "1"})

    assert "A further suspension" not in heads.get(page("suspend", pupil)).text


def test_cancelling_asks_when_the_pupil_is_back_only_where_that_is_a_question(heads, decide, later):
    row = decide()
    url = reverse("pupils:cancel", args=[row.case.reference, row.pk])
    assert "When may the pupil come back?" not in heads.get(url).text
    later("11-02", "09:00")

    assert "When may the pupil come back?" in heads.get(url).text
    answer = heads.post(url, {"reason": "It was another pupil.", "back": "2026-11-02 pm"})

    assert answer.url == row.get_absolute_url()
    row.refresh_from_db()
    assert (row.state, row.back_half) == ("cancelled", "pm")


def test_a_suspension_begins_with_its_session_and_is_over_with_its_last(decide):
    row = decide(last_half=HalfOfDay.MORNING)
    moments = [at("11-02", "08:44"), at("11-02", "08:45"), at("11-03", "11:59"), at("11-03", "12:00")]

    assert [has_begun(row, moment) for moment in moments] == [False, True, True, True]
    assert [is_over(row, moment) for moment in moments] == [False, False, False, True]


def test_a_form_that_cancels_takes_one_of_its_half_days_alone():
    form = CancelForm({"reason": "x", "back": "2026-11-20 am"}, choices=[(date(2026, 11, 3), Half(n)) for n in (0, 1)])

    assert not form.is_valid()


# --- MIS and counts -----------------------------------------------------------------------------------------------------
def test_ended_by_the_board_it_is_over_when_the_pupil_is_back_as_the_register_has_it(suspend, head, terms):
    ended = {"reinstated": True, "ended_by": head, "ended_at": at("11-02", "12:00"), "back_on": date(2026, 11, 5)}
    row = suspend(last_on=date(2026, 11, 6), half_days=10, **ended)
    moments = [at("11-03", "09:00"), at("11-05", "08:44"), at("11-05", "08:45")]

    assert [is_over(row, moment) for moment in moments] == [False, False, True]
    listed = [PupilSuspension.objects.touching(moment.date()).exists() for moment in moments]
    assert listed == [True, False, False]
    assert band(row).text == "until the morning of Thursday 5 November 2026, when the pupil is back."


def test_the_mis_panel_has_codes_dates_sessions_and_a_mark_for_each_session_missed(decide):
    panel = mis_panel(decide(first_half=HalfOfDay.AFTERNOON, is_marked_present=True))

    rows = {row.label: row.value for row in panel.rows}
    assert rows["Category"] == "SUSP: Suspension"
    assert (rows["Reason 1"], rows["Reason 2"]) == ("PP: Physical assault against a pupil", "DM: Damage")
    assert (rows["Start date"], rows["End date"], rows["Number of sessions"]) == ("02/11/2026", "03/11/2026", "3")
    assert rows["Back in school"] == "Wednesday 4 November 2026, morning"
    # Present in the first afternoon: no E for it.
    assert panel.marks == ("Tue 3 Nov 2026, AM", "Tue 3 Nov 2026, PM")


def test_a_lunchtime_changes_no_attendance_mark(decide):
    panel = mis_panel(decide(category=Category.LUNCHTIME))

    assert panel.marks == ()
    assert "changes no attendance mark" in panel.why_none


def test_the_counts_of_a_pupil_say_what_the_next_half_day_would_trigger(heads, decide, pupil):
    decide(last_on=date(2026, 11, 5))
    answer = heads.post(page("counts", pupil), {"where": "Fernside", "term": "2026:1", "half_days": "2"})
    assert answer.status_code == 302

    text = heads.get(page("counts", pupil)).text

    assert "5 days, 10 half-days (1 day at other schools)" in text
    assert "makes it more than 5 days: the board must then be told at once" in text
    assert "40 days of the 45 that the law allows" in text
    assert "1 day in the autumn term 2026, noted by Ruth Adeyemi" in text


def test_the_case_page_leads_with_the_suspension_and_owes_no_report(heads, decide, later, pupil):
    row = decide()
    later("11-02", "09:00")

    text = heads.get(row.case.get_absolute_url()).text

    assert "Alfie Farrow is suspended" in text
    assert "until Tuesday 3 November 2026, afternoon" in text
    assert "Write the report" not in text
    assert "Suspend from site" not in text


def test_the_page_of_a_pupil_leads_to_suspending_for_its_head_alone(heads, pupil, client, deputy):
    assert "Suspend this pupil" in heads.get(pupil.get_absolute_url()).text
    client.force_login(deputy, backend="accounts.backends.Backend")

    text = client.get(pupil.get_absolute_url()).text
    assert "Suspend this pupil" not in text
    assert "Half-days of suspension" in text
