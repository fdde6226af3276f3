"""The warning letter, the step short of a suspension: who decides, whom it is never for, what it says, how it goes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from desk.services.people import merge
from kernel.refusal import Refused
from records.content import clean, read
from records.models import Copy, WrittenRecord
from records.states import CopyMethod, RecordKind, RecordState
from schools.states import PersonKind, Role
from suspensions import services
from suspensions.models import BehaviourWarning
from suspensions.selectors.case import on_case_page
from suspensions.selectors.warning import warning_page
from tests import factories as make
from tests.suspensions.test_letter import said_by

SAID = {"happened": "You shouted at a teacher at the gate.", "reason": "You came close and would not step back."}


@pytest.fixture
def incident(case):
    return case.incidents.get()


@pytest.fixture
def warning(incident, father, head):
    return services.warn(incident=incident, person=father, reason="He would not step back.", by=head)


def again(warning):
    return BehaviourWarning.objects.with_people().get(pk=warning.pk)


def issue(warning, by, **changes):
    return services.issue_warning(warning=again(warning), by=by, **{**SAID, **changes})


def text_of(warning, **typed):
    return said_by(warning_page(again(warning), {**SAID, **typed}).text)


def owed(case):
    return Duty.objects.open().filter(case=case, kind=Kind.SEND_WARNING).first()


# --- The decision --------------------------------------------------------------------------------------------------------
def test_it_opens_the_duty_to_send_it_within_one_working_day(warning, case, father):
    duty = owed(case)

    assert (duty.owner_role, duty.subject, duty.about) == (Role.HEAD, str(warning.pk), "Mr Darren Farrow")
    assert f"{duty.due_at:%a %H:%M}" == "Tue 08:19"
    assert warning.capacity == "head"
    assert Entry.objects.get(verb="warning.decided").payload.data["reason"] == "He would not step back."


def test_everybody_gets_a_letter_of_their_own(incident, warning, school, head):
    mother = make.PersonFactory(given_name="Kim", family_name="Lyle", at=school)
    other = services.warn(incident=incident, person=mother, reason="She joined in.", by=head)

    issue(warning, head)
    issue(other, head)

    letters = WrittenRecord.objects.filter(kind=RecordKind.BEHAVIOUR_WARNING).order_by("pk")
    assert [letter.subject for letter in letters] == [str(warning.pk), str(other.pk)]
    assert "Farrow" not in str(letters[1].content)


def test_a_pupil_is_never_warned(incident, alfie, head):
    with pytest.raises(Refused, match=r"Alfie .* is a pupil\. This letter is for adults"):
        services.warn(incident=incident, person=alfie, reason="x", by=head)


def test_a_colleague_is_not_warned_like_a_visitor(incident, school, head, deputy, chair):
    for user, word in ((deputy, "works here"), (chair, "belongs to the trust’s board")):
        person = make.PersonFactory(user=user, kinds=[PersonKind.PARENT], at=school)
        with pytest.raises(Refused, match=word):
            services.warn(incident=incident, person=person, reason="x", by=head)


def test_whoever_was_suspended_for_it_gets_that_letter_instead(incident, suspension, father, head):
    with pytest.raises(Refused, match="was suspended for this"):
        services.warn(incident=incident, person=father, reason="x", by=head)


def test_a_suspension_made_in_error_keeps_nobody_from_a_warning(incident, suspension, father, head):
    services.void_suspension(suspension=suspension, reason="Wrong person", by=head)

    assert services.warn(incident=incident, person=father, reason="He shouted.", by=head)


def test_nobody_is_warned_twice_for_the_same_under_whichever_name(warning, incident, father, school, head):
    merged = make.PersonFactory(given_name="D.", merged_into=father, at=school)

    for person in (father, merged):
        with pytest.raises(Refused, match="Darren Farrow has been warned about this already"):
            services.warn(incident=incident, person=person, reason="x", by=head)
    assert BehaviourWarning.objects.count() == 1


def test_it_needs_a_reason_and_criticism_is_none(incident, father, head):
    with pytest.raises(Refused, match="To complain or to disagree is not") as refused:
        services.warn(incident=incident, person=father, reason=" ", by=head)
    assert refused.value.field == "reason"


@pytest.mark.parametrize("who", ["deputy", "office", "staff", "stranger", "chair", "central"])
def test_only_who_may_suspend_decides_on_it(request, incident, father, who):
    with pytest.raises(PermissionDenied):
        services.warn(incident=incident, person=father, reason="x", by=request.getfixturevalue(who))


def test_where_the_case_is_about_the_head_whoever_decides_sends_it(incident, case, father, head, ceo):
    make.InvolvementFactory(case=case, person=None, user=head)

    services.warn(incident=incident, person=father, reason="x", by=ceo)

    assert owed(case).owner_role == Role.CEO


def test_what_was_decided_stays_as_it_is(warning):
    for change in (lambda rows: rows.update(reason="Other"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(BehaviourWarning.objects.filter(pk=warning.pk))


# --- What it says --------------------------------------------------------------------------------------------------------
def test_it_names_what_was_done_what_is_asked_what_may_follow_whom_to_speak_to_and_how_to_complain(
    warning, alfie, trust
):
    trust.complaints_url = "https://trust.example/complaints"
    trust.phone = "01632 960999"
    trust.save()

    said = text_of(warning)

    for words in (
        "Dear Mr Farrow",
        "how you behaved on Monday 2 November 2026. This letter is a warning.",
        "You may still come onto the site of Hillside Primary as other parents do.",
        "You shouted at a teacher at the gate.",
        "Ruth Adeyemi, headteacher, decided on Monday 2 November 2026 to warn you in writing.",
        "You came close and would not step back.",
        "without threats, insults or shouting",
        "You may always ask questions, disagree with us or complain.",
        "Nothing else follows from this letter.",
        "there would have to be a risk to staff or children",
        "how you could give your side",
        "Alfie’s place at the school and their education are as before.",
        "please ring 01632 960001 and ask for Ruth Adeyemi",
        "you may ring Inspires Multi-Academy Trust on 01632 960999",
        "https://trust.example/complaints",
        "in large print or read out to you",
        "Ruth Adeyemi\nHeadteacher\nHillside Primary",
    ):
        assert words in said, words


def test_it_threatens_nothing_that_the_law_does_not_allow(warning, alfie):
    said = text_of(warning).lower()

    for word in ("trespass", "crime", "offence", "police", "prosecut", "547", "exclu", "ombudsman", "legal action"):
        assert word not in said, word
    assert "you may not come onto the site until" not in said
    assert "suspended" not in said


def test_whoever_is_kept_from_the_site_by_another_case_is_not_told_that_they_may_come(warning, father, school, head):
    services.suspend_for_rest_of_today(
        case=make.CaseFactory(school=school), person=father, school=school, grounds="He came back.", by=head
    )

    said = text_of(warning)
    assert "You may still come" not in said
    assert "It changes nothing in what we have written to you about coming onto the site." in said


def test_somebody_unknown_is_described_and_a_visitor_has_no_child(incident, school, head):
    stranger = make.PersonFactory(unknown=True, vehicle="AB12 CDE", at=school)

    said = text_of(services.warn(incident=incident, person=stranger, reason="x", by=head))

    assert "Dear Sir or Madam" in said
    assert "AB12 CDE" in said
    assert "as other visitors do" in said
    assert "Your child" not in said


def test_the_ceo_who_decides_is_whom_to_speak_to(incident, father, ceo, trust):
    trust.phone = "01632 960999"
    trust.save()

    said = text_of(services.warn(incident=incident, person=father, reason="x", by=ceo))

    assert "please ring 01632 960999 and ask for Dana Whitlock" in said
    assert "you may ring Hillside Primary on 01632 960001" in said
    assert "Dana Whitlock\nCEO\nInspires Multi-Academy Trust" in said


def test_the_account_in_the_file_and_a_court_order_stay_out(warning, alfie, father):
    father.children.update(contact_order="No contact with Alfie")

    shown = warning_page(again(warning), {})

    assert "SECRET ACCOUNT" not in said_by(shown.text)
    assert "Alfie" not in said_by(shown.text)
    assert shown.reachable.has_contact_order
    assert shown.happened.startswith("On Monday 2 November 2026 at 08:05 there was an incident at the gate.")


def test_the_trusts_own_wording_counts_from_its_day(warning, head):
    make.WordingFactory(
        name="warning_expected", text="At [school] we speak calmly.", approved=True, effective_on=date(2026, 11, 2)
    )

    assert "At Hillside Primary we speak calmly." in text_of(warning)


# --- Issued, and how it went ---------------------------------------------------------------------------------------------
def test_issued_and_handed_over_it_is_frozen_logged_and_done(warning, case, father, head):
    record = issue(warning, head, method=CopyMethod.HAND)

    assert (record.kind, record.state) == (RecordKind.BEHAVIOUR_WARNING, RecordState.ISSUED)
    copy = Copy.objects.get(record=record)
    assert (copy.to_person, copy.method, copy.deemed_on) == (father, CopyMethod.HAND, date(2026, 11, 2))
    assert owed(case) is None
    done = Duty.objects.get(kind=Kind.SEND_WARNING)
    assert done.how == (
        "Warning about behaviour, version 1: by hand, Monday 2 November 2026; "
        "counts as received on Monday 2 November 2026"
    )


def test_a_senior_leader_writes_what_the_head_decided(warning, deputy):
    assert issue(warning, deputy).content["sign_off"][0] == "Ruth Adeyemi"


def test_until_it_went_it_is_owed(warning, case, head, clock):
    issue(warning, head)
    assert owed(case) is not None
    clock.shift(timedelta(days=1))

    services.log_warning_sent(
        warning=again(warning), method=CopyMethod.POST, address="2 Mill Lane", sent_on=date(2026, 11, 3), by=head
    )

    assert Copy.objects.get().deemed_on == date(2026, 11, 5)
    assert owed(case) is None


def test_ways_and_days_are_held_to_the_same_rules_as_other_letters(warning, father, head):
    with pytest.raises(Refused, match="Issue the letter first"):
        services.log_warning_sent(warning=warning, method=CopyMethod.HAND, sent_on=date(2026, 11, 2), by=head)
    issue(warning, head)
    for changes, words in (
        ({"sent_on": date(2026, 11, 3)}, "in the future"),
        ({"sent_on": date(2026, 11, 1)}, "before the letter was issued"),
        ({"method": CopyMethod.POST}, "address it goes to"),
        ({"method": CopyMethod.EMAIL}, "only if the person agreed"),
    ):
        sent = {"method": CopyMethod.HAND, "sent_on": date(2026, 11, 2), **changes}
        with pytest.raises(Refused, match=words):
            services.log_warning_sent(warning=again(warning), by=head, **sent)
    assert not Copy.objects.exists()


def test_the_same_letter_is_not_issued_twice_and_other_words_make_a_new_version(warning, head):
    first = issue(warning, head)
    with pytest.raises(Refused, match="nothing in it has changed since"):
        issue(warning, head)

    second = issue(warning, head, happened="You shouted at two teachers.")

    first.refresh_from_db()
    assert (second.version, second.supersedes, first.state) == (2, first, RecordState.SUPERSEDED)


def test_a_new_version_is_due_to_the_person_like_the_first(warning, case, head):
    issue(warning, head, method=CopyMethod.HAND)
    assert owed(case) is None

    issue(warning, head, happened="You shouted at two teachers.")
    assert owed(case) is not None
    issue(warning, head, happened="You shouted at three teachers.", method=CopyMethod.HAND)

    assert owed(case) is None
    assert Duty.objects.filter(kind=Kind.SEND_WARNING).count() == 2


@pytest.mark.parametrize("field", ["happened", "reason"])
def test_the_letter_is_not_silent(warning, head, field):
    with pytest.raises(Refused) as refused:
        issue(warning, head, **{field: " "})
    assert refused.value.field == field


def test_the_other_parents_confidential_address_stops_it(warning, alfie, school, head):
    mother = make.PersonFactory(given_name="Kim", family_name="Lyle", at=school)
    make.RelationshipFactory(adult=mother, pupil=alfie, kind="mother")
    make.AdultFactsFactory(person=mother, address="14 Poplar Rise, MD4 7QX", is_address_confidential=True)

    with pytest.raises(Refused, match="Kim Lyle"):
        issue(warning, head, happened="You went to 14 Poplar Rise.")
    assert issue(warning, head, happened="You went to 14 Poplar Rise.", is_checked=True)


def test_ones_own_confidential_address_stands_on_the_envelope_only(warning, father, head):
    make.AdultFactsFactory(person=father, address="1 Quiet Close\nMD2 2BB", is_address_confidential=True)

    record = issue(warning, head, method=CopyMethod.POST, address="1 Quiet Close\nMD2 2BB")

    assert "Quiet" not in str(record.content)


def test_a_letter_that_never_came_goes_again_as_it_was(warning, case, head, clock):
    issue(warning, head, method=CopyMethod.HAND)
    lost = Copy.objects.get()
    clock.shift(timedelta(days=2))

    services.send_warning_again(
        warning=again(warning), copy=lost, dispute="He says so.", method=CopyMethod.POST, address="2 Mill Lane", by=head
    )

    lost.refresh_from_db()
    assert lost.dispute == "He says so."
    assert WrittenRecord.objects.filter(kind=RecordKind.BEHAVIOUR_WARNING).count() == 1
    assert Copy.objects.latest("pk").deemed_on == date(2026, 11, 6)
    assert owed(case) is None


def test_sent_later_it_is_owed_again(warning, case, head):
    issue(warning, head, method=CopyMethod.HAND)

    services.send_warning_again(warning=again(warning), copy=Copy.objects.get(), dispute="He says so.", by=head)

    assert owed(case) is not None


# --- The pages -----------------------------------------------------------------------------------------------------------
def test_it_is_decided_previewed_issued_and_found_on_the_case(client_of, head, case, father, incident):
    browser, url = client_of(head), reverse("desk:warn", args=[case.reference])
    page = browser.get(case.get_absolute_url()).text
    assert url in page
    sent = {"warned": [father.pk], "reason": "He would not step back."}

    asked = browser.post(url, sent)
    assert asked.status_code == 422
    assert "Say in one sentence why nobody is" in asked.text
    decided = browser.post(url, {**sent, "why_not_suspended": "He went when he was asked."})

    warning = BehaviourWarning.objects.get()
    assert decided.url == warning.get_absolute_url()
    preview = browser.post(decided.url, {**SAID, "method": "hand", "do": "preview"})
    assert "You came close and would not step back." in preview.text
    assert not WrittenRecord.objects.exists()
    issued = browser.post(decided.url, {**SAID, "method": "hand", "do": "issue"})
    assert issued.status_code == 302
    shown = browser.get(case.get_absolute_url()).text
    assert "is warned in writing" in shown
    assert "letter issued" in shown
    assert "By hand, Monday 2 November 2026: counts as received" in browser.get(decided.url).text


def test_whoever_voids_the_case_reads_who_holds_a_warning_letter(client_of, head, case, warning):
    browser, url, words = client_of(head), reverse("desk:void", args=[case.reference]), "A warning letter went out"
    issue(warning, head)
    assert words not in browser.get(url).text

    services.log_warning_sent(warning=again(warning), method=CopyMethod.HAND, sent_on=date(2026, 11, 2), by=head)
    page = browser.get(url).text

    assert words in page
    assert "To Mr Darren Farrow. Tell them yourself" in page


def test_what_was_issued_is_shown_as_it_was_until_its_words_are_corrected(client_of, head, warning, clock):
    issue(warning, head, method=CopyMethod.HAND)
    clock.shift(timedelta(days=1))
    browser, url = client_of(head), warning.get_absolute_url()

    shown, writing = browser.get(url).text, browser.get(url, {"words": "new"}).text

    assert "2 November 2026" in shown
    assert "3 November 2026</p>" not in shown
    assert 'name="happened"' not in shown
    assert f"{url}?words=new" in shown
    assert SAID["happened"] in writing
    same = browser.post(url, {**SAID, "method": "hand", "do": "issue"})
    assert (same.status_code, "nothing in it has changed since" in same.text) == (422, True)
    other = browser.post(url, {**SAID, "reason": "You would not step back.", "method": "hand", "do": "issue"})
    assert other.status_code == 302
    assert WrittenRecord.objects.latest("pk").version == 2


def test_the_deputy_writes_the_letter_and_does_not_decide(client_of, deputy, office, case, warning):
    assert client_of(deputy).get(reverse("desk:warn", args=[case.reference])).status_code == 403
    assert client_of(deputy).get(warning.get_absolute_url()).status_code == 200
    assert client_of(office).get(warning.get_absolute_url()).status_code == 404


def test_nobody_else_on_the_case_page_is_offered_to_warn(case, deputy, head):
    labels = {user: [one.label for one in on_case_page(case, user).section.actions] for user in (deputy, head)}

    assert labels[deputy] == ["Suspend from site"]
    assert labels[head] == ["Suspend from site", "Warn in writing"]


def test_the_page_of_a_person_says_of_what_they_were_warned_to_whoever_sees_the_case(
    client_of, head, father, school, warning
):
    merged = make.PersonFactory(given_name="D.", merged_into=father, at=school)
    make.BehaviourWarningFactory(incident__case__school=school, person=merged, reason="He swore at the gate.")
    other = make.CaseFactory()
    make.InvolvementFactory(case=other, person=father)
    make.BehaviourWarningFactory(incident__case=other, person=father, reason="Not for Hillside.")

    page = client_of(head).get(father.get_absolute_url()).text

    assert "Warned in writing" in page
    assert "He would not step back." in page
    assert "He swore at the gate." in page
    assert "Not for Hillside." not in page


def test_a_pupil_is_not_offered_on_the_page(client_of, head, case, alfie):
    make.InvolvementFactory(case=case, person=alfie)

    page = client_of(head).get(reverse("desk:warn", args=[case.reference])).text

    assert f'value="{alfie.pk}"' not in page


def test_an_issued_letter_reads_as_it_was_issued(warning, head):
    record = issue(warning, head)
    content = read(
        clean({name: record.content[name] for name in record.content if name not in ("letterhead", "issued_by")})
    )

    assert said_by(content).startswith("Mr Darren Farrow")


def test_a_closed_case_warns_nobody(incident, case, father, head):
    type(case).objects.filter(pk=case.pk).update(
        state="closed", closed_at=timezone.now(), closed_by=head, outcome="Settled"
    )
    incident.refresh_from_db()

    with pytest.raises(Refused, match="This case is closed"):
        services.warn(incident=incident, person=father, reason="x", by=head)


def test_a_warned_adult_is_never_merged_into_a_pupil(warning, father, alfie, head):
    with pytest.raises(Refused, match="A pupil is never warned for what somebody else did"):
        merge(person=father, into=alfie, by=head)
