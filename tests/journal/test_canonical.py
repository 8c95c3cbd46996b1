"""The canonical form: one text for one payload, and the same that PostgreSQL gives back."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.journal import public as journal
from motcua.journal.rules.canonical import canonical, digest, microseconds

storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | storable,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(storable, inner, max_size=4),
    max_leaves=12,
)
payloads = st.dictionaries(storable, plain, max_size=6)


def as_the_database_writes_it(payload: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::jsonb::text", [payload])
        (text,) = cursor.fetchone()
    return text


@pytest.mark.django_db
@settings(max_examples=300)
@given(payload=payloads)
def test_the_database_gives_back_the_canonical_text(payload):
    assert as_the_database_writes_it(canonical(payload)) == canonical(payload)


@pytest.mark.django_db
@settings(max_examples=100)
@given(payload=payloads)
def test_what_comes_back_from_the_database_hashes_the_same(payload):
    assert canonical(json.loads(as_the_database_writes_it(json.dumps(payload)))) == canonical(payload)


@given(payload=payloads)
def test_the_order_of_members_does_not_matter(payload):
    assert canonical(dict(reversed(payload.items()))) == canonical(payload)


@given(one=payloads, other=payloads)
def test_different_payloads_have_different_texts(one, other):
    assert (canonical(one) == canonical(other)) == (repr_of(one) == repr_of(other))


def repr_of(value):
    """Equality that tells True from 1 and does not look at the order of members."""
    if isinstance(value, dict):
        return {key: repr_of(item) for key, item in value.items()}
    return [repr_of(item) for item in value] if isinstance(value, list) else repr(value)


@given(text=st.text(max_size=8), other=st.text(max_size=8))
def test_no_text_can_pass_the_border_between_two_parts_of_a_fact(text, other):
    def of(name: str, actor: str) -> bytes:
        name, actor = (part.encode("ascii", "backslashreplace").decode() for part in (name, actor))
        return digest(name=name, version=1, subject="dossier:1", actor=actor, at_microseconds=0, payload="{}")

    assert of(text + '"', other) != of(text, '"' + other)


@given(at=st.datetimes(timezones=st.just(UTC)), hours=st.integers(-12, 14))
def test_a_moment_is_the_same_in_any_time_zone(at, hours):
    if not datetime.min.replace(tzinfo=UTC) + timedelta(days=1) < at < datetime.max.replace(tzinfo=UTC) - timedelta(days=1):
        return

    assert microseconds(at.astimezone(timezone(timedelta(hours=hours)))) == microseconds(at)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(TypeError):
        microseconds(datetime(2026, 3, 2))  # noqa: DTZ001


@pytest.mark.parametrize("value", [1.5, datetime(2026, 3, 2, tzinfo=UTC), b"bytes", {1, 2}, {3: "number as a name"}])
def test_values_that_json_would_bend_are_refused(value):
    with pytest.raises(TypeError):
        canonical({"value": value})


@pytest.mark.parametrize("text", ["null\0inside", "half \ud83d pair"])
@pytest.mark.parametrize("payload", [lambda text: {"note": text}, lambda text: {text: 1}, lambda text: {"notes": [text]}])
def test_text_that_cannot_be_stored_is_refused_in_two_languages(text, payload):
    with pytest.raises(journal.TextNotStorable) as refused:
        canonical(payload(text))

    assert "không lưu được" in refused.value.sentence_vi
    assert "cannot be stored" in refused.value.sentence_en
