"""From content to a PDF by the templates of a set: a compiler for each thread and template, told its data as data.

A reused compiler keeps fonts and parsed templates: a third of the time of a fresh one. Two threads in one compiler would be refused
by it ("already borrowed"), and while it works other threads go on.
"""

import json
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any, cast

import typst

_DATA = Path(str(resources.files("motcua.owed_documents") / "data"))
_own = threading.local()
#: Signs that turn the direction of writing: a name with one could make the rest of its line read otherwise.
_TURNING = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def pdf(*, templates: str, template: str, data: Mapping[str, Any], at: datetime) -> bytes:
    """Compile one template. The same data gives the same bytes.

    Archivable (PDF/A-2) unless a text has a sign that no font of the set can draw, which that standard forbids; the sign is a box then.
    """
    compiler, told = _compiler(templates, template), {"data": json.dumps(data, ensure_ascii=False).translate(_TURNING)}
    return _compiled(compiler, told, at)


def typeset(source: Path, *, data: Mapping[str, Any], at: datetime) -> bytes:
    """The same for a template of a room above."""
    return pdf(templates=str(source.parent), template=source.stem, data=data, at=at)


def _compiled(compiler: typst.Compiler, told: dict[str, Any], at: datetime) -> bytes:
    moment = at.astimezone(UTC)
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


def _compiler(templates: str, template: str) -> typst.Compiler:
    kept: dict[tuple[str, str], typst.Compiler] | None = getattr(_own, "compilers", None)
    if kept is None:
        kept = _own.compilers = {}
    if (templates, template) not in kept:
        source = source_of(templates=templates, template=template)
        kept[templates, template] = typst.Compiler(str(source), root=str(source.parent), ignore_system_fonts=True)
    return kept[templates, template]
