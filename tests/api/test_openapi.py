"""The document of the API is true: valid, complete, and every answer to every kind of call keeps to it."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, seed, settings
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.api.calls import token_of
from tests.dossiers import given
from tests.dossiers.factories import BIRTH, FIVE_DAYS
from tests.dossiers.given import Lives, World
from tests.dossiers.worlds import Now

from motcua.dossiers.public import MOVES


@pytest.fixture(scope="module")
def document(django_db_setup: None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Client().get("/api/v1/openapi.json").content)
    return found


def test_the_document_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "Motcua"


def test_every_schema_of_the_document_is_valid_json_schema(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        whole = schema | {"components": document["components"]}
        assert jsonschema_rs.meta.is_valid(whole), name


def test_every_operation_says_what_it_does_and_how_it_fails(document: dict[str, Any]) -> None:
    names = set()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            assert operation["security"], (method, path)
            assert {"401", "4XX"} & operation["responses"].keys(), (method, path)
            names.add(operation["operationId"])
    assert len(names) == sum(len(operations) for operations in document["paths"].values())


def test_creating_calls_tell_of_the_key_and_moves_of_the_etag(document: dict[str, Any]) -> None:
    def headers(path: str) -> set[str]:
        return {p["name"] for p in document["paths"][path]["post"].get("parameters", []) if p["in"] == "header"}

    assert "Idempotency-Key" in headers("/api/v1/dossiers")
    assert headers("/api/v1/dossiers/{code}/moves") == {"Idempotency-Key", "If-Match"}


@pytest.fixture
def operations(world: World, now: Now, life: Lives) -> Iterator[list[Any]]:
    """Every operation of the document, spoken to by a counter that has a dossier."""
    life.in_process()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # the test's own transaction lives on this connection
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app=get_wsgi_application())
    yield [found.ok() for found in schema.get_all_operations()]
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_call_finds_a_bug_and_every_answer_keeps_to_the_document(world: World, operations: list[Any]) -> None:
    token = token_of(world.who("counter", world.rach_gia_centre), world)
    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

    for operation in operations:

        @seed(20261116)
        @settings(max_examples=40, database=None, suppress_health_check=list(HealthCheck))
        @hypothesis_given(case=operation.as_strategy())
        def call(case: Any) -> None:
            answer = case.call(headers={"Authorization": f"Bearer {token}"})
            case.validate_response(answer, checks=checks)

        call()


def test_real_codes_and_bodies_find_no_bug_either(world: World, operations: list[Any], life: Lives) -> None:
    """As above, with what exists in the path and the body, so that calls come further in than the first refusal."""
    token = token_of(world.who("counter", world.rach_gia_centre), world)
    codes = [given.code(getattr(life, stage)()) for stage in ("filed", "accepted", "awaiting_supplement", "done")]
    known = {
        "code": codes, "centre_id": [world.rach_gia_centre.id], "competent_id": [world.rach_gia.id, world.phu_quoc.id],
        "procedure": [FIVE_DAYS, BIRTH], "move": [move.name for move in MOVES],
    }  # fmt: skip
    checks = [not_a_server_error, status_code_conformance, response_schema_conformance]

    for operation in operations:

        @seed(20261117)
        @settings(max_examples=40, database=None, suppress_health_check=list(HealthCheck))
        @hypothesis_given(case=operation.as_strategy(), data=st.data())
        def call(case: Any, data: st.DataObject) -> None:
            for part in (case.path_parameters, case.body):
                if isinstance(part, dict):
                    for name in part.keys() & known.keys():
                        part[name] = data.draw(st.sampled_from(known[name]))
            answer = case.call(headers={"Authorization": f"Bearer {token}", "Idempotency-Key": data.draw(st.uuids()).hex})
            case.validate_response(answer, checks=checks)

        call()
