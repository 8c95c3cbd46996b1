"""The register of held codes, what to look at again, and what the page without a line asks for."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from tests.dossiers import given
from tests.dossiers.given import AT, World, later
from tests.dossiers.pages import Browser
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now
from tests.offline.given import DEVICE, as_kept, body, held, sent

from motcua.dossiers.models import Dossier
from motcua.journal import public as journal
from motcua.offline.models import HeldCode

REGISTER = "/can-bo/mat-mang/so-ma/"


@pytest.fixture
def counter(world: World, now: Now) -> Browser:
    return Browser(world.who("counter", world.rach_gia_centre))


def _post(browser: Browser, name: str, asked: Any) -> HttpResponse:
    text = asked if isinstance(asked, str) else json.dumps(asked)
    return browser.client.post(reverse(f"offline:{name}"), text, content_type="application/json")


def test_the_register_says_what_became_of_each_code(world: World, counter: Browser, now: Now) -> None:
    block = held(world)
    sent(world, block, block.codes[0], later(minutes=5), later(hours=1), promised_at=later(days=1).isoformat())
    now.at = later(hours=1)

    page = counter.open(REGISTER)

    page.says(block.codes[0], block.codes[19], "Đã dùng", "Đang giữ", "Trên giấy hẹn")
    page = counter.send(REGISTER, page.form("khong-dung"), reason="Máy hỏng")
    page.says("Không dùng", "Máy hỏng")
    assert HeldCode.objects.filter(state="unused").count() == 19


def test_a_register_of_sixty_codes_takes_as_many_statements_as_one_of_twenty(world: World, counter: Browser, now: Now) -> None:
    held(world)
    few = len(statements(lambda: counter.open(REGISTER)))
    held(world, key="lan-giu-ma-2"), held(world, key="lan-giu-ma-3")
    assert len(statements(lambda: counter.open(REGISTER))) == few <= 16


def test_a_doubtful_time_is_looked_at_on_a_page_and_filed(world: World, counter: Browser, now: Now) -> None:
    block = held(world)
    sent(world, block, block.codes[0], later(hours=5), later(hours=1))
    now.at = later(hours=1)
    page = counter.open("/can-bo/tiep-nhan/")
    page.says("Mất mạng vẫn nhận được", "1 hồ sơ cần xem lại")
    page = counter.open(REGISTER)
    page.says("Giờ nhận sau giờ của máy chủ")
    path = f"/can-bo/mat-mang/xem-lai/{HeldCode.objects.get(code=block.codes[0]).review.pk}/"
    form = counter.open(path).form("received_at")
    counter.send(path, form, status=422, received_at="2026-11-16T07:00", note="Giấy").says("Giờ nhận phải trong ngày")

    page = counter.send(path, form, received_at="2026-11-16T08:20", note="Theo liên giấy giao người nộp")

    page.says(block.codes[0], "khi quầy mất mạng")
    assert Dossier.objects.get().accepted_at == later(minutes=20)
    counter.open(path, status=404)
    Browser(world.who("counter", world.phu_quoc_centre)).open(path, status=404)


def test_the_whole_way_by_what_the_page_asks(world: World, counter: Browser, now: Now) -> None:
    told = counter.client.get(reverse("offline:status")).json()
    assert (told["desk"]["id"], told["now"]) == (world.rach_gia_centre.id, AT.isoformat())
    block = _post(counter, "hold", {"device": DEVICE, "key": "lan-giu-ma-1"}).json()
    again = _post(counter, "hold", {"device": DEVICE, "key": "lan-giu-ma-1"}).json()
    assert block == again
    now.at = AT + timedelta(hours=2)
    data = _post(counter, "data", {"codes": ["1.000001"], "blocks": [block["id"]]}).json()
    assert data["keys"] == {str(block["id"]): block["key"]}
    assert data["procedures"][0]["code"] == "1.000001"

    dossier = body(world, block["codes"][0], later(minutes=5))
    first, second = (_post(counter, "hand_in", {"block": block["id"], "dossier": dossier}).json() for _ in range(2))

    assert (first["became"], second["became"]) == ("filed", "repeated")
    assert first["due"] == second["due"]
    refused = _post(counter, "hand_in", {"block": block["id"], "dossier": body(world, block["codes"][1], AT, name="")})
    assert (refused.status_code, refused.json()["sentence"]) == (422, "Thiếu họ tên người nộp.")
    assert _post(counter, "give_back", {"block": block["id"], "codes": block["codes"][1:]}).json()["codes"] == block["codes"][1:]


def test_a_colleague_sends_what_lies_sealed_on_the_device_without_its_key(world: World, counter: Browser, now: Now) -> None:
    block = _post(counter, "hold", {"device": DEVICE, "key": "lan-giu-ma-1"}).json()
    dossier = body(world, block["codes"][0], later(minutes=5))
    kept = {"block": block["id"], **as_kept(dossier, base64.b64decode(block["key"]))}
    someone = given.official(given.Role.COUNTER, world.rach_gia_centre, username="dong.nghiep")
    colleague = Browser(someone)
    now.at = AT + timedelta(hours=2)

    assert _post(colleague, "data", {"codes": [], "blocks": [block["id"]]}).json()["error"] == "not_your_codes"
    wrong = _post(colleague, "hand_in", {**kept, "nonce": base64.b64encode(bytes(12)).decode()})
    assert (wrong.status_code, wrong.json()["error"]) == (422, "offline_unreadable")
    other = Browser(world.who("counter", world.phu_quoc_centre))
    assert _post(other, "hand_in", kept).json()["error"] == "not_your_codes"
    first, own = (
        _post(colleague, "hand_in", kept).json(),
        _post(counter, "hand_in", {"block": block["id"], "dossier": dossier}).json(),
    )

    assert (first["became"], own["became"], first["otherwise"]) == ("filed", "repeated", False)
    assert Dossier.objects.get().code == block["codes"][0]
    handed = journal.history(f"codes:{block['id']}")[-1]
    assert (handed.name, handed.actor) == ("HandedInLater", someone.label)


@pytest.mark.parametrize("name", ["hold", "data", "give_back", "hand_in"])
@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000, b'{"a":' * 200_000, json.dumps({"codes": ["\ud800"], "device": "\ud800 may-quay-1", "key": "lan-giu-ma-1"}).encode(),
        json.dumps({"device": "may\0quay-so-1", "key": "lan-giu-ma-1"}).encode("utf-16"), b"\xff\xfe",
    ],
)  # fmt: skip
def test_json_that_no_database_keeps_is_refused(counter: Browser, name: str, body: bytes) -> None:
    answer = counter.client.post(reverse(f"offline:{name}"), body, content_type="application/json")

    assert (answer.status_code, answer.json()["error"]) == (422, "offline_unreadable")


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "\udfff Nguyễn"}, {"name": "a\0b"}, {"received_at": "0001-01-01T00:00:00+14:00"},
        {"received_at": "9999-12-31T23:59:59-14:00"}, {"promised_at": "0001-01-01T00:00:00+14:00"},
    ],
)  # fmt: skip
def test_a_kept_dossier_of_broken_texts_or_impossible_times_is_refused(
    world: World, counter: Browser, now: Now, wrong: dict[str, Any], *, sealed: bool
) -> None:
    block = _post(counter, "hold", {"device": DEVICE, "key": "lan-giu-ma-1"}).json()
    dossier, now.at = body(world, block["codes"][0], later(minutes=5)) | wrong, later(hours=1)
    sent = as_kept(dossier, base64.b64decode(block["key"])) if sealed else {"dossier": dossier}

    answer = _post(counter, "hand_in", {"block": block["id"], **sent})

    assert (answer.status_code, answer.json()["error"]) == (422, "offline_unreadable")
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("name", ["hold", "data", "give_back", "hand_in"])
def test_who_is_signed_out_is_told_and_nonsense_is_refused(world: World, counter: Browser, name: str) -> None:
    assert _post(Browser(), name, {}).status_code == 401
    for nonsense in ("", "[]", "{", '"x"', "1"):
        assert _post(counter, name, nonsense).json()["error"] == "offline_unreadable"
    official = Browser(world.who("official", world.rach_gia))
    assert _post(official, "hold", {"device": DEVICE, "key": "lan-giu-ma-1"}).status_code == 403


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("hand_in", {"block": 1, "code": "x", "nonce": "AAAA", "sealed": "không"}), ("hand_in", {"block": 1, "nonce": 1, "sealed": "AAAA"}),
        ("hold", {"device": "may\0quay-so-1", "key": "lan-giu-ma-1"}), ("data", {"codes": ["\0"]}),
        ("data", {"codes": 1}), ("data", {"blocks": "x"}), ("give_back", {"block": "1"}), ("hand_in", {"block": 1, "dossier": []}),
    ],
)  # fmt: skip
def test_wrong_shapes_are_refused(counter: Browser, name: str, asked: dict[str, Any]) -> None:
    assert _post(counter, name, asked).status_code == 422


def test_the_page_that_a_browser_keeps_names_nobody(world: World, counter: Browser) -> None:
    page, stranger = counter.open("/can-bo/mat-mang/"), Browser().open("/can-bo/mat-mang/")

    assert page.text == stranger.text
    worker = Browser().client.get(reverse("offline:worker"))
    assert worker["Content-Type"].startswith("text/javascript")
    assert "/can-bo/mat-mang/" in worker.content.decode()


def test_the_register_is_for_counter_staff(world: World, now: Now) -> None:
    Browser(world.who("head", world.rach_gia)).open(REGISTER, status=403)
    Browser(world.who("counter", world.rach_gia_centre)).open(REGISTER, status=404, ngay="hôm-nay")
