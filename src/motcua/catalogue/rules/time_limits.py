"""What time limit does a source state, and does it state one at all?"""

import re
from fractions import Fraction

from motcua.catalogue.facts import LimitUnit
from motcua.catalogue.rules.reading import Unreadable

MAX_VALUE = 3_650
UNITS = {
    "ngày làm việc": LimitUnit.WORKING_DAYS,
    "giờ làm việc": LimitUnit.WORKING_HOURS,
    "giờ": LimitUnit.WORKING_HOURS,
    "ngày": LimitUnit.CALENDAR_DAYS,
    "tháng": LimitUnit.MONTHS,
}
UNSAID = {"", "khác", "không", "không quy định"}
_SAME_DAY = re.compile(r"(?:nộp|nhận|hồ sơ|yêu cầu)\s+(?:hồ sơ\s+|yêu cầu\s+)?sau\s+15\s*(?:giờ|h)\b(?!\d)", re.IGNORECASE)
_IN_THE_DAY = re.compile(r"(?:ngay\s+)?trong\s+ngày(?:\s+(?:làm việc|tiếp nhận|nhận)|\b)", re.IGNORECASE)


def limit_of(value: object, unit: object, words: str = "") -> tuple[int, LimitUnit] | None:
    """The limit that a source states, or None where it does not say; a number without a unit says nothing.

    Raises Unreadable for a value or unit that cannot be one. Basis: house choice (never guess a limit).
    """
    if value is None or value == "":
        return None
    number = _number(value)
    if not isinstance(unit, str):
        raise Unreadable("bad_unit", "Đơn vị của thời hạn phải là chữ.", "The unit of the time limit must be text.")
    name = " ".join(unit.split()).casefold()
    if name in UNSAID:
        return None
    if name not in UNITS:
        raise Unreadable(
            "unknown_unit", f"Không biết đơn vị thời hạn «{unit[:40]}».", f"The unit of time “{unit[:40]}” is not known."
        )
    if number == 0 or (UNITS[name] is LimitUnit.WORKING_HOURS and says_same_day(words)):
        return None  # "0 giờ" and "15 giờ" of a same-day matter are an hour of the clock, not a length
    return _exact(number, UNITS[name], hours=name == "giờ")


def _number(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unreadable("bad_limit", "Thời hạn phải là một số.", "The time limit must be a number.")
    try:
        number = Fraction(value.strip().replace(",", ".") if isinstance(value, str) else value)
    except (ValueError, OverflowError, ZeroDivisionError):
        raise Unreadable(
            "bad_limit",
            f"Thời hạn «{str(value)[:40]}» không phải một số.",
            f"The time limit “{str(value)[:40]}” is not a number.",
        ) from None
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
    raise Unreadable(
        "bad_limit", "Thời hạn lẻ chỉ nhận nửa ngày làm việc.", "Of parts of a unit only half working days are taken."
    )


def says_same_day(words: str) -> bool:
    """The source itself says: done within the day; received after 15:00, the next working day.

    Basis: house choice (reading of the published text).
    """
    return bool(_SAME_DAY.search(words)) and bool(_IN_THE_DAY.search(words))
