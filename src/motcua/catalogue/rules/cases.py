"""Which headings of the papers tell cases apart, and which only say how papers are handed in or that these are all of them?"""

import re
from collections.abc import Iterable

from motcua.foundation.text import tidy

#: "1. Chứng từ phải nộp", "Các giấy tờ phải xuất trình (bản chính)", "Thành phần hồ sơ, gồm": of everybody.
_OF_EVERYBODY = re.compile(
    r"(?:\(?(?:[a-zđ]|[\d.]+)[).]?\s+)?(?:các\s+)?"
    r"(?:thành phần hồ sơ|(?:giấy tờ|chứng từ|tài liệu|hồ sơ)(?:\s+(?:cần|phải))?(?:\s+(?:có|nộp|xuất trình|khác))*)"
    r"(?:\s+khi nộp hồ sơ)?[\s,:]*(?:(?:bao\s+)?gồm(?:\s+(?:có|bản chính))?)?(?:\s*các loại)?(?:\s+sau(?:\s+đây)?)?(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)


def told_apart(headings: Iterable[str]) -> tuple[str, ...]:
    """The cases among the headings that papers are published under, each once, without the marks of a list.

    Basis: house choice (who hands in and who shows papers is the same person in every case).
    """
    return tuple(dict.fromkeys(name for name in map(bare, headings) if is_case(name)))


def is_case(heading: str) -> bool:
    """Whether a heading, without the marks of a list, is the name of a case.

    Basis: house choice.
    """
    return bool(heading) and not _OF_EVERYBODY.fullmatch(heading)


def bare(heading: str) -> str:
    """A heading without the marks of a list.

    Basis: house choice.
    """
    return tidy(heading).strip(" *:-.")
