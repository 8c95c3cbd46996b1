"""motcua archive verify FILE"""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from motcua.archiving import public as archiving
from motcua.cli.management.spoken import SpokenCommand

_WORDS = {"changed": "khác bảng kê / changed", "missing": "thiếu / missing", "not_listed": "không có trong bảng kê / not listed",
          "twice": "có hai lần / twice"}  # fmt: skip


class Command(SpokenCommand):
    help = "Kiểm tra gói giao nộp lưu trữ. / Check a hand-over package of the archive."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        verify = actions.add_parser(
            "verify", help="Compare every file of a package with its manifest; exit code 0 only when all agree"
        )
        verify.add_argument("file", help="The package (.zip)")
        verify.add_argument("--manifest", help="The SHA-256 of the manifest as the page of the package shows it")
        verify.add_argument("--json", action="store_true", help="Print one JSON object")

    def answer(self, **options: Any) -> None:
        found = archiving.check(Path(options["file"]))
        is_same = options["manifest"] in {None, found.manifest_sha256}
        if options["json"]:
            wrong = [{"path": path, "what": what} for path, what in found.wrong]
            said = {"ok": found.is_whole and is_same, "files": found.files, "manifest_sha256": found.manifest_sha256,
                    "manifest_as_given": is_same, "wrong": wrong}  # fmt: skip
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            for path, what in found.wrong:
                self.stdout.write(f"{path}: {_WORDS[what]}")
            if not is_same:
                self.stdout.write("Bảng kê không phải bảng kê đã ghi / the manifest is not the one given")
            verdict = "Nguyên vẹn (whole)" if found.is_whole and is_same else "KHÔNG NGUYÊN VẸN (not whole)"
            self.stdout.write(f"{verdict}: {found.files} tệp, bảng kê {found.manifest_sha256}")
        if not found.is_whole or not is_same:
            sys.exit(1)
