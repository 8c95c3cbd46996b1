"""Trying a draft of a process: a test dossier that runs by its steps, all of them done by whoever tries it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.catalogue import public as catalogue
from motcua.dossiers import public as dossiers
from motcua.dossiers.forms import TrialForm
from motcua.dossiers.rules import competence
from motcua.foundation import clock
from motcua.foundation.errors import DomainError
from motcua.foundation.language import sentence
from motcua.foundation.text import alphabetical
from motcua.organization import public as organization
from motcua.processes import public as processes


def card(request: organization.Request, draft: processes.DraftRead, is_right: bool) -> str:  # noqa: FBT001
    """What the page of a draft shows of trying it."""
    frame = catalogue.version_frame(version_id=draft.version_id)
    screen = {
        "draft": draft, "frame": frame, "form": _form(draft, frame, request.actor), "is_right": is_right,
        "is_coming": clock.local_day(clock.now()) < frame.valid_from,
    }  # fmt: skip
    return render_to_string("dossiers/officer/trial.html", screen, request=request)


def _form(draft: processes.DraftRead, frame: catalogue.ProcessFrame, actor: organization.Actor, data: Any = None) -> TrialForm:
    """One's own agency first, where the process is for it."""
    agencies = [
        agency
        for agency in organization.agencies(on=clock.local_day(clock.now()))
        if agency.id in (draft.agency_ids or {agency.id})
        and competence.decides(agency, levels=frame.levels, centres=organization.CENTRES)
    ]
    own = {post.agency_id for post in actor.holdings}
    agencies.sort(key=lambda agency: (agency.id not in own, alphabetical(agency.name)))
    return TrialForm(data, agencies=[(agency.id, agency.name) for agency in agencies], cases=frame.cases)


@login_required
@require_POST
def try_draft(request: organization.Request, draft_id: int) -> HttpResponse:
    """File the test dossier and open it. What cannot be tried says why, on the page of the draft."""
    draft = processes.draft(draft_id=draft_id, actor=request.actor)
    form = _form(draft, catalogue.version_frame(version_id=draft.version_id), request.actor, request.POST)
    if not form.is_valid():
        messages.error(request, _("Chọn cơ quan giải quyết và trường hợp để thử."))
        return redirect("processes:draft", draft_id=draft_id)
    try:
        filed = _filed(draft, request.actor, **form.cleaned_data)
    except DomainError as problem:
        messages.error(request, sentence(problem))
        return redirect("processes:draft", draft_id=draft_id)
    return redirect("dossier", code=filed.code)


def _filed(draft: processes.DraftRead, actor: organization.Actor, *, competent_id: int, case: str = "") -> dossiers.DossierMoved:
    centre = organization.centre_of(competent_id, on=clock.local_day(clock.now()))
    filing = dossiers.Filing(
        procedure_code=draft.code, centre_id=centre.id if centre else competent_id, competent_id=competent_id,
        channel=dossiers.Channel.DIRECT, persons=(dossiers.Person(name=_("Người thử quy trình")),), case=case, is_test=True,
        draft_id=draft.id,
    )  # fmt: skip
    return dossiers.file_dossier(filing=filing, actor=actor, at=clock.now())
