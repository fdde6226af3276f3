"""After an attack or a threat without a suspension: one sentence why, asked where it applies, read by the CEO."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Case
from cases.services.case import involve
from cases.services.delegation import delegate
from cases.states import Part
from desk.services.deciding import decide_on_report
from desk.services.report import write_report
from incidents.models import Incident
from incidents.services import amend_incident, say_why_not_suspended
from incidents.states import Category, Conclusion
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import Audience, NoticeKind
from records.models import WrittenRecord
from suspensions.models import SiteSuspension

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WHY = "He had mistaken her for somebody else, and said sorry to her."
ASKED = "Say in one sentence why nobody is"
FIELD = 'name="why_not_suspended"'
ANSWERS = {"circumstances": "", "police_called_at": None, "police_reference": ""}
PLAIN = {"categories": [Category.INSULTING], "why_not_suspended": ""}


def told(case):
    rows = Notice.objects.filter(case=case, kind=NoticeKind.NOT_SUSPENDED).order_by("pk")
    return [(row.audience, row.to_user.name) for row in rows]


def report_on(case, by, **changes):
    return write_report(case=case, action_taken="He left.", by=by, **{"injuries": "", **ANSWERS, **changes})


# --- Logged by whoever decides -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["attack", "threatening"])
def test_the_page_asks_only_when_it_applies_and_keeps_what_was_typed(client_of, head, ceo, answers, page_url, kind):
    browser = client_of(head)
    assert FIELD not in browser.get(page_url).text

    asked = browser.post(page_url, answers(categories=[kind], why_not_suspended=""))

    assert asked.status_code == 422
    assert ASKED in asked.text
    assert FIELD in asked.text
    assert "He shouted and raised a fist." in asked.text
    assert not Case.objects.exists()

    assert browser.post(page_url, answers(categories=[kind], why_not_suspended=WHY)).status_code == 302
    case = Case.objects.get()
    assert told(case) == [(Audience.CEO, "Dana Whitlock")]
    incident = Incident.objects.get()
    assert (incident.not_suspended_why, incident.not_suspended_by) == (WHY, head)
    page = client_of(ceo).get(case.get_absolute_url()).text
    assert "Why nobody was suspended" in page
    assert WHY in page


def test_whoever_suspends_is_asked_nothing_more(client_of, head, ceo, office, answers, page_url):
    ticked = {"p0-is_suspended": "on", "p0-risk": "He raised a fist.", "why_not_suspended": ""}

    assert client_of(head).post(page_url, answers(**ticked)).status_code == 302
    assert not told(Case.objects.get())
    assert Incident.objects.get().not_suspended_why == ""


@pytest.mark.parametrize("kind", sorted({*Category.values} - {"attack", "threatening", "other"}))
def test_other_misconduct_needs_no_sentence(client_of, head, ceo, answers, page_url, kind):
    assert client_of(head).post(page_url, answers(categories=[kind], why_not_suspended="")).status_code == 302
    assert not told(Case.objects.get())


def test_what_is_said_without_need_is_not_kept(logged, head, ceo):
    case = logged(by=head, categories=[Category.INSULTING], why_not_suspended=WHY)

    assert case.incidents.get().not_suspended_why == ""
    assert not told(case)


@pytest.mark.parametrize("who", ["staff", "office", "deputy"])
def test_whoever_cannot_suspend_is_never_asked(client_of, request, head, answers, page_url, who):
    by = request.getfixturevalue(who)

    assert client_of(by).post(page_url, answers(why_not_suspended="")).status_code == 302
    assert not Notice.objects.filter(kind=NoticeKind.NOT_SUSPENDED).exists()


def test_the_service_refuses_it_too_and_writes_nothing(logged, head):
    with pytest.raises(Refused, match=ASKED) as refused:
        logged(by=head, why_not_suspended=" ")

    assert refused.value.field == "why_not_suspended"
    assert not Case.objects.exists()


def test_a_draft_of_the_page_shows_the_sentence_again(client_of, head, page_url):
    token = page_url.rstrip("/").rsplit("/", 1)[1]
    client_of(head).post("/drafts/", {"draft_key": f"log:{token}", "why_not_suspended": WHY})

    assert WHY in client_of(head).get(page_url).text


# --- Decided on a colleague's report -------------------------------------------------------------------------------------
@pytest.fixture
def reported(logged, staff, head, ceo):
    return logged(by=staff)


def decide(case, by, **changes):
    facts = {"conclusion": Conclusion.NO_ACTION, "reason": "It is settled.", "why_not_suspended": WHY, **changes}
    decide_on_report(incident=case.incidents.get(), by=by, **facts)


def test_deciding_without_a_suspension_asks_and_tells(client_of, head, ceo, reported):
    browser, url = client_of(head), reverse("desk:decide", args=[reported.reference])
    assert FIELD in browser.get(url).text
    sent = {"conclusion": "no_action", "reason": "It is settled."}

    refused = browser.post(url, sent)
    assert (refused.status_code, ASKED in refused.text) == (422, True)
    assert browser.post(url, {**sent, "why_not_suspended": WHY}).status_code == 302

    assert told(reported) == [(Audience.CEO, "Dana Whitlock")]
    assert WHY in client_of(ceo).get(reported.get_absolute_url()).text


def test_deciding_on_less_does_not_ask(client_of, logged, head, staff, ceo):
    case = logged(by=staff, **PLAIN)

    assert FIELD not in client_of(head).get(reverse("desk:decide", args=[case.reference])).text
    decide(case, head, why_not_suspended="")
    assert not told(case)


def test_deciding_to_suspend_asks_for_no_sentence(client_of, head, office, reported, father):
    sent = {"conclusion": "suspend", "suspended": [father.pk], "reason": "He raised a fist."}

    assert client_of(head).post(reverse("desk:decide", args=[reported.reference]), sent).status_code == 302
    assert SiteSuspension.objects.exists()
    assert not told(reported)


def test_somebody_hurt_is_serious_whatever_it_was_logged_as(logged, head, staff, ceo):
    case = logged(by=staff, **PLAIN)
    Incident.objects.filter(case=case).update(injuries="Ms Bell: a bruise.")

    with pytest.raises(Refused, match=ASKED):
        decide(case, head, why_not_suspended="")


def test_the_colleague_who_logged_it_does_not_read_the_sentence(client_of, head, staff, reported):
    decide(reported, head)

    shown = client_of(staff).get(reverse("incidents:incident", args=[reported.reference, 1])).text
    assert WHY not in shown


# --- Who is told ---------------------------------------------------------------------------------------------------------
def test_a_delegate_is_told_with_the_ceo(reported, head, ceo, central):
    delegate(case=reported, to=central, reason="Leads on these", by=ceo)
    decide(reported, head)

    assert told(reported) == [(Audience.CEO, "Dana Whitlock"), (Audience.DELEGATE, "Joan Petty")]


def test_the_chair_is_told_where_the_ceo_was_the_target(client_of, reported, head, ceo, chair):
    involve(case=reported, part=Part.TARGET, user=ceo, by=head)
    decide(reported, head)

    assert told(reported) == [(Audience.CHAIR, "Edwin Marsh")]
    assert WHY in client_of(chair).get(reported.get_absolute_url()).text


def test_a_ceo_who_decides_tells_nobody_but_it_is_kept(reported, ceo):
    decide(reported, ceo)

    assert told(reported) == []
    assert reported.incidents.get().not_suspended_by == ceo


def test_the_mail_names_nobody(reported, head, ceo, run_jobs, mailoutbox):
    decide(reported, head)
    run_jobs()

    mail = next(one for one in mailoutbox if "nobody was suspended" in one.body)
    assert reported.reference in mail.body
    assert "Farrow" not in mail.subject + mail.body
    assert WHY not in mail.body


# --- Found out later -----------------------------------------------------------------------------------------------------
def test_a_report_that_tells_of_an_injury_asks_once(client_of, logged, head, ceo):
    case = logged(by=head, **PLAIN)
    browser, url = client_of(head), reverse("desk:report", args=[case.reference])
    assert FIELD not in browser.get(url).text
    sent = {"action_taken": "He left.", "injuries": "Ms Bell: a bruise."}

    refused = browser.post(url, sent)
    assert (refused.status_code, ASKED in refused.text, FIELD in refused.text) == (422, True, True)
    assert not WrittenRecord.objects.exists()
    assert browser.post(url, {**sent, "why_not_suspended": WHY}).status_code == 302
    assert browser.post(url, sent).status_code == 302

    assert told(case) == [(Audience.CEO, "Dana Whitlock")]
    rows = WrittenRecord.objects.get().content["sections"][0]["rows"]
    assert ["Why nobody was suspended", WHY] in rows


def test_a_report_on_what_turned_out_to_be_a_threat_asks(logged, head, deputy, ceo):
    case = logged(by=head, **PLAIN)
    amend_incident(incident=case.incidents.get(), revision=1, categories=["threatening"], by=head)

    with pytest.raises(Refused, match=ASKED):
        report_on(case, deputy)
    report_on(case, deputy, why_not_suspended=WHY)
    assert told(case) == [(Audience.CEO, "Dana Whitlock")]


def test_a_report_asks_nothing_while_it_is_not_decided_or_where_somebody_is_suspended(logged, reported, head, office):
    report_on(reported, head)
    report_on(logged(by=head, is_suspended=True, token=uuid4()), head)

    assert not Notice.objects.filter(kind=NoticeKind.NOT_SUSPENDED).exists()


# --- It stays ------------------------------------------------------------------------------------------------------------
def test_it_is_said_once_and_the_history_keeps_it(reported, head, ceo, clock):
    decide(reported, head)
    clock.shift(timedelta(hours=1))
    incident = reported.incidents.get()

    assert say_why_not_suspended(incident=incident, why="Something else", by=head) is False
    assert Incident.objects.get().not_suspended_why == WHY
    entry = Entry.objects.get(verb="incident.not_suspended")
    assert entry.payload.data["why"] == WHY
    assert entry.at < timezone.now()
