"""Following a dossier without an account: the code on the receipt and a number given when filing."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import State, WaitKind, is_refused
from motcua.dossiers.forms import FollowForm
from motcua.dossiers.views import showing
from motcua.dossiers.views.uploads import Upload
from motcua.foundation import clock
from motcua.foundation.errors import DomainError

#: A session may look at what it unlocked for this long.
UNLOCKED_SECONDS = 30 * 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    initial = {"code": request.GET.get("ma", "")}
    form = FollowForm(request.POST or None, initial=initial)
    error, status = None, 200
    if request.method == "POST":
        if form.is_valid():
            try:
                found = _unlock(request, form.cleaned_data["code"], form.cleaned_data["number"])
            except DomainError as problem:
                error, status = problem, problem.status
            else:
                return redirect("followed", code=found)
        else:
            status = 422
    return render(request, "dossiers/citizen/follow.html", {"form": form, "error": error}, status=status)


def _unlock(request: HttpRequest, code: str, number: str) -> str:
    at = clock.now()
    address = get_adapter().get_client_ip(request)  # as sign-in counts it: MOTCUA_TRUSTED_PROXIES
    found = dossiers.follow_dossier(code=code, number=number, address=address, at=at).dossier
    by = dossiers.opened_by(number)
    request.session["followed"] = {
        "code": found.code, "by": by.kept() if by else None, "until": int(at.timestamp()) + UNLOCKED_SECONDS,
    }  # fmt: skip
    return found.code


@never_cache
@require_safe
def followed(request: HttpRequest, code: str) -> HttpResponse:
    """The dossier itself, for the session that knew its number, while it is a number of the dossier."""
    at = clock.now()
    by = unlocked_by(request, code, at)
    if by is None:
        return ask_again(code)
    try:
        detail = dossiers.dossier_unlocked(code=code, by=by, at=at)
    except dossiers.NotFollowed:
        return ask_again(code)
    return page(request, detail, at)


def page(
    request: HttpRequest, detail: dossiers.DossierDetail, at: datetime, *, uploads: Sequence[Upload] | None = None,
    error: DomainError | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """A followed dossier, with a place for a file beside each thing that is asked."""
    time = showing.time_left(detail, at)
    screen = {
        "look": showing.look_of(detail.dossier), "is_refused": is_refused(detail.dossier), "competent": showing.agency_full(detail.dossier.competent_id),
        "d": detail.dossier, "at": at, "expected_on": showing.expected_on(detail.dossier), "apology_reason": detail.apology_reason, "turn": showing.turn(detail),
        "strip": showing.strip(detail, at, is_citizen=True),
        "stages": showing.stages(detail), "time": time, "when": showing.when(detail, time), "where": showing.where(detail.dossier),
        "is_ready": detail.dossier.state == State.DONE, "places": showing.places(detail.dossier), "waits": detail.waits, "pauses": showing.pauses(detail), "ending": showing.ending(detail), "centre": showing.agency_full(detail.dossier.centre_id),
        "results": showing.results(detail), "sent": showing.sent(detail),
        "documents": showing.documents(detail, is_citizen=True),
        "looked": showing.looked(dossiers.looks_by_agency(dossier_id=detail.dossier.id)),
        "corrected": showing.corrected(dossiers.corrections_by_agency(dossier_id=detail.dossier.id)),
    }  # fmt: skip
    screen |= {"asked": _places(detail, uploads), "error": error}
    return render(request, "dossiers/citizen/followed.html", screen, status=status)


def _places(detail: dossiers.DossierDetail, sent: Sequence[Upload] | None) -> list[tuple[dossiers.AskedItem, Upload]]:
    waits = [wait for wait in detail.waits if wait.answered_at is None and wait.kind == WaitKind.SUPPLEMENT]
    asked = waits[0].asked if waits and detail.dossier.state is State.AWAITING_SUPPLEMENT else ()
    found = sent or [Upload(place=str(number)) for number in range(len(asked))]
    return list(zip(asked, found, strict=True))


def unlocked_by(request: HttpRequest, code: str, at: datetime) -> dossiers.OpenedBy | None:
    """The number by which this session may look at a dossier now; None where it may not, or no longer."""
    unlocked = request.session.get("followed", {})
    if unlocked.get("code") != code or unlocked.get("until", 0) < at.timestamp() or not unlocked.get("by"):
        return None
    return dossiers.OpenedBy.of_kept(unlocked["by"])


def ask_again(code: str) -> HttpResponse:
    return redirect(f"{reverse('follow')}?{urlencode({'ma': code})}")
