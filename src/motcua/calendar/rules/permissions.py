"""Who may change the calendar?"""

from collections.abc import Iterable

from motcua.calendar.facts import Actor
from motcua.foundation.errors import NotAllowed

#: Values of the roles, not their class: the room that owns roles stands above this one.
EDITORS = frozenset({"control", "operator"})


class NotCalendarEditor(NotAllowed):
    code = "not_calendar_editor"
    vi = "Chỉ kiểm soát thủ tục hành chính hoặc quản trị hệ thống được sửa lịch làm việc."
    en = "Only procedure control or an operator may change the working calendar."


def may_edit(actor: Actor) -> bool:
    """Whether the actor holds a role that keeps the calendar. Basis: house choice."""
    roles = actor.roles
    return isinstance(roles, Iterable) and any(str(role) in EDITORS for role in roles)


def require_editor(actor: Actor) -> None:
    """Let only editors pass. Raises NotCalendarEditor. Basis: house choice."""
    if not may_edit(actor):
        raise NotCalendarEditor
