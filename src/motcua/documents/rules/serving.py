"""How may a kept file be sent to a browser so that nothing in it runs?"""

from urllib.parse import quote

from motcua.documents.facts import Kind

_TYPES = {
    Kind.PDF: "application/pdf", Kind.JPEG: "image/jpeg", Kind.PNG: "image/png", Kind.TIFF: "image/tiff",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
#: What browsers show by themselves without running anything of it.
_SHOWN = frozenset({Kind.PDF, Kind.JPEG, Kind.PNG})


def headers_of(kind: Kind, name: str, *, size: int, inline: bool = False) -> dict[str, str]:
    """The headers of a download: by content, never sniffed, nothing runs; shown in the page only when PDF or a picture.

    Basis: house choice.
    """
    shown = inline and kind in _SHOWN
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    return {
        "Content-Type": _TYPES.get(kind, "application/octet-stream"),
        "Content-Length": str(size),
        "Content-Disposition": f"{'inline' if shown else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'self'",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
