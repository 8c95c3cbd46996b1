"""A waiting room and its mornings, by the real operations at chosen times."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from tests.dossiers.given import World, official, vn

from motcua.counters.facts import Rules, Ticket, Way
from motcua.counters.models import WaitingRoom
from motcua.counters.operations import calling, rooms, seats, taking
from motcua.counters.queries import rooms as reading
from motcua.organization.public import SYSTEM, Actor, Role

#: A Monday, the doors open at seven.
SEVEN = vn("2026-11-16 07:00")
_KEYS = count(1)


def key() -> str:
    return f"khoa-{next(_KEYS)}"


@dataclass
class Desk:
    """The waiting room of Rạch Giá's centre, with two clerks and their head."""

    world: World
    room_id: int = 0
    clerks: list[Actor] = field(default_factory=list)

    def __post_init__(self) -> None:
        centre = self.world.rach_gia_centre
        self.room_id = rooms.open_room(centre_id=centre.id, actor=SYSTEM, at=SEVEN - timedelta(hours=1))
        second = official(Role.COUNTER, centre, username=f"counter.second.{next(_KEYS)}")
        self.clerks = [self.world.who("counter", centre), second]
        self.head = self.world.who("head", self.world.rach_gia)
        self.groups = {group.letter: group.id for group in reading.groups(self.room_id)}
        self.counters = [counter.id for counter in reading.counters(self.room_id)]

    def sits(self, number: int = 0, *, at: datetime = SEVEN) -> None:
        seats.sit_down(counter_id=self.counters[number], actor=self.clerks[number], at=at)

    def takes(self, letter: str = "A", *, at: datetime = SEVEN, priority: str = "", way: Way = Way.STAFF) -> Ticket:
        return taking.take_ticket(
            room_id=self.room_id, group_id=self.groups[letter], way=way, request_key=key(), actor=self.clerks[0], at=at,
            priority=priority, device_room_id=self.room_id if way is Way.KIOSK else None,
        )  # fmt: skip

    def calls(self, number: int = 0, *, at: datetime) -> Ticket:
        return calling.call_next(counter_id=self.counters[number], request_key=key(), actor=self.clerks[number], at=at)

    def serves(self, ticket: Ticket, number: int = 0, *, at: datetime, minutes: int = 3) -> Ticket:
        """Served and finished."""
        calling.serve_ticket(ticket_id=ticket.id, actor=self.clerks[number], at=at)
        return calling.finish_ticket(ticket_id=ticket.id, actor=self.clerks[number], at=at + timedelta(minutes=minutes))

    def rules(self, **changed: int) -> None:
        before = WaitingRoom.objects.get(pk=self.room_id).fact()
        values = {name: getattr(before.rules, name) for name in Rules.__dataclass_fields__} | changed
        rooms.set_rules(room_id=self.room_id, rules=Rules(**values), takes_phone=True, actor=self.head, at=SEVEN)
