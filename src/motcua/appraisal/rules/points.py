"""How many points does a dossier bring for each indicator, and what do they add up to?

TT 01/2018/TT-VPCP gives each indicator 2, 1 or 0 points; whether TT 03/2025/TT-VPCP kept them could not be read [prev].
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from motcua.appraisal.facts import OF_A_DOSSIER, Band, Given, Indicator, Period
from motcua.foundation.errors import NotFound

_BY_VERDICT = {"early": 2, "on_time": 1, "overdue": 0}
_UNIT_BANDS = (
    ("unit_excellent", Band.EXCELLENT), ("unit_good", Band.GOOD), ("unit_fair", Band.FAIR), ("unit_average", Band.AVERAGE),
)  # fmt: skip
_QUARTERS = {1: 1, 2: 4, 3: 7, 4: 10}


class NoSuchPeriod(NotFound):
    code = "no_such_period"
    vi = "Không có kỳ «{name}». Viết như 2026-Q4 hoặc 2026."
    en = "There is no period “{name}”. Write 2026-Q4 or 2026."


def by_time(verdict: str) -> int | None:
    """Indicator 1: before the due day 2, on time 1, overdue 0; without a limit nothing is judged.

    Basis: TT 01/2018/TT-VPCP Điều 13 [prev].
    """
    return _BY_VERDICT.get(verdict)


def by_shares(minutes_left: Sequence[int]) -> int | None:
    """Indicator 2: all steps or opinions of one agency, or of one official, against their limits together: shorter 2, equal 1, longer 0.

    Basis: TT 01/2018/TT-VPCP Điều 13 [prev]; that the parts of one agency are added up is inferred.
    """
    if not minutes_left:
        return None
    left = sum(minutes_left)
    return 2 if left > 0 else 1 if left == 0 else 0


def by_contacts(asked: int) -> int:
    """Indicator 3: how often the applicant was asked to complete the dossier: never 2, once 1, more 0.

    Whose fault it was the numbers do not tell: that is what a contested point is for.

    Basis: TT 01/2018/TT-VPCP Điều 13 [prev].
    """
    return {0: 2, 1: 1}.get(asked, 0)


def by_agencies(*, came: bool) -> int:
    """Indicator 4: agencies the applicant went to: none (filed and returned without coming) 2, the one-stop desk alone 1.

    The system sends nobody elsewhere; that an applicant had to go is found by inspection and corrected with its reason.

    Basis: TT 01/2018/TT-VPCP Điều 13 [prev].
    """
    return 1 if came else 2


def by_attitude(verdict: str, *, late: int) -> int | None:
    """Indicator 7, while no justified feedback is recorded: early 2, on time 1; `late` points when overdue.

    Basis: TT 01/2018/TT-VPCP Điều 13 [prev]; the points of a late dossier are dated data [inf].
    """
    return late if verdict == "overdue" else _BY_VERDICT.get(verdict)


def by_online(*, online: int, received: int, online_late: int, high: int, low: int) -> int | None:
    """Indicator 9: the share of online dossiers, none of them late. `high`, `low`: per cent for 2 and for 1 point.

    Basis: TT 01/2018/TT-VPCP Điều 13 [prev].
    """
    if not received:
        return None
    if online_late:
        return 0
    if online * 100 >= high * received:
        return 2
    return 1 if online * 100 >= low * received else 0


def mean(counts: tuple[int, int, int]) -> Decimal | None:
    """The mean of 0, 1 and 2 points over so many dossiers, to two places; None without any.

    Basis: TT 01/2018/TT-VPCP Điều 15 [prev].
    """
    number = sum(counts)
    if not number:
        return None
    return (Decimal(counts[1] + 2 * counts[2]) / number).quantize(Decimal("0.01"), ROUND_HALF_UP)


def total(given: Iterable[Given]) -> tuple[Decimal | None, int]:
    """The sum of what has data, and the most it could be.

    Basis: TT 01/2018/TT-VPCP Điều 15 [prev]; what has no data counts neither way: house choice.
    """
    known = [one.points for one in given if one.points is not None]
    return (sum(known, Decimal(0)) if known else None), 2 * len(known)


def official_band(points: Decimal | None, *, is_whole: bool, measures: Mapping[str, Decimal]) -> Band | None:
    """Which share of the duty is done; nothing is said while an indicator has no data.

    Basis: TT 01/2018/TT-VPCP Điều 15 [prev].
    """
    if points is None or not is_whole:
        return None
    if points >= measures["official_full"]:
        return Band.FULL
    return Band.PART if points >= measures["official_part"] else Band.LITTLE


def unit_band(points: Decimal | None, *, is_whole: bool, measures: Mapping[str, Decimal]) -> Band | None:
    """How a unit is ranked by nine indicators; nothing is said while one has no data.

    Basis: TT 01/2018/TT-VPCP Điều 15 [prev].
    """
    if points is None or not is_whole:
        return None
    return next((band for rule, band in _UNIT_BANDS if points >= measures[rule]), Band.WEAK)


def period(name: str) -> Period:
    """A quarter (2026-Q4) or a year (2026) of the calendar. Raises NoSuchPeriod.

    Basis: TT 01/2018/TT-VPCP Điều 15 [prev] (each quarter and each year).
    """
    year, _, quarter = name.partition("-Q")
    if not (len(year) == 4 and year.isascii() and year.isdigit() and int(year) >= 2018):
        raise NoSuchPeriod(name=name[:20])
    if not quarter:
        if "-" in name:
            raise NoSuchPeriod(name=name[:20])
        return Period(name=name, start=date(int(year), 1, 1), end=date(int(year) + 1, 1, 1))
    if quarter not in {"1", "2", "3", "4"}:
        raise NoSuchPeriod(name=name[:20])
    first = _QUARTERS[int(quarter)]
    end = date(int(year) + 1, 1, 1) if first == 10 else date(int(year), first + 3, 1)
    return Period(name=name, start=date(int(year), first, 1), end=end)


def asked_period(name: str | None, *, today: date) -> Period:
    """The period that an address asks for, else the quarter of today. Raises NoSuchPeriod.

    Basis: house choice.
    """
    return period(name or quarter_of(today))


def quarter_of(day: date) -> str:
    """The name of the quarter that a day lies in.

    Basis: house choice.
    """
    return f"{day.year}-Q{(day.month + 2) // 3}"


def place_of(indicator: Indicator) -> int:
    """Where an indicator stands among those of a dossier.

    Basis: house choice.
    """
    return OF_A_DOSSIER.index(indicator)
