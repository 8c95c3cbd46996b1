"""Signing in: plain words, limits that block, no open doors."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from tests.organization import given
from tests.organization.given import AT, PASSWORD

from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.models import User
from motcua.organization.public import SYSTEM

pytestmark = pytest.mark.django_db
WORK = "/can-bo/"


@pytest.fixture
def user() -> User:
    return User.objects.get(pk=given.person(password=PASSWORD))


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str):
    return client.post("/dang-nhap/", {"login": username, "password": password, **more})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code_for(secret: str) -> str:
    *_, counter = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, counter))


def turn_on(client: Client) -> str:
    """Turn the second factor on as a person does, and give its secret."""
    page = client.get("/tai-khoan/hai-buoc/bat/")
    if page.status_code == 302:
        client.post(page["location"], {"password": PASSWORD})
        page = client.get("/tai-khoan/hai-buoc/bat/")
    secret = page.context["form"].secret
    done = client.post("/tai-khoan/hai-buoc/bat/", {"code": code_for(secret)})
    assert done.status_code == 302
    return str(secret)


def test_the_right_password_leads_to_the_work(client, user):
    answer = sign_in(client, f" {user.username.upper()} ")

    assert (answer.status_code, answer["location"]) == (302, WORK)
    assert signed_in(client)


def test_the_page_is_vietnamese_and_complete(client):
    page = client.get("/dang-nhap/").content.decode()

    assert "Tên đăng nhập" in page
    assert "UNDEFINED" not in page
    assert "Password" not in page
    assert "Sign" not in page
    assert not re.search(r"<script(?![^>]*src)|style=", page)


@pytest.mark.parametrize("password", ["sai-mat-khau", "x" * 5000, "\x00"])
def test_a_wrong_password_is_told_in_plain_words_without_saying_which_part(client, user, password):
    wrong = sign_in(client, user.username, password)
    unknown = sign_in(client, "khong.co.ai", password)

    for answer in (wrong, unknown):
        assert not signed_in(client)
        assert answer.context["form"].errors
    assert str(wrong.context["form"].errors) == str(unknown.context["form"].errors)


def test_the_sixth_guess_is_refused_even_with_the_right_password(client, user):
    for _ in range(5):
        assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in sign_in(client, user.username, "doan").content.decode()

    answer = sign_in(client, user.username)

    assert "Đợi năm phút" in answer.content.decode()
    assert not signed_in(client)


def test_guesses_at_one_account_do_not_lock_a_colleague_at_the_same_address(client, user):
    colleague = User.objects.get(pk=given.person(password=PASSWORD))
    for _ in range(6):
        sign_in(client, user.username, "doan")

    sign_in(client, colleague.username)

    assert signed_in(client)


def test_one_address_that_tries_many_accounts_is_stopped(client, user, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    for number in range(3):
        sign_in(client, f"ten.{number}", "doan")

    answer = sign_in(client, user.username)

    assert answer.status_code == 429
    assert "thử quá nhiều lần" in answer.content.decode()
    assert not signed_in(client)


@pytest.mark.parametrize("target", ["https://ke.gian.example/", "//ke.gian.example", "javascript:alert(1)", "/\\ke.gian.example"])
def test_signing_in_never_leads_to_another_site(client, user, target):
    answer = sign_in(client, user.username, next=target)

    assert answer["location"] == WORK


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client, user):
    asked = client.get("/tai-khoan/")
    assert parse_qs(urlsplit(asked["location"]).query) == {"next": ["/tai-khoan/"]}
    page = client.get(asked["location"]).content.decode()
    assert 'name="next" value="/tai-khoan/"' in page

    answer = sign_in(client, user.username, next="/tai-khoan/")

    assert answer["location"] == "/tai-khoan/"


def test_a_session_made_before_signing_in_is_worth_nothing_after(client, user):
    client.get("/dang-nhap/")
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["sessionid"] = before = session.session_key

    sign_in(client, user.username)

    assert client.session.session_key != before


def test_signing_out_needs_a_deliberate_step(client, user):
    client.force_login(user)

    assert client.get("/dang-xuat/").status_code == 200
    assert signed_in(client)

    assert client.post("/dang-xuat/")["location"] == "/"
    assert not signed_in(client)


def test_a_form_from_another_site_is_refused(user):
    strict = Client(enforce_csrf_checks=True)

    assert sign_in(strict, user.username).status_code == 403
    assert not signed_in(strict)


def test_a_closed_account_cannot_sign_in_and_its_open_session_ends(client, user):
    client.force_login(user)
    organization.deactivate_user(user_id=user.pk, actor=SYSTEM, at=AT)

    assert client.get("/tai-khoan/").status_code == 302
    assert sign_in(Client(), user.username).context["form"].errors
    organization.reactivate_user(user_id=user.pk, actor=SYSTEM, at=AT)
    assert client.get("/tai-khoan/").status_code == 302


@pytest.mark.parametrize("path", ["/dang-ky/", "/accounts/signup/", "/signup/", "/accounts/login/"])
def test_there_is_no_sign_up(client, path):
    assert client.get(path).status_code == 404


def test_a_second_factor_is_turned_on_asked_for_and_turned_off(client, user):
    sign_in(client, user.username)
    secret = turn_on(client)

    stored = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    assert secret not in str(stored.data)
    page = client.get("/tai-khoan/ma-du-phong/").content.decode()
    (first, *_rest) = re.findall(r'<span class="code">(\d{8})</span>', page)

    other = Client()
    answer = sign_in(other, user.username)
    assert answer["location"] == "/dang-nhap/hai-buoc/"
    assert not signed_in(other)
    assert "Mã chưa đúng" in other.post("/dang-nhap/hai-buoc/", {"code": "000000"}).content.decode()
    assert other.post("/dang-nhap/hai-buoc/", {"code": first})["location"] == WORK
    assert signed_in(other)

    again = Client()
    sign_in(again, user.username)
    again.post("/dang-nhap/hai-buoc/", {"code": first})
    assert not signed_in(again)

    client.post("/tai-khoan/hai-buoc/tat/")
    assert not Authenticator.objects.filter(user=user).exists()
    names = [fact.name for fact in journal.history(f"user:{user.pk}")]
    assert names == ["UserCreated", "SecondFactorTurnedOn", "SecondFactorTurnedOff"]


def test_the_picture_of_the_second_factor_needs_no_foreign_style(client, user):
    sign_in(client, user.username)
    client.post("/tai-khoan/xac-nhan/", {"password": PASSWORD})

    page = client.get("/tai-khoan/hai-buoc/bat/").content.decode()

    assert "<svg" in page
    assert "style=" not in page
    assert "data:" not in page


def test_guessing_a_second_factor_is_stopped(client, user):
    sign_in(client, user.username)
    turn_on(client)
    other = Client()
    sign_in(other, user.username)

    said = [other.post("/dang-nhap/hai-buoc/", {"code": f"{n:06}"}).content.decode() for n in range(6)]

    assert "Mã chưa đúng" in said[0]
    assert "quá nhiều lần" in said[-1]


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(client, user):
    other = Client()
    sign_in(client, user.username)
    sign_in(other, user.username)
    new = {"current": PASSWORD, "password": "mot-cau-dai-de-nho", "again": "mot-cau-dai-de-nho"}

    assert client.post("/tai-khoan/mat-khau/", {**new, "current": "sai"}).status_code == 422
    assert client.post("/tai-khoan/mat-khau/", {**new, "again": "khac"}).status_code == 422
    assert client.post("/tai-khoan/mat-khau/", {**new, "password": "ngan", "again": "ngan"}).status_code == 422
    assert client.post("/tai-khoan/mat-khau/", new).status_code == 302

    assert client.get("/tai-khoan/").status_code == 200
    assert other.get("/tai-khoan/").status_code == 302
    assert journal.history(f"user:{user.pk}")[-1].name == "PasswordSet"
