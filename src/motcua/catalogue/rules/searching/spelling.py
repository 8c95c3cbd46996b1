"""Which word of the catalogue was meant by one that no name holds: a slip of the finger, or two words without a space?"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping

LIKE_ENOUGH = 0.45
Grams = Mapping[str, set[str]]


def grams_of(words: Iterable[str]) -> Grams:
    """Words by the triples of letters in them.

    Basis: house choice.
    """
    made: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for gram in _grams(word):
            made[gram].add(word)
    return made


def nearest(word: str, grams: Grams, known: Container[str]) -> list[tuple[str, float]]:
    """Words that look like this one, or the two words it was made of when the space was left out; `known` holds pairs too.

    Basis: house choice.
    """
    if len(word) < 3 or word.isdigit():
        return []
    for cut in range(2, len(word) - 1):
        if f"{word[:cut]}_{word[cut:]}" in known:
            return [(f"{word[:cut]}_{word[cut:]}", 1.4), (word[:cut], 1.2), (word[cut:], 1.2)]
    shared: Counter[str] = Counter(near for gram in _grams(word) for near in grams.get(gram, ()))
    likely = [(_likeness(word, near, count), near) for near, count in shared.items() if abs(len(near) - len(word)) <= 2]
    return [(near, likeness) for likeness, near in sorted(likely, reverse=True)[:3] if likeness >= LIKE_ENOUGH]


def _grams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def _likeness(word: str, near: str, shared: int) -> float:
    """Shared triples of letters; one slip of the finger counts as very like."""
    return 0.8 if one_slip(word, near) else 2 * shared / (len(word) + len(near) + 2)


def one_slip(one: str, two: str) -> bool:
    """One letter too many, too few or wrong, or two letters swapped.

    Basis: house choice.
    """
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], two[start : len(two) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == len(right) == 2 and left == right[::-1])
