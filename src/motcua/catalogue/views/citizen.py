"""Public pages: find a procedure, read it."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.catalogue.facts import Channel
from motcua.catalogue.queries import finding, packaged, reading
from motcua.catalogue.queries.citizen import browsing, preparing
from motcua.foundation import clock
from motcua.foundation.text import tidy, whole

#: So many fields stand as doors; the others one click further.
FIRST_FIELDS = 12
#: How addresses name the ways of filing.
WAYS = {"truc-tiep": Channel.DIRECT, "truc-tuyen": Channel.ONLINE, "buu-chinh": Channel.POSTAL}


@require_safe
def procedure_list(request: HttpRequest) -> HttpResponse:
    asked = browsing.Asked(
        text=tidy(request.GET.get("q", ""))[:200],
        level=browsing.LEVELS.get(request.GET.get("cap", "")),
        field=browsing.field_now(request.GET.get("linh-vuc", "")),
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
    number, today = request.GET.get("ban", ""), clock.local_day(clock.now())
    procedure = reading.procedure(code, today, version_number=whole(number, most=9999))
    screen = {"procedure": procedure, "today": today, "address": _address(request, reverse("procedure", args=[code]))}
    return render(request, "catalogue/citizen/procedure_page.html", screen)


@require_safe
def checklist(request: HttpRequest, code: str) -> HttpResponse:
    """The answers stand in the address: it can be shared, and nothing is kept."""
    said = {key: value == "co" for key, value in request.GET.items() if value in {"co", "khong"}}
    today = clock.local_day(clock.now())
    prepared = preparing.preparation(
        code, today, chosen=request.GET.getlist("truong-hop"), said=said, way=WAYS.get(request.GET.get("cach-nop", ""))
    )
    address = _address(request, reverse("checklist", args=[code]), _answered(prepared))
    screen = {"prepared": prepared, "procedure": prepared.procedure, "ways": WAYS.items(), "today": today, "address": address}
    return render(request, "catalogue/citizen/checklist.html", screen)


def _answered(prepared: preparing.Preparation) -> list[tuple[str, str]]:
    """The answers that changed something, as an address carries them."""
    chosen = [("truong-hop", one.condition.key) for one in prepared.choices if one.is_chosen]
    chosen += [("cach-nop", name) for name, way in WAYS.items() if way is prepared.way]
    return chosen + [(one.condition.key, "co" if one.answer else "khong") for one in prepared.questions if one.answer is not None]


def _address(request: HttpRequest, path: str, query: Sequence[tuple[str, str]] = ()) -> str:
    """The whole address of a page, as it is shared and printed."""
    return request.build_absolute_uri(f"{path}?{urlencode(query)}" if query else path)
