"""Times as provinces write them, in working minutes: a day is eight hours."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.processes.rules.durations import MOST, DurationUnreadable, minutes_of, written


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("0,5 ngày", 240),
        ("0.5 ngày", 240),
        ("½ ngày", 240),
        ("1/2 ngày", 240),
        ("01 ngày", 480),
        ("02 ngày làm việc", 960),
        ("4 giờ", 240),
        ("04 giờ làm việc", 240),
        ("2h", 120),
        ("1,5 giờ", 90),
        ("30 phút", 30),
        ("1 ngày 4 giờ", 720),
        ("01 ngày, 02 giờ làm việc", 600),
        ("1 ngày và 30 phút", 510),
        ("Không quá 03 ngày", 1440),
        ("Trong 2 NGÀY", 960),
        ("", 0),
        ("   ", 0),
    ],
)
def test_a_time_as_it_is_written(text: str, minutes: int) -> None:
    assert minutes_of(text) == minutes


def test_a_bare_number_takes_the_unit_of_its_column() -> None:
    assert (minutes_of("0,5", unit="ngày"), minutes_of("4", unit="giờ"), minutes_of("4 giờ", unit="ngày")) == (240, 240, 240)


@pytest.mark.parametrize(
    "text",
    [
        "4",
        "ngày",
        "hai ngày",
        "1-2 ngày",
        "-1 ngày",
        "0,001 ngày",
        "1/0 ngày",
        "9999999 ngày",
        "1 tuần",
        "1 ngày 4",
        "<b>",
        "½",
        "٣ ngày",
        "３ ngày",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(DurationUnreadable):
        minutes_of(text)


@given(st.integers(0, MOST))
def test_what_is_written_is_read_again(minutes: int) -> None:
    assert minutes_of(written(minutes)) == minutes


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(DurationUnreadable):
        assert 0 <= minutes_of(text) <= MOST
