"""Around every request: an id, the language, refusals in words, and strict security headers."""

import logging
import re
import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from motcua.foundation.errors import DomainError
from motcua.ui.answers import broken, is_api, refused, request_id, status_of
from motcua.ui.refusals import REFUSALS

logger = logging.getLogger("motcua.ui")

Handler = Callable[[HttpRequest], HttpResponse]

_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def choose_language(get_response: Handler) -> Handler:
    """Vietnamese, unless this person chose English.

    What the browser asks for is ignored: many computers of Vietnamese offices and homes are set to English.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def speak_errors(get_response: Handler) -> Handler:
    """A DomainError becomes the page of its status; a lost database says so; an empty refusal gets its words."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.headers.get("X-Request-Id", "")
        request.request_id = asked if _ID.fullmatch(asked) else uuid.uuid4().hex  # type: ignore[attr-defined]
        response = refused(request, 400) if _has_nul(request) else get_response(request)
        if _is_wordless(request, response):
            worded = refused(request, response.status_code)
            for name, value in response.headers.items():
                if name not in {"Content-Type", "Content-Length"}:
                    worded[name] = value
            response = worded
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response

    middleware.process_exception = _told  # type: ignore[attr-defined]
    return middleware


def _told(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    if isinstance(exception, DomainError):
        return refused(request, exception.status, error=exception)
    if isinstance(exception, DataError) and _has_nul_typed(request):
        return refused(request, 400)
    status = status_of(exception)
    if status == 500:
        return None
    logger.error("database %s, request %s", "full" if status == 507 else "away", request_id(request), exc_info=exception)
    return broken(request, status)


def _has_nul(request: HttpRequest) -> bool:
    """No database keeps a NUL, so nothing can be found under one."""
    return "\0" in request.path or "%00" in request.META.get("QUERY_STRING", "")


def _has_nul_typed(request: HttpRequest) -> bool:
    """Forms say so themselves; what passes by them, such as the key of a button, ends at the database."""
    return any("\0" in text for _, texts in request.POST.lists() for text in texts)


def _is_wordless(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        response.status_code in REFUSALS
        and not response.streaming
        and not (_is_problem(response) if is_api(request) else response.content)
        and request.method != "HEAD"
    )


def _is_problem(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("application/problem+json")


def content_security_policy(get_response: Handler) -> Handler:
    """Strict headers on everything; a page made for somebody signed in stays out of the browser's memory."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # The back button on a shared counter must not show the last person's page after sign-out.
        if getattr(getattr(request, "_cached_user", None), "is_authenticated", False):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
