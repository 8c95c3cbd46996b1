"""Public pages: find a procedure, read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.catalogue.facts import Level
from motcua.catalogue.queries import finding, packaged, reading
from motcua.foundation import clock
from motcua.foundation.text import tidy

LEVELS = {"tinh": Level.PROVINCE, "xa": Level.COMMUNE}


@require_safe
def procedure_list(request: HttpRequest) -> HttpResponse:
    asked = tidy(request.GET.get("q", ""))[:200]
    level = request.GET.get("cap", "")
    listing = finding.listing(
        text=asked,
        level=LEVELS.get(level),
        field=request.GET.get("linh-vuc") or None,
        event=request.GET.get("viec") or None,
        on=clock.local_day(clock.now()),
        cursor=request.GET.get("sau") or None,
    )
    context = {"listing": listing, "asked": asked, "level": level, "events": packaged.life_events()}
    return render(request, "catalogue/citizen/procedure_list.html", context)


@require_safe
def procedure_page(request: HttpRequest, code: str) -> HttpResponse:
    number = request.GET.get("ban", "")
    procedure = reading.procedure(
        code, clock.local_day(clock.now()), version_number=int(number) if number.isdecimal() and len(number) < 5 else None
    )
    return render(request, "catalogue/citizen/procedure_page.html", {"procedure": procedure})
