"""May anything of this dossier still change, and who locks it for the archive or opens it again?"""

from datetime import datetime
from typing import Protocol

from motcua.foundation import clock
from motcua.foundation.errors import NotAllowed, NotPossible

#: Who keeps the dossiers of an agency or of a centre, and who may open a locked one again.
KEEPERS, OPENERS = ("clerk", "head", "leader"), ("leader",)


class Acts(Protocol):
    """What the rules ask of an actor."""

    @property
    def kind(self) -> str: ...
    def has(self, role: str, agency_id: int, /) -> bool: ...


class DossierLocked(NotPossible):
    code = "dossier_locked"
    vi = "Hồ sơ {code} đã khóa để lưu trữ từ {since}: không làm thêm, không sửa được. Nếu thật cần, lãnh đạo cơ quan mở lại ở phần «Lưu trữ» của trang hồ sơ và ghi lý do."
    en = "Dossier {code} has been locked for the archive since {since}: nothing of it can be done or changed. Where it must be, a leader opens it again under “Archive” on its page, with a reason."


class NotEnded(NotPossible):
    code = "dossier_not_ended"
    vi = "Hồ sơ {code} chưa kết thúc nên chưa khóa được. Làm xong, trả kết quả rồi khóa."
    en = "Dossier {code} has not ended, so it cannot be locked. Finish it and return the result first."


class NotLocked(NotPossible):
    code = "dossier_not_locked"
    vi = "Hồ sơ {code} không khóa, không cần mở lại."
    en = "Dossier {code} is not locked; there is nothing to open."


class NotItsKeeper(NotAllowed):
    code = "not_its_keeper"
    vi = "Việc này của văn thư, trưởng đơn vị hoặc lãnh đạo của nơi tiếp nhận hay cơ quan giải quyết; mở lại hồ sơ đã khóa chỉ lãnh đạo làm."
    en = "This belongs to the clerk, the head or the leader of the centre or of the competent agency; only a leader opens a locked dossier again."


def require_unlocked(*, code: str, archived_at: datetime | None) -> None:
    """Raises DossierLocked.

    Basis: Thông tư 13/2023/TT-BNV (what is handed to the archive stays as it was); house choice for the moment.
    """
    if archived_at is not None:
        raise DossierLocked(code=code, since=f"{clock.local(archived_at):%H:%M %d/%m/%Y}")


def keeps(actor: Acts, *, centre_id: int, competent_id: int, roles: tuple[str, ...] = KEEPERS) -> bool:
    """Whether the actor keeps the dossiers of its centre or of its competent agency.

    Basis: Luật Lưu trữ 33/2024/QH15 (each agency keeps its own records); house choice for the roles.
    """
    return actor.kind == "system" or any(actor.has(role, place) for role in roles for place in (centre_id, competent_id))


def require_keeper(actor: Acts, *, centre_id: int, competent_id: int, roles: tuple[str, ...] = KEEPERS) -> None:
    """Raises NotItsKeeper.

    Basis: as for `keeps`.
    """
    if not keeps(actor, centre_id=centre_id, competent_id=competent_id, roles=roles):
        raise NotItsKeeper
