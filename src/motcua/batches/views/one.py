"""One list: its columns to confirm, what is wrong, how far it is, what became of it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.batches import public as batches
from motcua.batches.facts import BUSY, OVER, Column, LineState, ListFact, State
from motcua.batches.views.tables import workbook
from motcua.foundation import clock
from motcua.foundation.attempts import refusal_of
from motcua.foundation.language import sentence
from motcua.foundation.text import whole
from motcua.organization import public as organization
from motcua.ui.downloads import csv_file

_ACTS = {"nop": batches.start_list, "tam-dung": batches.pause_list, "bo-phan-con-lai": batches.leave_out_rest}
_SHOWN = {
    "sai": LineState.WRONG,
    "dung": LineState.GOOD,
    "da-nop": LineState.FILED,
    "tu-truoc": LineState.BEFORE,
    "bo": LineState.LEFT_OUT,
}
_SIZE = 50


@login_required
@require_safe
def show(request: organization.Request, list_id: int) -> HttpResponse:
    """The list as it stands; while the program is at work on it its progress is looked at again, and then the whole page."""
    told = batches.list_fact(list_id, actor=request.actor)
    if request.headers.get("HX-Target") == "tien-do" and told.state not in BUSY:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "batches/list.html", _screen(request, told))


def _screen(request: organization.Request, told: ListFact, places: list[str] | None = None) -> dict[str, Any]:
    chosen = _SHOWN.get(request.GET.get("xem", ""))
    first = whole(request.GET.get("sau", "")) or 0
    lines = batches.lines(
        told.id, actor=request.actor, states=[chosen] if chosen is not None else [], size=_SIZE, after=first if chosen is not None else 0
    )  # fmt: skip
    sample = lines[0].cells if lines else ()
    given = places if places is not None else [told.columns.get(place, "") for place in range(len(told.headings))]
    return {
        "one": told,
        "lines": [(line, _named(told, line)) for line in lines],
        "is_busy": told.state in BUSY,
        "is_running": told.state is State.RUNNING,
        "may_confirm": told.state in {State.COLUMNS, State.CHECKED},
        "may_start": told.state in {State.CHECKED, State.PAUSED} and told.good,
        "may_leave": told.state not in {*OVER, State.RUNNING} and not told.is_wiped,
        "leaves_all": not told.filed,
        "left": _left(told),
        "columns": list(Column),
        "headings": [
            (place, heading, given[place] if place < len(given) else "", sample[place] if place < len(sample) else "")
            for place, heading in enumerate(told.headings)
        ],
        "tabs": [(key, state.label, told.counts[state]) for key, state in _SHOWN.items() if told.counts.get(state)],
        "chosen": request.GET.get("xem", "") if chosen is not None else "",
        "next": lines[-1].number if chosen is not None and len(lines) == _SIZE else 0,
    }


def _named(told: ListFact, line: batches.ListLine) -> str:
    place = next((place for place, column in told.columns.items() if column is Column.NAME), None)
    return line.cells[place] if place is not None and place < len(line.cells) else ""


def _left(told: ListFact) -> int:
    """Minutes that the rest will take at the pace so far."""
    return -(-told.good // max(1, round(told.rate * 60))) if told.rate and told.good else 0


@login_required
@require_POST
def columns(request: organization.Request, list_id: int) -> HttpResponse:
    """Say what each column is; then every line is checked."""
    told = batches.list_fact(list_id, actor=request.actor)
    known = {column.value for column in Column}
    said = [request.POST.get(f"cot-{place}", "") for place in range(len(told.headings))]
    places = [one if one in known else "" for one in said]
    error = refusal_of(lambda: batches.confirm_columns(list_id=list_id, places=places, actor=request.actor, at=clock.now()))
    if error:
        context = _screen(request, told, places) | {"error": sentence(error)}
        return render(request, "batches/list.html", context, status=error.status)
    return redirect("batches:list", list_id=list_id)


@login_required
@require_POST
def act(request: organization.Request, list_id: int, act: str) -> HttpResponse:
    """Start, pause, leave out the rest."""
    if act not in _ACTS:
        raise Http404
    batches.list_fact(list_id, actor=request.actor)
    error = refusal_of(lambda: _ACTS[act](list_id=list_id, actor=request.actor, at=clock.now()))
    if error:
        messages.error(request, sentence(error))
    elif act == "nop":
        messages.success(request, _("Đang nộp. Có thể đóng trang, làm việc khác rồi mở lại: việc vẫn chạy."))
    return redirect("batches:list", list_id=list_id)


@login_required
@require_safe
def wrong_lines(request: organization.Request, list_id: int) -> HttpResponse:
    """The wrong lines with what is wrong, to be mended and handed in again."""
    return workbook(_taken(request, list_id, batches.Part.WRONG), title="Dòng sai", name=f"dong-sai-{list_id}")


@login_required
@require_safe
def wrong_lines_csv(request: organization.Request, list_id: int) -> HttpResponse:
    """The same as CSV."""
    return csv_file(_taken(request, list_id, batches.Part.WRONG), name=f"dong-sai-{list_id}")


@login_required
@require_safe
def result(request: organization.Request, list_id: int) -> HttpResponse:
    """Row, code and due time of every line."""
    return workbook(_taken(request, list_id, batches.Part.RESULT), title="Kết quả", name=f"ket-qua-{list_id}")


def _taken(request: organization.Request, list_id: int, part: batches.Part) -> list[Sequence[object]]:
    return batches.take_list(list_id=list_id, part=part, actor=request.actor, at=clock.now())
