"""The cost of following a procedure, with the arithmetic beside it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.simplification.facts import Activity, Effort, Frequency, Work
from motcua.simplification.rules import costs, tables
from motcua.simplification.rules.costs import activity_cost, cost, hour_price, share

D = Decimal
ONCE = Frequency(times=D(1), people=1)


def _activity(now: Effort, then: Effort) -> Activity:
    return Activity(work=Work.PREPARE, name="Bản sao căn cước", now=now, then=then)


@pytest.mark.parametrize(
    ("income", "days", "hours", "price"),
    [
        (5_400_000, 22, 8, 30_682),  # 5 400 000 / 176 = 30 681,8…
        (4_960_000, 22, 8, 28_182),  # 4 960 000 / 176 = 28 181,8…
        (176, 22, 8, 1),
        (88, 22, 8, 1),  # half a đồng goes up
    ],
)
def test_an_hour_costs_the_income_of_a_month_by_its_hours(income: int, days: int, hours: int, price: int) -> None:
    assert hour_price(monthly_income=income, days_a_month=days, hours_a_day=hours) == price


@pytest.mark.parametrize(
    ("effort", "dong"),
    [
        (Effort(), 0),
        (Effort(hours=D(2)), 61_364),  # 2 × 30 682
        (Effort(hours=D("0.25")), 7_671),  # 7 670,5 goes up
        (Effort(hours=D("1.5"), fee=8_000, service=50_000, other=10_000), 114_023),  # 46 023 + 68 000
        (Effort(fee=8_000), 8_000),
    ],
)
def test_an_activity_costs_its_time_and_what_is_paid(effort: Effort, dong: int) -> None:
    assert activity_cost(effort, price=30_682) == dong


def test_a_year_costs_once_times_how_often_times_how_many() -> None:
    copies = _activity(Effort(hours=D(1), other=2_000), Effort())
    way = Activity(work=Work.SUBMIT, name="Đi nộp", now=Effort(hours=D(2), other=20_000), then=Effort(hours=D("0.5")))

    found = cost(
        [copies, way], price=30_000, now=Frequency(times=D("1.5"), people=1_000), then=Frequency(times=D(1), people=1_000)
    )

    # now: (30 000 + 2 000) + (60 000 + 20 000) = 112 000; then: 0 + 15 000
    assert (found.once_now, found.once_then) == (112_000, 15_000)
    # 112 000 × 1,5 × 1 000 and 15 000 × 1 × 1 000
    assert (found.year_now, found.year_then, found.saved) == (168_000_000, 15_000_000, 153_000_000)
    assert share(found.saved, found.year_now) == D("91.07")


def test_of_nothing_there_is_no_share() -> None:
    assert share(0, 0) is None


def _hundredths(most: int) -> st.SearchStrategy[Decimal]:
    """Made from whole numbers: drawing decimals is slow on a busy machine."""
    return st.integers(0, most * 100).map(lambda number: Decimal(number).scaleb(-2))


_DONG = st.integers(0, 10**9)
_EFFORTS = st.builds(Effort, hours=_hundredths(1000), service=_DONG, fee=_DONG, other=_DONG)
_ACTIVITIES = st.lists(st.builds(_activity, _EFFORTS, _EFFORTS), max_size=3)
_OFTEN = st.builds(Frequency, times=_hundredths(100), people=st.integers(0, 10**6))


@given(_ACTIVITIES, st.integers(1, 10**6), _OFTEN, _OFTEN)
def test_the_lines_add_up_to_the_sum_and_what_is_saved_to_the_difference(
    activities: list[Activity], price: int, now: Frequency, then: Frequency
) -> None:
    found = cost(activities, price=price, now=now, then=then)

    assert found.once_now == sum(line.now for line in found.lines)
    assert found.once_then == sum(line.then for line in found.lines)
    assert found.year_now == found.saved + found.year_then


@given(_ACTIVITIES, st.integers(1, 10**6), _OFTEN)
def test_what_changes_nothing_saves_nothing(activities: list[Activity], price: int, often: Frequency) -> None:
    same = [Activity(work=one.work, name=one.name, now=one.now, then=one.now) for one in activities]

    assert cost(same, price=price, now=often, then=often).saved == 0


@given(_EFFORTS, _hundredths(100), st.integers(1, 10**6))
def test_more_hours_never_cost_less(effort: Effort, more: Decimal, price: int) -> None:
    longer = Effort(hours=effort.hours + more, service=effort.service, fee=effort.fee, other=effort.other)

    assert activity_cost(longer, price=price) >= activity_cost(effort, price=price)


def test_the_packaged_prices_say_how_sure_they_are() -> None:
    lines = [
        "valid_from,monthly_income,days_a_month,hours_a_day,basis,confidence",
        "2025-01-01,5400000,22,8,Cục Thống kê,remembered",
    ]

    (price,) = tables.read_prices(lines)

    assert (price.amount, price.confidence) == (30_682, "remembered")


def test_a_share_is_in_per_cent_with_two_places() -> None:
    assert costs.share(1, 3) == D("33.33")
