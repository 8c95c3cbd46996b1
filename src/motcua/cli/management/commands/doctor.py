"""`motcua doctor`: what is wrong with this installation, and how to mend it."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from motcua.cli import checks
from motcua.config import env

MARKS = {checks.Verdict.ok: "✓", checks.Verdict.warn: "!", checks.Verdict.bad: "✗"}


class Command(BaseCommand):
    help = "Khám hệ thống: có gì hỏng, sửa thế nào. / Find what is wrong and how to mend it."
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own declaration)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        parser.add_argument("--env", action="store_true", help="the environment variables and what they are set to")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["env"]:
            self._environment(as_json=options["json"])
            return
        findings = []
        for finding in checks.examine():
            findings.append(finding)
            if not options["json"]:
                self._say(finding)
        well = all(finding.verdict is not checks.Verdict.bad for finding in findings)
        if options["json"]:
            self.stdout.write(json.dumps({"ok": well, "checks": [asdict(finding) for finding in findings]}, ensure_ascii=False))
        if not well:
            raise SystemExit(1)

    def _say(self, finding: checks.Finding) -> None:
        self.stdout.write(f"{MARKS[finding.verdict]} {finding.vi}")
        if finding.remedy_vi:
            self.stdout.write(f"    → {finding.remedy_vi}")

    def _environment(self, *, as_json: bool) -> None:
        rows = [{"name": one.name, "value": _shown(one), "default": one.default, "meaning": one.meaning} for one in env.VARIABLES]
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write(f"{row['name']}={row['value']}\n    {row['meaning']}")


def _shown(variable: env.Variable) -> str:
    secret = variable.name.endswith("_KEY") or "URL" in variable.name
    return "(set)" if secret and env.text(variable.name) else env.text(variable.name)
