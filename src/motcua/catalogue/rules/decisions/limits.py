"""Which time limit do the words of a list state, where they can mean only one?"""

import re

from motcua.catalogue.facts import LimitUnit
from motcua.catalogue.rules import time_limits
from motcua.catalogue.rules.reading import Unreadable
from motcua.foundation.text import tidy

_ONE = re.compile(
    r"^(?:(?:thời hạn|giải quyết|trong|không quá|tối đa|chậm nhất|thời gian|vòng|là)\s*:?\s+)*"
    r"([0-9]{1,4}(?:[.,]5)?)\s*(?:\([^()0-9]{1,30}\)\s*)?"
    r"(ngày làm việc|giờ làm việc|ngày|giờ|tháng)"
    r"(?:\s*\(\s*[0-9]{1,4}\s*giờ(?: làm việc)?\s*\))?"
    r"(?:\s*,?\s*(?:kể|tính)?\s*từ\s+(?:ngày|khi|thời điểm|lúc)\s+[^0-9;.]{3,160})?\s*[.;]?$",
    re.IGNORECASE,
)


def limit_in(words: str) -> tuple[int, LimitUnit] | None:
    """One number and one unit, with when they are counted from and nothing else; None for words that need a person.

    Basis: house choice (never guess a limit).
    """
    found = _ONE.match(tidy(words))
    try:
        return time_limits.limit_of(found.group(1), found.group(2)) if found else None
    except Unreadable:
        return None
