"""Which published paper is which: one key a paper from version to version, and the paper that a row of the annex means.

The annex of Nghị quyết 66.7/2025/NQ-CP names papers in words of its own.
"""

import hashlib
import re
from collections.abc import Sequence

from motcua.foundation.text import fold

_WORD = re.compile(r"[a-z0-9]+")
#: Say how a paper is handed in, not which paper it is.
_MANNER = frozenset(
    [
        "ban",
        "sao",
        "chinh",
        "chup",
        "chung",
        "thuc",
        "hop",
        "le",
        "co",
        "hoac",
        "kem",
        "theo",
        "cua",
        "nguoi",
        "to",
        "chuc",
        "ca",
        "nhan",
        "mot",
        "cac",
        "giay",
    ]
)
ALIKE = 0.8


def key(name: str) -> str:
    """What stays the same when only spaces, capitals or marks of a paper's name change.

    Basis: house choice.
    """
    return hashlib.sha256(" ".join(_WORD.findall(fold(name))).encode()).hexdigest()[:32]


def _words(name: str) -> list[str]:
    return [word for word in _WORD.findall(fold(name)) if word not in _MANNER]


def meant(component: str, names: Sequence[str]) -> tuple[int, ...]:
    """The places of the papers that a row of the annex means: those that say (nearly) all words that matter of it.

    Basis: house choice (a reading of Phụ lục Nghị quyết 66.7/2025/NQ-CP; nothing is meant when too few words fit).
    """
    wanted = set(_words(component))
    if not wanted:
        return ()
    return tuple(place for place, name in enumerate(names) if len(wanted & set(_words(name))) >= ALIKE * len(wanted))
