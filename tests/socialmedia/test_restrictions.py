"""Restrictions on communication: a warning first, terms with an end, letters, reviews, breaches; shown to whoever answers."""

import threading
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.system import system_user
from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from cases.services.case import involve
from cases.states import Part
from desk.selectors.closing import left_open
from desk.services.voiding import void_case
from kernel import wording
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from packs.selectors.owed import owed_on_paper
from packs.services import log_posted
from records.models import Copy, WrittenRecord
from records.states import CopyMethod
from schools.calendar import at_local, local_day
from socialmedia import services
from socialmedia.models import Restriction
from socialmedia.rules import restriction as rules
from socialmedia.selectors.restriction import register
from socialmedia.selectors.restriction_letter import LetterKey
from socialmedia.services.restriction import clear_after_end
from socialmedia.states import ContactChannel, Ground, RestrictionLetter, RestrictionState
from tests import factories as make

pytestmark = pytest.mark.django_db
NOV = {"until_on": date(2026, 12, 18), "review_on": date(2026, 11, 30)}
TERMS = {
    "channels": [ContactChannel.CALL, ContactChannel.MESSAGE],
    "single_contact": "the school office",
    "frequency": "Please write once a week. We answer by Friday.",
    "considered": "We asked. She finds forms hard, so letters are short.",
    **NOV,
}
WHY = "About 300 e-mails since September on one matter, which was answered on 14 September."


@pytest.fixture
def kay(school, clock):
    person = make.PersonFactory(title="Ms", given_name="Kay", family_name="Lowe", at=school)
    make.AdultFactsFactory(person=person, address="3 Bell Lane\nMiddleton")
    return person


@pytest.fixture
def case(school, kay, head, ceo):
    row = make.CaseFactory(school=school, opened_by=head)
    involve(case=row, part=Part.SUBJECT, person=kay, by=head)
    return row


@pytest.fixture
def warned(case, kay, head):
    return services.warn_of_restriction(case=case, person=kay, grounds=[Ground.VOLUME], why=WHY, by=head)


@pytest.fixture
def restricted(warned, head):
    services.set_restriction(restriction=warned, by=head, **TERMS)
    warned.refresh_from_db()
    return warned


def words(answer):
    return " ".join(answer.content.decode().split())


def letter(restriction, about, number=0):
    return LetterKey(restriction.pk, about, number)


def issue(restriction, about, by, number=0, **more):
    return services.issue_restriction_letter(
        restriction=restriction, key=letter(restriction, about, number), said="", by=by, **more
    )


def issue_again(restriction, about, by, number):
    restriction.refresh_from_db()
    return services.issue_restriction_letter(
        restriction=restriction, key=letter(restriction, about, number), said="We add this.", by=by
    )


def text_of(record):
    return str(record.content)


def owed(case, kind):
    return [*Duty.objects.open().filter(case=case, kind=kind).values_list("subject", flat=True)]


# --- Warning ------------------------------------------------------------------------------------------------------
def test_a_warning_comes_first_and_its_letter_is_due(warned, case, head):
    assert warned.state == RestrictionState.WARNED
    assert owed(case, Kind.RESTRICTION_LETTER) == [f"{warned.pk}-warning-0"]

    record = issue(warned, RestrictionLetter.WARNING, head, method=CopyMethod.HAND)

    assert owed(case, Kind.RESTRICTION_LETTER) == []
    assert "Nothing changes today" in text_of(record)
    assert "You may always ask questions, disagree with us or complain." in text_of(record)
    assert "3 Bell Lane" not in text_of(record)


def test_criticism_alone_is_refused_with_the_lawful_way(case, kay, head):
    with pytest.raises(Refused, match="Criticism or a complaint alone is no ground"):
        services.warn_of_restriction(case=case, person=kay, grounds=[], why="She complains a lot.", by=head)


def test_without_a_warning_it_needs_a_reason(case, kay, head):
    said = {"case": case, "person": kay, "grounds": [Ground.ABUSE], "why": WHY, "by": head, **TERMS}

    with pytest.raises(Refused, match="A warning comes first"):
        services.restrict_at_once(skip_reason=" ", **said)
    row = services.restrict_at_once(skip_reason="She threatened the caretaker.", **said)

    assert row.state == RestrictionState.SET
    assert row.skip_reason == "She threatened the caretaker."


@pytest.mark.parametrize(
    ("until_on", "review_on", "reason"),
    [
        (date(2026, 11, 2), date(2026, 11, 2), "The last day must be later than today."),
        (date(2027, 6, 1), date(2026, 12, 1), "Six months is the longest."),
        (date(2026, 12, 18), date(2026, 12, 19), "Look at it again before it ends."),
        (date(2026, 12, 18), date(2026, 11, 2), "The day to look at it again must be later than today."),
    ],
)
def test_it_has_an_end_and_a_review(warned, head, until_on, review_on, reason):
    with pytest.raises(Refused, match=reason):
        services.set_restriction(restriction=warned, by=head, **{**TERMS, "until_on": until_on, "review_on": review_on})


def test_whether_disability_illness_or_language_explain_it_must_be_said(warned, head):
    with pytest.raises(Refused, match="Say whether disability, illness or language could explain it"):
        services.set_restriction(restriction=warned, by=head, **{**TERMS, "considered": " "})


def test_a_pupil_or_a_colleague_is_not_restricted(case, school, head):
    pupil = make.PersonFactory(pupil=True, at=school)
    colleague = make.PersonFactory(kinds=["staff"], at=school)

    assert "not" not in (rules.cannot_restrict(make.PersonFactory(at=school), None) or "")
    for person, reason in ((pupil, "This is about adults"), (colleague, "spoken to by their line manager")):
        with pytest.raises(Refused, match=reason):
            services.warn_of_restriction(case=case, person=person, grounds=[Ground.ABUSE], why=WHY, by=head)


def test_nobody_is_warned_or_restricted_twice_at_one_school(restricted, case, kay, head, school):
    other = make.PersonFactory(merged_into=kay)

    for person in (kay, other):
        with pytest.raises(Refused, match="has a restriction at this school already"):
            services.warn_of_restriction(case=case, person=person, grounds=[Ground.ABUSE], why=WHY, by=head)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.RestrictionFactory(set=True, case=case, person=kay)


# --- In force -----------------------------------------------------------------------------------------------------
def test_setting_it_tells_the_ceo_and_owes_letter_and_review(restricted, case, ceo):
    assert owed(case, Kind.RESTRICTION_LETTER) == [f"{restricted.pk}-terms-1"]
    [review] = Duty.objects.open().filter(case=case, kind=Kind.RESTRICTION_REVIEW)
    assert local_day(review.due_at) == NOV["review_on"]
    assert Notice.objects.filter(case=case, kind=NoticeKind.RESTRICTION, to_user=ceo).exists()
    assert local_day(restricted.period.upper - timedelta(seconds=1)) == NOV["until_on"]


def test_its_letter_prints_what_it_never_stops(restricted, head):
    said = text_of(issue(restricted, RestrictionLetter.TERMS, head, 1))

    for never in (
        "your child’s safety",
        "an illness, an injury or an accident",
        "absent or late",
        "special educational needs",
        "every report, letter and notice that the law gives you",
        "your own data or your child’s",
        "a panel that hears you",
        "A councillor, a Member of Parliament, a solicitor",
        "If a disability, an illness, your language",
        "until the end of Friday 18 December 2026, and no longer",
        "We will look at this again on Monday 30 November 2026",
        "telephone calls about other matters and text and app messages",
    ):
        assert never in said, never


def test_an_older_letter_is_not_owed_any_more(warned, case, head):
    services.set_restriction(restriction=warned, by=head, **TERMS)

    assert owed(case, Kind.RESTRICTION_LETTER) == [f"{warned.pk}-terms-1"]


def test_it_stays_after_a_review_without_a_letter(restricted, case, head, clock):
    issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.HAND)
    clock.move_to(timezone.now() + timedelta(days=27))

    services.keep_restriction(
        restriction=restricted,
        reason="Still ten a day.",
        considered="Asked again.",
        review_on=date(2026, 12, 14),
        by=head,
    )

    [review] = Duty.objects.open().filter(case=case, kind=Kind.RESTRICTION_REVIEW)
    assert local_day(review.due_at) == date(2026, 12, 14)
    assert owed(case, Kind.RESTRICTION_LETTER) == []


def test_changed_terms_make_a_new_letter_and_another_end(restricted, case, head):
    issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.HAND)
    new = {**TERMS, "until_on": date(2026, 12, 4), "channels": []}

    services.change_terms(restriction=restricted, reason="It is quieter.", by=head, **new)

    restricted.refresh_from_db()
    assert local_day(restricted.period.upper - timedelta(seconds=1)) == date(2026, 12, 4)
    said = text_of(issue(restricted, RestrictionLetter.TERMS, head, 2))
    assert "We have changed how you can reach" in said
    assert "For now, please do not use" not in said


def test_it_ends_by_itself_and_nothing_is_left_to_do(restricted, head, client_of, clock, school):
    issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.HAND)
    assert [line.name for line in register(head)] == ["Kay LOWE"]
    clock.move_to(timezone.now() + timedelta(days=47))

    assert register(type(head).objects.get(pk=head.pk)) == []
    assert "over" in words(client_of(head).get(restricted.get_absolute_url()))
    with pytest.raises(Refused, match="not in force any more"):
        services.end_restriction(restriction=restricted, reason="Quiet", by=head)
    make.RestrictionFactory(set=True, case=restricted.case, person=restricted.person)


def test_what_was_owed_on_it_is_owed_no_more_once_the_clock_has_ended_it(restricted, case, clock):
    assert owed(case, Kind.RESTRICTION_REVIEW)
    clear_after_end(by=system_user())
    assert owed(case, Kind.RESTRICTION_REVIEW)
    clock.move_to(timezone.now() + timedelta(days=47))

    clear_after_end(by=system_user())

    assert not Duty.objects.open().filter(case=case).exists()


def test_it_is_not_made_longer_bit_by_bit(restricted, head, clock):
    clock.move_to(timezone.now() + timedelta(days=40))
    longer = {**TERMS, "until_on": date(2027, 5, 20), "review_on": date(2027, 1, 20), "reason": "It goes on."}

    with pytest.raises(Refused, match="decided anew"):
        services.change_terms(restriction=restricted, by=head, **longer)


def test_one_way_to_reach_a_school_stays_open(warned, head):
    with pytest.raises(Refused, match="at least one way open"):
        services.set_restriction(restriction=warned, by=head, **{**TERMS, "channels": [*ContactChannel]})


def test_a_letter_is_signed_by_whoever_decided_what_it_tells(restricted, head, deputy):
    first = issue(restricted, RestrictionLetter.TERMS, head, 1)
    services.end_restriction(restriction=restricted, reason="Quiet.", by=deputy)
    last = issue(restricted, RestrictionLetter.ENDED, deputy)

    again = issue_again(restricted, RestrictionLetter.TERMS, head, 1)

    assert [one.content["sign_off"][0] for one in (first, last, again)] == [head.name, deputy.name, head.name]


# --- The rules, whatever is typed ---------------------------------------------------------------------------------
days = st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 12, 31))


@given(days, days, days, st.none() | days)
def test_no_restriction_is_endless_past_or_looked_at_too_late(until_on, review_on, today, since):
    since = since if since is None or since <= today else None
    if rules.cannot_last(until_on, review_on, today, since) is None:
        assert today < review_on <= until_on <= (since or today) + rules.LONGEST


@given(st.lists(st.sampled_from([*ContactChannel])))
def test_closing_ways_is_refused_only_where_none_is_left(channels):
    assert bool(rules.cannot_close(channels)) == ({*channels} == {*ContactChannel})


@given(st.lists(st.sampled_from([*Ground])), st.text(max_size=20))
def test_criticism_is_no_ground_and_no_warning_is_skipped_in_silence(grounds, why):
    assert bool(rules.cannot_begin_on(grounds)) == (not grounds)
    assert bool(rules.cannot_skip_warning(why)) == (not why.strip())


def test_it_can_be_ended_and_a_letter_says_so(restricted, case, head):
    issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.HAND)

    services.end_restriction(restriction=restricted, reason="It is quiet.", by=head)

    assert owed(case, Kind.RESTRICTION_REVIEW) == []
    restricted.refresh_from_db()
    assert owed(case, Kind.RESTRICTION_LETTER) == [f"{restricted.pk}-ended-0"]
    said = text_of(issue(restricted, RestrictionLetter.ENDED, head))
    assert "you can ring, write to and visit" in said
    assert "What we wrote to you about reaching us holds no longer." in said


def test_a_warning_can_be_enough(warned, case, head):
    services.drop_warning(restriction=warned, reason="She rang, and it is settled.", by=head)

    assert owed(case, Kind.RESTRICTION_LETTER) == []
    with pytest.raises(Refused, match="followed up already"):
        services.set_restriction(restriction=warned, by=head, **TERMS)


def test_a_breach_is_a_contact_or_told_in_words(restricted, head, kay, school, clock):
    issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.HAND)
    clock.shift(60)
    call = make.ContactFactory(person=kay, school=school)
    elsewhere = make.ContactFactory(person=make.PersonFactory(at=school), school=school)
    said = {"restriction": restricted, "what": "Rang the class teacher.", "happened_at": timezone.now(), "by": head}

    services.note_breach(contact=call, **said)

    with pytest.raises(Refused, match="of somebody else"):
        services.note_breach(contact=elsewhere, **said)
    with pytest.raises(Refused, match="was not in force then"):
        services.note_breach(**{**said, "happened_at": timezone.now() - timedelta(days=3)})
    assert restricted.breaches.get().happened_at == call.happened_at


# --- Told or not --------------------------------------------------------------------------------------------------
def breach_at(restriction, at, by):
    said = {"what": "Rang the class teacher.", "happened_at": at, "by": by}
    return services.note_breach(restriction=restriction, **said)


def test_nobody_breaks_terms_they_were_never_told(restricted, head, client_of, kay, school, clock):
    clock.shift(60)
    make.ContactFactory(person=kay, school=school)
    url = reverse("socialmedia:terms_breach", args=[restricted.case.reference, restricted.pk])

    with pytest.raises(Refused, match="Nobody can keep to what they were never told"):
        breach_at(restricted, timezone.now(), head)

    assert "Nobody can keep to what they were never told" in words(client_of(head).get(url))


def test_terms_bind_from_the_day_their_letter_counts_as_received(restricted, head, clock):
    clock.shift(60)
    before = timezone.now()
    record = issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.POST, address="3 Bell Lane")
    told_on = Copy.objects.get(record=record).deemed_on
    clock.move_to(at_local(told_on, time(9)))

    for at in (before, at_local(told_on, time.min) - timedelta(minutes=1)):
        with pytest.raises(Refused, match=f"They were told from {wording.full_day(told_on)} on"):
            breach_at(restricted, at, head)
    breach_at(restricted, at_local(told_on, time(0, 1)), head)

    assert told_on > local_day(before)


def test_what_came_before_the_letter_was_issued_on_its_own_day_is_no_breach(restricted, head, clock):
    early = timezone.now() + timedelta(minutes=1)
    clock.shift(3600)
    issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.HAND)

    with pytest.raises(Refused, match="what came before that is no breach"):
        breach_at(restricted, early, head)
    breach_at(restricted, timezone.now(), head)


def test_a_letter_that_never_came_tells_nobody(restricted, head, clock):
    record = issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.POST, address="3 Bell Lane")
    clock.shift(timedelta(days=5))
    lost = {"copy": Copy.objects.get(record=record), "dispute": "It came back."}

    services.send_restriction_letter_again(restriction=restricted, by=head, **lost)

    with pytest.raises(Refused, match="the letter has not gone"):
        breach_at(restricted, timezone.now(), head)


def test_every_page_says_plainly_that_they_are_not_told_yet(restricted, head, office, client_of):
    case_page = words(client_of(head).get(restricted.case.get_absolute_url()))
    own_page = words(client_of(head).get(restricted.get_absolute_url()))
    [line] = register(office)

    assert "Not told yet: the letter has not gone. Until then they reach us as before." in case_page
    assert "Not told yet: the letter has not gone" in own_page
    assert "in force" not in own_page
    assert (line.contact, line.ways) == ("Not told yet: put them through as before.", "none")
    assert "not told yet" in words(client_of(head).get(restricted.person.get_absolute_url()))


def test_what_is_on_its_way_says_from_when_it_counts(restricted, head, client_of):
    record = issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.POST, address="3 Bell Lane")
    day = wording.full_day(Copy.objects.get(record=record).deemed_on)

    assert f"the letter counts as received on {day}" in words(client_of(head).get(restricted.get_absolute_url()))


def test_until_new_terms_are_told_those_that_were_told_hold(restricted, head, office, client_of):
    issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.HAND)
    new = {**TERMS, "single_contact": "Mr Field"}

    services.change_terms(restriction=restricted, reason="The office asked.", by=head, **new)

    assert [line.contact for line in register(office)] == ["the school office"]
    page = words(client_of(head).get(restricted.get_absolute_url()))
    assert "in force" in page
    assert "Until then what they were told before holds." in page
    issue(restricted, RestrictionLetter.TERMS, head, 2, method=CopyMethod.HAND)
    assert [line.contact for line in register(type(office).objects.get(pk=office.pk))] == ["Mr Field"]


def test_terms_that_stay_are_known_with_those_before(restricted, head, office):
    issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.HAND)

    services.keep_restriction(
        restriction=restricted, reason="Still ten a day.", considered="Asked.", review_on=date(2026, 12, 1), by=head
    )

    assert [line.contact for line in register(office)] == ["the school office"]


def test_a_letter_takes_the_place_of_another_only_where_one_went(restricted, head):
    services.change_terms(restriction=restricted, reason="It is quieter.", by=head, **TERMS)
    said = text_of(issue(restricted, RestrictionLetter.TERMS, head, 2, method=CopyMethod.HAND))
    assert "takes the place" not in said
    assert "From the day you get this letter we ask you to reach" in said

    services.change_terms(restriction=restricted, reason="Quieter still.", by=head, **TERMS)
    assert "This letter takes the place of the one before." in text_of(
        issue(restricted, RestrictionLetter.TERMS, head, 3)
    )


def test_whoever_was_never_told_gets_no_letter_that_it_has_ended(restricted, case, head, client_of):
    services.end_restriction(restriction=restricted, reason="It is quiet.", by=head)

    assert not Duty.objects.open().filter(case=case).exists()
    restricted.refresh_from_db()
    assert ">The letter<" not in client_of(head).get(restricted.get_absolute_url()).content.decode()
    assert "holds no longer" not in text_of(issue(restricted, RestrictionLetter.ENDED, head))


@pytest.mark.parametrize(
    ("channels", "says", "not_says"),
    [
        (
            ["call"],
            ["We listen to every voice message", "ends the call"],
            ["we read", "without an appointment, we ask"],
        ),
        (["message"], ["we read, because a child may need us"], ["voice message", "ends the call"]),
        (["email", "form", "letter"], ["we read, because a child may need us"], ["voice message"]),
        (["in_person"], ["If you come without an appointment, we ask whether a child"], ["we read", "voice message"]),
        (["call", "in_person"], ["We listen to every voice message", "make an appointment"], ["we read"]),
        ([], ["the school office"], ["please do not use", "we read", "voice message"]),
    ],
)
def test_a_letter_says_of_each_way_what_happens_to_what_comes_by_it(warned, head, channels, says, not_says):
    services.set_restriction(restriction=warned, by=head, **{**TERMS, "channels": channels})
    warned.refresh_from_db()

    said = text_of(issue(warned, RestrictionLetter.TERMS, head, 1))

    assert [one for one in says if one not in said] == []
    assert [one for one in not_says if one in said] == []


def test_a_closed_case_waits_for_its_end_and_a_void_one_ends_it(restricted, case, head):
    assert any("messages and calls is not over" in line for line in left_open(case))

    void_case(case=case, reason="The wrong family.", by=head)

    restricted.refresh_from_db()
    assert restricted.state == RestrictionState.ENDED
    assert Duty.objects.open().filter(case=case).count() == 0


# --- Two at once --------------------------------------------------------------------------------------------------
def at_once(restriction, *acts):
    """What came of acts of several people on one restriction at the same moment: "done", or the sentence of refusal."""
    results, start = {}, threading.Barrier(len(acts))

    def act(place, service, said):
        try:
            row = Restriction.objects.get(pk=restriction.pk)
            start.wait()
            service(restriction=row, **said)
            results[place] = "done"
        except Refused as refused:
            results[place] = refused.reason
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(place, *one)) for place, one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    restriction.refresh_from_db()
    return [results[place] for place in range(len(acts))]


@pytest.mark.django_db(transaction=True)
def test_two_ending_one_restriction_end_it_once(restricted, head, deputy, case):
    issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.HAND)

    results = at_once(
        restricted,
        (services.end_restriction, {"reason": "Quiet.", "by": head}),
        (services.end_restriction, {"reason": "It is settled.", "by": deputy}),
    )

    assert sorted(results) == ["This restriction is not in force any more.", "done"]
    assert restricted.over_reason == ("Quiet." if results[0] == "done" else "It is settled.")
    assert Entry.objects.of_chain(case.reference).filter(verb="restriction.ended").count() == 1
    assert owed(case, Kind.RESTRICTION_LETTER) == [f"{restricted.pk}-ended-0"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["change", "keep"])
def test_ending_and_going_on_with_one_restriction_leave_it_ended(restricted, head, deputy, case, other):
    issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.HAND)
    goes_on = {
        "change": (services.change_terms, {**TERMS, "reason": "Quieter.", "until_on": date(2027, 1, 8), "by": deputy}),
        "keep": (
            services.keep_restriction,
            {"reason": "Ten a day.", "considered": "Asked.", "review_on": date(2026, 12, 7), "by": deputy},
        ),
    }

    ended, went_on = at_once(restricted, (services.end_restriction, {"reason": "Quiet.", "by": head}), goes_on[other])

    assert ended == "done"
    assert went_on in ("done", "This restriction is not in force any more.")
    assert restricted.state == RestrictionState.ENDED
    assert restricted.terms.count() == (2 if went_on == "done" else 1)
    assert owed(case, Kind.RESTRICTION_REVIEW) == []
    assert owed(case, Kind.RESTRICTION_LETTER) == [f"{restricted.pk}-ended-0"]


@pytest.mark.django_db(transaction=True)
def test_one_warning_is_followed_up_once(warned, head, deputy, case):
    results = at_once(
        warned,
        (services.set_restriction, {**TERMS, "by": head}),
        (services.drop_warning, {"reason": "She rang.", "by": deputy}),
    )

    assert sorted(results) == ["This warning was followed up already.", "done"]
    assert warned.state == (RestrictionState.SET if results[0] == "done" else RestrictionState.DROPPED)
    assert warned.terms.count() == (1 if results[0] == "done" else 0)


# --- Letters ------------------------------------------------------------------------------------------------------
def test_the_office_finds_the_letter_in_its_tray_and_logs_that_it_went(restricted, head, office, run_jobs):
    issue(restricted, RestrictionLetter.TERMS, head, 1)
    run_jobs(raising=True)

    [paper] = owed_on_paper(office)
    done = log_posted(papers=[paper.key], method=CopyMethod.POST, sent_on=local_day(timezone.now()), by=office)

    assert (paper.who, paper.address, done.left) == ("Ms Kay Lowe", "3 Bell Lane\nMiddleton", ())
    assert owed_on_paper(type(office).objects.get(pk=office.pk)) == []


def test_a_letter_that_never_came_goes_again(client_of, restricted, case, head, clock):
    record = issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.POST, address="3 Bell Lane")
    clock.shift(timedelta(days=4))
    lost = Copy.objects.get(record=record)
    url = reverse("socialmedia:terms_lost", args=[case.reference, restricted.pk, lost.pk])

    answer = client_of(head).post(url, {"dispute": "It came back.", "method": "hand"})

    assert answer.status_code == 302
    assert Copy.objects.filter(record=record).count() == 2
    assert WrittenRecord.objects.filter(case=case).count() == 1


# --- Pages --------------------------------------------------------------------------------------------------------
def test_whoever_answers_the_telephone_reads_what_they_need_and_no_more(
    client_of, restricted, office, stranger, case, head
):
    issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.HAND)
    assert reverse("socialmedia:restrictions") in words(client_of(office).get(reverse("socialmedia:contacts")))
    text = words(client_of(office).get(reverse("socialmedia:restrictions")))

    for said in ("Kay LOWE", "the school office", "Please write once a week.", "a child’s safety", "telephone call"):
        assert said in text
    for hidden in (case.reference, "300 e-mails", "finds forms hard"):
        assert hidden not in text
    assert "Kay" not in words(client_of(stranger).get(reverse("socialmedia:restrictions")))
    assert client_of(office).get(restricted.get_absolute_url()).status_code == 404


def test_every_case_of_theirs_shows_it(client_of, restricted, head, kay, school):
    issue(restricted, RestrictionLetter.TERMS, head, 1, method=CopyMethod.HAND)
    other = make.CaseFactory(school=school)
    make.InvolvementFactory(case=other, part=Part.SUBJECT, person=make.PersonFactory(merged_into=kay))
    for _ in range(3):
        make.ContactFactory(person=kay, school=school)

    text = words(client_of(head).get(other.get_absolute_url()))

    assert "Kay Lowe reaches Hillside Primary in other ways until Friday 18 December 2026" in text
    assert "3 contacts" in text
    assert "Messages and calls" in words(client_of(head).get(kay.get_absolute_url()))


def test_somebody_whom_it_is_about_finds_nothing(client_of, case, kay, deputy, school):
    make.SchoolLinkFactory(person=make.PersonFactory(), school=school)
    services.warn_of_restriction(case=case, person=kay, grounds=[Ground.VOLUME], why=WHY, by=deputy)
    row = Restriction.objects.get()
    services.set_restriction(restriction=row, by=deputy, **TERMS)
    kay.user = make.UserFactory(role=("office", school))
    kay.save(update_fields=["user"])

    client = client_of(kay.user)

    assert "Kay" not in words(client.get(reverse("socialmedia:restrictions"))).replace(kay.user.name, "")
    with pytest.raises(PermissionDenied):
        services.end_restriction(restriction=row, reason="Mine", by=kay.user)


def test_the_form_asks_for_terms_only_where_it_restricts_at_once(client_of, case, kay, head):
    url, client = reverse("socialmedia:restrict", args=[case.reference]), client_of(head)
    said = {"person": kay.pk, "grounds": ["volume"], "why": WHY}

    at_once = client.post(url, {**said, "first": "now"})
    warning = client.post(url, {**said, "first": "warn"})

    assert at_once.status_code == 422
    assert "Say whom they can reach." in words(at_once)
    assert warning.status_code == 302
    assert Restriction.objects.get().state == RestrictionState.WARNED


def test_the_history_says_every_step(restricted, case, head):
    services.end_restriction(restriction=restricted, reason="Quiet.", by=head)

    verbs = [
        *Entry.objects.of_chain(case.reference).filter(verb__startswith="restriction.").values_list("verb", flat=True)
    ]
    assert verbs == ["restriction.warned", "restriction.set", "restriction.ended"]
