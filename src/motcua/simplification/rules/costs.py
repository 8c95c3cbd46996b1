"""What does following a procedure cost those who must, and how much less would it be?

An activity costs its hours at the price of an hour and what is paid directly. Each is rounded to the đồng, so that the lines of
the table add up to its sum. A procedure costs the sum of its activities; a year of it that, times how often one follows it in a
year, times how many do.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from motcua.simplification.facts import Activity, Cost, Effort, Frequency, Line


def hour_price(*, monthly_income: int, days_a_month: int, hours_a_day: int) -> int:
    """What an hour costs, from the average income of a month.

    Basis: Thông tư 02/2017/TT-VPCP (remembered: income of a month by its working days and their hours).
    """
    return _whole(Decimal(monthly_income) / (days_a_month * hours_a_day))


def activity_cost(effort: Effort, *, price: int) -> int:
    """What an activity costs once: time × price of an hour + services + fee + other.

    Basis: Thông tư 02/2017/TT-VPCP (cost of compliance; remembered, compare with the text).
    """
    return _whole(effort.hours * price) + effort.direct


def cost(activities: Iterable[Activity], *, price: int, now: Frequency, then: Frequency) -> Cost:
    """What a procedure costs now and then: once, and in a year.

    Basis: Thông tư 02/2017/TT-VPCP (cost × times a year × number of those who follow it; remembered, compare with the text).
    """
    lines = tuple(
        Line(activity=one, now=activity_cost(one.now, price=price), then=activity_cost(one.then, price=price))
        for one in activities
    )
    once_now, once_then = sum(line.now for line in lines), sum(line.then for line in lines)
    return Cost(
        lines=lines,
        once_now=once_now,
        once_then=once_then,
        year_now=_whole(once_now * now.cases),
        year_then=_whole(once_then * then.cases),
    )


def share(part: int, whole: int) -> Decimal | None:
    """A part of a whole in per cent, to two places; None of nothing. Basis: as for `cost`."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else None


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
