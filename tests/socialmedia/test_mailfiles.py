"""Reading saved e-mails: whatever the bytes are, there is a message or a sentence; nothing is run, fetched or raised."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.apart import read_mails_apart
from kernel.filetypes import MB, Unfit
from kernel.mailfiles import ReadMail, answer, cannot_take_mail, from_answer, read_mail
from socialmedia.rules.contact import cannot_date, what_moment
from tests.socialmedia import mails

NOW = datetime(2026, 11, 2, 8, 19, tzinfo=UTC)


def refusal(data):
    with pytest.raises(Unfit) as caught:
        read_mail(data)
    return caught.value.reason


@pytest.mark.parametrize("name", mails.UNFIT)
def test_what_cannot_be_taken_says_why(name):
    data, reason = mails.UNFIT[name]

    assert refusal(data).startswith(reason)


@pytest.mark.parametrize("name", mails.FIT)
def test_what_is_oddly_written_is_read_all_the_same(name):
    data, text = mails.FIT[name]

    read = read_mail(data)

    assert read.sender == "kay@letters.example"
    assert text is None or read.text == text


def test_an_ordinary_message_says_who_when_and_what():
    read = read_mail(mails.mail(7, at=NOW, subject="Zoë’s coat", text="Where is it?"))

    assert read == ReadMail(
        sender="kay@letters.example",
        name="Kay",
        subject="Zoë’s coat",
        message_id="<7@letters.example>",
        dated=NOW.replace(second=0),
        text="Where is it?",
    )


def test_a_page_is_never_more_than_its_words():
    read = read_mail(mails.FIT["page.eml"][0])

    assert "alert" not in read.text
    assert "trap.example" not in read.text
    assert read.notes == ("Its text was taken out of a web page.",)


def test_what_a_message_brought_is_counted_and_not_opened():
    data = (
        mails.KAY + mails.WHEN + b'Content-Type: multipart/mixed; boundary="x"\n\n--x\n\nHello\n--x\n'
        b'Content-Type: application/x-msdownload\nContent-Disposition: attachment; filename="a.exe"\n\nMZ\n'
        b"--x\nContent-Type: message/rfc822\n\nFrom: another@x.example\n\nForwarded\n--x--\n"
    )

    read = read_mail(data)

    assert (read.sender, read.text) == ("kay@letters.example", "Hello")
    assert read.notes == ("It brought 2 files, which are in the original only.",)


def test_a_long_text_is_cut_and_says_so():
    read = read_mail(mails.mail(text="word " * 10_000))

    assert len(read.text) <= 20_000
    assert "Only the beginning is shown: the whole is in the original." in read.notes


@pytest.mark.parametrize(
    ("name", "size", "reason"),
    [
        ("a.eml", 0, "This file is empty"),
        ("a.eml", 11 * MB, "This message is larger than 10 MB"),
        ("a.msg", 9, "This is a file of Outlook"),
        ("a.html", 9, "This is not a saved e-mail"),
        ("a.eml", 9, ""),
    ],
)
def test_the_door_looks_at_name_and_size(name, size, reason):
    assert (cannot_take_mail(name, size) or "").startswith(reason)
    assert bool(cannot_take_mail(name, size)) == bool(reason)


# --- In a process of its own --------------------------------------------------------------------------------------
def test_many_are_read_in_one_process_each_by_itself(tmp_path):
    paths = []
    for n, data in enumerate([mails.mail(1), b"", mails.UNFIT["brackets.eml"][0], mails.mail(2)]):
        paths.append(str(tmp_path / str(n)))
        (tmp_path / str(n)).write_bytes(data)

    read = read_mails_apart(paths)

    assert [isinstance(one, Unfit) for one in read] == [False, True, True, False]
    assert read[3].subject == "Message 2"


def test_a_message_that_takes_for_ever_is_given_up_and_the_next_is_read(tmp_path):
    (tmp_path / "slow").write_bytes(b"From: " + b"a@b.example," * 20_000 + b"\n\nHi")
    (tmp_path / "next").write_bytes(mails.mail(2))

    read = read_mails_apart([str(tmp_path / "slow"), str(tmp_path / "next")])

    assert read[1].subject == "Message 2"


HEADERS = st.sampled_from(
    ["From", "Date", "Subject", "Message-ID", "Content-Type", "Received", "Sender", "MIME-Version"]
)
VALUES = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "kay@letters.example",
            "=?utf-8?b?////?=",
            "=?x?q?=00?=",
            'multipart/mixed; boundary="x"',
            "multipart/mixed",
            "message/rfc822",
            "text/html; charset=utf-7",
            "Mon, 31 Feb 2026 25:61:00 +9999",
            "Mon, 2 Nov 9999 08:00:00 +0000",
            "Mon, 2 Nov 0001 00:00:00 +1400",
            '"" <@>, <>, ;:',
        ]
    ),
)


@st.composite
def hostile(draw):
    """Bytes that look like a message for a while."""
    lines = draw(st.lists(st.tuples(HEADERS, VALUES), max_size=8))
    head = "".join(f"{name}: {value}\n" for name, value in lines).encode("utf-8", "surrogatepass")
    body = draw(st.one_of(st.binary(max_size=300), st.sampled_from([mails.PAGE, b"--x\n\nHi\n--x--\n", b"--x\n" * 40])))
    return draw(st.sampled_from([b"", b"From kay\n", b"\xef\xbb\xbf"])) + head + b"\n" + body


@given(st.one_of(st.binary(max_size=400), hostile()))
@settings(max_examples=300, deadline=None)
def test_whatever_the_bytes_are_there_is_a_message_or_a_sentence(data):
    said = json.loads(json.dumps(answer(data), default=datetime.isoformat))

    if "unfit" in said:
        assert said["unfit"].endswith(".")
    else:
        read = from_answer(said)
        assert "@" in read.sender
        assert "\x00" not in read.text + read.subject + read.sender + read.message_id
        assert len(read.subject) <= 300
        at = what_moment(read, NOW)
        assert at is None or at <= NOW
        assert (at is None) == bool(cannot_date(read, NOW))


# --- When it was --------------------------------------------------------------------------------------------------
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("dated", "received", "at", "reason"),
    [
        (NOW - DAY, None, NOW - DAY, ""),
        (None, NOW - DAY, NOW - DAY, ""),
        (NOW + timedelta(minutes=5), None, NOW, ""),
        (NOW + DAY, NOW - DAY, NOW - DAY, ""),
        (NOW + DAY, None, None, "This message is dated in the future"),
        (NOW - 4000 * DAY, None, None, "This message is dated more than ten years ago"),
        (None, None, None, "This message has no date"),
    ],
)
def test_a_message_is_put_in_the_week_it_was_sent_or_says_why_not(dated, received, at, reason):
    read = ReadMail(sender="kay@letters.example", dated=dated, received=received)

    assert what_moment(read, NOW) == at
    assert (cannot_date(read, NOW) or "").startswith(reason)
    assert bool(cannot_date(read, NOW)) == bool(reason)
