"""Which entries of a dictionary may be one thing written twice?"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from motcua.catalogue.facts import EntryFact
from motcua.foundation.text import fold

_WORD = re.compile(r"[a-z0-9]+")
#: BHXH and BHYT are two things, near as they are written; a name all in capitals has no such words of its own.
_CAPITALS = re.compile(r"\b[A-ZĐ]{2,}\b")
LIKE = 0.9
#: More pairs than anybody reads, and more comparing than a page should wait for.
MOST_ENTRIES, MOST_PAIRS = 1_500, 30


def pairs(entries: Sequence[EntryFact]) -> tuple[tuple[EntryFact, EntryFact], ...]:
    """The pairs that differ by capitals, marks, or a letter or two; names of another number, length or abbreviation are told
    apart.

    Basis: house choice.
    """
    bare = sorted(
        ((" ".join(_WORD.findall(fold(entry.name))), entry) for entry in entries[:MOST_ENTRIES]), key=lambda pair: pair[0]
    )
    found = [
        (one, other)
        for place, (name, one) in enumerate(bare)
        for said, other in bare[place + 1 : place + 40]
        if name == said or (_abbreviations(one) == _abbreviations(other) and _alike(name, said))
    ]
    return tuple(found[:MOST_PAIRS])


def _alike(one: str, other: str) -> bool:
    if re.findall(r"\d+", one) != re.findall(r"\d+", other) or abs(len(one) - len(other)) > 3:
        return False
    matcher = SequenceMatcher(None, one, other)
    return matcher.real_quick_ratio() >= LIKE and matcher.ratio() >= LIKE


def _abbreviations(entry: EntryFact) -> list[str]:
    return [] if entry.name.isupper() else sorted(_CAPITALS.findall(entry.name))
