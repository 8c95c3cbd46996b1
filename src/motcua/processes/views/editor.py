"""One draft: read, edited as a table, its agencies, its way on."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.catalogue import public as catalogue
from motcua.foundation import clock
from motcua.foundation.attempts import done, refusal_of, revision_of
from motcua.foundation.errors import DomainError, NotAllowed
from motcua.foundation.language import chosen, sentence
from motcua.organization import public as organization
from motcua.processes import forms
from motcua.processes.facts import EVENTS, DraftRead, DraftState, Step
from motcua.processes.operations.deciding import Decision, Moved, move_draft
from motcua.processes.operations.drafting import DraftChanged, choose_agencies, copy_draft, save_draft
from motcua.processes.queries import drafts as kept
from motcua.processes.queries.drafts import departments, frame_of
from motcua.processes.rules import comparing, lifecycle, permissions, written_steps
from motcua.processes.views import showing

#: The moves by the last word of their address.
ADDRESSES = {
    "trinh": "submit", "rut": "withdraw", "tham-dinh": "appraise", "tra-lai": "return", "khong-duyet": "send_back", "phe-duyet": "approve",
    "bo": "drop",
}  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: organization.Request, draft_id: int) -> HttpResponse:
    found = kept.draft(draft_id=draft_id, actor=request.actor)
    if request.method != "POST":
        return page(request, found)
    asked = request.POST.get("do", "save")
    if asked in {"save", "submit"}:
        return _save(request, found, then_submitted=asked == "submit")
    frame = catalogue.version_frame(version_id=found.version_id)
    typed = request.POST if asked == "check" else forms.reordered(request.POST, asked)
    return page(request, found, table=forms.Table.posted(typed, cases=frame.cases), typing=True)


def _save(request: organization.Request, found: DraftRead, *, then_submitted: bool) -> HttpResponse:
    """Keep what was typed. What is submitted is what stands on the screen: nobody sends an older table by mistake."""
    frame = catalogue.version_frame(version_id=found.version_id)
    table = forms.Table.posted(request.POST, cases=frame.cases)
    if not table.is_valid():
        return page(request, found, table=table, status=422, typing=True)
    revisions: list[int] = []
    error = refusal_of(
        lambda: revisions.append(save_draft(
            draft_id=found.id, seen=table.seen, name=table.name, steps=table.steps(), actor=request.actor, at=clock.now()
        ))
    )  # fmt: skip
    if isinstance(error, DraftChanged):
        return _overtaken(request, found.id, table, error)
    if error:
        return page(request, found, table=table, status=error.status, error=sentence(error), typing=True)
    messages.success(request, _("Đã lưu dự thảo."))
    return _submitted(request, found.id, *revisions) if then_submitted else redirect("processes:draft", draft_id=found.id)


def _submitted(request: organization.Request, draft_id: int, revision: int) -> HttpResponse:
    error = refusal_of(
        lambda: _told(request, "submit", move_draft(
            draft_id=draft_id, move="submit", seen=revision, actor=request.actor, at=clock.now()
        ))
    )  # fmt: skip
    if error:
        saved = kept.draft(draft_id=draft_id, actor=request.actor)
        return page(request, saved, status=error.status, error=sentence(error))
    return redirect("processes:draft", draft_id=draft_id)


def _overtaken(request: organization.Request, draft_id: int, table: forms.Table, error: DomainError) -> HttpResponse:
    """Somebody was faster: what was typed stays, beside what they wrote; saving again puts this in its place, knowingly."""
    now = kept.draft(draft_id=draft_id, actor=request.actor)
    table.seen = now.revision
    differs = [chosen(*told) for told in comparing.changes(now.steps, written_steps.cleaned(table.steps()))]
    return page(request, now, table=table, status=409, error=sentence(error), differs=differs, typing=True)


def page(request: organization.Request, found: DraftRead, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a draft. `table`: what was typed; `error`, `differs`: why it was not kept; `note`, `decided`: forms of moves."""
    today = clock.local_day(clock.now())
    frame = catalogue.version_frame(version_id=found.version_id, on=found.valid_from or today)
    editable = may_edit(request.actor, found, frame)
    table = more.pop("table", None) or forms.Table.of(found.steps, name=found.name, seen=found.revision, cases=frame.cases)
    steps = _numbered(table.steps()) if more.get("typing") else found.steps
    people = organization.official_names({event.by_id for event in found.history if event.by_id})
    screen = {
        "draft": found, "frame": frame, "editable": editable, "table": table, "rows": showing.rows_of(steps),
        "picture": showing.drawn(steps, frame_of(frame)), "error": more.get("error", ""), "typing": False, "differs": (),
        "history": [(event, showing.event_words(event) or event.note, [chosen(*told) for told in event.changes], _(EVENTS[event.what]), people.get(event.by_id or 0, _("Hệ thống"))) for event in found.history],
        "imported": found.history[0].note.splitlines() if found.history and found.history[0].what == "imported" else (),
        "agency_names": [organization.agency(agency).short_name for agency in found.agency_ids],
        "datalist": sorted(agency.name for agency in organization.agencies(on=today)) if editable else (),
        "may_try": _may_try(request.actor, found, frame), "moves": moves_of(request.actor, found, frame), "why_not": _why_not(request.actor, found, frame), "copy": forms.Copy(initial={"code": found.code}),
        "note": forms.Note(), "decided": forms.Decided.on(today, begins=max(today, frame.valid_from)), "is_coming": today < frame.valid_from,
        **showing.checked(steps, frame_of(frame)), **more,
    }  # fmt: skip
    return render(request, "processes/draft.html", screen, status=status)


def _numbered(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return written_steps.numbered(steps)


def may_edit(actor: organization.Actor, found: DraftRead, frame: catalogue.ProcessFrame) -> bool:
    return found.state in lifecycle.EDITABLE and _may_write(actor, found, frame)


def _may_try(actor: organization.Actor, found: DraftRead, frame: catalogue.ProcessFrame) -> bool:
    return found.state != DraftState.DROPPED and _may_write(actor, found, frame)


def _may_write(actor: organization.Actor, found: DraftRead, frame: catalogue.ProcessFrame) -> bool:
    return permissions.why_not_draft(actor, agency_id=found.agency_id, procedure=frame) is None


def moves_of(actor: organization.Actor, found: DraftRead, frame: catalogue.ProcessFrame) -> dict[str, tuple[lifecycle.Move, str]]:
    """The moves that this person may make now, by name, with the last word of their address."""
    slugs = {name: slug for slug, name in ADDRESSES.items()}
    return {
        move.name: (move, slugs[move.name])
        for move in lifecycle.MOVES
        if found.state in move.frm and _refusal(actor, move, found, frame) is None
    }


def _refusal(
    actor: organization.Actor, move: lifecycle.Move, found: DraftRead, frame: catalogue.ProcessFrame
) -> NotAllowed | None:
    return permissions.why_not(
        actor, move, agency_id=found.agency_id, procedure=frame, editors=found.editors, appraiser=found.appraised_by
    )


def _why_not(actor: organization.Actor, found: DraftRead, frame: catalogue.ProcessFrame) -> str:
    """Why this person does not write or decide on what waits for it."""
    own = permissions.drafts_at(actor, departments())
    waiting = (
        move
        for move in lifecycle.MOVES
        if found.state in move.frm and (move.who in permissions.DECIDERS or found.agency_id in own)
    )
    refusals = [refusal for move in waiting if (refusal := _refusal(actor, move, found, frame))]
    return sentence(refusals[0]) if refusals else ""


@login_required
@require_POST
def move(request: organization.Request, draft_id: int, word: str) -> HttpResponse:
    if word not in ADDRESSES:
        raise Http404
    found, name = kept.draft(draft_id=draft_id, actor=request.actor), ADDRESSES[word]
    note, decided = forms.Note(), forms.Decided.on(clock.local_day(clock.now()))
    said, decision = "", None
    if lifecycle.BY_NAME[name].needs_note:
        note = forms.Note(request.POST)
        if not note.is_valid():
            return page(request, found, status=422, note=note)
        said = note.cleaned_data["note"]
    if name == "approve":
        decided = forms.Decided(request.POST)
        if not decided.is_valid():
            return page(request, found, status=422, decided=decided)
        decision = Decision(**decided.cleaned_data)
    error = refusal_of(
        lambda: _told(request, name, move_draft(
            draft_id=draft_id, move=name, seen=revision_of(request), actor=request.actor, at=clock.now(), said=said, decision=decision
        ))
    )  # fmt: skip
    if error:
        found = kept.draft(draft_id=draft_id, actor=request.actor)
        return page(request, found, status=error.status, error=sentence(error), note=note, decided=decided)
    return redirect("processes:draft", draft_id=draft_id)


def _told(request: organization.Request, name: str, moved: Moved) -> None:
    put = moved.put
    messages.success(request, _("Đã ghi: {move}.").format(move=_(lifecycle.BY_NAME[name].label).lower()))
    if put and put.stops_on and put.misfit:
        words = _("Từ {day} thủ tục theo bản công bố khác, quy trình này không dùng tiếp: {why}. Hãy soạn quy trình cho bản ấy.")
        messages.warning(request, words.format(day=f"{put.stops_on:%d/%m/%Y}", why=_(put.misfit.label)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agencies(request: organization.Request, draft_id: int) -> HttpResponse:
    """Choose the agencies that a process is for: all, every commune at once, or by name."""
    found = kept.draft(draft_id=draft_id, actor=request.actor)
    today = clock.local_day(clock.now())
    frame = catalogue.version_frame(version_id=found.version_id, on=today)
    permissions.require_drafter(request.actor, agency_id=found.agency_id, procedure=frame)
    lifecycle.require_editable(found.state)
    deciding = _deciding(frame, today)
    begun = {"scope": "some" if found.agency_ids else "all", "agencies": found.agency_ids}
    form = forms.Agencies(request.POST or None, deciding=deciding, initial=begun)
    status = 200
    if request.method == "POST" and request.POST.get("do", "").startswith("kind:"):
        form = _with_kind(request.POST, deciding)
    elif request.method == "POST":
        status = 422
        if form.is_valid() and _chosen(form, request, found):
            return redirect("processes:draft", draft_id=draft_id)
    kinds = list(dict.fromkeys(agency.kind for agency in deciding))
    screen = {"draft": found, "form": form, "kinds": [(kind, sum(one.kind == kind for one in deciding)) for kind in kinds]}
    return render(request, "processes/agencies.html", screen, status=status)


def _deciding(frame: catalogue.ProcessFrame, today: date) -> list[organization.AgencyFact]:
    open_ = organization.agencies(kind=(*organization.PROVINCIAL, organization.Kind.COMMUNE), on=today)
    return [agency for agency in open_ if agency.level in frame.levels]


def _with_kind(data: QueryDict, deciding: list[organization.AgencyFact]) -> forms.Agencies:
    """The same page with every agency of a kind ticked."""
    ticked = data.copy()
    kind = data.get("do", "").removeprefix("kind:")
    also = [str(agency.id) for agency in deciding if agency.kind == kind]
    ticked.setlist("agencies", list(dict.fromkeys([*data.getlist("agencies"), *also])))
    ticked["scope"] = "some"
    return forms.Agencies(ticked, deciding=deciding)


def _chosen(form: forms.Agencies, request: organization.Request, found: DraftRead) -> bool:
    is_done = done(
        form,
        lambda: choose_agencies(
            draft_id=found.id, seen=revision_of(request), agency_ids=form.chosen(), actor=request.actor, at=clock.now()
        ),
    )
    if is_done:
        messages.success(request, _("Đã ghi cơ quan áp dụng."))
    return is_done


@login_required
@require_POST
def copy(request: organization.Request, draft_id: int) -> HttpResponse:
    found = kept.draft(draft_id=draft_id, actor=request.actor)
    form = forms.Copy(request.POST)
    made: list[int] = []

    def copied() -> None:
        code = form.cleaned_data["code"].strip()
        made.append(copy_draft(draft_id=draft_id, procedure_code=code, actor=request.actor, at=clock.now()))

    if form.is_valid() and done(form, copied, field="code"):
        messages.success(request, _("Đã chép sang dự thảo mới."))
        return redirect("processes:draft", draft_id=made[0])
    return page(request, found, status=422, copy=form)
