"""Statements of people without an account: the link and its code, one browser, the copy, and everything that goes wrong."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.system import system_user
from audit.models import Entry
from cases import links
from cases.duties import Kind
from cases.models import Duty, Link
from cases.services.case import mark_void
from cases.services.links import open_link
from cases.states import LinkPurpose, Part
from desk.services.involving import name_in_case
from incidents.models import Statement
from incidents.services.interviews import plan_interview
from incidents.services.statements import ask_statement, renew_link, withdraw_statement
from incidents.statements import mark_of
from incidents.states import StatementState, WitnessKind
from kernel.logs import QuietFormatter
from kernel.refusal import Refused
from notices.models import Notice
from notices.services import note_failure
from notices.states import Channel, NoticeKind
from records.models import WrittenRecord
from records.states import RecordKind
from schools.states import Role
from tests.factories import AdultFactsFactory, InvolvementFactory, PersonFactory
from tests.incidents.conftest import MONDAY, WORDS, Visitor, address_in, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OWN, CHECK, THANKS = "/statement/", "/statement/check/", "/statement/thanks/"
NOISE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
WRONG = "0000 0000"


def shown(response):
    """What an answer tells, without the token of its form."""
    return response.status_code, NOISE.sub("", response.text)


def tried(link, code, browser=None):
    return (browser or Client()).post(link.url, {"code": code})


def confirm(browser, text=WORDS):
    browser.post(OWN, {"text": text})
    return browser.post(CHECK, {"mark": mark_of(text), "is_true": "on"})


def said_of_links():
    return [*Entry.objects.filter(verb__startswith="link.").order_by("pk").values_list("verb", flat=True)]


# --- The whole way ---------------------------------------------------------------------------------------------------
def test_an_outsider_writes_and_confirms_their_statement(visitor, client_of, head, run_jobs):
    browser = visitor.browser

    asked = browser.get(OWN).text
    assert browser.post(OWN, {"text": WORDS}).url == CHECK
    read = browser.get(CHECK).text
    done = browser.post(CHECK, {"mark": mark_of(WORDS), "is_true": "on"})
    waiting = browser.get(THANKS).text
    run_jobs()
    ready = browser.get(THANKS).text
    copy = b"".join(browser.post("/statement/copy/").streaming_content)

    assert "Ruth Adeyemi, Hillside Primary, asks you" in asked
    assert "Monday 2 November 2026 (The front gate)" in asked
    assert "He raised his fist and shouted." in read
    assert done.url == THANKS
    assert "Your copy is being made" in waiting
    assert "Download my copy" in ready
    record = WrittenRecord.objects.get(kind=RecordKind.STATEMENT)
    with record.file.file.open() as stored:
        assert copy == stored.read()
    assert fresh(visitor.statement).state == StatementState.CONFIRMED
    assert not Duty.objects.open().filter(kind=Kind.STATEMENT_IN).exists()
    assert Notice.objects.get(kind=NoticeKind.STATEMENT_IN).to_user == head
    assert record.content["issued_by"]["name"] == "Helen Marsh"
    assert "He raised his fist and shouted." in client_of(head).get(visitor.statement.get_absolute_url()).text


def test_nothing_of_the_case_but_their_own_words_reaches_them(visitor, case, run_jobs):
    browser = visitor.browser
    pages = [browser.get(url).text for url in (visitor.url, OWN, CHECK, "/statement/decline/")]
    confirm(browser)
    run_jobs()
    pages += [browser.get(THANKS).text, mail.outbox[-1].body, mail.outbox[-1].subject]
    pages.append(str(WrittenRecord.objects.get(kind=RecordKind.STATEMENT).content))

    for text in pages:
        for word in ("Farrow", "threatening", "mallet", "croquet"):
            assert word not in text


def test_the_page_before_the_code_says_nothing_that_is_about_anybody(linked, witness, head):
    link = linked(witness)

    page = Client().get(link.url).text

    for word in (head.name, "Hillside", "Helen", "2 November", "front gate", witness.case.reference):
        assert word not in page


def test_the_email_carries_the_link_and_never_the_code(linked, witness, head):
    link = linked(witness)

    message = mail.outbox[-1]
    assert message.to == ["helen@example.com"]
    assert link.url in message.body
    for word in (link.code, link.code[:4], head.name, "Helen", "Hillside"):
        assert word not in message.body + message.subject


def test_the_head_is_shown_the_code_once(client_of, witness, head):
    url = reverse("incidents:statement_ask", args=[witness.case.reference, witness.pk])
    sent = {"how": "link", "email": "helen@example.com", "phone": "07700 900123", "about_place": "The front gate"}
    sent |= {"about_on_day": "2", "about_on_month": "11", "about_on_year": "2026"}
    sent["token"] = "00000000-0000-0000-0000-0000000000aa"
    browser = client_of(head)

    first = browser.post(url, sent)
    again = browser.post(url, sent)

    statement = Statement.objects.get()
    code = re.search(r'id="code">(\d{4} \d{4})<', first.text)[1]
    assert "07700 900123" in first.text
    assert again.url == statement.get_absolute_url()
    page = browser.get(again.url).text
    assert code not in page
    assert "helen@example.com" in page
    duty = Duty.objects.open().get(kind=Kind.STATEMENT_IN)
    assert (duty.owner_user, duty.owner_role) == (head, Role.HEAD)


def test_what_is_known_of_a_parent_is_filled_in(client_of, case, head, school):
    parent = PersonFactory(at=school, given_name="Grace", family_name="Okafor")
    AdultFactsFactory(person=parent, email="grace@example.com", phone="07700 900321")
    row = InvolvementFactory(case=case, part="witness", person=parent)

    page = client_of(head).get(reverse("incidents:statement_ask", args=[case.reference, row.pk])).text

    assert 'value="grace@example.com"' in page
    assert 'value="07700 900321"' in page


# --- At rest ---------------------------------------------------------------------------------------------------------
def test_neither_token_nor_code_nor_what_the_browser_keeps_stands_anywhere(visitor):
    token, secret = visitor.url.split("/")[2], visitor.browser.cookies["statement"].value
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" AS row WHERE row::text ~ %s', [f"{token}|{secret}"])
            assert cursor.fetchone() == (0,), table
        for table in ("cases_link", "audit_payload", "procrastinate_jobs", "notices_notice"):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE %s', [f"%{visitor.code}%"])
            assert cursor.fetchone() == (0,), table


def test_the_token_has_128_bits_and_differs_each_time():
    tokens = {links.token_of(links.new_seed()) for _ in range(100)}

    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {22}


def test_the_same_code_is_kept_differently_for_each_link():
    assert links.code_digest_of("12345678", "a" * 64) != links.code_digest_of("12345678", "b" * 64)


def test_the_site_s_key_is_needed_to_make_a_token_or_to_try_codes(settings):
    seed = links.new_seed()
    token, kept = links.token_of(seed), links.code_digest_of("12345678", "a" * 64)

    settings.SECRET_KEY = "another key"

    assert links.token_of(seed) != token
    assert links.code_digest_of("12345678", "a" * 64) != kept


# --- Headers ---------------------------------------------------------------------------------------------------------
def test_the_token_leaves_the_address_and_nothing_is_cached_or_told(linked, witness):
    link, browser = linked(witness), Client()

    door = browser.get(link.url)
    opened = browser.post(link.url, {"code": link.code})
    own = browser.get(opened.url)

    for response in (door, opened):
        assert response.headers["Referrer-Policy"] == "no-referrer"
    for response in (door, opened, own):
        assert "no-store" in response.headers["Cache-Control"]
    assert opened.url == OWN
    token = link.url.split("/")[2]
    assert token not in own.text
    cookie = browser.cookies["statement"]
    assert (cookie["path"], cookie["samesite"], bool(cookie["httponly"]), cookie["max-age"]) == (
        OWN,
        "Strict",
        True,
        1800,
    )
    assert own.headers["Referrer-Policy"] == "same-origin"


def test_with_https_the_cookie_is_secure_by_its_name(linked, witness, settings):
    settings.SESSION_COOKIE_SECURE = True
    link, browser = linked(witness), Client()

    browser.post(link.url, {"code": link.code})

    assert browser.cookies["__Secure-statement"]["secure"]


def test_no_line_of_the_log_holds_the_token(linked, witness, caplog):
    link = linked(witness)
    token = link.url.split("/")[2]
    caplog.set_level("DEBUG", logger="django.request")

    tried(link, WRONG)

    lines = [QuietFormatter("%(message)s").format(record) for record in caplog.records]
    assert "Unprocessable Entity: /statement/[link]/" in lines
    assert [line for line in lines if token in line] == []


# --- Bad input -------------------------------------------------------------------------------------------------------
@pytest.fixture
def spoilt(linked, witness, head, clock):
    """Ways in which a link opens nothing: each gives its address and a code for it."""

    def spoil(how):
        link = linked(witness)
        if how == "unknown":
            link.url = "/statement/AAAAAAAAAAAAAAAAAAAAAA/"
        if how == "no token at all":
            link.url = "/statement/x/"
        if how == "wrong code":
            link.code = WRONG
        if how == "late":
            clock.shift(timedelta(days=20))
        if how == "taken back":
            withdraw_statement(statement=link.statement, reason="x", by=head)
        if how == "replaced":
            renew_link(statement=link.statement, by=head)
        if how == "used":
            browser = Visitor()
            tried(link, link.code, browser)
            confirm(browser)
        if how == "void":
            mark_void(case=witness.case, reason="x", by=head)
        if how == "five wrong codes":
            for _ in range(5):
                tried(link, WRONG)
        return link

    return spoil


SPOILT = [
    *("unknown", "no token at all", "wrong code", "late", "taken back", "replaced", "used", "void", "five wrong codes")
]


@pytest.mark.parametrize("how", SPOILT)
def test_every_link_that_opens_nothing_is_answered_alike(spoilt, how):
    link = spoilt(how)
    never = type(link)(url="/statement/BBBBBBBBBBBBBBBBBBBBBB/", code=link.code)

    assert shown(Client().get(link.url)) == shown(Client().get(never.url))
    browser = Client()
    answer = tried(link, link.code, browser)
    assert shown(answer) == shown(tried(never, link.code))
    assert answer.status_code == 422
    assert "This link and this code open nothing." in answer.text
    assert "statement" not in browser.cookies
    assert browser.get(OWN).status_code == 403


def test_a_link_used_once_opens_nothing_the_second_time(visitor):
    confirm(visitor.browser)

    assert tried(visitor, visitor.code).status_code == 422
    assert visitor.browser.get(OWN).url == THANKS
    assert visitor.browser.post(OWN, {"text": "Something else"}).url == THANKS
    assert visitor.browser.post(CHECK, {"mark": mark_of(WORDS), "is_true": "on"}).url == THANKS
    assert visitor.browser.post("/statement/keep/", {"text": "x"}).status_code == 422
    assert fresh(visitor.statement).text == WORDS


def test_a_link_lives_a_week_longer_than_it_is_due(linked, witness, clock):
    link = linked(witness)
    row = Link.objects.get()
    due = Duty.objects.get(kind=Kind.STATEMENT_IN).due_at

    assert row.expires_at == due + timedelta(days=7)
    clock.move_to(row.expires_at - timedelta(seconds=1))
    assert tried(link, link.code).status_code == 302
    Link.objects.update(session_digest="", session_ends_at=None)
    clock.move_to(row.expires_at)
    assert tried(link, link.code).status_code == 422


def test_after_five_wrong_codes_the_right_one_opens_nothing(linked, witness, client_of, head):
    link = linked(witness)

    for _ in range(5):
        assert tried(link, WRONG).status_code == 422
    assert tried(link, link.code).status_code == 422

    assert Link.objects.get().tries == 5
    page = client_of(head).get(link.statement.get_absolute_url()).text
    assert "a wrong code was given 5 times" in page
    assert "5 of 5" in page


def test_four_wrong_codes_do_no_harm(linked, witness):
    link = linked(witness)
    for _ in range(4):
        tried(link, WRONG)

    assert tried(link, link.code).status_code == 302


def test_every_try_is_noted_until_there_were_five(linked, witness):
    link = linked(witness)
    for _ in range(9):
        tried(link, WRONG)

    assert said_of_links() == ["link.issued", *["link.refused"] * 5]


@pytest.mark.parametrize("typed", ["", "123", "abcdefgh", "123456789", "１２３４５６７８", "٣٣٣٣٣٣٣٣", "1" * 5000])
def test_what_is_no_code_is_explained_and_costs_no_try(linked, witness, typed):
    link = linked(witness)

    assert tried(link, typed).status_code == 422
    assert Link.objects.get().tries == 0


@pytest.mark.parametrize("between", ["", " ", "-", " . ", "\u2009"])
def test_a_code_is_read_whatever_stands_between_its_digits(linked, witness, between):
    link = linked(witness)

    assert tried(link, f" {link.code[:4]}{between}{link.code[4:]} ").status_code == 302


@pytest.mark.parametrize(
    "address", ["/statement/%00/", "/statement/" + "A" * 3000 + "/", "/statement/..%2f/", "/statement/é/"]
)
def test_any_address_is_answered(address):
    for response in (Client().get(address), Client().post(address, {"code": WRONG})):
        assert response.status_code in (200, 301, 400, 404, 422)


def test_a_mail_scanner_consumes_nothing(linked, witness):
    link = linked(witness)
    before = Link.objects.values().get()

    for _ in range(10):
        assert Client().get(link.url).status_code == 200
        assert Client().head(link.url).status_code == 200
    assert Client().options(link.url).status_code == 405

    assert Link.objects.values().get() == before
    assert said_of_links() == ["link.issued"]
    assert Client().get(link.url).cookies == {}
    assert tried(link, link.code).status_code == 302


def test_too_many_tries_from_one_address_wait_a_minute(linked, witness, clock):
    link = linked(witness)
    for number in range(20):
        tried(type(link)(url=f"/statement/{number:022}/"), WRONG)

    assert tried(link, link.code).status_code == 429
    clock.shift(60)
    assert tried(link, link.code).status_code == 302


def test_a_form_of_another_site_opens_nothing(linked, witness):
    link = linked(witness)

    response = Client().post(link.url, {"code": link.code}, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 200
    assert Link.objects.get().opened_at is None


def test_behind_the_code_forms_are_checked_as_everywhere(linked, witness):
    link, browser = linked(witness), Client(enforce_csrf_checks=True)
    assert tried(link, link.code, browser).status_code == 302

    assert browser.post(OWN, {"text": WORDS}).status_code == 403
    assert fresh(link.statement).state == StatementState.ASKED


# --- Browsers --------------------------------------------------------------------------------------------------------
def test_another_browser_is_told_that_it_is_open_elsewhere(visitor, clock):
    other = Client()

    response = tried(visitor, visitor.code, other)

    assert response.status_code == 409
    assert "open in another browser" in response.text
    assert "08:49" in response.text
    assert "statement" not in other.cookies
    assert visitor.browser.get(OWN).status_code == 200
    # Only who has the right code learns it.
    assert "another browser" not in tried(visitor, WRONG, other).text


def test_another_browser_opens_it_when_the_first_stops_for_now(visitor):
    visitor.browser.post(OWN, {"text": WORDS, "stay": "1"})
    stopped = visitor.browser.post("/statement/stop/")
    other = Client()

    assert "Stopped for now" in stopped.text
    assert tried(visitor, visitor.code, other).status_code == 302
    assert "He raised his fist" in other.get(OWN).text
    assert visitor.browser.get(OWN).status_code == 403


def test_another_browser_opens_it_after_half_an_hour_without_a_word(visitor, clock):
    clock.shift(timedelta(minutes=29))
    visitor.browser.post("/statement/keep/", {"text": WORDS})
    clock.shift(timedelta(minutes=29))
    assert tried(visitor, visitor.code).status_code == 409
    clock.shift(timedelta(minutes=2))

    assert tried(visitor, visitor.code).status_code == 302
    assert visitor.browser.get(OWN).status_code == 403


def test_the_same_browser_may_give_the_code_again(visitor):
    before = visitor.browser.cookies["statement"].value

    assert tried(visitor, visitor.code, visitor.browser).status_code == 302
    assert visitor.browser.cookies["statement"].value != before
    assert visitor.browser.get(OWN).status_code == 200


# --- Two statements in one browser -----------------------------------------------------------------------------------
MARK = re.compile(r'name="visit" value="([^"]+)"')


@pytest.fixture
def two(visitor, linked, case, head):
    """A browser in which one statement was opened and then, in another tab, another: with the mark of the first."""
    row = name_in_case(case=case, part=Part.WITNESS, name="Grace Marsh", by=head)
    first = MARK.search(visitor.browser.get(OWN).text)[1]
    other = linked(row, email="helen.marsh@example.com")
    assert tried(other, other.code, visitor.browser).status_code == 302
    return SimpleNamespace(browser=visitor.browser, first=visitor, other=other, mark=first)


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        (OWN, {"text": "About the <first> matter"}),
        ("/statement/keep/", {"text": "About the <first> matter"}),
        (CHECK, {"mark": mark_of(""), "is_true": "on"}),
        ("/statement/decline/", {"reason": "Not the <first> matter"}),
        ("/statement/copy/", {}),
        ("/statement/stop/", {}),
    ],
)
@pytest.mark.parametrize("mark", ["the first", "", "made up", "é"])
def test_a_form_of_one_statement_never_writes_another(two, path, sent, mark):
    before = Statement.objects.filter(pk=two.other.statement.pk).values().get()

    answer = two.browser.post(path, {**sent, "visit": two.mark if mark == "the first" else mark})

    assert answer.status_code == 409
    assert "Nothing was saved" in answer.text
    typed = sent.get("text") or sent.get("reason", "")
    assert typed.replace("<first>", "&lt;first&gt;") in answer.text
    assert Statement.objects.filter(pk=two.other.statement.pk).values().get() == before
    assert fresh(two.first.statement).state == StatementState.ASKED
    assert two.browser.get(OWN).status_code == 200


def test_a_script_is_told_that_another_statement_is_open(two):
    headers = {"X-Requested-With": "fetch"}

    answer = two.browser.post("/statement/keep/", {"text": "x", "visit": two.mark}, headers=headers)

    assert answer.status_code == 409
    assert "This browser has opened another statement since, so this was not saved." in answer.json()["message"]


def test_each_form_behind_the_code_carries_the_mark_of_its_statement(visitor, run_jobs):
    visitor.browser.post(OWN, {"text": WORDS})
    mark = links.mark_of(Link.objects.get())

    for path, forms in ((OWN, 2), (CHECK, 1), ("/statement/decline/", 1)):
        assert MARK.findall(visitor.browser.get(path).text) == [mark] * forms
    confirm(visitor.browser)
    run_jobs()
    assert MARK.findall(visitor.browser.get(THANKS).text) == [mark]


def test_a_page_still_saves_when_its_own_link_was_opened_again(two):
    assert tried(two.first, two.first.code, two.browser).status_code == 302

    assert two.browser.post("/statement/keep/", {"text": "Mine", "visit": two.mark}).status_code == 200
    assert fresh(two.first.statement).text == "Mine"


@pytest.mark.parametrize("kept", ["", "x", "0" * 43, "é", "a" * 5000])
def test_a_made_up_cookie_opens_nothing(visitor, kept):
    browser = Client()
    browser.cookies["statement"] = kept

    for url in (OWN, CHECK, THANKS, "/statement/decline/"):
        assert browser.get(url).status_code == 403


def test_what_is_typed_after_the_time_is_over_is_given_back(visitor, clock):
    clock.shift(timedelta(minutes=31))

    response = visitor.browser.post(OWN, {"text": "Nobody saved this <b>yet</b>"})
    scripted = visitor.browser.post("/statement/keep/", {"text": "x"}, headers={"X-Requested-With": "fetch"})

    assert response.status_code == 403
    assert "Nobody saved this &lt;b&gt;yet&lt;/b&gt;" in response.text
    assert (scripted.status_code, "Copy what you wrote" in scripted.json()["message"]) == (409, True)


def test_what_is_typed_is_saved_meanwhile(visitor):
    answer = visitor.browser.post("/statement/keep/", {"text": "Half a sen"})

    assert answer.json() == {"saved": "08:19"}
    assert fresh(visitor.statement).text == "Half a sen"
    assert "Half a sen" in visitor.browser.get(OWN).text


def test_too_many_savings_wait(visitor):
    for _ in range(120):
        visitor.browser.post("/statement/keep/", {"text": "x"})

    assert visitor.browser.post("/statement/keep/", {"text": "x"}).status_code == 429


# --- The copy --------------------------------------------------------------------------------------------------------
def test_the_copy_is_given_once(visitor, run_jobs):
    assert visitor.browser.post("/statement/copy/").url == THANKS
    confirm(visitor.browser)
    assert visitor.browser.post("/statement/copy/").url == THANKS
    run_jobs()

    first = visitor.browser.post("/statement/copy/")
    assert "attachment" in first.headers["Content-Disposition"]
    assert b"".join(first.streaming_content).startswith(b"%PDF")
    assert visitor.browser.post("/statement/copy/").url == THANKS
    assert "You have taken your copy." in visitor.browser.get(THANKS).text
    assert said_of_links()[-1] == "link.copy_taken"


def test_the_copy_is_gone_when_the_time_is_over(visitor, run_jobs, clock):
    confirm(visitor.browser)
    run_jobs()
    clock.shift(timedelta(minutes=31))

    assert visitor.browser.post("/statement/copy/").status_code == 403


# --- What the school does --------------------------------------------------------------------------------------------
def test_a_new_link_has_a_new_code_and_the_old_ones_open_nothing(linked, witness, client_of, head, run_jobs, clock):
    link = linked(witness)
    clock.shift(timedelta(days=20))

    response = client_of(head).post(
        reverse("incidents:statement_renew", args=[witness.case.reference, link.statement.pk])
    )
    code = re.search(r'id="code">(\d{4} \d{4})<', response.text)[1]
    run_jobs()
    url = address_in(mail.outbox[-1])

    assert url != link.url
    assert tried(link, link.code).status_code == 422
    assert Client().post(url, {"code": code}).status_code == 302
    assert Link.objects.latest("pk").expires_at == timezone.now() + timedelta(days=7)


def test_no_new_link_goes_to_an_address_that_is_the_subjects_as_is_known_since(linked, witness, case, head, school):
    link = linked(witness)
    subject = PersonFactory(at=school)
    AdultFactsFactory(person=subject, email="helen@example.com")
    InvolvementFactory(case=case, person=subject)

    with pytest.raises(Refused, match="somebody this case is about"):
        renew_link(statement=link.statement, by=head)

    assert Link.objects.count() == 1


def test_no_new_link_goes_to_somebody_the_case_is_about_since(linked, case, head, school):
    parent = PersonFactory(at=school)
    link = linked(InvolvementFactory(case=case, part="witness", person=parent))
    InvolvementFactory(case=case, person=parent)

    with pytest.raises(Refused, match="their own side"):
        renew_link(statement=link.statement, by=head)


def test_no_new_link_goes_to_whom_a_plan_calls_a_pupil_since(linked, witness, head):
    link = linked(witness)
    plan_interview(involvement=witness, witness_kind=WitnessKind.PUPIL, interviewer=head, by=head)

    with pytest.raises(Refused, match="A pupil does not write a statement alone"):
        renew_link(statement=link.statement, by=head)


def test_what_was_written_survives_a_new_link(visitor, head, run_jobs):
    visitor.browser.post(OWN, {"text": WORDS})
    asked = renew_link(statement=fresh(visitor.statement), by=head)
    run_jobs()
    other = Client()
    other.post(address_in(mail.outbox[-1]), {"code": asked.code})

    assert visitor.browser.get(OWN).status_code == 403
    assert "He raised his fist" in other.get(OWN).text


def test_taking_back_ends_a_visit_at_once(visitor, head):
    visitor.browser.post(OWN, {"text": WORDS})
    withdraw_statement(statement=fresh(visitor.statement), reason="x", by=head)

    assert visitor.browser.get(OWN).status_code == 403
    assert visitor.browser.post(CHECK, {"mark": mark_of(WORDS), "is_true": "on"}).status_code == 403
    assert fresh(visitor.statement).text == ""
    assert not WrittenRecord.objects.filter(kind=RecordKind.STATEMENT).exists()


def test_a_case_void_meanwhile_needs_no_statement_and_says_no_more(visitor, case, head):
    mark_void(case=case, reason="Twice", by=head)

    page = visitor.browser.get(OWN).text
    assert "does not need this statement any more" in page
    assert "void" not in page
    assert visitor.browser.post(OWN, {"text": "x"}).status_code == 422


def test_an_outsider_may_decline(visitor, head):
    done = visitor.browser.post("/statement/decline/", {"reason": "I would rather not."})

    assert done.url == THANKS
    assert "you do not write a statement" in visitor.browser.get(THANKS).text
    assert fresh(visitor.statement).decline_reason == "I would rather not."
    assert Notice.objects.get(kind=NoticeKind.STATEMENT_DECLINED).to_user == head
    assert tried(visitor, visitor.code).status_code == 422


def test_a_link_that_did_not_arrive_is_the_asker_s_to_put_right(linked, witness, head):
    link = linked(witness)
    notice = Notice.objects.get(channel=Channel.LINK)
    Notice.objects.update(sent_at=None)
    note_failure(
        notice=Notice.objects.get(pk=notice.pk), reason="The mail server refuses this address", by=system_user()
    )
    assert Duty.objects.open().get(kind=Kind.NOTICE_FAILED).owner_user == head

    withdraw_statement(statement=link.statement, reason="Wrong address", by=head)

    assert not Duty.objects.open().filter(kind=Kind.NOTICE_FAILED).exists()


def test_a_link_taken_back_before_it_went_is_not_sent(witness, head, run_jobs, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run_jobs()
    mail.outbox.clear()
    statement = _ask(witness, head)
    withdraw_statement(statement=statement, reason="x", by=head)

    run_jobs()

    assert mail.outbox == []
    assert Notice.objects.get(channel=Channel.LINK).resolved_how == "Not needed: the link was taken back"


def test_the_mail_tried_again_carries_the_same_link(witness, head):
    _ask(witness, head)
    notice = Notice.objects.select_related("link__case").get(channel=Channel.LINK)

    assert links.digest_of(links.token_of(notice.link.seed)) == notice.link.token_digest


def test_only_the_machine_opens_links(linked, witness, head):
    link = linked(witness)

    with pytest.raises(PermissionDenied):
        open_link(purpose=LinkPurpose.STATEMENT, token=link.url.split("/")[2], code=link.code, by=head)


def test_a_colleague_s_own_statement_needs_no_link(witness, staff, head, asked_of):
    with pytest.raises(Refused, match="need no link"):
        renew_link(statement=asked_of(witness, staff), by=head)


def test_the_history_tells_the_way_of_a_link(visitor, case, client_of, head, run_jobs):
    tried(visitor, WRONG)
    confirm(visitor.browser)
    run_jobs()
    b"".join(visitor.browser.post("/statement/copy/").streaming_content)

    told = client_of(head).get(reverse("desk:history", args=[case.reference])).text

    for said in (
        "Ruth Adeyemi made a link for Helen Marsh: write a statement. It opens until Wednesday 11 November 2026, 08:19.",
        "A link went to Helen Marsh by e-mail: A link to write a statement.",
        "Helen Marsh opened the link with the code.",
        "The link for Helen Marsh was tried and stayed shut: the code was not right (try 1 of 5).",
        "Helen Marsh has done what the link was for.",
        "Helen Marsh took the copy that the link offers.",
    ):
        assert said in told


def _ask(witness, head):
    return ask_statement(
        involvement=witness, email="helen@example.com", phone="1", about_on=MONDAY, about_place="Gate", by=head
    ).statement
