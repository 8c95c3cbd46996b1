"""The page on which procedure control begins: what waits, and the doors to every part of its work."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.foundation import clock
from motcua.home import queries
from motcua.organization import public as organization


@login_required
@require_safe
def hub(request: organization.Request) -> HttpResponse:
    on = clock.local_day(clock.now())
    return render(request, "home/control.html", {"waits": queries.waits(actor=request.actor, on=on), "on": on})
