"""Who may do what in a waiting room?"""

from collections.abc import Collection
from typing import Protocol

from motcua.foundation.errors import NotAllowed

KEEPERS = frozenset({"head", "leader", "operator"})
WATCHERS = frozenset({"head", "leader", "inspector", "operator"})
READERS = frozenset({"counter", "head", "leader", "operator", "control", "reform", "inspector"})


class Actor(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def user_id(self) -> int | None: ...
    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool: ...
    def has(self, role: str, agency_id: int, /) -> bool: ...


class NotOfThisDesk(NotAllowed):
    code = "not_of_this_desk"
    vi = "Chỉ cán bộ một cửa của trung tâm này được gọi và phục vụ số thứ tự ở đây."
    en = "Only counter staff of this centre call and serve tickets here."


class NotRoomKeeper(NotAllowed):
    code = "not_room_keeper"
    vi = "Chỉ trưởng đơn vị, lãnh đạo hoặc quản trị vận hành của trung tâm được đặt quầy, nhóm dịch vụ, thiết bị và camera."
    en = "Only the head, a leader or an operator over this centre sets up counters, service groups, devices and cameras."


class NotCameraKeeper(NotAllowed):
    code = "not_camera_keeper"
    vi = "Chỉ quản trị vận hành được ghi địa chỉ camera, vì máy chủ sẽ hỏi đến địa chỉ đó."
    en = "Only an operator enters the address of a camera, because the server will ask it."


class NotWatcher(NotAllowed):
    code = "not_watcher"
    vi = "Chỉ trưởng đơn vị, lãnh đạo, thanh tra hoặc quản trị vận hành của trung tâm được xem hình từ camera."
    en = "Only the head, a leader, an inspector or an operator over this centre sees pictures of its cameras."


class NotRoomReader(NotAllowed):
    code = "not_room_reader"
    vi = "Số liệu phòng chờ của trung tâm này dành cho cán bộ của trung tâm và người quản lý, kiểm soát, thanh tra."
    en = "The figures of this waiting room are for its staff and for who leads, controls or inspects it."


def may_serve(actor: Actor, centre_id: int) -> bool:
    """Whether somebody calls and serves at a centre. Basis: NĐ 118/2025 Điều 13 (staff of the desk); a head helps out by house choice."""
    return actor.has("counter", centre_id) or actor.holds_over(centre_id, {"head"})


def may_keep(actor: Actor, centre_id: int) -> bool:
    """Whether somebody sets up counters, groups, devices and cameras. Basis: house choice."""
    return actor.holds_over(centre_id, KEEPERS)


def may_keep_cameras(actor: Actor, centre_id: int) -> bool:
    """Whether somebody enters addresses that the server asks. Basis: house choice."""
    return actor.holds_over(centre_id, {"operator"})


def require_camera_keeper(actor: Actor, centre_id: int) -> None:
    """Raises NotCameraKeeper. Basis: as for `may_keep_cameras`."""
    if not may_keep_cameras(actor, centre_id):
        raise NotCameraKeeper


def may_watch(actor: Actor, centre_id: int) -> bool:
    """Whether somebody sees the pictures of a camera. Basis: house choice; every look is recorded."""
    return actor.holds_over(centre_id, WATCHERS)


def may_read(actor: Actor, centre_id: int) -> bool:
    """Whether somebody reads the figures of a waiting room. Basis: house choice."""
    return actor.holds_over(centre_id, READERS)


def require_server(actor: Actor, centre_id: int) -> None:
    """Raises NotOfThisDesk. Basis: as for `may_serve`."""
    if not may_serve(actor, centre_id):
        raise NotOfThisDesk


def require_keeper(actor: Actor, centre_id: int) -> None:
    """Raises NotRoomKeeper. Basis: as for `may_keep`."""
    if not may_keep(actor, centre_id):
        raise NotRoomKeeper


def require_watcher(actor: Actor, centre_id: int) -> None:
    """Raises NotWatcher. Basis: as for `may_watch`."""
    if not may_watch(actor, centre_id):
        raise NotWatcher


def require_reader(actor: Actor, centre_id: int) -> None:
    """Raises NotRoomReader. Basis: as for `may_read`."""
    if not may_read(actor, centre_id):
        raise NotRoomReader


def reads_any(actor: Actor, centre_ids: Collection[int]) -> bool:
    """Whether there is a waiting room that somebody sets up or reads. Basis: house choice."""
    return any(may_read(actor, centre_id) for centre_id in centre_ids)
