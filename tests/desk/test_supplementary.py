"""The supplementary report: due when the interviews are in, written, issued to the CEO, read."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.duties import Kind
from cases.models import Draft, Duty
from cases.services.case import involve
from cases.states import Part
from desk.services.informing import hand_on_to_chair
from desk.services.involving import name_in_case, take_out
from desk.services.report import issue_report, write_report
from incidents.services.interviews import give_up_interview, hold_interview, settle_interview
from incidents.states import InterviewState, NoteForm, WitnessKind
from notices.models import Notice
from notices.states import NoticeKind
from records.models import Copy, RecordFile, WrittenRecord
from records.states import RecordKind, RecordState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ANSWERS = {"circumstances": "", "injuries": "", "police_called_at": None, "police_reference": ""}
TYPED = {"findings": "Two of three saw the fist.", "view": "Yes.", "action_taken": "He was rung."}


@pytest.fixture
def case(logged, head, ceo, chair, office, clock):
    case = logged(by=head, is_suspended=True)
    clock.shift(3600)
    return case


@pytest.fixture
def witness(case, head):
    return name_in_case(case=case, part=Part.WITNESS, name="Helen Marsh", by=head)


@pytest.fixture
def report(case, head):
    def issue():
        write_report(case=case, action_taken="He was told to leave.", by=head, **ANSWERS)
        return issue_report(case=case, by=head)

    return issue


@pytest.fixture
def hear(head):
    def held(row, **changes):
        now = timezone.now()
        facts = {
            "witness_kind": WitnessKind.OUTSIDER,
            "interviewer": head,
            "started_at": now - timedelta(minutes=9),
            "ended_at": now - timedelta(minutes=1),
            "account": "I saw him raise a fist.",
            "note_form": NoteForm.SUMMARY,
            "is_read_back": True,
            **changes,
        }
        return hold_interview(involvement=row, by=head, **facts)

    return held


@pytest.fixture
def url(case):
    return reverse("desk:supplementary", args=[case.reference])


@pytest.fixture
def issue(client_of, head, case, url):
    def write_and_issue(**changes):
        browser = client_of(head)
        browser.post(url, {**TYPED, **changes})
        return browser.post(reverse("desk:supplementary_issue", args=[case.reference]))

    return write_and_issue


def owed(case, kind=Kind.SUPPLEMENTARY_REPORT):
    return Duty.objects.open().filter(case=case, kind=kind).first()


def test_it_is_due_one_working_day_after_the_last_interview(case, witness, head, hear, report):
    second = name_in_case(case=case, part=Part.WITNESS, name="A passer-by", by=head)
    report()
    hear(witness)
    assert owed(case) is None

    give_up_interview(involvement=second, witness_kind=WitnessKind.OUTSIDER, reason="Left the country", by=head)

    assert f"{owed(case).due_at:%a %H:%M}" == "Tue 09:19"


def test_it_is_due_when_the_last_witness_not_heard_is_taken_out(case, witness, head, hear, report):
    second = name_in_case(case=case, part=Part.WITNESS, name="A passer-by", by=head)
    report()
    hear(witness)

    take_out(involvement=second, reason="Was not there", by=head)

    assert owed(case) is not None


def test_nothing_new_is_due_when_a_witness_is_taken_out_and_nobody_was_heard_since(
    case, witness, head, issue, hear, report
):
    report()
    hear(witness)
    issue()
    later = name_in_case(case=case, part=Part.WITNESS, name="A passer-by", by=head)

    take_out(involvement=later, reason="Was not there", by=head)

    assert owed(case) is None


def test_taking_out_the_only_witness_makes_no_report_due(case, witness, head, report):
    report()

    take_out(involvement=witness, reason="Was not there", by=head)

    assert owed(case) is None


def test_it_is_due_with_the_first_report_where_the_interviews_were_in_before(case, witness, hear, report):
    hear(witness)
    report()

    assert owed(case) is not None


def test_without_a_word_to_the_ceo_none_is_due(logged, head, hear, clock):
    case = logged(by=head)
    clock.shift(3600)
    hear(name_in_case(case=case, part=Part.WITNESS, name="Helen Marsh", by=head))

    assert owed(case) is None


def test_it_waits_for_the_first_report_and_for_every_witness(client_of, head, case, witness, hear, report, url):
    assert "Issue the incident report first." in client_of(head).get(url).text
    report()

    shown = client_of(head).get(url).text
    sent = client_of(head).post(url, TYPED)

    assert "Not yet interviewed: Helen Marsh." in shown
    assert sent.status_code == 422
    assert not WrittenRecord.objects.filter(kind=RecordKind.SUPPLEMENTARY_REPORT).exists()


def test_the_preview_says_every_interview_and_issues_nothing(client_of, head, case, witness, hear, report, url):
    second = name_in_case(case=case, part=Part.WITNESS, name="A passer-by", by=head)
    report()
    interview = hear(witness)
    settle_interview(
        interview=interview, agreement=InterviewState.NOT_AGREED, disagreement="The fist was open.", by=head
    )
    give_up_interview(involvement=second, witness_kind=WitnessKind.OUTSIDER, reason="Left the country", by=head)

    preview = client_of(head).post(url, TYPED, follow=True).text

    for said in (
        "Two of three saw the fist.",
        "I saw him raise a fist.",
        "The fist was open.",
        "Left the country",
        "He was rung.",
        "Darren Farrow",
        "Not issued yet",
    ):
        assert said in preview
    assert not Notice.objects.filter(kind=NoticeKind.SUPPLEMENTARY_ISSUED).exists()


def test_issuing_tells_the_ceo_and_hands_them_a_copy(issue, case, witness, hear, report, ceo, run_jobs):
    report()
    hear(witness)

    issue()
    run_jobs(raising=True)

    record = WrittenRecord.objects.get(kind=RecordKind.SUPPLEMENTARY_REPORT)
    assert record.state == RecordState.COMPLETE
    assert Copy.objects.get(record=record).to_user == ceo
    assert Notice.objects.get(kind=NoticeKind.SUPPLEMENTARY_ISSUED).to_user == ceo
    assert RecordFile.objects.filter(record=record).exists()
    assert owed(case) is None
    assert owed(case, Kind.READ_SUPPLEMENTARY) is not None


def test_the_ceo_reads_and_confirms(client_of, issue, case, witness, hear, report, ceo):
    report()
    hear(witness)
    issue()
    url = reverse("desk:supplementary_read", args=[case.reference])
    record = WrittenRecord.objects.get(kind=RecordKind.SUPPLEMENTARY_REPORT)

    home, page = client_of(ceo).get("/").text, client_of(ceo).get(url).text
    client_of(ceo).post(url, {"record": record.pk})
    again = client_of(ceo).post(url, {"record": record.pk}, follow=True).text

    assert case.reference in home
    assert "I saw him raise a fist." in page
    assert owed(case, Kind.READ_SUPPLEMENTARY) is None
    assert "You have confirmed this already." in again


def send_report_to_chair(client_of, ceo, case):
    return client_of(ceo).post(reverse("desk:inform_chair", args=[case.reference]), {"note": "A threat."})


def test_the_chair_who_was_sent_the_report_gets_it_too_and_owes_reading_it(
    client_of, issue, case, witness, hear, report, ceo, chair, clock
):
    first = report()
    send_report_to_chair(client_of, ceo, case)
    page = reverse("desk:chair", args=[case.reference])
    client_of(chair).post(page, {"upto": Notice.objects.get(to_user=chair).pk})
    assert owed(case, Kind.CHAIR_ACKNOWLEDGE) is None
    hear(witness)
    clock.shift(60)

    issue()

    record = WrittenRecord.objects.get(kind=RecordKind.SUPPLEMENTARY_REPORT)
    notice = Notice.objects.get(to_user=chair, kind=NoticeKind.CHAIR_SUPPLEMENTARY)
    assert Copy.objects.get(record=record, to_user=chair).notice == notice
    assert f"{owed(case, Kind.CHAIR_ACKNOWLEDGE).due_at:%a}" == "Wed"
    shown = client_of(chair).get(page).text
    assert [text in shown for text in (record.get_absolute_url(), first.get_absolute_url())] == [True, True]
    assert "The supplementary report follows the report that you were sent." in shown
    assert client_of(chair).get(record.get_absolute_url()).status_code == 200
    assert client_of(chair).get(case.get_absolute_url()).status_code == 404
    client_of(chair).post(page, {"upto": notice.pk})
    assert owed(case, Kind.CHAIR_ACKNOWLEDGE) is None
    assert not Copy.objects.filter(to_user=chair, received_at=None).exists()


def test_a_chair_who_confirms_an_older_page_still_owes_what_came_since(
    client_of, issue, case, witness, hear, report, ceo, chair
):
    report()
    send_report_to_chair(client_of, ceo, case)
    on_the_page = Notice.objects.get(to_user=chair).pk
    hear(witness)
    issue()

    client_of(chair).post(reverse("desk:chair", args=[case.reference]), {"upto": on_the_page})

    assert owed(case, Kind.CHAIR_ACKNOWLEDGE) is not None
    assert Notice.objects.get(kind=NoticeKind.CHAIR_SUPPLEMENTARY).acknowledged_at is None


def test_a_chair_who_was_not_sent_the_report_gets_both_when_the_ceo_sends_it(
    client_of, issue, case, witness, hear, report, ceo, chair
):
    report()
    hear(witness)
    issue()
    assert not Notice.objects.filter(to_user=chair).exists()

    assert "Supplementary report, version 1" in client_of(ceo).get(f"/cases/{case.reference}/chair/inform/").text
    send_report_to_chair(client_of, ceo, case)

    kinds = {*Copy.objects.filter(to_user=chair).values_list("record__kind", flat=True)}
    assert kinds == {RecordKind.INCIDENT_REPORT, RecordKind.SUPPLEMENTARY_REPORT}


def test_whoever_begins_to_stand_in_for_the_chair_gets_what_is_not_confirmed(
    client_of, issue, case, witness, hear, report, ceo, chair, deputy
):
    report()
    send_report_to_chair(client_of, ceo, case)
    hear(witness)
    issue()

    hand_on_to_chair(user=deputy, by=ceo)

    notice = Notice.objects.get(to_user=deputy)
    assert (notice.kind, notice.note) == (NoticeKind.CHAIR_REPORT, "A threat.")
    assert Copy.objects.filter(to_user=deputy, notice=notice).count() == 2


def test_a_chair_who_decides_in_the_ceos_place_gets_it_once(
    issue, client_of, case, witness, head, hear, report, ceo, chair
):
    report()
    send_report_to_chair(client_of, ceo, case)
    involve(case=case, part=Part.TARGET, user=ceo, by=head)
    hear(witness)

    issue()

    kinds = [*Notice.objects.filter(to_user=chair).order_by("pk").values_list("kind", flat=True)]
    assert kinds.count(NoticeKind.SUPPLEMENTARY_ISSUED) == 1
    assert NoticeKind.CHAIR_SUPPLEMENTARY not in kinds


def test_a_preview_that_is_out_of_date_is_not_issued(client_of, head, case, witness, hear, report, url):
    report()
    interview = hear(witness)
    client_of(head).post(url, TYPED)
    settle_interview(interview=interview, agreement=InterviewState.AGREED, by=head)

    answer = client_of(head).post(reverse("desk:supplementary_issue", args=[case.reference]), follow=True)

    assert "An interview was changed after this preview." in answer.text
    assert owed(case) is not None


def test_a_witness_who_comes_later_makes_a_new_version(client_of, issue, case, witness, head, hear, report, url):
    report()
    hear(witness)
    issue()
    later = name_in_case(case=case, part=Part.WITNESS, name="The caretaker", by=head)
    hear(later, account="He came twice.")

    without = client_of(head).post(url, TYPED)
    issue(correction="The caretaker was interviewed.")

    assert without.status_code == 422
    first, second = WrittenRecord.objects.filter(kind=RecordKind.SUPPLEMENTARY_REPORT).order_by("version")
    assert (first.state, second.version) == (RecordState.SUPERSEDED, 2)
    assert owed(case) is None


def test_what_is_typed_is_kept_until_it_is_issued(client_of, issue, head, case, witness, hear, report, url):
    report()
    hear(witness)
    client_of(head).post("/drafts/", {"draft_key": f"supplementary:{case.reference}", "findings": "Half a"})

    assert "Half a" in client_of(head).get(url).text
    issue()
    assert not Draft.objects.exists()


def test_the_first_report_says_who_was_interviewed_so_far(case, witness, head, hear, report):
    name_in_case(case=case, part=Part.WITNESS, name="A passer-by", by=head)
    hear(witness)

    part = next(one for one in report().content["sections"] if one["heading"] == "Interviews so far")

    assert [row[0] for row in part["rows"]] == ["Helen Marsh", "A passer-by"]
    assert part["rows"][1][1] == "Not yet interviewed"


def test_a_very_long_account_stands_in_its_note(client_of, head, case, witness, hear, report, url):
    report()
    hear(witness, account="He shouted. " * 3000)

    preview = client_of(head).post(url, TYPED, follow=True).text

    assert "It stands in full in the note" in preview


def test_the_office_may_not_see_it_and_the_deputy_may_write_it(client_of, deputy, office, url):
    assert client_of(deputy).get(url).status_code == 200
    assert client_of(office).get(url).status_code == 404
