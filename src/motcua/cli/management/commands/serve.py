"""`motcua serve`: the web server, alone or with a worker beside it."""

from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from motcua.cli.management.spoken import SpokenCommand
from motcua.cli.supervisor import HOPELESS, Part, supervise
from motcua.config import env, logs, processes
from motcua.foundation.errors import Invalid, NotPossible

THREADS = 2  # per web process; measured with two processes on two cores: more threads only wait for each other


class PortTaken(NotPossible):
    code = "port_taken"
    vi = "Cổng {port} đang có chương trình khác dùng. Chọn cổng khác: --port {other} (hoặc --port 0 để máy tự chọn)."
    en = "Another program uses port {port}. Choose another one: --port {other} (or --port 0 to have one chosen)."


class NoSuchPort(Invalid):
    code = "no_such_port"
    vi = "Không có cổng {port}: số cổng từ 0 đến 65535."
    en = "There is no port {port}: ports go from 0 to 65535."


class NotMigrated(NotPossible):
    code = "not_migrated"
    vi = "Cơ sở dữ liệu chưa có bảng mới nhất ({count} bước còn thiếu). Chạy: motcua migrate"
    en = "The database lacks its newest tables ({count} steps). Run: motcua migrate"


class Command(SpokenCommand):
    help = "Chạy máy chủ web. / Run the web server."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, help="default: MOTCUA_PORT; 0 chooses a free one")
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for all")
        parser.add_argument("--workers", type=int, help="web processes; default: MOTCUA_WEB_WORKERS")
        parser.add_argument("--with-worker", action="store_true", help="also run a worker, and keep both alive")

    def answer(self, **options: Any) -> None:
        host = options["host"]
        port = chosen_port(options["port"], host)
        require_tables()
        workers = options["workers"] or env.number("MOTCUA_WEB_WORKERS")
        if options["with_worker"]:
            shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104
            announce = when_open(port, lambda: self.stderr.write(f"http://{shown}:{port}/"))
            raise SystemExit(supervise(parts(port=port, host=host, workers=workers), announce=announce))
        call_command("collectstatic", interactive=False, verbosity=0)
        web_server(host, port, workers).serve()

    def fail(self, error: Any) -> Any:
        if isinstance(error, PortTaken):
            self.stderr.write(error.sentence_vi)
            self.stderr.write(error.sentence_en)
            raise SystemExit(HOPELESS)
        super().fail(error)


def parts(*, port: int, host: str = "127.0.0.1", workers: int | None = None) -> tuple[Part, Part]:
    """A web server and a worker, for the supervisor."""
    count = workers or env.number("MOTCUA_WEB_WORKERS")
    web = Part(name="web", command=("serve", "--port", str(port), "--host", host, "--workers", str(count)))
    return web, Part(name="worker", command=("worker",))


def when_open(port: int, say: Callable[[], object]) -> Callable[[], bool]:
    """For the supervisor: say it as soon as somebody listens on the port."""

    def announce() -> bool:
        if processes.port_is_free(port):
            return False
        say()
        return True

    return announce


def chosen_port(wanted: int | None, host: str, *, or_free: bool = False) -> int:
    """The wanted port; a free one for 0, or when nobody asked for the one that is taken and `or_free`. Raises PortTaken, NoSuchPort."""
    port = env.number("MOTCUA_PORT") if wanted is None else wanted
    if not 0 <= port <= 65_535:
        raise NoSuchPort(port=port)
    if port == 0 or (or_free and wanted is None and not processes.port_is_free(port, host)):
        return processes.free_port(host)
    if not processes.port_is_free(port, host):
        raise PortTaken(port=port, other=processes.free_port(host))
    return port


def require_tables() -> None:
    """Raises NotMigrated."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close()
    if missing:
        raise NotMigrated(count=len(missing))


def web_server(host: str, port: int, workers: int) -> Any:
    return Granian(
        "motcua.config.served:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
        log_dictconfig=logs.configuration(env.text("MOTCUA_LOG_LEVEL")),
    )
