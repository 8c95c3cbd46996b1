"""`motcua account`: the first one who can sign in."""

import pytest
from tests.cli.words import Words

from motcua.foundation import clock
from motcua.organization import public as organization
from motcua.organization.models import User
from motcua.organization.public import Role

pytestmark = pytest.mark.django_db
PASSWORD = "cửa sổ mở ra sông Tiền\n"
WHO = ("quantri.tinh", "--name", "Lê Minh Khang")


@pytest.fixture(autouse=True)
def _province(motcua: Words) -> None:
    motcua.done("import", "province")


def test_an_account_holds_its_role_at_its_agency(motcua: Words) -> None:
    made = motcua.done("account", *WHO, "--agency", "Phường Long Xuyên", "--role", "head", piped=PASSWORD)

    ward = organization.agency_called("30307", on=clock.local_day(clock.now()))
    actor = organization.actor_of(made["user"], at=clock.now())
    assert made == {"user": actor.user_id, "username": "quantri.tinh", "role": "head", "agency": ward.id}
    assert actor.has(Role.HEAD, ward.id)
    assert User.objects.get().check_password(PASSWORD.strip())


def test_a_name_that_is_taken_is_refused(motcua: Words) -> None:
    motcua.done("account", *WHO, "--agency", "91", piped=PASSWORD)

    told = motcua.refused("account", "QuanTri.Tinh", "--name", "Người khác", "--agency", "91", piped=PASSWORD)

    assert "đã có người dùng" in told
    assert "is taken" in told
    assert User.objects.get().full_name == "Lê Minh Khang"


@pytest.mark.parametrize(
    ("password", "vi", "en"),
    [
        ("", "Nhập mật khẩu mới", "Enter"),
        ("ngắn\n", "10", "at least 10 characters"),
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


@pytest.mark.parametrize(
    ("words", "vi", "en"),
    [
        ((*WHO, "--agency", "30280"), "30280", "No agency in being"),  # phường Mỹ Bình, which ended on 1 July 2025
        ((*WHO, "--agency", "91", "--role", "chief"), "operator", "choose one of"),
        (WHO, "Thiếu --agency", "--agency is missing"),
        (("quantri.tinh", "--agency", "91"), "Thiếu --name", "--name is missing"),
        (("Quản trị", "--name", "Lê Minh Khang", "--agency", "91"), "Tên đăng nhập gồm", "A user name has"),
    ],
)
def test_what_cannot_be_is_said_in_both_languages(motcua: Words, words: tuple[str, ...], vi: str, en: str) -> None:
    told = motcua.refused("account", *words, piped=PASSWORD).splitlines()

    assert vi in told[0]
    assert en in told[1]
    assert not User.objects.exists()
