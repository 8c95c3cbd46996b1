"""`motcua catalogue check | show CODE | in-force | decisions | published`: what is wrong, in force, late or published."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from motcua.catalogue.queries.control import check as checking
from motcua.catalogue.queries.control.check import Checked
from motcua.cli.links import Silent, silent
from motcua.cli.management import showing
from motcua.cli.management.spoken import SpokenCommand, day
from motcua.foundation import clock

SHOWN = 20


class Command(SpokenCommand):
    help = "Kiểm tra danh mục thủ tục; xem một thủ tục, mọi thủ tục còn hiệu lực, quyết định chậm, thủ tục đã công bố. / Check the catalogue; show a procedure, what is in force, late decisions, what was published."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="check|show|in-force|decisions|published")
        check = actions.add_parser(
            "check", help="parts left out, decisions late, processes longer than the law allows, references that lead nowhere"
        )
        check.add_argument("--on", help="the day (YYYY-MM-DD); default: today")
        check.add_argument(
            "--links", action="store_true", help="also ask the addresses outside whether they answer (needs a line)"
        )
        show = actions.add_parser("show", help="a procedure as it stands on a day, and the decisions that made it so")
        show.add_argument("code", help="the procedure's code, such as 1.001193")
        show.add_argument("--on", help="the day (YYYY-MM-DD); default: today")
        in_force = actions.add_parser("in-force", help="every procedure in force on a day")
        in_force.add_argument("--on", help="the day (YYYY-MM-DD); default: today")
        in_force.add_argument("--agency", help="only those that this agency decides: its code or name")
        late = actions.add_parser("decisions", help="publication decisions signed or posted too late, and whose fault that was")
        late.add_argument("--on", help="as seen on this day (YYYY-MM-DD); default: today")
        published = actions.add_parser(
            "published", help="each procedure of the decisions signed in some days, and whether in time"
        )
        published.add_argument("--since", required=True, help="the first day of signing (YYYY-MM-DD)")
        published.add_argument("--until", required=True, help="the day before which they were signed (YYYY-MM-DD)")
        published.add_argument("--on", help="as seen on this day (YYYY-MM-DD); default: today")
        for action in actions.choices.values():
            action.add_argument("--json", action="store_true", help="print one JSON object")

    def answer(self, **options: Any) -> None:
        on = day("--on", options["on"]) if options["on"] else clock.local_day(clock.now())
        shown: dict[str, Callable[[], showing.Told]] = {
            "show": lambda: showing.procedure(options["code"], on),
            "in-force": lambda: showing.in_force(on, options["agency"]),
            "decisions": lambda: showing.late_decisions(on),
            "published": lambda: showing.published(day("--since", options["since"]), day("--until", options["until"]), on),
        }
        if options["action"] in shown:
            as_json, lines = shown[options["action"]]()
            self.stdout.write(json.dumps(as_json, ensure_ascii=False) if options["json"] else "\n".join(lines))
            return
        found = checking.check(on=on)
        asked = self._ask(on) if options["links"] else None
        self.stdout.write(
            json.dumps(_as_json(found, asked), ensure_ascii=False) if options["json"] else "\n".join(_as_lines(found, asked))
        )

    def _ask(self, on: date) -> list[Silent]:
        links = checking.links(on=on)

        def progress(done: int) -> None:
            if done % 50 == 0 or done == len(links):
                self.stderr.write(f"địa chỉ / addresses {done}/{len(links)}")

        return list(silent(links, progress=progress))


def _as_json(found: Checked, asked: list[Silent] | None) -> dict[str, Any]:
    return {
        "on": found.on.isoformat(),
        "completeness": {
            "public": found.public,
            "complete": found.public - len(found.incomplete),
            "name_only": found.name_only,
            "incomplete": [asdict(one) for one in found.incomplete],
        },
        "late_decisions": showing.late_decisions(found.on)[0]["late"],
        "processes": {
            "too_long": [asdict(one) for one in found.too_long],
            "stopped": [asdict(one) | {"since": one.since.isoformat()} for one in found.stopped],
            "without_process": list(found.without_process),
            "derived": found.derived,
        },
        "reusable": sorted(found.reusable),
        "dead_links": {
            "references": [asdict(one) for one in found.dead_links],
            "addresses": None if asked is None else [asdict(one) for one in asked],
        },
    }


def _as_lines(found: Checked, asked: list[Silent] | None) -> list[str]:
    complete = found.public - len(found.incomplete)
    return [
        f"Ngày / on {found.on:%d/%m/%Y}",
        f"Đủ bộ phận / complete: {complete} / {found.public} (chỉ có tên / name only: {found.name_only})",
        *_first(
            [
                f"{one.code} {one.name}: thiếu / missing {', '.join(part.label for part in one.missing)}"
                for one in found.incomplete
            ]
        ),
        *showing.late_decisions(found.on)[1],
        f"Quy trình dài hơn luật / processes too long: {len(found.too_long)}",
        *_first([f"{one.code}: {one.minutes} > {one.allowed} phút làm việc / working minutes" for one in found.too_long]),
        f"Quy trình đã phê duyệt không hợp bản mới / approved, unfit for the next version: {len(found.stopped)}",
        *_first([f"{one.code}: từ / from {one.since:%d/%m/%Y}" for one in found.stopped]),
        f"Chưa nhận được hồ sơ / without a process: {len(found.without_process)}",
        f"Quy trình suy ra, chưa phê duyệt / derived, not approved: {found.derived}",
        f"Có giấy tờ lấy lại được / some paper can be taken from elsewhere: {len(found.reusable)}",
        f"Dẫn đến chỗ không có / dead references: {len(found.dead_links)}",
        *_first([f"{one.kind} {one.code} → {one.target}" for one in found.dead_links]),
        *([] if asked is None else [f"Địa chỉ không trả lời / silent addresses: {len(asked)}"]),
        *_first([f"{one.code} {one.address}: {one.said}" for one in asked or ()]),
    ]


def _first(lines: list[str]) -> list[str]:
    left = len(lines) - SHOWN
    return [f"  {line}" for line in lines[:SHOWN]] + ([f"  … và {left} nữa / and {left} more (--json)"] if left > 0 else [])
