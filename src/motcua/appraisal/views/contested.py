"""Asking for a correction, and deciding on it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.appraisal.facts import OF_A_DOSSIER, ContestShown, Verdict
from motcua.appraisal.forms import ContestForm, DecideForm
from motcua.appraisal.operations.contest import NoSuchPoints, contest_point, decide_contest
from motcua.appraisal.queries.access import judges_province
from motcua.appraisal.queries.contests import contest_of, contests, points_line
from motcua.appraisal.rules.permissions import may_decide, require_contest
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.attempts import done
from motcua.organization import public as organization


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: organization.Request, points_id: int) -> HttpResponse:
    """The points of one dossier, and the form that asks for a correction."""
    actor = request.actor
    line = points_line(actor=actor, points_id=points_id)
    if line is None:
        raise NoSuchPoints
    require_contest(actor, agency_id=line.agency_id, user_id=line.user_id)
    form = ContestForm(request.POST or None, initial={"indicator": request.GET.get("chi-so")})
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: contest_point(points_id=points_id, actor=actor, at=clock.now(), **form.cleaned_data))
    ):
        messages.success(request, _("Đã gửi đề nghị sửa điểm. Kết luận sẽ hiện ở đây."))
        return redirect("appraisal:contests")
    dossier = dossiers.lines_by_id(dossier_ids=[line.dossier_id], actor=actor).get(line.dossier_id)
    given = list(zip(OF_A_DOSSIER, line.points, strict=True))
    screen = {"line": line, "dossier": dossier, "form": form, "given": given, "agency": organization.agency(line.agency_id)}
    return render(request, "appraisal/contest.html", screen, status=422 if form.errors else 200)


@login_required
@require_safe
def listing(request: organization.Request) -> HttpResponse:
    found = contests(request.actor, cursor=request.GET.get("sau"))
    return render(request, "appraisal/contests.html", {"rows": _named(found.rows, request.actor), "next": found.next})


def _named(
    found: tuple[ContestShown, ...], actor: organization.Actor
) -> list[tuple[ContestShown, dossiers.DossierLine | None, str, str, str]]:
    lines = dossiers.lines_by_id(dossier_ids=[one.line.dossier_id for one in found], actor=actor)
    users = {user for one in found for user in (one.asked_by, one.decided_by, one.line.user_id) if user}
    people = organization.official_names(users) if users else {}
    return [
        (
            one, lines.get(one.line.dossier_id), people.get(one.line.user_id or 0, organization.agency(one.line.agency_id).name),
            people.get(one.asked_by, ""), people.get(one.decided_by or 0, ""),
        )
        for one in found
    ]  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: organization.Request, contest_id: int) -> HttpResponse:
    """Look at a request and decide."""
    actor = request.actor
    one = contest_of(actor, contest_id)
    if one is None:
        raise NoSuchPoints
    form = DecideForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: decide_contest(contest_id=contest_id, actor=actor, at=clock.now(), **form.cleaned_data))
    ):
        messages.success(request, _("Đã ghi kết luận."))
        return redirect(reverse("appraisal:contests"))
    may = one.verdict is Verdict.OPEN and may_decide(
        actor, asked_by=one.asked_by, judged=one.line, judges_province=judges_province(actor)
    )
    screen = {"row": _named((one,), actor)[0], "form": form, "may": may, "indicator": one.indicator}
    return render(request, "appraisal/decide.html", screen, status=422 if form.errors else 200)
