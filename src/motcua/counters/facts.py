"""What passes the door of the waiting room: tickets, counters, calls, appointments, cameras."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from motcua.foundation import dated
from motcua.foundation.confidence import Confidence


class State(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    NO_SHOW = "no_show"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        return _STATES[self]

    @property
    def hue(self) -> str:
        return _HUES.get(self, "")


_STATES = {
    State.WAITING: "Đang chờ", State.CALLED: "Đang mời", State.SERVING: "Đang phục vụ", State.HELD: "Tạm giữ số",
    State.NO_SHOW: "Vắng khi gọi", State.FINISHED: "Đã phục vụ", State.CANCELLED: "Đã hủy số", State.EXPIRED: "Hết ngày",
}  # fmt: skip
_HUES = {State.CALLED: "lua", State.SERVING: "song", State.FINISHED: "la", State.NO_SHOW: "gach"}
#: States in which a ticket still wants something of the day.
ALIVE = frozenset({State.WAITING, State.CALLED, State.SERVING, State.HELD})


class Way(StrEnum):
    """How a ticket was taken."""

    KIOSK = "kiosk"
    STAFF = "staff"
    PHONE = "phone"
    APPOINTMENT = "appointment"

    @property
    def label(self) -> str:
        return {
            Way.KIOSK: "Máy lấy số", Way.STAFF: "Cán bộ in số", Way.PHONE: "Lấy số qua điện thoại", Way.APPOINTMENT: "Đặt lịch hẹn",
        }[self]  # fmt: skip


class BookingState(StrEnum):
    BOOKED = "booked"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"

    @property
    def label(self) -> str:
        return {
            BookingState.BOOKED: "Đã đặt lịch hẹn", BookingState.ARRIVED: "Đã đến", BookingState.CANCELLED: "Đã hủy lịch hẹn",
            BookingState.NO_SHOW: "Không đến",
        }[self]  # fmt: skip


class DeviceKind(StrEnum):
    KIOSK = "kiosk"
    DISPLAY = "display"

    @property
    def label(self) -> str:
        return {DeviceKind.KIOSK: "Máy lấy số", DeviceKind.DISPLAY: "Màn hình chờ"}[self]


class CameraState(StrEnum):
    """What the last check of life found."""

    UNKNOWN = "unknown"
    ALIVE = "alive"
    SILENT = "silent"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        return {
            CameraState.UNKNOWN: "Chưa kiểm tra", CameraState.ALIVE: "Hoạt động", CameraState.SILENT: "Không trả lời",
            CameraState.WRONG: "Trả lời sai",
        }[self]  # fmt: skip

    @property
    def hue(self) -> str:
        return {CameraState.ALIVE: "la", CameraState.SILENT: "gach", CameraState.WRONG: "lua"}.get(self, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityGroup:
    """People whom a centre calls before others, for as long as the row holds."""

    code: str
    name: str
    name_en: str
    valid_from: date
    valid_to: date | None
    basis: str
    confidence: Confidence

    def is_in_force(self, on: date) -> bool:
        return dated.holds(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a centre has decided about its waiting room."""

    #: Times a ticket is called, the first call included, before it may be put down as absent.
    calls: int = 3
    #: After so many tickets called before their turn, one that has no priority is called.
    run: int = 2
    #: An appointment is called first from so many minutes before its slot until so many after it.
    early_minutes: int = 10
    late_minutes: int = 15
    slot_minutes: int = 30
    #: Tickets taken by phone that may wait at a time.
    phone_most: int = 30
    #: Minutes before the opening from which tickets are given.
    opens_minutes: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A service group: letter, name, and the fields it stands for."""

    id: int
    letter: str
    name: str
    fields: tuple[str, ...] = ()
    slot_capacity: int = 0
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterFact:
    id: int
    number: int
    name: str
    is_open: bool
    official_id: int | None
    group_ids: frozenset[int]
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFact:
    """The waiting room of a centre."""

    id: int
    centre_id: int
    rules: Rules
    #: By phone tickets and appointments can be taken.
    takes_phone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    id: int
    room_id: int
    code: str
    label: str
    way: Way
    priority: str
    state: State
    group_id: int
    day: date
    taken_at: datetime
    slot_at: datetime | None = None
    counter_number: int | None = None
    called_at: datetime | None = None
    serving_at: datetime | None = None
    calls: int = 0
    version: int = 0
    outcome: str = ""
    subject: str = ""
    #: It had been made before under the same key.
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An announcement, numbered without a gap within a waiting room."""

    number: int
    ticket: str
    group: str
    counter: int
    counter_name: str
    at: datetime
    is_again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How long somebody waits. Without minutes: `why` says what is missing."""

    minutes: int | None
    why: str = ""
    why_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    id: int
    room_id: int
    group_id: int
    code: str
    slot_at: datetime
    state: BookingState
    ticket_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a look at a camera found: its state, a word why, and the picture if there was one."""

    state: CameraState
    said: str = ""
    image: bytes = b""
    image_type: str = ""
