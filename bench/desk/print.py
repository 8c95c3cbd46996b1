"""The seven documents as PDF: how long one takes, beside the bare compilation of the same source."""

import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import typst

from bench import table

TIMES = 40
REGISTER_ROWS = 2000


def measure() -> None:
    from tests.owed_documents import papers  # noqa: PLC0415 (its rooms need Django set up)

    from motcua.owed_documents.facts import Kind  # noqa: PLC0415
    from motcua.owed_documents.operations import typesetting  # noqa: PLC0415

    section = table.Section("print", "The seven documents as PDF")
    for kind in Kind:
        source = str(typesetting.source_of(templates=papers.TEMPLATES, template=kind.value))
        cold = _milliseconds(lambda kind=kind: papers.pdf(kind, number="cold"))
        spent = time.process_time()
        ours = _each(papers.pdf, kind)
        spent = 1000 * (time.process_time() - spent) / TIMES
        raw = _each(
            lambda kind, number, source=source: typst.compile(
                source, sys_inputs=_told(papers, kind, number), ignore_system_fonts=True
            ),
            kind,
        )
        section.add(
            f"{kind.label} (form {papers.content(kind)['form']})", f"{ours:.1f} ms", raw=f"{raw:.1f} ms", ratio=f"{ours / raw:.2f}",
            bar="< 60 ms", note=f"CPU {spent:.1f} ms, first in its thread {cold:.0f} ms, {len(papers.pdf(kind)) / 1024:.0f} kB",
        )  # fmt: skip
    _at_once(section, papers, Kind)
    _registers(section)
    section.notes.append(
        "Raw: `typst.compile` of the same file with the same data, a compiler made anew each time, plain PDF. Ours keeps a compiler for each "
        "thread and template and writes PDF/A-2; every one has another number, so nothing is given from a cache. Median of "
        f"{TIMES}."
    )
    table.write(section)


def _told(papers: object, kind: object, number: str) -> dict[str, str]:
    return {"data": json.dumps(papers.content(kind, number=number))}  # type: ignore[attr-defined]


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _each(work: Callable[..., object], kind: object) -> float:
    return statistics.median(_milliseconds(lambda n=n: work(kind, number=f"{n}/TT")) for n in range(TIMES))


def _at_once(section: table.Section, papers: object, kinds: object) -> None:
    """Receipts by several threads of one process, as a web process has them."""
    threads, receipt = 4, kinds.RECEIPT  # type: ignore[attr-defined]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda n: papers.pdf(receipt, number=f"w{n}"), range(threads * 2)))  # type: ignore[attr-defined]
        began = time.perf_counter()
        list(pool.map(lambda n: papers.pdf(receipt, number=f"{n}"), range(threads * TIMES)))  # type: ignore[attr-defined]
    rate = threads * TIMES / (time.perf_counter() - began)
    section.add(f"receipts, {threads} threads of one process", f"{rate:.0f}/s", note=f"{os.cpu_count()} cores")


def _registers(section: table.Section) -> None:
    """Writing alone, of rows that are at hand: what reading them costs is the database's."""
    import io  # noqa: PLC0415

    from openpyxl import Workbook  # noqa: PLC0415

    from motcua.foundation import clock  # noqa: PLC0415
    from motcua.owed_documents.facts import RegisterRow  # noqa: PLC0415
    from motcua.owed_documents.operations import workbook  # noqa: PLC0415

    at = clock.local_moment("2026-11-16 08:00")

    def rows() -> Iterator[RegisterRow]:
        for n in range(REGISTER_ROWS):
            yield RegisterRow(
                code=f"H01.61-261116-{n:04d}", procedure="Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ", person="Trần Thị Bích Thủy",
                contact="12 Nguyễn Trãi; 0918 012 264", agency="Phường Rạch Giá", received_at=at, due_at=at, returned_at=None, way="Trực tiếp",
            )  # fmt: skip

    def bare() -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("x")
        for row in rows():
            sheet.append([row.code, row.procedure, row.person, row.contact, row.agency, at.replace(tzinfo=None), row.way])
        book.save(io.BytesIO())

    head = dict.fromkeys(("title", "unit", "field", "period"), "x")
    ours = _milliseconds(lambda: workbook.write(io.BytesIO(), head=head, rows=rows(), total=REGISTER_ROWS))
    raw = _milliseconds(bare)
    section.add(
        f"register of {REGISTER_ROWS:,} rows as XLSX",
        f"{ours:.0f} ms",
        raw=f"{raw:.0f} ms",
        ratio=f"{ours / raw:.2f}",
        note="raw: openpyxl, plain values",
    )
