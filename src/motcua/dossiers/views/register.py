"""The register of a unit: chosen by unit, field and period, looked into, written as a file, found again."""

import secrets
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.forms.register import RegisterForm
from motcua.dossiers.operations.owed.register import ask_register
from motcua.dossiers.queries.owed.register import fields_received, register_ids, register_rows
from motcua.dossiers.rules.permissions import keeps_register
from motcua.foundation import clock
from motcua.foundation.errors import NotAllowed
from motcua.foundation.text import alphabetical
from motcua.organization import public as organization
from motcua.owed_documents import public as owed
from motcua.owed_documents.public import Progress, Sheet

#: Lines that the page shows before anything is written.
PREVIEW = 20
_KINDS = {
    Sheet.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Sheet.PDF: "application/pdf",
}


class KeepsNoRegister(NotAllowed):
    code = "keeps_no_register"
    vi = "Sổ theo dõi hồ sơ do cán bộ một cửa, trưởng đơn vị, lãnh đạo, văn thư, kiểm soát thủ tục và thanh tra lập."
    en = "Registers are kept by counter staff, heads, leaders, clerks, procedure control and inspectors."


@login_required
@never_cache
@require_safe
def register(request: organization.Request) -> HttpResponse:
    """Choose, look at the first lines and counts, and see what was written before."""
    actor, day = request.actor, clock.local_day(clock.now())
    units = _units(actor, day)
    form = RegisterForm(_asked(request, units, day), units=units)
    screen: dict[str, object] = {"form": form, "key": secrets.token_urlsafe(12), "exports": _exports(actor)}
    status = 200
    if form.is_valid():
        asked = form.asked(Sheet.XLSX)
        fields = fields_received(agency_id=asked.agency_id, first=asked.first, last=asked.last, actor=actor)
        form.offer(fields)
        ids = register_ids(asked=asked, actor=actor)
        screen |= {"count": len(ids), "rows": list(register_rows(ids[:PREVIEW])), "by_field": fields, "asked": asked}
    else:
        status = 422
    return render(request, "dossiers/officer/register.html", screen, status=status)


@login_required
@require_POST
def write(request: organization.Request) -> HttpResponse:
    """Write the register that was looked at; a long one is left to a job."""
    actor, at = request.actor, clock.now()
    form = RegisterForm(request.POST, units=_units(actor, clock.local_day(at)))
    here = redirect("register")
    if not form.is_valid():
        messages.error(request, _("Chưa lập được sổ: xem lại đơn vị, lĩnh vực và kỳ."))
        return here
    sheet = Sheet.PDF if request.POST.get("sheet") == Sheet.PDF else Sheet.XLSX
    export = ask_register(asked=form.asked(sheet), key=request.POST.get("key", ""), actor=actor, at=at)
    if export.progress is Progress.READY:
        return redirect("register_file", export_id=export.id)
    messages.success(request, _("Sổ dài, đang được lập. Bạn làm việc khác được: xong thì tệp nằm ở «Sổ tôi đã lập»."))
    return redirect(f"{reverse('register')}#so-da-lap")


@login_required
@never_cache
@require_safe
def file(request: organization.Request, export_id: int) -> HttpResponse:
    """The file of a register, for who asked for it; that it was given is noted."""
    export, content = owed.give_register(export_id=export_id, actor=request.actor, at=clock.now())
    asked = export.asked
    name = f"so-theo-doi-{export.number.replace('/', '-')}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.{asked.sheet}"
    response = HttpResponse(content, content_type=_KINDS[asked.sheet])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Row-Count"], response["X-SHA256"] = str(export.rows), export.sha256
    return response


def _units(actor: organization.Actor, day: date) -> list[tuple[int, str]]:
    """Whose register this person keeps, one's own desk first. Raises KeepsNoRegister."""
    own = actor.agencies()
    kept = [agency for agency in organization.agencies(on=day) if keeps_register(actor, agency.id)]
    if not kept:
        raise KeepsNoRegister
    return [(agency.id, agency.name) for agency in sorted(kept, key=lambda a: (a.id not in own, alphabetical(a.name)))]


def _asked(request: organization.Request, units: list[tuple[int, str]], day: date) -> dict[str, object]:
    """What the address asks for; without anything, one's own unit and the month so far."""
    usual: dict[str, object] = {"agency": units[0][0], "field": "", "first": day.replace(day=1), "last": day}
    if day.day <= 3:  # in the first days of a month one looks back at the last
        usual["first"] = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    return usual | {name: request.GET[name] for name in usual if name in request.GET}


def _exports(actor: organization.Actor) -> list[dict[str, object]]:
    return [
        {"one": one, "unit": organization.agency(one.asked.agency_id).name, "is_ready": one.progress is Progress.READY,
         "is_busy": one.progress in {Progress.WAITING, Progress.RUNNING}, "kind": one.asked.sheet.value.upper()}
        for one in owed.exports_of(actor=actor)
    ]  # fmt: skip
