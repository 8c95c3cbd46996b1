"""Which agency may decide a procedure?"""

from collections.abc import Set as AbstractSet
from typing import Protocol

from motcua.foundation.errors import Invalid


class Decides(Protocol):
    """What the rule asks of an agency."""

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


def decides(agency: Decides, *, levels: AbstractSet[str], centres: AbstractSet[str]) -> bool:
    """Whether an agency decides procedures of these levels: its own level's; a service centre receives and returns, and decides none.

    Basis: NĐ 118/2025 (duties of centres and of competent agencies), by the levels of the procedure.
    """
    return agency.level in levels and agency.kind not in centres


def require_competent(agency: Decides, *, procedure: str, levels: AbstractSet[str], centres: AbstractSet[str]) -> None:
    """Raises DoesNotDecide for a centre, WrongLevel for an agency of another level.

    Basis: NĐ 118/2025 (duties of centres and of competent agencies), by the levels of the procedure.
    """
    if decides(agency, levels=levels, centres=centres):
        return
    if agency.kind in centres:
        raise DoesNotDecide(agency=agency.name)
    said = ", ".join(_LEVELS.get(level, level) for level in sorted(levels))
    raise WrongLevel(procedure=procedure, agency=agency.name, levels=said, levels_en=", ".join(sorted(levels)))
