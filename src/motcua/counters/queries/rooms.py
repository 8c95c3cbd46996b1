"""Reading a room as it stands: groups, counters, who waits, how long."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib import resources

from django.db.models import F

from motcua.counters import facts
from motcua.counters.facts import CounterFact, Estimate, Group, PriorityGroup, RoomFact, State
from motcua.counters.models import Announcement, Counter, ServiceGroup, Ticket, WaitingRoom
from motcua.counters.rules import estimates, order, permissions
from motcua.counters.rules.order import Waiting
from motcua.counters.rules.tables import read_priority_groups
from motcua.foundation import clock
from motcua.foundation.errors import NotFound
from motcua.foundation.rows import fetch
from motcua.organization import public as organization


class RoomUnknown(NotFound):
    code = "waiting_room_unknown"
    vi = "Trung tâm này chưa mở phòng chờ."
    en = "This centre has no waiting room yet."


class TicketUnknown(NotFound):
    code = "ticket_unknown"
    vi = "Không có số thứ tự này. Kiểm tra lại địa chỉ hoặc mã trên phiếu."
    en = "There is no such ticket. Check the address or the code on the slip."


@cache
def _packaged() -> tuple[PriorityGroup, ...]:
    data = resources.files("motcua.counters").joinpath("data", "priority_groups.csv")
    return read_priority_groups(data.read_text("utf-8").splitlines())


def priority_groups(on: date) -> tuple[PriorityGroup, ...]:
    """Who is called before others on a day."""
    return tuple(one for one in _packaged() if one.is_in_force(on))


def room_of(centre_id: int) -> RoomFact:
    """The waiting room of a centre. Raises RoomUnknown."""
    room = WaitingRoom.objects.filter(centre_id=centre_id).first()
    if room is None:
        raise RoomUnknown
    return room.fact()


def room(room_id: int) -> RoomFact:
    """Raises RoomUnknown."""
    found = WaitingRoom.objects.filter(pk=room_id).first()
    if found is None:
        raise RoomUnknown
    return found.fact()


def has_room(centre_id: int) -> bool:
    return WaitingRoom.objects.filter(centre_id=centre_id).exists()


def groups(room_id: int, *, all_times: bool = False) -> tuple[Group, ...]:
    """The service groups of a room, by letter."""
    rows = ServiceGroup.objects.filter(room_id=room_id).order_by("letter", "id")
    return tuple(row.fact() for row in (rows if all_times else rows.filter(valid_to=None)))


def counters(room_id: int) -> tuple[CounterFact, ...]:
    """The counters of a room, by number."""
    rows = Counter.objects.filter(room_id=room_id, removed_at=None).order_by("number").prefetch_related("groups")
    return tuple(counter_fact(row) for row in rows)


def counter_fact(row: Counter) -> CounterFact:
    """A counter with its groups, fetched beforehand."""
    return CounterFact(
        id=row.pk, number=row.number, name=row.name, is_open=row.is_open, official_id=row.official_id, since=row.since,
        group_ids=frozenset(group.pk for group in row.groups.all()),
    )  # fmt: skip


def waiting_for(counter: Counter, *, day: date) -> tuple[Waiting, ...]:
    """Who waits for what this counter serves, and whom others have sent to it."""
    group_ids = set(counter.groups.values_list("id", flat=True))
    rows = Ticket.objects.filter(room_id=counter.room_id, day=day, state=State.WAITING).select_related("meant_for")
    return tuple(
        _waiting(row, counter.pk)
        for row in rows.order_by("taken_at", "id")
        if row.meant_for_id == counter.pk or (not _waits_elsewhere(row) and row.group_id in group_ids)
    )


def _waits_elsewhere(row: Ticket) -> bool:
    """Meant for a counter that is open; when that one closes, every other of the group may call."""
    return row.meant_for is not None and row.meant_for.is_open


def _waiting(row: Ticket, counter_id: int | None = None) -> Waiting:
    is_here = row.meant_for_id is not None and row.meant_for_id == counter_id
    return Waiting(id=row.pk, taken_at=row.taken_at, priority=row.priority, slot_at=row.slot_at, is_for_here=is_here)


def tickets_alive(room_id: int, day: date) -> tuple[facts.Ticket, ...]:
    """All tickets of the day that still wait, are called, served, held, or were absent."""
    rows = (
        Ticket.objects.filter(room_id=room_id, day=day, state__in=[*facts.ALIVE, State.NO_SHOW])
        .order_by("taken_at", "id")
        .annotate(counter_number=F("counter__number"))
    )
    return tuple(row.fact(row.counter_number) for row in rows)


def ordered(tickets: Iterable[facts.Ticket], *, rules: facts.Rules, at: datetime) -> tuple[facts.Ticket, ...]:
    """Those who wait, in the order of the rule."""
    known = {one.id: one for one in tickets if one.state is State.WAITING}
    waiting = [Waiting(id=one.id, taken_at=one.taken_at, priority=one.priority, slot_at=one.slot_at) for one in known.values()]
    return tuple(known[one.id] for one in order.whole_order(waiting, rules=rules, at=at))


def ticket_by_code(code: str) -> facts.Ticket:
    """Raises TicketUnknown."""
    row = Ticket.objects.filter(code=code).annotate(counter_number=F("counter__number")).first()
    if row is None:
        raise TicketUnknown
    return row.fact(row.counter_number)


def ticket(ticket_id: int) -> facts.Ticket:
    """Raises TicketUnknown."""
    row = Ticket.objects.filter(pk=ticket_id).annotate(counter_number=F("counter__number")).first()
    if row is None:
        raise TicketUnknown
    return row.fact(row.counter_number)


_SERVED = """
SELECT one.id, array(
    SELECT extract(epoch FROM turn.ended_at - turn.served_at)::int FROM counters_turn turn
    WHERE turn.group_id = one.id AND turn.served_at IS NOT NULL AND turn.ending = 'finish' ORDER BY turn.ended_at DESC LIMIT %s)
FROM unnest(%s::bigint[]) AS one (id)
"""


def served_seconds(group_ids: Sequence[int]) -> Mapping[int, Sequence[int]]:
    """For each group, how long the latest were served, newest first."""
    return dict(fetch(_SERVED, [estimates.LATEST, list(group_ids)]))


def ahead_of(one: facts.Ticket, waiting: Sequence[facts.Ticket], seats: Iterable[CounterFact]) -> tuple[int, int]:
    """How many are called before a ticket, and how many open counters call it: of all whom those counters serve."""
    serving = [seat for seat in seats if seat.is_open and one.group_id in seat.group_ids]
    shared = frozenset().union(*(seat.group_ids for seat in serving)) if serving else frozenset({one.group_id})
    before = 0
    for other in waiting:
        if other.id == one.id:
            break
        before += other.group_id in shared
    return before, len(serving)


def estimates_of(tickets: Sequence[facts.Ticket], seats: Sequence[CounterFact]) -> dict[int, Estimate]:
    """For each ticket of an ordered queue, how long it still waits."""
    served = served_seconds(sorted({one.group_id for one in tickets}))
    told = {}
    for one in tickets:
        ahead, serving = ahead_of(one, tickets, seats)
        told[one.id] = estimates.estimate(ahead=ahead, served_seconds=served.get(one.group_id, ()), open_counters=serving)
    return told


def calls_after(room_id: int, *, after: int, since: datetime, limit: int = 50) -> tuple[facts.Call, ...]:
    """What has been announced since a number, oldest first; what is long past is left to silence."""
    rows = (
        Announcement.objects.filter(room_id=room_id, number__gt=after, at__gte=since)
        .select_related("ticket", "ticket__group", "counter")
        .order_by("number")[:limit]
    )
    return tuple(_call(row) for row in rows)


def last_calls(room_id: int, *, day: date, limit: int = 5) -> tuple[facts.Call, ...]:
    """The latest call of each of the tickets called last, newest first."""
    midnight = clock.midnight(day)
    rows = (
        Announcement.objects.filter(
            room_id=room_id, at__gte=midnight, ticket__state__in=[State.CALLED, State.SERVING, State.FINISHED]
        )
        .select_related("ticket", "ticket__group", "counter")
        .order_by("-number")[: limit * 4]
    )
    latest: dict[int, Announcement] = {}
    for row in rows:
        latest.setdefault(row.ticket_id, row)
    return tuple(_call(row) for row in list(latest.values())[:limit])


def _call(row: Announcement) -> facts.Call:
    return facts.Call(
        number=row.number, ticket=row.ticket.label, group=row.ticket.group.name, counter=row.counter.number,
        counter_name=row.counter.name, at=row.at, is_again=row.is_again,
    )  # fmt: skip


def last_number(room_id: int) -> int:
    """The number of the latest announcement."""
    return WaitingRoom.objects.filter(pk=room_id).values_list("last_call", flat=True).first() or 0


_WAITING = (
    "SELECT room_id, group_id, count(*) FROM counters_ticket WHERE day = %s AND state = 'waiting' GROUP BY room_id, group_id"
)


def waiting_by_room(day: date) -> Mapping[int, Mapping[int, int]]:
    """For each room the number who wait in each group."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for room_id, group_id, count in fetch(_WAITING, [day]):
        found[room_id][group_id] = count
    return found


def centres_with_room() -> frozenset[int]:
    """The centres whose waiting room is open."""
    return frozenset(WaitingRoom.objects.values_list("centre_id", flat=True))


def opens(actor: organization.Actor) -> bool:
    """Whether the list of waiting rooms has something for somebody: the door in the menu."""
    if not actor.roles & permissions.READERS:
        return False
    return permissions.reads_any(actor, [one.id for one in organization.agencies(kind=tuple(organization.CENTRES), on=actor.on)])
