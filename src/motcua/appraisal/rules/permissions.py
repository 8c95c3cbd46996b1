"""Whose points may somebody see, who may contest one, and who decides?"""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from typing import Protocol

from motcua.foundation.errors import NotAllowed
from motcua.foundation.four_eyes import Lent

#: Who judges every unit, where the post is of the province.
JUDGES = frozenset({"reform", "inspector"})


class Acts(Protocol):
    """What the rules ask of an actor."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def roles(self) -> AbstractSet[str]: ...
    @property
    def lent(self) -> Collection[Lent]: ...
    def has(self, role: str, agency_id: int, /) -> bool: ...


class Judged(Protocol):
    """Whose points: a unit's, or an official's there."""

    @property
    def agency_id(self) -> int: ...
    @property
    def user_id(self) -> int | None: ...


class PointsOfOthers(NotAllowed):
    code = "points_of_others"
    vi = "Bạn chỉ xem được điểm của mình, của đơn vị mình phụ trách, hoặc của cả tỉnh khi làm cải cách hành chính, thanh tra."
    en = "You may see your own points, those of the unit you head, or all of the province as reform office or inspectorate."


class MayNotContest(NotAllowed):
    code = "may_not_contest"
    vi = "Chỉ người được chấm hoặc trưởng đơn vị của họ đề nghị sửa điểm."
    en = "Only who is judged, or the head of their unit, asks for a correction."


class MayNotEnter(NotAllowed):
    code = "may_not_enter_finding"
    vi = "Kết quả kiểm tra, báo cáo do theo dõi cải cách hành chính hoặc thanh tra ghi, không phải người phụ trách đơn vị ấy."
    en = "The reform office or the inspectorate writes down what was found, and never who heads that unit."


class MayNotDecide(NotAllowed):
    code = "may_not_decide_contest"
    vi = "Đề nghị sửa điểm do theo dõi cải cách hành chính hoặc thanh tra quyết định, không phải người đề nghị hay người được chấm."
    en = "The reform office or the inspectorate decides, and never who asked or is judged."


def heads(actor: Acts, agency_id: int) -> bool:
    """Whether the actor heads or leads an agency.

    Basis: house choice.
    """
    return actor.has("head", agency_id) or actor.has("leader", agency_id)


def may_see(actor: Acts, *, agency_id: int, user_id: int | None, sees_all: bool) -> bool:
    """One's own points, those of the unit one heads, all for who judges the province.

    Basis: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (purpose); house choice for the roles.
    """
    return sees_all or heads(actor, agency_id) or (user_id is not None and user_id == actor.user_id)


def may_enter(actor: Acts, *, agency_id: int, judges_province: bool) -> bool:
    """Whether the actor writes down what an inspection or a report found at a unit: who judges the province, never who heads the unit.

    Basis: TT 01/2018/TT-VPCP Điều 14 [prev] (inspection, reports); house choice for the roles.
    """
    return judges_province and not heads(actor, agency_id)


def may_contest(actor: Acts, *, agency_id: int, user_id: int | None) -> bool:
    """Who is judged, and the head of their unit.

    Basis: house choice (who is judged is heard).
    """
    return heads(actor, agency_id) or (user_id is not None and user_id == actor.user_id)


def require_contest(actor: Acts, *, agency_id: int, user_id: int | None) -> None:
    """Raises MayNotContest.

    Basis: house choice (who is judged is heard).
    """
    if not may_contest(actor, agency_id=agency_id, user_id=user_id):
        raise MayNotContest


def may_decide(actor: Acts, *, asked_by: int, judged: Judged, judges_province: bool) -> bool:
    """Whether the actor decides: neither who asked, nor who is judged or heads the unit that is, nor in the name of one of these.

    Basis: house choice (nobody decides on what they asked for, or on themselves).
    """
    eyes = {actor.user_id, *(one.user_id for one in actor.lent if one.role in JUDGES)}
    is_own = heads(actor, judged.agency_id) if judged.user_id is None else judged.user_id in eyes
    return judges_province and asked_by not in eyes and not is_own
