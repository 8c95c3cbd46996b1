"""What is a dossier's code?"""

import re
from collections.abc import Iterable
from datetime import date, datetime

_BETWEEN = re.compile(r"[^0-9A-Z]")


def code_of(*, prefix: str, day: date, serial: int) -> str:
    """The receiving agency's identifier, the day, and the day's serial of at least four digits: H01.12-251103-0007.

    Basis: TT 01/2018 Điều 19; TT 03/2025 Điều 13(3): at least four characters, longer as needed.
    """
    return f"{prefix}-{day:%y%m%d}-{serial:04}"


def parts_of(code: str) -> tuple[str, date | None, int]:
    """The prefix, the day and the serial that a code is made of; without a day where it is no code.

    Basis: house choice (the other way round of code_of).
    """
    prefix, day, serial = code.rsplit("-", 2) if code.count("-") > 1 else (code, "", "")
    if not (re.fullmatch(r"[0-9]{6}", day) and _is_day(day) and re.fullmatch(r"[0-9]{4,9}", serial)):
        return prefix, None, 0
    return prefix, datetime.strptime(day, "%y%m%d").date(), int(serial)  # noqa: DTZ007 (a day, not a moment)


def as_written(typed: str, prefixes: Iterable[str]) -> str:
    """A code as it stands on the receipt, from how somebody typed it: «demo 001 261116 0001» is DEMO.001-261116-0001.

    `prefixes` are the beginnings that codes have. What is no code of theirs comes back as it was, in capitals.
    Basis: house choice (a receipt read aloud or typed on a phone has no dots and dashes).
    """
    told = typed.strip().upper()
    plain = _BETWEEN.sub("", told)
    # Written in full it is what it says; else the longest beginning counts, as one may begin another.
    known = sorted(prefixes, key=len, reverse=True)
    for prefix in known if not any(told.startswith(f"{prefix}-") for prefix in known) else ():
        rest = plain.removeprefix(_BETWEEN.sub("", prefix.upper()))
        if len(rest) < len(plain) and re.fullmatch(r"[0-9]{10,}", rest) and _is_day(rest[:6]):
            return f"{prefix}-{rest[:6]}-{rest[6:]}"
    return told


def _is_day(text: str) -> bool:
    try:
        datetime.strptime(text, "%y%m%d")  # noqa: DTZ007 (only whether it is a day)
    except ValueError:
        return False
    return True
