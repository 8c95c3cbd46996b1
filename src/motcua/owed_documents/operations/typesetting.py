"""From content to a PDF by the templates of a set: a compiler for each thread and template, told its data as data.

A reused compiler keeps fonts and parsed templates: a third of the time of a fresh one. Two threads in one compiler would be refused
by it ("already borrowed"), and while it works other threads go on.
"""

import io
import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import typst

_DATA = Path(str(resources.files("motcua.owed_documents") / "data"))
_own = threading.local()
#: Rows set at once as pages: more would take memory, fewer would repeat fonts.
_AT_ONCE = 400
#: Signs that turn the direction of writing: a name with one could make the rest of its line read otherwise.
_TURNING = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def pdf(*, templates: str, template: str, data: Mapping[str, Any], at: datetime) -> bytes:
    """Compile one template. The same data gives the same bytes.

    Archivable (PDF/A-2) unless a text has a sign that no font of the set can draw, which that standard forbids; the sign is a box then.
    """
    return typeset(source_of(templates=templates, template=template), data=data, at=at)


def typeset(source: Path, *, data: Mapping[str, Any], at: datetime) -> bytes:
    """The same for a template that lies somewhere, as those of rooms above do."""
    return _compiled(_compiler(source), {"data": json.dumps(data, ensure_ascii=False).translate(_TURNING)}, at)


def typeset_rows(file: IO[bytes], source: Path, *, rows: Iterable[Sequence[str]], data: Mapping[str, Any], at: datetime) -> None:
    """A table as long as it comes: some hundred rows at a time, their pages then put together, so that its memory does not grow.

    The template is told `rows`, the number of the `first` of them and of their first `page`; without any row it is set once.
    """
    import pikepdf  # noqa: PLC0415 (slow to import, needed once in a while)

    waiting, first = iter(rows), 1
    with pikepdf.new() as whole:
        while (some := list(islice(waiting, _AT_ONCE))) or first == 1:
            told = {**data, "page": len(whole.pages) + 1, "first": first, "rows": some}
            with pikepdf.open(io.BytesIO(typeset(source, data=told, at=at))) as pages:
                whole.pages.extend(pages.pages)
            first += max(len(some), 1)
        generate = pikepdf.ObjectStreamMode.generate
        whole.save(cast(BinaryIO, file), compress_streams=True, object_stream_mode=generate, deterministic_id=True)


def _compiled(compiler: typst.Compiler, told: dict[str, Any], at: datetime) -> bytes:
    moment = at.astimezone(UTC).replace(microsecond=0)  # it takes none
    try:
        made = compiler.compile(sys_inputs=told, timestamp=moment, pdf_standards="a-2b")
    except typst.TypstError as problem:
        if "could not be displayed" not in str(problem):
            raise
        made = compiler.compile(sys_inputs=told, timestamp=moment)
    return cast(bytes, made)


def source_of(*, templates: str, template: str) -> Path:
    """Where a template lies: for measuring and for the proof that released ones never change."""
    return _DATA / templates / f"{template}.typ"


def _compiler(source: Path) -> typst.Compiler:
    kept: dict[Path, typst.Compiler] | None = getattr(_own, "compilers", None)
    if kept is None:
        kept = _own.compilers = {}
    if source not in kept:
        kept[source] = typst.Compiler(str(source), root=str(source.parent), ignore_system_fonts=True)
    return kept[source]
