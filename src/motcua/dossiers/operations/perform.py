"""Any move by its name: the one way in for screens, API and batches, which know moves only from the table."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.facts import DossierMoved
from motcua.dossiers.operations import correct, end, process, receive, supplement
from motcua.dossiers.operations.consulting import consult, joint
from motcua.dossiers.operations.requests import RequestKey
from motcua.dossiers.operations.results import handing
from motcua.dossiers.rules import lifecycle
from motcua.foundation.errors import DomainError, Invalid
from motcua.organization import public as organization


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came of one dossier of many: the move, or why it was not made."""

    dossier_id: int
    moved: DossierMoved | None = None
    problem: DomainError | None = None


class WrongArguments(Invalid):
    code = "wrong_arguments"
    vi = "Thao tác «{move}» cần: {wanted}. Thiếu: {missing}. Thừa: {extra}."
    en = "The move “{move}” takes: {wanted}. Missing: {missing}. Not known: {extra}."


#: Operation, arguments that must be given, arguments that may be.
_BY_MOVE: Mapping[str, tuple[Callable[..., DossierMoved], frozenset[str], frozenset[str]]] = {
    name: (operation, frozenset(needed.split()), frozenset(optional.split()))
    for name, operation, needed, optional in (
        ("accept", receive.accept_dossier, "", ""),
        ("refuse", receive.refuse_dossier, "reason", ""),
        ("forward", receive.forward_dossier, "", "branch"),
        ("assign", process.assign_step, "to_user_id", ""),
        ("complete_step", process.complete_step, "", "branch note waive_reason"),
        ("return_step", process.return_step, "reason", "to_step"),
        ("consult", consult.consult_agency, "", "agency_id content due_at number agencies"),
        ("answer_consultation", consult.answer_consultation, "answer agrees", ""),
        ("involve", joint.involve_agencies, "agencies", ""),
        ("complete_task", joint.complete_task, "result", "paper"),
        ("return_task", joint.return_task, "reason", ""),
        ("request_supplement", supplement.request_supplement, "items reason", "again_reason"),
        ("receive_supplement", supplement.receive_supplement, "", "papers"),
        ("require_payment", supplement.require_payment, "amount reason", ""),
        ("settle_payment", supplement.settle_payment, "", "evidence"),
        ("extend", process.extend_due_time, "new_day reason", ""),
        ("apologise", process.apologise_for_lateness, "expected_on reason", ""),
        ("finish", process.finish_dossier, "outcome", "branch reason note waive_reason results"),
        ("return_result", handing.return_result, "", "evidence handover"),
        ("change_return_way", handing.change_return_way, "return_way reason", "asked_by"),
        ("correct", correct.correct_dossier, "reason", "persons case"),
        ("withdraw", end.withdraw_dossier, "reason", ""),
        ("stop", end.stop_dossier, "reason", ""),
    )
}


def arguments_of(move: str) -> tuple[frozenset[str], frozenset[str]]:
    """The arguments a move needs, and those it may take. Raises UnknownMove."""
    _known(move)
    return _BY_MOVE[move][1:]


def perform(
    *, move: str, dossier_id: int, actor: organization.Actor, at: datetime, seen: int | None = None, request: RequestKey | None = None,
    **arguments: Any,
) -> DossierMoved:  # fmt: skip
    """Make one move. Raises UnknownMove, WrongArguments and what the move itself raises."""
    _checked(move, arguments)
    operation = _BY_MOVE[move][0]
    return operation(dossier_id=dossier_id, actor=actor, at=at, seen=seen, request=request, **arguments)


def perform_many(
    *, move: str, seen: Mapping[int, int], actor: organization.Actor, at: datetime, key: str, **arguments: Any
) -> tuple[Answered, ...]:
    """Make one move on each of many dossiers, each for itself: what refuses one keeps none of the others.

    `seen`: how many facts of each dossier, by its id, the actor had before the eyes. The same `key` again goes on where a cut line
    left it and moves nothing twice. Answers stand in the order of `seen`. Raises UnknownMove, WrongArguments.
    """
    _checked(move, arguments)
    answers = {}
    for dossier_id in sorted(seen):  # by id, so that two batches never wait for each other
        request = RequestKey.of(
            sender=actor.label, key=f"{key}:{dossier_id}", asked=[move, seen[dossier_id], sorted(arguments.items())]
        )
        try:
            moved = perform(
                move=move, dossier_id=dossier_id, actor=actor, at=at, seen=seen[dossier_id], request=request, **arguments
            )
            answers[dossier_id] = Answered(dossier_id=dossier_id, moved=moved)
        except DomainError as problem:
            answers[dossier_id] = Answered(dossier_id=dossier_id, problem=problem)
    return tuple(answers[dossier_id] for dossier_id in seen)


def _checked(move: str, arguments: Mapping[str, Any]) -> None:
    _known(move)
    _, needed, optional = _BY_MOVE[move]
    missing, extra = needed - arguments.keys(), arguments.keys() - needed - optional
    if missing or extra:
        raise WrongArguments(move=move, wanted=_listed(needed | optional), missing=_listed(missing), extra=_listed(extra))


def _known(move: str) -> None:
    if move not in _BY_MOVE:
        raise lifecycle.UnknownMove(move=move, known=_listed(frozenset(_BY_MOVE)))


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "–"
