"""The HTTP API: routers of the rooms, one way to sign in, one body for every error (RFC 9457)."""

import json
import logging
import re
from collections import Counter
from http import HTTPStatus
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.security import APIKeyCookie, HttpBearer

from motcua.catalogue.api import router as catalogue
from motcua.documents.api import router as files
from motcua.dossiers.api import router as dossiers
from motcua.eforms.api import router as forms
from motcua.foundation import clock
from motcua.foundation.errors import DomainError, Invalid
from motcua.organization import public as organization
from motcua.organization.api import router as agencies
from motcua.ui.answers import broken, problem, status_of

logger = logging.getLogger(__name__)
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


class Token(HttpBearer):
    """A machine's token, `Authorization: Bearer …`."""

    def authenticate(self, request: HttpRequest, token: str) -> organization.Actor | None:
        user_id = organization.authenticate_token(token)
        return None if user_id is None else organization.actor_of(user_id, at=clock.now(), kind="machine")


class Session(APIKeyCookie):
    """The session of somebody signed in; changing calls carry the CSRF token."""

    param_name = "sessionid"

    def _get_key(self, request: HttpRequest) -> str | None:
        """Without a cookie there is no session to protect: who sends a token that has ended hears 401, not of CSRF."""
        return super()._get_key(request) if self.param_name in request.COOKIES else None

    def authenticate(self, request: organization.Request, key: str | None) -> organization.Actor | None:  # type: ignore[override]
        return request.actor if request.user.is_authenticated else None


class NameTwice(Invalid):
    code = "name_twice"
    vi = "Tên «{name}» có hai lần trong cùng một đối tượng JSON: không rõ giá trị nào đúng."
    en = "The name “{name}” stands twice in one JSON object: which value is meant is not clear."


class NotJson(Invalid):
    status = 415
    code = "not_json"
    vi = "Nội dung gửi lên phải là JSON: đặt tiêu đề Content-Type: application/json."
    en = "What is sent must be JSON: set the header Content-Type: application/json."


class Json(Parser):
    """JSON in UTF-8 whose texts a database can keep: none with a NUL or half of a surrogate pair, no numbers that are none, and no name twice."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise NotJson
        text = request.body.decode()
        body = json.loads(text, parse_constant=_no_number, object_pairs_hook=_once_each)
        if "\\u" in text and _has_unkeepable(body):
            raise HttpError(HTTPStatus.BAD_REQUEST, "a NUL, or half of a surrogate pair")
        return cast("dict[str, Any]", body)


def _no_number(name: str) -> None:
    raise ValueError(name)


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Raises NameTwice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NameTwice(name=_UNKEEPABLE.sub("?", Counter(name for name, _ in pairs).most_common(1)[0][0])[:100])
    return found


def _has_unkeepable(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_unkeepable(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return any(_has_unkeepable(part) for part in value)
    return isinstance(value, str) and bool(_UNKEEPABLE.search(value))


_PROBLEM = {
    "title": "Problem",
    "description": "Problem details (RFC 9457), in Vietnamese and English.",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "detail_en"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:motcua:stale_page"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable; the sentences may change"},
        "detail": {"type": "string", "description": "Tiếng Việt"},
        "detail_en": {"type": "string"},
        "instance": {"type": "string"},
        "request_id": {"type": "string", "description": "Names the call in the server's log; also in the header X-Request-Id"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["where", "what"],
                "properties": {"where": {"type": "string"}, "what": {"type": "string"}},
            },
        },
    },
}


_AWAY = {
    "description": "The database does not answer for the moment: send the same again, under the same key",
    "headers": {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds"}},
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


class Api(NinjaAPI):
    """An API whose document also says how its calls fail."""

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**where)
        schema["components"]["schemas"]["Problem"] = _PROBLEM
        failure = {
            "description": "Refused, with the reason",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["responses"] |= {
                    "4XX": failure,
                    "503": _AWAY,
                    "507": failure | {"description": "The disk of the database is full; nothing was kept"},
                }
        return schema


api = Api(
    title="Motcua",
    version="1.0",
    description="Thủ tục, cơ quan và hồ sơ của hệ thống thông tin giải quyết thủ tục hành chính cấp tỉnh. "
    "Procedures, agencies and dossiers of a province. Errors are problem details (RFC 9457); lists page by cursor; "
    "creating calls take an Idempotency-Key; a dossier's ETag goes into If-Match.",
    auth=[Token(), Session()],
    parser=Json(),
    urls_namespace="api",
    docs_url=None,
)
api.add_router("/procedures", catalogue, tags=["procedures"])
api.add_router("/procedures", forms, tags=["forms"])
api.add_router("/agencies", agencies, tags=["agencies"])
api.add_router("/files", files, tags=["files"])
api.add_router("/dossiers", dossiers, tags=["dossiers"])


@api.exception_handler(DomainError)
def _domain_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    more = {"errors": error.details} if error.details else {}
    return problem(request, error.status, error.code, error.sentence_vi, error.sentence_en, **more)


@api.exception_handler(ValidationError)
def _shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"where": ".".join(str(part) for part in one["loc"]), "what": one["msg"]} for one in error.errors]
    where = ", ".join(dict.fromkeys(one["where"] for one in errors))
    return problem(
        request,
        422, "invalid_request", f"Yêu cầu không đúng khuôn: xem {where}.", f"The request has the wrong shape: see {where}.", errors=errors,
    )  # fmt: skip


@api.exception_handler(AuthenticationError)
def _who(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(
        request,
        401,
        "not_signed_in",
        "Cần đăng nhập hoặc mã truy cập còn hiệu lực.",
        "Sign in, or send a valid token.",
    )


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, DomainError):  # as the framework wraps what the parser raises
        return _domain_error(request, error.__cause__)
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return problem(
            request,
            400,
            "malformed_request",
            "Không đọc được yêu cầu: JSON sai.",
            "The request cannot be read: its JSON is malformed.",
            instance=request.path,
        )
    if error.status_code == HTTPStatus.FORBIDDEN:
        return problem(
            request,
            403,
            "csrf_failed",
            "Lời gọi bằng phiên đăng nhập phải kèm mã chống giả mạo (tiêu đề X-CSRFToken).",
            "A call with a session must carry its CSRF token (the header X-CSRFToken).",
            instance=request.path,
        )
    return problem(request, error.status_code, "http_error", str(error), str(error))


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(request, 404, "not_found", "Không có địa chỉ này.", "There is nothing at this address.")


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return problem(request, 413, "too_big", "Yêu cầu lớn hơn 2 MB.", "The request is larger than 2 MB.")


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def _away(request: HttpRequest, error: Exception) -> HttpResponse:
    """A connection lost at the commit leaves open whether it happened: only the same key sent again tells."""
    if status_of(error) == HTTPStatus.INSUFFICIENT_STORAGE:
        logger.error("database full, API %s %s: %s", request.method, request.path, error)
        return broken(request, HTTPStatus.INSUFFICIENT_STORAGE)
    logger.error("database away, API %s %s: %s", request.method, request.path, error)
    answer = problem(
        request,
        503,
        "database_away",
        "Cơ sở dữ liệu tạm thời không trả lời nên chưa biết yêu cầu đã được ghi hay chưa. "
        "Gửi lại sau vài giây; nếu có Idempotency-Key thì giữ nguyên khóa.",
        "The database does not answer for the moment, so it is not known whether the request was carried out. "
        "Send it again in some seconds; if it has an Idempotency-Key, keep the key.",
    )
    answer["Retry-After"] = "5"
    return answer


@api.exception_handler(Exception)
def _bug(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.exception("API %s %s failed", request.method, request.path)
    return problem(
        request,
        500,
        "internal_error",
        "Hệ thống gặp lỗi. Chưa rõ yêu cầu đã được ghi hay chưa: gửi lại với cùng Idempotency-Key, sẽ không ghi hai lần.",
        "The server failed. Whether the request was kept is not known: ask again with the same Idempotency-Key, nothing is done twice.",
    )
