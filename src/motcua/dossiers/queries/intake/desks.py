"""At whose counter somebody receives."""

from motcua.foundation.errors import NotAllowed
from motcua.organization import public as organization


class NotCounterStaff(NotAllowed):
    code = "not_counter_staff"
    vi = "Chỉ cán bộ một cửa đang tiếp nhận tại một trung tâm mới làm được việc này."
    en = "Only counter staff who receive at a centre may do this."


def require_desk(actor: organization.Actor) -> organization.AgencyFact:
    """The centre at whose counter somebody receives. Raises NotCounterStaff."""
    if desk := organization.desk_of(actor):
        return desk
    raise NotCounterStaff
