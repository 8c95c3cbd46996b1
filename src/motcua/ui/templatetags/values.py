"""Values as people read them, said by ui.words: a builtin library of every template, nothing to load."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeGuard

from django import template

from motcua.foundation import language
from motcua.ui import words

register = template.Library()

Number = float | Decimal


def _is_there(value: object) -> TypeGuard[Any]:
    """Django hands an empty text to the filter of an undefined variable."""
    return value is not None and value != ""


@register.filter
def chosen(vi: str, en: str) -> str:
    """Of two sayings of the same, the one in the language of now."""
    return language.chosen(vi, en)


@register.filter
def vn_date(value: date | None) -> str:
    """19/11/2026"""
    return words.day(value) if value else ""


@register.filter
def vn_day(value: date | None) -> str:
    """19/11"""
    return words.short_day(value) if value else ""


@register.filter
def vn_time(value: datetime | None) -> str:
    """14:30"""
    return words.time(value) if value else ""


@register.filter
def vn_datetime(value: datetime | None) -> str:
    """19/11/2026 14:30"""
    return f"{words.day(value)} {words.time(value)}" if value else ""


@register.filter
def vn_moment(value: datetime | None) -> str:
    """19/11 14:30, for tables of one year"""
    return words.moment(value) if value else ""


@register.filter
def vn_weekday(value: date | None) -> str:
    """thứ Sáu"""
    return words.weekday(value) if value else ""


@register.filter
def vn_promise(value: datetime | None) -> str:
    """17:00 thứ Sáu 27/11/2026: a promise names its weekday."""
    return f"{words.time(value)} {words.weekday(value)} {words.day(value)}" if value else ""


@register.filter
def vn_number(value: Number | None, decimals: int | None = None) -> str:
    """1.234,5"""
    return words.number(value, decimals) if _is_there(value) else ""


@register.filter
def vn_percent(value: Number | None, decimals: int = 2) -> str:
    """98,71 % of a value in per cent; "–" when there is none."""
    return words.percent(value, decimals) if _is_there(value) else "–"


@register.filter
def vn_money(value: Number | None) -> str:
    """60.000 đ"""
    return f"{words.number(value, 0)}{words.NBSP}đ" if _is_there(value) else ""


@register.filter
def duration(minutes: int | None) -> str:
    """Working minutes in days of eight hours: 3 ngày 2 giờ 48 phút"""
    return words.duration(minutes) if _is_there(minutes) else ""


@register.filter
def hours(minutes: int | None) -> str:
    """Working minutes in hours, for columns: 27 giờ 40"""
    return words.hours(minutes) if _is_there(minutes) else ""


@register.filter
def mask_name(value: str | None) -> str:
    """Trần Thị B*** T***"""
    return words.hidden_name(value) if value else ""
