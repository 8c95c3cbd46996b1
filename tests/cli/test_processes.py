"""`motcua serve --with-worker` as an operator meets it: killed in parts, killed whole, stopped, started twice."""

import json
import os
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from pathlib import Path

import psycopg
import pytest
from tests import installation
from tests.installation import DATABASE, MOTCUA, WEB, WORKER, Installation, environment, installed, kill, wait_for


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(tmp_path_factory.mktemp("máy chủ"))


@pytest.fixture(scope="module")
def running(home: Path) -> Iterator[Installation]:
    with installation.running(home) as serving:
        yield serving


@pytest.fixture
def doomed(tmp_path: Path) -> Iterator[Installation]:
    with installation.running(installed(tmp_path)) as serving:
        yield serving


def test_web_worker_and_database_come_back_when_killed(running: Installation) -> None:
    before = {words: running.named(words) for words in (WEB, WORKER, DATABASE)}
    assert all(before.values())

    for pids in before.values():
        kill(pids)

    wait_for(running.answers)
    wait_for(lambda: all(running.named(words) and not set(running.named(words)) & set(pids) for words, pids in before.items()))


def test_a_second_copy_on_the_same_port_is_told_so_in_both_languages(running: Installation) -> None:
    second = subprocess.run(
        [*MOTCUA, "serve", "--port", str(running.port)],
        env=environment(running.home),
        capture_output=True,
        text=True,
        check=False,
    )

    assert second.returncode == 69
    assert f"Cổng {running.port} đang có chương trình khác dùng" in second.stderr
    assert f"Another program uses port {running.port}" in second.stderr
    assert running.answers()


def test_doctor_finds_a_running_installation_well(running: Installation) -> None:
    settings = {**environment(running.home), "MOTCUA_PORT": str(running.port)}

    wait_for(lambda: bool(_doctor(settings)["worker"] == "ok"))

    found = _doctor(settings)
    assert "bad" not in found.values()
    assert found["port"] == found["database"] == found["migrations"] == found["secrets"] == "ok"


def test_a_killed_supervisor_leaves_no_process_behind(doomed: Installation) -> None:
    os.kill(doomed.process.pid, signal.SIGKILL)
    doomed.process.wait()

    wait_for(lambda: not doomed.tree())


def test_a_stop_signal_ends_everything_with_code_zero(doomed: Installation) -> None:
    doomed.process.send_signal(signal.SIGTERM)

    assert doomed.process.wait(timeout=30) == 0
    wait_for(lambda: not doomed.tree())


def test_a_database_that_cannot_start_is_said_by_api_and_pages_and_tried_until_it_can(doomed: Installation) -> None:
    web = doomed.named(WEB)
    needed = doomed.home / "database" / "cluster" / "global"
    needed.rename(needed.with_name("hidden"))
    kill(doomed.named(DATABASE))

    wait_for(lambda: "it is tried again" in (doomed.home / "serve.log").read_text())
    for path, words in (("/api/v1/dossiers/X", "Cơ sở dữ liệu tạm thời không trả lời"), ("/thu-tuc/", "Hệ thống tạm nghỉ")):
        status, headers, text = _get(f"http://127.0.0.1:{doomed.port}{path}")
        assert (status, words in text) == (503, True), text
        assert int(headers["Retry-After"]) > 0
    needed.with_name("hidden").rename(needed)

    wait_for(doomed.answers)
    assert doomed.named(WEB) == web
    assert _get(f"http://127.0.0.1:{doomed.port}/thu-tuc/")[0] == 200


def test_a_session_that_outlives_its_killed_database_does_not_keep_the_next_one_waiting(doomed: Installation) -> None:
    minutes_of_work = "SELECT sum(sqrt(a * b)) FROM generate_series(1, 100000) a, generate_series(1, 100000) b"
    with psycopg.connect(host=doomed.socket(), user="motcua", dbname="motcua") as busy, ThreadPoolExecutor(1) as beside:
        session, lost = busy.info.backend_pid, beside.submit(busy.execute, minutes_of_work)
        wait_for(lambda: "SELECT" in _words_of(session))
        kill(doomed.named(DATABASE))

        wait_for(doomed.answers)
        assert isinstance(lost.exception(timeout=30), psycopg.OperationalError)
        busy.close()


def _words_of(pid: int) -> str:
    """What a process of the database says of itself."""
    return (Path("/proc") / str(pid) / "cmdline").read_text(errors="replace")


def _get(address: str) -> tuple[int, Message, str]:
    asked = urllib.request.Request(address, headers={"Authorization": "Bearer motcua_x"})
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read().decode()


def test_doctor_names_open_secrets_and_missing_tables(tmp_path: Path) -> None:
    secret = tmp_path / "secrets" / "motcua_secret_key"
    secret.parent.mkdir()
    secret.write_text("x" * 60)
    secret.chmod(0o644)

    found = _doctor(environment(tmp_path))

    assert found["secrets"] == "bad"
    assert found["migrations"] == "bad"
    assert "worker" not in found


def test_doctor_says_why_the_database_does_not_answer() -> None:
    settings = {
        **os.environ,
        "MOTCUA_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
        "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
    }

    done = subprocess.run([*MOTCUA, "doctor", "--json"], env=settings, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert checks["database"]["verdict"] == "bad"
    assert "MOTCUA_DATABASE_URL" in checks["database"]["remedy_vi"]
    assert "migrations" not in checks


def _doctor(settings: dict[str, str]) -> dict[str, str]:
    done = subprocess.run([*MOTCUA, "doctor", "--json"], env=settings, capture_output=True, text=True, check=False)
    return {check["name"]: check["verdict"] for check in json.loads(done.stdout)["checks"]}
