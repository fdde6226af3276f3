"""Is every word of an entry hashed, always the same way, exactly as PostgreSQL gives it back?"""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb
from psycopg.types.range import TimestamptzRange

from audit.hashing import digest_of, hash_of, plain
from kernel.wording import LONDON

SALT = "00112233445566778899aabbccddeeff"
NOON = datetime(2026, 11, 2, 12, 0, 0, 123456, tzinfo=UTC)
ENTRY = {
    "chain": "HIL-2026-7K4Q",
    "seq": 3,
    "at": NOON,
    "actor_id": 7,
    "verb": "incident.logged",
    "subject": "incidents.incident:5",
    "digest": "d" * 64,
    "previous_hash": "0" * 64,
}


def test_a_digest_is_what_it_was_when_history_began():
    data = {"b": "He said “no”", "a": [1, None, True]}

    # sha256sum of the salt followed by {"a":[1,null,true],"b":"He said “no”"}
    assert digest_of(SALT, data) == "8c436d9dd8be5eae905d96b72de28f293700aff5ca84a6d6beff74062a64fb94"


def test_a_hash_is_what_it_was_when_history_began():
    # sha256sum of the eight parts, the moment in microseconds since 1970, parted by the unit separator
    assert hash_of(**ENTRY) == "9849b79ea9894e1c43048f48192fa22b202cb1cbd09cab8900141d4ba5388186"


@pytest.mark.parametrize(
    "other",
    [
        {"chain": "HIL-2026-7K4R"},
        {"seq": 4},
        {"at": NOON + timedelta(microseconds=1)},
        {"actor_id": 8},
        {"verb": "incident.locked"},
        {"subject": "incidents.incident:6"},
        {"digest": "e" * 64},
        {"previous_hash": "1" * 64},
    ],
    ids=lambda other: next(iter(other)),
)
def test_every_word_of_an_entry_changes_its_hash(other):
    assert hash_of(**ENTRY) != hash_of(**{**ENTRY, **other})


def test_a_moment_hashes_the_same_in_every_time_zone():
    assert hash_of(**ENTRY) == hash_of(**{**ENTRY, "at": NOON.astimezone(LONDON)})


@given(
    one=st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC)),
    microseconds=st.integers(min_value=1, max_value=3),
)
def test_no_two_microseconds_hash_the_same(one, microseconds):
    other = one + timedelta(microseconds=microseconds)

    assert hash_of(**{**ENTRY, "at": one}) != hash_of(**{**ENTRY, "at": other})


def test_the_order_of_keys_does_not_change_a_digest():
    assert digest_of(SALT, {"a": 1, "b": 2}) == digest_of(SALT, {"b": 2, "a": 1})


def test_another_salt_gives_another_digest():
    assert digest_of(SALT, {"a": 1}) != digest_of("f" * 32, {"a": 1})


def test_what_json_has_no_word_for_is_kept_as_text():
    data = {
        "moment": NOON,
        "day": date(2026, 11, 2),
        "period": TimestamptzRange(NOON, None),
        "kinds": {"parent", "staff"},
        "amount": Decimal("1.50"),
        "key": UUID(int=1),
    }

    assert plain(data) == {
        "moment": "2026-11-02T12:00:00.123456+00:00",
        "day": "2026-11-02",
        "period": "[2026-11-02 12:00:00.123456+00:00, None)",
        "kinds": ["parent", "staff"],
        "amount": "1.50",
        "key": "00000000-0000-0000-0000-000000000001",
    }


# What a form lets through: no NUL and no half of a surrogate pair.
TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(TEXT, VALUES, max_size=5))
def test_whatever_is_said_digests_the_same_after_the_database_kept_it(data):
    kept = plain(data)

    with connection.cursor() as cursor:
        cursor.execute("SELECT (%s::jsonb)::text", [Jsonb(kept)])
        read = json.loads(cursor.fetchone()[0])

    assert digest_of(SALT, read) == digest_of(SALT, kept)
