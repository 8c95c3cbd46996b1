"""`motcua simulate`: an errand on the demonstration, to see whether the house bears it."""

import json
from typing import Any

from django.core.management.base import CommandParser

from motcua.cli.management.spoken import BadArgument, SpokenCommand
from motcua.config import env
from motcua.demo import public as demo
from motcua.foundation import clock


class Command(SpokenCommand):
    help = "Mô phỏng một việc lớn trên bản minh họa. / Simulate a large errand on the demonstration."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--errand", required=True, help="; ".join(f"{name}: {one.label}" for name, one in demo.ERRANDS.items())
        )
        parser.add_argument("--rows", type=int, default=20_000, help="lines of the list")
        parser.add_argument("--wrong", type=int, default=37, help="how many of them are wrong")
        parser.add_argument("--seed", type=int, default=2026)
        parser.add_argument("--json", action="store_true", help="the answer as JSON on standard output")

    def answer(self, **options: Any) -> None:
        rows, wrong = options["rows"], options["wrong"]
        if not 2 <= rows <= 50_000:
            raise BadArgument(name="--rows", value=rows, why_vi="từ 2 đến 50000", why_en="2 to 50000")
        if not 0 <= wrong < rows:
            raise BadArgument(name="--wrong", value=wrong, why_vi="ít hơn --rows", why_en="fewer than --rows")
        folder = env.home() / "simulate"
        folder.mkdir(parents=True, exist_ok=True)
        found = demo.simulate(
            errand=options["errand"], rows=rows, wrong=wrong, seed=options["seed"], folder=folder, now=clock.now, told=self._told
        )
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            for name, value in found.items():
                self.stdout.write(f"{name}: {value}")
        if not found["ok"]:
            raise SystemExit(1)

    def _told(self, words: str) -> None:
        self.stderr.write(words)
        self.stderr.flush()
