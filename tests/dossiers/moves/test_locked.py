"""A dossier that is locked for the archive stays as it is, whoever comes with whatever move."""

import pytest
from tests.dossiers import given
from tests.dossiers.given import LATER, Lives, World, vn
from tests.dossiers.moves import ready

from motcua.dossiers import public as dossiers
from motcua.dossiers.operations.owed.owing import give_receipt
from motcua.dossiers.public import MOVES, DossierLocked, NotEnded, NotItsKeeper, NotLocked
from motcua.foundation.errors import DomainError
from motcua.journal import public as journal
from motcua.organization.public import SYSTEM

LOCKED = vn("2026-11-18 09:00")
_MOVES = [move.name for move in MOVES if move.name != "submit"]


def lock(dossier: int) -> None:
    dossiers.lock_dossier(dossier_id=dossier, actor=SYSTEM, at=LOCKED, said={"years": 10})


@pytest.mark.parametrize("move", _MOVES)
def test_no_move_of_the_table_changes_a_locked_dossier(world: World, life: Lives, move: str) -> None:
    dossier = life.returned()
    lock(dossier)
    before = given.dossier(dossier)

    for actor in (SYSTEM, world.who("leader", world.rach_gia), world.who("counter", world.rach_gia_centre)):
        with pytest.raises(DossierLocked, match="opens it again"):
            dossiers.perform(
                move=move, dossier_id=dossier, actor=actor, at=vn("2026-11-20 09:00"), **ready.arguments(move, world)
            )

    after = given.dossier(dossier)
    assert (after.state, after.moves, after.last_at) == (before.state, before.moves, before.last_at)


def test_a_locked_dossier_gets_no_document(world: World, life: Lives) -> None:
    dossier = life.returned()
    lock(dossier)

    with pytest.raises(DossierLocked):
        give_receipt(dossier_id=dossier, actor=world.who("counter", world.rach_gia_centre), at=vn("2026-11-20 09:00"))


@pytest.mark.parametrize("stage", ["filed", "accepted", "in_process", "awaiting_supplement", "done"])
def test_what_has_not_ended_is_not_locked(life: Lives, stage: str) -> None:
    dossier = getattr(life, stage)()

    with pytest.raises(NotEnded):
        lock(dossier)


def test_locking_and_opening_again_are_facts_and_the_chain_holds(world: World, life: Lives) -> None:
    dossier = life.withdrawn()
    lock(dossier)
    leader = world.who("leader", world.rach_gia)
    dossiers.unlock_dossier(dossier_id=dossier, reason="Thiếu giấy ủy quyền của bà Sáu", actor=leader, at=vn("2026-11-19 09:00"))

    facts = journal.history(f"dossier:{dossier}")
    assert [fact.name for fact in facts[-2:]] == ["DossierLocked", "DossierUnlocked"]
    assert facts[-1].position == given.dossier(dossier).moves
    assert "Sáu" not in str(facts[-1].payload)
    assert given.dossier(dossier).archived_at is None
    assert journal.verify().ok


@pytest.mark.parametrize("role", ["official", "counter"])
def test_staff_who_keep_no_records_lock_nothing(world: World, life: Lives, role: str) -> None:
    dossier = life.withdrawn()
    place = world.rach_gia if role == "official" else world.rach_gia_centre

    with pytest.raises(NotItsKeeper):
        dossiers.lock_dossier(dossier_id=dossier, actor=world.who(role, place), at=LOCKED, said={})


def test_only_a_leader_opens_again_and_only_what_is_locked(world: World, life: Lives) -> None:
    dossier = life.withdrawn()
    clerk, leader = world.who("clerk", world.rach_gia), world.who("leader", world.rach_gia)

    refused: list[type[DomainError]] = [NotLocked, NotItsKeeper]
    for actor, error in zip((leader, clerk), refused, strict=True):
        with pytest.raises(error):
            dossiers.unlock_dossier(dossier_id=dossier, reason="x", actor=actor, at=LATER)
