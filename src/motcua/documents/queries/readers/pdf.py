"""PDF files: do they open, how many pages, does anything in them act, what signs them and how far."""

from typing import Any, BinaryIO

import pikepdf

_TAIL = 2048
_DEPTH = 12
#: Objects that are looked through for what acts; whoever writes more than this hides nothing that a reader would find soon.
_OBJECTS = 400_000


def look(file: BinaryIO) -> dict[str, Any]:
    """What lies in a PDF."""
    try:
        pdf, is_whole = _opened(file)
    except pikepdf.PasswordError:
        return {"found": ["file_locked"]}
    except pikepdf.PdfError:
        return {"found": ["file_broken" if _has_end(file) else "file_truncated"]}
    with pdf:
        try:
            pages, acts = len(pdf.pages), _acts(pdf)
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
            return {"found": ["file_broken" if _has_end(file) else "file_truncated"]}
        is_signed = _is_signed(pdf)
    found = acts + ([] if pages else ["file_without_pages"]) + ([] if is_whole else ["file_truncated"])
    signs = _signatures(file) if is_signed and is_whole else {"signatures": [], "found": []}
    return {"pages": pages, "signatures": signs["signatures"], "found": found + signs["found"]}


def _opened(file: BinaryIO) -> tuple[pikepdf.Pdf, bool]:
    """The file, and whether it was sent to its end: one that only needs mending is read as every reader does."""
    try:
        file.seek(0)
        return pikepdf.open(file, attempt_recovery=False, suppress_warnings=True), True
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError:
        file.seek(0)
        return pikepdf.open(file, attempt_recovery=True, suppress_warnings=True), _has_end(file)


def _has_end(file: BinaryIO) -> bool:
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    return b"%%EOF" in file.read()


def _acts(pdf: pikepdf.Pdf) -> list[str]:
    found: set[str] = set()
    for number, item in enumerate(pdf.objects):
        if number > _OBJECTS:
            return [*sorted(found), "file_takes_too_long"]
        _walk(item, found, _DEPTH)
    return sorted(found)


def _walk(item: Any, found: set[str], depth: int) -> None:
    """Look through one object and what stands directly in it; what it refers to has its own turn."""
    if not isinstance(item, pikepdf.Object) or depth == 0:
        return
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        kind = str(item.get("/S", "")) if isinstance(item.get("/S", ""), pikepdf.Name) else ""
        if kind == "/JavaScript" or "/JS" in item:
            found.add("file_has_script")
        if kind == "/Launch":
            found.add("file_starts_programs")
        values = [value for _, value in item.items()] if isinstance(item, pikepdf.Dictionary) else [
            value for _, value in item.stream_dict.items()
        ]  # fmt: skip
    elif isinstance(item, pikepdf.Array):
        values = list(item)
    else:
        return
    for value in values:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            _walk(value, found, depth - 1)


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    return any(isinstance(item, pikepdf.Dictionary) and "/ByteRange" in item and "/Contents" in item for item in pdf.objects)


def _signatures(file: BinaryIO) -> dict[str, list[str]]:
    from motcua.documents.queries.readers.pdf_signatures import signatures  # noqa: PLC0415 (half a second, for signed files only)

    return signatures(file)
