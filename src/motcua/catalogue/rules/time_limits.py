"""What time limit does a source state, and does it state one at all?"""

import re
from fractions import Fraction

from motcua.catalogue.facts import LimitUnit
from motcua.catalogue.rules.reading import Unreadable
from motcua.foundation.text import fold

MAX_VALUE = 3_650
#: Without diacritics, as they are compared.
UNITS = {
    "ngay lam viec": LimitUnit.WORKING_DAYS,
    "gio lam viec": LimitUnit.WORKING_HOURS,
    "gio hanh chinh": LimitUnit.WORKING_HOURS,
    "gio": LimitUnit.WORKING_HOURS,
    "ngay": LimitUnit.CALENDAR_DAYS,
    "ngay lich": LimitUnit.CALENDAR_DAYS,
    "thang": LimitUnit.MONTHS,
}
#: Units that are whole numbers of another one.
TIMES = {"tuan": (7, "ngay"), "nam": (12, "thang")}
PARTS_OF_HOURS = {"phut": 60}
_WRITTEN = re.compile(r"^\s*([0-9]+(?:[.,][0-9]+)?)\s*([^0-9]*?)\s*$")
_SAME_DAY = re.compile(r"(?:nộp|nhận|hồ sơ|yêu cầu)\s+(?:hồ sơ\s+|yêu cầu\s+)?sau\s+15\s*(?:giờ|h)\b(?![0-9])", re.IGNORECASE)
_IN_THE_DAY = re.compile(r"(?:ngay\s+)?trong\s+ngày(?:\s+(?:làm việc|tiếp nhận|nhận)|\b)", re.IGNORECASE)


def limit_of(value: object, unit: object, words: str = "") -> tuple[int, LimitUnit] | None:
    """The limit that a source states, or None where it does not say or says it in words that nobody can count.

    The words themselves are kept and shown. Raises Unreadable for a value that cannot be a time. Basis: house choice (never guess a limit).
    """
    number = _number(value)
    if number is None or not isinstance(unit, str | None):
        return None
    name = fold(" ".join((unit or "").split()))
    if name in PARTS_OF_HOURS:
        number, name = number / PARTS_OF_HOURS[name], "gio"
    elif name in TIMES:
        times, name = TIMES[name]
        number *= times
    if name not in UNITS:
        return None
    if number == 0 or (UNITS[name] is LimitUnit.WORKING_HOURS and says_same_day(words)):
        return None  # "0 giờ" and "15 giờ" of a same-day matter are an hour of the clock, not a length
    return _exact(number, UNITS[name], hours=name == "gio")


def stated(limit: object, words: str = "") -> tuple[int, LimitUnit] | None:
    """The limit of a record: an object with value and unit, or words such as "5 ngày làm việc".

    Raises Unreadable. Basis: house choice.
    """
    if isinstance(limit, dict):
        return limit_of(limit.get("value"), limit.get("unit"), words)
    found = _WRITTEN.match(limit) if isinstance(limit, str) else None
    return limit_of(found.group(1), found.group(2), words) if found else None


def _number(value: object) -> Fraction | None:
    """None: nothing is said, or not by one number ("5-7", "không quá 5")."""
    if isinstance(value, bool | list | dict):
        raise Unreadable("bad_limit", "Thời hạn phải là một số.", "The time limit must be a number.")
    if not isinstance(value, int | float | str):
        return None
    try:
        number = Fraction(value.strip().replace(",", ".")) if isinstance(value, str) else Fraction(value)
    except (ValueError, ZeroDivisionError):
        return None
    except OverflowError:
        number = Fraction(-1)
    if not 0 <= number <= MAX_VALUE:
        raise Unreadable(
            "bad_limit",
            f"Thời hạn {str(value)[:40]} nằm ngoài 0–{MAX_VALUE}.",
            f"The time limit {str(value)[:40]} is outside 0–{MAX_VALUE}.",
        )
    return number


def _exact(number: Fraction, unit: LimitUnit, *, hours: bool) -> tuple[int, LimitUnit] | None:
    if number.denominator == 1:
        whole = int(number)
        if hours and whole > 8:  # hours of the clock: only whole days of them have a meaning in working time
            return (whole // 24, LimitUnit.CALENDAR_DAYS) if whole % 24 == 0 else None
        return whole, unit
    if number.denominator == 2 and unit is LimitUnit.WORKING_DAYS:
        return int(number * 8), LimitUnit.WORKING_HOURS
    return None


def says_same_day(words: str) -> bool:
    """The source itself says: done within the day; received after 15:00, the next working day.

    Basis: house choice (reading of the published text).
    """
    return bool(_SAME_DAY.search(words)) and bool(_IN_THE_DAY.search(words))
