"""One dossier in the archive: where it stands, what is still owed, how long it is kept; its part on the dossier's page."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.archiving import public as archiving
from motcua.archiving.facts import Track
from motcua.archiving.forms import Reopen
from motcua.archiving.queries import entries as queries
from motcua.archiving.rules.retention import keep_until
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.attempts import done
from motcua.foundation.errors import NotFound
from motcua.organization import public as organization


class NotInReach(NotFound):
    code = "not_in_your_archive"
    vi = "Hồ sơ {code} không thuộc lưu trữ của cơ quan bạn."
    en = "Dossier {code} is not in the archive of your agency."


@login_required
@require_safe
def dossier(request: organization.Request, code: str) -> HttpResponse:
    """Where a dossier stands, with what may be done."""
    return _page(request, code, Reopen())


@login_required
@require_POST
def reopen(request: organization.Request, code: str) -> HttpResponse:
    """Open a closed dossier again."""
    form = Reopen(request.POST)
    number = dossiers.id_of(code=code, actor=request.actor)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        dossiers.in_turn(
            lambda at: archiving.reopen_dossier(dossier_id=number, reason=reason, actor=request.actor, at=at), now=clock.now
        )

    if form.is_valid() and done(form, act):
        messages.success(request, _("Đã mở lại hồ sơ. Xong việc thì khóa sổ lại."))
        return redirect("archiving:dossier", code=code)
    return _page(request, code, form, status=422)


def _page(request: organization.Request, code: str, form: Reopen, status: int = 200) -> HttpResponse:
    actor, at = request.actor, clock.now()
    fact, standing, _expected = dossiers.dossier_fact(code=code, actor=actor, at=at)
    reach = queries.reach(actor)
    if reach is not None and reach.isdisjoint({fact.centre_id, fact.competent_id}):
        raise NotInReach(code=code)
    told = dossiers.ended([fact.id]).get(fact.id)
    screen = shown(fact.id, at) | {"code": code, "procedure": fact.procedure, "state": standing.state, "form": form}
    if told is not None and screen["track"] is Track.CLOSING:
        kept = queries.retention_for(told, day=clock.local_day(at))
        screen |= {
            "lacks": archiving.lacks_of(told, at=at), "kept": kept, "until": keep_until(queries.closed_day(told), kept.years),
            "may_close": dossiers.keeps(actor, centre_id=fact.centre_id, competent_id=fact.competent_id), "dossier_id": fact.id,
        }  # fmt: skip
    entry = screen["entry"]
    screen["may_reopen"] = (
        entry is not None and entry.package_id is None
        and dossiers.keeps(actor, centre_id=fact.centre_id, competent_id=fact.competent_id, roles=dossiers.OPENERS)
    )  # fmt: skip
    return render(request, "archiving/dossier.html", screen, status=status)


def shown(dossier_id: int, at: datetime) -> dict[str, Any]:
    """Where a dossier stands in the archive."""
    entry = archiving.entry_for(dossier_id, day=clock.local_day(at))
    has_ended = entry is not None or bool(dossiers.ended([dossier_id]))
    track = entry.track if entry else (Track.CLOSING if has_ended else Track.NOT_YET)
    return {"entry": entry, "track": track}


def card(detail: dossiers.DossierDetail) -> str:
    """For the page of a dossier that has ended: its track into the archive."""
    if detail.dossier.closed_at is None or detail.dossier.is_test:
        return ""
    entry = archiving.entry_for(detail.dossier.id, day=clock.local_day(clock.now()))
    track = entry.track if entry else Track.CLOSING
    return render_to_string("archiving/card.html", {"entry": entry, "track": track, "code": detail.dossier.code})
