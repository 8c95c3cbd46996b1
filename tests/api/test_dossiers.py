"""Dossiers over HTTP: file, read, list, move, follow the journal."""

import json
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from tests.api.calls import Api, dossier, problem, token_of
from tests.dossiers import given
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.worlds import Now

from motcua.dossiers import api
from motcua.dossiers.models import Dossier, Look
from motcua.dossiers.public import State
from motcua.organization import public as organization


def body(response: HttpResponse, status: int = 200) -> dict[str, Any]:
    assert response.status_code == status, response.content.decode()
    found: dict[str, Any] = json.loads(response.content)
    return found


def test_filing_answers_with_the_code_and_where_to_read_it(world: World, counter: Api) -> None:
    response = counter.post("/dossiers", dossier(world, accept=True))

    made = body(response, 201)
    assert made["code"] == Dossier.objects.get().code
    assert (made["state"], made["state_key"], made["moves"], made["repeated"]) == (2, "received", 2, False)
    assert vn(made["due_at"]) == vn("2026-11-23 17:00")
    assert response["ETag"] == '"2"'
    assert response["Location"] == f"/api/v1/dossiers/{made['code']}"


def test_sending_again_under_the_same_key_makes_no_second_dossier(world: World, counter: Api) -> None:
    first = body(counter.post("/dossiers", dossier(world), key="mot-khoa-duy-nhat"), 201)

    again = counter.post("/dossiers", dossier(world), key="mot-khoa-duy-nhat")

    assert body(again, 200) == first | {"repeated": True}
    assert Dossier.objects.count() == 1


def test_a_failure_after_the_commit_says_that_nobody_knows_and_the_same_key_tells(
    world: World, counter: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(api, "_moved", lambda _: 1 / 0)
        failed = problem(counter.post("/dossiers", dossier(world), key="mot-khoa-duy-nhat"), 500, "internal_error")

    assert "Chưa rõ" in failed["detail"]
    assert "not known" in failed["detail_en"]
    assert body(counter.post("/dossiers", dossier(world), key="mot-khoa-duy-nhat"), 200)["repeated"] is True
    assert Dossier.objects.count() == 1


def test_the_same_key_for_another_body_is_refused(world: World, counter: Api) -> None:
    counter.post("/dossiers", dossier(world), key="mot-khoa-duy-nhat")

    with nothing_is_written():
        problem(counter.post("/dossiers", dossier(world, is_test=True), key="mot-khoa-duy-nhat"), 422, "idempotency_key_reused")


def test_a_key_of_filing_is_not_a_key_of_moving(world: World, counter: Api) -> None:
    made = body(counter.post("/dossiers", dossier(world), key="mot-khoa-duy-nhat"), 201)

    problem(counter.move(made["code"], "accept", key="mot-khoa-duy-nhat"), 422, "idempotency_key_reused")


@pytest.mark.parametrize("key", [None, "short", "x" * 201])
def test_a_creating_call_carries_a_key(world: World, counter: Api, key: str | None) -> None:
    with nothing_is_written():
        problem(counter.post("/dossiers", dossier(world), key=key), 400, "idempotency_key_missing")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"procedure": "9.999999"}, 404, "unknown_procedure"),
        ({"procedure": "1.000004"}, 409, "procedure_not_ready"),
        ({"centre_id": 999_999_999}, 404, "agency_unknown"),
        ({"helped_at_id": 999_999_999}, 404, "agency_unknown"),
        ({"filed_at": "2030-01-01T08:00:00+07:00"}, 422, "implausible_time"),
        ({"filed_at": "1900-01-01T08:00:00"}, 422, "implausible_time"),
        ({"is_assisted": True}, 422, "consent_missing"),
        ({"persons": [{"name": "A", "phone": "1"}]}, 422, "bad_phone"),
        ({"persons": [{"name": "A", "id_number": "1"}]}, 422, "bad_id_number"),
        ({"persons": [{"name": "A", "email": "không phải thư"}]}, 422, "bad_email"),
        ({"persons": [{"name": "A"}, {"name": "B"}]}, 422, "person_twice"),
        ({"persons": [{"name": "A", "part": "owner"}]}, 422, "person_missing"),
        ({"competent_id": "phu_quoc_centre"}, 422, "does_not_decide"),
    ],
)
def test_what_cannot_be_filed_is_told(world: World, counter: Api, change: dict[str, Any], status: int, code: str) -> None:
    if isinstance(place := change.get("competent_id"), str):
        change = change | {"competent_id": getattr(world, place).id}
    with nothing_is_written():
        problem(counter.post("/dossiers", dossier(world, **change)), status, code)


def test_nothing_is_filed_at_a_closed_agency(world: World, counter: Api) -> None:
    organization.close_agency(
        agency_id=world.rach_gia.id, on=date(2026, 11, 1), basis="x", actor=organization.SYSTEM, at=vn("2026-10-30 08:00")
    )

    with nothing_is_written():
        problem(counter.post("/dossiers", dossier(world)), 409, "agency_closed")


def test_reading_gives_the_etag_and_what_may_be_done(world: World, counter: Api, life: Lives) -> None:
    code = given.code(life.filed())

    response = counter.get(f"/dossiers/{code}")

    found = body(response)
    assert response["ETag"] == '"1"'
    assert found["applicant"] == "Trần Thị Bích Thủy"
    assert found["state_label"] == "Mới nộp"
    assert set(found["possible_moves"]) == {
        "accept",
        "refuse",
        "request_supplement",
        "assign",
        "change_return_way",
        "correct",
        "withdraw",
    }
    assert "0918012264" not in response.content.decode()


def test_reading_leaves_a_trace(world: World, counter: Api, life: Lives) -> None:
    code = given.code(life.filed())

    counter.get(f"/dossiers/{code}")
    counter.get(f"/dossiers/{code}?purpose=Đối soát")

    user, place = world.who("counter", world.rach_gia_centre).user_id, world.rach_gia_centre.id
    looks = Look.objects.order_by("id").values_list("dossier__code", "user_id", "agency_id", "purpose", "numbers")
    assert list(looks) == [(code, user, place, words, False) for words in ("API, không ghi mục đích", "Đối soát")]


@pytest.mark.parametrize("path", ["/dossiers/{code}", "/dossiers/{code}/journal"])
def test_what_is_not_yours_does_not_exist_for_you(world: World, now: Now, life: Lives, path: str) -> None:
    code = given.code(life.filed())
    stranger = Api(token_of(world.who("official", world.phu_quoc), world))

    with nothing_is_written():
        told = problem(stranger.get(path.format(code=code)), 404, "unknown_dossier")
        unknown = problem(stranger.get(path.format(code="H01-261116-9999")), 404, "unknown_dossier")
    assert told["detail"].replace(code, "?") == unknown["detail"].replace("H01-261116-9999", "?")


def test_moving_with_the_etag_one_has_read(world: World, counter: Api, life: Lives) -> None:
    code = given.code(life.filed())
    etag = counter.get(f"/dossiers/{code}")["ETag"]

    response = counter.move(code, "accept", etag=etag)

    moved = body(response)
    assert (moved["move"], moved["state_key"], moved["moves"]) == ("accept", "received", 2)
    assert response["ETag"] == '"2"'


def test_moving_with_an_old_etag_is_refused(world: World, counter: Api, life: Lives) -> None:
    code = given.code(life.filed())
    etag = counter.get(f"/dossiers/{code}")["ETag"]
    counter.move(code, "accept")

    with nothing_is_written():
        problem(counter.move(code, "forward", etag=etag), 412, "changed_since")


@pytest.mark.parametrize("etag", ['"x"', '"-1"', '"1","2"', '"99999999999"', '"١"'])
def test_an_etag_that_nobody_gave_is_refused(world: World, counter: Api, life: Lives, etag: str) -> None:
    code = given.code(life.filed())

    with nothing_is_written():
        problem(counter.move(code, "accept", etag=etag), 400, "bad_etag")


def test_any_state_will_do_with_a_star(world: World, counter: Api, life: Lives) -> None:
    code = given.code(life.filed())

    assert body(counter.move(code, "accept", etag="*"))["moves"] == 2


def test_a_move_sent_again_answers_the_same(world: World, counter: Api, life: Lives) -> None:
    code = given.code(life.filed())
    first = body(counter.move(code, "accept", etag='"1"', key="nhan-mot-lan"))

    again = body(counter.move(code, "accept", etag='"1"', key="nhan-mot-lan"))

    assert again == first | {"repeated": True}


def test_a_whole_life_over_http(world: World, counter: Api, official: Api, now: Now) -> None:
    code = body(counter.post("/dossiers", dossier(world)), 201)["code"]
    desks = {role: Api(token_of(world.who(role, world.rach_gia), world)) for role in ("head", "leader", "clerk")}
    police = Api(token_of(world.who("official", world.police), world))

    def do(api: Api, move: str, **arguments: Any) -> str:
        return str(body(api.move(code, move, **arguments))["state_key"])

    assert do(counter, "accept") == "received"
    assert do(counter, "forward") == "in_process"
    assert do(official, "assign", to_user_id=world.who("official", world.rach_gia).user_id) == "in_process"
    assert do(official, "consult", agency_id=world.police.id, content="?", due_at="2026-11-19T17:00:00") == "in_process"
    assert do(police, "answer_consultation", answer="Đạt", agrees=True) == "in_process"
    assert do(official, "request_supplement", items=["Bản vẽ"], reason="Thiếu") == "awaiting_supplement"
    assert do(counter, "receive_supplement", papers=[{"name": "Bản vẽ", "originals": 1}]) == "in_process"
    assert do(official, "require_payment", amount="150000", reason="Phí") == "awaiting_payment"
    assert do(official, "settle_payment", evidence="BL 1") == "in_process"
    assert do(desks["head"], "extend", new_day="2026-11-30", reason="Xác minh") == "in_process"
    assert do(official, "complete_step", note="Đủ") == "in_process"
    assert do(desks["head"], "return_step", reason="Xem lại") == "in_process"
    assert do(official, "complete_step") == "in_process"
    assert do(desks["head"], "complete_step") == "in_process"
    assert do(desks["leader"], "complete_step") == "in_process"
    assert do(desks["clerk"], "finish", outcome="granted") == "done"
    assert do(counter, "return_result", evidence="Ký nhận") == "returned"

    read = body(counter.get(f"/dossiers/{code}"))
    assert (read["state_key"], read["outcome"], read["possible_moves"]) == ("returned", "granted", [])
    facts = body(counter.get(f"/dossiers/{code}/journal", size=200))["items"]
    assert [fact["position"] for fact in facts] == list(range(1, read["moves"] + 1))
    assert facts[0]["name"] == "DossierSubmitted"


def test_a_move_not_in_the_table_is_refused(world: World, counter: Api, life: Lives) -> None:
    code = given.code(life.accepted())

    with nothing_is_written():
        problem(counter.move(code, "accept"), 409, "move_not_possible")
        problem(counter.move(code, "fly"), 404, "unknown_move")
        problem(counter.move(code, "submit"), 404, "unknown_move")


def test_a_move_by_the_wrong_role_is_refused(world: World, official: Api, life: Lives) -> None:
    code = given.code(life.filed())

    with nothing_is_written():
        problem(official.move(code, "accept"), 403, "move_not_allowed")


def test_a_move_takes_its_own_arguments(world: World, counter: Api, life: Lives) -> None:
    code = given.code(life.filed())

    with nothing_is_written():
        problem(counter.move(code, "refuse"), 422, "wrong_arguments")
        problem(counter.move(code, "accept", reason="x"), 422, "wrong_arguments")


def test_the_journal_of_a_dossier_pages_in_order(world: World, counter: Api, life: Lives) -> None:
    code = given.code(life.in_process())

    first = body(counter.get(f"/dossiers/{code}/journal", size=2))
    rest = body(counter.get(f"/dossiers/{code}/journal", size=2, cursor=first["next"]))

    assert [fact["name"] for fact in first["items"] + rest["items"]] == [
        "DossierSubmitted",
        "DossierAccepted",
        "DossierForwarded",
    ]
    assert rest["next"] is None
    assert all(len(fact["hash"]) == 64 for fact in first["items"])


def test_listing_pages_through_everything_once(world: World, counter: Api, life: Lives) -> None:
    codes = [given.code(life.filed()) for _ in range(7)]

    found, cursor = [], None
    for _ in range(4):
        page = body(counter.get("/dossiers", size=2, **({"cursor": cursor} if cursor else {})))
        found += [line["code"] for line in page["items"]]
        cursor = page["next"]

    assert found == codes[::-1]
    assert cursor is None


def test_listing_shows_nobody_elses(world: World, now: Now, life: Lives) -> None:
    life.filed()
    stranger = Api(token_of(world.who("official", world.phu_quoc), world))

    assert body(stranger.get("/dossiers"))["items"] == []
    assert body(stranger.get("/dossiers", agency_id=world.rach_gia.id))["items"] == []


def test_listing_by_state_procedure_and_agency(world: World, counter: Api, life: Lives) -> None:
    filed, running = given.code(life.filed()), given.code(life.in_process())
    abroad = given.code(life.accepted(competent=world.phu_quoc, centre=world.rach_gia_centre))

    def listed(**query: Any) -> set[str]:
        return {line["code"] for line in body(counter.get("/dossiers", **query))["items"]}

    assert listed() == {filed, running, abroad}
    assert listed(state=[1]) == {filed}
    assert listed(state=[1, 4]) == {filed, running}
    assert listed(agency_id=world.phu_quoc.id) == {abroad}
    assert listed(procedure="1.000001") == {filed, running, abroad}
    assert listed(procedure="1.001193") == set()
    assert listed(accepted_from="2026-11-16T08:00:00", accepted_to="2026-11-17") == {running, abroad}
    problem(counter.get("/dossiers", state=[11]), 422, "unknown_state")
    problem(counter.get("/dossiers", procedure="9.999999"), 404, "unknown_procedure")


def test_overdue_is_what_runs_past_its_time(world: World, counter: Api, life: Lives, now: Now) -> None:
    late = given.code(life.overdue())
    life.awaiting_payment()
    life.awaiting_supplement()
    life.withdrawn()
    life.stopped()
    life.done()
    life.filed()
    now.at = vn("2026-12-07 08:00")

    assert [line["code"] for line in body(counter.get("/dossiers", overdue="true"))["items"]] == [late]


def test_the_verdict_of_a_waiting_dossier_is_not_overdue(world: World, counter: Api, life: Lives, now: Now) -> None:
    code = given.code(life.awaiting_payment())
    now.at = vn("2026-12-07 08:00")

    assert body(counter.get(f"/dossiers/{code}"))["legal"] != "overdue"


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJhIl0", "%00", "é", "A" * 200])
def test_a_cursor_that_nobody_gave_is_refused(world: World, counter: Api, cursor: str) -> None:
    problem(counter.get("/dossiers", cursor=cursor), 422, "bad_cursor")


def test_states_are_told_by_number_name_and_label(world: World, counter: Api, life: Lives) -> None:
    line = body(counter.get(f"/dossiers/{given.code(life.in_process())}"))

    assert (line["state"], line["state_key"], line["state_label"]) == (4, "in_process", State.IN_PROCESS.label)


def test_agencies_are_listed_and_read(world: World, counter: Api) -> None:
    page = body(counter.get("/agencies", kind="commune_centre"))

    assert {one["id"] for one in page["items"]} == {
        world.rach_gia_centre.id, world.phu_quoc_centre.id, world.long_xuyen_centre.id,
    }  # fmt: skip
    one = body(counter.get(f"/agencies/{world.rach_gia.id}"))
    assert (one["name"], one["identifier_status"]) == ("Phường Rạch Giá", "demonstration")
    problem(counter.get("/agencies/999999999"), 404, "agency_unknown")


def test_procedures_are_found_and_read(world: World, counter: Api) -> None:
    found = body(counter.get("/procedures", q="dang ky khai sinh"))["items"]

    assert "1.001193" in {one["code"] for one in found}
    one = body(counter.get("/procedures/1.001193"))
    assert (one["same_day"], one["cutoff"], one["limit"]) == (True, "15:00", None)
    land = body(counter.get("/procedures/1.013980"))
    assert (land["same_day"], land["cutoff"], land["limit"]) == (False, None, {"amount": 8, "unit": "working_days"})
    problem(counter.get("/procedures/9.999999"), 404, "unknown_procedure")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"due_at": "9999-12-31T23:59:59Z"}, "invalid_request"),
        ({"due_at": "9999-12-31T23:59:59-12:00"}, "invalid_request"),
        ({"due_at": "0001-01-01T00:00:00+14:00"}, "invalid_request"),
        ({"due_at": "9999-12-30T00:00:00"}, "limit_too_far"),
        ({"due_at": "2026-11-16T07:00:00"}, "bad_consultation"),
        ({"agency_id": "phu_quoc_centre"}, "centre_consulted"),
    ],
)
def test_a_consultation_asks_who_can_answer_until_a_moment_that_can_be_shown(
    world: World, life: Lives, now: Now, change: dict[str, Any], code: str
) -> None:
    dossier, official = life.in_process(), Api(token_of(world.who("official", world.rach_gia), world))
    asked = {"agency_id": "police", "content": "?", "due_at": "2026-11-19T17:00:00"} | change

    with nothing_is_written():
        asked["agency_id"] = getattr(world, asked["agency_id"]).id
        problem(official.move(given.code(dossier), "consult", **asked), 422, code)
