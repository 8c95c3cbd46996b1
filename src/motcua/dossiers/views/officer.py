"""What staff see and do: my work, a dossier, its moves, the dossiers behind a figure."""

import secrets
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.dossiers import public as dossiers
from motcua.dossiers.acting import perform_now
from motcua.dossiers.facts import AskedFor, Outcome, State, Verdict, is_refused
from motcua.dossiers.forms import CorrectForm, MoveForm
from motcua.dossiers.queries.tables import subject
from motcua.dossiers.rules.permissions import to_answer
from motcua.dossiers.views import moves, showing
from motcua.dossiers.views.documents import after_move
from motcua.foundation import clock
from motcua.foundation.errors import DomainError, NotFound
from motcua.foundation.language import chosen
from motcua.journal import public as journal
from motcua.organization import public as organization

#: Moves of an agency with a joint task.
_OF_TASK = frozenset({"complete_task", "return_task"})
#: Kept with the look, in Vietnamese whatever the reader's language: the log is evidence.
OPENED = gettext_noop("Mở hồ sơ")
#: Where the open step has a time of its own to keep: a received dossier is to be handed over.
_TIMED = frozenset({State.RECEIVED, State.IN_PROCESS})


@login_required
@require_safe
def dossier(request: organization.Request, code: str) -> HttpResponse:
    at = clock.now()
    actor = request.actor
    detail = dossiers.dossier_for_staff(code=code, actor=actor, at=at)
    _note_look(detail, actor, at, OPENED)
    facts = journal.history(subject(detail.dossier.id))
    return render(request, "dossiers/officer/dossier.html", _dossier_screen(detail, actor, at, facts))


def _note_look(detail: dossiers.DossierDetail, actor: organization.Actor, at: datetime, purpose: str, **more: bool) -> None:
    dossiers.record_look(dossier_id=detail.dossier.id, standing=detail.standing, actor=actor, at=at, purpose=purpose, **more)


def _dossier_screen(
    detail: dossiers.DossierDetail, actor: organization.Actor, at: datetime, facts: tuple[journal.Recorded, ...]
) -> dict[str, Any]:
    looks = dossiers.looks_by_person(detail=detail, actor=actor, at=at)
    people = showing.names(detail, facts, looks)
    documents = showing.documents(detail, people=people)
    step = showing.here(detail)
    buttons = showing.buttons(dossiers.possible(actor, detail.standing), detail, actor)
    return {
        "look": showing.look_of(detail.dossier), "is_refused": is_refused(detail.dossier),
        "d": detail.dossier, "detail": detail, "at": at, "key": secrets.token_urlsafe(12), "step": step,
        "step_due": showing.step_due(step, detail.dossier.state, at) if step and detail.dossier.state in _TIMED else "",
        "helper": people.get(detail.dossier.helped_by_id or 0, ""),
        "supplement_by": showing.supplement_by(step.supplement_by, at) if step else "",
        "tried_as": showing.tried_as(detail, actor), "buttons": buttons, "has_rare": any(button.kind == "rare" for button in buttons),
        "strip": showing.strip(detail, at), "holdings": showing.holdings(detail.segments, people, detail.dossier),
        "path": showing.path(detail, people, at), "events": showing.events(facts, people, detail), "time": showing.time_left(detail, at),
        "places": showing.places(detail.dossier), "clocks": showing.clocks(detail.dossier),
        "expected_on": showing.expected_on(detail.dossier), "why_nothing": showing.why_nothing(detail),
        "tracks": showing.tracks(detail), "waits": detail.waits, "consultations": showing.consultations(detail), "family": showing.family(detail),
        "results": showing.results(detail), "actor": actor,
        "expected": showing.expected(detail), "may_consult": any(button.name == "consult" for button in buttons),
        "at_once": len({one.agency_id for one in detail.expected_consultations if one.agency_id}),
        "documents": documents, "may_ask_receipt": showing.may_ask_receipt(detail, actor, documents),
        "looks": showing.looks(looks, people), "signing": showing.signing(detail),
        "corrections": showing.corrections(dossiers.corrections_by_person(detail=detail, actor=actor, at=at), people),
    }  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: organization.Request, code: str, move: str) -> HttpResponse:
    """The form of a move, and the move itself. What was typed stays when it cannot be made."""
    at = clock.now()
    actor = request.actor
    detail = dossiers.dossier_for_staff(code=code, actor=actor, at=at)
    needed, optional = _asked_for(move, detail, request)
    initial = {"seen": detail.dossier.moves, "key": secrets.token_urlsafe(12), **_suggested(move, detail, request)}
    if request.method != "POST":
        initial |= _opened(move, detail, actor, at)
    asked = {"move": move, "needed": needed, "optional": optional, "choices": _choices(move, needed, detail, actor, at)}
    form = _form_of(move, detail, at)(request.POST or None, initial=initial, **asked)
    error, status = None, 200
    if request.method == "POST":
        if form.is_valid():
            try:
                done = perform_now(
                    move=move, dossier_id=detail.dossier.id, actor=actor, seen=form.cleaned_data["seen"],
                    request=dossiers.RequestKey.of(
                        sender=actor.label, key=f"{code}:{form.cleaned_data['key']}", asked=[move, sorted(request.POST.items())]
                    ),
                    **form.arguments(),
                )  # fmt: skip
            except DomainError as problem:
                error, status = problem, problem.status
            else:
                said = _("Đã ghi «{move}». Hồ sơ {code} nay «{state}».")
                label = showing.label_of(_named(move), detail)
                text = said.format(move=label, code=done.code, state=_(showing.look_of(done)[0]))
                messages.success(request, after_move(text, done, _named(move).owes))
                for agency_id, vi, en in done.not_sent:
                    messages.warning(
                        request, _("Chưa hỏi {agency}: {why}").format(agency=showing.agency_full(agency_id), why=chosen(vi, en))
                    )
                return _after(code, actor)
        else:
            status = 422
        _shown_again(move, detail, actor, at)
    screen = _move_screen(detail, move, actor, at) | {"form": form, "error": error}
    return render(request, "dossiers/officer/move.html", screen, status=status)


def _form_of(move: str, detail: dossiers.DossierDetail, at: datetime) -> Callable[..., MoveForm]:
    if move in moves.FORMS:
        return moves.FORMS[move](detail, at)
    if move != "correct":
        return MoveForm
    return partial(
        CorrectForm, parts=tuple(person.part for person in detail.persons), case=detail.dossier.case, cases=detail.cases
    )


def _opened(move: str, detail: dossiers.DossierDetail, actor: organization.Actor, at: datetime) -> dict[str, str]:
    """Note the look; what is to be corrected is read in clear, by who may correct it. Raises MoveNotPossible, MoveNotAllowed."""
    if move != "correct":
        _note_look(detail, actor, at, _named(move).label)
        return {}
    return CorrectForm.written(dossiers.open_for_correction(detail=detail, actor=actor, at=at), detail.dossier.case)


def _shown_again(move: str, detail: dossiers.DossierDetail, actor: organization.Actor, at: datetime) -> None:
    """The page names its persons, and that of a correction their numbers to who may correct them, also when it is an answer."""
    numbers = move == "correct" and _named(move) in dossiers.possible(actor, detail.standing)
    _note_look(detail, actor, at, _named(move).label, numbers=numbers)


def _asked_for(move: str, detail: dossiers.DossierDetail, request: organization.Request) -> tuple[frozenset[str], frozenset[str]]:
    """What the form must ask and what it may: only what has a meaning as the dossier stands. Raises UnknownMove."""
    (needed, optional), standing = dossiers.arguments_of(move), detail.standing
    if move == "consult":  # pressed on the dossier's page it is sent as the process has it; else all is asked
        typed = request.method != "POST" or "content" in request.POST
        needed, optional = (optional - {"number", "agencies"} if typed else frozenset()), frozenset({"number"})
    if "waive_reason" in optional:  # while somebody has not answered, the move needs to say why it does not wait
        optional -= {"waive_reason"}
        needed |= {"waive_reason"} if standing.open_consultations else frozenset()
    if "branch" in optional:
        optional -= {"branch"}
        branches = showing.branches(move, detail)
        needed |= {"branch"} if branches else frozenset()
        needed |= {"reason"} if branches and all(way.is_refusal for way in branches) else frozenset()
    if move == "return_step":
        needed |= {"to_step"} if len(showing.earlier(detail)) > 1 else frozenset()
        optional = frozenset()
    if move == "change_return_way":
        needed, optional = needed | {"asked_by"}, frozenset()
    if "again_reason" in optional:
        optional -= {"again_reason"}
        needed |= {"again_reason"} if standing.is_asked_enough else frozenset()
    return needed, optional


def _move_screen(detail: dossiers.DossierDetail, move: str, actor: organization.Actor, at: datetime) -> dict[str, Any]:
    step = showing.here(detail)
    kind = AskedFor.TASK if move in _OF_TASK else AskedFor.OPINION
    asked = (one for one in detail.consultations if one.answered_at is None and one.kind is kind)
    consultation = to_answer(actor, detail.standing, asked, move=move if move in _OF_TASK else "answer_consultation")
    return {
        "supplement_by": showing.supplement_by(step.supplement_by, at) if step else "",
        "stays_late": move == "request_supplement" and detail.dossier.legal is Verdict.OVERDUE,
        "d": detail.dossier, "detail": detail, "move": _named(move), "label": showing.label_of(_named(move), detail), "is_final": move in showing.FINAL,
        "time": showing.time_left(detail, at), "at": at, "asked": next((w for w in detail.waits if w.answered_at is None), None),
        "consultation": consultation, "answers_for": showing.agency_full(consultation.agency_id) if consultation else "",
        "dossier_url": reverse("dossier", args=[detail.dossier.code]),
        "needs_head": move == "correct" and not dossiers.heads_correction(actor, detail.standing),
    }  # fmt: skip


def _after(code: str, actor: organization.Actor) -> HttpResponse:
    """The dossier, or one's own work where the move was one's last part in it (an answered consultation)."""
    try:
        dossiers.id_of(code=code, actor=actor)
    except NotFound:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return redirect("dossier", code=code)


def _named(name: str) -> dossiers.Move:
    return next(move for move in dossiers.MOVES if move.name == name)


def _suggested(move: str, detail: dossiers.DossierDetail, request: organization.Request) -> dict[str, object]:
    """What most people would write: papers that were asked for, a signature at the counter, what the process wants asked."""
    if move == "request_supplement":  # what the counter found missing goes along in the address, by its place
        return {"missing": request.GET.get("thieu", "").split(",")}
    if move == "consult":
        meant = (one for one in detail.expected_consultations if str(one.number) == request.GET.get("y-kien"))
        return {
            name: value
            for one in meant
            for name, value in (
                ("number", one.number),
                ("agency_id", one.agency_id),
                ("content", one.content),
                ("due_at", one.due_at),
            )
        }
    branches = showing.branches(move, detail)
    for way in branches:
        if way.label == request.GET.get("nhanh") or len(branches) == 1:
            refuses = {"outcome": Outcome.REFUSED.value} if way.is_refusal else {}
            return {"branch": way.label, **refuses, **moves.suggested(move, detail)}
    if move == "receive_supplement":
        return {"papers": "\n".join(item for wait in detail.waits if wait.answered_at is None for item in wait.items)}
    return moves.suggested(move, detail)


def _choices(
    move: str, needed: frozenset[str], detail: dossiers.DossierDetail, actor: organization.Actor, at: datetime
) -> dict[str, list[tuple[int | str, str]]]:
    choices: dict[str, list[tuple[int | str, str]]] = {}
    if "branch" in needed:
        if "reason" in needed:  # every branch that ends here refuses
            choices["outcome"] = [(Outcome.REFUSED.value, _(Outcome.REFUSED.label))]
        choices["branch"] = [(way.label, showing.branch_label(way)) for way in showing.branches(move, detail)]
    if "to_step" in needed:
        choices["to_step"] = [(step.number, _(step.name)) for step in showing.earlier(detail)]
    if "return_way" in needed:
        choices |= moves.ways(detail)
    if "to_user_id" in needed and detail.standing.step_agency_id is not None:
        people = dossiers.takers(agency_id=detail.standing.step_agency_id, role=detail.standing.step_role, at=at)
        mine = [(actor.user_id, _("{name} (tôi)").format(name=actor.name))] if actor.user_id else []
        choices["to_user_id"] = [
            ("", _("Chọn người")),
            *((user_id, name) for user_id, name in people.items() if user_id != actor.user_id),
            *mine,
        ]
    if "agency_id" in needed:
        choices["agency_id"] = moves.other_agencies(detail, at)
    return choices


@login_required
@require_POST
def reveal(request: organization.Request, code: str) -> HttpResponse:
    """Show identity and phone numbers, once, to somebody who says why; the look is kept."""
    at = clock.now()
    actor = request.actor
    detail = dossiers.dossier_for_staff(code=code, actor=actor, at=at)
    shown = dossiers.reveal_numbers(code=code, actor=actor, at=at, purpose=request.POST.get("purpose", ""))
    people = [(person, *shown.get(person.part, ("", ""))) for person in detail.persons]
    return render(
        request,
        "dossiers/officer/numbers.html",
        {"d": detail.dossier, "people": people, "dossier_url": reverse("dossier", args=[code])},
    )


@login_required
@require_safe
def listing(request: organization.Request) -> HttpResponse:
    """The dossiers behind a number: every figure of the overview opens here."""
    at = clock.now()
    actor = request.actor
    door = showing.door(request.GET, actor, at)
    page = dossiers.dossiers(actor=actor, cursor=request.GET.get("sau"), **door.filters)
    return render(
        request,
        "dossiers/officer/listing.html",
        {
            "rows": showing.lines(page.rows, at),
            "next": page.next,
            "is_first": not request.GET.get("sau"),
            "door": door,
            "at": at,
            "keeps_register": bool(actor.roles & dossiers.REGISTER_KEEPERS),
        },
    )
