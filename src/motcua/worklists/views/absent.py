"""Whose work lies while they are away: for whoever may give it to somebody who is here."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers.public import Filter
from motcua.foundation import clock
from motcua.foundation.errors import NotAllowed
from motcua.organization import public as organization
from motcua.worklists import queries
from motcua.worklists.facts import Wanted
from motcua.worklists.forms import address_of


class OnlyHeadsSeeAbsent(NotAllowed):
    code = "only_heads_see_absent"
    vi = "Trang này của trưởng đơn vị và lãnh đạo. Việc của người bạn thay thì đã ở trong «Cần làm»."
    en = "This page is for heads and leaders. The work of whoever you stand in for is in “My turn” already."


@login_required
@require_safe
def absent(request: organization.Request) -> HttpResponse:
    """Who of the unit is away, until when, who stands in, and what lies with them."""
    at, actor = clock.now(), request.actor
    if not queries.led_by(actor):
        raise OnlyHeadsSeeAbsent
    rows = [
        {
            "one": one,
            "roles": ", ".join(_(role) for role in one.roles),
            "places": ", ".join(organization.agency(place).short_name for place in one.agency_ids),
            "wanted": (wanted := Wanted(which=Filter.UNIT, assignee_id=one.user_id)),
            "address": address_of(wanted),
        }
        for one in queries.absent_people(actor, at=at)
    ]
    return render(request, "worklists/absent.html", {"rows": rows, "at": at})
