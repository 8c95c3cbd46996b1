"""Refusals, headers, language and health, through the whole middleware."""

import re
from types import ModuleType

import pytest
from django.db import OperationalError, connection
from django.test import Client, override_settings

from motcua.ui.refusals import REFUSALS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_addresses")]


@pytest.fixture
def citizen() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("status", [403, 404, 409, 412, 422, 429])
def test_a_domain_error_becomes_the_page_of_its_status_in_both_languages(citizen: Client, status: int) -> None:
    answer = citizen.get(f"/loi/{status}/")

    assert answer.status_code == status
    page = answer.content.decode()
    assert f"<h1>{REFUSALS[status].vi.title}</h1>" in page
    assert f"<b>{REFUSALS[status].en.title}.</b>" in page
    assert "UNDEFINED" not in page


def test_the_sentence_of_the_error_is_said_with_its_values(citizen: Client) -> None:
    page = citizen.get("/loi/412/").content.decode()

    assert "<b>Bà Út vừa chuyển hồ sơ này lúc 09:42.</b>" in page
    assert "Mrs Út moved this dossier at 09:42." in page
    assert '<span class="code">stale_page</span>' in page


def test_the_page_that_led_here_is_offered_but_never_a_foreign_one(citizen: Client) -> None:
    ours = citizen.get("/loi/412/", headers={"Referer": "http://testserver/can-bo/ho-so/1/", "Host": "testserver"})
    foreign = citizen.get("/loi/412/", headers={"Referer": "https://example.org/", "Host": "testserver"})

    assert 'href="http://testserver/can-bo/ho-so/1/">' in ours.content.decode()
    assert "example.org" not in foreign.content.decode()


def test_htmx_gets_a_fragment_for_the_toasts(citizen: Client) -> None:
    answer = citizen.get("/loi/409/", headers={"HX-Request": "true"})

    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#thong-bao"
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize(("kind", "status"), [("denied", 403), ("suspicious", 400), ("bug", 500), ("away", 503)])
def test_other_failures_have_words_too_and_give_nothing_away(citizen: Client, kind: str, status: int) -> None:
    answer = citizen.get(f"/loi/{kind}/", headers={"X-Request-Id": "abcdef-12345678"})

    page = answer.content.decode()
    assert answer.status_code == status
    assert REFUSALS[status].vi.title in page
    assert "a secret of the house" not in page
    assert "connection refused" not in page
    assert ("abcdef-12345678" in page) is (status >= 500)
    assert answer["X-Request-Id"] == "abcdef-12345678"


def test_a_lost_database_says_when_to_come_back(citizen: Client) -> None:
    assert citizen.get("/loi/away/")["Retry-After"] == "30"


def test_an_unknown_address_and_a_wrong_method_have_words(citizen: Client) -> None:
    assert "Không có trang này" in citizen.get("/khong-co/").content.decode()
    refused = citizen.get("/chi-gui/")
    assert refused.status_code == 405
    assert refused["Allow"] == "POST"
    assert "Trang chỉ nhận việc gửi từ nút bấm" in refused.content.decode()


def test_machines_get_problem_details(citizen: Client) -> None:
    for address, status in (("/api/v1/loi/409/", 409), ("/api/v2/", 404), ("/api/v1/loi/bug/", 500)):
        answer = citizen.get(address)
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert answer.json()["detail_en"]


def test_a_page_sent_from_a_lost_session_is_refused_in_clear_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/chi-gui/")

    assert answer.status_code == 403
    assert "Trang mở lâu quá nên chưa gửi được" in answer.content.decode()


def test_an_odd_request_id_is_replaced(citizen: Client) -> None:
    said = citizen.get("/song", headers={"X-Request-Id": "<script>"})["X-Request-Id"]

    assert re.fullmatch(r"[0-9a-f]{32}", said)


def test_every_answer_carries_strict_headers(citizen: Client) -> None:
    for address in ("/huong-dan-giao-dien/", "/song", "/khong-co/", "/loi/bug/", "/loi/409/"):
        answer = citizen.get(address)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer["X-Frame-Options"] == "DENY"
        assert "geolocation=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize(
    "address", ["/huong-dan-giao-dien/", "/huong-dan-giao-dien/?kieu=dan", "/tro-nang/", "/du-lieu-cua-ban/", "/khong-co/"]
)
def test_pages_hold_no_inline_style_script_or_third_party(citizen: Client, address: str) -> None:
    page = citizen.get(address).content.decode()

    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"<style", page)
    assert set(re.findall(r"https?://[^\"' <]+", page)) <= {"http://www.w3.org/2000/svg"}
    assert page.count("<h1") == 1
    assert "UNDEFINED" not in page


def test_vietnamese_unless_english_was_chosen(citizen: Client) -> None:
    assert '<html lang="vi">' in citizen.get("/tro-nang/", headers={"Accept-Language": "en-US,en"}).content.decode()

    answer = citizen.post("/ngon-ngu/", {"language": "en", "next": "/tro-nang/"})

    assert answer["Location"] == "/tro-nang/"
    page = citizen.get("/tro-nang/")
    assert '<html lang="en">' in page.content.decode()
    assert page["Content-Language"] == "en"
    assert "Cookie" in page["Vary"]


def test_the_language_switch_leads_nowhere_else(citizen: Client) -> None:
    assert citizen.post("/ngon-ngu/", {"language": "en", "next": "https://example.org/"})["Location"] == "/"


def test_live_needs_no_database_and_ready_asks_it(citizen: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert citizen.get("/song").json() == {"live": True}
    assert citizen.get("/san-sang").json() == {"ready": True, "database": True, "writable": True, "migrated": True}


def test_not_ready_while_the_database_may_write_no_file(citizen: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('temp_file_limit', '0', false)")
    try:
        answer = citizen.get("/san-sang")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET temp_file_limit")

    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": True, "writable": False, "migrated": True}


@pytest.mark.parametrize("address", ["/loi/day-dia/", "/api/v1/loi/day-dia/"])
def test_a_full_disk_is_told_as_such(citizen: Client, address: str) -> None:
    answer = citizen.get(address)

    assert answer.status_code == 507
    assert "Ổ đĩa của cơ sở dữ liệu đã đầy" in answer.content.decode()


def test_not_ready_while_a_migration_is_missing(citizen: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.ui.views._migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")

    answer = citizen.get("/san-sang")

    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": True, "writable": True, "migrated": False}


def test_production_finds_the_same_pages_without_debug(citizen: Client, addresses: ModuleType) -> None:
    with override_settings(DEBUG=False, ROOT_URLCONF=addresses):
        assert citizen.get("/loi/404/").status_code == 404


def test_a_session_that_cannot_be_read_for_want_of_a_database_is_no_bug(citizen: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(*_: object, **__: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_response", lose)

    for path, kind in (("/", "text/html"), ("/api/v1/dossiers", "application/problem+json")):
        answer = citizen.get(path)
        assert answer.status_code == 503
        assert answer["Content-Type"].startswith(kind)
        assert answer["Retry-After"] == "30"
        assert "server closed" not in answer.content.decode()
