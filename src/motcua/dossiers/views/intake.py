"""Receiving at the counter: which procedure, who, which papers, and when it will be ready."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import public as catalogue
from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import Channel, Part, Person
from motcua.dossiers.forms import IntakeForm
from motcua.dossiers.views import uploads
from motcua.dossiers.views.documents import after_move
from motcua.foundation import clock
from motcua.foundation.errors import DomainError, NotAllowed, NotPossible
from motcua.organization import public as organization
from motcua.ui.templatetags.values import vn_date, vn_promise


class NotCounterStaff(NotAllowed):
    code = "not_counter_staff"
    vi = "Chỉ cán bộ một cửa tiếp nhận hồ sơ tại quầy."
    en = "Only counter staff receive dossiers."


class ReceivedOtherwise(NotPossible):
    code = "received_otherwise"
    vi = "Trang này đã tiếp nhận thành hồ sơ {code} trước khi sửa; chỗ vừa sửa chưa được ghi. Nếu hồ sơ {code} sai thì mở hồ sơ đó và «Sửa thông tin đã ghi», hoặc rút rồi tiếp nhận lại."
    en = "This page was received as dossier {code} before the correction, which is not written. If {code} is wrong, open it and correct what was typed, or withdraw it and receive again."


def _desk(actor: organization.Actor) -> organization.AgencyFact:
    if desk := organization.desk_of(actor):
        return desk
    raise NotCounterStaff


@login_required
@require_safe
def choose_procedure(request: organization.Request) -> HttpResponse:
    at = clock.now()
    actor = request.actor
    desk, words = _desk(actor), request.GET.get("q", "")
    found = (
        [one for one in catalogue.search(words, on=clock.local_day(at), size=40).rows if one.fileable][:12]
        if words.strip()
        else []
    )
    usual = [] if words.strip() else _usual(actor, desk)
    return render(
        request, "dossiers/officer/choose_procedure.html", {"desk": desk, "words": words, "found": found, "usual": usual}
    )


def _usual(actor: organization.Actor, desk: organization.AgencyFact) -> list[dossiers.DossierLine]:
    """One line of each procedure that this desk received most often of late."""
    lines = [line for line in dossiers.dossiers(actor=actor).rows if line.centre_id == desk.id]
    often = Counter(line.procedure_code for line in lines).most_common(8)
    by_code = {line.procedure_code: line for line in lines}
    return [by_code[code] for code, _count in often]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: organization.Request, procedure: str) -> HttpResponse:
    """Receive one dossier at the counter: who, which papers, when it will be ready."""
    at = clock.now()
    actor = request.actor
    desk = _desk(actor)
    terms = catalogue.terms_in_force(procedure_code=procedure, on=clock.local_day(at))
    agencies = dossiers.competent_agencies(terms=terms, centre_id=desk.id, on=clock.local_day(at))
    processes = _not_yet_in_force(terms, clock.local_day(at)) if _may_test(actor) else []
    form = IntakeForm(
        request.POST or None,
        processes=processes,
        agencies=[(agency.id, agency.name) for agency in agencies],
        components=[c.name for c in terms.components],
        initial={"key": secrets.token_urlsafe(12)},
    )
    attached = uploads.attached(request, [str(i) for i in range(len(terms.components))], actor, at)
    error, status = None, 200
    if request.method == "POST":
        if form.is_valid():
            try:
                filed = _receive(form, terms.code, desk, actor, at, attached)
            except DomainError as problem:
                error, status = problem, problem.status
            else:
                messages.success(request, after_move(_received(filed), filed, "receipt"))
                return redirect("dossier", code=filed.code)
        else:
            status = 422
    screen = {
        "desk": desk,
        "terms": terms,
        "form": form,
        "error": error,
        "papers": _papers(form, terms, attached, at),
        "reasons": catalogue.asking_reasons(on=clock.local_day(at)),
        **_promise(form, terms, desk, agencies, at),
        "at": at,
        "may_test": _may_test(actor),
        "processes": processes,
    }
    return render(request, "dossiers/officer/intake.html", screen, status=status)


def _may_test(actor: organization.Actor) -> bool:
    """Procedure control proves a process with dossiers that are never counted: nobody else takes a dossier out of the figures."""
    return organization.Role.CONTROL in actor.roles


def _not_yet_in_force(terms: catalogue.Terms, on: date) -> list[tuple[int, str]]:
    """What may be tried before its first day."""
    coming = (one for one in catalogue.processes_of(version_id=terms.version_id) if one.valid_from > on)
    return [(one.process_id, _("{name}, áp dụng từ {day}").format(name=one.name, day=vn_date(one.valid_from))) for one in coming]


def _received(filed: dossiers.DossierMoved) -> str:
    """What the counter tells the applicant."""
    if filed.due_at is None:
        return _("Đã tiếp nhận, mã {code}.").format(code=filed.code)
    return _("Đã tiếp nhận, mã {code}, hẹn {due}.").format(code=filed.code, due=vn_promise(filed.due_at))


def _promise(
    form: IntakeForm,
    terms: catalogue.Terms,
    desk: organization.AgencyFact,
    agencies: Sequence[organization.AgencyFact],
    at: datetime,
) -> dict[str, Any]:
    """When it would be ready at the agency chosen, or at the one that stands first."""
    chosen = form.cleaned_data.get("competent_id") if form.is_bound else None
    competent = chosen or next((agency.id for agency in agencies), desk.id)
    promise = dossiers.promise(terms=terms, centre_id=desk.id, competent_id=competent, at=at)
    days = dossiers.days_counted(promise, terms=terms, competent_id=competent)
    return {"promise": promise, "days": days, "competent": organization.agency(competent)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One component on the form: its box, its place for a file, the database that replaces it, and why it is taken all the same."""

    box: Any
    paper: catalogue.ComponentFact
    upload: uploads.Upload
    database: str
    reason: str


def _reasons(form: IntakeForm) -> dict[int, str]:
    """By place of the component, the reason that was chosen."""
    found = {name.removeprefix("ly-do-"): form.data[name] for name in form.data if name.startswith("ly-do-")}
    return {int(place): reason for place, reason in found.items() if place.isascii() and place.isdigit() and reason}


def _papers(
    form: IntakeForm, terms: catalogue.Terms, attached: dict[str, uploads.Upload], at: datetime
) -> list[tuple[str, list[Place]]]:
    """The boxes of the papers, each with its place for a file, by the case that asks for them."""
    names = [component.name for component in terms.components]
    replaced = catalogue.replaced_by_data(code=terms.code, names=names, on=clock.local_day(at))
    cases: dict[str, list[Place]] = {}
    for number, (box, component) in enumerate(zip(form["papers"], terms.components, strict=True)):
        place = Place(
            box=box, paper=component, upload=attached[str(number)], database=replaced[component.name].database if component.name in replaced else "",
            reason=_reasons(form).get(number, ""),
        )  # fmt: skip
        cases.setdefault(component.case.strip(" *:-."), []).append(place)
    return list(cases.items())


def _receive(
    form: IntakeForm, procedure: str, desk: organization.AgencyFact, actor: organization.Actor, at: datetime,
    attached: dict[str, uploads.Upload],
) -> dossiers.DossierMoved:  # fmt: skip
    data = form.cleaned_data
    filer = Person(
        name=data["name"],
        id_number=data["id_number"],
        phone=data["phone"],
        address=data["address"],
        authority_paper=data["authority_paper"],
    )
    owner = (Person(name=data["owner_name"], part=Part.OWNER),) if data["owner_name"].strip() else ()
    filing = dossiers.Filing(
        procedure_code=procedure, centre_id=desk.id, competent_id=data["competent_id"], channel=Channel[data["channel"].upper()],
        return_way=Channel[data["return_way"].upper()], persons=(filer, *owner), papers=form.papers({int(place): one.ref for place, one in attached.items() if one.ref}, _reasons(form)), helped_at_id=desk.id if data["is_assisted"] else None,
        is_assisted=data["is_assisted"], consent=data["consent"], is_test=data["is_test"] and _may_test(actor),
        process_id=data["process_id"],
    )  # fmt: skip
    key = dossiers.RequestKey.of(sender=actor.label, key=f"intake:{data['key']}", asked=asdict(filing))
    try:
        return dossiers.file_dossier(filing=filing, actor=actor, at=at, accept=True, request=key)
    except dossiers.KeyUsedForAnother as earlier:
        raise ReceivedOtherwise(code=earlier.values["code"]) from None
