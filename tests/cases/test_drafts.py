"""What people type is kept: by autosave, past the end of a session, and for nobody else."""

from datetime import timedelta

import pytest
from django.core.signing import TimestampSigner
from django.test import Client

from cases import keeping
from cases.models import Draft
from cases.selectors import others_writing
from cases.services.writing import MOST_DRAFTS, drop_draft, save_draft
from tests.factories import CaseFactory, DraftFactory, InvolvementFactory

pytestmark = pytest.mark.django_db
TOKEN = "4b5f0f5e-5a43-4a39-9d65-0a2f7a1f3e11"
LOG = f"log:{TOKEN}"


@pytest.fixture
def case(school):
    return CaseFactory(school=school)


def kept(user):
    return dict(Draft.objects.filter(user=user).values_list("key", "payload"))


# --- Autosave
def test_what_is_typed_is_kept_as_it_was_posted_without_what_guards_the_form(client_of, head, clock):
    answer = client_of(head).post(
        "/drafts/",
        {
            "draft_key": LOG,
            "keeper": "x",
            "csrfmiddlewaretoken": "t",
            "password": "p",
            "new_password1": "p",
            "account": "He came back\nto the gate",
            "categories": ["threatening", "damage"],
        },
    )
    assert answer.status_code == 200
    assert answer.json()["saved"] == "08:19"
    assert kept(head) == {LOG: {"account": ["He came back\nto the gate"], "categories": ["threatening", "damage"]}}


@pytest.mark.parametrize(
    "key",
    ["", "x", "search:cases:abc", "filters:cases", "log:../../etc", "log:a b", "log:" + "a" * 99, "report:a:b:c:d:e"],
)
def test_a_form_that_is_not_ours_is_not_kept(client_of, head, key):
    answer = client_of(head).post("/drafts/", {"draft_key": key, "account": "x"})
    assert answer.status_code == 422
    assert answer.json()["message"].startswith("Not saved.")
    assert not Draft.objects.exists()


def test_a_text_beyond_all_measure_is_refused_with_a_sentence(client_of, head):
    answer = client_of(head).post("/drafts/", {"draft_key": LOG, "account": "a" * 400_001})
    assert (answer.status_code, Draft.objects.count()) == (422, 0)
    assert "too long" in answer.json()["message"]


def test_too_many_drafts_are_refused_with_a_sentence(client_of, head):
    for number in range(MOST_DRAFTS):
        DraftFactory(user=head, key=f"report:{number}")
    assert client_of(head).post("/drafts/", {"draft_key": LOG, "a": "b"}).status_code == 422
    assert client_of(head).post("/drafts/", {"draft_key": "report:1", "a": "b"}).status_code == 200


def test_saving_without_end_is_slowed_down(client_of, head, clock):
    client = client_of(head)
    answers = [
        client.post("/drafts/", {"draft_key": LOG, "n": n}).status_code for n in range(keeping.MOST_A_MINUTE + 1)
    ]
    assert answers.count(200) == keeping.MOST_A_MINUTE
    assert answers[-1] == 429
    clock.shift(timedelta(seconds=61))
    assert client.post("/drafts/", {"draft_key": LOG, "n": 1}).status_code == 200


def test_a_draft_is_read_by_its_writer_only(head, deputy):
    save_draft(key=LOG, payload={"account": ["mine"]}, by=head)
    assert keeping.restore(head, LOG).get("account") == "mine"
    assert keeping.restore(deputy, LOG) is None


def test_a_draft_comes_back_with_every_value_of_a_field(head):
    save_draft(key=LOG, payload={"categories": ["a", "b"], "note": ["ü\n😀"]}, by=head)
    typed = keeping.restore(head, LOG)
    assert typed.getlist("categories") == ["a", "b"]
    assert typed["note"] == "ü\n😀"


def test_a_draft_is_removed_by_its_writer_only(client_of, head, deputy):
    save_draft(key=LOG, payload={}, by=head)
    save_draft(key=LOG, payload={}, by=deputy)
    answer = client_of(head).post("/drafts/discard/", {"draft_key": LOG})
    assert answer.url == "/"
    assert [draft.user for draft in Draft.objects.all()] == [deputy]


def test_drafts_are_not_fetched(client_of, head):
    assert client_of(head).get("/drafts/").status_code == 405
    assert client_of(head).get("/drafts/discard/").status_code == 405


@pytest.mark.parametrize(
    ("key", "page"),
    [
        (LOG, f"/log/{TOKEN}/"),
        ("report:HIL-2026-7K4Q", "/cases/HIL-2026-7K4Q/report/"),
        ("evidence:HIL-2026-7K4Q", "/cases/HIL-2026-7K4Q/evidence/add/"),
        ("notice:HIL-2026-7K4Q:7", "/cases/HIL-2026-7K4Q/notices/7/"),
        ("letter:HIL-2026-7K4Q", "/"),
        ("unknown:1", "/"),
    ],
)
def test_a_draft_opens_on_its_page(key, page):
    assert keeping.page_of(key) == page


def test_every_kept_form_has_a_page():
    for word, form in keeping.FORMS.items():
        firsts = ("HIL-2026-7K4Q",) if form.is_about_case else (TOKEN, "1")
        pages = {keeping.page_of(":".join([word, first, "1", "1", "1"][: form.takes + 1])) for first in firsts}
        assert pages != {"/"}, word


# --- A form that is sent when the session is over
def signed(user, key=LOG):
    return keeping.keeper(user, key)


def test_a_form_sent_signed_out_comes_back_after_signing_in(client_of, head):
    answer = Client().post(f"/log/{TOKEN}/", {"keeper": signed(head), "account": "He came back"})
    assert answer.status_code == 302
    assert answer.url == f"/account/login/?next=/log/{TOKEN}/"
    assert keeping.restore(head, LOG)["account"] == "He came back"
    page = client_of(head).get(f"/log/{TOKEN}/")
    assert "He came back" in page.content.decode()


def test_the_sign_in_page_says_that_the_text_is_kept(head):
    client = Client()
    answer = client.post(f"/log/{TOKEN}/", {"keeper": signed(head), "account": "He came back"}, follow=True)
    assert keeping.KEPT in answer.content.decode()


def test_a_session_that_the_clock_ends_in_this_very_request_keeps_the_text(client_of, head, clock, settings):
    client = client_of(head)
    assert client.get(f"/log/{TOKEN}/").status_code == 200
    clock.shift(timedelta(seconds=settings.SESSION_IDLE_SECONDS + 1))
    answer = client.post(f"/log/{TOKEN}/", {"keeper": signed(head), "account": "Too late"})
    assert answer.url.startswith("/account/login/?next=")
    assert keeping.restore(head, LOG)["account"] == "Too late"


def test_the_autosave_of_a_session_that_is_over_keeps_the_text_too(head):
    Client().post("/drafts/", {"keeper": signed(head), "draft_key": LOG, "account": "Still typing"})
    assert keeping.restore(head, LOG)["account"] == "Still typing"


def test_nothing_is_kept_without_a_keeper_of_ours(head):
    said = TimestampSigner(salt="cases.keeping").unsign_object(signed(head))
    forged = TimestampSigner(key="not ours", salt="cases.keeping").sign_object(said)
    other_salt = TimestampSigner(salt="other").sign_object(said)
    too_little = TimestampSigner(salt="cases.keeping").sign_object(said[:2])
    for keeper in ("", "x", forged, other_salt, too_little, signed(head)[:-1], signed(head, "filters:cases")):
        answer = Client().post(f"/log/{TOKEN}/", {"keeper": keeper, "account": "x"})
        assert answer.url.startswith("/account/login/")
    assert not Draft.objects.exists()


def test_a_keeper_names_its_own_form_whatever_the_form_says(head, deputy):
    Client().post("/log/", {"keeper": signed(head), "draft_key": "report:HIL-2026-7K4Q", "user": deputy.pk, "a": "b"})
    assert [(draft.user, draft.key) for draft in Draft.objects.all()] == [(head, LOG)]


def test_a_keeper_lasts_a_day(head, clock):
    keeper = signed(head)
    clock.shift(timedelta(hours=24, seconds=1))
    Client().post(f"/log/{TOKEN}/", {"keeper": keeper, "account": "x"})
    assert not Draft.objects.exists()


def test_a_keeper_dies_with_the_password(head, client_of):
    keeper = signed(head)
    head.set_password("another long password")
    head.save(update_fields=["password"])
    Client().post(f"/log/{TOKEN}/", {"keeper": keeper, "account": "From a page that somebody found"})
    assert not Draft.objects.exists()


def test_an_old_page_never_overwrites_what_a_newer_one_saved(head, client_of, clock):
    old = signed(head)
    clock.shift(60)
    client_of(head).post("/drafts/", {"draft_key": LOG, "keeper": signed(head), "account": "Newer"})
    client = Client()
    answer = client.post(f"/log/{TOKEN}/", {"keeper": old, "account": "Older"}, follow=True)
    assert keeping.NEWER in answer.content.decode()
    assert keeping.restore(head, LOG)["account"] == "Newer"


def test_a_page_goes_on_from_what_it_saved_itself(head, client_of, clock):
    page = signed(head)
    clock.shift(60)
    client_of(head).post("/drafts/", {"draft_key": LOG, "keeper": page, "account": "Half"})
    clock.shift(60)
    Client().post(f"/log/{TOKEN}/", {"keeper": page, "account": "Half and the rest"})
    assert keeping.restore(head, LOG)["account"] == "Half and the rest"


def test_what_was_asked_of_lists_counts_for_no_draft(head, client_of, clock):
    for number in range(MOST_DRAFTS - 1):
        DraftFactory(user=head, key=f"report:{number}")
    for key in ("search:cases:abc", "search:people:abd", "filters:cases"):
        save_draft(key=key, payload={}, by=head)
    assert client_of(head).post("/drafts/", {"draft_key": LOG, "a": "b"}).status_code == 200
    assert client_of(head).post("/drafts/", {"draft_key": "report:new", "a": "b"}).status_code == 422
    save_draft(key="search:cases:one_more", payload={}, by=head)


def test_nothing_is_kept_for_a_closed_account(head):
    keeper = signed(head)
    type(head).objects.filter(pk=head.pk).update(is_active=False)
    Client().post(f"/log/{TOKEN}/", {"keeper": keeper, "account": "x"})
    assert not Draft.objects.exists()


def test_a_text_beyond_all_measure_is_not_kept_and_says_so(head):
    client = Client()
    answer = client.post(f"/log/{TOKEN}/", {"keeper": signed(head), "account": "a" * 400_001}, follow=True)
    assert not Draft.objects.exists()
    assert keeping.NOT_KEPT in answer.content.decode()


def test_without_the_token_against_forged_forms_what_is_typed_is_kept_and_nothing_is_sent(head, client_of):
    """After signing in again in another tab the old tab's token is stale: its text comes back for a second look."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(head, backend="accounts.backends.Backend")
    answer = client.post(f"/log/{TOKEN}/", {"keeper": signed(head), "account": "From the old tab"})
    assert answer.url == f"/log/{TOKEN}/"
    assert keeping.restore(head, LOG)["account"] == "From the old tab"


def test_a_stale_form_of_somebody_else_is_not_kept(head, deputy):
    client = Client(enforce_csrf_checks=True)
    client.force_login(deputy, backend="accounts.backends.Backend")
    answer = client.post(f"/log/{TOKEN}/", {"keeper": signed(head), "account": "x"})
    assert answer.status_code == 403
    assert "out of date" in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_stale_form_sent_signed_out_leads_to_signing_in(head):
    answer = Client(enforce_csrf_checks=True).post(f"/log/{TOKEN}/", {"keeper": signed(head), "account": "x"})
    assert answer.url == f"/account/login/?next=/log/{TOKEN}/"
    assert Draft.objects.get().user == head


# --- Who else is writing
def test_colleagues_writing_the_same_report_are_named(case, head, deputy, clock):
    key = f"report:{case.reference}"
    save_draft(key=key, payload={}, by=deputy)
    assert others_writing(key, head) == ["Sam Okoro"]
    assert others_writing(key, deputy) == []
    clock.shift(timedelta(minutes=2, seconds=1))
    assert others_writing(key, head) == []


def test_nobody_is_named_to_or_from_beyond_the_file(case, head, deputy, stranger, staff, clock):
    key = f"report:{case.reference}"
    for user in (head, stranger, staff):
        save_draft(key=key, payload={}, by=user)
    assert others_writing(key, stranger) == []
    assert others_writing(key, deputy) == ["Ruth Adeyemi"]


def test_nobody_behind_a_wall_is_named(case, head, deputy, clock):
    key = f"report:{case.reference}"
    InvolvementFactory(case=case, person=None, user=deputy)
    save_draft(key=key, payload={}, by=deputy)
    save_draft(key=key, payload={}, by=head)
    assert others_writing(key, head) == []
    assert others_writing(key, deputy) == []


def test_a_form_about_no_case_names_nobody(head, deputy, clock):
    save_draft(key=LOG, payload={}, by=deputy)
    assert others_writing(LOG, head) == []


def test_forgetting_a_draft_that_is_not_there_does_nothing(head):
    drop_draft(key=LOG, by=head)
    assert not Draft.objects.exists()
