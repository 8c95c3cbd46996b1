"""Which steps does a table of an office file say, as provinces write their internal processes?

What a word means stands in a table of data (`data/reading_words.csv`), for whoever wants to see or mend it. Nothing else is
guessed: what no word names is left for a person to choose.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from motcua.foundation.errors import Invalid
from motcua.foundation.sheets import Row, Table
from motcua.foundation.sheets.lines import LineRefused
from motcua.foundation.text import fold, tidy
from motcua.processes.facts import Kind, Place, Step
from motcua.processes.rules.durations import DurationUnreadable, minutes_of, written
from motcua.processes.rules.written_steps import NAME, TEXT, cleaned

#: A longer text is the work of a step, not its name.
LONG = 120
NEEDED = {"name": "nội dung công việc", "who": "trách nhiệm", "time": "thời gian"}
_BULLET = re.compile(r"^(?:[-–•+*]\s*)?(?:bước\s*\d+(?:\.\d+)*|\d+(?:\.\d+)*)\s*[.:)\-–]*\s*", re.IGNORECASE)


class NoProcessTable(Invalid):
    code = "no_process_table"
    vi = "Trong {name} không thấy bảng quy trình: cần một dòng tiêu đề có cột nội dung công việc, trách nhiệm và thời gian."
    en = "{name} holds no table of a process: a heading row with the columns of work, responsibility and time is needed."


class SeveralProcessTables(Invalid):
    code = "several_process_tables"
    vi = "{name} có {count} bảng quy trình. Ghi số thứ tự của bảng cần nhập (1–{count})."
    en = "{name} holds {count} tables of a process. Say which one, by its number (1–{count})."


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A row of the data: these words, about this, mean that."""

    about: str
    words: str
    means: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRead:
    """The steps of a table, the rows that were not taken, and what the reader should look at."""

    steps: tuple[Step, ...]
    refused: tuple[LineRefused, ...]
    notes: tuple[LineRefused, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    at: int
    columns: Mapping[str, int]
    unit: str


def process_table(
    tables: Sequence[Table], meanings: Sequence[Meaning], *, name: str, code: str, which: int | None = None
) -> Table:
    """The one table that is a process: the one asked for, the one under the procedure's code, or the only one.

    Raises NoProcessTable, SeveralProcessTables. Basis: house choice.
    """
    found = [table for table in tables if not table.hidden and _heading(table, meanings)]
    if not found:
        raise NoProcessTable(name=name)
    if which is not None and 1 <= which <= len(found):
        return found[which - 1]
    of_code = [table for table in found if any(code in text for text in (table.name, *table.before[-12:]))]
    chosen = of_code if len(of_code) == 1 else found
    if len(chosen) > 1 or which is not None:
        raise SeveralProcessTables(name=name, count=len(found))
    return chosen[0]


def steps_of(table: Table, meanings: Sequence[Meaning], *, cases: Iterable[str] = ()) -> TableRead:
    """The steps of a table with what could not be read, row by row.

    Basis: house choice (Thông tư 01/2018/TT-VPCP Điều 8 prescribes no shape).
    """
    heading = _heading(table, meanings)
    if heading is None:
        raise NoProcessTable(name=table.name)
    steps: list[Step] = []
    refused: list[LineRefused] = []
    notes: list[LineRefused] = []
    for row in table.rows[heading.at + 1 :]:
        if _is_total(row, meanings):
            notes += _other_total(row, heading, steps)
        elif row.faults:
            refused += [_line(row, fault.reason, fault.detail, fault.detail_en) for fault in row.faults]
        elif not _cell(row, heading, "name"):
            refused += [_line(row, "no_name", "Dòng không có nội dung công việc.", "The row names no work.")] if row.said else []
        else:
            steps.append(_step(row, heading, meanings, cases, notes))
    return TableRead(steps=cleaned(_ends(steps)), refused=tuple(refused), notes=tuple(notes))


def who_of(text: str, meanings: Iterable[Meaning]) -> tuple[str, str]:
    """Role and place that the words name; empty role where none does.

    Basis: house choice (the words stand in reading_words.csv).
    """
    said = f" {_plain(text)} "
    found = next((one for one in meanings if one.about == "who" and f" {one.words} " in said), None)
    return (found.means, found.where) if found else ("", Place.COMPETENT.value)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())


def _heading(table: Table, meanings: Sequence[Meaning]) -> _Heading | None:
    for at, row in enumerate(table.rows[:10]):
        columns = _columns(row, meanings)
        if NEEDED.keys() <= columns.keys():
            said = _plain(row.cells[columns["time"]])
            return _Heading(at, columns, "giờ" if "gio" in said.split() else "ngày" if "ngay" in said.split() else "")
    return None


def _columns(row: Row, meanings: Sequence[Meaning]) -> dict[str, int]:
    """Each column is one thing; of several that could be the name, the words that stand first in the data win."""
    said = {place: _plain(cell) for place, cell in enumerate(row.cells) if cell and len(cell) < LONG}
    found: dict[str, int] = {}
    for meaning in meanings:
        if meaning.about != "column" or meaning.means in found:
            continue
        place = next(
            (place for place, text in said.items() if f" {meaning.words} " in f" {text} " and place not in found.values()), None
        )
        if place is not None:
            found[meaning.means] = place
    return found


def _cell(row: Row, heading: _Heading, column: str) -> str:
    place = heading.columns.get(column)
    return row.cells[place].strip() if place is not None else ""


def _is_total(row: Row, meanings: Sequence[Meaning]) -> bool:
    return any(_plain(cell).startswith(one.words) for cell in row.said[:2] for one in meanings if one.about == "total")


def _other_total(row: Row, heading: _Heading, steps: Sequence[Step]) -> list[LineRefused]:
    try:
        said = minutes_of(_cell(row, heading, "time"), unit=heading.unit)
    except DurationUnreadable:
        return []
    together = sum(step.minutes for step in steps)
    if said in {0, together}:
        return []
    vi = f"Tệp ghi tổng là {written(said)}, cộng các bước được {written(together) or '0'}."
    return [_line(row, "other_total", vi, f"The file states a total of {said} minutes; the steps add up to {together}.")]


def _step(row: Row, heading: _Heading, meanings: Sequence[Meaning], cases: Iterable[str], notes: list[LineRefused]) -> Step:
    who = _cell(row, heading, "who")
    role, place = who_of(who, meanings)
    if not role:
        vi, en = (
            f"Chưa nhận ra ai làm: «{who[:80]}». Chọn vai trò.",
            f"Who does it is not recognised: “{who[:80]}”. Choose a role.",
        )
        notes.append(_line(row, "who_unknown", vi, en))
    name, work = _name_and_work(_cell(row, heading, "name"), _cell(row, heading, "work"))
    return Step(
        number=0, key="", kind=_kind(f"{name} {work}", role, meanings), name=name, role=role, place=place,
        agency=tidy(who)[:NAME] if place == Place.AGENCY else "", minutes=_minutes(row, heading, notes), work=work[:TEXT],
        document=_cell(row, heading, "document")[:TEXT], case=_case(row, heading, cases, notes),
    )  # fmt: skip


def _name_and_work(text: str, work: str) -> tuple[str, str]:
    first, _, rest = _BULLET.sub("", text).partition("\n")
    name = tidy(first)
    if len(name) <= LONG:
        return name or tidy(text)[:NAME], work or rest
    cut = re.split(r"[;:.]\s", name, maxsplit=1)[0]
    return (cut if len(cut) <= LONG else cut[:LONG].rsplit(" ", 1)[0]), "\n".join(filter(None, (text, work)))


def _minutes(row: Row, heading: _Heading, notes: list[LineRefused]) -> int:
    try:
        return minutes_of(_cell(row, heading, "time"), unit=heading.unit)
    except DurationUnreadable as unreadable:
        notes.append(_line(row, unreadable.code, unreadable.sentence_vi, unreadable.sentence_en))
        return 0


def _kind(text: str, role: str, meanings: Iterable[Meaning]) -> str:
    said = f" {_plain(text)} "
    of_role = [one for one in meanings if one.about == "kind" and one.where == role]
    return next((one.means for one in of_role if not one.words or f" {one.words} " in said), "")


def _case(row: Row, heading: _Heading, cases: Iterable[str], notes: list[LineRefused]) -> str:
    said = _cell(row, heading, "case")
    if not said:
        return ""
    known = next((case for case in cases if _plain(case) == _plain(said)), "")
    if not known:
        vi, en = f"Thủ tục không có trường hợp «{said[:80]}».", f"The procedure has no case “{said[:80]}”."
        notes.append(_line(row, "unknown_case", vi, en))
    return known


def _ends(steps: list[Step]) -> list[Step]:
    """The first step of the counter is reception whatever its words; only the last one returns."""
    if steps and steps[0].role == "counter":
        steps[0] = replace(steps[0], kind=Kind.RECEIVE.value)
    if len(steps) > 1 and steps[-1].role == "counter":
        steps[-1] = replace(steps[-1], kind=Kind.RETURN.value)
    return steps


def _line(row: Row, reason: str, vi: str, en: str) -> LineRefused:
    return LineRefused(
        line=row.number, code=row.place, reason=reason, detail=f"{row.place}: {vi}", detail_en=f"{row.place_en}: {en}"
    )
