"""A draft: its text, its versions, two of them side by side, the one that is approved."""

import secrets
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.dossiers import public as dossiers
from motcua.drafting import public as drafting
from motcua.drafting.facts import Line
from motcua.drafting.forms import DraftForm
from motcua.drafting.rules.comparing import compared
from motcua.drafting.views.officer import in_turn, may_approve, may_write, opened, require_writer
from motcua.foundation import clock
from motcua.foundation.attempts import done
from motcua.foundation.text import whole
from motcua.organization import public as organization


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: organization.Request, code: str) -> HttpResponse:
    """Begin a draft."""
    actor = request.actor
    detail = opened(code, actor, clock.now())
    if request.method != "POST":
        require_writer(detail, actor)
    form = DraftForm(request.POST or None, initial={"key": secrets.token_urlsafe(12), "title": _first(detail)})
    if request.method == "POST" and form.is_valid() and done(
        form, lambda: in_turn(lambda at: drafting.begin_draft(
            dossier_id=detail.dossier.id, text=form.given(), key=form.cleaned_data["key"] or secrets.token_urlsafe(12), actor=actor,
            at=at,
        )),
    ):  # fmt: skip
        messages.success(request, _("Đã lưu dự thảo."))
        return redirect("dossier", code=code)
    return render(request, "drafting/begin.html", {"d": detail.dossier, "form": form}, status=422 if form.errors else 200)


def _first(detail: dossiers.DossierDetail) -> str:
    return detail.result_names[0][:500] if detail.result_names else ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: organization.Request, code: str, draft_id: int) -> HttpResponse:
    """The latest version, to go on writing; saved by somebody else meanwhile, what was typed stays beside theirs."""
    actor = request.actor
    detail = opened(code, actor, clock.now())
    found = drafting.draft(dossier_id=detail.dossier.id, draft_id=draft_id)
    latest = found.latest
    theirs: tuple[Line, ...] = ()
    initial = {"seen": latest.number, "title": latest.title, "body": latest.body, "remarks": latest.remarks}
    form = DraftForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        text, seen = form.given(), form.cleaned_data["seen"] or 0
        if done(form, lambda: in_turn(lambda at: drafting.save_draft(
            dossier_id=detail.dossier.id, draft_id=draft_id, text=text, seen=seen, actor=actor, at=at,
        ))):  # fmt: skip
            messages.success(request, _("Đã lưu phiên bản."))
            return redirect("drafting:draft", code=code, draft_id=draft_id)
        found = drafting.draft(dossier_id=detail.dossier.id, draft_id=draft_id)
        if found.latest.number != seen:  # shown beside what was typed: saved once more, it goes on top of theirs
            theirs = compared(found.latest.body, text.body)
            typed = request.POST.copy()
            typed["seen"] = str(found.latest.number)
            form.data = typed
    screen = _screen(detail, found, actor) | {"form": form, "theirs": theirs}
    return render(request, "drafting/draft.html", screen, status=422 if form.errors else 200)


def _screen(detail: dossiers.DossierDetail, found: drafting.DraftShown, actor: organization.Actor) -> dict[str, Any]:
    versions = drafting.versions_of(found.id)
    people = organization.official_names({one.author_id for one in versions if one.author_id} | {found.approved_by or 0})
    issued = {paper.source: paper.number for paper in detail.dossier.results}
    return {
        "d": detail.dossier, "draft": found, "writes": may_write(detail, actor),
        "approver": people.get(found.approved_by or 0, ""), "issued": issued.get(drafting.source_of(found.id, found.approved or 0), ""),
        "versions": [
            {"one": one, "author": people.get(one.author_id or 0, ""), "approves": may_approve(detail, actor, versions, one.number)}
            for one in versions
        ],
    }  # fmt: skip


@login_required
@require_safe
def compare(request: organization.Request, code: str, draft_id: int) -> HttpResponse:
    """Two versions, line by line; without a choice the latest with the one before."""
    detail = opened(code, request.actor, clock.now())
    found = drafting.draft(dossier_id=detail.dossier.id, draft_id=draft_id)
    versions = {one.number: one for one in drafting.versions_of(draft_id)}
    before, after = (_number(request.GET.get(name, ""), versions) for name in ("tu", "den"))
    after = after or found.latest.number
    before = before or max(after - 1, 1)
    old, new = versions[before], versions[after]
    screen = {
        "d": detail.dossier, "draft": found, "numbers": sorted(versions), "old": old, "new": new, "lines": compared(old.body, new.body),
        "titles": compared(old.title, new.title), "remarks": compared(old.remarks, new.remarks),
    }  # fmt: skip
    return render(request, "drafting/compare.html", screen)


def _number(text: str, known: dict[int, drafting.VersionShown]) -> int | None:
    return number if (number := whole(text)) in known else None


@login_required
@require_POST
def restore(request: organization.Request, code: str, draft_id: int, number: int) -> HttpResponse:
    """Put an earlier version on top."""
    detail = opened(code, request.actor, clock.now())
    in_turn(
        lambda at: drafting.restore_version(
            dossier_id=detail.dossier.id, draft_id=draft_id, number=number, seen=_seen(request), actor=request.actor, at=at
        )
    )
    messages.success(request, _("Đã lấy lại phiên bản {number}.").format(number=number))
    return redirect("drafting:draft", code=code, draft_id=draft_id)


@login_required
@require_POST
def approve(request: organization.Request, code: str, draft_id: int, number: int) -> HttpResponse:
    """Approve a version."""
    detail = opened(code, request.actor, clock.now())
    in_turn(
        lambda at: drafting.approve_version(
            dossier_id=detail.dossier.id, draft_id=draft_id, number=number, seen=_seen(request), actor=request.actor, at=at
        )
    )
    messages.success(request, _("Đã duyệt phiên bản {number}.").format(number=number))
    return redirect("drafting:draft", code=code, draft_id=draft_id)


def _seen(request: organization.Request) -> int:
    return whole(request.POST.get("seen", "")) or 0
