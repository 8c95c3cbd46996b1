"""What `motcua doctor` says of each thing that goes wrong, and that it says how to mend it."""

import re
import shutil
import subprocess
import sys
from datetime import timedelta
from importlib import metadata

import pytest
from django.core.management import call_command
from django.db import connection

from motcua.cli import checks
from motcua.config import env, rescue
from motcua.foundation import clock
from motcua.journal import public as journal


def _found(name: str) -> checks.Finding:
    return next(finding for finding in checks.examine() if finding.name == name)


def _is_told(found: checks.Finding, verdict: str, words: str) -> None:
    assert (found.verdict, words in found.vi) == (verdict, True), found
    assert found.en
    assert found.remedy_vi
    assert found.remedy_en


@pytest.mark.django_db
@pytest.mark.parametrize(("free", "verdict"), [(0.3, "bad"), (3, "warn")])
def test_a_disk_that_fills_up(monkeypatch: pytest.MonkeyPatch, free: float, verdict: str) -> None:
    usual = shutil.disk_usage(env.home())
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usual._replace(free=int(free * checks.GIGABYTE)))

    _is_told(_found("disk"), verdict, f"{free:.1f} GB")


@pytest.mark.django_db
def test_a_package_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _found("packages").verdict == "ok"
    usual = metadata.requires("motcua") or []
    monkeypatch.setattr(
        metadata, "requires", lambda name: [*usual, "no-such-package>=1", "not-needed-here; sys_platform == 'none'"]
    )

    _is_told(_found("packages"), "bad", "no-such-package")
    assert "not-needed-here" not in _found("packages").vi


def test_a_command_says_which_package_is_missing() -> None:
    without = "import sys; sys.modules['django'] = None; from motcua.cli import main; main(['doctor'])"

    done = subprocess.run([sys.executable, "-P", "-c", without], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "Thiếu gói Python «django»" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_tables_that_are_not_the_newest() -> None:
    call_command("migrate", "sessions", "zero", verbosity=0)

    _is_told(_found("migrations"), "bad", "1 bước")
    assert "motcua migrate" in _found("migrations").remedy_vi


@pytest.mark.django_db
def test_a_clock_that_went_back() -> None:
    assert _found("clock").verdict == "ok"
    journal.record(name="Tried", subject="try:1", actor="system", at=clock.now() + timedelta(minutes=10), payload={})

    _is_told(_found("clock"), "bad", "trước việc gần nhất")


@pytest.mark.django_db
def test_a_worker_that_lives_and_one_that_died() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        assert _found("worker").verdict == "ok"

        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - make_interval(secs => %s)", [rescue.DEAD_AFTER + 1]
        )

    _is_told(_found("worker"), "warn", "Không có tiến trình việc nền nào")


@pytest.mark.django_db
def test_pages_that_are_not_built(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(checks, "files", lambda package: tmp_path)

    _is_told(_found("pages"), "bad", "chưa dựng")
    assert re.search(r"motcua frontend", _found("pages").remedy_vi)
