"""How many points does each indicator give, and what do they add up to? Tables of the text, row by row."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.appraisal.facts import Given, Indicator
from motcua.appraisal.rules import points as rules
from motcua.appraisal.rules.points import NoSuchPeriod

_MEASURES = {
    name: Decimal(value)
    for name, value in (
        ("unit_excellent", 15), ("unit_good", 12), ("unit_fair", 9), ("unit_average", 6), ("official_full", "5.0"), ("official_part", "3.5"),
    )
}  # fmt: skip


@pytest.mark.parametrize(
    ("verdict", "points"), [("early", 2), ("on_time", 1), ("overdue", 0), ("no_limit", None), ("stopped", None)]
)
def test_total_time_against_the_limit(verdict: str, points: int | None) -> None:
    assert rules.by_time(verdict) == points


@pytest.mark.parametrize(("left", "points"), [([], None), ([5, -4], 2), ([0], 1), ([3, -3], 1), ([10, -11], 0)])
def test_the_parts_of_one_agency_are_judged_together(left: list[int], points: int | None) -> None:
    assert rules.by_shares(left) == points


@pytest.mark.parametrize(("asked", "points"), [(0, 2), (1, 1), (2, 0), (9, 0)])
def test_contacts(asked: int, points: int) -> None:
    assert rules.by_contacts(asked) == points


@pytest.mark.parametrize(("came", "points"), [(True, 1), (False, 2)])
def test_agencies_gone_to(came: bool, points: int) -> None:
    assert rules.by_agencies(came=came) == points


@pytest.mark.parametrize(("verdict", "points"), [("early", 2), ("on_time", 1), ("overdue", 0), ("no_limit", None)])
def test_attitude_while_no_feedback_is_known(verdict: str, points: int | None) -> None:
    assert rules.by_attitude(verdict, late=0) == points


@pytest.mark.parametrize(
    ("online", "received", "late", "points"),
    [(0, 0, 0, None), (30, 100, 0, 2), (29, 100, 0, 1), (15, 100, 0, 1), (14, 100, 0, 0), (90, 100, 1, 0)],
)
def test_online_share(online: int, received: int, late: int, points: int | None) -> None:
    assert rules.by_online(online=online, received=received, online_late=late, high=30, low=15) == points


@given(st.tuples(*[st.integers(0, 10**6)] * 3))
@settings(max_examples=200)
def test_a_mean_lies_between_nothing_and_two(counts: tuple[int, int, int]) -> None:
    found = rules.mean(counts)

    assert (found is None) == (sum(counts) == 0)
    assert found is None or 0 <= found <= 2


def test_what_has_no_data_counts_neither_way() -> None:
    found = rules.total([Given(indicator=Indicator.TIME, points=Decimal("1.50")), Given(indicator=Indicator.FEEDBACK)])

    assert found == (Decimal("1.50"), 2)
    assert rules.total([Given(indicator=Indicator.TIME)]) == (None, 0)


@pytest.mark.parametrize(
    ("points", "band"),
    [("18", "Xuất sắc"), ("15", "Xuất sắc"), ("14.99", "Tốt"), ("12", "Tốt"), ("11.99", "Khá"), ("9", "Khá"), ("8.99", "Trung bình"), ("6", "Trung bình"), ("5.99", "Yếu"), ("0", "Yếu")],
)  # fmt: skip
def test_bands_of_a_unit(points: str, band: str) -> None:
    found = rules.unit_band(Decimal(points), is_whole=True, measures=_MEASURES)

    assert found is not None
    assert found.label == band
    assert rules.unit_band(Decimal(points), is_whole=False, measures=_MEASURES) is None


@pytest.mark.parametrize(
    ("points", "band"),
    [("10", "Hoàn thành toàn bộ nhiệm vụ"), ("5", "Hoàn thành toàn bộ nhiệm vụ"), ("4.99", "Hoàn thành từ 70 phần trăm trở lên"), ("3.5", "Hoàn thành từ 70 phần trăm trở lên"), ("3.49", "Hoàn thành dưới 70 phần trăm")],
)  # fmt: skip
def test_bands_of_an_official(points: str, band: str) -> None:
    found = rules.official_band(Decimal(points), is_whole=True, measures=_MEASURES)

    assert found is not None
    assert found.label == band
    assert rules.official_band(None, is_whole=True, measures=_MEASURES) is None


def test_periods_are_half_open_and_join_without_gap() -> None:
    quarters = [rules.period(f"2026-Q{number}") for number in (1, 2, 3, 4)]

    assert [one.end for one in quarters[:3]] == [one.start for one in quarters[1:]]
    assert (quarters[0].start, quarters[3].end) == (rules.period("2026").start, rules.period("2026").end)
    assert all(rules.quarter_of(one.start) == one.name for one in quarters)


@pytest.mark.parametrize("name", ["", "2026-Q5", "2026-Q", "26", "2026-", "x", "2026-Q1-Q2", "²026", "1999"])
def test_a_period_that_does_not_exist_is_said(name: str) -> None:
    with pytest.raises(NoSuchPeriod):
        rules.period(name)
