"""What does the text around a list say of the decision itself: number, day of signing, day of effect, title?

Only words that can mean nothing else are read. A decision names many others ("Căn cứ Quyết định số …"): theirs are not its own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

_NUMBER = r"(\d{1,6}\s*/\s*(?:\d{4}\s*/\s*)?QĐ\s*-\s*[A-ZĐa-zđ&.-]{2,20})"
_DAY = r"ngày\s+(\d{1,2})\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*(\d{4})"
_ATTACHED = re.compile(rf"kèm\s+theo\s+Quyết\s+định\s+số:?\s*{_NUMBER}(?:,?\s*{_DAY})?", re.IGNORECASE)
_HEAD = re.compile(rf"^Số:?\s*{_NUMBER}", re.IGNORECASE)
_PLACE_AND_DAY = re.compile(rf"^[^,;:.]{{2,40}},\s*{_DAY}\s*$", re.IGNORECASE)
_EFFECT = re.compile(
    rf"Quyết\s+định\s+này\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s*(?:kể\s+)?từ\s+(?:{_DAY}|(ngày\s+ký))", re.IGNORECASE
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


def stated(paragraphs: Sequence[str]) -> Stated:
    """What the paragraphs say of their own decision.

    Basis: house choice (form of a decision and its annex; Nghị định 30/2020/NĐ-CP Phụ lục I).
    """
    attached = [found for text in paragraphs for found in _ATTACHED.finditer(text)]
    numbers = [_number(found.group(1)) for found in attached]
    numbers += [_number(found.group(1)) for text in paragraphs if (found := _HEAD.match(text))]
    days = [_day(*found.groups()[1:]) for found in attached]
    days += [_day(*found.groups()) for text in paragraphs if (found := _PLACE_AND_DAY.match(text))]
    signed = _only(day for day in days if day)
    effects = [signed if found.group(4) else _day(*found.groups()[:3]) for text in paragraphs for found in _EFFECT.finditer(text)]
    titles = (f"Về việc {found.group(1).rstrip('.;')}" for text in paragraphs if (found := _TITLE.match(text)))
    return Stated(
        number=_only(numbers) or "",
        signed_on=signed,
        effective_on=_only(day for day in effects if day),
        title=next(titles, ""),
    )


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
