"""What several screens show alike: a centre's queue with times, and the waiting of all centres."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.counters import facts
from motcua.counters.facts import CounterFact, Estimate, Group, State, Ticket
from motcua.counters.models import Counter, ServiceGroup, WaitingRoom
from motcua.counters.queries import rooms
from motcua.counters.rules import estimates
from motcua.foundation import clock
from motcua.organization import public as organization


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A ticket in the queue."""

    ticket: Ticket
    group: str
    ahead: int
    told: Estimate
    waited_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A waiting room at a moment: who waits in the order of the rule, who is held or absent."""

    room: facts.RoomFact
    groups: tuple[Group, ...]
    counters: tuple[CounterFact, ...]
    waiting: tuple[Place, ...]
    aside: tuple[Ticket, ...]
    at_counters: dict[int, Ticket]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A group of a centre, as the public sees it."""

    group: str
    waiting: int
    told: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreWait:
    centre_id: int
    name: str
    waiting: int
    open_counters: int
    groups: tuple[Wait, ...]
    takes_phone: bool
    books: bool


def queue_of(room: facts.RoomFact, *, at: datetime) -> Queue:
    """A room as it stands, in as many statements however many wait."""
    day = clock.local_day(at)
    alive, seats, groups = rooms.tickets_alive(room.id, day), rooms.counters(room.id), rooms.groups(room.id, all_times=True)
    ordered = rooms.ordered(alive, rules=room.rules, at=at)
    told, names = rooms.estimates_of(ordered, seats), {group.id: group.name for group in groups}
    waiting = tuple(
        Place(
            ticket=one, group=names.get(one.group_id, ""), told=told[one.id], ahead=rooms.ahead_of(one, ordered, seats)[0],
            waited_minutes=int((at - one.taken_at).total_seconds() // 60),
        )
        for one in ordered
    )  # fmt: skip
    at_counters = {one.counter_number: one for one in alive if one.state in {State.CALLED, State.SERVING} and one.counter_number}
    return Queue(
        room=room, groups=tuple(group for group in groups if group.valid_to is None), counters=seats, waiting=waiting,
        aside=tuple(one for one in alive if one.state in {State.HELD, State.NO_SHOW}), at_counters=at_counters,
    )  # fmt: skip


def place_of(ticket: Ticket, *, at: datetime) -> tuple[Place | None, bool, str]:
    """Where a ticket stands in its queue, whether its turn is near, and the name of its group."""
    queue = queue_of(rooms.room(ticket.room_id), at=at)
    found = next((place for place in queue.waiting if place.ticket.id == ticket.id), None)
    serving = sum(seat.is_open and ticket.group_id in seat.group_ids for seat in queue.counters)
    near = found is not None and serving > 0 and estimates.is_near(ahead=found.ahead, open_counters=serving)
    return found, near, next((group.name for group in queue.groups if group.id == ticket.group_id), "")


def waiting_everywhere(*, at: datetime) -> tuple[CentreWait, ...]:
    """Every waiting room with how many wait and how long, in five statements for all centres."""
    opened = {room.pk: room for room in WaitingRoom.objects.order_by("id")}
    groups: dict[int, list[Group]] = {}
    for row in ServiceGroup.objects.filter(valid_to=None).order_by("letter"):
        groups.setdefault(row.room_id, []).append(row.fact())
    seats: dict[int, list[CounterFact]] = {}
    for counter in Counter.objects.filter(removed_at=None, is_open=True).prefetch_related("groups"):
        seats.setdefault(counter.room_id, []).append(rooms.counter_fact(counter))
    waiting = rooms.waiting_by_room(clock.local_day(at))
    served = rooms.served_seconds([group.id for rows in groups.values() for group in rows])
    found = [
        _centre(room, groups.get(pk, []), seats.get(pk, []), dict(waiting.get(pk, {})), dict(served))
        for pk, room in opened.items()
    ]
    return tuple(sorted(found, key=lambda one: one.name))


def _centre(
    room: WaitingRoom,
    groups: Sequence[Group],
    seats: Sequence[CounterFact],
    waiting: dict[int, int],
    served: dict[int, Sequence[int]],
) -> CentreWait:
    lines = []
    for group in groups:
        serving = [seat for seat in seats if group.id in seat.group_ids]
        shared = set().union(*(seat.group_ids for seat in serving)) if serving else {group.id}
        ahead = sum(waiting.get(one, 0) for one in shared)
        told = estimates.estimate(ahead=ahead, served_seconds=served.get(group.id, ()), open_counters=len(serving))
        lines.append(Wait(group=group.name, waiting=waiting.get(group.id, 0), told=told))
    return CentreWait(
        centre_id=room.centre_id, name=organization.agency(room.centre_id).name, waiting=sum(waiting.values()), open_counters=len(seats),
        groups=tuple(lines), takes_phone=room.takes_phone, books=any(group.slot_capacity for group in groups),
    )  # fmt: skip
