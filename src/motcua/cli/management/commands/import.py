# ruff: noqa: N999 (the word of the command line is the name of the module)
"""`motcua import procedures FILE`: take over published procedures from a file."""

import argparse
import gzip
import json
import lzma
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from motcua.catalogue import public as catalogue
from motcua.catalogue.rules.reading import lines_of
from motcua.foundation import clock
from motcua.organization import public as organization

SHOWN = 20


class Command(BaseCommand):
    help = "Import published procedures (.jsonl, .csv, .json of the national API; also .gz and .xz of these)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, parser_class=argparse.ArgumentParser)
        procedures = kinds.add_parser("procedures", help="administrative procedures")
        procedures.add_argument("file", type=Path)
        procedures.add_argument("--effective", type=_day, help="first day in force of what is new (YYYY-MM-DD); default: today")
        procedures.add_argument("--json", action="store_true", dest="as_json", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with _opened(path) as file:
                report = catalogue.import_procedures(
                    lines=_sound(lines_of(file), path),
                    source=path.name,
                    actor=organization.SYSTEM,
                    at=clock.now(),
                    effective=options["effective"],
                )
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror or error}") from None
        self.stdout.write(_json(report) if options["as_json"] else _text(report))
        if report.refused:
            sys.exit(1)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day (YYYY-MM-DD)") from None


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        head = file.read(6)
    if head[:2] == b"\x1f\x8b":
        return gzip.open(path)  # type: ignore[return-value]
    if head == b"\xfd7zXZ\x00":
        return lzma.open(path)  # type: ignore[return-value]
    return path.open("rb")


def _sound(lines: Iterator[bytes], path: Path) -> Iterator[bytes]:
    try:
        yield from lines
    except (EOFError, gzip.BadGzipFile, lzma.LZMAError) as error:
        raise CommandError(f"{path} is a damaged archive ({error}); nothing was imported") from None


def _json(report: catalogue.ImportReport) -> str:
    return json.dumps(
        {
            "source": report.source,
            "effective": report.effective.isoformat(),
            "lines": report.lines,
            "new": report.new,
            "changed": report.changed,
            "unchanged": report.unchanged,
            "processes": report.processes,
            "refused": [asdict(refused) for refused in report.refused],
        },
        ensure_ascii=False,
    )


def _text(report: catalogue.ImportReport) -> str:
    lines = [
        f"{report.source}: {report.new} new, {report.changed} changed, {report.unchanged} unchanged, "
        f"{len(report.refused)} refused; in force from {report.effective}; {report.processes} processes derived"
    ]
    lines += [f"  line {refused.line} {refused.code} {refused.reason}: {refused.detail}" for refused in report.refused[:SHOWN]]
    if len(report.refused) > SHOWN:
        lines.append(f"  … and {len(report.refused) - SHOWN} more (see --json)")
    return "\n".join(lines)
