"""The lists of a counter, and a new one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.batches import public as batches
from motcua.batches.facts import Column
from motcua.batches.forms import NewList
from motcua.batches.views.tables import workbook
from motcua.catalogue import public as catalogue
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.attempts import done
from motcua.foundation.uploads import is_too_big
from motcua.organization import public as organization


@login_required
@require_safe
def all_lists(request: organization.Request) -> HttpResponse:
    """The lists of this person's counters, and the procedures to hand one in for."""
    desk, words = dossiers.require_desk(request.actor), request.GET.get("q", "")
    found = []
    if words.strip():
        rows = catalogue.search(words, on=clock.local_day(clock.now()), size=40).rows
        found = [one for one in rows if one.fileable][:12]
    lists = batches.lists(actor=request.actor)
    return render(request, "batches/lists.html", {"desk": desk, "words": words, "found": found, "lists": lists})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: organization.Request, procedure: str) -> HttpResponse:
    """Hand in a list: the file, who files, and which agency decides."""
    at, desk = clock.now(), dossiers.require_desk(request.actor)
    day = clock.local_day(at)
    terms = catalogue.terms_in_force(procedure_code=procedure, on=day)
    agencies = dossiers.competent_agencies(terms=terms, centre_id=desk.id, on=day)
    form = NewList(request.POST or None, request.FILES or None, agencies=[(one.id, one.name) for one in agencies])
    taken: list[batches.Taken] = []

    def take() -> None:
        file = form.cleaned_data["file"]
        handed = form.handed(procedure=terms.code, centre_id=desk.id)
        taken.append(batches.hand_in_list(handed=handed, name=file.name, body=file.read(), actor=request.actor, at=at))

    if is_too_big(request):
        form.add_error("file", _("Tệp lớn quá 20 MB. Chia danh sách thành nhiều tệp."))
    elif request.method == "POST" and form.is_valid() and done(form, take):
        if taken[0].again:
            messages.info(request, _("Tệp này đã gửi trước đây: đây là danh sách đã có, không lập lại."))
        return redirect("batches:list", list_id=taken[0].list_id)
    context = {"desk": desk, "terms": terms, "form": form}
    return render(request, "batches/new.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def template(request: organization.Request, procedure: str) -> HttpResponse:
    """An empty list with the headings that are recognised."""
    dossiers.require_desk(request.actor)
    terms = catalogue.terms_in_force(procedure_code=procedure, on=clock.local_day(clock.now()))
    columns = [column for column in Column if column is not Column.CASE or terms.cases]
    rows = (["STT", *(column.label for column in columns)],)
    return workbook(rows, title="Danh sách", name=f"mau-danh-sach-{terms.code}")
