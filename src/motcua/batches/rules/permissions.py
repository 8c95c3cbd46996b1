"""Who may hand in a list, see it, and let it be filed?"""

from typing import Protocol

from motcua.foundation.errors import NotAllowed


class Acts(Protocol):
    @property
    def kind(self) -> str: ...
    def has(self, role: str, agency_id: int, /) -> bool: ...


class NotYourList(NotAllowed):
    code = "not_your_list"
    vi = "Danh sách này của trung tâm khác. Chỉ cán bộ một cửa của trung tâm đó mở được."
    en = "This list is another centre's. Only counter staff of that centre may open it."


def may_handle(actor: Acts, centre_id: int) -> bool:
    """Counter staff of the centre that receives the list; nobody else, not even the program.

    Basis: NĐ 118/2025 Điều 8 (duties of one-stop staff: receive, check, digitise).
    """
    return actor.has("counter", centre_id)


def require(actor: Acts, centre_id: int) -> None:
    """Raises NotYourList.

    Basis: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (purpose): a list names people.
    """
    if not may_handle(actor, centre_id):
        raise NotYourList
