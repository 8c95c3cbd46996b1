"""One move on many dossiers: chosen in a list, looked over, made, and told one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Filter, Outcome
from motcua.foundation import clock
from motcua.foundation.errors import Invalid
from motcua.foundation.language import sentence
from motcua.foundation.text import alphabetical, whole
from motcua.organization import public as organization
from motcua.worklists import queries
from motcua.worklists.facts import MANY, MOST_AT_ONCE
from motcua.worklists.forms import ManyForm, address_of
from motcua.worklists.views.lists import key, wanted_of


class NothingChosen(Invalid):
    code = "nothing_chosen"
    vi = "Chưa chọn hồ sơ nào. Đánh dấu các hồ sơ trong danh sách, rồi chọn việc."
    en = "No dossier is chosen. Tick dossiers in the list, then choose what to do."


class TooManyChosen(Invalid):
    code = "too_many_chosen"
    vi = "Đã chọn {count} hồ sơ; một lần làm được nhiều nhất {most}."
    en = "{count} dossiers are chosen; at most {most} can be moved in one go."


class NotForMany(Invalid):
    code = "not_for_many"
    vi = "Việc này làm cho từng hồ sơ, không làm cho nhiều hồ sơ một lần."
    en = "This is done for each dossier by itself, not for many at once."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    code: str
    applicant: str
    problem: str
    #: As it stands now, for trying again.
    value: str


@login_required
@require_POST
def choose(request: organization.Request) -> HttpResponse:
    """What is chosen, what of it can be done, and what the move asks for."""
    move = request.POST.get("viec", "")
    return _page(request, move, _chosen(request))


@login_required
@require_POST
def make(request: organization.Request, move: str) -> HttpResponse:
    """Make the move on each, and tell what came of each."""
    at, actor, seen = clock.now(), request.actor, _chosen(request)
    chosen = dossiers.standings(dossier_ids=tuple(seen), actor=actor)
    form = _form(move, chosen, actor, request.POST)
    if not form.is_valid():
        return _page(request, move, seen, form=form)
    known = {one.dossier_id for one in chosen}
    answers = [
        answer
        for branch, ids in _by_branch(move, chosen, form.cleaned_data.get("branch", "")).items()
        for answer in dossiers.perform_many(
            move=move, seen={one: seen[one] for one in ids if one in known}, actor=actor, at=at,
            key=f"nhieu:{form.cleaned_data['key']}", **form.arguments(), **_always(move), **({"branch": branch} if branch else {}),
        )
    ]  # fmt: skip
    return _told(request, move, chosen, answers)


def _chosen(request: organization.Request) -> dict[int, int]:
    """Ids of the chosen dossiers and how many facts of each had been seen. Raises NothingChosen, TooManyChosen."""
    if request.POST.get("ca-danh-sach"):
        wanted = wanted_of(request.POST)
        rows = queries.first_of(wanted, actor=request.actor, at=clock.now(), most=MOST_AT_ONCE)
        seen = {int(row.dossier_id): row.moves for row in rows}
    else:
        pairs = (one.partition(".") for one in request.POST.getlist("chon")[: MOST_AT_ONCE * 2])
        numbers = ((whole(one), whole(moves)) for one, _, moves in pairs)
        seen = {one: moves for one, moves in numbers if one is not None and moves is not None}
    if not seen:
        raise NothingChosen
    if len(seen) > MOST_AT_ONCE:
        raise TooManyChosen(count=len(seen), most=MOST_AT_ONCE)
    return seen


def _move(name: str) -> dossiers.Move:
    if name not in MANY:
        raise NotForMany
    return next(move for move in dossiers.MOVES if move.name == name)


def _page(request: organization.Request, name: str, seen: Mapping[int, int], form: ManyForm | None = None) -> HttpResponse:
    actor, move = request.actor, _move(name)
    chosen = dossiers.standings(dossier_ids=tuple(seen), actor=actor)
    ready = [one for one in chosen if any(can.name == name for can in dossiers.possible(actor, one.standing))]
    ids = {one.dossier_id for one in ready}
    screen = {
        "move": move, "ready": ready, "not_ready": [one for one in chosen if one.dossier_id not in ids],
        "values": [f"{one.dossier_id}.{seen[one.dossier_id]}" for one in ready],
        "form": form or _form(name, ready, actor, None), "address": address_of(wanted_of(request.POST)),
        "wanted": wanted_of(request.POST),
    }  # fmt: skip
    return render(request, "worklists/many.html", screen, status=422 if form is not None else 200)


def _form(name: str, chosen: Sequence[dossiers.Chosen], actor: organization.Actor, posted: Any) -> ManyForm:
    ways = [[way for way in one.standing.ways if way.move == name] for one in chosen]
    branches = list(dict.fromkeys(way.label for of_one in ways for way in of_one if way.label and not way.is_refusal))
    return ManyForm(
        posted, move=_move(name).name, people=_people(chosen, actor) if name == "assign" else (), branches=branches,
        must_branch=any(len(of_one) > 1 for of_one in ways), initial={"key": key()},
    )  # fmt: skip


def _people(chosen: Sequence[dossiers.Chosen], actor: organization.Actor) -> list[tuple[int | str, str]]:
    """Whoever may take one of them: a head gives to anybody of the step's role, others take for themselves."""
    at = clock.now()
    mine: list[tuple[int | str, str]] = [(actor.user_id, _("{name} (tôi)").format(name=actor.name))] if actor.user_id else []
    places = {(one.standing.step_agency_id, one.standing.step_role) for one in chosen if one.standing.step_agency_id is not None}
    heads = [
        (place, role) for place, role in places if place is not None and any(actor.has(top, place) for top in dossiers.LEADING)
    ]
    found = {user: name for place, role in heads for user, name in dossiers.takers(agency_id=place, role=role, at=at).items()}
    others = sorted(((user, name) for user, name in found.items() if user != actor.user_id), key=lambda one: alphabetical(one[1]))
    return [*others, *mine] if others else mine


def _by_branch(move: str, chosen: Sequence[dossiers.Chosen], branch: str) -> dict[str, list[int]]:
    """The dossiers that leave their step by this branch, and those whose process names none."""
    groups: dict[str, list[int]] = {}
    for one in chosen:
        is_named = any(way.move == move and way.label for way in one.standing.ways)
        groups.setdefault(branch if is_named else "", []).append(one.dossier_id)
    return groups


def _always(move: str) -> dict[str, Any]:
    """A refusal is given its own reason, one by one; many are only granted."""
    return {"outcome": Outcome.GRANTED} if move == "finish" else {}


def _told(
    request: organization.Request, name: str, chosen: Sequence[dossiers.Chosen], answers: Sequence[dossiers.Answered]
) -> HttpResponse:
    by_id = {int(one.dossier_id): one for one in chosen}
    now = {int(one.dossier_id): one.standing.moves for one in dossiers.standings(dossier_ids=tuple(by_id), actor=request.actor)}
    results = [
        _Result(
            code=by_id[answer.dossier_id].code, applicant=by_id[answer.dossier_id].applicant,
            problem=sentence(answer.problem) if answer.problem else "", value=f"{answer.dossier_id}.{now.get(answer.dossier_id, 0)}",
        )
        for answer in answers
    ]  # fmt: skip
    failed = [one for one in results if one.problem]
    screen = {
        "move": _move(name), "failed": failed, "made": [one for one in results if not one.problem],
        "address": address_of(wanted_of(request.POST)), "wanted": wanted_of(request.POST),
    }  # fmt: skip
    if not results:
        return redirect(f"{reverse('my_work')}?loc={Filter.MY_TURN}")
    return render(request, "worklists/many_made.html", screen)
