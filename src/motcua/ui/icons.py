"""The icons, read once from the sprite. Drawn where they stand: a fragment then needs no symbol of the page it lands in."""

import re
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString

SPRITE = Path(__file__).with_name("icons.svg")
_SYMBOL = re.compile(r'<symbol id="([a-z-]+)" viewBox="([\d ]+)">(.*?)</symbol>', re.DOTALL)
_PATTERNS = re.compile(r"<defs>.*?</defs>", re.DOTALL)


class UnknownIcon(LookupError):
    """A template names an icon that the sprite does not have."""


@cache
def drawings() -> dict[str, tuple[str, str]]:
    """Name to view box and drawing."""
    return {name: (box, drawing) for name, box, drawing in _SYMBOL.findall(SPRITE.read_text(encoding="utf-8"))}


@cache
def svg(name: str, css: str = "i") -> SafeString:
    """The icon as markup, hidden from screen readers: the word stands beside it."""
    try:
        box, drawing = drawings()[name]
    except KeyError:
        raise UnknownIcon(f"{name!r} is not one of {sorted(drawings())}") from None
    return SafeString(f'<svg class="{css}" viewBox="{box}" aria-hidden="true" focusable="false">{drawing}</svg>')


@cache
def patterns() -> SafeString:
    """The fills of the time strip. A strip refers to them by id, so each page carries them once."""
    found = _PATTERNS.search(SPRITE.read_text(encoding="utf-8"))
    assert found, "the sprite has lost its patterns"  # noqa: S101
    drawn = re.sub(r"\s*\n\s*", "", found.group())
    return SafeString(f'<svg width="0" height="0" aria-hidden="true" focusable="false" class="sprite">{drawn}</svg>')
