"""The page that works without a line, its worker, and what it asks the server when there is one."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.foundation import clock
from motcua.foundation.errors import DomainError
from motcua.foundation.language import sentence
from motcua.offline import public as offline
from motcua.offline.operations.reading import Unreadable, object_of
from motcua.offline.views.words import words
from motcua.organization import public as organization

_ASSETS = (
    "build/motcua.css", "build/offline.js", "ui/mark.svg", "build/fonts/be-vietnam-pro-vietnamese-400-normal.woff2",
)  # fmt: skip
Ask = Callable[[organization.Request, Mapping[str, Any]], dict[str, Any]]


@require_safe
@never_cache
def front(request: HttpRequest) -> HttpResponse:
    """The same for everybody and without anybody's name: the browser keeps it and opens it without a line."""
    addresses = {
        name: reverse(f"offline:{name}") for name in ("worker", "status", "data", "hold", "give_back", "hand_in", "front")
    }
    return render(request, "offline/front.html", {"told": {"addresses": addresses, "words": words()}})


@require_safe
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The worker, with the addresses of what it keeps: others after every release, so that it is a new worker then."""
    assets = [reverse("offline:front"), *(static(name) for name in _ASSETS)]
    response = render(request, "offline/worker.js", {"assets": json.dumps(assets)}, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = reverse("offline:front")
    return response


@require_safe
@never_cache
def status(request: organization.Request) -> JsonResponse:
    """Whether the line is there, what time it is, and who is signed in."""
    told: dict[str, Any] = {"now": clock.now().isoformat(), "person": None, "desk": None}
    if request.user.is_authenticated and (desk := organization.desk_of(request.actor)):
        told["person"] = {"id": request.actor.user_id, "name": request.actor.name}
        told["desk"] = {"id": desk.id, "name": desk.name}
        told["token"] = get_token(request)
    return JsonResponse(told)


def _asked(ask: Ask) -> Callable[[organization.Request], HttpResponse]:
    """What the page sends and gets: JSON, also when it is refused; who is signed out is told so and loses nothing."""

    @require_POST
    @never_cache
    @wraps(ask)
    def view(request: organization.Request) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"error": "signed_out"}, status=401)
        try:
            return JsonResponse(ask(request, object_of(request.body, place="JSON")))
        except DomainError as error:
            return JsonResponse({"error": error.code, "sentence": sentence(error)}, status=error.status)

    return view


@_asked
def data(request: organization.Request, body: Mapping[str, Any]) -> dict[str, Any]:
    """Procedures, papers and due times of today and tomorrow; and the key of each block that the device still needs."""
    at, desk = clock.now(), organization.desk_of(request.actor)
    codes = [code for code in _list(body, "codes") if isinstance(code, str)]
    blocks = [block for block in _list(body, "blocks") if isinstance(block, int)]
    found = offline.prepared(centre_id=desk.id, codes=codes[:40], actor=request.actor, at=at) if desk else []
    keys = {str(block): base64.b64encode(offline.device_key(block, request.actor)).decode() for block in blocks[:40]}
    return {"procedures": found, "made_at": at.isoformat(), "keys": keys}


@_asked
def hold(request: organization.Request, body: Mapping[str, Any]) -> dict[str, Any]:
    """Hold codes of today for this device."""
    at, desk = clock.now(), organization.desk_of(request.actor)
    if desk is None:
        raise offline.NotYourCodes
    block = offline.hold_block(
        centre_id=desk.id, device=str(body.get("device", "")), request_key=str(body.get("key", "")), actor=request.actor, at=at
    )
    key = base64.b64encode(offline.device_key(block.id, request.actor)).decode()
    return {
        "id": block.id, "person": block.user_id, "day": block.day.isoformat(), "codes": block.codes, "desk": desk.name, "key": key,
        "held_at": clock.local(block.held_at).isoformat(),
    }  # fmt: skip


@_asked
def give_back(request: organization.Request, body: Mapping[str, Any]) -> dict[str, Any]:
    """Give back codes that stand on no receipt of this device."""
    codes = [code for code in _list(body, "codes") if isinstance(code, str)]
    gone = offline.give_back(block_id=_block(body), codes=codes[:200], actor=request.actor, at=clock.now())
    return {"codes": gone}


@_asked
def hand_in(request: organization.Request, body: Mapping[str, Any]) -> dict[str, Any]:
    """Take in one kept dossier: open, or as the device keeps it for a colleague."""
    kept, block_id, at = body.get("dossier"), _block(body), clock.now()
    if isinstance(kept, dict):
        answer = offline.hand_in(block_id=block_id, body=kept, actor=request.actor, at=at)
    else:
        nonce, sealed = _bytes(body, "nonce"), _bytes(body, "sealed")
        code = str(body.get("code", ""))
        answer = offline.hand_in_sealed(block_id=block_id, code=code, nonce=nonce, sealed=sealed, actor=request.actor, at=at)
    return {
        "code": answer.code, "became": answer.became, "due": _iso(answer.due_at), "otherwise": answer.is_due_otherwise,
        "doubt": answer.doubt.value if answer.doubt else "",
    }  # fmt: skip


def _block(body: Mapping[str, Any]) -> int:
    block = body.get("block")
    if not isinstance(block, int) or not 0 < block < 2**31:
        raise Unreadable(place="block")
    return block


def _bytes(body: Mapping[str, Any], name: str) -> bytes:
    try:
        return base64.b64decode(body[name], validate=True)
    except (KeyError, TypeError, ValueError):
        raise Unreadable(place=name) from None


def _list(body: Mapping[str, Any], name: str) -> list[Any]:
    value = body.get(name, [])
    if not isinstance(value, list):
        raise Unreadable(place=name)
    return value


def _iso(at: datetime | None) -> str | None:
    return clock.local(at).isoformat() if at else None
