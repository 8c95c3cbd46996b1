"""Public pages: find a procedure, read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.catalogue.facts import Level
from motcua.catalogue.queries import browsing, finding, packaged, reading
from motcua.foundation import clock
from motcua.foundation.text import tidy

LEVELS = {"tinh": Level.PROVINCE, "xa": Level.COMMUNE}
#: So many fields stand as doors; the others one click further.
FIRST_FIELDS = 12


@require_safe
def procedure_list(request: HttpRequest) -> HttpResponse:
    asked = browsing.Asked(
        text=tidy(request.GET.get("q", ""))[:200],
        level=LEVELS.get(request.GET.get("cap", "")),
        field=request.GET.get("linh-vuc", ""),
        ministry=request.GET.get("nganh", ""),
        event=request.GET.get("viec", ""),
        cursor=request.GET.get("sau") or None,
    )
    listing = browsing.listing(asked, on=clock.local_day(clock.now()))
    most = sorted(listing.doors.fields, key=lambda field: -field.count)[:FIRST_FIELDS]
    screen = {
        "listing": listing, "asked": asked.text, "is_bare": asked.is_bare, "level": request.GET.get("cap", ""),
        "events": packaged.life_events(), "first_fields": most,
    }  # fmt: skip
    return render(request, "catalogue/citizen/procedure_list.html", screen)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What is being typed may become: the options of a search box."""
    words = tidy(request.GET.get("q", ""))[:200]
    rows = finding.suggest(words, on=clock.local_day(clock.now())) if len(words) > 1 else ()
    response = render(request, "catalogue/citizen/_suggestions.html", {"rows": rows})
    response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def procedure_page(request: HttpRequest, code: str) -> HttpResponse:
    number = request.GET.get("ban", "")
    procedure = reading.procedure(
        code, clock.local_day(clock.now()), version_number=int(number) if number.isdecimal() and len(number) < 5 else None
    )
    return render(request, "catalogue/citizen/procedure_page.html", {"procedure": procedure})
