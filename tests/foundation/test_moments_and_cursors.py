"""What strangers write into addresses: moments and cursors are read or refused, never a crash."""

import base64
from datetime import UTC, date, datetime

import pytest

from motcua.foundation.clock import local_moment, midnight
from motcua.foundation.paging import BadCursor, decode, encode


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00+14:00", "0001-01-01T00:00", "hôm qua", ""])
def test_a_moment_that_no_calendar_holds_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (what fromisoformat raises)
        local_moment(text)


def test_a_moment_without_an_offset_is_vietnamese_time() -> None:
    assert local_moment("2026-11-16T08:00").isoformat() == "2026-11-16T08:00:00+07:00"


@pytest.mark.parametrize("inside", ["[" * 4000, '"x"', "[1]", '["a",true]', "{}", "\\ud800", '["\\u0000",1]', '["\\ud800",1]'])
def test_a_cursor_that_we_did_not_write_is_refused(inside: str) -> None:
    with pytest.raises(BadCursor):
        decode(base64.urlsafe_b64encode(inside.encode()).decode(), str, int)


def test_a_cursor_of_ours_is_read() -> None:
    assert decode(encode(["Nguyễn", 7]), str, int) == ["Nguyễn", 7]


@pytest.mark.parametrize("text", ["hôm qua", "", "2026-13-01", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize("kind", [date, datetime])
def test_a_cursor_with_a_day_or_moment_that_is_none_is_refused(text: str, kind: type) -> None:
    with pytest.raises(BadCursor):
        decode(encode([text, 7]), kind, int)


def test_days_and_moments_in_a_cursor_are_read() -> None:
    assert decode(encode(["2026-11-16"]), date) == [date(2026, 11, 16)]
    assert decode(encode(["2026-11-16T01:00:00+00:00"]), datetime) == [datetime(2026, 11, 16, 1, 0, tzinfo=UTC)]


def test_a_day_begins_at_midnight_in_viet_nam() -> None:
    assert midnight(date(2026, 11, 16)) == datetime(2026, 11, 15, 17, tzinfo=UTC)
