"""A machine that speaks to the API."""

import json
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client
from tests.dossiers import factories
from tests.dossiers.given import AT, World

from motcua.organization import public as organization
from motcua.organization.public import SYSTEM, Actor

_keys = count(1)


def token_of(actor: Actor, world: World) -> str:
    assert actor.user_id is not None
    return organization.issue_api_token(user_id=actor.user_id, actor=SYSTEM, at=AT).token


class Api:
    def __init__(self, token: str | None) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", query, headers=self.headers)

    def post(self, path: str, body: Any, *, key: str | None = "", **headers: str) -> HttpResponse:
        """`key` None sends none; otherwise a fresh one unless it is named."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if key is not None:
            sent["Idempotency-Key"] = key or f"khoa-{next(_keys):06}"
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.post(f"/api/v1{path}", text, content_type="application/json", headers=self.headers | sent)

    def move(self, code: str, move: str, *, etag: str | None = None, key: str | None = "", **arguments: Any) -> HttpResponse:
        headers = {"If_Match": etag} if etag else {}
        return self.post(f"/dossiers/{code}/moves", {"move": move, **arguments}, key=key, **headers)


def dossier(world: World, **change: Any) -> dict[str, Any]:
    """A body that is right."""
    return {
        "procedure": factories.FIVE_DAYS, "centre_id": world.rach_gia_centre.id, "competent_id": world.rach_gia.id,
        "persons": [{"name": "Trần Thị Bích Thủy", "phone": "0918012264", "id_number": "089181000123"}],
        "papers": [{"name": "Đơn đề nghị", "originals": 1}], **change,
    }  # fmt: skip


def problem(response: HttpResponse, status: int, code: str) -> dict[str, Any]:
    """The body of an error, which always has the same shape."""
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = json.loads(response.content)
    assert body["status"] == status
    assert body["code"] == code, body
    assert body["type"] == f"urn:motcua:{code}"
    assert body["title"]
    assert body["detail"]
    assert body["detail_en"]
    assert body["instance"]
    assert body["request_id"]
    return body
