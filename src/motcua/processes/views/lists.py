"""The list of drafts, a new draft, and the processes of one procedure."""

from datetime import date
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import public as catalogue
from motcua.foundation import clock
from motcua.foundation.attempts import done
from motcua.foundation.errors import DomainError, NotAllowed
from motcua.foundation.text import tidy
from motcua.organization import public as organization
from motcua.processes import forms
from motcua.processes.facts import DraftState
from motcua.processes.operations.drafting import as_steps, frame_from, home_of, start_draft
from motcua.processes.operations.reading import import_process
from motcua.processes.queries.drafts import drafts, drafts_of, frame_of, may_read_drafts, opens
from motcua.processes.rules.permissions import MayNotDraft
from motcua.processes.views import showing

#: States by whose turn it is, as the filter of the list names them.
TURNS = {
    "soan": (DraftState.DRAFTED, DraftState.RETURNED),
    "tham-dinh": (DraftState.SUBMITTED,),
    "phe-duyet": (DraftState.APPRAISED,),
    "xong": (DraftState.APPROVED,),
}


def require_open(request: organization.Request) -> None:
    if not opens(request.actor):
        raise MayNotDraft


@login_required
@require_safe
def draft_list(request: organization.Request) -> HttpResponse:
    require_open(request)
    drafting = may_read_drafts(request.actor)
    words, turn = tidy(request.GET.get("q", ""))[:100], request.GET.get("tt", "")
    page = drafts(actor=request.actor, words=words, states=TURNS.get(turn, ()), cursor=request.GET.get("sau") or None)
    names = {row.agency_id: organization.agency(row.agency_id).short_name for row in page.rows if row.agency_id}
    turns = [
        ("", _("Mọi dự thảo")),
        ("soan", _("Đang soạn")),
        ("tham-dinh", _("Chờ thẩm định")),
        ("phe-duyet", _("Chờ phê duyệt")),
        ("xong", _("Đã phê duyệt")),
    ]
    screen = {
        "page": page, "rows": [(row, names.get(row.agency_id or 0, "")) for row in page.rows], "words": words, "turn": turn, "turns": turns,
        "may_draft": may_draft(request.actor), "title": _("Dự thảo quy trình") if drafting else _("Quy trình đã phê duyệt"), "drafting": drafting,
    }  # fmt: skip
    return render(request, "processes/drafts.html", screen)


def may_draft(actor: organization.Actor, frame: catalogue.ProcessFrame | None = None) -> bool:
    try:
        home_of(actor, frame)
    except NotAllowed:
        return False
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: organization.Request) -> HttpResponse:
    home_of(request.actor)
    form = forms.New(request.POST or None, request.FILES or None, initial=_asked(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and (made := _made(form, request)):
            return redirect("processes:draft", draft_id=made)
    return render(request, "processes/new.html", {"form": form}, status=status)


def _asked(request: organization.Request) -> dict[str, Any]:
    return {"code": request.GET.get("thu-tuc", "")[:8], "from_day": _day(request)}


def _day(request: organization.Request) -> date | None:
    """The day that the address asks about."""
    try:
        return date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        return None


def _made(form: forms.New, request: organization.Request) -> int | None:
    data, made = form.cleaned_data, list[int]()
    common: dict[str, Any] = {
        "procedure_code": data["code"], "from_day": data["from_day"], "actor": request.actor, "at": clock.now(),
    }  # fmt: skip

    def start() -> None:
        if data["how"] != "file":
            made.append(start_draft(from_force=data["how"] == "in_force", **common))
            return
        file = data["file"]
        read = import_process(file=cast(BinaryIO, file.file), name=file.name or "", table=data["table"], **common)
        made.append(read.draft_id)
        messages.success(request, _("Đã đọc {n} bước từ tệp. Xem lại từng dòng rồi lưu.").format(n=read.steps))

    def field(error: DomainError) -> str:
        return "file" if data["how"] == "file" and "procedure_code" not in error.values else "code"

    return made[0] if done(form, start, field=field) else None


def asked_frame(request: organization.Request, code: str) -> catalogue.ProcessFrame:
    """The version of a procedure on the day that the address asks about: a process to come stands under one to come."""
    return frame_from(code, _day(request), clock.now())


@login_required
@require_safe
def of_procedure(request: organization.Request, code: str) -> HttpResponse:
    """What is in force for a procedure, for all and for some, with the drafts of it."""
    require_open(request)
    today = clock.local_day(clock.now())
    frame = asked_frame(request, code)
    held = [_held(one, today) for one in catalogue.processes_of(version_id=frame.version_id)]
    now = "now" if frame.valid_from <= today else "coming"
    general = next((one for one in held if one["process"].for_all and one[now]), None)
    steps = as_steps(general["process"].steps) if general else ()
    screen = {
        "frame": frame, "held": held, "general": general, "picture": showing.drawn(steps, frame_of(frame)),
        "drafts": drafts_of(version_id=frame.version_id, actor=request.actor), "may_draft": may_draft(request.actor, frame),
        "is_coming": today < frame.valid_from, "drafting": may_read_drafts(request.actor),
    }  # fmt: skip
    return render(request, "processes/procedure.html", screen)


def link(procedure_code: str) -> str:
    """What the control office's page of a procedure shows of its processes: a way to them."""
    return render_to_string("processes/_link.html", {"code": procedure_code})


def _held(process: catalogue.ProcessInForce, today: Any) -> dict[str, Any]:
    return {
        "process": process,
        "now": process.valid_from <= today and (process.valid_to is None or today < process.valid_to),
        "coming": process.valid_from > today,
        "agencies": [organization.agency(agency).short_name for agency in process.agency_ids],
        "rows": showing.rows_of(as_steps(process.steps)),
    }
