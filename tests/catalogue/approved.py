"""Approved processes as tests of several rooms of the catalogue put them in force."""

from datetime import date

from tests.catalogue.factories import AT, Keeper

from motcua.catalogue import public as catalogue
from motcua.catalogue.public import StepOutcome, StepTerms
from motcua.organization import public as organization
from motcua.organization.public import SYSTEM, Kind, Level, NewAgency

CODE, DAY = "1.000001", date(2026, 11, 9)
CONTROL = Keeper(roles=frozenset({"control"}))


def step(number: int, kind: str = "examine", minutes: int = 60, **more: object) -> StepTerms:
    values = {"key": f"{kind}_{number}", "name": f"Bước {number}", "role": "official", "place": "competent"} | more
    return StepTerms(number=number, kind=kind, minutes=minutes, **values)  # type: ignore[arg-type]


STEPS = (
    step(1, "receive", role="counter", place="centre", outcomes=(StepOutcome(label="Đủ", target="next"),)),
    step(2, work="Xem hồ sơ", document="Phiếu thẩm định"),
    step(3, "consult", minutes=30, beside="examine_2", place="agency", agency="Cơ quan chuyên môn"),
    step(4, "return", role="counter", place="centre"),
)


def approve(
    *, agencies: frozenset[int] = frozenset(), on: date = DAY, steps: tuple[StepTerms, ...] = STEPS, actor: Keeper = CONTROL,
    frame_on: date = DAY, code: str = CODE,
) -> int:  # fmt: skip
    frame = catalogue.process_frame(procedure_code=code, on=frame_on)
    approved = catalogue.Approved(
        version_id=frame.version_id, name="Quy trình thử", steps=steps, agency_ids=agencies, valid_from=on, decision="12/QĐ-UBND",
        decided_on=DAY,
    )  # fmt: skip
    return catalogue.put_process_in_force(approved=approved, actor=actor, at=AT).process_id


def process_at(agency: int | None = None, on: date = DAY) -> int:
    return catalogue.terms_in_force(procedure_code=CODE, on=on, agency_id=agency).process_id


def three_communes() -> list[int]:
    top = organization.create_agency(
        new=NewAgency(name="UBND tỉnh", kind=Kind.PROVINCE, level=Level.PROVINCE),
        actor=SYSTEM,
        at=AT,
        valid_from=date(2025, 7, 1),
    )
    return [
        organization.create_agency(
            new=NewAgency(name=f"Xã {n}", kind=Kind.COMMUNE, level=Level.COMMUNE, parent_id=top.id),
            actor=SYSTEM, at=AT, valid_from=date(2025, 7, 1),
        ).id
        for n in range(3)
    ]  # fmt: skip
