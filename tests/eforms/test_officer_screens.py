"""The pages of the forms as procedure control, leaders and others meet them, without scripts."""

import html
import json
import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.catalogue import given as catalogues
from tests.eforms import given
from tests.eforms.documents import document, text
from tests.eforms.given import AT, CODE, DESIGNER
from tests.organization import given as people

from motcua.eforms.models import FormVersion
from motcua.eforms.operations import drafting
from motcua.eforms.rules import texts
from motcua.organization.public import Kind, Level, Role

pytestmark = pytest.mark.django_db
LIST = "/kiem-soat/bieu-mau/"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.foundation.clock.now", lambda: AT)


class Desk:
    """Somebody at work, who reads pages and presses buttons."""

    def __init__(self, role: Role, kind: Kind = Kind.PROVINCE) -> None:
        level = Level.PROVINCE if kind is Kind.PROVINCE else Level.COMMUNE
        self.user_id = people.officer(role, people.agency(f"Cơ quan {role}", kind, level=level))
        self.client = Client(raise_request_exception=False)
        self.client.force_login(get_user_model().objects.get(pk=self.user_id))

    def read(self, address: str, status: int = 200) -> str:
        response = self.client.get(address)
        assert response.status_code == status, response.status_code
        page = html.unescape(response.content.decode())
        assert "UNDEFINED" not in page
        return page

    def post(self, address: str, said: dict[str, Any], status: int = 302) -> str:
        response = self.client.post(address, said)
        assert response.status_code == status, (response.status_code, html.unescape(response.content.decode())[:3000])
        return html.unescape(response.content.decode())


@pytest.fixture
def control() -> Desk:
    return Desk(Role.CONTROL)


def _address(version_id: int, *rest: str) -> str:
    return "/".join([f"/kiem-soat/bieu-mau/{version_id}", *rest, ""])


def _document() -> dict[str, Any]:
    said: dict[str, Any] = FormVersion.objects.order_by("-id").values_list("document", flat=True)[0]
    return said


def _revision() -> int:
    return int(FormVersion.objects.order_by("-id").values_list("revision", flat=True)[0])


def test_a_form_is_made_question_by_question_without_a_word_of_json(control: Desk) -> None:
    catalogues.procedure(CODE)
    control.post(LIST, {"name": "Đơn xin thử", "code": "don-xin-thu", "basis": "Thông tư thử"})
    version_id = FormVersion.objects.get().pk
    add = _address(version_id, "cau-hoi")
    control.post(
        add,
        {"title": "Có con không", "kind": "radio", "required": "on", "section": "nguoi_yeu_cau", "choices": "Có\nKhông\n\n", "width": "full", "revision": 1},
    )  # fmt: skip
    control.post(
        add,
        {"title": "Số con", "kind": "number", "required": "on", "section": "nguoi_yeu_cau", "asks": "co_con_khong", "asks_for": "Có",
         "is_whole": "on", "least": "1", "most": "20", "width": "half", "revision": 2},
    )  # fmt: skip
    control.post(_address(version_id, "gan"), {"procedure": CODE, "case": ""})

    page = control.read(_address(version_id))

    assert "Người dân sẽ thấy" in page
    assert "«Có con không»: Có" in page
    assert _document()["properties"]["so_con"] == {
        "type": "integer", "title": "Số con", "widget": "number", "order": 30, "section": "nguoi_yeu_cau", "width": "half",
        "minimum": 1, "maximum": 20, "shownWhen": {"field": "co_con_khong", "equals": "Có"}, "requiredWhenShown": True,
    }  # fmt: skip
    assert _document()["required"] == ["ho_ten", "co_con_khong"]


def test_a_leader_approves_what_control_drafted_and_the_public_sees_it(control: Desk) -> None:
    catalogues.procedure(CODE)
    control.post(LIST, {"name": "Đơn xin thử", "code": "don-xin-thu", "basis": "Thông tư thử"})
    version_id = FormVersion.objects.get().pk
    control.post(_address(version_id, "gan"), {"procedure": CODE, "case": ""})
    control.post(_address(version_id, "duyet"), {"valid_from": "2026-11-16", "revision": 1}, status=403)

    Desk(Role.LEADER).post(_address(version_id, "duyet"), {"valid_from": "16/11/2026", "revision": 1})

    assert Client().get(f"/thu-tuc/{CODE}/bieu-mau/").status_code == 200
    assert "Soạn bản tiếp theo" in control.read(_address(version_id))


def test_a_question_is_changed_moved_and_removed(control: Desk) -> None:
    given.draft(procedure="", said=given.sound())
    version_id = FormVersion.objects.get().pk
    edit = control.read(_address(version_id, "cau-hoi", "spouse"))
    assert 'value="Vợ hoặc chồng"' in edit
    assert re.search(r'<option value="married" selected>', edit)

    control.post(
        _address(version_id, "cau-hoi", "spouse"),
        {"title": "Người vợ hoặc chồng", "kind": "text", "section": "chung", "asks": "married", "asks_for": "Có", "width": "full", "revision": 1},
    )  # fmt: skip
    control.post(_address(version_id, "xep"), {"_do": "up:spouse", "revision": 2})
    control.post(_address(version_id, "xep"), {"_do": "remove:children.born", "revision": 3})

    said = _document()
    order = sorted(said["properties"], key=lambda key: said["properties"][key]["order"])
    assert order[:4] == ["name", "born", "spouse", "married"]
    assert said["properties"]["spouse"]["title"] == "Người vợ hoặc chồng"
    assert "requiredWhenShown" not in said["properties"]["spouse"]
    assert list(said["properties"]["children"]["items"]["properties"]) == ["name"]


def test_a_question_goes_into_a_group(control: Desk) -> None:
    given.draft(procedure="", said=given.sound())
    version_id = FormVersion.objects.get().pk

    control.post(
        _address(version_id, "cau-hoi") + "?trong=children",
        {"title": "Giới tính", "kind": "select", "choices": "Nam\nNữ", "required": "on", "width": "full", "revision": 1},
    )

    rows = _document()["properties"]["children"]["items"]
    assert rows["properties"]["gioi_tinh"]["enum"] == ["Nam", "Nữ"]
    assert rows["required"] == ["name", "gioi_tinh"]


def test_taking_away_a_question_that_others_ask_is_named_and_stops_the_approval(control: Desk) -> None:
    catalogues.procedure(CODE)
    version_id = given.draft(said=given.sound())
    control.post(_address(version_id, "xep"), {"_do": "remove:married", "revision": 1})

    page = control.read(_address(version_id))
    refused = Desk(Role.LEADER).post(_address(version_id, "duyet"), {"valid_from": "2026-11-16", "revision": 2}, status=422)

    assert "Cần sửa trước khi duyệt" in page
    assert "điều kiện hỏi câu «married» không có ở chỗ này" in page
    assert "Biểu mẫu có 1 chỗ sai" in refused


def test_a_loop_made_by_hand_is_named_in_words(control: Desk) -> None:
    version_id = given.draft(procedure="", said=document(a=text("Một"), b=text("Hai", shownWhen={"field": "a", "filled": True})))

    control.post(_address(version_id, "cau-hoi", "a"),
                 {"title": "Một", "kind": "text", "section": "chung", "asks": "b", "asks_for": "", "width": "full", "revision": 1})  # fmt: skip

    assert "đi thành vòng: «Một» → «Hai» → «Một»" in control.read(_address(version_id))


def test_sections_are_added_named_moved_and_removed(control: Desk) -> None:
    version_id = given.draft(procedure="", said=given.sound())
    control.post(_address(version_id, "phan"), {"title": "Cam kết", "revision": 1})
    control.post(_address(version_id, "phan", "cam_ket"), {"title": "Cam đoan", "revision": 2})
    control.post(_address(version_id, "xep"), {"_do": "section-up:cam_ket", "revision": 3})
    assert [section["title"] for section in _document()["sections"]] == ["Cam đoan", "Thông tin chung"]

    control.post(_address(version_id, "xep"), {"_do": "section-remove:cam_ket", "revision": 4})
    control.post(_address(version_id, "xep"), {"_do": "section-remove:chung", "revision": 5}, status=422)

    assert [section["key"] for section in _document()["sections"]] == ["chung"]


def test_the_document_goes_out_as_a_file_and_comes_back_the_same(control: Desk) -> None:
    version_id = given.draft(procedure="", said=given.sound())
    sent = control.client.get(_address(version_id, "tep"))
    assert sent["Content-Type"].startswith("application/schema+json")

    back = SimpleUploadedFile("mau.json", sent.content, "application/json")
    control.post(_address(version_id, "tep", "nhan"), {"file": back, "revision": 1})

    assert texts.digest(_document()) == texts.digest(given.sound())


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"a": NaN}', b"[" * 9000, json.dumps({"title": "x"}).encode()]
)
def test_a_file_that_is_no_form_is_refused_and_the_draft_stays(control: Desk, content: bytes) -> None:
    version_id = given.draft(procedure="", said=given.sound())

    page = control.post(
        _address(version_id, "tep", "nhan"), {"file": SimpleUploadedFile("x.json", content), "revision": 1}, status=422
    )

    assert "errsum" in page
    assert _document() == given.sound()


def test_two_officers_do_not_write_over_each_other(control: Desk) -> None:
    version_id = given.draft(procedure="", said=given.sound())
    control.post(_address(version_id, "xep"), {"_do": "up:born", "revision": 1})

    control.post(_address(version_id, "xep"), {"_do": "up:spouse", "revision": 1}, status=409)


def test_the_list_says_what_waits_to_be_pinned_again(control: Desk) -> None:
    given.in_use()
    catalogues.imported([catalogues.line(CODE, name="Thủ tục đã sửa")], effective=given.TODAY, at=AT)

    page = control.read(LIST)
    use_id = re.search(r"gan-lai/(\d+)/", page)
    assert use_id, page
    assert "Chờ gắn lại" in page
    control.post(f"{LIST}gan-lai/{use_id[1]}/", {})

    assert "Chờ gắn lại" not in control.read(LIST)


def test_preview_can_be_tried_and_shows_what_the_state_would_know(control: Desk) -> None:
    version_id = given.draft(procedure="", said=given.sound())

    assert 'value="Nguyễn Văn Mẫu"' in control.read(_address(version_id, "xem-thu") + "?mau=1")
    page = control.post(_address(version_id, "xem-thu"), {"name": "An", "born": "1/1/2000", "married": "Không"}, status=200)
    assert "đã đủ và đúng dạng" in page


def test_a_form_is_withdrawn_with_a_reason(control: Desk) -> None:
    version_id = given.in_use()

    assert "Ghi lý do." in control.post(_address(version_id, "rut"), {"reason": ""}, status=422)
    control.post(_address(version_id, "rut"), {"reason": "Mẫu đã thay"})
    assert "Đã rút mẫu" in control.read(_address(version_id))


def test_the_next_version_begins_from_the_one_in_use(control: Desk) -> None:
    version_id = given.in_use()

    control.post(_address(version_id, "ban-tiep"), {})

    assert sorted(FormVersion.objects.values_list("number", "state")) == [(1, "approved"), (2, "draft")]


@pytest.mark.parametrize("role", [Role.COUNTER, Role.OFFICIAL, Role.HEAD, Role.OPERATOR])
def test_other_roles_neither_read_nor_write(role: Role) -> None:
    version_id = given.draft(procedure="", said=given.sound())
    desk = Desk(role)

    for address in (
        LIST,
        _address(version_id),
        _address(version_id, "xem-thu"),
        _address(version_id, "tep"),
        _address(version_id, "cau-hoi"),
    ):
        desk.read(address, status=403)
    for rest in ("xep", "phan", "gan", "duyet", "rut", "can-cu", "ban-tiep"):
        said = {"_do": "up:born", "title": "x", "procedure": CODE, "valid_from": "2026-11-16", "reason": "x", "basis": "x",
                "confidence": "read", "revision": 1}  # fmt: skip
        desk.post(_address(version_id, rest), said, status=403)
    assert _document() == given.sound()


def test_control_of_a_commune_does_not_keep_the_forms_of_the_province() -> None:
    Desk(Role.CONTROL, Kind.COMMUNE).read(LIST, status=403)


def test_without_a_session_one_is_sent_to_sign_in(client: Client) -> None:
    version_id = given.draft(procedure="", said=given.sound())

    for address in (LIST, _address(version_id), _address(version_id, "xem-thu"), _address(version_id, "tep")):
        assert client.get(address)["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("name", ["x", "children.x", "children..", "name.x", "<script>"])
def test_questions_that_are_not_there_are_not_found(control: Desk, name: str) -> None:
    version_id = given.draft(procedure="", said=given.sound())

    assert control.client.get(_address(version_id, "cau-hoi", name)).status_code == 404
    assert control.client.post(_address(version_id, "xep"), {"_do": f"remove:{name}", "revision": 1}).status_code == 404


def test_a_draft_changed_by_hand_is_marked_with_whose_hand(control: Desk) -> None:
    version_id = given.draft(procedure="", said=given.sound())

    control.post(_address(version_id, "can-cu"), {"basis": "Thông tư 04/2020/TT-BTP", "confidence": "read", "revision": 1})

    row = FormVersion.objects.get()
    assert (row.basis, row.confidence, row.drafted_by) == (
        "Thông tư 04/2020/TT-BTP",
        "read",
        list(dict.fromkeys([DESIGNER.label, f"user:{control.user_id}"])),
    )
    assert drafting.is_code("to-khai-thu")
