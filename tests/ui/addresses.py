"""Addresses of the room alone, and some that fail on purpose."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

from motcua.foundation.errors import DomainError, Invalid, NotAllowed, NotFound, NotPossible


class Stale(NotPossible):
    status = 412
    code = "stale_page"
    vi = "Bà Út vừa chuyển hồ sơ này lúc {time}."
    en = "Mrs Út moved this dossier at {time}."


class TooOften(DomainError):
    status = 429
    code = "too_often"
    vi = "Sai 5 lần."
    en = "Wrong 5 times."


def fills_the_disk(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$")
    return HttpResponse("ok")


def refuses(request: HttpRequest, kind: str) -> HttpResponse:
    raise {
        "403": NotAllowed(),
        "404": NotFound(),
        "409": NotPossible(),
        "412": Stale(time="09:42"),
        "422": Invalid(),
        "429": TooOften(),
        "denied": PermissionDenied(),
        "suspicious": SuspiciousOperation(),
        "bug": ZeroDivisionError("a secret of the house"),
        "away": OperationalError("connection refused"),
    }[kind]


@require_POST
def takes_posts(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [
    path("", include("motcua.ui.urls")),
    path("loi/day-dia/", fills_the_disk),
    path("api/v1/loi/day-dia/", fills_the_disk),
    path("loi/<str:kind>/", refuses),
    path("api/v1/loi/<str:kind>/", refuses),
    path("chi-gui/", takes_posts),
]
handler400 = "motcua.ui.views.bad_request"
handler403 = "motcua.ui.views.forbidden"
handler404 = "motcua.ui.views.not_found"
handler500 = "motcua.ui.views.server_error"
