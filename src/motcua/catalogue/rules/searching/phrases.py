"""Which everyday phrases does a question say, and how well: in one piece, loosely, or all but one word?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from motcua.catalogue.rules.searching.questions import Meaning, Phrase, Token, Words, same

#: "cất (giùm tôi căn) nhà": so many other words may stand inside a phrase.
MOST_BETWEEN = 5
#: What may begin so many different meanings still hints at each.
MOST_MEANT = 3
#: Who writes a third of the words with diacritics writes the others as meant: "cho" is not "chở".
WRITTEN_OUT = 3
#: What a phrase is worth that is said in one piece, in another order or with words between, with a word left out.
WHOLE, LOOSE, PART = 1.0, 0.6, 0.25


@dataclass(frozen=True, slots=True)
class Said:
    """An everyday phrase in a question: what it means, from which word to which it is said, and how well."""

    meaning: Meaning
    start: int
    end: int
    worth: float

    @property
    def means(self) -> Phrase:
        return self.meaning.means

    def hides(self, other: "Said") -> bool:
        """ "Ghe biển" is no "ghe": a longer phrase said at least as well stands for the shorter one within."""
        longer = len(self.meaning.phrase) > len(other.meaning.phrase)
        return longer and self.worth >= other.worth and self.start <= other.start and other.end <= self.end


def said_in(asked: Sequence[Token], words: Words) -> list[Said]:
    """The everyday phrases of a question, without those that a longer one stands for.

    Basis: house choice.
    """
    written_out = WRITTEN_OUT * sum(word != bare for word, bare in asked) >= len(asked)
    shared = Counter(chain.from_iterable(words.meanings.get(bare, ()) for bare in {bare for _, bare in asked}))
    likely = (meaning for meaning, count in shared.items() if count >= meaning.needed)
    tried = (_said(asked, meaning, words.empty, written_out=written_out) for meaning in likely)
    found = [said for said in tried if said]
    return _shared_out([said for said in found if not any(other.hides(said) for other in found)], {bare for _, bare in asked})


def _shared_out(found: Sequence[Said], asked: set[str]) -> list[Said]:
    """ "Khai sinh" is part of many phrases (lost, wrong, late ...): the more they mean, the less it says of each, and soon nothing."""
    parts = {said: frozenset(bare for _, bare in said.meaning.words if bare in asked) for said in found if said.worth == PART}
    meant = Counter(part for part, _ in {(part, said.means) for said, part in parts.items()})
    telling = [said for said in found if said not in parts or meant[parts[said]] <= MOST_MEANT]
    return [replace(said, worth=PART / meant[parts[said]]) if said in parts else said for said in telling]


def _said(asked: Sequence[Token], meaning: Meaning, little: frozenset[str], *, written_out: bool) -> Said | None:
    phrase = meaning.phrase
    places = [(at, one) for at, said in enumerate(asked) for one in meaning.words if same(said, one, written_out=written_out)]
    for at, one in places:
        end = one == phrase[0] and _in_one_piece(asked, at, phrase, little, written_out=written_out)
        if end:
            return Said(meaning, at, end, WHOLE)
    for needed, worth in ((len(meaning.words), LOOSE), (meaning.needed, PART)):
        span = _closest(places, needed, len(phrase) + MOST_BETWEEN)
        if span and needed > 1:
            return Said(meaning, *span, worth)
    return None


def _in_one_piece(asked: Sequence[Token], at: int, phrase: Phrase, little: frozenset[str], *, written_out: bool) -> int:
    """Where a phrase that begins here ends, or 0. "Ba (của tôi) mất": words that say little may stand between."""
    between = 0
    for place, one in enumerate(phrase):
        while at < len(asked) and not same(asked[at], one, written_out=written_out):
            if not place or asked[at][0] not in little or between == MOST_BETWEEN:
                return 0
            between += 1
            at += 1
        if at == len(asked):
            return 0
        at += 1
    return at


def _closest(places: Sequence[tuple[int, Token]], needed: int, width: int) -> tuple[int, int] | None:
    """The shortest stretch of a question, at most so wide, that holds so many different words of a phrase."""
    spans = []
    for start, _ in places:
        near = [(at, one) for at, one in places if start <= at < start + width]
        if len({one for _, one in near}) >= needed and len({at for at, _ in near}) >= needed:
            spans.append((start, max(at for at, _ in near) + 1))
    return min(spans, key=lambda span: span[1] - span[0], default=None)
