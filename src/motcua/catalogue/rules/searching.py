"""Which procedures does a person mean who asks in everyday words, with or without diacritics, with a slip of the finger?

A code answers exactly. Otherwise procedures are weighed by the words and pairs of words that they share with the question (BM25);
words with their diacritics weigh more when the question has them; a name said in full weighs most; a word that no name holds is
taken for the nearest that one does. Everyday words and empty phrases are data (`data/search_words.csv`).
"""

import itertools
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from motcua.foundation.text import fold, tidy

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_CODE = re.compile(r"\b(\d)[. ]?(\d{6})\b")
MAX_QUESTION = 300
K1, B = 1.2, 0.6
PAIR, EMPTY_PAIR, ACCENT, EMPTY, ORIGINAL, MEANT, GUESSED = 1.6, 0.5, 0.6, 0.12, 0.5, 1.0, 0.7
#: Found ones that score less than this part of the best are noise.
FLOOR = 0.2
LIKE_ENOUGH = 0.45
#: A word that says little and stands in more names than this is not looked up at all.
COMMON = 300
Terms = dict[str, float]
#: A word as typed and without diacritics.
Token = tuple[str, str]
Phrase = tuple[Token, ...]
_bare = lru_cache(maxsize=32_768)(fold)


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases that ask nothing, words that say little, and what everyday phrases mean."""

    stops: tuple[Phrase, ...]
    empty: frozenset[str]
    meanings: tuple[tuple[Phrase, Phrase], ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str]]) -> "Words":
        stops: list[Phrase] = []
        empty: set[str] = set()
        meanings: list[tuple[Phrase, Phrase]] = []
        for kind, phrase, means in rows:
            tokens = tuple(tokens_of(phrase))
            if kind == "means":
                meanings.append((tokens, tuple(tokens_of(means))))
            elif kind == "stop" or len(tokens) > 1:
                stops.append(tokens)
            else:
                empty.update(tokens[0])
        return cls(tuple(sorted(stops, key=len, reverse=True)), frozenset(empty), tuple(meanings))


@dataclass(frozen=True, slots=True)
class Document:
    id: int
    code: str
    name: str
    short_name: str
    aside: str
    boost: float


@dataclass(slots=True)
class Index:
    """The names of all procedures, ready to be asked."""

    words: Words
    documents: dict[int, Document] = field(default_factory=dict)
    by_code: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    postings: dict[str, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    said: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    names: list[str] = field(default_factory=list)
    grams: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def tokens_of(text: str) -> list[Token]:
    """The words of a text in small letters, each also without diacritics.

    Basis: house choice.
    """
    return [(word, _bare(word)) for word in _WORD.findall(tidy(text).lower())]


def index(documents: Sequence[Document], words: Words) -> Index:
    """Make the names ready for questions.

    Basis: house choice.
    """
    made = Index(words)
    counted = {document.id: _terms_of_name(document) for document in documents}
    mean = sum(sum(terms.values()) for terms in counted.values()) / max(1, len(counted))
    for document in documents:
        made.documents[document.id] = document
        made.by_code[document.code].append(document.id)
        made.said[" ".join(bare for _, bare in tokens_of(document.short_name))].append(document.id)
        terms = counted[document.id]
        norm = K1 * (1 - B + B * sum(terms.values()) / mean)
        for term, count in terms.items():
            made.postings[term].append((document.id, count * (K1 + 1) / (count + norm)))
    for term in made.postings:
        if "_" not in term and ":" not in term:
            for gram in _grams(term):
                made.grams[gram].add(term)
    made.names = sorted(made.said)
    return made


def _terms_of_name(document: Document) -> Terms:
    tokens = tokens_of(document.name)
    plain = [bare for _, bare in tokens]
    counted = Counter([*plain, *_pairs(plain), *(f"a:{word}" for word, bare in tokens if word != bare)])
    terms = {term: float(count) for term, count in counted.items()}
    for _, bare in tokens_of(document.aside):
        terms.setdefault(bare, 0.3)
    return terms


def _pairs(plain: Sequence[str]) -> list[str]:
    return [f"{one}_{two}" for one, two in itertools.pairwise(plain)]


def search(index: Index, question: str, accept: Callable[[int], bool]) -> list[int]:
    """The ids that answer a question, best first.

    Basis: house choice.
    """
    question = question[:MAX_QUESTION]
    coded = _by_code(index, question, accept)
    if coded:
        return coded
    tokens = tokens_of(question)
    scores = _weighed(index, _question_terms(index, tokens))
    for id_, bonus in (*_named(index, [bare for _, bare in tokens]), *_meant_by_name(index, tokens)):
        scores[id_] = scores.get(id_, 0.0) + bonus
    scores = {id_: score for id_, score in scores.items() if accept(id_)}
    if not scores:
        return []
    ranked = sorted(
        ((score * index.documents[id_].boost, id_) for id_, score in scores.items()),
        key=lambda pair: (-pair[0], index.documents[pair[1]].code),
    )
    return [id_ for score, id_ in ranked if score >= ranked[0][0] * FLOOR]


def _by_code(index: Index, question: str, accept: Callable[[int], bool]) -> list[int]:
    codes = [".".join(parts) for parts in _CODE.findall(question)]
    return [id_ for code in codes for id_ in index.by_code.get(code, ()) if accept(id_)]


def _weighed(index: Index, terms: Terms) -> dict[int, float]:
    scores: dict[int, float] = {}
    total = len(index.documents)
    for term, weight in terms.items():
        found = index.postings.get(term)
        if not found or (weight <= EMPTY and len(found) > COMMON):
            continue
        worth = weight * math.log(1 + (total - len(found) + 0.5) / (len(found) + 0.5))
        for id_, part in found:
            scores[id_] = scores.get(id_, 0.0) + worth * part
    return scores


def _named(index: Index, plain: list[str]) -> Iterable[tuple[int, float]]:
    """Names that the question says in full, and names that begin with the question."""
    for start in range(len(plain)):
        for length in range(2, min(20, len(plain) - start) + 1):
            for id_ in index.said.get(" ".join(plain[start : start + length]), ()):
                yield id_, 4.0 + 2.5 * length
    text = " ".join(plain)
    if len(plain) >= 2:
        for name in index.names[bisect_left(index.names, text) :]:
            if not name.startswith(text):
                break
            for id_ in index.said[name]:
                yield id_, 6.0


def _meant_by_name(index: Index, tokens: list[Token]) -> Iterable[tuple[int, float]]:
    """Procedures whose whole name is what an everyday phrase means."""
    for run in _without_stops(tokens, index.words.stops):
        for _, means in _meanings(run, index.words.meanings):
            for id_ in index.said.get(" ".join(bare for _, bare in means), ()):
                yield id_, 3.0 + 1.5 * len(means)


def _question_terms(index: Index, tokens: list[Token]) -> Terms:
    terms: Terms = defaultdict(float)
    runs = _without_stops(tokens, index.words.stops)
    for run in runs:
        _add(index, terms, run)
    for run in runs:
        for covered, means in _meanings(run, index.words.meanings):
            plain = [bare for _, bare in means]
            for word in plain:
                terms[word] = max(terms[word], MEANT)
            for pair in _pairs(plain):
                terms[pair] = max(terms[pair], MEANT * PAIR)
            for _, bare in covered:
                if bare not in plain:
                    terms[bare] = min(terms[bare], ORIGINAL)
    return terms


def _add(index: Index, terms: Terms, run: list[Token]) -> None:
    readings = [_readings(index, word, bare) for word, bare in run]
    for (word, bare), read in zip(run, readings, strict=True):
        for near, worth in read:
            terms[near] = max(terms[near], worth)
        if word != bare and bare in index.postings:
            terms[f"a:{word}"] = max(terms[f"a:{word}"], read[0][1] * ACCENT)
    for one, two in itertools.pairwise(readings):
        for first, its_worth in one:
            for second, other in two:
                terms[f"{first}_{second}"] = max(terms[f"{first}_{second}"], _pair_worth(its_worth, other))


def _readings(index: Index, word: str, bare: str) -> list[tuple[str, float]]:
    """The word itself, or what it may have been meant to be."""
    if bare in index.postings:
        return [(bare, EMPTY if word in index.words.empty else 1.0)]
    return [(near, likeness * GUESSED) for near, likeness in _nearest(index, bare)]


def _pair_worth(one: float, two: float) -> float:
    emptied = EMPTY in (one, two)
    return PAIR * (EMPTY_PAIR if emptied else min(one, two))


def _starts(run: Sequence[Token], at: int, phrase: Phrase) -> bool:
    """A word typed without diacritics stands for any; one typed with them only for itself."""
    if len(run) - at < len(phrase):
        return False
    for place, (word, bare) in enumerate(phrase, start=at):
        said, said_bare = run[place]
        if said_bare != bare or (said not in (said_bare, word)):
            return False
    return True


def _without_stops(tokens: list[Token], stops: Sequence[Phrase]) -> list[list[Token]]:
    """The runs of words between phrases that ask nothing."""
    runs: list[list[Token]] = [[]]
    at = 0
    while at < len(tokens):
        stop = next((stop for stop in stops if _starts(tokens, at, stop)), None)
        if stop:
            runs.append([])
            at += len(stop)
        else:
            runs[-1].append(tokens[at])
            at += 1
    return [run for run in runs if run]


def _meanings(run: list[Token], meanings: Sequence[tuple[Phrase, Phrase]]) -> list[tuple[Sequence[Token], Phrase]]:
    found: list[tuple[Sequence[Token], Phrase]] = []
    for phrase, means in meanings:
        at = next((at for at in range(len(run) - len(phrase) + 1) if _starts(run, at, phrase)), None)
        if at is not None:
            found.append((run[at : at + len(phrase)], means))
    return found


def _grams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def _nearest(index: Index, word: str) -> list[tuple[str, float]]:
    """Words that names hold and that look like this one, or the two words it was made of when the space was left out."""
    if len(word) < 3 or word.isdigit():
        return []
    for cut in range(2, len(word) - 1):
        if f"{word[:cut]}_{word[cut:]}" in index.postings:
            return [(f"{word[:cut]}_{word[cut:]}", 1.4), (word[:cut], 1.2), (word[cut:], 1.2)]
    mine = _grams(word)
    shared: Counter[str] = Counter(near for gram in mine for near in index.grams.get(gram, ()))
    likely = [(_likeness(word, near, count), near) for near, count in shared.items() if abs(len(near) - len(word)) <= 2]
    return [(near, likeness) for likeness, near in sorted(likely, reverse=True)[:3] if likeness >= LIKE_ENOUGH]


def _likeness(word: str, near: str, shared: int) -> float:
    """Shared triples of letters; one slip of the finger counts as very like."""
    return 0.8 if _one_slip(word, near) else 2 * shared / (len(word) + len(near) + 2)


def _one_slip(one: str, two: str) -> bool:
    """One letter too many, too few or wrong, or two letters swapped."""
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], two[start : len(two) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == len(right) == 2 and left == right[::-1])
