"""Whatever is sent, the answer is a problem with a code, never a bug, and nothing is half written."""

import json
from typing import Any

import pytest
from django.test import Client
from tests.api.calls import Api, dossier, problem, token_of
from tests.dossiers import given
from tests.dossiers.given import Lives, World
from tests.dossiers.rows import nothing_is_written

MALFORMED = [
    "", "{", "nul", '{"procedure": }', "[1,]", "\ufeff{}", "{'a': 1}", '{"a": NaN', b"\xff\xfe{}", b'{"name": "\xff"}', "[" * 100_000,
    '{"a":' * 5_000 + "1" + "}" * 5_000, "1" * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("sent", MALFORMED, ids=range(len(MALFORMED)))
def test_what_is_not_json_cannot_be_read(world: World, counter: Api, sent: str | bytes) -> None:
    with nothing_is_written():
        response = counter.post("/dossiers", sent)

    assert response.status_code in {400, 422}
    problem(response, response.status_code, "malformed_request" if response.status_code == 400 else "invalid_request")


@pytest.mark.parametrize("sent", ["null", "[]", "1", '"x"', "true", "{}"])
def test_json_of_another_shape_is_told_what_is_missing(world: World, counter: Api, sent: str) -> None:
    with nothing_is_written():
        told = problem(counter.post("/dossiers", sent), 422, "invalid_request")
    assert told["errors"]


def test_an_oversized_body_is_refused(world: World, counter: Api) -> None:
    with nothing_is_written():
        problem(counter.post("/dossiers", dossier(world, case="x" * 3_000_000)), 413, "too_big")


def test_many_papers_are_too_many(world: World, counter: Api) -> None:
    with nothing_is_written():
        problem(counter.post("/dossiers", dossier(world, papers=[{"name": "x"}] * 201)), 422, "invalid_request")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"state": 9}, "state"),
        ({"persons": [{"name": "A", "is_admin": True}]}, "is_admin"),
        ({"papers": [{"name": "A", "id": 1}]}, "id"),
        ({"centre_id": "mot"}, "centre_id"),
        ({"centre_id": 0}, "centre_id"),
        ({"centre_id": 2**63}, "centre_id"),
        ({"centre_id": 10**400}, "centre_id"),
        ({"centre_id": 1.5}, "centre_id"),
        ({"centre_id": None}, "centre_id"),
        ({"centre_id": [1]}, "centre_id"),
        ({"channel": "fax"}, "channel"),
        ({"channel": 1}, "channel"),
        ({"persons": []}, "persons"),
        ({"persons": [{"name": ""}]}, "name"),
        ({"persons": [{"name": "   "}]}, "name"),
        ({"persons": [{"name": "x" * 301}]}, "name"),
        ({"persons": [{"name": "A", "phone": "0918x"}]}, "phone"),
        ({"persons": [{"name": "A", "id_number": "<script>"}]}, "id_number"),
        ({"persons": [{"name": "A", "part": "boss"}]}, "part"),
        ({"papers": [{"name": "A", "originals": -1}]}, "originals"),
        ({"papers": [{"name": "A", "copies": 10**20}]}, "copies"),
        ({"filed_at": "hôm qua"}, "filed_at"),
        ({"filed_at": "2026-13-01T00:00:00"}, "filed_at"),
        ({"filed_at": 10**30}, "filed_at"),
        ({"filed_at": {"$date": 1}}, "filed_at"),
        ({"accept": "maybe"}, "accept"),
        *(({"centre_id": one}, "centre_id") for one in (True, "124", 22.0, "1_0", "１")),
        *(({"papers": [{"name": "A", "originals": one}]}, "originals") for one in (True, "1", 1.0)),
        *(({flag: one}, flag) for flag in ("accept", "consent", "is_assisted", "is_test") for one in ("on", "true", 1, 0, "no")),
        ({"persons": [{"name": "A", "is_organisation": "yes"}]}, "is_organisation"),
        ({"procedure": {"$ne": ""}}, "procedure"),
    ],
)
def test_a_wrong_field_is_named(world: World, counter: Api, change: dict[str, Any], where: str) -> None:
    with nothing_is_written():
        told = problem(counter.post("/dossiers", dossier(world, **change)), 422, "invalid_request")

    assert where in told["detail"]
    assert any(where in error["where"] for error in told["errors"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("amount", one) for one in ("1_0", "１", "1e3", "+5", "5.0", "", "5\n5", 5.0, 0.5, True, 0, "9" * 15, [5])),
        *(("to_user_id", one) for one in ("1", True, 1.0)),
        ("agency_id", "1"),
        *(("agrees", one) for one in ("yes", 1)),
    ],
)
def test_a_wrong_field_of_a_move_is_named(world: World, counter: Api, life: Lives, field: str, value: object) -> None:
    code = given.code(life.filed())

    with nothing_is_written():
        told = problem(counter.move(code, "refuse", reason="x", **{field: value}), 422, "invalid_request")

    assert field in told["detail"]


@pytest.mark.parametrize("amount", ["12000000", 12_000_000, "012000000"])
def test_an_amount_is_a_whole_number_or_its_digits(world: World, life: Lives, amount: str | int) -> None:
    official = Api(token_of(world.who("official", world.rach_gia), world))
    dossier_id = life.in_process()

    response = official.move(given.code(dossier_id), "require_payment", amount=amount, reason="Lệ phí")

    assert response.status_code == 200, response.content.decode()
    assert given.recorded(dossier_id, "require_payment")["amount"] == 12_000_000


@pytest.mark.parametrize(
    "filed_at", ["0001-01-01T00:00:00", "9999-12-31T23:59:59+07:00", "0001-01-01T00:00:00+14:00", -(10**11), 10**11]
)
def test_the_edges_of_time_are_only_implausible(world: World, counter: Api, filed_at: str | int) -> None:
    with nothing_is_written():
        response = counter.post("/dossiers", dossier(world, filed_at=filed_at))

    assert response.status_code == 422, response.content.decode()


TEXTS = {"NUL": "A\x00B", "a lone surrogate": "A\ud800B", "NUL alone": "\x00"}
FIELDS: list[dict[str, Any]] = [
    {"procedure": "?"}, {"case": "?"}, {"persons": [{"name": "?"}]}, {"persons": [{"name": "A", "email": "?"}]},
    {"persons": [{"name": "A", "address": "?"}]}, {"persons": [{"name": "A", "authority_paper": "?"}]},
    {"persons": [{"name": "A", "phone": "?"}]}, {"papers": [{"name": "?"}]}, {"papers": [{"name": "A", "component": "?"}]},
    {"papers": [{"name": "A", "file_ref": "?"}]},
]  # fmt: skip


def _with(field: Any, text: str) -> Any:
    if isinstance(field, dict):
        return {name: _with(value, text) for name, value in field.items()}
    if isinstance(field, list):
        return [_with(value, text) for value in field]
    return text if field == "?" else field


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_that_no_database_keeps_is_refused_in_every_field(world: World, counter: Api, text: str) -> None:
    for field in FIELDS:
        with nothing_is_written():
            response = counter.post("/dossiers", dossier(world, **_with(field, text)))
        assert response.status_code in {400, 422}, (field, response.content.decode())
        assert response["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_that_no_database_keeps_is_refused_in_every_move(world: World, counter: Api, life: Lives, text: str) -> None:
    code = given.code(life.filed())

    for arguments in (
        {"move": "refuse", "reason": text}, {"move": text}, {"move": "request_supplement", "reason": "x", "items": [text]},
        {"move": "withdraw", "reason": text}, {"move": "receive_supplement", "papers": [{"name": text}]},
    ):  # fmt: skip
        with nothing_is_written():
            response = counter.post(f"/dossiers/{code}/moves", arguments)
        assert response.status_code in {400, 422}, (arguments, response.content.decode())


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *((f"/{path}", 400) for path in (
            "dossiers/%00", "dossiers/%00/journal", "dossiers?procedure=%00", "dossiers?cursor=%00", "procedures?q=%00", "procedures/%00",
            "procedures?field=%00", "procedures?cursor=%00", "agencies?cursor=%00", "agencies/%00",
        )),
        *((f"/{path}", 404) for path in ("dossiers/%ED%A0%80", "dossiers/%FF", "nowhere", "dossiers/x/y/z", "dossiers/" + "x" * 3000)),
        *((f"/{path}", 422) for path in (
            "agencies/99999999999999999999", "agencies/-1", "agencies?on=0000-00-00", "agencies?size=0", "agencies?kind=x",
            "dossiers?size=201", "dossiers?state=x", "dossiers?agency_id=99999999999999999999",
        )),
        *((f"/{path}", 200) for path in (
            "procedures?on=9999-12-31", "procedures?on=0001-01-01", "procedures/1.001193?on=9999-12-31", "dossiers?unknown=1",
            "dossiers?accepted_from=0001-01-01", "dossiers?accepted_to=9999-12-31T23:59:59-12:00",
        )),
    ],
)  # fmt: skip
def test_addresses_of_every_kind_are_answered(world: World, counter: Api, path: str, status: int) -> None:
    with nothing_is_written():
        response = counter.client.get(f"/api/v1{path}", headers=counter.headers)

    assert response.status_code == status, response.content.decode()
    if status != 200:
        assert response["Content-Type"].startswith("application/problem+json"), response.content[:200]
        assert json.loads(response.content)["code"]


@pytest.mark.parametrize("key", ["khoa\x01\x02\x03\x04\x05", "khoá-tiếng-Việt", "        ", "k" * 200])
def test_keys_of_any_kind_make_one_dossier_or_none(world: World, counter: Api, key: str) -> None:
    statuses = {counter.post("/dossiers", dossier(world), key=key).status_code for _ in range(2)}

    assert statuses <= {200, 201, 400}


@pytest.mark.parametrize(("method", "path"), [("put", "/dossiers"), ("delete", "/dossiers/X-1"), ("patch", "/dossiers/X-1"), ("get", "/dossiers/X-1/moves")])  # fmt: skip
def test_what_the_api_does_not_do_is_not_done(world: World, counter: Api, method: str, path: str) -> None:
    response = getattr(counter.client, method)(f"/api/v1{path}", headers=counter.headers)

    told = problem(response, 405, "http_405")
    assert response["Allow"]
    assert "phương thức" in told["detail"]
    assert told["request_id"] == response["X-Request-Id"]


@pytest.mark.parametrize(
    "sent", ['{"procedure": "1", "procedure": "2"}', '{"persons": [{"name": "A", "phone": "1", "name": "B"}]}']
)
def test_a_name_that_stands_twice_is_refused(world: World, counter: Api, sent: str) -> None:
    with nothing_is_written():
        told = problem(counter.post("/dossiers", sent), 422, "name_twice")

    assert "«procedure»" in told["detail"] or "«name»" in told["detail"]


def test_a_form_is_not_json(world: World, counter: Api) -> None:
    with nothing_is_written():
        response = counter.client.post(
            "/api/v1/dossiers", {"procedure": "x"}, headers=counter.headers | {"Idempotency-Key": "khoa-0001"}
        )

    assert "application/json" in problem(response, 415, "not_json")["detail"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])
def test_json_under_another_name_is_refused(world: World, counter: Api, kind: str) -> None:
    with nothing_is_written():
        response = counter.client.post(
            "/api/v1/dossiers",
            json.dumps(dossier(world)),
            content_type=kind,
            headers=counter.headers | {"Idempotency-Key": "khoa-0001"},
        )

    problem(response, 415, "not_json")


def test_json_may_name_its_letters(world: World, counter: Api) -> None:
    response = counter.client.post(
        "/api/v1/dossiers",
        json.dumps(dossier(world)).encode(),
        content_type="Application/JSON; charset=utf-8",
        headers=counter.headers | {"Idempotency-Key": "khoa-0001"},
    )

    assert response.status_code == 201


def test_a_bug_in_the_sender_is_told_in_two_languages(world: World, counter: Api) -> None:
    told = problem(counter.post("/dossiers", "{"), 400, "malformed_request")

    assert "JSON" in told["detail"]
    assert "JSON" in told["detail_en"]


def test_strangers_are_told_who_may_come_in_not_what_is_wrong(world: World) -> None:
    response = Client().post("/api/v1/dossiers", "{", content_type="application/json")

    problem(response, 401, "not_signed_in")


NAMES = [r'{"\ud800": 1}', r'{"\ud800": 1, "\ud800": 2}', r'{"persons": [{"name": "A", "\ud800": 1}]}']


@pytest.mark.parametrize("sent", NAMES, ids=range(len(NAMES)))
def test_a_name_that_is_no_text_is_no_bug(world: World, counter: Api, sent: str) -> None:
    assert counter.post("/dossiers", sent).status_code in {400, 422}
