"""Processes approved for the ward of Rạch Giá, or for all."""

from datetime import timedelta

from tests.dossiers import factories
from tests.dossiers.given import AT, World

from motcua.catalogue import public as catalogue
from motcua.catalogue.public import StepTerms
from motcua.foundation import clock
from motcua.organization.public import SYSTEM, Role

CODE = factories.FIVE_DAYS


def step(number: int, kind: str, role: Role, **more: object) -> StepTerms:
    place = "centre" if role is Role.COUNTER else "competent"
    values: dict[str, object] = {"key": f"{kind}{number}", "name": f"{kind} {number}", "place": place, "minutes": 60}
    return StepTerms(number=number, kind=kind, role=role, **(values | more))  # type: ignore[arg-type]


def approve(world: World, *steps: StepTerms, own: bool = True, days: int = 0, code: str = CODE) -> int:
    day = clock.local_day(AT) + timedelta(days=days)
    approved = catalogue.Approved(
        version_id=catalogue.process_frame(procedure_code=code, on=day).version_id, name="Riêng", steps=steps,
        agency_ids=frozenset({world.rach_gia.id}) if own else frozenset(), valid_from=day, decision="1/QĐ-UBND", decided_on=day,
    )  # fmt: skip
    return catalogue.put_process_in_force(approved=approved, actor=SYSTEM, at=AT).process_id


SHORT = (step(1, "receive", Role.COUNTER), step(2, "sign", Role.LEADER), step(3, "return", Role.COUNTER))
