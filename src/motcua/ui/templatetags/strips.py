"""The time strip and other lengths: a builtin library of every template, nothing to load."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from motcua.ui import icons, words
from motcua.ui.templatetags.components import HUES

register = template.Library()

_FILLS = {
    "song": 'class="f-song"',
    "lua": 'fill="url(#p-applicant)"',
    "cham": 'fill="url(#p-other)"',
    "da": 'fill="url(#p-none)"',
    "left": 'class="left"',
}
_LEFT_KEY = 'x=".5" y=".5" fill="none" stroke="currentColor" stroke-dasharray="3 3"'


@register.simple_tag
def strip_patterns() -> SafeString:
    """The fills of the time strip; the base templates place them once."""
    return icons.patterns()


def _parts(segments: Iterable[Any]) -> list[tuple[str, int, str]]:
    """Held facts or (hue, minutes, label)."""
    parts = [part if isinstance(part, tuple) else (part.hue, part.minutes, part.label) for part in segments]
    return [(str(hue), int(minutes), str(words.translated(label))) for hue, minutes, label in parts if minutes > 0]


def rects(parts: Sequence[tuple[str, int]]) -> tuple[str, list[float]]:
    """One rectangle for each (hue or "left", working minutes), in per cent of the whole, and where each ends."""
    total = sum(minutes for _, minutes in parts) or 1
    drawn, ends, used = [], [], 0
    for hue, minutes in parts:
        start = 100 * used / total
        used += minutes
        end = 100 * used / total
        drawn.append(f'<rect {_FILLS[hue]} x="{start:.2f}%" width="{end - start:.2f}%" height="100%"/>')
        ends.append(end)
    return "".join(drawn), ends


def in_words(segments: Iterable[Any], left: int = 0) -> str:
    """The strip for ears: who held it how long, and what is left."""
    said = [f"{label} {words.duration(minutes)}" for _, minutes, label in _parts(segments)]
    if left > 0:
        said.append(gettext("còn lại {time}").format(time=words.duration(left)))
    elif left < 0:
        said.append(gettext("quá hẹn {time}").format(time=words.duration(-left)))
    return gettext("Thời gian: {parts}").format(parts=", ".join(said)) if said else gettext("Thời gian: chưa bắt đầu")


@register.simple_tag
def strip(segments: Iterable[Any], left: int = 0, small: bool = False, label: str = "") -> SafeString:  # noqa: FBT001, FBT002 (a template says small=True)
    """{% strip parts left=1608 small=True %}: whose time it was, one rectangle a holding, in per cent of working minutes.

    `segments` are Held facts or (hue, minutes, label); `left` the working minutes until the due time, below zero after it.
    """
    held = list(segments)
    parts = _parts(held)
    rest = [("left", left)] if left > 0 else []
    drawn, ends = rects([*((hue, minutes) for hue, minutes, _ in parts), *rest])
    now = ""
    if parts and not small and left:
        used = sum(minutes for _, minutes, _ in parts)
        now = (
            _mark_line(ends[len(parts) - 1], gettext("bây giờ"))
            if left > 0
            else _mark_line(max(0, 100 * (used + left) / used), gettext("hẹn"))
        )
    return format_html(
        '<div class="strip{}"><svg role="img" aria-label="{}">{}{}</svg></div>',
        " strip--s" if small else "",
        label or in_words(held, left),
        mark_safe(drawn),  # noqa: S308 (numbers and names from the table above)
        now,
    )


def _mark_line(x: float, word: str) -> SafeString:
    anchor = "start" if x < 8 else "end" if x > 92 else "middle"
    return format_html(
        '<line class="now" x1="{0}%" x2="{0}%" y1="-5" y2="41"/><text x="{0}%" y="-10" text-anchor="{1}">{2}</text>',
        f"{x:.2f}",
        anchor,
        word,
    )


@register.simple_tag
def strip_key(hue: str) -> SafeString:
    """The small sample of a fill, for legends and tables of holdings. `hue` is song, lua, cham, da or left."""
    fill = _LEFT_KEY if hue == "left" else _FILLS[str(hue)]
    size = 'width="23" height="14"' if hue == "left" else 'width="24" height="15"'
    return mark_safe(f'<svg aria-hidden="true" focusable="false"><rect {fill} {size}/></svg>')  # noqa: S308 (own table)


@register.simple_tag
def strip_legend(segments: Iterable[Any], left: int = 0) -> SafeString:
    """{% strip_legend parts left=1608 %}: the sums under a large strip, one line a hue and label."""
    sums: dict[tuple[str, str], int] = {}
    for hue, minutes, label in _parts(segments):
        sums[hue, label] = sums.get((hue, label), 0) + minutes
    rows = [(strip_key(hue), label, words.duration(minutes)) for (hue, label), minutes in sums.items()]
    if left > 0:
        rows.append((strip_key("left"), gettext("Còn lại"), words.duration(left)))
    lines = format_html_join("", '<li>{}<span>{} <b class="nb">{}</b></span></li>', rows)
    return format_html('<ul class="keys">{}</ul>', lines)


@register.simple_tag
def bar(share: float, hue: str = "song", label: str = "") -> SafeString:
    """{% bar 76.2 "song" "76 %" %}: a share of a hundred as a length; its figure stands beside it as text."""
    width = max(0.0, min(100.0, float(share)))
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<div class="bar"><svg {} focusable="false"><rect class="f-line" width="100%" height="100%"/>'
        '<rect class="f-{}" width="{}%" height="100%"/></svg></div>',
        role,
        hue if hue in HUES else "song",
        f"{width:.2f}",
    )
