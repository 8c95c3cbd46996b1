"""Refusals as responses: a page, a fragment for htmx, or a problem document for machines."""

from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.foundation.errors import DomainError
from motcua.foundation.language import chosen, sentence
from motcua.ui.refusals import METHOD, Refusal, refusal

#: PostgreSQL's code for it.
DISK_FULL = "53100"


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def request_id(request: HttpRequest) -> str:
    return getattr(request, "request_id", "")


def refused(request: HttpRequest, status: int, *, error: DomainError | None = None, words: Refusal | None = None) -> HttpResponse:
    """Say no in the form that whoever asked can read."""
    said = words or (METHOD if status == 405 and is_api(request) else refusal(status))
    if is_api(request):
        return _problem(request, status, said, error)
    screen = _screen(request, status, said, error)
    if request.headers.get("HX-Request"):
        fragment = render(request, "ui/refusal_fragment.html", screen, status=status)
        fragment["HX-Retarget"], fragment["HX-Reswap"] = "#thong-bao", "beforeend"
        return fragment
    return render(request, "ui/refusal.html", screen, status=status)


def status_of(failure: BaseException | None) -> int:
    """How a failure of our own is told: a full disk, a database that is away, or a bug."""
    if isinstance(failure, OperationalError) and getattr(failure.__cause__, "sqlstate", None) == DISK_FULL:
        return HTTPStatus.INSUFFICIENT_STORAGE
    return (
        HTTPStatus.SERVICE_UNAVAILABLE
        if isinstance(failure, OperationalError | InterfaceError)
        else HTTPStatus.INTERNAL_SERVER_ERROR
    )


def broken(request: HttpRequest, status: int) -> HttpResponse:
    """A failure of our own: drawn without asking session, user or database, which may be what failed."""
    said = refusal(status)
    response = _problem(request, status, said, None) if is_api(request) else _broken_page(request, status, said)
    if status == 503:
        response["Retry-After"] = "30"
    return response


def _broken_page(request: HttpRequest, status: int, said: Refusal) -> HttpResponse:
    screen = {**_screen(request, status, said, None), "base": "ui/base_public.html", "request_id": request_id(request)}
    htmx = bool(request.headers.get("HX-Request"))
    response = HttpResponse(render_to_string("ui/refusal_fragment.html" if htmx else "ui/refusal.html", screen), status=status)
    if htmx:
        response["HX-Retarget"], response["HX-Reswap"] = "#thong-bao", "beforeend"
    return response


def _screen(request: HttpRequest, status: int, said: Refusal, error: DomainError | None) -> dict[str, object]:
    user = getattr(request, "user", None) if status < 500 else None
    return {
        "status": status,
        "hue": said.hue,
        "icon_name": said.icon,
        "mine": chosen(said.vi, said.en),
        "other": chosen(said.en, said.vi),
        "other_language": chosen("en", "vi"),
        "sentence": sentence(error) if error else "",
        "other_sentence": chosen(error.sentence_en, error.sentence_vi) if error else "",
        "code": error.code if error else "",
        "base": "ui/base_office.html" if user is not None and user.is_authenticated else "ui/base_public.html",
        "request_id": "",
        "back": _came_from(request),
    }


def _came_from(request: HttpRequest) -> str:
    """The page of ours that led here, to be opened afresh."""
    page = request.headers.get("Referer", "")
    is_ours = bool(page) and url_has_allowed_host_and_scheme(page, {request.META.get("HTTP_HOST", "")})
    is_here = request.method == "GET" and page.endswith(request.get_full_path())
    return page if is_ours and not is_here else ""


def problem(request: HttpRequest, status: int, code: str, vi: str, en: str, **more: object) -> HttpResponse:
    """Problem details (RFC 9457), the one body of every refusal to a machine."""
    body = {
        "type": f"urn:motcua:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": vi,
        "detail_en": en,
        "instance": request.path,
        "request_id": request_id(request),
    }
    response = JsonResponse(
        body | more, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="motcua"'
    return response


def _problem(request: HttpRequest, status: int, said: Refusal, error: DomainError | None) -> HttpResponse:
    if error:
        return problem(request, status, error.code, error.sentence_vi, error.sentence_en)
    vi, en = (f"{words.happened} {words.to_do}" for words in (said.vi, said.en))
    return problem(request, status, f"http_{status}", vi, en)
