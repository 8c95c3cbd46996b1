"""Where staff land, and the search over every room."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from motcua.catalogue import public as catalogue
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.home import hallway
from motcua.organization import public as organization


@login_required
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """The first page by role: the first door of one's own menu."""
    doors = hallway.items(organization.actor_of(request.user.pk, at=clock.now()), "")
    return redirect(doors[0].url if doors else "procedures")


@login_required
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Dossiers by code, phone, identity number or name, within one's scope; procedures by any words."""
    actor = organization.actor_of(request.user.pk, at=clock.now())
    words = request.GET.get("q", "").strip()[:200]
    found = dossiers.search(actor=actor, words=words) if words else ()
    procedures = catalogue.search(words, size=8).rows if len(words) > 1 else ()
    screen = {"words": words, "dossiers": found, "procedures": procedures}
    template = "home/search_results.html" if request.headers.get("HX-Request") else "home/search.html"
    return render(request, template, screen)
