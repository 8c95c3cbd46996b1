"""Procedures over HTTP."""

import pytest
from django.test import Client
from ninja.testing import TestClient
from tests.catalogue import given
from tests.catalogue.factories import AT

from motcua.catalogue.api import router
from motcua.foundation import clock, stamped
from motcua.foundation.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamped, "TRUST", 0.0)
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def api() -> TestClient:
    return TestClient(router)


def test_a_procedure_is_found_and_read(api: TestClient) -> None:
    given.procedure("1.000001")

    found = api.get("?q=cap phep thu").json()
    read = api.get("/1.000001").json()

    assert [item["code"] for item in found["items"]] == ["1.000001"]
    assert found["items"][0]["limit"] == read["limit"] == {"amount": 5, "unit": "working_days"}
    assert read["cases"][0]["papers"][0] == {"name": "Đơn đề nghị theo mẫu", "originals": 1, "copies": 0, "has_form": True}
    assert read["process"][0]["kind"] == "receive"
    assert read["process_status"] == "derived"


def test_without_words_all_that_the_province_handles_are_listed_page_by_page(api: TestClient) -> None:
    for number in range(1, 6):
        given.procedure(f"1.{number:06}", name=f"Thủ tục số {number}")

    first = api.get("?size=3").json()
    second = api.get(f"?size=3&cursor={first['next']}").json()

    assert [item["code"] for item in first["items"] + second["items"]] == [f"1.{number:06}" for number in range(1, 6)]
    assert second["next"] is None


@pytest.mark.parametrize("query", ["?level=ward", "?size=0", "?size=101", "?on=yesterday", "?q=" + "x" * 201])
def test_a_question_of_the_wrong_shape_is_refused(api: TestClient, query: str) -> None:
    assert api.get(query).status_code == 422


def test_an_unknown_procedure_is_not_found(api: TestClient) -> None:
    with pytest.raises(NotFound):  # the API root makes a problem document of it
        api.get("/9.999999")


def test_machines_must_say_who_they_are(client: Client) -> None:
    assert client.get("/api/v1/procedures").status_code == 401


def test_the_fee_and_the_papers_of_a_procedure_are_told_to_machines(api: TestClient) -> None:
    given.procedure(
        "2.002093",
        components=[{"case": "", "items": [{"name": "Giấy chứng nhận đăng ký doanh nghiệp", "originals": 1, "copies": 0}]}],
    )

    fee = api.get("/2.002093/fee?channel=online&on=2026-11-23").json()
    papers = api.get("/2.002093/papers?on=2026-11-23").json()

    assert fee == {"amount": 0, "full": 0, "bases": [], "is_certain": True}
    assert [(paper["name"], paper["database"]) for paper in papers["papers"]] == [
        ("Giấy chứng nhận đăng ký doanh nghiệp", "Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp")
    ]
    assert "inaccurate" in [reason["code"] for reason in papers["asking_reasons"]]
    with pytest.raises(NotFound):
        api.get("/9.999999/fee")
    assert api.get("/2.002093/fee?channel=bo-cau").status_code == 422


def test_an_unknown_place_has_no_agency_and_an_unknown_procedure_is_not_found(api: TestClient) -> None:
    given.procedure()

    assert api.get("/1.000001/competent?place=99999").json() == []
    assert api.get("/1.000001/competent").status_code == 422
