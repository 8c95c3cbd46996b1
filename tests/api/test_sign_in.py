"""Who may speak to the API: a token in force, or a session with its CSRF token."""

import json

import pytest
from django.conf import settings
from django.test import Client
from tests.api.calls import Api, dossier, problem, token_of
from tests.dossiers.given import AT, World, vn
from tests.dossiers.worlds import Now

from motcua.organization import public as organization
from motcua.organization.models import User
from motcua.organization.public import SYSTEM

PLACES = (
    "/dossiers",
    "/dossiers/X-1",
    "/dossiers/X-1/journal",
    "/agencies",
    "/agencies/1",
    "/procedures",
    "/procedures/1.001193",
)


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("token", [None, "", "motcua_sai", "Bearer", "motcua_" + "x" * 5000])
def test_nothing_is_told_without_a_token(world: World, now: Now, path: str, token: str | None) -> None:
    response = Api(token).get(path)

    problem(response, 401, "not_signed_in")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_nothing_is_done_without_a_token(world: World, now: Now) -> None:
    problem(Api(None).post("/dossiers", dossier(world)), 401, "not_signed_in")
    problem(Api(None).move("X-1", "accept"), 401, "not_signed_in")


def test_a_token_acts_with_its_owners_roles(world: World, counter: Api, official: Api) -> None:
    assert counter.post("/dossiers", dossier(world)).status_code == 201
    problem(official.post("/dossiers", dossier(world)), 403, "may_not_file")


def test_a_revoked_token_is_worth_nothing(world: World, now: Now) -> None:
    actor = world.who("counter", world.rach_gia_centre)
    issued = organization.issue_api_token(user_id=actor.user_id or 0, actor=SYSTEM, at=AT)
    assert Api(issued.token).get("/dossiers").status_code == 200

    organization.revoke_api_token(token_id=issued.id, actor=SYSTEM, at=AT)

    problem(Api(issued.token).get("/dossiers"), 401, "not_signed_in")


def test_an_expired_token_is_worth_nothing(world: World, now: Now) -> None:
    actor = world.who("counter", world.rach_gia_centre)
    issued = organization.issue_api_token(user_id=actor.user_id or 0, actor=SYSTEM, at=vn("2025-08-01 08:00"), days=1)

    problem(Api(issued.token).get("/dossiers"), 401, "not_signed_in")


def test_a_deactivated_account_takes_its_tokens_with_it(world: World, now: Now) -> None:
    actor = world.who("counter", world.rach_gia_centre)
    token = token_of(actor, world)

    organization.deactivate_user(user_id=actor.user_id or 0, actor=SYSTEM, at=AT)

    problem(Api(token).get("/dossiers"), 401, "not_signed_in")


def test_a_role_that_ended_is_gone_at_once(world: World, now: Now, counter: Api) -> None:
    actor = world.who("counter", world.rach_gia_centre)
    holding = organization.holdings_of(actor.user_id or 0)[0]

    organization.end_appointment(holding_id=holding.id, actor=SYSTEM, at=AT)

    problem(counter.post("/dossiers", dossier(world)), 403, "may_not_file")


def session(world: World) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        User.objects.get(pk=world.who("counter", world.rach_gia_centre).user_id), settings.AUTHENTICATION_BACKENDS[0]
    )
    return client


def test_a_session_reads(world: World, now: Now) -> None:
    assert session(world).get("/api/v1/dossiers").status_code == 200


def test_a_session_changes_nothing_without_its_csrf_token(world: World, now: Now) -> None:
    body = json.dumps(dossier(world))

    refused = session(world).post(
        "/api/v1/dossiers", body, content_type="application/json", headers={"Idempotency-Key": "khoa-0001"}
    )

    problem(refused, 403, "csrf_failed")


def test_a_session_with_its_csrf_token_may_do_what_its_person_may(world: World, now: Now) -> None:
    client, secret = session(world), "a" * 32
    client.cookies[settings.CSRF_COOKIE_NAME] = secret
    headers = {"Idempotency-Key": "khoa-0001", "X-CSRFToken": secret}

    made = client.post("/api/v1/dossiers", json.dumps(dossier(world)), content_type="application/json", headers=headers)

    assert made.status_code == 201, made.content


def test_a_session_cookie_of_nobody_is_no_session(world: World, now: Now) -> None:
    client = Client()
    client.cookies["sessionid"] = "khong-co"

    problem(client.get("/api/v1/dossiers"), 401, "not_signed_in")
