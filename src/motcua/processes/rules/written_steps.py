"""How are the steps of a draft kept, and is what is kept well formed?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from motcua.foundation.errors import Invalid
from motcua.foundation.text import fold, tidy
from motcua.processes.facts import Kind, Outcome, Place, Step
from motcua.processes.rules.checking import MOST_STEPS
from motcua.processes.rules.durations import MOST

#: The longest texts, as the catalogue keeps them.
NAME, TEXT, LABEL, KEY = 300, 2_000, 100, 40
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class StepsMalformed(Invalid):
    code = "steps_malformed"
    vi = "Bước {number}: {why_vi}."
    en = "Step {number}: {why_en}."


def kept(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Steps as plain values for storage.

    Basis: house choice.
    """
    return [{**(row := asdict(step)), "outcomes": list(row["outcomes"])} for step in steps]


def read(rows: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Steps from what was stored.

    Basis: house choice.
    """
    return tuple(Step(**{**row, "outcomes": tuple(Outcome(**one) for one in row["outcomes"])}) for row in rows)


def numbered(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The same steps numbered from one in their order.

    Basis: house choice.
    """
    return tuple(replace(step, number=number) for number, step in enumerate(steps, start=1))


def cleaned(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Tidy texts, numbers in order, a key for each step that has none. Raises StepsMalformed.

    Basis: house choice.
    """
    if len(steps) > MOST_STEPS:
        raise StepsMalformed(
            number=len(steps),
            why_vi=f"một quy trình không quá {MOST_STEPS} bước",
            why_en=f"a process has {MOST_STEPS} steps at most",
        )
    taken = {step.key for step in steps if step.key}
    found = []
    for number, step in enumerate(steps, start=1):
        key = step.key or new_key(step.kind or step.name, taken)
        taken.add(key)
        found.append(_checked(replace(step, number=number, key=key)))
    return tuple(found)


def new_key(wish: str, taken: Iterable[str]) -> str:
    """A key that no other step has, telling what the step is.

    Basis: house choice.
    """
    stem = re.sub(r"[^a-z0-9]+", "_", fold(wish)).strip("_")[:30]
    stem = stem if _KEY.fullmatch(stem) else "step"
    used, number, key = set(taken), 1, stem
    while key in used or number == 1:
        key, number = f"{stem}_{number}", number + 1
    return key


def _checked(step: Step) -> Step:
    def refuse(why_vi: str, why_en: str) -> StepsMalformed:
        return StepsMalformed(number=step.number, why_vi=why_vi, why_en=why_en)

    if not _KEY.fullmatch(step.key):
        raise refuse(
            "mã bước chỉ gồm chữ thường không dấu, số và gạch dưới", "its key is of small letters, digits and underscores"
        )
    if step.kind not in {"", *Kind} or step.place not in set(Place):
        raise refuse("loại bước hoặc nơi làm không có trong danh sách", "its kind or place is not in the list")
    if not 0 <= step.minutes <= MOST:
        raise refuse("thời gian quá dài", "its time is too long")
    texts: dict[str, Any] = {name: tidy(getattr(step, name)) for name in ("name", "agency", "case", "beside", "role")}
    texts |= {name: _lines(getattr(step, name)) for name in ("work", "document")}
    outcomes = tuple(Outcome(label=tidy(one.label), target=one.target.strip()) for one in step.outcomes)
    if (
        len(texts["name"]) > NAME
        or len(texts["agency"]) > NAME
        or max(len(texts["work"]), len(texts["document"]), len(texts["case"])) > TEXT
    ):
        raise refuse(f"chữ quá dài (tên {NAME}, nội dung {TEXT} chữ)", f"its texts are too long (name {NAME}, text {TEXT})")
    if len(outcomes) > 10 or any(len(one.label) > LABEL or len(one.target) > KEY for one in outcomes):
        raise refuse("quá 10 nhánh hoặc tên nhánh quá dài", "it has more than ten branches or too long a name of one")
    agency_id = step.agency_id if step.place == Place.AGENCY else None
    return replace(step, outcomes=outcomes, agency_id=agency_id, **texts)


def _lines(text: str) -> str:
    return "\n".join(line for line in map(tidy, text.splitlines()) if line)


def added(steps: Sequence[Step], *, after: int) -> tuple[Step, ...]:
    """A new empty row after the one with this number (0: before all).

    Basis: house choice.
    """
    row = Step(number=0, key=new_key("step", [step.key for step in steps]))
    return numbered([*steps[:after], row, *steps[after:]])


def removed(steps: Sequence[Step], *, number: int) -> tuple[Step, ...]:
    """The rows without one; branches to it are left open, so that they are seen.

    Basis: house choice.
    """
    gone = {step.key for step in steps if step.number == number}
    left = [step for step in steps if step.number != number]
    return numbered(
        replace(
            step,
            beside="" if step.beside in gone else step.beside,
            outcomes=tuple(replace(one, target="" if one.target in gone else one.target) for one in step.outcomes),
        )
        for step in left
    )


def moved(steps: Sequence[Step], *, number: int, by: int) -> tuple[Step, ...]:
    """One row moved up or down, no further than the table reaches.

    Basis: house choice.
    """
    rows = list(steps)
    place = next((place for place, step in enumerate(rows) if step.number == number), None)
    if place is not None:
        rows.insert(min(len(rows) - 1, max(0, place + by)), rows.pop(place))
    return numbered(rows)
