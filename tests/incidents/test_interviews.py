"""Interviews: who owes them, who may hold them, what is written down, whether they agree, the note."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from cases.deciding import decider_role
from cases.duties import Kind
from cases.models import Delegation, Draft, Duty, Involvement
from cases.services.access import grant_sight
from cases.services.case import lock
from cases.services.duties import reassign, waive
from cases.states import CaseState, Part
from desk.services import involving
from desk.services.involving import name_in_case, take_out
from incidents.models import Interview
from incidents.selectors.interviews import open_for
from incidents.services.interviews import (
    CEO_INTERVIEWED,
    change_note,
    give_up_interview,
    hold_interview,
    plan_interview,
    settle_interview,
)
from incidents.services.note import issue_interview_note
from incidents.states import InterviewState, NoteForm, WitnessKind
from kernel.refusal import Refused, Stale
from notices.models import Notice
from notices.states import NoticeKind
from records.models import RecordFile, WrittenRecord
from records.states import RecordKind, RecordState
from schools.states import PersonKind, Role
from tests.factories import CaseFactory, IncidentFactory, PersonFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
FORM = {
    "witness_kind": "outsider",
    "supporting_adult": "",
    "no_adult_reason": "",
    "interviewer": "",
    "interviewer_name": "",
    "also_present": "",
    "on_day_day": "2",
    "on_day_month": "11",
    "on_day_year": "2026",
    "from_time": "08:10",
    "to_time": "08:18",
    "place": "Library",
    "note_form": "verbatim",
    "account": "I stood at the gate.\n\nHe raised his fist.",
    "is_read_back": "yes",
    "agreement": "later",
    "disagreement": "",
}


@pytest.fixture
def case(school, head):
    case = CaseFactory(school=school, opened_by=head)
    IncidentFactory(case=case, logged_by=head)
    return case


@pytest.fixture
def witness(case, head):
    return name_in_case(case=case, part=Part.WITNESS, name="Helen Marsh", by=head)


@pytest.fixture
def pupil(case, school, head):
    child = PersonFactory(pupil=True, at=school, given_name="Mia", family_name="Okafor")
    return name_in_case(case=case, part=Part.WITNESS, person=child, by=head)


@pytest.fixture
def hold(head):
    """Write down an interview by the service: `hold(witness, account="…")`."""

    def held(row, *, by=head, **changes):
        now = timezone.now()
        facts = {
            "witness_kind": WitnessKind.OUTSIDER,
            "interviewer": by,
            "started_at": now - timedelta(minutes=9),
            "ended_at": now - timedelta(minutes=1),
            "account": "He raised his fist.",
            "note_form": NoteForm.SUMMARY,
            "is_read_back": True,
            **changes,
        }
        return hold_interview(involvement=row, by=by, **facts)

    return held


def page(name, case, row):
    return reverse(f"incidents:{name}", args=[case.reference, row.pk])


def owed(row):
    return Duty.objects.open().filter(kind=Kind.INTERVIEW, subject=str(row.pk)).first()


# --- Who owes it -----------------------------------------------------------------------------------------------------
def test_naming_a_witness_opens_the_duty_of_two_working_days(witness):
    duty = owed(witness)

    assert (duty.owner_role, duty.about) == (Role.HEAD, "Helen Marsh")
    # Monday 08:19 and two working days.
    assert f"{duty.due_at:%a %d %H:%M}" == "Wed 04 08:19"


@pytest.mark.parametrize("part", [Part.TARGET, Part.PRESENT, Part.INJURED])
def test_naming_anybody_else_opens_none(case, head, part):
    assert owed(name_in_case(case=case, part=part, name="Somebody", by=head)) is None


def test_naming_a_witness_again_who_was_heard_opens_none(case, witness, head, hold):
    hold(witness)

    again = name_in_case(case=case, part=Part.WITNESS, name="Helen Marsh", by=head)

    assert again == witness
    assert owed(witness) is None


def test_naming_a_witness_again_who_was_not_heard_leaves_one_duty(case, witness, head):
    name_in_case(case=case, part=Part.WITNESS, name="Helen Marsh", by=head)

    assert Duty.objects.filter(kind=Kind.INTERVIEW, subject=str(witness.pk)).count() == 1


def test_where_the_head_is_the_target_the_ceo_owes_it(case, head, ceo, witness):
    assert owed(witness).owner_role == Role.HEAD

    name_in_case(case=case, part=Part.TARGET, user=head, by=head)
    later = name_in_case(case=case, part=Part.WITNESS, name="A passer-by", by=head)

    assert owed(witness).owner_role == Role.CEO
    assert owed(later).owner_role == Role.CEO
    assert "has a part in the case" in Entry.objects.get(verb="duty.handed_on").payload.data["reason"]


def test_where_the_head_is_the_witness_somebody_else_owes_it(case, head, ceo):
    assert owed(name_in_case(case=case, part=Part.WITNESS, user=head, by=head)).owner_role == Role.CEO


def test_a_ceo_who_interviewed_hands_the_decision_to_the_chair_and_may_hear_the_next_witness(
    case, head, ceo, chair, witness, hold
):
    name_in_case(case=case, part=Part.TARGET, user=head, by=head)
    later = name_in_case(case=case, part=Part.WITNESS, name="A passer-by", by=head)
    assert decider_role(case) == Role.CEO

    hold(witness, by=ceo)

    assert decider_role(case) == Role.CHAIR
    assert Delegation.objects.get(case=case).reason == CEO_INTERVIEWED
    third = name_in_case(case=case, part=Part.WITNESS, name="A runner", by=head)
    assert [owed(row).owner_role for row in (later, third)] == [Role.CEO, Role.CEO]
    hold(later, by=User.objects.get(pk=ceo.pk))


def test_a_note_put_into_the_ceos_name_hands_the_decision_to_the_chair(
    client_of, case, head, ceo, chair, witness, hold
):
    hold(witness)
    assert decider_role(case) == Role.CEO

    client_of(head).post(page("interview_note", case, witness), {**FORM, "interviewer": ceo.pk, "revision": 1})

    assert decider_role(case) == Role.CHAIR


def test_an_interview_is_not_waived_but_said_to_be_impossible(witness, head):
    with pytest.raises(Refused, match="not set aside here"):
        waive(duty=owed(witness), reason="No time", by=head)


def test_taking_a_witness_out_drops_the_plan_and_the_duty(witness, head):
    plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, by=head)

    take_out(involvement=witness, reason="Was not there", by=head)

    assert not Involvement.objects.filter(pk=witness.pk).exists()
    assert not Interview.objects.exists()
    assert not Duty.objects.open().filter(kind=Kind.INTERVIEW).exists()


def test_whoever_said_something_stays_in_the_case(witness, head, hold):
    hold(witness)

    with pytest.raises(Refused, match="stays there"):
        take_out(involvement=witness, reason="Was not there", by=head)


def test_taking_somebody_out_twice_is_told_once(case, witness, head):
    first, second = (Involvement.objects.get(pk=witness.pk) for _ in range(2))

    for row in (first, second):
        take_out(involvement=row, reason="Was not there", by=head)

    assert Entry.objects.filter(verb="case.person_removed").count() == 1


def test_what_was_said_while_taking_out_waited_its_turn_is_seen(case, witness, head, hold, monkeypatch):
    def heard_meanwhile(case):
        hold(witness)
        return lock(case)

    monkeypatch.setattr(involving, "lock", heard_meanwhile, raising=False)

    with pytest.raises(Refused, match="stays there"):
        take_out(involvement=Involvement.objects.get(pk=witness.pk), reason="Was not there", by=head)


# --- Planning --------------------------------------------------------------------------------------------------------
def test_a_plan_hands_the_duty_to_the_interviewer_and_tells_them(client_of, case, witness, head, deputy):
    sent = {"witness_kind": "outsider", "interviewer": deputy.pk, "place": "Library", "at_time": "10:30"}
    sent |= {"on_day_day": "3", "on_day_month": "11", "on_day_year": "2026"}

    response = client_of(head).post(page("interview_plan", case, witness), sent)

    assert response.url == page("interview_of", case, witness)
    assert owed(witness).owner_user == deputy
    notice = Notice.objects.get(kind=NoticeKind.INTERVIEW_ASKED)
    assert (notice.to_user, notice.path) == (deputy, page("interview_of", case, witness))
    shown = client_of(head).get(page("interview_of", case, witness)).text
    assert "Tuesday 3 November 2026, 10:30" in shown
    assert "Sam Okoro" in shown


def test_a_plan_can_be_changed_and_is_one_interview(witness, head, deputy):
    for place in ("Library", "Office"):
        plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, interviewer=deputy, place=place, by=head)

    assert Interview.objects.get().place == "Office"
    assert Notice.objects.filter(kind=NoticeKind.INTERVIEW_ASKED).count() == 1


@pytest.mark.parametrize("instead", [{}, {"interviewer_name": "Jo Field, of the council"}])
def test_the_duty_goes_back_when_the_interviewer_is_replaced_by_nobody_with_an_account(witness, head, deputy, instead):
    plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, interviewer=deputy, by=head)

    plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, by=head, **instead)

    assert (owed(witness).owner_user, owed(witness).owner_role) == (None, Role.HEAD)
    last = Entry.objects.filter(verb="duty.handed_on").order_by("pk").last()
    assert last.payload.data["reason"].startswith("Sam Okoro is no longer the one")


def test_the_duty_goes_back_when_the_new_interviewer_may_not_work_on_the_case(
    case, witness, head, deputy, ceo, stranger
):
    grant_sight(case=case, user=stranger, reason="Holds an interview", by=ceo)
    plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, interviewer=deputy, by=head)

    plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, interviewer=stranger, by=head)

    assert (owed(witness).owner_user, owed(witness).owner_role) == (None, Role.HEAD)
    assert Notice.objects.filter(kind=NoticeKind.INTERVIEW_ASKED, to_user=stranger).exists()


def test_a_change_of_the_room_leaves_the_duty_with_whom_it_was_handed_to(witness, head, deputy):
    plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, by=head)
    reassign(duty=owed(witness), to=deputy, reason="Away on Tuesday", by=head)

    plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, place="Library", by=head)

    assert owed(witness).owner_user == deputy


def test_a_named_interviewer_who_turns_out_to_be_the_target_owes_it_no_more(case, witness, head, deputy):
    plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, interviewer=deputy, by=head)

    name_in_case(case=case, part=Part.TARGET, user=deputy, by=head)

    assert (owed(witness).owner_user, owed(witness).owner_role) == (None, Role.HEAD)


def test_the_target_is_not_offered_and_refused_by_name(client_of, case, witness, head, deputy):
    name_in_case(case=case, part=Part.TARGET, user=head, by=head)

    offered = client_of(head).get(page("interview_plan", case, witness)).text
    with pytest.raises(Refused) as refused:
        plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, interviewer=head, by=deputy)

    assert f'<option value="{head.pk}"' not in offered
    assert f'<option value="{deputy.pk}"' in offered
    assert "Ruth Adeyemi is who it was aimed at" in refused.value.reason


def test_the_target_known_as_a_person_is_refused_too(case, witness, head, deputy, school, hold):
    known = PersonFactory(given_name="Ruth", family_name="Adeyemi", kinds=[PersonKind.STAFF], user=head, at=school)
    name_in_case(case=case, part=Part.TARGET, person=known, by=head)

    with pytest.raises(Refused, match="aimed at"):
        hold(witness, by=head)
    assert hold(witness, by=deputy).interviewer == deputy


def test_nobody_interviews_themselves(case, head, hold):
    row = name_in_case(case=case, part=Part.WITNESS, user=head, by=head)

    with pytest.raises(Refused, match="cannot interview themselves"):
        hold(row)


def test_an_interviewer_sees_the_case(witness, stranger, head, hold):
    with pytest.raises(Refused, match="does not see the case"):
        hold(witness, interviewer=stranger)


def test_a_plan_is_not_for_the_past(witness, head):
    with pytest.raises(Refused, match="This time is over"):
        plan_interview(
            involvement=witness,
            witness_kind=WitnessKind.OUTSIDER,
            planned_start_at=timezone.now() - timedelta(minutes=1),
            by=head,
        )


def test_the_ways_of_who_works_on_the_case_are_not_shown_to_who_only_reads_it(
    client_of, case, witness, head, ceo, central
):
    name_in_case(case=case, part=Part.PRESENT, name="Jo Field", by=head)
    grant_sight(case=case, user=central, reason="Looks into it", by=ceo)
    interviews = reverse("incidents:interviews", args=[case.reference])
    ways = [reverse(f"desk:{name}", args=[case.reference]) for name in ("involved", "supplementary")]

    shown, read = client_of(head).get(interviews).text, client_of(central).get(interviews).text

    assert all(f'href="{way}"' in shown for way in ways)
    assert not any(f'href="{way}"' in read for way in ways)
    assert "Helen Marsh" in read
    assert "Interview too" in shown
    assert "Interview too" not in read


# --- Written down ----------------------------------------------------------------------------------------------------
def test_an_interview_is_written_down_on_one_page(client_of, case, witness, head):
    response = client_of(head).post(page("interview_note", case, witness), {**FORM, "interviewer": head.pk})

    interview = Interview.objects.get()
    assert response.url == interview.get_absolute_url()
    assert (interview.state, interview.note_form, interview.is_read_back) == ("held", "verbatim", True)
    assert interview.account == "I stood at the gate.\n\nHe raised his fist."
    assert owed(witness) is None
    assert Duty.objects.get(kind=Kind.INTERVIEW).how.startswith("Held Monday 2 November 2026, 08:10, by Ruth")
    shown = client_of(head).get(response.url).text
    for said in ("I stood at the gate.", "08:10 to 08:18", "Word for word", "Read back to them", "Issue note"):
        assert said in shown


def test_somebody_without_an_account_may_hold_it(witness, hold):
    interview = hold(witness, interviewer=None, interviewer_name="Jo Field, of the council")

    assert interview.leader == "Jo Field, of the council"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"account": " "}, "Write down what they said."),
        ({"to_time": "08:10"}, "It ended before it began."),
        ({"to_time": "23:00"}, "This time is in the future."),
        ({"from_time": "07:00"}, "This is before it happened."),
        ({"interviewer": ""}, "Say who held the interview."),
        ({"interviewer_name": "Somebody"}, "not both"),
        ({"note_form": ""}, "Say how it is written down."),
        ({"is_read_back": ""}, "Say whether the note was read back to them."),
        ({"witness_kind": "pupil"}, "Say which adult supported the pupil, or why none did."),
        ({"agreement": "not_agreed"}, "Say with what they do not agree."),
        ({"on_day_day": "31"}, "Enter a day that exists"),
        ({"interviewer": "999999"}, "This colleague cannot hold this interview"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client_of, case, witness, head, changes, said):
    sent = {**FORM, "interviewer": head.pk, **changes}

    response = client_of(head).post(page("interview_note", case, witness), sent)

    assert response.status_code == 422
    assert said in response.text
    assert not Interview.objects.exists()
    if sent["account"].strip():
        assert "He raised his fist." in response.text


def test_the_same_form_sent_twice_is_one_interview(client_of, case, witness, head):
    browser, url = client_of(head), page("interview_note", case, witness)
    sent = {**FORM, "interviewer": head.pk, "token": "00000000-0000-0000-0000-000000000007"}

    first, second = browser.post(url, sent), browser.post(url, sent)

    assert first.status_code == second.status_code == 302
    assert Interview.objects.count() == Entry.objects.filter(verb="interview.held").count() == 1


def test_what_is_typed_is_kept_until_it_is_sent(client_of, case, witness, head):
    key = f"interview_note:{case.reference}:{witness.pk}"
    client_of(head).post("/drafts/", {"draft_key": key, "account": "I stood half"})

    assert "I stood half" in client_of(head).get(page("interview_note", case, witness)).text
    client_of(head).post(page("interview_note", case, witness), {**FORM, "interviewer": head.pk})
    assert not Draft.objects.filter(key=key).exists()


def test_a_pupil_has_a_supporting_adult_or_a_reason_why_not(pupil, hold):
    with pytest.raises(Refused, match="Say which adult"):
        hold(pupil, witness_kind=WitnessKind.PUPIL)

    interview = hold(pupil, witness_kind=WitnessKind.PUPIL, no_adult_reason="She wanted to speak alone")
    assert interview.no_adult_reason == "She wanted to speak alone"


def test_a_pupil_is_known_as_one_and_asked_for_an_adult(client_of, case, pupil, head):
    shown = client_of(head).get(page("interview_note", case, pupil)).text

    assert 'value="pupil" class="govuk-radios__input"' in shown or 'value="pupil"' in shown
    assert "Which adult supported them?" in shown


def test_what_was_written_can_be_changed_until_they_agree(client_of, case, witness, head, hold):
    interview = hold(witness)
    url = page("interview_note", case, witness)
    assert "He raised his fist." in client_of(head).get(url).text

    sent = {**FORM, "interviewer": head.pk, "revision": 1, "account": "He raised both fists."}
    assert client_of(head).post(url, sent).status_code == 302
    interview.refresh_from_db()
    assert (interview.account, interview.revision) == ("He raised both fists.", 2)
    assert Entry.objects.get(verb="interview.note_changed").payload.data["before"]["account"] == "He raised his fist."

    settle_interview(interview=interview, agreement=InterviewState.AGREED, by=head)
    with pytest.raises(Refused, match="stays as it is"):
        change_note(interview=interview, revision=2, by=head)


def test_two_people_changing_a_note_lose_nothing(client_of, case, witness, head, deputy, hold):
    interview = hold(witness)
    url = page("interview_note", case, witness)
    client_of(deputy).post(url, {**FORM, "interviewer": head.pk, "revision": 1, "account": "Greengages."})

    second = client_of(head).post(url, {**FORM, "interviewer": head.pk, "revision": 1, "account": "Mirabelles."})

    assert second.status_code == 422
    assert "Greengages." in second.text
    assert "Mirabelles." in second.text
    interview.refresh_from_db()
    assert interview.account == "Greengages."
    assert issubclass(Stale, Refused)


# --- Whether they agree ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("agreement", "left"), [("agreed", ""), ("not_agreed", "The fist: I did not see it.")])
def test_they_agree_or_say_with_what_they_do_not(client_of, case, witness, head, hold, agreement, left):
    interview = hold(witness)

    sent = {"agreement": agreement, "disagreement": "The fist: I did not see it."}
    client_of(head).post(page("interview_agree", case, interview), sent)

    interview.refresh_from_db()
    assert (interview.state, interview.disagreement, interview.settled_by) == (agreement, left, head)
    assert Entry.objects.filter(verb=f"interview.{agreement}").count() == 1


def test_disagreeing_without_saying_with_what_is_refused(client_of, case, witness, head, hold):
    response = client_of(head).post(page("interview_agree", case, hold(witness)), {"agreement": "not_agreed"})

    assert response.status_code == 422
    assert Interview.objects.get().state == InterviewState.HELD


def test_what_is_settled_is_settled_once(witness, head, hold):
    interview = hold(witness, agreement=InterviewState.AGREED)

    with pytest.raises(Refused, match="settled already: agreed"):
        settle_interview(interview=interview, agreement=InterviewState.NOT_AGREED, disagreement="All", by=head)


def test_somebody_who_was_heard_can_be_heard_again(witness, head, hold):
    first = hold(witness, agreement=InterviewState.AGREED)
    second = hold(witness, account="He came back at noon.")

    assert first.pk != second.pk
    with pytest.raises(Refused, match="waits for their word"):
        hold(witness)


# --- Not possible ----------------------------------------------------------------------------------------------------
def test_why_it_is_not_possible_is_kept_and_closes_the_duty(client_of, case, witness, head):
    url = page("interview_not", case, witness)
    assert client_of(head).post(url, {"witness_kind": "outsider", "reason": " "}).status_code == 422

    client_of(head).post(url, {"witness_kind": "outsider", "reason": "Nobody knows who it was"})

    assert Interview.objects.get().given_up_reason == "Nobody knows who it was"
    assert owed(witness) is None
    assert open_for(case) == []


def test_what_was_held_is_not_called_impossible(witness, head, hold):
    hold(witness)

    with pytest.raises(Refused, match="This interview was held"):
        give_up_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, reason="x", by=head)


@pytest.mark.parametrize("part", [Part.TARGET, Part.INJURED, Part.WITNESS])
def test_whoever_could_not_hold_it_does_not_strike_it_out(client_of, case, witness, head, deputy, part):
    row = name_in_case(case=case, part=part, user=head, by=deputy)
    spared = row if part == Part.WITNESS else witness
    why = "Nobody says of themselves" if part == Part.WITNESS else "somebody else must say whether this interview"

    with pytest.raises(Refused, match=why):
        give_up_interview(involvement=spared, witness_kind=WitnessKind.OUTSIDER, reason="x", by=head)
    shown = client_of(head).get(page("interview_not", case, spared)).content.decode()
    assert why in shown
    assert 'name="reason"' not in shown
    assert why in client_of(head).get(page("interview_of", case, spared)).content.decode()
    assert owed(spared)

    give_up_interview(involvement=spared, witness_kind=WitnessKind.OUTSIDER, reason="Has moved away", by=deputy)
    assert owed(spared) is None


def test_whoever_was_not_yet_interviewed_is_listed(client_of, case, witness, pupil, head, hold):
    target = name_in_case(case=case, part=Part.TARGET, name="A teacher", by=head)
    assert open_for(case) == [witness, pupil]

    hold(witness)
    plan_interview(involvement=target, witness_kind=WitnessKind.STAFF, by=head)

    assert open_for(case) == [pupil, target]
    shown = client_of(head).get(reverse("incidents:interviews", args=[case.reference])).text
    assert "not yet interviewed" in shown
    assert "2 still to hold" in client_of(head).get(case.get_absolute_url()).text


# --- The note --------------------------------------------------------------------------------------------------------
def test_the_note_is_issued_with_a_block_for_pens_and_made_into_a_pdf(witness, head, hold, run_jobs):
    interview = hold(pupil_of(witness), witness_kind=WitnessKind.PUPIL, supporting_adult="Mrs Okafor, mother")

    record = issue_interview_note(interview=interview, by=head)
    run_jobs(raising=True)

    assert (record.kind, record.subject, record.title) == (
        RecordKind.INTERVIEW_NOTE,
        str(interview.pk),
        "Interview note: Helen Marsh",
    )
    assert record.content["signing"] == [
        ["Helen Marsh", "Was interviewed"],
        ["Ruth Adeyemi", "Held the interview"],
        ["Mrs Okafor, mother", "Supporting adult"],
    ]
    assert RecordFile.objects.get(record=record).pages >= 1


def pupil_of(row):
    """The same person: what they are interviewed as is asked each time."""
    return row


def test_a_note_that_was_issued_is_replaced_only_by_one_that_says_why(client_of, case, witness, head, hold):
    interview = hold(witness)
    issue = page("interview_issue", case, interview)
    client_of(head).post(issue)
    again = client_of(head).post(issue, {"correction": "Nothing"})
    sent = {**FORM, "interviewer": head.pk, "revision": 1, "account": "He raised both fists."}
    client_of(head).post(page("interview_note", case, witness), sent)
    silent = client_of(head).post(issue, {"correction": " "})
    client_of(head).post(issue, {"correction": "Both fists."})

    assert "issued as it stands" in again.text
    assert silent.status_code == 422
    first, second = WrittenRecord.objects.order_by("version")
    assert (first.state, second.version, second.correction) == (RecordState.SUPERSEDED, 2, "Both fists.")


def test_agreeing_needs_no_new_note_and_disagreeing_can_have_one(client_of, case, witness, head, hold):
    interview = hold(witness)
    issue_interview_note(interview=interview, by=head)
    settle_interview(interview=interview, agreement=InterviewState.NOT_AGREED, disagreement="The fist.", by=head)

    shown = client_of(head).get(interview.get_absolute_url()).text
    record = issue_interview_note(interview=interview, correction="What she disputes.", by=head)

    assert "It has changed since." in shown
    assert "The fist." in record.content["sections"][-1]["paragraphs"]


def test_a_plan_has_no_note(witness, head):
    plan = plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, by=head)

    with pytest.raises(Refused, match="Nothing was written down"):
        issue_interview_note(interview=plan, by=head)


# --- Who may ---------------------------------------------------------------------------------------------------------
def test_only_who_works_on_the_case_writes_anything(witness, staff, office, hold, head):
    interview = hold(witness)
    for by in (staff, office):
        for act in (
            lambda by=by: plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, by=by),
            lambda by=by: give_up_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, reason="x", by=by),
            lambda by=by: settle_interview(interview=interview, agreement=InterviewState.AGREED, by=by),
            lambda by=by: issue_interview_note(interview=interview, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_a_void_case_takes_no_interview(case, witness, head, hold):
    type(case).objects.filter(pk=case.pk).update(
        state=CaseState.VOID, voided_at=timezone.now(), voided_by=head, void_reason="Twice"
    )

    with pytest.raises(Refused, match="This case is void"):
        hold(witness)


def test_whoever_the_case_is_about_sees_no_interview(client_of, case, witness, head, school, hold):
    interview = hold(witness)
    other = UserFactory(name="Second Head", role=(Role.HEAD, school))
    name_in_case(case=case, part=Part.SUBJECT, user=other, by=head)

    for url in (interview.get_absolute_url(), page("interview_of", case, witness)):
        assert client_of(other).get(url).status_code == 404


def test_history_tells_it_in_words(client_of, case, witness, head, hold):
    plan_interview(involvement=witness, witness_kind=WitnessKind.OUTSIDER, interviewer=head, place="Library", by=head)
    interview = hold(witness)
    settle_interview(interview=interview, agreement=InterviewState.AGREED, by=head)

    shown = client_of(head).get(reverse("desk:history", args=[case.reference])).text

    assert "planned an interview with Helen Marsh: by Ruth Adeyemi, Library." in shown
    assert "wrote down an interview with Helen Marsh, held by Ruth Adeyemi" in shown
    assert "Helen Marsh agrees with the note of the interview" in shown
