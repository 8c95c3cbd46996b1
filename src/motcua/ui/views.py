"""Pages that belong to no room: refusals, health, language notes and the component sheet."""

import logging
import sys

from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.ui import sheet
from motcua.ui.answers import broken, refused, status_of
from motcua.ui.refusals import CSRF

logger = logging.getLogger("motcua.ui")

_migrated = False


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    return refused(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return refused(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return refused(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Also for what fails outside of the views, as when a session cannot be read or kept."""
    return broken(request, status_of(sys.exc_info()[1]))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return refused(request, 403, words=CSRF)


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The process answers."""
    return JsonResponse({"live": True})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The database answers, can write to its disk and carries every migration."""
    try:
        writable, migrated = _can_write(), _is_migrated()
    except DatabaseError:
        return JsonResponse({"ready": False, "database": False}, status=503)
    is_ready = writable and migrated
    told = {"ready": is_ready, "database": True, "writable": writable, "migrated": migrated}
    return JsonResponse(told, status=200 if is_ready else 503)


def _can_write() -> bool:
    """Whether the database's disk takes a hundred kilobytes: more rows than its memory is allowed are put in a file, which
    leaves no trace in tables, catalogue or log."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('work_mem', '64kB', true)")
            cursor.execute("SELECT count(*) FROM generate_series(1, 8000)")
    except OperationalError as refused_by:
        if not str(getattr(refused_by.__cause__, "sqlstate", "")).startswith("53"):
            raise
        logger.error("the database cannot write: %s", refused_by)
        return False
    return True


def _is_migrated() -> bool:
    """Asked until it is true; a running process never sees migrations taken back."""
    global _migrated  # noqa: PLW0603 (true for the life of the process)
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/accessibility.html")


@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/your_data.html")


@require_safe
def component_sheet(request: HttpRequest) -> HttpResponse:
    """Every component once, for those who write templates and for the browser tests."""
    return render(request, "ui/sheet.html", sheet.screen(request.GET))
