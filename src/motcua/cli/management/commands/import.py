# ruff: noqa: N999 (the word of the command line is the name of the module)
"""`motcua import province | identifiers FILE | procedures FILE | decision FILE | forms [FILE …] | process FILE`:
take over what others published."""

import gzip
import json
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandParser

from motcua.catalogue import public as catalogue
from motcua.catalogue.facts import ImportReport
from motcua.catalogue.rules.reading import lines_of
from motcua.cli.management import decisions
from motcua.cli.management.spoken import FileUnreadable, SpokenCommand, day
from motcua.eforms import public as eforms
from motcua.eforms.facts import FormsLoaded
from motcua.eforms.rules.texts import MOST_BYTES
from motcua.foundation import clock
from motcua.foundation.errors import Invalid
from motcua.foundation.sheets.lines import LineRefused
from motcua.organization import public as organization
from motcua.processes.operations.reading import import_process

SHOWN = 20
#: The report as JSON, and as lines.
Told = tuple[dict[str, Any], list[str]]
Report = ImportReport | organization.IdentifiersEntered | FormsLoaded


class ArchiveDamaged(Invalid):
    code = "archive_damaged"
    vi = "{path} là tệp nén hỏng ({why}); chưa nhập gì."
    en = "{path} is a damaged archive ({why}); nothing was imported."


class Command(SpokenCommand):
    help = (
        "Nhập tỉnh, mã định danh, thủ tục, quyết định công bố, biểu mẫu, quy trình."
        " / Import the province, identifiers, procedures, publication decisions, forms, processes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(
            dest="kind", required=True, metavar="province|identifiers|procedures|decision|forms|process"
        )
        kinds.add_parser("province", help="the agencies of An Giang, today's and those before, that come with the program")
        identifiers = kinds.add_parser("identifiers", help="official identifiers of agencies: CSV with agency,identifier,basis")
        procedures = kinds.add_parser(
            "procedures", help="published procedures (.jsonl, .csv, .json of the national API; also .gz and .xz of these)"
        )
        procedures.add_argument("--effective", help="first day in force of what is new (YYYY-MM-DD); default: today")
        decisions.add_arguments(kinds.add_parser("decision", help="a publication decision with its list (.xlsx, .docx)"))
        for kind in (identifiers, procedures):
            kind.add_argument("file", type=Path)
        forms = kinds.add_parser(
            "forms", help="electronic forms (.json), as drafts; without a file, those that come with the program"
        )
        forms.add_argument("files", type=Path, nargs="*")
        process = kinds.add_parser(
            "process", help="a draft from the table of an internal process (.xlsx, .docx) or from BPMN 2.0 (.bpmn)"
        )
        process.add_argument("file", type=Path)
        process.add_argument("--procedure", required=True, help="code of the procedure that the process is for")
        process.add_argument(
            "--table", type=int, help="which of several tables (1, 2 …); default: the one under the procedure's code"
        )
        process.add_argument(
            "--effective", help="the day from which it is meant to hold (YYYY-MM-DD), where the procedure changes then"
        )
        for kind in kinds.choices.values():
            kind.add_argument("--json", action="store_true", help="print the report as JSON")

    def answer(self, **options: Any) -> None:
        kinds: dict[str, Callable[[dict[str, Any]], Told]] = {
            "province": _province,
            "identifiers": _identifiers,
            "procedures": _procedures,
            "decision": decisions.answer,
            "forms": _forms,
            "process": _process,
        }
        as_json, lines = kinds[options["kind"]](options)
        self.stdout.write(json.dumps(as_json, ensure_ascii=False) if options["json"] else "\n".join(lines))
        if as_json.get("refused"):
            sys.exit(1)


def _province(_options: dict[str, Any]) -> Told:
    loaded = organization.load_province(actor=organization.SYSTEM, at=clock.now())
    counts = f"{loaded.communes} / {loaded.centres} / {loaded.legacy_communes}"
    done = (
        ("Đã lập tỉnh", "The province is made")
        if loaded.made
        else ("Tỉnh đã có sẵn, không đổi gì", "The province is there already, nothing was changed")
    )
    return asdict(loaded), [
        f"{done[0]}: xã, phường, đặc khu / trung tâm / xã trước 01/7/2025: {counts}.",
        f"{done[1]}: communes / centres / communes before 1 July 2025: {counts}.",
    ]


def _identifiers(options: dict[str, Any]) -> Told:
    with _lines(options["file"]) as lines:
        entered = organization.identify_agencies(
            lines=lines, source=options["file"].name, actor=organization.SYSTEM, at=clock.now()
        )
    return _report(entered), [*_counted(entered), *_first(entered.refused)]


def _procedures(options: dict[str, Any]) -> Told:
    with _lines(options["file"]) as lines:
        report = catalogue.import_procedures(
            lines=lines,
            source=options["file"].name,
            actor=organization.SYSTEM,
            at=clock.now(),
            effective=day("--effective", options["effective"]) if options["effective"] else None,
        )
    more = {"effective": report.effective.isoformat(), "processes": report.processes}
    vi, en = _counted(report)
    return _report(report) | more, [
        f"{vi}; có hiệu lực từ {report.effective:%d/%m/%Y}; đã lập {report.processes} quy trình từ thời hạn.",
        f"{en}; in force from {report.effective}; {report.processes} processes derived.",
        *_first(report.refused),
    ]


def _forms(options: dict[str, Any]) -> Told:
    files: dict[str, str | bytes] = {path.name: _whole(path) for path in options["files"]} or dict(eforms.packaged_forms())
    loaded = eforms.import_forms(files=files, source="motcua", actor=organization.SYSTEM, at=clock.now())
    vi, en = _counted(loaded)
    left = ", ".join(loaded.not_pinned)
    waiting = [f"Chưa gắn vì thủ tục chưa có hiệu lực / not pinned, the procedure is not in force: {left}."] if left else []
    return _report(loaded) | {"not_pinned": loaded.not_pinned}, [
        f"{vi}. Biểu mẫu mới là bản nháp, chờ người khác duyệt.",
        f"{en}. What is new is a draft until somebody approves it.",
        *waiting,
        *_first(loaded.refused),
    ]


def _whole(path: Path) -> bytes:
    """The beginning of a file: one that is longer than any form is refused by its reader. Raises FileUnreadable."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileUnreadable(path=path, why=error.strerror or error) from None


def _process(options: dict[str, Any]) -> Told:
    path = options["file"]
    try:
        with path.open("rb") as file:
            made = import_process(
                file=file,
                name=path.name,
                procedure_code=options["procedure"],
                table=options["table"],
                from_day=day("--effective", options["effective"]) if options["effective"] else None,
                actor=organization.SYSTEM,
                at=clock.now(),
            )
    except OSError as error:
        raise FileUnreadable(path=path, why=error.strerror or error) from None
    wrong = [problem for problem in made.problems if not problem.is_warning]
    return asdict(made), [
        f"Dự thảo số {made.draft_id}: {made.steps} bước; {len(made.refused)} dòng không nhận, {len(made.notes)} chỗ cần xem,"
        f" {len(wrong)} lỗi phải sửa trước khi trình.",
        f"Draft {made.draft_id}: {made.steps} steps; {len(made.refused)} rows refused, {len(made.notes)} to look at,"
        f" {len(wrong)} errors to mend before it is submitted.",
        *_first([*made.refused, *made.notes]),
        *(f"  {problem.vi} / {problem.en}" for problem in made.problems[:SHOWN]),
    ]


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[bytes]]:
    """The lines of a file, packed or not. Raises FileUnreadable, ArchiveDamaged, whoever reads them."""
    try:
        with _opened(path) as file:
            yield lines_of(file)
    except (EOFError, gzip.BadGzipFile, lzma.LZMAError, zlib.error) as error:
        raise ArchiveDamaged(path=path, why=error) from None
    except OSError as error:
        raise FileUnreadable(path=path, why=error.strerror or error) from None


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        head = file.read(6)
    if head[:2] == b"\x1f\x8b" or path.suffix == ".gz":
        return gzip.open(path)  # type: ignore[return-value]
    if head == b"\xfd7zXZ\x00" or path.suffix == ".xz":
        return lzma.open(path)  # type: ignore[return-value]
    return path.open("rb")


def _report(report: Report) -> dict[str, Any]:
    return {
        "source": report.source,
        "lines": report.lines,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "refused": [asdict(refused) for refused in report.refused],
    }


def _counted(report: Report) -> tuple[str, str]:
    """In Vietnamese and in English."""
    new, changed, unchanged, refused = report.new, report.changed, report.unchanged, len(report.refused)
    return (
        f"{report.source}: {new} mới, {changed} thay đổi, {unchanged} không đổi, {refused} không nhận",
        f"{report.source}: {new} new, {changed} changed, {unchanged} unchanged, {refused} refused",
    )


def _first(refused: Sequence[LineRefused]) -> list[str]:
    """The first lines that were refused, in both languages."""
    said = [f"  dòng/line {one.line} {one.code} {one.reason}: {one.detail} / {one.detail_en}" for one in refused[:SHOWN]]
    left = len(refused) - SHOWN
    return [*said, f"  … và {left} dòng nữa / and {left} more (--json)"] if left > 0 else said
