"""For each row of the table of moves a life that has come to it: proofs about the whole table run over these."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.dossiers.given import LATER, Lives, World, vn

from motcua.dossiers.public import Asked, Channel, Correction, DossierMoved, Outcome


@dataclass(frozen=True, kw_only=True)
class Ready:
    #: How a life comes to where the move can be made.
    stage: str
    at: datetime = LATER
    #: Something right for every argument, so that only the move itself can be wrong.
    arguments: dict[str, Any] = field(default_factory=dict)


_WHY = {"reason": "x"}
READY: dict[str, Ready] = {
    "accept": Ready(stage="filed"),
    "refuse": Ready(stage="filed", arguments=_WHY),
    "forward": Ready(stage="accepted_for_elsewhere"),
    "assign": Ready(stage="in_process"),
    "complete_step": Ready(stage="in_process"),
    "return_step": Ready(stage="at_last_step", arguments=_WHY),
    "consult": Ready(stage="in_process", arguments={"content": "x", "due_at": vn("2026-11-19 17:00")}),
    "answer_consultation": Ready(stage="consulted", arguments={"answer": "x", "agrees": True}),
    "involve": Ready(stage="in_process"),
    "complete_task": Ready(stage="involved", arguments={"result": "x"}),
    "return_task": Ready(stage="involved", arguments=_WHY),
    "request_supplement": Ready(stage="in_process", arguments=_WHY | {"items": ["x"]}),
    "receive_supplement": Ready(stage="awaiting_supplement"),
    "require_payment": Ready(stage="in_process", arguments=_WHY | {"amount": Decimal(1)}),
    "settle_payment": Ready(stage="awaiting_payment"),
    "extend": Ready(stage="in_process", arguments=_WHY | {"new_day": date(2026, 12, 4)}),
    "apologise": Ready(stage="overdue", at=vn("2026-11-25 09:00"), arguments=_WHY | {"expected_on": date(2026, 12, 4)}),
    "finish": Ready(stage="at_last_step", arguments={"outcome": Outcome.GRANTED}),
    "return_result": Ready(stage="done"),
    "change_return_way": Ready(stage="in_process", arguments=_WHY | {"return_way": Channel.ONLINE}),
    "correct": Ready(stage="in_process", arguments=_WHY | {"persons": (Correction(address="x"),)}),
    "withdraw": Ready(stage="in_process", arguments=_WHY),
    "stop": Ready(stage="in_process", arguments=_WHY),
}


def come_to(move: str, life: Lives) -> int:
    """A dossier on which the move can be made."""
    dossier: int = getattr(life, READY[move].stage)()
    return dossier


def arguments(move: str, world: World) -> dict[str, Any]:
    if move == "assign":
        return {"to_user_id": world.who("official", world.rach_gia).user_id}
    if move == "consult":
        return {"agency_id": world.police.id, **READY[move].arguments}
    if move == "involve":
        return {"agencies": (Asked(agency_id=world.police.id, content="x", due_at=vn("2026-11-19 17:00")),)}
    return READY[move].arguments


def make(move: str, dossier: int, life: Lives) -> DossierMoved:
    return life.do(move, dossier, at=READY[move].at, **arguments(move, life.world))
