"""`motcua account`: the first one who can sign in."""

import contextlib
import os
import pty
import subprocess
from pathlib import Path

import pytest
from tests.cli.words import Words
from tests.installation import MOTCUA, environment, installed

from motcua.foundation import clock
from motcua.organization import public as organization
from motcua.organization.models import User
from motcua.organization.public import Role

in_a_province = pytest.mark.usefixtures("province")
pytestmark = pytest.mark.django_db
PASSWORD = "cửa sổ mở ra sông Tiền\n"
WHO = ("quantri.tinh", "--name", "Lê Minh Khang")


@pytest.fixture
def province(motcua: Words) -> None:
    motcua.done("import", "province")


@in_a_province
def test_an_account_holds_its_role_at_its_agency(motcua: Words) -> None:
    made = motcua.done("account", *WHO, "--agency", "Phường Long Xuyên", "--role", "head", piped=PASSWORD)

    ward = organization.agency_called("30307", on=clock.local_day(clock.now()))
    actor = organization.actor_of(made["user"], at=clock.now())
    assert made == {"user": actor.user_id, "username": "quantri.tinh", "role": "head", "agency": ward.id}
    assert actor.has(Role.HEAD, ward.id)
    assert User.objects.get().check_password(PASSWORD.strip())


@in_a_province
def test_a_name_that_is_taken_is_refused(motcua: Words) -> None:
    motcua.done("account", *WHO, "--agency", "91", piped=PASSWORD)

    told = motcua.refused("account", "QuanTri.Tinh", "--name", "Người khác", "--agency", "91", piped=PASSWORD)

    assert "đã có người dùng" in told
    assert "is taken" in told
    assert User.objects.get().full_name == "Lê Minh Khang"


@in_a_province
@pytest.mark.parametrize(
    ("password", "vi", "en"),
    [
        ("", "Nhập mật khẩu mới", "Enter"),
        ("ngắn\n", "ít nhất 10 ký tự", "at least 10 characters"),
        ("password123\n", "phổ biến", "too common"),
        ("quantri.tinh\n", "giống", "too similar"),
        ("a" * 201 + "\n", "200", "200"),
    ],
)
def test_a_password_keeps_the_rules_of_the_screens(motcua: Words, password: str, vi: str, en: str) -> None:
    told = motcua.refused("account", *WHO, "--agency", "91", piped=password).splitlines()

    assert vi in told[0]
    assert en in told[1]
    assert not User.objects.exists()


@in_a_province
@pytest.mark.parametrize(
    ("words", "vi", "en"),
    [
        ((*WHO, "--agency", "30280"), "30280", "No agency in being"),  # phường Mỹ Bình, which ended on 1 July 2025
        ((*WHO, "--agency", "91", "--role", "chief"), "operator", "choose one of"),
        (WHO, "Thiếu --agency", "--agency is missing"),
        (("quantri.tinh", "--agency", "91"), "Thiếu --name", "--name is missing"),
        (("quantri.tinh", "--name", "Lê " * 1700, "--agency", "91"), "dài quá 200 ký tự", "longer than 200 characters"),
        (("Quản trị", "--name", "Lê Minh Khang", "--agency", "91"), "Tên đăng nhập gồm", "A user name has"),
    ],
)
def test_what_cannot_be_is_said_in_both_languages(motcua: Words, words: tuple[str, ...], vi: str, en: str) -> None:
    told = motcua.refused("account", *words, piped=PASSWORD).splitlines()

    assert vi in told[0]
    assert en in told[1]
    assert not User.objects.exists()


def test_a_terminal_is_asked_twice_and_shows_nothing_of_the_password(tmp_path: Path) -> None:
    home = installed(tmp_path)
    subprocess.run([*MOTCUA, "import", "province"], env=environment(home), check=True, capture_output=True)

    def at_a_terminal(*answers: str) -> tuple[int, str]:
        child, terminal = pty.fork()
        if child == 0:
            os.execve(MOTCUA[0], [*MOTCUA, "account", *WHO, "--agency", "91"], environment(home))
        shown, waiting = "", list(answers)
        with contextlib.suppress(OSError):  # how a terminal tells that nobody is there any more
            while heard := os.read(terminal, 4096):
                shown += heard.decode()
                if waiting and shown.endswith(": "):
                    os.write(terminal, waiting.pop(0).encode())
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown

    code, shown = at_a_terminal(PASSWORD, "sông Hậu\n")
    assert (code, "Hai lần nhập chưa giống nhau" in shown) == (2, True)
    code, shown = at_a_terminal(PASSWORD, PASSWORD)
    assert (code, "Đã lập tài khoản quantri.tinh" in shown) == (0, True)
    assert PASSWORD.strip() not in shown
