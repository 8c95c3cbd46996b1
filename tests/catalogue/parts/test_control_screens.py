"""The control office at work: asking in a form, seeing what would change, deciding in another's place."""

import re
from datetime import date

import pytest
from django.test import Client
from tests.catalogue import given as catalogue_given
from tests.dossiers import given
from tests.dossiers.given import World

from motcua.catalogue.facts import DescribePapers, DictionaryKind, MergeWords, Property, SetCharge, SetProperty, Source
from motcua.catalogue.models import Component, Procedure
from motcua.catalogue.operations.edits.deciding import approve_edit, ask_edit
from motcua.catalogue.queries import parts
from motcua.catalogue.queries.control import edits
from motcua.foundation import clock
from motcua.foundation.confidence import Confidence
from motcua.organization.models import User
from motcua.organization.public import SYSTEM, Role


def signed_in(world: World, role: str, place: str) -> Client:
    client = Client()
    client.force_login(_user(world, role, place))
    return client


def _user(world: World, role: str, place: str) -> User:
    return User.objects.get(pk=world.who(role, getattr(world, place)).user_id)


def shown(client: Client, address: str, *, status: int = 200, **data: object) -> str:
    answer = client.post(address, data) if data else client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2_000]
    return answer.content.decode()


@pytest.fixture
def control(world: World) -> Client:
    return signed_in(world, "control", "office")


@pytest.fixture
def code(world: World) -> str:
    return Procedure.objects.order_by("code").first().code


def test_a_property_is_previewed_sent_and_approved_by_somebody_else(world: World, control: Client, code: str) -> None:
    second = given.official(Role.CONTROL, world.office, username="control.two")
    asked = {"ma": code, "value": "partial", "valid_from": "2026-11-23", "basis": "QĐ 1/QĐ-UBND", "confidence": "read"}

    assert "Xem trước" in shown(control, f"/kiem-soat/sua/service_level/?ma={code}")
    preview = shown(control, "/kiem-soat/sua/service_level/", **asked)
    assert "1 chỗ sẽ đổi" in preview
    assert "Gửi để người khác duyệt" in preview
    sent = control.post("/kiem-soat/sua/service_level/", asked | {"send": "1"})
    assert sent.status_code == 302

    own = shown(control, sent["Location"])
    assert f"<h1>{Property.SERVICE_LEVEL.label}: {code}</h1>" in own
    assert "Bạn đã soạn, đề nghị hoặc thẩm định việc này" in own
    assert "Duyệt, áp dụng" not in own
    other = Client()
    other.force_login(User.objects.get(pk=second.user_id))
    page = shown(other, sent["Location"])
    mark = re.search(r'name="mark" value="(\w+)"', page)
    assert mark
    approved = other.post(f"{sent['Location']}duyet/", {"mark": mark[1]})
    assert approved["Location"] == sent["Location"], "who approved sees what was approved, not an empty list"
    done = shown(other, approved["Location"])
    assert "Đã duyệt. Danh mục đã đổi." in done
    assert "1 chỗ đã đổi" in done
    assert [one.value for one in parts.properties(code, on=date(2026, 11, 23))] == ["partial"]
    assert "QĐ 1/QĐ-UBND" in shown(control, f"/kiem-soat/thu-tuc/{code}/")


def test_many_ticked_procedures_are_set_at_once(control: Client, world: World) -> None:
    codes = list(Procedure.objects.order_by("code").values_list("code", flat=True)[:3])
    page = shown(control, "/kiem-soat/thu-tuc/?loc=tat-ca")
    assert all(f'value="{code}"' in page for code in codes)

    preview = shown(
        control,
        "/kiem-soat/sua/reception/",
        ma=codes,
        value="nationwide",
        valid_from="2026-11-23",
        basis="Danh mục",
        confidence="read",
    )

    assert "3 chỗ sẽ đổi" in preview


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("service_level", {}, "Chọn một giá trị."),
        ("route", {"value": "ministry"}, "Ghi tên hệ thống của bộ."),
        ("competent", {"value": "agency"}, "Chọn cơ quan."),
        ("service_level", {"value": "full", "valid_from": "hôm qua"}, "Ngày cần viết đủ ngày, tháng, năm."),
        ("service_level", {"value": "full", "basis": ""}, "Ghi căn cứ: số văn bản, điều khoản."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(control: Client, code: str, name: str, data: dict, words: str) -> None:
    typed = {"ma": code, "valid_from": "2026-11-23", "basis": "Căn cứ đã gõ", "confidence": "read"} | data

    page = shown(control, f"/kiem-soat/sua/{name}/", status=422, **typed)

    assert words in page
    assert typed["basis"] in page
    assert edits.edits(actor=SYSTEM, state="waiting").rows == ()


def test_a_paper_is_described_in_every_procedure_that_asks_for_it(control: Client, code: str) -> None:
    paper = parts.parts(code, on=clock.local_day(clock.now())).papers[0]
    address = f"/kiem-soat/thu-tuc/{code}/giay-to/{paper.key}/"

    page = shown(control, address)
    assert "thủ tục đang hỏi giấy tờ này" in page
    preview = shown(
        control, address, source="database", source_name="CSDL quốc gia về dân cư", everywhere="on", valid_from="2026-11-23",
        basis="NQ 66.7", confidence="read", type_code="", e_copy="1",
    )  # fmt: skip

    assert "Cơ sở dữ liệu: CSDL quốc gia về dân cư" in preview
    assert control.get(f"/kiem-soat/thu-tuc/{code}/giay-to/khong-co/").status_code == 404


def test_a_request_about_a_paper_that_is_gone_is_still_shown_and_can_be_refused(control: Client, world: World, code: str) -> None:
    second = given.official(Role.CONTROL, world.office, username="control.two")
    on = clock.local_day(clock.now())
    paper = parts.parts(code, on=on).papers[0]
    described = DescribePapers(
        papers=((code, paper.key),), type_code="", e_copy=True, source=Source.NONE, source_name="", valid_from=on, basis="Thử",
        confidence=Confidence.READ,
    )  # fmt: skip
    asked = ask_edit(asked=described, actor=second, at=clock.now())
    Component.objects.filter(version__procedure__code=code).update(name="Giấy tờ khác hẳn")

    page = shown(control, f"/kiem-soat/de-nghi/{asked.id}/")
    assert "không có giấy tờ này" in page
    assert control.post(f"/kiem-soat/de-nghi/{asked.id}/duyet/", {"mark": "x"}).status_code == 409
    assert control.post(f"/kiem-soat/de-nghi/{asked.id}/tra-lai/", {"reason": "Giấy tờ đã bỏ"}).status_code == 302


def test_a_fee_rule_and_a_word_are_asked_for(control: Client) -> None:
    rule = {
        "channel": "online",
        "percent": "0",
        "valid_from": "2026-11-23",
        "basis": "NQ HĐND",
        "confidence": "read",
        "send": "1",
    }
    assert control.post("/kiem-soat/phi/", rule).status_code == 302
    assert "không ghi cả hai" in shown(control, "/kiem-soat/phi/", status=422, **rule | {"amount": "5"})
    word = {"code": "ho-ngheo", "name": "Hộ nghèo", "send": "1"}
    assert control.post("/kiem-soat/tu-dien/group/", word).status_code == 302

    assert [edit.kind for edit in edits.edits(actor=SYSTEM).rows] == ["enter_word", "set_charge"]


def test_entries_of_a_dictionary_have_pages_of_their_own(control: Client) -> None:
    page = shown(control, "/kiem-soat/tu-dien/field/")
    address = re.search(r'href="(/kiem-soat/tu-dien/field/[^"]+/)"', page)
    assert address

    assert "Gộp mục trùng" in shown(control, address[1])
    assert control.get("/kiem-soat/tu-dien/field/khong-co/").status_code == 404
    assert control.get("/kiem-soat/tu-dien/la/").status_code == 404


def test_the_old_code_of_a_merged_field_still_leads_somewhere(world: World, control: Client) -> None:
    catalogue_given.procedure("7.000001", field="Đầu tư tại Việt Nam")
    catalogue_given.procedure("7.000002", field="Đầu tư Việt nam")
    catalogue_given.procedure("7.000003", field="Đầu tư")

    def merged(code: str, into: str) -> None:
        asked = MergeWords(
            dictionary=DictionaryKind.FIELD, code=code, into=into, valid_from=clock.local_day(clock.now()), basis="Trùng"
        )
        edit = ask_edit(asked=asked, actor=SYSTEM, at=clock.now())
        approve_edit(edit_id=edit.id, actor=world.who("control", world.office), at=clock.now())

    merged("dau-tu-viet-nam", "dau-tu-tai-viet-nam")
    old = control.get("/kiem-soat/tu-dien/field/dau-tu-viet-nam/")
    assert old["Location"] == "/kiem-soat/tu-dien/field/dau-tu-tai-viet-nam/"
    assert "Mã dau-tu-viet-nam đã được gộp vào mục này." in shown(control, old["Location"])
    for address in ("/thu-tuc/?linh-vuc={}", "/du-lieu-mo/thu-tuc.csv?linh-vuc={}", "/kiem-soat/thu-tuc/?linh-vuc={}"):
        assert "7.000001" in "".join(map(str, control.get(address.format("dau-tu-viet-nam")))), address
    merged("dau-tu-tai-viet-nam", "dau-tu")
    assert "7.000003" in shown(control, "/thu-tuc/?linh-vuc=dau-tu-viet-nam"), "and so does the code merged into one merged since"


ADDRESSES = (
    "/kiem-soat/thu-tuc/", "/kiem-soat/thu-tuc.csv", "/kiem-soat/kiem-tra/", "/kiem-soat/de-nghi/", "/kiem-soat/tu-dien/field/", "/kiem-soat/phi/",
    "/kiem-soat/sua/route/?ma=1.000001",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_else_sees_the_control_offices_pages(world: World, address: str) -> None:
    assert Client().get(address).status_code == 302
    assert signed_in(world, "counter", "rach_gia_centre").get(address).status_code == 403


def test_the_list_narrows_and_its_csv_says_the_same(control: Client, code: str) -> None:
    rows = control.get(f"/kiem-soat/thu-tuc.csv?q={code}").content.decode().splitlines()

    assert rows[0].startswith("\ufeffcode,name,field")
    assert [row.split(",")[0] for row in rows[1:]] == [code]
    assert "Không có thủ tục nào như vậy" in shown(control, "/kiem-soat/thu-tuc/?q=khongcogi")
    assert Property.ROUTE.label in shown(control, "/kiem-soat/thu-tuc/")


def test_the_catalogue_shows_what_is_wrong_with_it(control: Client) -> None:
    page = shown(control, "/kiem-soat/kiem-tra/")

    assert "Việc trong đời dẫn đến thủ tục không còn hiệu lực" in page
    assert 'href="/kiem-soat/thu-tuc/?loc=thieu"' in page


def test_citizens_read_what_the_province_has_set(control: Client, world: World, code: str) -> None:
    second = given.official(Role.CONTROL, world.office, username="control.three")
    today = clock.local_day(clock.now())
    for asked in (
        SetCharge(
            codes=(code,), field_slug="", channel="online", group="", amount=None, percent=0, valid_from=today, valid_to=None, basis="NQ 9/NQ-HĐND",
            confidence=Confidence.READ,
        ),
        SetProperty(codes=(code,), name=Property.ROUTE, value="ministry:Hệ thống của Bộ", valid_from=today, basis="x", confidence=Confidence.READ),
    ):  # fmt: skip
        edit = ask_edit(asked=asked, actor=SYSTEM, at=clock.now())
        approve_edit(edit_id=edit.id, actor=second, at=clock.now())

    page = shown(Client(), f"/thu-tuc/{code}/")

    assert "NQ 9/NQ-HĐND" in page
    assert "Nộp và giải quyết trên Hệ thống của Bộ" in page
    assert "Không nộp tại Một cửa của tỉnh" in page
