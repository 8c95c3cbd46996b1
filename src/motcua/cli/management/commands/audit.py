"""motcua audit verify | seal | generation"""

import json
import sys
import time
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.management.base import CommandParser

from motcua.cli.management.spoken import SpokenCommand, day
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.errors import NotFound
from motcua.journal import public as journal


class ChainUnknown(NotFound):
    code = "chain_unknown"
    vi = "Nhật ký không có chuỗi {subject}, nên không có gì để kiểm tra."
    en = "The journal has no chain {subject}: there is nothing to check."


class Command(SpokenCommand):
    help = "Kiểm tra và niêm phong nhật ký. / Check and seal the journal."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        verify = actions.add_parser(
            "verify", help="Find facts changed, removed or inserted; exit code 0 only when there are none"
        )
        verify.add_argument("--subject", help="Check one chain only, e.g. dossier:123")
        seal = actions.add_parser("seal", help="Seal every day before today")
        seal.add_argument("--until", help="Last day to seal (YYYY-MM-DD); default: yesterday")
        generation = actions.add_parser("generation", help="After a restore into another database cluster, before anything else")
        for action in (verify, seal, generation):
            action.add_argument("--json", action="store_true", help="Print one JSON object")

    def answer(self, **options: Any) -> None:
        {"verify": self._verify, "seal": self._seal, "generation": self._generation}[options["action"]](options)

    def _verify(self, options: dict[str, Any]) -> None:
        began, subject = time.monotonic(), options["subject"]
        cut = dossiers.chains_cut(subject=subject, progress=partial(self._progress, "hồ sơ / dossiers"))
        found = journal.verify(subject, also=cut, progress=partial(self._progress, "sự kiện / facts"))
        if self.stderr.isatty():
            self.stderr.write("")  # ends the line of the progress
        if found.ok and subject is not None and not found.chains:
            raise ChainUnknown(subject=subject)
        seconds = round(time.monotonic() - began, 3)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(found, seconds), ensure_ascii=False))
        else:
            self._tell(found, seconds)
        if not found.ok:
            sys.exit(1)

    def _tell(self, found: journal.Verification, seconds: float) -> None:
        for problem in found.problems:
            self.stdout.write(f"{problem.vi}\n    {problem.en}")
        if found.unlisted:
            self.stdout.write(f"… và {found.unlisted} vấn đề nữa\n    … and {found.unlisted} more")
        counted = f"{found.facts} sự kiện, {found.chains} chuỗi, {found.seals} niêm phong, {seconds} giây"
        if found.last_seal:
            self.stdout.write(f"Niêm phong cuối: {found.last_seal.day.isoformat()} {found.last_seal.hash.hex()}")
        self.stdout.write(f"{'Nguyên vẹn (intact)' if found.ok else 'CÓ DẤU HIỆU CAN THIỆP (tampered with)'}: {counted}")

    def _progress(self, what: str, done: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} {what}", ending="")

    def _seal(self, options: dict[str, Any]) -> None:
        at = clock.now()
        until = day("--until", options["until"]) if options["until"] else clock.local_day(at) - timedelta(days=1)
        sealed = journal.seal_days(until=until, at=at)
        if options["json"]:
            self.stdout.write(json.dumps({"sealed": [_seal_as_json(seal) for seal in sealed]}))
            return
        for seal in sealed:
            self.stdout.write(f"{seal.day.isoformat()}  {seal.facts:>9} sự kiện  {seal.hash.hex()}")
        self.stdout.write(f"Đã niêm phong {len(sealed)} ngày")

    def _generation(self, options: dict[str, Any]) -> None:
        number = journal.begin_generation(actor="system", at=clock.now())
        self.stdout.write(json.dumps({"generation": number}) if options["json"] else f"Bắt đầu thế hệ cơ sở dữ liệu {number}")


def _as_json(found: journal.Verification, seconds: float) -> dict[str, Any]:
    return {
        "ok": found.ok,
        "facts": found.facts,
        "chains": found.chains,
        "seals": found.seals,
        "last_seal": _seal_as_json(found.last_seal) if found.last_seal else None,
        "problems": [
            {
                "kind": problem.kind,
                "subject": problem.subject or None,
                "position": problem.position,
                "seq": problem.seq,
                "vi": problem.vi,
                "en": problem.en,
            }
            for problem in found.problems
        ],
        "unlisted": found.unlisted,
        "seconds": seconds,
    }


def _seal_as_json(seal: journal.Sealed) -> dict[str, Any]:
    return {"day": seal.day.isoformat(), "facts": seal.facts, "hash": seal.hash.hex()}
