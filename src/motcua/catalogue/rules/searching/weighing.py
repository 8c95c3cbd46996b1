"""Which procedures does a person mean who asks in everyday words, with or without diacritics, with a slip of the finger?

A code answers exactly. Otherwise procedures are weighed by the words and pairs of words that they share with the question (BM25);
everyday phrases weigh by how well they are said; words with their diacritics weigh more when the question has them; a name said in
full weighs most; a word that no name holds is taken for the nearest that one does.
"""

import itertools
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from motcua.catalogue.rules.searching import spelling
from motcua.catalogue.rules.searching.accents import Accents
from motcua.catalogue.rules.searching.phrases import PART, WHOLE, Said, said_in
from motcua.catalogue.rules.searching.questions import Token, Words, heard, sought, tokens_of

_CODE = re.compile(r"\b(\d)[. ]?(\d{6})\b")
MAX_QUESTION = 300
K1, B = 1.2, 0.6
PAIR, EMPTY_PAIR, ACCENT, EMPTY, ORIGINAL, MEANT, GUESSED, ASIDE = 1.6, 0.5, 0.6, 0.12, 0.5, 0.8, 0.7, 0.3
#: Found ones that score less than this part of the best are noise.
FLOOR = 0.35
#: A word that says so little and stands in more names than this is not looked up at all.
LITTLE, COMMON = PART, 300
#: So many words that begin like the unfinished last one are tried.
BEGINNINGS = 12
Terms = dict[str, float]


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
    #: How much a term says for each document that has it
    postings: dict[str, dict[int, float]] = field(default_factory=dict)
    said: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    names: list[str] = field(default_factory=list)
    #: The single words of names in order, and the way each is written most often
    vocabulary: list[str] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)
    grams: spelling.Grams = field(default_factory=dict)
    accents: Accents | None = None


def index(documents: Sequence[Document], words: Words) -> Index:
    """Make the names ready for questions.

    Basis: house choice.
    """
    made = Index(words)
    counted = {document.id: _terms_of_name(document) for document in documents}
    mean = sum(sum(terms.values()) for terms in counted.values()) / max(1, len(counted))
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        made.documents[document.id] = document
        made.by_code[document.code].append(document.id)
        made.said[" ".join(bare for _, bare in tokens_of(document.short_name))].append(document.id)
        for word, bare in tokens_of(document.name):
            spelled[bare][word] += 1
        norm = K1 * (1 - B + B * sum(counted[document.id].values()) / mean)
        for term, count in counted[document.id].items():
            made.postings.setdefault(term, {})[document.id] = count * (K1 + 1) / (count + norm)
    _weigh_by_rareness(made)
    made.written = {bare: max(seen, key=lambda word: (seen[word], word)) for bare, seen in spelled.items()}
    made.accents = Accents.of([*((tuple(tokens_of(document.name)), 1) for document in documents), *words.written])
    made.vocabulary = sorted(made.written)
    made.grams = spelling.grams_of(made.vocabulary)
    made.names = sorted(made.said)
    return made


def _terms_of_name(document: Document) -> Terms:
    tokens = tokens_of(document.name)
    plain = [bare for _, bare in tokens]
    counted = Counter([*plain, *_pairs(plain), *(f"a:{heard(word)}" for word, bare in tokens if word != bare)])
    terms = {term: float(count) for term, count in counted.items()}
    for _, bare in tokens_of(document.aside):
        terms.setdefault(bare, ASIDE)
    return terms


def _weigh_by_rareness(made: Index) -> None:
    total = len(made.documents)
    for found in made.postings.values():
        worth = math.log(1 + (total - len(found) + 0.5) / (len(found) + 0.5))
        for id_ in found:
            found[id_] *= worth


def _pairs(plain: Sequence[str]) -> list[str]:
    return [f"{one}_{two}" for one, two in itertools.pairwise(plain)]


def search(index: Index, question: str, accept: Callable[[int], bool], *, unfinished: bool = False) -> list[int]:
    """The ids that answer a question, best first; `unfinished`: its last word is still being typed.

    Basis: house choice.
    """
    question = question[:MAX_QUESTION]
    coded = _by_code(index, question, accept)
    if coded:
        return coded
    tokens = _as_written(index, tokens_of(question), unfinished=unfinished and not question[-1:].isspace())
    asked = sought(tokens, index.words)
    phrases = said_in(asked, index.words)
    terms = _question_terms(index, asked, phrases)
    if unfinished and tokens and not question[-1].isspace():
        _add_beginnings(index, terms, tokens)
    scores = _weighed(index, terms)
    for id_, bonus in (
        *_named(index, [bare for _, bare in tokens]),
        *_meant_by_name(index, phrases),
    ):
        scores[id_] = scores.get(id_, 0.0) + bonus
    return _ranked(index, scores, accept)


def _as_written(index: Index, tokens: list[Token], *, unfinished: bool) -> list[Token]:
    """A question typed wholly without diacritics gets them back; a word that is still being typed may become any."""
    if any(word != bare for word, bare in tokens) or not index.accents:
        return tokens
    end = len(tokens) - unfinished
    return [*index.accents.restored(tokens[:end]), *tokens[end:]]


def _ranked(index: Index, scores: dict[int, float], accept: Callable[[int], bool]) -> list[int]:
    documents = index.documents
    weighed = [(score * documents[id_].boost, id_) for id_, score in scores.items()]
    floor = FLOOR * max((pair[0] for pair in weighed), default=0.0)
    near = _sorted(documents, (pair for pair in weighed if pair[0] >= floor))
    best = next((score for score, id_ in near if accept(id_)), 0.0)
    if best * FLOOR < floor:  # the best ones are not accepted: what stands far below them may be the answer
        near = _sorted(documents, weighed)
        best = next((score for score, id_ in near if accept(id_)), 0.0)
    within = itertools.takewhile(lambda pair: pair[0] >= FLOOR * best, near)
    return [id_ for _, id_ in within if accept(id_)]


def _sorted(documents: dict[int, Document], weighed: Iterable[tuple[float, int]]) -> list[tuple[float, int]]:
    return sorted(weighed, key=lambda pair: (-pair[0], documents[pair[1]].code))


def corrected(index: Index, question: str) -> str:
    """The question with the words put right that nothing in the catalogue holds, or "" when there are none.

    Basis: house choice.
    """
    words, changed = [], False
    for word, bare in tokens_of(question[:MAX_QUESTION]):
        near = [] if _is_known(index, word, bare) else spelling.nearest(bare, index.grams, index.postings)
        if near:
            changed = True
            words.append(" ".join(index.written.get(part, part) for part in near[0][0].split("_")))
        else:
            words.append(word)
    return " ".join(words) if changed else ""


def _is_known(index: Index, word: str, bare: str) -> bool:
    words = index.words
    return bare in index.postings or word in words.empty or bare in words.stops or bare in words.meanings


def _by_code(index: Index, question: str, accept: Callable[[int], bool]) -> list[int]:
    codes = [".".join(parts) for parts in _CODE.findall(question)]
    return [id_ for code in codes for id_ in index.by_code.get(code, ()) if accept(id_)]


def _weighed(index: Index, terms: Terms) -> dict[int, float]:
    """Rare terms first: a common one then only adds to what a rarer one has found."""
    held = [(len(index.postings[term]), term, weight) for term, weight in terms.items() if term in index.postings]
    scores: dict[int, float] = {}
    for count, term, weight in sorted(held):
        if weight <= LITTLE and count > COMMON:
            continue
        found = index.postings[term]
        if count > COMMON and len(scores) >= COMMON:
            for id_ in scores.keys() & found.keys():
                scores[id_] += weight * found[id_]
        else:
            for id_, part in found.items():
                scores[id_] = scores.get(id_, 0.0) + weight * part
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


def _meant_by_name(index: Index, meant: Iterable[Said]) -> Iterable[tuple[int, float]]:
    """Procedures whose whole name is what an everyday phrase means."""
    for said in meant:
        for id_ in index.said.get(" ".join(bare for _, bare in said.means), ()):
            yield id_, said.worth * (3.0 + 1.5 * len(said.means))


def _question_terms(index: Index, asked: list[Token], phrases: Sequence[Said]) -> Terms:
    terms: Terms = defaultdict(float)
    _add(index, terms, asked)
    for said in phrases:
        _add_meaning(terms, asked, said)
    return terms


def _add_meaning(terms: Terms, asked: list[Token], said: Said) -> None:
    plain = [bare for _, bare in said.means]
    for word in plain:
        terms[word] = max(terms[word], MEANT * said.worth)
    for pair in _pairs(plain):
        terms[pair] = max(terms[pair], MEANT * PAIR * said.worth)
    if said.worth == WHOLE:
        for _, bare in asked[said.start : said.end]:
            if bare not in plain:
                terms[bare] = min(terms[bare], ORIGINAL)


def _add(index: Index, terms: Terms, asked: list[Token]) -> None:
    readings = [_readings(index, word, bare) for word, bare in asked]
    for (word, bare), read in zip(asked, readings, strict=True):
        for near, worth in read:
            terms[near] = max(terms[near], worth)
        if word != bare and bare in index.postings:
            accented = f"a:{heard(word)}"
            terms[accented] = max(terms[accented], read[0][1] * ACCENT)
    for one, two in itertools.pairwise(readings):
        for first, its_worth in one:
            for second, other in two:
                terms[f"{first}_{second}"] = max(terms[f"{first}_{second}"], _pair_worth(its_worth, other))


def _readings(index: Index, word: str, bare: str) -> list[tuple[str, float]]:
    """The word itself, or what it may have been meant to be."""
    if bare in index.postings:
        return [(bare, EMPTY if word in index.words.empty else 1.0)]
    if word in index.words.empty:
        return []
    return [(near, likeness * GUESSED) for near, likeness in spelling.nearest(bare, index.grams, index.postings)]


def _pair_worth(one: float, two: float) -> float:
    emptied = EMPTY in (one, two)
    return PAIR * (EMPTY_PAIR if emptied else max(min(one, two), EMPTY_PAIR))


def _add_beginnings(index: Index, terms: Terms, tokens: list[Token]) -> None:
    """What the word that is being typed may become."""
    start = tokens[-1][1]
    before = tokens[-2][1] if len(tokens) > 1 else ""
    at = bisect_left(index.vocabulary, start)
    begun = list(itertools.takewhile(lambda word: word.startswith(start), index.vocabulary[at : at + 200]))
    pairs = sorted(
        (term for term in (f"{before}_{word}" for word in begun) if term in index.postings),
        key=lambda term: -len(index.postings[term]),
    )
    often = sorted(begun, key=lambda word: -len(index.postings[word]))
    for word in often[:BEGINNINGS]:
        terms[word] = max(terms.get(word, 0.0), GUESSED)
    for pair in pairs[:BEGINNINGS]:
        terms[pair] = max(terms.get(pair, 0.0), PAIR)
