"""How values are said in Vietnamese and English: dates, numbers, working time, masked identities. Pure but for the language."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from motcua.foundation import clock

MINUTES_A_DAY = 8 * 60
NBSP = "\u00a0"
HIDDEN = "•••"
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def day_of(value: date) -> date:
    return clock.local_day(value) if isinstance(value, datetime) else value


def day(value: date) -> str:
    """19/11/2026"""
    return day_of(value).strftime("%d/%m/%Y")


def short_day(value: date) -> str:
    """19/11"""
    return day_of(value).strftime("%d/%m")


def time(value: datetime) -> str:
    """14:30"""
    return f"{clock.local(value):%H:%M}"


def moment(value: datetime) -> str:
    """19/11 14:30"""
    said = clock.local(value)
    return f"{said.day:02d}/{said.month:02d} {said.hour:02d}:{said.minute:02d}"  # strftime takes three times as long, and lists say hundreds


def weekday(value: date) -> str:
    """thứ Sáu"""
    said = day_of(value)
    return _WEEKDAYS[said.weekday()] if get_language() != "en" else said.strftime("%A")


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """1.234,5 in Vietnamese and 1,234.5 in English; never fewer digits than were given unless `decimals` says so."""
    exact = Decimal(str(value))
    plain = f"{exact:,.{decimals}f}" if decimals is not None else f"{exact:,f}"
    return plain if get_language() == "en" else plain.translate(str.maketrans(",.", ".,"))


def percent(value: float | Decimal, decimals: int = 2) -> str:
    """98,71 % of a value given in per cent."""
    return f"{number(value, decimals)}{NBSP}%"


def translated(label: object) -> object:
    """Labels of states come from facts, which know no language; what is written as HTML already is left as it is."""
    return gettext(label) if isinstance(label, str) and label and not isinstance(label, SafeString) else label


class Speaker:
    """What a long list says in one language, each sentence looked up once: to ask for the language at each of some hundred words
    would take longer than to say them."""

    def __init__(self, language: str | None) -> None:
        self.language = language
        self._said: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        said = self._said.get(text)
        if said is None:
            if len(self._said) > 2000:  # what is said in lists is little; a caller that says names here must not fill the memory
                self._said.clear()
            self._said[text] = said = gettext(text)
        return said

    def duration(self, minutes: int) -> str:
        return _duration(abs(minutes), self.language)


_speakers: dict[str | None, Speaker] = {}


def speaker() -> Speaker:
    """gettext for a long list, in the language of now."""
    language = get_language()
    return _speakers.setdefault(language, Speaker(language))


def duration(minutes: int) -> str:
    """Working minutes in days of eight hours: 3 ngày 2 giờ 48 phút."""
    return _duration(abs(minutes), get_language())


@lru_cache(maxsize=8192)
def _duration(minutes: int, language: str | None) -> str:  # noqa: ARG001 (the language makes the key)
    days, left = divmod(minutes, MINUTES_A_DAY)
    hours, left = divmod(left, 60)
    said = [
        ngettext("{n} ngày", "{n} ngày", days).format(n=days) if days else "",
        ngettext("{n} giờ", "{n} giờ", hours).format(n=hours) if hours else "",
        ngettext("{n} phút", "{n} phút", left).format(n=left) if left or not (days or hours) else "",
    ]
    return " ".join(part for part in said if part)


def hours(minutes: int) -> str:
    """Working minutes in hours only, for columns: 27 giờ 40."""
    whole, rest = divmod(abs(minutes), 60)
    return gettext("{n} giờ {m}").format(n=whole, m=f"{rest:02d}")


def hidden_number(number: str) -> str:
    """091 ••• 264 of a telephone or identity number: enough to tell it from another, too little to use."""
    plain = "".join(number.split())
    if len(plain) <= 6:
        return HIDDEN if plain else ""
    return f"{plain[:3]}{NBSP}{HIDDEN}{NBSP}{plain[-3:]}"


def hidden_name(name: str) -> str:
    """Trần Thị B*** T***: enough for the owner to recognise, too little for a stranger. A name of one word is hidden too: H***."""
    parts = name.split()
    shown = min(len(parts) - 1, max(1, len(parts) - 2))
    return " ".join(part if place < shown else f"{part[:1]}***" for place, part in enumerate(parts))
