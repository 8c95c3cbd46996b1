"""Reception: a dossier is taken or refused, and handed to the agency that decides it."""

from tests.dossiers import given
from tests.dossiers.factories import MARRIAGE
from tests.dossiers.given import AT, DUE, LATER, Lives, World, vn

from motcua.dossiers.models import Step
from motcua.dossiers.public import State
from motcua.dossiers.queries.texts import digests


def test_accept(world: World, life: Lives) -> None:
    dossier = life.filed()

    moved = life.do("accept", dossier, at=LATER)

    promised = vn("2026-11-25 17:00")  # 18, 19, 20, 23, (24), 25
    assert given.seen_on(dossier) == (State.RECEIVED, promised, promised, 2)
    row = given.dossier(dossier)
    assert (row.filed_at, row.accepted_at, row.started_at) == (AT, LATER, LATER)
    assert given.open_step(dossier).sort_at == row.due_at
    assert given.recorded(dossier, "accept")["due"] == "2026-11-25T10:00:00+00:00"
    assert (moved.state, moved.due_at, moved.moves, moved.repeated) == (State.RECEIVED, row.due_at, 2, False)


def test_refuse(world: World, life: Lives) -> None:
    dossier = life.filed()

    life.do("refuse", dossier, at=LATER, reason="Không thuộc thẩm quyền")

    row = given.dossier(dossier)
    assert (row.state, row.closed_at, row.due_at, row.accepted_at) == (State.NOT_ACCEPTED, LATER, None, None)
    step = Step.objects.get(dossier=dossier)
    assert (step.outcome, step.note, step.closed_at) == ("refused", "Không thuộc thẩm quyền", LATER)
    assert step.closed_by_id == world.who("counter", world.rach_gia_centre).user_id
    assert given.recorded(dossier, "refuse") | digests(dossier_id=dossier, reason="Không thuộc thẩm quyền") == given.recorded(
        dossier, "refuse"
    )


def test_forward(world: World, life: Lives) -> None:
    dossier = life.accepted()

    life.do("forward", dossier, at=LATER)

    assert given.seen_on(dossier) == (State.IN_PROCESS, DUE, DUE, 3)
    step = given.open_step(dossier)
    assert (step.kind, step.role, step.agency_id, step.assignee_id) == ("examine", "official", world.rach_gia.id, None)
    assert (step.opened_at, step.sort_at) == (LATER, DUE)
    assert given.recorded(dossier, "forward")["to"] == world.rach_gia.id


def test_forward_beyond_a_boundary_starts_the_clock(world: World, life: Lives) -> None:
    dossier = life.accepted(competent=world.phu_quoc, centre=world.rach_gia_centre)
    promised = given.dossier(dossier)
    assert (promised.started_at, promised.due_at) == (None, DUE)

    life.do("forward", dossier, at=LATER)

    row = given.dossier(dossier)
    # Counted from Tue 17, when Phú Quốc has it: 18, 19, 20, 23, (24), 25. The receipt's promise is kept beside it.
    assert (row.started_at, row.due_at, row.first_due_at) == (LATER, vn("2026-11-25 17:00"), DUE)


def test_what_is_promised_for_the_same_day_stands_before_the_others(life: Lives) -> None:
    dossier, other = life.in_process(procedure=MARRIAGE, at=vn("2026-11-16 09:00")), life.in_process()

    assert given.dossier(dossier).due_at == vn("2026-11-16 17:00")  # by the civil status law
    assert given.open_step(dossier).sort_at == vn("2026-11-16 17:00") < given.open_step(other).sort_at
