"""Which words of a question say what is sought, and which ask nothing?

Everyday words and empty phrases are data (`data/search_words.csv`): language, never a procedure.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from motcua.foundation.text import fold, tidy

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
#: A phrase of so many words is still heard with one of them left out.
LONG = 3
#: People say an everyday phrase more often than the words of the law, and the words of any talk in nearly every question.
OFTEN = {"means": 5, "stop": 60, "word": 300}
#: A word as typed and without diacritics.
Token = tuple[str, str]
Phrase = tuple[Token, ...]
_bare = lru_cache(maxsize=32_768)(fold)
#: Grave, acute, hook, tilde and dot below. Southern ears hear one tone in hook and tilde.
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "r", "\u0309": "r", "\u0323": "j"}


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What an everyday phrase means in the words of the law; its different words, and how many of them must be said."""

    phrase: Phrase
    means: Phrase
    words: frozenset[Token]
    needed: int

    @classmethod
    def of(cls, phrase: Phrase, means: Phrase) -> "Meaning":
        words = frozenset(phrase)
        return cls(phrase, means, words, len(words) - (len(words) >= LONG))


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases that ask nothing, by their first word, longest first; words that say little; everyday phrases, by each of their words.

    `written`: all of them as people write them, and how many times each counts for how a word is written.
    """

    stops: Mapping[str, Sequence[Phrase]]
    empty: frozenset[str]
    meanings: Mapping[str, Sequence[Meaning]]
    written: Sequence[tuple[Phrase, int]]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str]]) -> "Words":
        stops: dict[str, list[Phrase]] = defaultdict(list)
        empty: set[str] = set()
        everyday: list[tuple[Phrase, Phrase]] = []
        written: list[tuple[Phrase, int]] = []
        for kind, phrase, means in rows:
            tokens = tuple(tokens_of(phrase))
            written.append((tokens, OFTEN[kind]))
            if kind == "means":
                everyday.append((tokens, tuple(tokens_of(means))))
                written.append((everyday[-1][1], 1))
            elif kind == "stop" or len(tokens) > 1:
                stops[tokens[0][1]].append(tokens)
            else:
                empty.update(tokens[0])
        for phrases in stops.values():
            phrases.sort(key=len, reverse=True)
        return cls(dict(stops), frozenset(empty), _by_word(everyday), written)


def _by_word(everyday: Sequence[tuple[Phrase, Phrase]]) -> Mapping[str, Sequence[Meaning]]:
    meanings: dict[str, list[Meaning]] = defaultdict(list)
    for phrase, means in everyday:
        meaning = Meaning.of(phrase, means)
        for bare in {bare for _, bare in phrase}:
            meanings[bare].append(meaning)
    return dict(meanings)


def tokens_of(text: str) -> list[Token]:
    """The words of a text in small letters, each also without diacritics.

    Basis: house choice.
    """
    return [(word, _bare(word)) for word in _WORD.findall(tidy(text).lower())]


def sought(tokens: Sequence[Token], words: Words) -> list[Token]:
    """A question without the phrases that ask nothing.

    Basis: house choice.
    """
    left: list[Token] = []
    at = 0
    while at < len(tokens):
        stop = next((stop for stop in words.stops.get(tokens[at][1], ()) if _begins(tokens, at, stop)), None)
        if not stop:
            left.append(tokens[at])
        at += len(stop) if stop else 1
    return left


def _begins(tokens: Sequence[Token], at: int, stop: Phrase) -> bool:
    """A word typed without diacritics stands for any."""
    said = tokens[at : at + len(stop)]
    return len(said) == len(stop) and all(same(one, word) for one, word in zip(said, stop, strict=True))


def same(said: Token, meant: Token, *, written_out: bool = False) -> bool:
    """Is this the word? Typed without diacritics it stands for any, unless the question is written out with them.

    Basis: house choice.
    """
    if said[1] != meant[1]:
        return False
    return said[0] == meant[0] or (said[0] == said[1] and not written_out) or heard(said[0]) == heard(meant[0])


@lru_cache(maxsize=32_768)
def heard(word: str) -> str:
    """A word as it sounds in the south, however it is spelled: "hoà" is "hòa", and "sỗ", a common slip, is "sổ".

    Basis: house choice.
    """
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(_TONES.get(letter, "") for letter in letters)
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES)) + tones
