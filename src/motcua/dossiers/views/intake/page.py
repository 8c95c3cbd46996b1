"""Receiving at the counter: which procedure, who, which papers, and when it will be ready."""

from collections import Counter as Tally
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import public as catalogue
from motcua.counters import public as counters
from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import Channel, ConsentWay
from motcua.dossiers.forms.intake import IntakeForm, unfolded
from motcua.dossiers.queries.tables import subject
from motcua.dossiers.views import uploads
from motcua.dossiers.views.intake import showing
from motcua.dossiers.views.intake.counter import Counter, may_test, ticket_of
from motcua.foundation import clock
from motcua.foundation.errors import DomainError, NotPossible
from motcua.organization import public as organization


class ReceivedOtherwise(NotPossible):
    code = "received_otherwise"
    vi = "Trang này đã tiếp nhận thành hồ sơ {code} trước khi sửa; chỗ vừa sửa chưa được ghi. Nếu hồ sơ {code} sai thì mở hồ sơ đó và «Sửa thông tin đã ghi», hoặc rút rồi tiếp nhận lại."
    en = "This page was received as dossier {code} before the correction, which is not written. If {code} is wrong, open it and correct what was typed, or withdraw it and receive again."


@login_required
@require_safe
def choose_procedure(request: organization.Request) -> HttpResponse:
    at = clock.now()
    actor = request.actor
    desk, words = dossiers.require_desk(actor), request.GET.get("q", "")
    found = (
        [one for one in catalogue.search(words, on=clock.local_day(at), size=40).rows if one.fileable][:12]
        if words.strip()
        else []
    )
    usual = [] if words.strip() else _usual(actor, desk)
    ticket = ticket_of(request.GET.get("ve", ""), desk)
    return render(
        request,
        "dossiers/officer/choose_procedure.html",
        {"desk": desk, "words": words, "found": found, "usual": usual, "ticket": ticket},
    )


def _usual(actor: organization.Actor, desk: organization.AgencyFact) -> list[dossiers.DossierLine]:
    """One line of each procedure that this desk received most often of late."""
    lines = [line for line in dossiers.dossiers(actor=actor).rows if line.centre_id == desk.id]
    often = Tally(line.procedure_code for line in lines).most_common(8)
    by_code = {line.procedure_code: line for line in lines}
    return [by_code[code] for code, _count in often]


#: What the page is asked without sending the dossier: fill in what is known, show the papers of a case, tick them all.
_ASKS = frozenset({"lay", "truong-hop", "du-ca"})
#: What a dossier is filed for without being received: a request for what is missing, a refusal.
_INSTEAD = {"bo-sung": "request_supplement", "tu-choi": "refuse"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: organization.Request, procedure: str) -> HttpResponse:
    """Receive one dossier at the counter: who, which papers, when it will be ready."""
    at = clock.now()
    counter = Counter.of(request, procedure, at)
    asks = request.POST.get("lam", "")
    known, error, status = None, None, 200
    if asks == "lay":
        known, error = _known(request, at)
    is_sent = request.method == "POST" and asks not in _ASKS
    form = counter.form(
        _filled(request.POST, known) if request.method == "POST" else None, is_sent=is_sent, known=known is not None
    )
    attached = uploads.attached(request, [str(i) for i in range(len(counter.terms.components))], request.actor, at)
    if is_sent and form.is_valid():
        try:
            return _sent(counter, form, attached, accept=asks not in _INSTEAD, instead=_INSTEAD.get(asks, ""))
        except DomainError as problem:
            error, status = problem, problem.status
    elif is_sent:
        status = 422
    screen = showing.intake_screen(counter, form, attached, is_all=asks == "du-ca") | {
        "error": error, "known": known, "is_asked": asks == "lay", "beside": _beside(error, form, counter),
    }  # fmt: skip
    return render(request, "dossiers/officer/intake.html", screen, status=status)


def _known(request: organization.Request, at: datetime) -> tuple[dossiers.Known | None, DomainError | None]:
    """What the card says is the card's; what the house knows of the number comes beside it."""
    text = request.POST.get("id_number", "")
    try:
        card = dossiers.read_card(text)
    except dossiers.CardNotRead as problem:
        return None, problem
    return dossiers.fill_from_known(id_number=card.number if card else text, actor=request.actor, at=at), None


def _filled(typed: QueryDict, known: dossiers.Known | None) -> QueryDict:
    """What was typed, and what is known where nothing was."""
    data = unfolded(typed).copy()
    for name in ("name", "phone", "address") if known else ():
        data[name] = data.get(name, "").strip() or getattr(known, name)
    return data


def _beside(error: DomainError | None, form: IntakeForm, counter: Counter) -> list[dict[str, Any]]:
    """What the dossier may repeat: found when it was sent, or for the number that was read."""
    if isinstance(error, dossiers.InProcessAlready):
        return showing.beside(error.beside)
    number = form.typed.get("id_number", "")
    if form.is_bound or not number or error:
        return []
    return showing.beside(
        dossiers.running_beside(procedure_id=counter.terms.procedure_id, id_numbers=[number], actor=counter.actor)
    )


def _sent(counter: Counter, form: IntakeForm, attached: dict[str, uploads.Upload], *, accept: bool, instead: str) -> HttpResponse:
    """The dossier is filed: received, or on its way to be asked for more or refused."""
    data = form.cleaned_data
    ticket = counter.ticket(data["ve"])
    filing = _filing(counter, form, attached)
    try:
        filed = dossiers.receive_at_counter(
            filing=filing, actor=counter.actor, at=counter.at, accept=accept, knows=data["knows"], request=f"intake:{data['key']}"
        )
    except dossiers.KeyUsedForAnother as earlier:
        raise ReceivedOtherwise(code=earlier.values["code"]) from None
    if ticket is not None:
        told = _("Nhận hồ sơ {code}") if accept else _("Hồ sơ {code} chưa nhận được")
        counters.tell_outcome(
            ticket_id=ticket.id, outcome=told.format(code=filed.code), about=subject(filed.dossier_id), actor=counter.actor,
            at=counter.at,
        )  # fmt: skip
    if accept:
        at_ticket = f"?ve={ticket.id}" if ticket else ""
        return redirect(reverse("received", args=[filed.code]) + at_ticket)
    places = counter.places(form.missing(filing.papers, counter.replaced)) if instead != "refuse" else []
    asked = f"?thieu={','.join(map(str, places))}" if places else ""
    return redirect(reverse("move", args=[filed.code, instead]) + asked)


def _filing(counter: Counter, form: IntakeForm, attached: dict[str, uploads.Upload]) -> dossiers.Filing:
    data = form.cleaned_data
    files = {int(place): one.ref for place, one in attached.items() if one.ref}
    return dossiers.Filing(
        procedure_code=counter.terms.code, centre_id=counter.desk.id, competent_id=data["competent_id"],
        channel=Channel[data["channel"].upper()], return_way=Channel[data["return_way"].upper()], persons=form.persons(),
        papers=form.papers(files, showing.asking_reasons(form.typed)), case=form.case_chosen or "",
        helped_at_id=counter.desk.id if data["is_assisted"] else None, is_assisted=data["is_assisted"], consent=data["consent"],
        consent_way=ConsentWay(data["consent_way"]) if data["is_assisted"] and data["consent_way"] else None,
        consent_note=data["consent_note"], parcel_number=data["parcel_number"], posted_on=data["posted_on"],
        is_test=data["is_test"] and may_test(counter.actor), process_id=data["process_id"],
    )  # fmt: skip
