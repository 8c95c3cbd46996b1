"""Any move by its name: the one way in for screens, API and batches, which know moves only from the table."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from motcua.dossiers.facts import DossierMoved
from motcua.dossiers.operations import consult, correct, end, process, receive, supplement
from motcua.dossiers.operations.requests import RequestKey
from motcua.dossiers.rules import lifecycle
from motcua.foundation.errors import Invalid
from motcua.organization import public as organization


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
        ("return_step", process.return_step, "reason", ""),
        ("consult", consult.consult_agency, "", "agency_id content due_at number"),
        ("answer_consultation", consult.answer_consultation, "answer agrees", ""),
        ("request_supplement", supplement.request_supplement, "items reason", "again_reason"),
        ("receive_supplement", supplement.receive_supplement, "", "papers"),
        ("require_payment", supplement.require_payment, "amount reason", ""),
        ("settle_payment", supplement.settle_payment, "", "evidence"),
        ("extend", process.extend_due_time, "new_day reason", ""),
        ("apologise", process.apologise_for_lateness, "expected_on reason", ""),
        ("finish", process.finish_dossier, "outcome", "branch reason note waive_reason"),
        ("return_result", end.return_result, "", "evidence"),
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
    _known(move)
    operation, needed, optional = _BY_MOVE[move]
    missing, extra = needed - arguments.keys(), arguments.keys() - needed - optional
    if missing or extra:
        raise WrongArguments(move=move, wanted=_listed(needed | optional), missing=_listed(missing), extra=_listed(extra))
    return operation(dossier_id=dossier_id, actor=actor, at=at, seen=seen, request=request, **arguments)


def _known(move: str) -> None:
    if move not in _BY_MOVE:
        raise lifecycle.UnknownMove(move=move, known=_listed(frozenset(_BY_MOVE)))


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "–"
