"""The tags and filters of every template: a builtin library, nothing to load.

Small components are drawn in Python, because a worklist draws hundreds of them; larger ones are templates in ui/.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeGuard

from django import template
from django.http import QueryDict
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from motcua.foundation.paging import Page
from motcua.ui import icons, words

register = template.Library()

Number = float | Decimal

HUES = frozenset({"song", "lua", "cham", "da", "la", "gach"})
_FILLS = {
    "song": 'class="f-song"',
    "lua": 'fill="url(#p-applicant)"',
    "cham": 'fill="url(#p-other)"',
    "da": 'fill="url(#p-none)"',
    "left": 'class="left"',
}
_LEFT_KEY = 'x=".5" y=".5" fill="none" stroke="currentColor" stroke-dasharray="3 3"'
_LEVELS = {"success": ("la", "done"), "error": ("gach", "alert"), "warning": ("lua", "alert")}


class UnknownHue(LookupError):
    """A template names a hue that has no meaning."""


def _suffix(block: str, hue: str) -> str:
    if hue and str(hue) not in HUES:
        raise UnknownHue(f"{hue!r} is not one of {sorted(HUES)}")
    return f"{block} {block}--{hue}" if hue else block


def _translated(label: object) -> object:
    """Labels of states come from facts, which know no language."""
    return gettext(label) if isinstance(label, str) and label and not isinstance(label, SafeString) else label


# icons, chips, figures


@register.simple_tag
def icon(name: str, css: str = "i") -> SafeString:
    """{% icon "search" %}: decoration; the word stands beside it."""
    return icons.svg(str(name), css)


@register.simple_tag
def strip_patterns() -> SafeString:
    """The fills of the time strip; the base templates place them once."""
    return icons.patterns()


@register.simple_tag
def chip(label: object, hue: str = "", icon: str = "") -> SafeString:
    """{% chip state.label state.hue state.icon %}: a state, in a word and an icon."""
    drawn = icons.svg(str(icon)) if icon else ""
    return format_html('<span class="{}">{}{}</span>', _suffix("chip", hue), drawn, _translated(label))


@register.simple_tag
def fig(value: object, href: str = "", label: str = "") -> SafeString:
    """{% fig 1046 url "hồ sơ" %}: a figure is a door; without an address it is only a figure."""
    said = words.number(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else value
    text = format_html("{} {}", said, label) if label else format_html("{}", said)
    if href:
        return format_html('<a class="fig" href="{}">{}</a>', href, text)
    return format_html('<span class="num">{}</span>', text)


# the time strip


def _parts(segments: Iterable[Any]) -> list[tuple[str, int, str]]:
    """Held facts or (hue, minutes, label)."""
    parts = [part if isinstance(part, tuple) else (part.hue, part.minutes, part.label) for part in segments]
    return [(str(hue), int(minutes), str(_translated(label))) for hue, minutes, label in parts if minutes > 0]


def _rects(parts: Sequence[tuple[str, int, str]]) -> tuple[str, list[float]]:
    total = sum(minutes for _, minutes, _ in parts) or 1
    drawn, ends, used = [], [], 0
    for hue, minutes, _ in parts:
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
    rest = [("left", left, "")] if left > 0 else []
    drawn, ends = _rects([*parts, *rest])
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


# notes, empty places, lists


@register.simple_block_tag
def note(content: str, hue: str = "", icon: str = "info", css: str = "") -> SafeString:
    """{% note "lua" "hand" %}<p>…</p>{% endnote %}: what one must know, with the hue of whose turn it is."""
    return format_html(
        '<div class="{}{}">{}<div>{}</div></div>',
        _suffix("note", hue),
        f" {css}" if css else "",
        icons.svg(icon),
        mark_safe(content),  # noqa: S308 (rendered and escaped by the template engine)
    )


@register.inclusion_tag("ui/messages.html", takes_context=True)
def said(context: template.Context) -> dict[str, Any]:
    """What the last action did, said once (Django's messages)."""
    lines = [(*_LEVELS.get(line.level_tag, ("song", "info")), line.message) for line in context.get("messages") or ()]
    return {"lines": lines}


@register.inclusion_tag("ui/empty.html")
def empty_state(title: str, text: str = "", href: str = "", action: str = "", icon: str = "inbox") -> dict[str, Any]:
    """{% empty_state "Không còn việc nào" "Phòng còn 5 hồ sơ." url "Nhận một hồ sơ" %}: what is true, and what to do next."""
    return {"title": title, "text": text, "href": href, "action": action, "icon": icon}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*places: Any) -> dict[str, Any]:
    """{% crumbs "Thủ tục" "/thu-tuc/" "Khai sinh" %}: label, address, label, address …, and the label of this page.

    A single list of Crumb facts does as well.
    """
    if len(places) == 1 and not isinstance(places[0], str):
        steps = [(place.label, place.href, place.code) for place in places[0]]
    else:
        pairs = [*places, ""] if len(places) % 2 else list(places)
        steps = [(pairs[n], pairs[n + 1], False) for n in range(0, len(pairs), 2)]
    return {"steps": steps}


@register.inclusion_tag("ui/tracks.html")
def tracks(items: Iterable[Any]) -> dict[str, Any]:
    """{% tracks facts %}: the five tracks of a dossier, each with a state of its own (Track facts)."""
    return {"tracks": list(items)}


@register.inclusion_tag("ui/path.html")
def path(stages: Iterable[Any], css: str = "") -> dict[str, Any]:
    """{% path stages %}: steps done, this one, and those to come (Stage facts)."""
    return {"stages": list(stages), "css": css}


@register.inclusion_tag("ui/stepper.html")
def stepper(labels: Sequence[str], here: int) -> dict[str, Any]:
    """{% stepper labels 2 %}: the steps of a long form, counted from 1."""
    return {"steps": [(label, number < here, number == here) for number, label in enumerate(labels, start=1)]}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any], noun: str = "", label: str = "") -> dict[str, Any]:
    """{% pager page "hồ sơ" %}: before and after by key (?truoc= and ?sau=), keeping the other parameters of the address."""
    request = context.get("request")
    kept: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    is_inside = "sau" in kept or "truoc" in kept
    for name in ("sau", "truoc"):
        kept.pop(name, None)
    shown = len(page.rows)
    what = f"{words.number(shown)} {noun or ngettext('dòng', 'dòng', shown)}"
    more = gettext("còn nữa") if page.next else gettext("hết danh sách")
    return {
        "label": label or gettext("Trang"),
        "text": f"{what}, {more}",
        "next": _with(kept, sau=page.next) if page.next else "",
        "previous": _with(kept, truoc=page.previous) if page.previous else "",
        "first": _with(kept) if is_inside and not page.previous else "",
    }


def _with(kept: QueryDict, **cursor: str) -> str:
    query = kept.copy()
    for name, value in cursor.items():
        query[name] = value
    return f"?{query.urlencode()}"


# forms


@register.inclusion_tag("ui/field.html")
def field(bound: Any, optional: str = "", known: str = "", icon: str = "") -> dict[str, Any]:
    """{% field form.name %}: label, hint, error and input, tied together.

    Fields that may stay empty are marked; `optional` says more ("theo cha hoặc mẹ"). `known` is the source of a
    value that is shown and not asked.
    """
    kind = getattr(bound.field.widget, "input_type", "")
    many = bound.field.widget.use_fieldset and kind in {"radio", "checkbox"}
    if not optional and not bound.field.required and kind != "checkbox":
        optional = gettext("không bắt buộc")
    return {
        "field": bound,
        "optional": optional,
        "known": known,
        "shape": "many" if many else "check" if kind == "checkbox" else "hidden" if kind == "hidden" else "one",
        "icon": icon,
    }


@register.inclusion_tag("ui/errsum.html")
def errsum(*forms: Any) -> dict[str, Any]:
    """{% errsum form other_form %}: everything to put right, on top, each with a link to its place. Nothing when all is well."""
    lines: list[tuple[str, str]] = []
    for form in forms:
        if not form:
            continue
        lines += [("", error) for error in form.non_field_errors()]
        for bound in form:
            lines += [(bound.id_for_label or bound.auto_id, error) for error in bound.errors]
    return {"lines": lines, "nowhere": not any(place for place, _ in lines)}


@register.simple_tag
def error_title(*forms: Any) -> str:
    """{% block title %}{% error_title form %}…: "Lỗi: " while something must be put right."""
    return gettext("Lỗi:") + " " if any(form and form.errors for form in forms) else ""


# filters


@register.filter
def written(parts: Iterable[object]) -> SafeString:
    """Parts that write their own HTML, one after another: a loop in the template would take longer than the parts."""
    return SafeString("\n".join(conditional_escape(str(part)) for part in parts))


def _is_there(value: object) -> TypeGuard[Any]:
    """Django hands an empty text to the filter of an undefined variable."""
    return value is not None and value != ""


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


@register.filter
def initials(name: str | None) -> str:
    """MK of Lê Minh Khang"""
    return "".join(part[0] for part in (name or "").split()[-2:]).upper()
