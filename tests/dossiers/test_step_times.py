"""Whose a step is and until when it should be done, also around the time in which the applicant is awaited.

Monday 16/11/2026 to Friday 27/11, eight hours a day, 07:00–11:00 and 13:00–17:00; Tuesday 24/11 is off.
"""

import pytest
from tests.dossiers import given
from tests.dossiers.given import Lives, World, vn

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Holder
from motcua.organization.public import Role


def minutes(dossier: int, at: str) -> tuple[int, int]:
    """What the unit held, and nobody."""
    shares = dossiers.shares(given.dossier_detail(dossier, at=vn(at)).segments)
    return shares[Holder.UNIT], shares[Holder.NOBODY]


@pytest.mark.parametrize(
    ("accepted", "unit", "nobody"),
    [
        (None, 8 * 60, 0),  # filed and received in one: Mon 08–11, 13–17, Tue 07–08
        ("2026-11-16 10:00", 60 + 4 * 60 + 60, 2 * 60),  # Mon 10–11, 13–17, Tue 07–08
        ("2026-11-17 07:30", 30, 7 * 60 + 30),
        ("2026-11-17 08:00", 0, 8 * 60),  # handed over at once
    ],
)
def test_between_acceptance_and_hand_over_a_dossier_is_the_counters(
    world: World, life: Lives, accepted: str | None, unit: int, nobody: int
) -> None:
    counter = world.who("counter", world.rach_gia_centre)
    dossier = life.filed(accept=accepted is None)
    if accepted:
        life.do("accept", dossier, at=vn(accepted))

    assert given.open_step(dossier).assignee_id == counter.user_id
    assert minutes(dossier, "2026-11-17 08:00") == (unit, nobody)
    life.do("forward", dossier, at=vn("2026-11-17 08:00"))
    assert minutes(dossier, "2026-11-17 08:00") == (unit, nobody)


def test_who_took_a_dossier_before_it_was_accepted_keeps_it(world: World, life: Lives) -> None:
    colleague = given.official(Role.COUNTER, world.rach_gia_centre, username="counter.two")
    dossier = life.filed()
    life.do("assign", dossier, at=vn("2026-11-16 09:00"), actor=colleague, to_user_id=colleague.user_id)

    life.do("accept", dossier, at=vn("2026-11-16 10:00"))

    step = given.open_step(dossier)
    assert (step.assignee_id, step.assigned_at) == (colleague.user_id, vn("2026-11-16 09:00"))
