"""Who may hold codes, hand in what was kept, and look at it again?"""

from typing import Protocol

from motcua.foundation.errors import NotAllowed


class Acts(Protocol):
    @property
    def kind(self) -> str: ...
    def has(self, role: str, agency_id: int, /) -> bool: ...


class NotYourCodes(NotAllowed):
    code = "not_your_codes"
    vi = "Các mã này do trung tâm khác giữ. Chỉ cán bộ một cửa của trung tâm đó dùng và xem được."
    en = "These codes are held by another centre. Only its counter staff use and see them."


def may_handle(actor: Acts, centre_id: int) -> bool:
    """Counter staff of the centre whose codes they are: who holds them, or a colleague in their place when they cannot.

    Basis: NĐ 118/2025 Điều 8 (duties of one-stop staff: receive, check, digitise); a colleague's help is a house choice.
    """
    return actor.has("counter", centre_id)


def require(actor: Acts, centre_id: int) -> None:
    """Raises NotYourCodes.

    Basis: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (purpose): what was kept names people.
    """
    if not may_handle(actor, centre_id):
        raise NotYourCodes
