"""`motcua demo`: make a living province once, then serve it."""

import dataclasses
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from motcua.cli.management.commands.serve import chosen_port, parts, when_open
from motcua.cli.management.spoken import SpokenCommand
from motcua.cli.supervisor import supervise
from motcua.config import env, processes
from motcua.demo import public as demo
from motcua.foundation import clock
from motcua.foundation.errors import Invalid

_KINDS = {
    "counter": "cán bộ một cửa, P. Long Xuyên",
    "official": "công chức giải quyết, P. Long Xuyên",
    "clerk": "công chức và văn thư, P. Long Xuyên",
    "head": "trưởng phòng, P. Long Xuyên",
    "chairman": "chủ tịch phường, P. Long Xuyên",
    "province_counter": "cán bộ một cửa, trung tâm của tỉnh",
    "department": "công chức Sở Xây dựng: cho ý kiến, soạn quy trình",
    "leader": "lãnh đạo UBND tỉnh",
    "control": "kiểm soát thủ tục hành chính",
    "second_control": "kiểm soát thủ tục hành chính, người duyệt",
    "reform": "theo dõi cải cách hành chính",
    "inspector": "thanh tra",
    "operator": "quản trị vận hành",
}


class BadWish(Invalid):
    code = "bad_wish"
    vi = "--dossiers từ 0 đến 1000000, --days từ 1 đến 366."
    en = "--dossiers goes from 0 to 1000000, --days from 1 to 366."


class Command(SpokenCommand):
    help = "Lập tỉnh minh họa và chạy thử. / Make a demonstration province and serve it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dossiers", type=int, default=3000, help="how many dossiers live (3000)")
        parser.add_argument("--days", type=int, default=30, help="over how many days (30)")
        parser.add_argument("--seed", type=int, default=2026, help="the same seed gives the same province on the same day (2026)")
        parser.add_argument("--fresh", action="store_true", help="wipe the demonstration and make it anew")
        parser.add_argument("--no-serve", action="store_true", help="make it, and stop")
        parser.add_argument("--port", type=int, help="default: MOTCUA_PORT, or a free one when that is taken")
        parser.add_argument("--json", action="store_true", help="say what was made as JSON on standard output")

    def answer(self, **options: Any) -> None:
        if not (0 <= options["dossiers"] <= 1_000_000 and 1 <= options["days"] <= 366):
            raise BadWish
        port = None if options["no_serve"] else chosen_port(options["port"], "127.0.0.1", or_free=True)
        wish = demo.Wish(
            dossiers=options["dossiers"], days=options["days"], seed=options["seed"], until=demo.last_close(clock.now())
        )
        begin = time.perf_counter()
        # A second one in the same home waits and finds it made.
        with processes.only_one(env.home() / "demo.lock"), _shown() as told:
            made = demo.make(wish=wish, fresh=options["fresh"], told=told)
        made.seconds["total"] = round(time.perf_counter() - begin, 1)
        if options["json"]:
            self.stdout.write(json.dumps(dataclasses.asdict(made) | {"password": demo.PASSWORD}, ensure_ascii=False))
        self._say(made)
        if made.is_other_wish:
            self.stderr.write("Bản minh họa này đã có sẵn, lập theo ý muốn khác; thêm --fresh để xóa và lập lại.")
            self.stderr.write(
                "This demonstration was there already, made to another wish; add --fresh to wipe it and make it anew."
            )
        if port is not None:
            self._serve(port)

    def _say(self, made: demo.Made) -> None:
        say = self.stderr.write
        say(
            f"{made.communes} xã, phường, đặc khu; {made.centres} trung tâm; {made.officials} cán bộ; {made.procedures} thủ tục; "
            f"{made.dossiers} hồ sơ; {made.journal_facts} sự kiện; nhật ký {'nguyên vẹn' if made.audit_ok else 'CÓ VẤN ĐỀ'}."
        )
        say(f"Tài khoản minh họa, mật khẩu chung: {demo.PASSWORD}")
        for kind in filter(made.accounts.get, _KINDS):  # one made by an older version has fewer
            say(f"  {made.accounts[kind]:<32} {_KINDS[kind]}")

    def _serve(self, port: int) -> None:
        words = f"\nMở trong trình duyệt: http://localhost:{port}/   (dừng: Ctrl C)"
        raise SystemExit(supervise(parts(port=port), announce=when_open(port, lambda: self.stderr.write(words))))


@contextmanager
def _shown() -> Iterator[Callable[[str, int, int], None]]:
    """Progress bars on a terminal, plain lines in a log; always on standard error."""
    if not sys.stderr.isatty():
        yield _plain()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tasks: dict[str, Any] = {}

        def told(what: str, done: int, whole: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=whole)
            if whole > 1 or progress.tasks[tasks[what]].total == 1:
                progress.update(tasks[what], completed=done, total=whole)

        yield told


def _plain() -> Callable[[str, int, int], None]:
    last: dict[str, int] = {}

    def told(what: str, done: int, whole: int) -> None:
        tenth = 10 * done // max(whole, 1)
        if last.get(what) != tenth:
            last[what] = tenth
            sys.stderr.write(f"{clock.local(clock.now()):%H:%M:%S} {what}: {done}/{whole}\n")

    return told
