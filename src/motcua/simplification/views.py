"""Pages of the review: the list, one proposal with its cost, its numbers, the price of an hour."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation import clock
from motcua.foundation.attempts import done, refusal_of, revision_of
from motcua.foundation.confidence import Confidence
from motcua.foundation.language import sentence
from motcua.organization import public as organization
from motcua.organization.public import Role
from motcua.simplification import forms, queries
from motcua.simplification.facts import Kind, Proposal, State
from motcua.simplification.operations import judge, propose
from motcua.simplification.rules import costs, permissions, tables
from motcua.ui.downloads import csv_file

Request = organization.Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_list(request: Request) -> HttpResponse:
    """The proposals that this person may see, what they would save, and a form to propose."""
    agencies = _opened_with(request)
    form = forms.New(request.POST or None, agencies=agencies)
    made: list[int] = []
    if request.method == "POST" and form.is_valid() and done(form, lambda: made.append(_propose(request, form))):
        return redirect("simplification:numbers", proposal_id=made[0])
    state = _state(request)
    on, cursor = clock.local_day(clock.now()), request.GET.get("sau") or None
    context = {
        "page": queries.proposals(actor=request.actor, on=on, state=state, cursor=cursor),
        "state": state,
        "states": list(State),
        "totals": queries.totals(actor=request.actor, state=state),
        "may_propose": bool(agencies),
        "form": form,
    }
    return render(request, "simplification/proposal_list.html", context, status=422 if form.errors else 200)


def _opened_with(request: Request) -> list[tuple[int, str]]:
    """The agencies for which this person may propose; the list is only for them, for leaders and for who sees all."""
    agencies = _agencies(request.actor)
    if not agencies and not request.actor.agencies(Role.LEADER) and not permissions.may_see_all(request.actor):
        raise permissions.NotYoursToSee
    return agencies


def _agencies(actor: organization.Actor) -> list[tuple[int, str]]:
    held = sorted(actor.agencies(Role.CONTROL, Role.HEAD, Role.OFFICIAL))
    return [(agency_id, organization.agency(agency_id).name) for agency_id in held if permissions.may_propose(actor, agency_id)]


def _propose(request: Request, form: forms.New) -> int:
    said = form.cleaned_data
    return propose.propose(
        procedure_code=said["procedure"], agency_id=said["agency"], kind=Kind(said["kind"]), title=said["title"],
        reason=said["reason"], actor=request.actor, at=clock.now(),
    )  # fmt: skip


def _state(request: Request) -> State | None:
    asked = request.GET.get("trang-thai", "")
    return State(asked) if asked in set(State) else None


@login_required
@require_safe
def export(request: Request) -> HttpResponse:
    """The list as it is narrowed, for a sheet."""
    _opened_with(request)
    on, state = clock.local_day(clock.now()), _state(request)
    found = queries.proposals(actor=request.actor, on=on, state=state, size=100_000)
    rows = [tables.COLUMNS, *(tables.cells(one) for one in found.rows)]
    return csv_file(rows, name=f"ra-soat-{on:%Y%m%d}", narrowed={"trang-thai": state or ""})


@login_required
@require_safe
def proposal(request: Request, proposal_id: int) -> HttpResponse:
    """One proposal with its cost line by line."""
    return _show(request, proposal_id)


def _show(request: Request, proposal_id: int, status: int = 200, **given: Any) -> HttpResponse:
    found = _found(request, proposal_id)
    cost, refusal = found.cost, permissions.JUDGES.why_not(request.actor, found.proposed_by)
    context = {
        "proposal": found,
        "cost": cost,
        "percent": costs.share(cost.saved, cost.year_now),
        "once_saved": cost.once_now - cost.once_then,
        "lines": [(line, line.now - line.then) for line in cost.lines],
        "may_change": found.state is State.PROPOSED and permissions.may_propose(request.actor, found.agency_id),
        "may_judge": found.state is State.PROPOSED and refusal is None,
        "why_not": sentence(refusal) if refusal and found.state is State.PROPOSED else "",
        "may_carry_out": found.state is State.ACCEPTED and permissions.JUDGES.may(request.actor),
        "judgement": forms.Judgement(),
        "publication": forms.Publication(),
    }
    return render(request, "simplification/proposal.html", context | given, status=status)


def _found(request: Request, proposal_id: int) -> Proposal:
    return queries.proposal(proposal_id, actor=request.actor, on=clock.local_day(clock.now()))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: Request, proposal_id: int) -> HttpResponse:
    """What is proposed and why, to say otherwise."""
    found = _found(request, proposal_id)
    permissions.require_proposer(request.actor, found.agency_id)
    form = forms.Words(request.POST or None, initial={"kind": found.kind.value, "title": found.title, "reason": found.reason})

    def change() -> None:
        said = form.cleaned_data
        propose.change_words(
            proposal_id=proposal_id, revision=revision_of(request), kind=Kind(said["kind"]), title=said["title"],
            reason=said["reason"], actor=request.actor, at=clock.now(),
        )  # fmt: skip

    if request.method == "POST" and form.is_valid() and done(form, change):
        return redirect("simplification:proposal", proposal_id=proposal_id)
    context = {"proposal": found, "form": form}
    return render(request, "simplification/words.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: Request, proposal_id: int) -> HttpResponse:
    """The numbers that the cost is computed from."""
    found = _found(request, proposal_id)
    permissions.require_proposer(request.actor, found.agency_id)
    often = {"times_now": found.now.times, "people_now": found.now.people, "times_then": found.then.times, "people_then": found.then.people,
             "basis": found.frequency_basis, "confidence": found.frequency_confidence.value}  # fmt: skip
    form = forms.Often(request.POST or None, initial=often)
    rows = forms.Rows(request.POST or None, initial=forms.initial_rows(found.activities))
    if request.method == "POST":
        is_right = all([form.is_valid(), rows.is_valid()])
        if is_right and done(form, lambda: _save_numbers(request, proposal_id, form, rows)):
            messages.success(request, _("Đã ghi số liệu."))
            stay = "them" in request.POST
            return redirect("simplification:numbers" if stay else "simplification:proposal", proposal_id=proposal_id)
    context = {"proposal": found, "form": form, "rows": rows}
    return render(request, "simplification/numbers.html", context, status=422 if form.errors or rows.total_error_count() else 200)


def _save_numbers(request: Request, proposal_id: int, form: forms.Often, rows: Any) -> None:
    activities = [activity for row in rows if (activity := row.activity()) is not None]
    said = propose.Numbers(
        activities=activities,
        now=form.now(),
        then=form.then(),
        basis=form.cleaned_data["basis"],
        confidence=Confidence(form.cleaned_data["confidence"]),
    )
    propose.change_numbers(
        proposal_id=proposal_id, revision=revision_of(request), numbers=said, actor=request.actor, at=clock.now()
    )


@login_required
@require_POST
def decide(request: Request, proposal_id: int) -> HttpResponse:
    """Accept, refuse or take back."""
    form = forms.Judgement(request.POST)
    asked: dict[str, Callable[..., None]] = {"chap-nhan": judge.accept, "tu-choi": judge.reject}
    move = asked.get(request.POST.get("_do", ""))
    common: dict[str, Any] = {
        "proposal_id": proposal_id, "revision": revision_of(request), "actor": request.actor, "at": clock.now(),
    }  # fmt: skip
    if request.POST.get("_do") == "rut":
        judge.withdraw(**common)
        return redirect("simplification:proposal", proposal_id=proposal_id)
    if move is None:
        raise Http404
    if form.is_valid() and done(form, lambda: move(**common, reason=form.cleaned_data["reason"])):
        return redirect("simplification:proposal", proposal_id=proposal_id)
    return _show(request, proposal_id, status=422, judgement=form)


@login_required
@require_POST
def carry_out(request: Request, proposal_id: int) -> HttpResponse:
    """Say which decision carried it out."""
    form = forms.Publication(request.POST)
    if form.is_valid() and done(
        form, lambda: judge.carry_out(proposal_id=proposal_id, **form.cleaned_data, actor=request.actor, at=clock.now())
    ):
        return redirect("simplification:proposal", proposal_id=proposal_id)
    return _show(request, proposal_id, status=422, publication=form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prices(request: Request) -> HttpResponse:
    """The price of an hour by day, what waits for another person's approval, and a form to enter one."""
    permissions.JUDGES.require(request.actor)
    form = forms.Price(request.POST or None)

    def enter() -> None:
        said = form.cleaned_data
        judge.ask_hour_price(
            valid_from=said["valid_from"], amount=int(said["amount"]), basis=said["basis"], confidence=Confidence(said["confidence"]),
            actor=request.actor, at=clock.now(),
        )  # fmt: skip

    if request.method == "POST" and form.is_valid() and done(form, enter):
        messages.success(request, _("Đã ghi giá một giờ, chờ người khác duyệt."))
        return redirect("simplification:prices")
    return _prices(request, form, status=422 if form.errors else 200)


def _prices(request: Request, form: forms.Price, *, status: int, error: str = "") -> HttpResponse:
    waiting = [(one, permissions.JUDGES.why_not(request.actor, [one.entered_by])) for one in queries.waiting_prices()]
    context = {
        "prices": queries.hour_prices(), "form": form, "error": error,
        "waiting": [(one, sentence(refusal) if refusal else "") for one, refusal in waiting],
    }  # fmt: skip
    return render(request, "simplification/prices.html", context, status=status)


@login_required
@require_POST
def approve_price(request: Request, price_id: int) -> HttpResponse:
    """Let a price that somebody else entered count."""
    refusal = refusal_of(lambda: judge.approve_hour_price(price_id=price_id, actor=request.actor, at=clock.now()))
    if refusal:
        return _prices(request, forms.Price(), status=refusal.status, error=sentence(refusal))
    messages.success(request, _("Đã duyệt giá một giờ."))
    return redirect("simplification:prices")
