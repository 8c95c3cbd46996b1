"""A question typed without diacritics, with those that its words most likely have: "mat so dat" is "mất sổ đất".

How likely a word is after another is counted in the names of procedures and in the everyday words and phrases; the likeliest row of
words is found by Viterbi's way (IEEE Transactions on Information Theory 13, 1967), rare pairs helped by single words (Jelinek and
Mercer 1980).
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motcua.catalogue.rules.searching.questions import Phrase, Token

#: How far a pair of words is trusted, against the second word alone
PAIRS = 0.8
START = ""


@dataclass(frozen=True, slots=True)
class Accents:
    """The ways in which each word without diacritics is written and how often; how often a word stands before another, and before any."""

    written: Mapping[str, Mapping[str, int]]
    pairs: Mapping[tuple[str, str], int]
    before: Mapping[str, int]
    total: int

    @classmethod
    def of(cls, texts: Iterable[tuple[Phrase, int]]) -> "Accents":
        """From rows of words; the number says how many times a row counts."""
        written: dict[str, Counter[str]] = defaultdict(Counter)
        pairs: Counter[tuple[str, str]] = Counter()
        before: Counter[str] = Counter()
        for phrase, times in texts:
            for (first, _), (word, bare) in itertools.pairwise([(START, START), *phrase]):
                written[bare][word] += times
                pairs[first, word] += times
                before[first] += times
        return cls(dict(written), dict(pairs), dict(before), before.total())

    def restored(self, tokens: Sequence[Token]) -> list[Token]:
        """The words with their likeliest diacritics.

        Basis: Viterbi 1967.
        """
        ways: dict[str, tuple[float, list[Token]]] = {START: (0.0, [])}
        for _, bare in tokens:
            forms = self.written.get(bare, {bare: 0})
            reached = {}
            for form, often in forms.items():
                score, first = max((way[0] + self._likely(first, form, often), first) for first, way in ways.items())
                reached[form] = (score, [*ways[first][1], (form, bare)])
            ways = reached
        return max(ways.values())[1]

    def _likely(self, first: str, form: str, often: int) -> float:
        if not often:  # a word that nothing holds has one form: no choice to weigh
            return 0.0
        paired = self.pairs.get((first, form), 0) / self.before[first] if first in self.before else 0.0
        return math.log(PAIRS * paired + (1 - PAIRS) * often / self.total)
