"""What does the text around a list say of the decision itself: number, day of signing, day of effect, title?

Only words that can mean nothing else are read. A decision names many others ("Căn cứ Quyết định số …"): theirs are not its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

_NUMBER = r"([0-9]{1,6}\s*/\s*(?:[0-9]{4}\s*/\s*)?QĐ\s*-\s*[A-ZĐa-zđ&.-]{2,20})"
_DAY = r"ngày\s+([0-9]{1,2})\s*(?:tháng|[/.-])\s*([0-9]{1,2})\s*(?:năm|[/.-])\s*([0-9]{4})"
_ATTACHED = re.compile(rf"kèm\s+theo\s+Quyết\s+định\s+số:?\s*{_NUMBER}(?:,?\s*{_DAY})?", re.IGNORECASE)
_HEAD = re.compile(rf"^Số:?\s*{_NUMBER}", re.IGNORECASE)
_PLACE_AND_DAY = re.compile(rf"^[^,;:.]{{2,40}},\s*{_DAY}\s*$", re.IGNORECASE)
_EFFECT = re.compile(
    rf"Quyết\s+định\s+này\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s*(?:kể\s+)?từ\s+(?:{_DAY}|(ngày\s+ký))", re.IGNORECASE
)
#: What says it without a name: it speaks of its own decision only where it stands alone, as below a list's title.
_IN_EFFECT = rf"có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s*(?:kể\s+)?từ\s+{_DAY}"
_ALONE = re.compile(rf"^[(\s]*(?:danh\s+mục\s+này\s+)?{_IN_EFFECT}[\s).;]*$", re.IGNORECASE)
_LIST_OF = re.compile(r"^[(\s]*(?:ban\s+hành\s+)?kèm\s+theo\s+Quyết\s+định\b", re.IGNORECASE)
_WITH_ATTACHED = re.compile(rf"{_LIST_OF.pattern}.*\b{_IN_EFFECT}[\s).;]*$", re.IGNORECASE)
_OTHERS = re.compile(
    r"^căn\s+cứ|\b(?:nghị\s+(?:định|quyết)|thông\s+tư|pháp\s+lệnh|luật(?!\s+sư)|(?<!kèm theo )quyết\s+định\s+số)\b", re.IGNORECASE
)
_TITLE = re.compile(r"^(?:về\s+việc|v/v:?)\s+(\S.{5,500})$", re.IGNORECASE)


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """None and empty: the text does not say, or says two different things."""

    number: str = ""
    signed_on: date | None = None
    effective_on: date | None = None
    title: str = ""


def stated(paragraphs: Sequence[str], *, before_list: int | None = None) -> Stated:
    """What the paragraphs say of their own decision. `before_list`: how many of them stand before the first line of the list.

    Basis: house choice (form of a decision and its annex; Nghị định 30/2020/NĐ-CP Phụ lục I).
    """
    attached = [found for text in paragraphs for found in _ATTACHED.finditer(text)]
    numbers = [_number(found.group(1)) for found in attached]
    numbers += [_number(found.group(1)) for text in paragraphs if (found := _HEAD.match(text))]
    days = [_day(*found.groups()[1:]) for found in attached]
    days += [_day(*found.groups()) for text in paragraphs if (found := _PLACE_AND_DAY.match(text))]
    signed = _only(day for day in days if day)
    effects = [signed if found.group(4) else _day(*found.groups()[:3]) for text in paragraphs for found in _EFFECT.finditer(text)]
    effects = [day for day in effects if day] or list(_alone(paragraphs, before_list))
    titles = (f"Về việc {found.group(1).rstrip('.;')}" for text in paragraphs if (found := _TITLE.match(text)))
    return Stated(
        number=_only(numbers) or "",
        signed_on=signed,
        effective_on=_only(effects),
        title=next(titles, ""),
    )


def _alone(paragraphs: Sequence[str], before_list: int | None) -> Iterator[date]:
    """Days of effect that stand alone. One only below the first line may be that of a part: then none is the decision's."""
    found, above = [], ""
    for place, text in enumerate(paragraphs):
        for line in filter(None, map(str.strip, text.splitlines())):
            said = _day_alone(line, above)
            found += [(place, said)] if said else []
            above = line
    if found and (before_list is None or found[0][0] < before_list):
        yield from (day for _, day in found)


def _day_alone(line: str, above: str) -> date | None:
    """The day of a line that stands alone, and does not go on with what the line above says of another document."""
    said = None if _OTHERS.search(line) else _WITH_ATTACHED.match(line)
    if said is None and (_LIST_OF.match(above) or not _OTHERS.search(above)):
        said = _ALONE.match(line)
    return _day(*said.groups()) if said else None


def _number(words: str) -> str:
    return re.sub(r"\s", "", words).upper().rstrip(".-")


def _day(day: str | None, month: str | None, year: str | None) -> date | None:
    try:
        return date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        return None


def _only(found: Iterable[T]) -> T | None:
    values = list(dict.fromkeys(found))
    return values[0] if len(values) == 1 else None
