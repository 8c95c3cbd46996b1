"""Two waiting rooms: a full morning at the end of the simulated weeks, and people who wait at this moment."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from motcua.counters import public as counters
from motcua.counters.public import Way
from motcua.demo.operations.province import Province
from motcua.foundation import clock
from motcua.organization import public as organization
from motcua.organization.public import SYSTEM, AgencyFact

#: Of the groups, by letter, and of those who are called before others: how often each comes.
_LETTERS, _PRIORITIES = "AAAAABBBCDT", ("", "", "", "", "", "elderly", "disabled", "pregnant")
_MORNING, _NOW = 40, 14


def fill(province: Province, *, random: Random, until: datetime, at: datetime) -> None:
    """Open the rooms of one ward and of the province, and let people come."""
    ward = next((one for one in province.communes if one.name == "Phường Long Xuyên"), province.communes[0])
    for centre in (province.commune_centres[ward.id], province.provincial_centre):
        counters.open_room(centre_id=centre.id, actor=SYSTEM, at=until - timedelta(days=1))
        clerks = province.staff[centre.id, "counter"][:2]
        seven = clock.local(until).replace(hour=7, minute=0, second=0, microsecond=0)
        _live(centre, clerks, random, begin=seven, minutes=120, people=_MORNING, until=until, way=Way.KIOSK)
        for clerk, seat in zip(clerks, _seats(centre), strict=False):
            counters.leave_counter(counter_id=seat, actor=clerk, at=until)
        begin = at - timedelta(minutes=50)
        if clock.local_day(begin) == clock.local_day(at):
            _live(centre, clerks, random, begin=begin, minutes=46, people=_NOW, until=at - timedelta(minutes=20), way=Way.STAFF)


def _seats(centre: AgencyFact) -> list[int]:
    return [counter.id for counter in counters.counters(counters.room_of(centre.id).id)]


def _live(
    centre: AgencyFact, clerks: list[organization.Actor], random: Random, *, begin: datetime, minutes: int, people: int,
    until: datetime, way: Way,
) -> None:  # fmt: skip
    """People come over some minutes; the clerks serve them until a moment; who is not called by then waits."""
    room = counters.room_of(centre.id).id
    groups = {group.letter: group.id for group in counters.groups(room)}
    arrivals = sorted(begin + timedelta(seconds=random.randrange(minutes * 60)) for _ in range(people))
    seats = list(zip(clerks, _seats(centre), strict=False))
    free = [begin] * len(seats)
    for clerk, seat in seats:
        counters.sit_down(counter_id=seat, actor=clerk, at=begin)
    for number, came_at in enumerate(arrivals):
        since = arrivals[number - 1] if number else begin  # nobody is called before coming
        for place, moment in _turns([max(one, since) for one in free], before=came_at):
            free[place] = _serve(*seats[place], random, at=moment, until=until, key=f"{room}-{moment.isoformat()}")
        counters.take_ticket(
            room_id=room, group_id=groups[random.choice(_LETTERS)], way=way, request_key=f"demo-{room}-{begin.isoformat()}-{number}",
            actor=clerks[0], at=came_at, priority=random.choice(_PRIORITIES), device_room_id=room,
        )  # fmt: skip
    is_done = False
    while min(free) < until and not is_done:
        place = free.index(min(free))
        moment = max(free[place], arrivals[-1])
        again = (
            _serve(*seats[place], random, at=moment, until=until, key=f"{room}-{moment.isoformat()}") if moment < until else until
        )
        is_done = again == moment + timedelta(minutes=1)  # nobody waits any more
        free[place] = again


def _turns(free: list[datetime], *, before: datetime) -> Iterator[tuple[int, datetime]]:
    """The seats that are free before somebody comes, the first first."""
    return iter(sorted(((place, moment) for place, moment in enumerate(free) if moment < before), key=lambda one: one[1]))


def _serve(clerk: organization.Actor, seat: int, random: Random, *, at: datetime, until: datetime, key: str) -> datetime:
    """Call, serve, finish; when the seat is free again. With nobody waiting the clerk looks again in a minute."""
    try:
        ticket = counters.call_next(counter_id=seat, request_key=f"demo-{seat}-{key}", actor=clerk, at=at)
    except counters.NobodyWaits:
        return at + timedelta(minutes=1)
    begun = at + timedelta(seconds=random.randrange(15, 60))
    done = begun + timedelta(seconds=random.randrange(120, 300))
    counters.serve_ticket(ticket_id=ticket.id, actor=clerk, at=begun)
    counters.finish_ticket(ticket_id=ticket.id, actor=clerk, at=done, outcome="Đã phục vụ (minh họa)")
    return done if done < until else until
