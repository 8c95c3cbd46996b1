"""Icons, chips, figures, notes, lists and what stands around them: a builtin library of every template, nothing to load.

Small components are drawn in Python, because a list draws hundreds of them; larger ones are templates in ui/.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.http import QueryDict
from django.utils.html import conditional_escape, format_html
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from motcua.foundation.paging import Page
from motcua.ui import icons, words
from motcua.ui import qr as codes
from motcua.ui.facts import Hue

register = template.Library()

HUES = frozenset(hue.value for hue in Hue)
_LEVELS = {"success": ("la", "done"), "error": ("gach", "alert"), "warning": ("lua", "alert")}


class UnknownHue(LookupError):
    """A template names a hue that has no meaning."""


def _suffix(block: str, hue: str) -> str:
    if hue and str(hue) not in HUES:
        raise UnknownHue(f"{hue!r} is not one of {sorted(HUES)}")
    return f"{block} {block}--{hue}" if hue else block


@register.simple_tag
def icon(name: str, css: str = "i") -> SafeString:
    """{% icon "search" %}: decoration; the word stands beside it."""
    return icons.svg(str(name), css)


@register.simple_tag
def qr(address: str) -> SafeString:
    """{% qr address %}: the address as a code that a telephone reads."""
    return codes.svg(str(address))


@register.simple_tag
def chip(label: object, hue: str = "", icon: str = "") -> SafeString:
    """{% chip state.label state.hue state.icon %}: a state, in a word and an icon."""
    drawn = icons.svg(str(icon)) if icon else ""
    return format_html('<span class="{}">{}{}</span>', _suffix("chip", hue), drawn, words.translated(label))


@register.simple_tag
def fig(value: object, href: str = "", label: str = "") -> SafeString:
    """{% fig 1046 url "hồ sơ" %}: a figure is a door; without an address it is only a figure."""
    said = words.number(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else value
    text = format_html("{} {}", said, label) if label else format_html("{}", said)
    if href:
        return format_html('<a class="fig" href="{}">{}</a>', href, text)
    return format_html('<span class="num">{}</span>', text)


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


@register.simple_tag
def doors(items: Iterable[Any]) -> SafeString:
    """{% doors menu %}: links of a menu, the one that is open marked (facts with url, label and is_here)."""
    return SafeString(
        "".join(
            f'<a href="{conditional_escape(item.url)}"{_HERE[item.is_here]}>{conditional_escape(item.label)}</a>'
            for item in items
        )
    )


_HERE = {True: ' aria-current="page"', False: ""}


@register.simple_tag
def options(choices: Iterable[tuple[Any, Any]], chosen: object) -> SafeString:
    """{% options procedures wanted.procedure_id %}: the options of a select, (value, label) each: lists may be long."""
    return SafeString(
        "".join(
            f'<option value="{conditional_escape(value)}"{_CHOSEN[value == chosen]}>{conditional_escape(label)}</option>'
            for value, label in choices
        )
    )


_CHOSEN = {True: " selected", False: ""}


@register.simple_tag
def tracks(items: Iterable[Any]) -> SafeString:
    """{% tracks facts %}: the five tracks of a dossier, each with a state of its own (Track facts)."""
    return format_html(
        '<ul class="tracks" aria-label="{}">{}</ul>', gettext("Các tuyến của hồ sơ"), SafeString("".join(map(_track, items)))
    )


def _track(one: Any) -> str:
    hue = f' class="t-{conditional_escape(one.hue)}"' if one.hue else ""
    note = (
        f'<a href="{conditional_escape(one.href)}">{conditional_escape(one.note)}</a>'
        if one.href
        else conditional_escape(one.note)
    )
    return f"<li><span>{icons.svg(one.icon)}{conditional_escape(one.label)}</span><b{hue}>{conditional_escape(one.state)}</b>{note}</li>"


@register.simple_tag
def path(stages: Iterable[Any], css: str = "") -> SafeString:
    """{% path stages %}: steps done, this one, and those to come (Stage facts)."""
    done = format_html('{}<span class="vh">{}</span>', icons.svg("check"), gettext("Đã xong:"))
    lines = (_stage(number, one, done) for number, one in enumerate(stages, start=1))
    return format_html('<ol class="path{}">{}</ol>', f" {css}" if css else "", SafeString("".join(lines)))


def _stage(number: int, one: Any, done: str) -> str:
    place = ' class="past"' if one.past else ' class="here" aria-current="step"' if one.here else ""
    label = f"<b>{conditional_escape(one.label)}</b>" if one.here else conditional_escape(one.label)
    note = f'<p class="meta">{conditional_escape(one.note)}</p>' if one.note else ""
    return f'<li{place}><span class="path__dot">{done if one.past else number}</span>{label}{note}</li>'


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
    noun = noun or ngettext("dòng", "dòng", shown)
    more = gettext("còn nữa") if page.next else gettext("hết danh sách")
    return {
        "label": label or gettext("Trang"),
        "text": f"{words.number(shown)} {noun}, {more}",
        "next": _with(kept, sau=page.next) if page.next else "",
        "previous": _with(kept, truoc=page.previous) if page.previous else "",
        "first": _with(kept) if is_inside and not page.previous else "",
    }


def _with(kept: QueryDict, **cursor: str) -> str:
    query = kept.copy()
    for name, value in cursor.items():
        query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def parts(page: str, *about: object) -> SafeString:
    """{% parts "procedure" procedure.code %}: what rooms above add to a page; who does is wired in the settings (PAGE_PARTS)."""
    return SafeString("".join(import_string(part)(*about) for part in settings.PAGE_PARTS.get(page, ())))


@register.filter
def written(parts: Iterable[object]) -> SafeString:
    """Parts that write their own HTML, one after another: a loop in the template would take longer than the parts."""
    return SafeString("\n".join(conditional_escape(str(part)) for part in parts))
