"""How do numbers, times and headings stand on an administrative paper? Vietnamese always: the paper knows no other language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation import clock

_RANKS = ("phường", "xã", "đặc khu", "thị trấn")
_COMMITTEE = "Ủy ban nhân dân"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The two lines at the left, the lower one in bold, and the place beside the date."""

    above: str
    unit: str
    place: str


def number_text(number: int, symbol: str) -> str:
    """07/TTPVHCC: a number below ten has a nought before it.

    Basis: law-onestop §10 (no. …/TTPVHCC); the nought is a house choice.
    """
    return f"{number:02d}/{symbol}"


def moment_text(at: datetime | None) -> str:
    """17 giờ 00 phút, ngày 23/11/2026; nothing when there is no such moment.

    Basis: TT 03/2025/TT-VPCP form 01 (hour, minute, date).
    """
    if at is None:
        return ""
    local = clock.local(at)
    return f"{local.hour:02d} giờ {local.minute:02d} phút, ngày {day_text(local.date())}"


def hour_text(at: datetime | None) -> str:
    """17 giờ, ngày 23/11/2026, with its minutes only where there are some.

    Basis: TT 03/2025/TT-VPCP forms 04 and 06 (hour and date).
    """
    if at is None:
        return ""
    local = clock.local(at)
    minutes = f" {local.minute:02d} phút" if local.minute else ""
    return f"{local.hour:02d} giờ{minutes}, ngày {day_text(local.date())}"


def table_moment_text(at: datetime | None) -> str:
    """17:00 23/11/2026, for columns.

    Basis: house choice.
    """
    return f"{clock.local(at):%H:%M %d/%m/%Y}" if at else ""


def day_text(day: date | None) -> str:
    """23/11/2026.

    Basis: house choice (how dates are said everywhere).
    """
    return f"{day:%d/%m/%Y}" if day else ""


def heading(names: Sequence[str], *, is_commune: Sequence[bool], area: str) -> Heading:
    """The heading of an agency from its own name and those above it, nearest first; `area` is what the province is called.

    Basis: house choice (the body above, the body, the place, as administrative papers are headed).
    """
    written = [_committee(name) if commune else _spelt(name) for name, commune in zip(names, is_commune, strict=True)]
    place = next((_bare(name) for name, commune in zip(names, is_commune, strict=True) if commune), _bare(area))
    above = written[1].replace(_COMMITTEE, "UBND", 1) if len(written) > 1 else ""
    return Heading(above=above, unit=written[0], place=place)


def _committee(name: str) -> str:
    """A commune as an authority: Ủy ban nhân dân phường Rạch Giá."""
    spelt = _spelt(name)
    return spelt if spelt.lower().startswith(_COMMITTEE.lower()) else f"{_COMMITTEE} {spelt[:1].lower()}{spelt[1:]}"


def _spelt(name: str) -> str:
    return name.replace("UBND", _COMMITTEE)


def _bare(name: str) -> str:
    """Rạch Giá of phường Rạch Giá, An Giang of Ủy ban nhân dân tỉnh An Giang."""
    text = _spelt(name).strip()
    for rank in (_COMMITTEE.lower(), *_RANKS, "tỉnh", "thành phố"):
        if text.lower().startswith(f"{rank} "):
            text = text[len(rank) + 1 :].strip()
    return text
