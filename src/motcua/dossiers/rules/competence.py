"""Which agency may decide a procedure?"""

from collections.abc import Set as AbstractSet
from typing import Protocol

from motcua.foundation.errors import Invalid


class Decides(Protocol):
    """What the rule asks of an agency."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def kind(self) -> str: ...


_LEVELS = {"province": "tỉnh", "commune": "xã"}


class DoesNotDecide(Invalid):
    code = "does_not_decide"
    vi = "«{agency}» tiếp nhận và trả kết quả, không giải quyết thủ tục. Chọn cơ quan giải quyết."
    en = "“{agency}” receives dossiers and returns results; it does not decide procedures. Choose the agency that decides."


class WrongLevel(Invalid):
    code = "wrong_level"
    vi = "Thủ tục {procedure} không do «{agency}» giải quyết: thuộc cấp {levels}."
    en = "“{agency}” does not decide procedure {procedure}; its level is: {levels_en}."


class NotTheAgency(Invalid):
    code = "not_the_agency"
    vi = "Thủ tục {procedure} chỉ do một cơ quan giải quyết, không phải «{agency}». Chọn lại cơ quan giải quyết."
    en = "The procedure {procedure} is decided by one agency only, and “{agency}” is not it. Choose the agency again."


class NotReceivedHere(Invalid):
    code = "not_received_here"
    vi = "Thủ tục {procedure} chỉ nhận tại trung tâm của nơi giải quyết; «{centre}» không nhận cho «{agency}»."
    en = "The procedure {procedure} is received only at the centre of the agency that decides; “{centre}” does not receive for “{agency}”."


def decides(agency: Decides, *, levels: AbstractSet[str], centres: AbstractSet[str], only: int | None = None) -> bool:
    """Whether an agency decides procedures of these levels: its own level's, or the `only` one; a service centre decides none.

    Basis: NĐ 118/2025 (duties of centres and of competent agencies), by the levels of the procedure.
    """
    return agency.kind not in centres and (agency.level in levels if only is None else agency.id == only)


def require_received(centre: Decides, agency: Decides, *, procedure: str, boundary: str, houses: AbstractSet[int]) -> None:
    """Raises NotReceivedHere when a procedure that knows a boundary comes to another's centre.

    Basis: NĐ 118/2025 Điều 14 (reception regardless of boundary); NĐ 309/2026 Điều 7.
    """
    if boundary == "none" and agency.id not in houses:
        raise NotReceivedHere(procedure=procedure, centre=centre.name, agency=agency.name)


def require_competent(
    agency: Decides, *, procedure: str, levels: AbstractSet[str], centres: AbstractSet[str], only: int | None = None
) -> None:
    """Raises DoesNotDecide for a centre, NotTheAgency beside the only one, WrongLevel for an agency of another level.

    Basis: NĐ 118/2025 (duties of centres and of competent agencies), by the levels of the procedure.
    """
    if decides(agency, levels=levels, centres=centres, only=only):
        return
    if agency.kind in centres:
        raise DoesNotDecide(agency=agency.name)
    if only is not None:
        raise NotTheAgency(procedure=procedure, agency=agency.name)
    said = ", ".join(_LEVELS.get(level, level) for level in sorted(levels))
    raise WrongLevel(procedure=procedure, agency=agency.name, levels=said, levels_en=", ".join(sorted(levels)))
