"""What `motcua doctor` looks at. Each check says what it found and, when something is wrong, how to mend it."""

import os
import platform
import re
import shutil
import stat
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from importlib import metadata
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from motcua.config import env, postgres, processes, rescue
from motcua.foundation import clock
from motcua.journal import public as journal

GIGABYTE = 1024**3


class Verdict(StrEnum):
    ok = "ok"
    warn = "warn"
    bad = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    name: str
    verdict: Verdict
    vi: str
    en: str
    remedy_vi: str = ""
    remedy_en: str = ""


def examine() -> Iterator[Finding]:
    """Every finding, in order; those that need the database only when it answers and has its tables."""
    for check in (_python, _packages, _time_zone, _home, _secrets, _disk, _pages, _port):
        yield check()
    database = _database()
    yield database
    if database.verdict is Verdict.bad:
        return
    migrations = _migrations()
    yield migrations
    if migrations.verdict is Verdict.ok:
        for check in (_clock, _worker, _queue, _journal):
            yield check()
    yield _backups()


def _finding(name: str, verdict: Verdict, vi: str, en: str, remedy: tuple[str, str] = ("", "")) -> Finding:
    needed = verdict is not Verdict.ok
    return Finding(
        name=name, verdict=verdict, vi=vi, en=en, remedy_vi=remedy[0] if needed else "", remedy_en=remedy[1] if needed else ""
    )


def _python() -> Finding:
    version = platform.python_version()
    verdict = Verdict.ok if sys.version_info >= (3, 11) else Verdict.bad
    return _finding(
        "python", verdict, f"Python {version}", f"Python {version}", ("Cài Python 3.11 trở lên.", "Install Python 3.11 or newer.")
    )


def _packages() -> Finding:
    missing = ", ".join(sorted(_missing_packages()))
    return _finding(
        "packages",
        Verdict.bad if missing else Verdict.ok,
        f"Thiếu gói Python: {missing}." if missing else "Đủ các gói Python.",
        f"Python packages are missing: {missing}." if missing else "All Python packages are there.",
        (
            "Cài lại: uv sync (trong mã nguồn) hoặc pip install --force-reinstall motcua",
            "Install again: uv sync (in a checkout) or pip install --force-reinstall motcua",
        ),
    )


def _missing_packages() -> Iterator[str]:
    """Of those that every installation needs: one with a condition may not be needed here."""
    for needed in metadata.requires("motcua") or []:
        name, _, condition = needed.partition(";")
        package = re.split(r"[^A-Za-z0-9_.-]", name.strip())[0]
        if not condition:
            try:
                metadata.version(package)
            except metadata.PackageNotFoundError:
                yield package


def _time_zone() -> Finding:
    try:
        right = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")).utcoffset() == timedelta(hours=7)
    except ZoneInfoNotFoundError:
        right = False
    return _finding(
        "time_zone",
        Verdict.ok if right else Verdict.bad,
        "Múi giờ Việt Nam đúng (+07:00)." if right else "Máy không có dữ liệu múi giờ Việt Nam.",
        "The Vietnamese time zone is right (+07:00)." if right else "The machine has no data for the Vietnamese time zone.",
        ("Cài gói hệ thống tzdata.", "Install the system package tzdata."),
    )


def _home() -> Finding:
    home = env.home()
    standing = next((folder for folder in (home, *home.parents) if folder.exists()), home)
    usable = os.access(standing, os.W_OK | os.X_OK)
    return _finding(
        "home",
        Verdict.ok if usable else Verdict.bad,
        f"Thư mục dữ liệu: {home}" if usable else f"Không ghi được vào thư mục dữ liệu {home}.",
        f"Data folder: {home}" if usable else f"The data folder {home} cannot be written to.",
        ("Chạy bằng chủ của thư mục, hoặc đặt MOTCUA_HOME.", "Run as the folder's owner, or set MOTCUA_HOME."),
    )


def _secrets() -> Finding:
    folder = env.home() / "secrets"
    try:
        open_ones = sorted(path.name for path in folder.iterdir() if stat.S_IMODE(path.stat().st_mode) & 0o077)
    except FileNotFoundError:
        open_ones = []
    except PermissionError:
        return _finding(
            "secrets",
            Verdict.bad,
            f"Không đọc được {folder}.",
            f"{folder} cannot be read.",
            ("Chạy bằng chủ của thư mục.", "Run as the folder's owner."),
        )
    names = ", ".join(open_ones)
    return _finding(
        "secrets",
        Verdict.bad if open_ones else Verdict.ok,
        f"Người khác trên máy đọc được khóa: {names}." if open_ones else "Khóa bí mật chỉ chủ đọc được.",
        f"Other users of the machine can read: {names}." if open_ones else "Secrets are readable by their owner only.",
        (f"chmod 600 {folder}/*", f"chmod 600 {folder}/*"),
    )


def _disk() -> Finding:
    home = env.home()
    standing = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(standing).free / GIGABYTE
    verdict = Verdict.bad if free < 1 else Verdict.warn if free < 5 else Verdict.ok
    return _finding(
        "disk",
        verdict,
        f"Ổ đĩa còn trống {free:.1f} GB.",
        f"{free:.1f} GB of disk space are free.",
        (
            "Dọn ổ đĩa hoặc thêm dung lượng; đầy ổ thì cơ sở dữ liệu dừng.",
            "Free or add space; the database stops on a full disk.",
        ),
    )


def _pages() -> Finding:
    built = files("motcua").joinpath("ui/static/build/motcua.css").is_file()
    return _finding(
        "pages",
        Verdict.ok if built else Verdict.bad,
        "Giao diện đã dựng." if built else "Giao diện chưa dựng.",
        "The pages' bundles are built." if built else "The pages' bundles are not built.",
        ("Chạy: motcua frontend", "Run: motcua frontend"),
    )


def _port() -> Finding:
    port = env.number("MOTCUA_PORT")
    if processes.port_is_free(port):
        return _finding("port", Verdict.ok, f"Cổng {port} còn trống.", f"Port {port} is free.")
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/song", timeout=3) as answer:
            ours = b'"live"' in answer.read(200)
    except (urllib.error.URLError, OSError, ValueError):
        ours = False
    return _finding(
        "port",
        Verdict.ok if ours else Verdict.warn,
        f"Máy chủ web đang trả lời ở cổng {port}." if ours else f"Cổng {port} đang có chương trình khác dùng.",
        f"The web server answers on port {port}." if ours else f"Another program uses port {port}.",
        ("Đặt MOTCUA_PORT hoặc dùng --port.", "Set MOTCUA_PORT or use --port."),
    )


def _database() -> Finding:
    remedy = (
        (
            f"Đọc cuối tệp {postgres.log()}; thường do đầy ổ đĩa hoặc tệp đổi chủ. Sửa xong cơ sở dữ liệu tự chạy lại.",
            f"Read the end of {postgres.log()}: mostly a full disk, or files with another owner. Once mended it starts by itself.",
        )
        if postgres.is_embedded()
        else (
            "Kiểm tra MOTCUA_DATABASE_URL, máy chủ PostgreSQL có đang chạy không, tường lửa và mật khẩu.",
            "Check MOTCUA_DATABASE_URL, whether that PostgreSQL runs, the firewall and the password.",
        )
    )
    try:
        postgres.ensure_running()
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int / 10000, current_setting('server_version')")
            major, version = cursor.fetchone()
    except (DatabaseError, SystemExit, OSError) as refused:
        reason = str(refused).strip()
        return _finding(
            "database", Verdict.bad, f"Cơ sở dữ liệu không trả lời: {reason}", f"The database does not answer: {reason}", remedy
        )
    where = "embedded" if postgres.is_embedded() else "MOTCUA_DATABASE_URL"
    return _finding(
        "database",
        Verdict.ok if major >= postgres.OLDEST else Verdict.bad,
        f"PostgreSQL {version} trả lời ({where}).",
        f"PostgreSQL {version} answers ({where}).",
        (f"Nâng cấp lên PostgreSQL {postgres.OLDEST} trở lên.", f"Upgrade to PostgreSQL {postgres.OLDEST} or newer."),
    )


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return _finding(
        "migrations",
        Verdict.bad if missing else Verdict.ok,
        f"Còn {missing} bước nâng cấp bảng chưa chạy." if missing else "Bảng dữ liệu mới nhất.",
        f"{missing} migrations are missing." if missing else "All tables are up to date.",
        ("Chạy: motcua migrate", "Run: motcua migrate"),
    )


def _clock() -> Finding:
    """Against the database's, which may be on another machine, and against what has happened already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now = clock.now()
        skew = abs((cursor.fetchone()[0] - now).total_seconds())
    latest = journal.latest_moment()
    if latest is not None and latest > now + timedelta(seconds=2):
        happened, shown = (clock.local(at).strftime("%H:%M:%S %d/%m/%Y") for at in (latest, now))
        return _finding(
            "clock",
            Verdict.bad,
            f"Đồng hồ máy chỉ {shown}, trước việc gần nhất trong nhật ký, {happened}: hồ sơ mới xử lý sẽ không làm tiếp được.",
            f"The clock shows {shown}, before the newest fact in the journal, {happened}: dossiers just worked on cannot be moved.",
            (
                "Chỉnh lại giờ máy và bật đồng bộ giờ (chrony, systemd-timesyncd).",
                "Set the clock and synchronise it (chrony, systemd-timesyncd).",
            ),
        )
    return _finding(
        "clock",
        Verdict.ok if skew < 2 else Verdict.bad,
        f"Đồng hồ máy và cơ sở dữ liệu lệch {skew:.1f} giây.",
        f"The clocks of this machine and of the database differ by {skew:.1f} s.",
        ("Đồng bộ giờ (chrony, systemd-timesyncd) trên cả hai máy.", "Synchronise both clocks (chrony, systemd-timesyncd)."),
    )


def _worker() -> Finding:
    alive = ProcrastinateWorker.objects.filter(last_heartbeat__gt=clock.now() - timedelta(seconds=rescue.DEAD_AFTER)).count()
    return _finding(
        "worker",
        Verdict.ok if alive else Verdict.warn,
        f"{alive} tiến trình việc nền đang chạy." if alive else "Không có tiến trình việc nền nào đang chạy.",
        f"{alive} workers are alive." if alive else "No worker is alive.",
        ("Chạy: motcua serve --with-worker (hoặc motcua worker)", "Run: motcua serve --with-worker (or motcua worker)"),
    )


def _queue() -> Finding:
    now = clock.now()
    waiting = ProcrastinateJob.objects.filter(
        status="todo", scheduled_at=None, procrastinateevent__at__lt=now - timedelta(minutes=15)
    )
    stuck = waiting.distinct().count()
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    return _finding(
        "queue",
        Verdict.warn if stuck or failed else Verdict.ok,
        f"Việc nền: {stuck} việc chờ quá 15 phút, {failed} việc hỏng.",
        f"Jobs: {stuck} waiting for more than 15 minutes, {failed} failed.",
        (
            "Chạy một worker; xem việc hỏng: motcua manage procrastinate shell",
            "Run a worker; look at failed jobs: motcua manage procrastinate shell",
        ),
    )


def _journal() -> Finding:
    """A sample of chains; all of them take `motcua audit verify`."""
    subjects = {fact.subject for fact in journal.facts_page(subject=None, cursor=None, size=100).rows}
    broken = [subject for subject in sorted(subjects)[:20] if not journal.verify(subject).ok]
    return _finding(
        "journal",
        Verdict.bad if broken else Verdict.ok,
        f"Chuỗi nhật ký bị đứt: {', '.join(broken)}." if broken else "Mẫu nhật ký nguyên vẹn.",
        f"Broken chains in the journal: {', '.join(broken)}." if broken else "A sample of the journal is unbroken.",
        ("Chạy: motcua audit verify", "Run: motcua audit verify"),
    )


def _backups() -> Finding:
    made = [path for path in (env.home() / "backups").glob("*") if path.is_file()]
    newest = max((datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in made), default=None)
    fresh = newest is not None and newest > clock.now() - timedelta(days=2)
    when = clock.local(newest).strftime("%d/%m/%Y %H:%M") if newest else ""
    return _finding(
        "backups",
        Verdict.ok if fresh else Verdict.warn,
        f"Bản sao lưu mới nhất: {when}." if newest else "Chưa có bản sao lưu nào trong thư mục dữ liệu.",
        f"Newest backup: {when}." if newest else "There is no backup in the data folder.",
        ("Xem docs/operator.md, phần sao lưu.", "See docs/operator.md, on backing up."),
    )
