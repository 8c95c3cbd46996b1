"""Who may change the calendar?"""

from motcua.calendar.facts import Actor
from motcua.foundation.errors import NotAllowed

#: Values of the roles, not their class: the room that owns roles stands above this one.
EDITORS = frozenset({"control", "operator"})


class NotCalendarEditor(NotAllowed):
    code = "not_calendar_editor"
    vi = (
        "Chỉ kiểm soát thủ tục hành chính hoặc quản trị vận hành của tỉnh được sửa lịch làm việc chung;"
        " lịch riêng của một cơ quan do người giữ vai trò đó ở cơ quan này hoặc cơ quan cấp trên sửa."
    )
    en = (
        "Only the province's procedure control or operators may change the common working calendar;"
        " an agency's own is changed by those of that agency or of one above it."
    )


def may_edit(actor: Actor, *, agency_id: int | None = None) -> bool:
    """Whether the actor keeps the calendar of an agency, or the one of all (None).

    Basis: house choice: a day off for all moves every promised due time of the province.
    """
    return actor.holds_over(agency_id, EDITORS)


def require_editor(actor: Actor, *, agency_id: int | None = None) -> None:
    """Let only those pass who keep that calendar. Raises NotCalendarEditor. Basis: as for `may_edit`."""
    if not may_edit(actor, agency_id=agency_id):
        raise NotCalendarEditor
