"""A QR code as an SVG inside the page: no image to load, no style attribute, nothing asked of another host."""

import io

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

LONGEST = 600


def drawing(text: str) -> str:
    """The code as an SVG document of its own, for paper; empty when the text is longer than a telephone reads with ease."""
    if len(text) > LONGEST:
        return ""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, svgclass=None, lineclass=None, border=2)
    return drawn.getvalue().decode()


def svg(text: str) -> SafeString:
    """The code of a text; nothing when the text is longer than a telephone reads with ease."""
    if len(text) > LONGEST:
        return SafeString("")
    drawn = io.BytesIO()
    made = segno.make(text, error="m", micro=False)
    made.save(drawn, kind="svg", xmldecl=False, svgns=False, svgclass=None, lineclass=None, omitsize=True, border=2)
    inner = drawn.getvalue().decode().partition(">")[2]
    side = made.symbol_size(border=2)[0]
    return format_html(
        '<svg class="qr__code" viewBox="0 0 {0} {0}" role="img" aria-label="{1}"><rect width="{0}" height="{0}" fill="#fff"/>{2}',
        side,
        gettext("Mã QR của địa chỉ trang này"),
        mark_safe(inner),  # noqa: S308 (drawn by segno: only numbers)
    )
