"""The forms API as a machine meets it."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from tests.eforms import given
from tests.eforms.given import AT, CODE
from tests.organization import given as people

from motcua.organization import public as organization
from motcua.organization.public import SYSTEM

pytestmark = pytest.mark.django_db
FORM = f"/api/v1/procedures/{CODE}/form"


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("motcua.foundation.clock.now", lambda: AT)
    token = organization.issue_api_token(user_id=people.person(), name="cổng", actor=SYSTEM, at=AT)
    return Client(headers={"Authorization": f"Bearer {token.token}"})


def _check(machine: Client, **said: Any) -> Any:
    return machine.post(f"{FORM}/check", said, content_type="application/json")


def test_the_form_is_read_with_its_tag_and_not_sent_twice(machine: Client) -> None:
    version_id = given.in_use()

    first = machine.get(FORM)
    again = machine.get(FORM, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, first["Content-Type"], first.json()) == (200, "application/schema+json", given.sound())
    assert (first["X-Form-Version"], first["X-Form-Confidence"]) == (str(version_id), "remembered")
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_what_the_check_lets_go_on_is_valid_under_the_plain_schema(machine: Client) -> None:
    given.in_use()

    answer = _check(machine, answers={"name": "Trần Thị Bích", "born": "5/2/1990", "married": "Có", "spouse": "Lê Văn Cư"})

    assert answer.status_code == 200
    values = answer.json()["values"]
    assert values["born"] == "1990-02-05"
    schema = machine.get(FORM, {"plain": "true"}).json()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(values)
    assert not Draft202012Validator(schema).is_valid(values | {"married": "Không"})


def test_each_error_names_its_place_in_both_languages(machine: Client) -> None:
    given.in_use()

    answer = _check(
        machine, answers={"name": "An", "born": "17/11/2026", "married": "Có", "children": [{"name": ""}, {"born": "x"}], "la": 1}
    )

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    errors = {error["where"]: error for error in answer.json()["errors"]}
    assert set(errors) == {"/born", "/spouse", "/children/1/name", "/children/1/born", "/la"}
    assert errors["/born"]["what_en"] == "Ngày sinh cannot be after today, 16/11/2026."
    assert errors["/la"]["code"] == "not_asked"


def test_another_version_than_the_one_read_is_not_checked_silently(machine: Client) -> None:
    version_id = given.in_use()

    assert _check(machine, answers={}, version=version_id + 1).json()["code"] == "other_form_in_use"


@pytest.mark.parametrize("body", [{}, {"answers": []}, {"answers": "x"}, {"answers": None}, {"answers": {}, "version": "x"}])
def test_a_body_of_another_shape_is_refused(machine: Client, body: dict[str, Any]) -> None:
    given.in_use()

    assert machine.post(f"{FORM}/check", body, content_type="application/json").status_code == 422


def test_no_form_is_said_as_such(machine: Client) -> None:
    assert machine.get(FORM).json()["code"] == "no_form"
    assert machine.get("/api/v1/procedures/khong-co/form").status_code == 404


def test_without_a_token_nothing_is_told(client: Client) -> None:
    assert client.get(FORM).status_code == 401
    assert client.post(f"{FORM}/check", {}, content_type="application/json").status_code == 401
