"""The pages of the review, without scripts."""

import html
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from tests.catalogue import given as catalogues
from tests.organization import given as people

from motcua.organization.public import AgencyFact, Kind, Level, Role
from motcua.simplification.models import HourPrice, Proposal

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
CODE = "1.000001"
LIST = "/kiem-soat/ra-soat/"
NEW = {"procedure": CODE, "kind": "cut_paper", "title": "=Bỏ bản sao căn cước", "reason": "Đã có trong cơ sở dữ liệu"}


@pytest.fixture(autouse=True)
def _world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.foundation.clock.now", lambda: AT)
    catalogues.procedure(CODE)


class Desk:
    def __init__(self, role: Role, agency: AgencyFact) -> None:
        self.agency = agency
        self.client = Client(raise_request_exception=False)
        self.client.force_login(get_user_model().objects.get(pk=people.officer(role, agency)))

    def read(self, address: str, status: int = 200) -> str:
        response = self.client.get(address)
        assert response.status_code == status
        page = html.unescape(response.content.decode())
        assert "UNDEFINED" not in page
        return page

    def post(self, address: str, said: dict[str, Any], status: int = 302) -> str:
        response = self.client.post(address, said)
        page = html.unescape(response.content.decode())
        assert response.status_code == status, (response.status_code, page[:2000])
        return page


@pytest.fixture
def control() -> Desk:
    return Desk(Role.CONTROL, people.agency("UBND tỉnh", Kind.PROVINCE, level=Level.PROVINCE))


@pytest.fixture
def head(control: Desk) -> Desk:
    return Desk(Role.HEAD, people.agency("Phường Long Xuyên", Kind.COMMUNE, control.agency))


def _proposed(desk: Desk) -> str:
    desk.post(LIST, NEW | {"agency": desk.agency.id})
    return f"{LIST}{Proposal.objects.order_by('-id')[0].pk}/"


def _as_shown(page: str) -> dict[str, str]:
    """The inputs of the numbers as the page shows them."""
    main = page[page.index('name="revision"') :]
    said = dict(re.findall(r'<input type="(?:hidden|text)" name="([^"]+)"(?: value="([^"]*)")?', main))
    said |= {f"form-{number}-work": "prepare" for number in range(6)}
    return said | {"revision": re.search(r'name="revision" value="(\d+)"', page)[1], "confidence": "estimate"}  # type: ignore[index]


def test_a_proposal_is_made_its_numbers_written_and_its_cost_read(head: Desk) -> None:
    address = _proposed(head)
    page = head.read(address + "so-lieu/")
    said = _as_shown(page) | {
        "form-0-hours_now": "1,5", "form-0-other_now": "2.000", "form-0-hours_then": "", "form-0-other_then": "0",
        "people_now": "1.000", "people_then": "1000", "times_now": "1", "times_then": "1", "basis": "Hồ sơ năm 2025",
    }  # fmt: skip
    head.post(address + "so-lieu/", said)

    page = head.read(address)

    # 1,5 × 30 682 = 46 023; + 2 000 = 48 023; × 1 000
    assert "48.023.000\u00a0đ" in page
    assert "100,00\u00a0%" in page
    assert "ghi theo trí nhớ, phải đối chiếu" in page
    assert "48.023.000" in head.read(LIST)


def test_a_row_is_added_and_another_taken_away(head: Desk) -> None:
    address = _proposed(head)
    said = _as_shown(head.read(address + "so-lieu/")) | {
        "form-0-gone": "on", "form-4-name": "Chụp ảnh", "form-4-other_now": "50.000", "them": "1", "basis": "Khảo sát", "people_now": "1",
    }  # fmt: skip

    head.post(address + "so-lieu/", said)

    page = head.read(address + "so-lieu/")
    assert 'value="Chụp ảnh"' in page
    assert 'value="Đơn đề nghị theo mẫu"' not in page


@pytest.mark.parametrize(
    ("name", "value"),
    [("form-0-hours_now", "-1"), ("form-0-hours_now", "1.5"), ("form-0-fee_now", "một triệu"), ("form-0-fee_now", "1" * 24),
     ("form-0-hours_now", "1,555"), ("people_now", "1,5"), ("basis", ""), ("form-4-fee_now", "5"), ("form-TOTAL_FORMS", "x")],
)  # fmt: skip
def test_numbers_that_cannot_be_read_are_said_and_stay_typed(head: Desk, name: str, value: str) -> None:
    address = _proposed(head)
    said = _as_shown(head.read(address + "so-lieu/")) | {"basis": "Khảo sát", name: value}

    page = head.post(address + "so-lieu/", said, status=422)

    assert name == "form-TOTAL_FORMS" or "errsum" in page


def test_control_accepts_what_a_commune_proposed_and_writes_the_decision(head: Desk, control: Desk) -> None:
    address = _proposed(head)
    assert "Chấp nhận" not in head.read(address)
    head.post(address + "xem-xet/", {"_do": "chap-nhan", "revision": 1}, status=403)

    assert "Cần ghi lý do." in control.post(address + "xem-xet/", {"_do": "tu-choi", "revision": 1, "reason": ""}, status=422)
    control.post(address + "xem-xet/", {"_do": "chap-nhan", "revision": 1, "reason": "Đồng ý"})
    control.post(address + "cong-bo/", {"publication": "1521/QĐ-UBND", "published_on": "15/11/2026"})

    assert "1521/QĐ-UBND" in head.read(address)
    assert "Đã công bố" in head.read(LIST + "?trang-thai=carried_out")
    assert "Chưa có đề xuất nào" in head.read(LIST + "?trang-thai=rejected")


def test_the_words_are_changed_and_a_proposal_taken_back(head: Desk) -> None:
    address = _proposed(head)
    head.post(address + "noi-dung/", {"kind": "abolish", "title": "Bãi bỏ", "reason": "Không còn cần", "revision": 1})
    assert "Bãi bỏ thủ tục" in head.read(address)

    head.post(address + "xem-xet/", {"revision": 2}, status=404)  # what is not asked by name takes nothing back
    head.post(address + "xem-xet/", {"_do": "rut", "revision": 2})

    assert "Đã rút đề xuất" in head.read(address)
    head.post(address + "noi-dung/", {"kind": "abolish", "title": "x", "reason": "x", "revision": 2}, status=422)


def test_the_table_goes_out_for_a_spreadsheet_without_formulas(head: Desk) -> None:
    _proposed(head)

    response = head.client.get(LIST + "tep.csv")

    text = response.content.decode()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert text.startswith("\ufeffMã thủ tục,")
    assert "'=Bỏ bản sao căn cước" in text


def test_control_keeps_the_price_of_an_hour(control: Desk, head: Desk) -> None:
    head.read(LIST + "gia-gio/", status=403)
    assert "30.682" in control.read(LIST + "gia-gio/")

    control.post(
        LIST + "gia-gio/", {"valid_from": "2026-01-01", "amount": "33.000", "basis": "Cục Thống kê", "confidence": "read"}
    )
    control.post(LIST + "gia-gio/", {"valid_from": "2026-01-01", "amount": "5", "basis": "x", "confidence": "read"}, status=422)

    price = HourPrice.objects.get()
    assert (price.amount, price.approved_by) == (33_000, "")
    assert "Chờ duyệt" in control.read(LIST + "gia-gio/")
    approve = f"{LIST}gia-gio/{price.pk}/duyet/"
    head.post(approve, {}, status=403)
    control.post(approve, {}, status=403)
    other = Desk(Role.CONTROL, control.agency)
    assert "Duyệt giá này" in other.read(LIST + "gia-gio/")
    other.post(approve, {})
    other.post(approve, {}, status=409)
    assert HourPrice.objects.get().approved_by


def test_another_agency_sees_nothing_of_it(head: Desk, control: Desk) -> None:
    address = _proposed(head)
    stranger = Desk(Role.HEAD, people.agency("Xã Óc Eo", Kind.COMMUNE, control.agency))

    for rest in ("", "so-lieu/", "noi-dung/"):
        stranger.read(address + rest, status=403)
    assert "Bỏ bản sao" not in stranger.read(LIST)
    assert "Bỏ bản sao" not in stranger.client.get(LIST + "tep.csv").content.decode()


@pytest.mark.parametrize("role", [Role.COUNTER, Role.CLERK])
def test_who_neither_proposes_nor_oversees_has_no_list(control: Desk, role: Role) -> None:
    Desk(role, people.agency("Xã Óc Eo", Kind.COMMUNE, control.agency)).read(LIST, status=403)


def test_without_a_session_one_is_sent_to_sign_in(client: Client) -> None:
    for address in (LIST, LIST + "tep.csv", LIST + "gia-gio/", LIST + "1/", LIST + "1/so-lieu/"):
        assert client.get(address)["Location"].startswith("/dang-nhap/")


def test_a_procedure_that_is_not_there_is_said_on_the_page(head: Desk) -> None:
    page = head.post(LIST, NEW | {"procedure": "9.999999", "agency": head.agency.id}, status=422)

    assert "Không có thủ tục mã 9.999999." in page
    assert Client().get(LIST + "999999/").status_code == 302
    head.read(LIST + "999999/", status=404)
