"""Whose points may somebody see, who may contest one, and who decides?"""

from collections.abc import Set as AbstractSet
from typing import Protocol

from motcua.foundation.errors import NotAllowed


class Acts(Protocol):
    """What the rules ask of an actor."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def roles(self) -> AbstractSet[str]: ...
    def has(self, role: str, agency_id: int, /) -> bool: ...


class PointsOfOthers(NotAllowed):
    code = "points_of_others"
    vi = "Bạn chỉ xem được điểm của mình, của đơn vị mình phụ trách, hoặc của cả tỉnh khi làm cải cách hành chính, thanh tra."
    en = "You may see your own points, those of the unit you head, or all of the province as reform office or inspectorate."


class MayNotContest(NotAllowed):
    code = "may_not_contest"
    vi = "Chỉ người được chấm hoặc trưởng đơn vị của họ đề nghị sửa điểm."
    en = "Only who is judged, or the head of their unit, asks for a correction."


class MayNotDecide(NotAllowed):
    code = "may_not_decide_contest"
    vi = "Đề nghị sửa điểm do theo dõi cải cách hành chính hoặc thanh tra quyết định, không phải người đề nghị."
    en = "The reform office or the inspectorate decides, and never who asked."


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


def require_contest(actor: Acts, *, agency_id: int, user_id: int | None) -> None:
    """Raises MayNotContest.

    Basis: house choice (who is judged is heard).
    """
    if not heads(actor, agency_id) and (user_id is None or user_id != actor.user_id):
        raise MayNotContest


def require_decide(actor: Acts, *, asked_by: int, judges_province: bool) -> None:
    """Raises MayNotDecide.

    Basis: house choice (nobody decides on what they asked for).
    """
    if not judges_province or actor.user_id == asked_by:
        raise MayNotDecide
