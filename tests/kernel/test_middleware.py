"""What happens around every request."""

import pytest


@pytest.mark.parametrize("url", ["/cases/HIL%00/", "/cases/?search=%00", "/people/?search=a%00b", "/verify/?code=%00"])
def test_an_address_with_a_nul_is_answered_with_400_and_a_page(client_of, head, url):
    response = client_of(head).get(url)

    assert response.status_code == 400
    assert b"This request could not be read" in response.content


@pytest.mark.parametrize("key", ["\0", "log:\0", "nothing"])
def test_a_draft_without_a_proper_key_is_thrown_away_without_an_error(client_of, head, key):
    assert client_of(head).post("/drafts/discard/", {"draft_key": key}).status_code == 302


def test_a_nul_that_was_typed_is_left_out_of_what_is_kept(client_of, head):
    client = client_of(head)
    answer = client.post("/drafts/", {"draft_key": "log:00000000-0000-0000-0000-0000000000aa", "account": "a\0b"})

    assert answer.status_code == 200
    assert head.drafts.get().payload["account"] == ["ab"]


def test_an_address_that_is_only_pressed_says_so_in_a_page_to_a_browser_alone(client_of, head):
    client = client_of(head)

    page = client.get("/drafts/discard/", headers={"accept": "text/html,*/*;q=0.8"})

    assert page.status_code == 405
    assert page["Allow"] == "POST"
    assert b"This page cannot be opened by itself" in page.content
    assert client.get("/drafts/discard/", headers={"accept": "application/json"}).content == b""
