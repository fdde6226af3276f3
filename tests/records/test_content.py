"""Is a record's text kept and shown as it was written, and is nothing else taken for a text?"""

import hashlib
import json

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from records import content as contents
from records import hashing
from tests import factories
from tests.records.contents import HOSTILE, HOSTILE_TEXTS, LETTER, REPORT


def test_known_content_is_kept_as_it_is():
    assert contents.clean(REPORT) == REPORT


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "poem"},
        {},
        {**REPORT, "colour": "red"},
        {**REPORT, "to": "Mr Farrow"},
        {**REPORT, "summary": ["a list"]},
        {**REPORT, "sections": {"heading": "x"}},
        {**REPORT, "sections": ["text"]},
        {**REPORT, "sections": [{"heading": "x", "body": "y"}]},
        {**REPORT, "sections": [{"heading": "x", "rows": [["only one"]]}]},
        {**REPORT, "sections": [{"heading": "x", "rows": ["text"]}]},
        {**REPORT, "sections": [{"heading": 3}]},
        {**REPORT, "source": ["a list"]},
        {**REPORT, "source": {"account": 5}},
    ],
)
def test_what_is_no_content_is_refused(broken):
    with pytest.raises(ValidationError):
        contents.clean(broken)


def test_control_characters_and_overrides_are_taken_out():
    kept = contents.clean({**REPORT, "summary": "one\x00 \x07two \u202ethree\r\nfour"})
    assert kept["summary"] == "one two three\nfour"


def test_what_the_writer_answered_is_kept_beside_the_text():
    assert contents.clean({**REPORT, "source": {"injuries": "none"}})["source"] == {"injuries": "none"}


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_any_json_is_either_refused_or_cleaned_for_good(anything):
    try:
        kept = contents.clean({**REPORT, "sections": anything})
    except ValidationError:
        return
    assert contents.clean(kept) == kept
    contents.read(kept)


def test_the_digest_is_that_of_the_canonical_json():
    canonical = json.dumps(REPORT, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashing.digest_of(REPORT) == hashlib.sha256(canonical.encode()).hexdigest()
    assert hashing.digest_of(dict(reversed(REPORT.items()))) == hashing.digest_of(REPORT)
    assert hashing.digest_of({**REPORT, "summary": "x"}) != hashing.digest_of(REPORT)


def test_long_texts_fall_into_paragraphs_and_addresses_into_lines():
    shown = contents.read({**REPORT, "to": ["Mr Farrow\n14 Mill Lane\n\n"]})
    assert shown.to == ("Mr Farrow", "14 Mill Lane")
    assert shown.sections[0].paragraphs == (
        "He came to the front gate at 08:05.",
        "He left when a second colleague came.",
    )


@pytest.mark.parametrize(
    ("text", "direction"),
    [("plain", "ltr"), ("محمد", "rtl"), ("12: יעקב", "rtl"), ("😀 Łukasz", "ltr"), ("", "ltr"), ("123", "ltr")],
)
def test_a_text_knows_which_way_it_is_read(text, direction):
    assert contents.Text(text).direction == direction


def test_a_date_is_said_in_words_and_anything_else_as_it_is():
    assert contents.read(REPORT).date == "2 November 2026"
    assert contents.read({**REPORT, "date": "soon"}).date == "soon"


@pytest.mark.parametrize(
    ("salutation", "closing"), [("Dear Mr Farrow", "sincerely"), ("Dear Sir or Madam", "faithfully")]
)
def test_a_letter_closes_as_it_opens(salutation, closing):
    assert closing in contents.read({**LETTER, "salutation": salutation}).closing


@pytest.mark.parametrize(
    ("content", "is_empty"),
    [
        (REPORT, False),
        ({**REPORT, "summary": "", "sections": []}, True),
        ({**REPORT, "summary": " ", "sections": [{"heading": "What happened", "paragraphs": [" "]}]}, True),
        ({**REPORT, "summary": "", "sections": [{"heading": "", "rows": [["Where", ""]]}]}, True),
        ({**REPORT, "summary": "", "sections": [{"heading": "", "rows": [["Where", "Gate"]]}]}, False),
        ({**REPORT, "summary": "", "sections": [{"heading": "", "entries": [["08:05", "Came"]]}]}, False),
    ],
)
def test_headings_and_labels_alone_say_nothing(content, is_empty):
    assert contents.is_empty(content) is is_empty


def test_hostile_text_stands_on_the_page_as_it_was_typed():
    record = factories.WrittenRecordFactory.build(title="T", case__reference="HIL-2026-7K4Q")
    page = render_to_string(
        "records/_content.html", {"record": record, "content": contents.read(HOSTILE), "on_paper": False}
    )
    assert "<script" not in page
    assert "<img" not in page
    assert "{{ 7|add:7 }} {% load x %} {# gone #}" in page
    for text in HOSTILE_TEXTS:
        assert text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in page


@pytest.mark.parametrize(
    "typed", ["7K4Q-9M2X-BCDF-GHJK", "7k4q 9m2x bcdf ghjk", "7K4Q9M2XBCDFGHJK", " 7k4q9m2xbcdfghjk. "]
)
def test_a_code_may_be_typed_in_any_way(typed):
    assert hashing.read_code(typed) == "7K4Q9M2XBCDFGHJK"


def test_look_alikes_are_read_as_what_they_look_like():
    assert hashing.read_code("OIL0-1111-2222-3333") == "0110111122223333"


@pytest.mark.parametrize("typed", ["", "7K4Q", "7K4Q-9M2X-BCDF-GHJKZ", "UUUU-9M2X-BCDF-GHJK", "Darren Farrow"])
def test_what_is_no_code_is_told_apart(typed):
    assert hashing.read_code(typed) is None


def test_codes_have_eighty_random_bits_and_read_back():
    codes = {hashing.new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(hashing.read_code(hashing.in_groups(code)) == code for code in codes)
    assert len(hashing.ALPHABET) ** hashing.CODE_LENGTH == 2**80


@pytest.mark.parametrize(
    "data",
    [
        b"x inspires-record-7K4Q9M2XBCDFGHJK y",
        "(þÿinspires-record-7K4Q9M2XBCDFGHJK)".encode("utf-16-be"),
        b"trailer /ID [<374b3451394d3258424344464748 4a4b>]".replace(b" 4a4b", b"4a4b"),
        b"trailer /ID [(7K4Q9M2XBCDFGHJK) (other)]",
    ],
)
def test_a_file_s_code_is_found_wherever_it_is_kept(data):
    assert hashing.codes_in(data) == {"7K4Q9M2XBCDFGHJK"}


@given(st.binary(max_size=2000))
def test_no_bytes_make_the_search_for_codes_fail(data):
    hashing.codes_in(b"/ID [<" + data + b">] inspires-record-" + data)
