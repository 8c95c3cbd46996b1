"""The front page for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.catalogue import public as catalogue
from motcua.foundation import clock
from motcua.organization import public as organization

#: What people type most, as they type it; the search answers.
OFTEN = ("khai sinh cho con", "chứng thực bản sao", "xác nhận độc thân")


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    centres = organization.agencies(kind=organization.CENTRES, on=clock.local_day(clock.now()))
    return render(request, "home/front.html", {"events": catalogue.life_events(), "centres": len(centres), "often": OFTEN})
