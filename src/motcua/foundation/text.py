"""Vietnamese text: folding for search, tidy names and numbers, whole numbers."""

import re
import unicodedata

_D = str.maketrans({"đ": "d", "Đ": "D"})


def tidy(text: str) -> str:
    """Composed (NFC), without control characters, with single spaces."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():
        return " ".join(composed.split())
    return " ".join("".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} else c for c in composed).split())


def fold(text: str) -> str:
    """Lower case without diacritics, for forgiving comparison: 'Đường Ấp' becomes 'duong ap'."""
    plain = unicodedata.normalize("NFD", text.translate(_D))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def alphabetical(name: str) -> tuple[str, str]:
    """The key by which names are listed for reading: 'Đ' stands at 'd', not after 'z'."""
    return fold(name), name


def digits(text: str) -> str:
    """Only the digits: '0918 012.264' becomes '0918012264'."""
    return re.sub(r"\D", "", text)


#: Longer than any id of ours, and every column of ids takes it.
LONGEST_NUMBER = 15


def whole(text: object, *, most: int = 10**LONGEST_NUMBER - 1) -> int | None:
    """The number that an address, a form or a label has, 0 to `most`: in plain digits; None for whatever else stands there.

    Python reads digits of every script, and refuses thousands of them with an error of its own.
    """
    said = str(text)
    if not (said.isascii() and said.isdecimal() and len(said) <= LONGEST_NUMBER):
        return None
    return number if (number := int(said)) <= most else None


def phone_digits(text: str) -> str:
    """The digits of a telephone number as dialled at home: '+84 918 012.264' becomes '0918012264'."""
    return re.sub(r"^(?:00)?84(?=\d{9,10}$)0?", "0", digits(text))
