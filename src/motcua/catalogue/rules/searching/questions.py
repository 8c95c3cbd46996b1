"""Which words of a question say what is sought, which ask nothing, and what do everyday words mean in the words of the law?

Everyday words and empty phrases are data (`data/search_words.csv`): language, never a procedure.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from motcua.foundation.text import fold, tidy

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
#: "ba (của tôi) mất": so many words that say little may stand inside an everyday phrase.
MOST_BETWEEN = 2
#: A word as typed and without diacritics.
Token = tuple[str, str]
Phrase = tuple[Token, ...]
_bare = lru_cache(maxsize=32_768)(fold)
#: Grave, acute, hook, tilde and dot below. Southern ears hear one tone in hook and tilde.
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "r", "\u0309": "r", "\u0323": "j"}
#: Who writes a third of the words with diacritics writes the others as meant: "cho" is not "chở".
WRITTEN_OUT = 3


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases that ask nothing, words that say little, and what everyday phrases mean; phrases by their first word, longest first."""

    stops: Mapping[str, Sequence[Phrase]]
    empty: frozenset[str]
    meanings: Mapping[str, Sequence[tuple[Phrase, Phrase]]]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str]]) -> "Words":
        stops: dict[str, list[Phrase]] = defaultdict(list)
        empty: set[str] = set()
        meanings: dict[str, list[tuple[Phrase, Phrase]]] = defaultdict(list)
        for kind, phrase, means in rows:
            tokens = tuple(tokens_of(phrase))
            if kind == "means":
                meanings[tokens[0][1]].append((tokens, tuple(tokens_of(means))))
            elif kind == "stop" or len(tokens) > 1:
                stops[tokens[0][1]].append(tokens)
            else:
                empty.update(tokens[0])
        for phrases in stops.values():
            phrases.sort(key=len, reverse=True)
        return cls(dict(stops), frozenset(empty), dict(meanings))


def tokens_of(text: str) -> list[Token]:
    """The words of a text in small letters, each also without diacritics.

    Basis: house choice.
    """
    return [(word, _bare(word)) for word in _WORD.findall(tidy(text).lower())]


def runs_of(tokens: Sequence[Token], words: Words) -> list[list[Token]]:
    """The runs of words between phrases that ask nothing.

    Basis: house choice.
    """
    runs: list[list[Token]] = [[]]
    at = 0
    while at < len(tokens):
        stop = next((stop for stop in words.stops.get(tokens[at][1], ()) if _end(tokens, at, stop)), None)
        if stop:
            runs.append([])
            at += len(stop)
        else:
            runs[-1].append(tokens[at])
            at += 1
    return [run for run in runs if run]


@lru_cache(maxsize=32_768)
def heard(word: str) -> str:
    """A word as it sounds in the south, however it is spelled: "hoà" is "hòa", and "sỗ", a common slip, is "sổ".

    Basis: house choice.
    """
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(_TONES.get(letter, "") for letter in letters)
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES)) + tones


def meanings_of(run: Sequence[Token], words: Words) -> Iterator[tuple[Sequence[Token], Phrase]]:
    """Everyday phrases of a run, each with what it means; a phrase counts once.

    Basis: house choice.
    """
    known: set[Phrase] = set()
    written_out = WRITTEN_OUT * sum(word != bare for word, bare in run) >= len(run)
    for at, (_, bare) in enumerate(run):
        for phrase, means in words.meanings.get(bare, ()):
            end = phrase not in known and _end(run, at, phrase, words.empty, written_out=written_out)
            if end:
                known.add(phrase)
                yield run[at:end], means


def _end(
    run: Sequence[Token], at: int, phrase: Phrase, little: frozenset[str] = frozenset(), *, written_out: bool = False
) -> int:
    """Where a phrase that begins here ends, or 0."""
    between = 0
    for place, (word, bare) in enumerate(phrase):
        while at < len(run) and not _same(run[at], word, bare, written_out=written_out):
            if not place or run[at][0] not in little or between == MOST_BETWEEN:
                return 0
            between += 1
            at += 1
        if at == len(run):
            return 0
        at += 1
    return at


def _same(said: Token, word: str, bare: str, *, written_out: bool) -> bool:
    """A word typed without diacritics stands for any; one typed with them only for itself."""
    if said[1] != bare:
        return False
    return said[0] == word or (said[0] == bare and not written_out) or heard(said[0]) == heard(word)
