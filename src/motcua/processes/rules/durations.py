"""How long is "0,5 ngày", "4 giờ", "02 ngày làm việc", in working minutes, and how is it written again?"""

import re
from fractions import Fraction

from motcua.foundation.errors import Invalid
from motcua.foundation.text import tidy

DAY, HOUR = 480, 60
#: No step of a process lasts longer: a mistyped number is told, not kept.
MOST = 3_650 * DAY
_UNITS = {"ngày": DAY, "ngay": DAY, "giờ": HOUR, "gio": HOUR, "h": HOUR, "phút": 1, "phut": 1}
_LED_BY = re.compile(r"^(?:không quá|tối đa|trong|trong vòng|chậm nhất)\s+", re.IGNORECASE)
_PART = re.compile(
    r"(?P<number>[0-9]+\s*/\s*[0-9]+|[0-9]+(?:[.,][0-9]+)?|½|¼|¾)\s*(?P<unit>ngày|ngay|giờ|gio|h|phút|phut)?(?:\s+làm việc)?\s*[,;+và]*\s*",
    re.IGNORECASE,
)
_SIGNS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}


class DurationUnreadable(Invalid):
    code = "duration_unreadable"
    vi = "Thời gian «{text}» không đọc được. Viết như: 0,5 ngày; 4 giờ; 02 ngày làm việc; 30 phút."
    en = "The time “{text}” cannot be read. Write it like: 0,5 ngày; 4 giờ; 02 ngày làm việc; 30 phút."


def minutes_of(text: str, *, unit: str = "") -> int:
    """Working minutes that a text says; 0 for an empty one. `unit` ("ngày" or "giờ") is that of a number without one.

    Raises DurationUnreadable. Basis: house choice (a working day is eight hours, as in the internal processes of provinces).
    """
    said = tidy(text)
    if not said:
        return 0
    rest, total = _LED_BY.sub("", said), Fraction(0)
    while rest:
        part = _PART.match(rest)
        named = part and (part["unit"] or unit)
        if part is None or not named:
            raise DurationUnreadable(text=said[:60])
        total += _number(part["number"], said) * _UNITS[named.lower()]
        rest, unit = rest[part.end() :], ""
    if total.denominator != 1 or not 0 <= total <= MOST:
        raise DurationUnreadable(text=said[:60])
    return int(total)


def _number(written: str, said: str) -> Fraction:
    if written in _SIGNS:
        return _SIGNS[written]
    try:
        return Fraction("".join(written.split()).replace(",", "."))
    except ZeroDivisionError:
        raise DurationUnreadable(text=said[:60]) from None


def told(minutes: int, names: tuple[str, str, str] = ("ngày", "giờ", "phút")) -> str:
    """Minutes in sentences, as the screens say durations: 2 ngày 25 phút.

    Basis: house choice.
    """
    lengths = (minutes // DAY, minutes % DAY // HOUR, minutes % HOUR)
    return " ".join(f"{length} {name}" for length, name in zip(lengths, names, strict=True) if length) or f"0 {names[-1]}"


def written(minutes: int) -> str:
    """Minutes as people write them in the table of a process: whole and half days, else hours, else minutes.

    Basis: house choice.
    """
    if not minutes:
        return ""
    for length, name in ((DAY, "ngày"), (HOUR, "giờ")):
        if minutes % (length // 2) == 0:
            whole, half = divmod(minutes, length)
            return f"{whole},5 {name}" if half else f"{whole} {name}"
    return f"{minutes} phút"
