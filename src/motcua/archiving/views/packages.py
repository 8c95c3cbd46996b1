"""Packages: asked for, watched while they are made, taken, handed over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.archiving import public as archiving
from motcua.archiving.facts import Progress
from motcua.archiving.forms import Ask, HandOver
from motcua.foundation import clock
from motcua.foundation.attempts import done, refusal_of
from motcua.foundation.language import sentence
from motcua.organization import public as organization


@login_required
@require_POST
def ask(request: organization.Request) -> HttpResponse:
    """Put the closed dossiers of an agency and year into a package."""
    form = Ask(request.POST)
    here = redirect(f"{reverse('archiving:front')}?xem=goi")
    if not form.is_valid():
        messages.error(request, _("Chưa lập được gói: mở lại trang, chọn cơ quan và năm rồi bấm lại."))
        return here
    made: list[archiving.Package] = []
    base = settings.PUBLIC_URL or request.build_absolute_uri("/")
    error = refusal_of(
        lambda: made.append(
            archiving.ask_package(
                agency_id=form.cleaned_data["agency"], year=form.cleaned_data["year"], key=form.cleaned_data["key"],
                follow_address=f"{base.rstrip('/')}{reverse('follow')}", actor=request.actor, at=clock.now(),
            )
        )
    )  # fmt: skip
    if error:
        messages.error(request, sentence(error))
        return here
    return redirect("archiving:package", package_id=made[0].id)


#: A package that is not made by then may have lost its job.
_LONG = timedelta(minutes=30)


@login_required
@require_safe
def show(request: organization.Request, package_id: int) -> HttpResponse:
    """A package as it stands; while it is made its progress is looked at again, and then the whole page."""
    if request.headers.get("HX-Target") == "tien-do":
        told = archiving.package(package_id=package_id, actor=request.actor)
        if not told.is_busy:
            return HttpResponse(headers={"HX-Refresh": "true"})
    return _page(request, package_id, HandOver(initial={"handed_on": clock.local_day(clock.now())}))


def _page(request: organization.Request, package_id: int, form: HandOver, status: int = 200) -> HttpResponse:
    told = archiving.package(package_id=package_id, actor=request.actor)
    people = organization.official_names({told.asked_by} if told.asked_by else set())
    may = archiving.may_make(request.actor, told.agency_id)
    is_still = told.is_busy and clock.now() - told.asked_at > _LONG
    screen: dict[str, Any] = {
        "one": told, "agency": organization.agency(told.agency_id).name, "asked_by": people.get(told.asked_by or 0, ""), "form": form,
        "has_file": told.progress in {Progress.READY, Progress.HANDED_OVER}, "is_ready": told.progress is Progress.READY, "may": may,
        "may_again": may and (told.progress is Progress.FAILED or is_still), "is_still": may and is_still, "name": _("Gói số {n}").format(n=told.id),
        "packages_at": f"{reverse('archiving:front')}?xem=goi",
        "may_discard": may and told.progress not in {Progress.HANDED_OVER, Progress.DISCARDED},
    }  # fmt: skip
    return render(request, "archiving/package.html", screen, status=status)


@login_required
@never_cache
@require_http_methods(["POST"])
def take(request: organization.Request, package_id: int) -> HttpResponseBase:
    """The file itself; that it was taken is written down first."""
    told, pieces = archiving.give_package(package_id=package_id, actor=request.actor, at=clock.now())
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="goi-giao-nop-{told.id}-{told.year}.zip"'
    response["Content-Length"], response["X-SHA256"] = str(told.size), told.sha256
    return response


@login_required
@require_POST
def hand(request: organization.Request, package_id: int) -> HttpResponse:
    """Write down that the archive took it over."""
    form = HandOver(request.POST)

    def act() -> None:
        archiving.hand_over(package_id=package_id, actor=request.actor, at=clock.now(), **form.cleaned_data)

    if form.is_valid() and done(form, act):
        messages.success(request, _("Đã ghi giao nộp. Hồ sơ vẫn tra được theo mã và đọc được."))
        return redirect("archiving:package", package_id=package_id)
    return _page(request, package_id, form, status=422)


@login_required
@require_POST
def again(request: organization.Request, package_id: int) -> HttpResponse:
    """Have it made once more."""
    return _done(request, package_id, lambda: archiving.make_again(package_id=package_id, actor=request.actor, at=clock.now()))


@login_required
@require_POST
def discard(request: organization.Request, package_id: int) -> HttpResponse:
    """Take it apart again."""
    return _done(
        request, package_id, lambda: archiving.discard_package(package_id=package_id, actor=request.actor, at=clock.now())
    )


def _done(request: organization.Request, package_id: int, act: Callable[[], Any]) -> HttpResponse:
    if error := refusal_of(act):
        messages.error(request, sentence(error))
    return redirect("archiving:package", package_id=package_id)
