"""Does a question find its procedure, and how fast? Beside what PostgreSQL's own text search and trigrams find in the same names."""

import gzip
import json
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.resources import files
from random import Random
from typing import Any
from urllib.parse import quote

from django.core.management import call_command

from bench import house, load, paraphrases, table
from motcua.catalogue.queries.finding import browse
from motcua.foundation.text import fold

SPELLINGS: dict[str, Callable[[str], str]] = {"as typed": str, "without diacritics": fold}
STYLES = {"doi_thuong": "everyday words", "khong_dau": "typed without diacritics", "chinh_thuc": "official words"}
MATTERS = {
    "asked": "common matters, asked by others",
    "lot": "matters drawn by lot, asked by others",
    "chosen": "common matters",
    "drawn": "matters drawn by lot",
}
SAMPLE = 400
_RAW_TABLE = """
DROP TABLE IF EXISTS raw_name;
CREATE TABLE raw_name (code text, plain text, words tsvector);
"""
_RAW_WORDS = (
    "SELECT code FROM raw_name, to_tsquery('simple', %s) q WHERE words @@ q ORDER BY ts_rank_cd(words, q, 1) DESC, code LIMIT 5"
)
_RAW_TRIGRAMS = "SELECT code FROM raw_name ORDER BY word_similarity(plain, %s) DESC, similarity(plain, %s) DESC, code LIMIT 5"
Asked = Sequence[tuple[str, set[str]]]
Find = Callable[[str], list[str]]


class Answered:
    """Recall among the first one, three and five, and the time of each answer in milliseconds."""

    def __init__(self, asked: Asked, find: Find) -> None:
        self.hits, self.times = [0, 0, 0], []
        for question, codes in asked:
            start = time.perf_counter()
            found = find(question)[:5]
            self.times.append(1000 * (time.perf_counter() - start))
            for place, first in enumerate((1, 3, 5)):
                self.hits[place] += bool(codes & set(found[:first]))
        self.recall = [100 * hits / max(len(asked), 1) for hits in self.hits]

    def at(self, share: float) -> float:
        return sorted(self.times)[int(share * (len(self.times) - 1))]

    @property
    def words(self) -> str:
        return " / ".join(f"{part:.1f}" for part in self.recall) + " %"


def measure() -> None:
    database = house.made(
        "bench_catalogue", _fill, made_by=["bench/catalogue.py", "src/motcua/catalogue/data/procedures.jsonl.xz"]
    )
    house.use(database)
    section = table.Section("catalogue", "Finding a procedure among 3,398")
    known = _built(section)
    asked = [(one["question"], set(one["codes"]), one["style"]) for one in _questions() if known.keys() & set(one["codes"])]
    _recall(section, asked)
    _withheld(section, asked, "the same")
    _held_out(section)
    _paraphrased(section, known)
    _http(section, database, [question for question, _, _ in asked])
    section.notes += [
        "Recall among the first 1 / 3 / 5. Raw: PostgreSQL's text search (simple, diacritics taken off, any of the words) and pg_trgm over the same names.",
        "Withheld: for each question the words file lacks every everyday phrase that no other question of the file uses.",
        "Held out: bench/questions_held_out.jsonl. Asked by others: two authors who had not seen the words file, their questions not "
        "opened while it was written; a quarter for procedures drawn by lot, many of them rare. The others were asked by the same hands "
        "as the words and have been looked at since: upper bounds.",
        f"Paraphrased: names of {SAMPLE} procedures of the province and its communes, said otherwise; nothing was tuned to them.",
    ]
    table.write(section)


def _fill() -> None:
    from motcua.catalogue import public as catalogue  # noqa: PLC0415 (its tables need Django set up)
    from motcua.foundation import clock  # noqa: PLC0415
    from motcua.organization import public as organization  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    for name in ("procedures", "catalog"):
        catalogue.import_procedures(
            lines=catalogue.packaged_lines(name),
            source=name,
            actor=organization.SYSTEM,
            at=clock.now(),
            effective=clock.local_day(clock.now()),
        )


def _questions() -> list[dict[str, Any]]:
    raw = gzip.decompress((files("motcua.catalogue") / "data" / "questions.jsonl.gz").read_bytes())
    return [one for one in map(json.loads, raw.splitlines()) if one["codes"]]


def _held() -> Any:
    from motcua.catalogue.queries import changes, finding  # noqa: PLC0415

    return changes.kept("index", finding._hold)  # the very index that the pages ask


def _built(section: table.Section) -> dict[str, Any]:
    """The time and memory that the index takes, and the versions by code."""
    from motcua.catalogue.queries import changes  # noqa: PLC0415

    tracemalloc.start()
    held = _held()
    size = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    changes.forget()
    start = time.perf_counter()
    held = _held()
    section.add(
        "index made, names read from the database included",
        f"{time.perf_counter() - start:.2f} s",
        note=f"{size:.0f} MB held, {len(held.versions):,} versions",
    )
    return {version.code: version for version in held.versions.values()}


def _ours(question: str) -> list[str]:
    from motcua.catalogue import public as catalogue  # noqa: PLC0415

    return [row.code for row in catalogue.search(question, size=5).rows]


def _recall(section: table.Section, asked: Sequence[tuple[str, set[str], str]]) -> None:
    raw = _raw()
    for spelling, spelled in SPELLINGS.items():
        questions = [(spelled(question), codes) for question, codes, _ in asked]
        ours = Answered(questions, _ours)
        rivals = {name: Answered(questions, find) for name, find in raw.items()}
        best = max(rivals.values(), key=lambda one: one.recall[2])
        section.add(
            f"{len(asked)} questions, {spelling}", ours.words, raw="; ".join(f"{name} {one.words}" for name, one in rivals.items()),
            ratio=f"{ours.recall[2] / max(best.recall[2], 1):.1f}", bar="90 % of the first five",
        )  # fmt: skip
        section.add(
            f"time in process, {spelling}", f"p95 {ours.at(0.95):.1f} ms", raw=f"p95 {best.at(0.95):.1f} ms",
            ratio=table.ratio(best.at(0.95), ours.at(0.95)), bar="< 20 ms", note=f"p50 {ours.at(0.5):.1f} ms",
        )  # fmt: skip
        for style, name in STYLES.items():
            part = [(spelled(question), codes) for question, codes, its in asked if its == style]
            section.add(f"{len(part)} in {name}, {spelling}", Answered(part, _ours).words)


def _held_out(section: table.Section) -> None:
    lines = (house.CHECKOUT / "bench" / "questions_held_out.jsonl").read_text(encoding="utf-8").splitlines()
    every = [json.loads(line) for line in lines]
    for matter, name in MATTERS.items():
        asked = [(one["question"], set(one["codes"]), "doi_thuong") for one in every if one["matter"] == matter]
        for spelling, spelled in SPELLINGS.items():
            ours = Answered([(spelled(question), codes) for question, codes, _ in asked], _ours)
            section.add(f"{len(asked)} held out, {name}, {spelling}", ours.words, note=f"p95 {ours.at(0.95):.1f} ms")
        _withheld(section, asked, f"those held out, {name}")


def _withheld(section: table.Section, asked: Sequence[tuple[str, set[str], str]], which: str) -> None:
    """Each question without the everyday phrases that only it uses."""
    from motcua.catalogue.rules.searching import search  # noqa: PLC0415
    from motcua.catalogue.rules.searching.phrases import said_in  # noqa: PLC0415
    from motcua.catalogue.rules.searching.questions import sought, tokens_of  # noqa: PLC0415

    held = _held()
    index, words = held.index, held.index.words

    used = [{said.meaning for said in said_in(sought(tokens_of(question), words), words)} for question, _, _ in asked]
    own = [mine.difference(*(other for place, other in enumerate(used) if place != here)) for here, mine in enumerate(used)]
    for spelling, spelled in SPELLINGS.items():
        hits = 0
        for (question, codes, _), only in zip(asked, own, strict=True):
            kept = {bare: [meaning for meaning in its if meaning not in only] for bare, its in words.meanings.items()}
            index.words = replace(words, meanings=kept)
            found = search(index, spelled(question), lambda id_: held.versions[id_].valid_to is None)[:5]
            hits += bool(codes & {held.versions[id_].code for id_ in found})
        index.words = words
        section.add(
            f"{which} with phrases withheld, {spelling}",
            f"{100 * hits / len(asked):.1f} % of the first five",
            note=f"{sum(map(len, own))} phrases are used by one question only",
        )


def _paraphrased(section: table.Section, known: dict[str, Any]) -> None:
    offered = sorted((version for version in known.values() if version.offered), key=lambda version: version.code)
    chosen = Random(766).sample(offered, SAMPLE)
    same: dict[str, set[str]] = {}
    for version in known.values():
        same.setdefault(fold(version.short_name), set()).add(version.code)
    names = [version.short_name.rstrip("…") for version in chosen]
    right = [same[fold(version.short_name)] for version in chosen]
    for kind in paraphrases.KINDS:
        said = paraphrases.of(kind, names)
        for spelling, spelled in SPELLINGS.items():
            ours = Answered([(spelled(one), codes) for one, codes in zip(said, right, strict=True)], _ours)
            section.add(f"paraphrased: {kind}, {spelling}", ours.words, note=f"p95 {ours.at(0.95):.1f} ms")


def _raw() -> dict[str, Find]:
    """PostgreSQL over the same names, the newest of each code."""
    from motcua.foundation import clock  # noqa: PLC0415

    page = browse(on=clock.local_day(clock.now()), size=5_000, everything=True)
    with house.connect("bench_catalogue") as writing:
        writing.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        writing.execute(_RAW_TABLE)
        for row in page.rows:
            writing.execute(
                "INSERT INTO raw_name VALUES (%s, %s, to_tsvector('simple', %s))", [row.code, fold(row.name), fold(row.name)]
            )
        writing.execute("CREATE INDEX ON raw_name USING gin (words)")
    reading = house.connect("bench_catalogue")

    def words(question: str) -> list[str]:
        asked = " | ".join(dict.fromkeys("".join(c if c.isalnum() else " " for c in fold(question)).split()))
        return [row[0] for row in reading.execute(_RAW_WORDS, [asked])]  # type: ignore[misc]

    def trigrams(question: str) -> list[str]:
        return [row[0] for row in reading.execute(_RAW_TRIGRAMS, [fold(question)] * 2)]  # type: ignore[misc]

    return {"text search": words, "trigrams": trigrams}


class _Asking:
    def __init__(self, path: str, questions: Sequence[str]) -> None:
        self.path, self.questions, self.place = path, questions, 0

    def ask(self, client: int) -> bytes:  # noqa: ARG002
        self.place += 1
        return load.request("GET", self.path + quote(self.questions[self.place % len(self.questions)][:200]), headers={})

    def heard(self, client: int, status: int, body: bytes) -> None: ...


def _http(section: table.Section, database: str, questions: Sequence[str]) -> None:
    with house.serving(database) as server:
        for what, path, bar in (
            ("suggestions", "/thu-tuc/goi-y/?q=", "p95 < 20 ms"),
            ("the page of results", "/thu-tuc/?q=", ""),
        ):
            for clients in (1, 8):
                found = load.run(server, _Asking(path, questions), clients=clients, seconds=4.0)
                section.add(
                    f"{what} over HTTP, {clients} at once", f"p95 {found.at(0.95):.1f} ms", bar=bar if clients == 1 else "",
                    note=f"p50 {found.at(0.5):.1f} ms, {found.rate:,.0f}/s, {found.failures} failures",
                )  # fmt: skip
