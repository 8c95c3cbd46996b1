"""The figures of a waiting room over some days, and the tickets behind each of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, QuerySet

from motcua.counters.facts import BookingState, State, Way
from motcua.counters.models import Appointment, Ticket, Turn
from motcua.counters.rules import estimates
from motcua.foundation import clock, paging
from motcua.foundation.errors import Invalid
from motcua.foundation.paging import Page

#: A quarter: what a page counts at once.
LONGEST_DAYS = 92


class PeriodNotSensible(Invalid):
    code = "report_period_not_sensible"
    vi = "Kỳ số liệu phải từ ngày trước đến ngày sau và không quá {days} ngày."
    en = "A period goes from an earlier to a later day and has at most {days} days."


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which tickets are meant: what stands in the address of a list."""

    room_id: int
    first: date
    last: date
    group_id: int | None = None
    priority: str | None = None
    way: str | None = None
    state: str | None = None
    hour: int | None = None
    counter_id: int | None = None
    official_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a report: how many, who did not come, how long the middle and nine of ten waited and were served (seconds)."""

    key: str
    tickets: int
    absent: int
    finished: int
    wait_middle: int
    wait_slow: int
    served_middle: int
    served_slow: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    whole: Line
    by_group: tuple[Line, ...]
    by_priority: tuple[Line, ...]
    by_way: tuple[Line, ...]
    by_hour: tuple[Line, ...]
    by_counter: tuple[Line, ...]
    by_official: tuple[Line, ...]
    booked: int
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A ticket of a list."""

    id: int
    label: str
    day: date
    group: str
    way: Way
    priority: str
    state: State
    taken_at: datetime
    called_at: datetime | None
    closed_at: datetime | None
    wait_seconds: int | None
    served_seconds: int
    counter_number: int | None
    official_id: int | None
    outcome: str
    subject: str


@dataclass(frozen=True, slots=True)
class _Counted:
    keys: tuple[str, str, str, str]
    state: str
    wait: int | None
    served: int


def report(choice: Choice) -> Report:
    """All figures of a period in four statements. Raises PeriodNotSensible."""
    rows = [_counted(row) for row in _plain(choice)]
    turns = list(
        Turn.objects.filter(ticket__in=tickets(choice).order_by().values("pk"))
        .order_by()
        .values_list(
            "counter__number", "counter_id", "official_id", "called_at", "ticket__taken_at", "served_at", "ended_at", "ending"
        )
    )
    booked = Appointment.objects.filter(room_id=choice.room_id, day__gte=choice.first, day__lte=choice.last)
    return Report(
        whole=_line("", rows),
        by_group=_lines(rows, 0),
        by_priority=_lines(rows, 1),
        by_way=_lines(rows, 2),
        by_hour=_lines(rows, 3),
        by_counter=_turn_lines(turns, lambda turn: str(turn[1])),
        by_official=_turn_lines(turns, lambda turn: str(turn[2] or "")),
        booked=booked.exclude(state=BookingState.CANCELLED).count(),
        missed=booked.filter(state=BookingState.NO_SHOW).count(),
    )


def tickets(choice: Choice) -> "QuerySet[Ticket]":
    """The tickets that a choice means. Raises PeriodNotSensible."""
    if not timedelta(0) <= choice.last - choice.first < timedelta(days=LONGEST_DAYS):
        raise PeriodNotSensible(days=LONGEST_DAYS)
    found = Ticket.objects.filter(room_id=choice.room_id, day__gte=choice.first, day__lte=choice.last)
    wanted = {"group_id": choice.group_id, "priority": choice.priority, "way": choice.way, "state": choice.state}
    found = found.filter(**{name: value for name, value in wanted.items() if value is not None})
    if choice.hour is not None:
        found = found.filter(taken_at__hour=choice.hour)
    if choice.counter_id is not None:
        found = found.filter(turns__counter_id=choice.counter_id)
    if choice.official_id is not None:
        found = found.filter(turns__official_id=choice.official_id)
    return found.distinct() if choice.counter_id is not None or choice.official_id is not None else found


def ticket_page(choice: Choice, *, cursor: str | None = None, size: int = 50) -> Page[Row]:
    """The tickets of a choice, newest first. Raises PeriodNotSensible, BadCursor."""
    found = _shown(choice)
    if cursor:
        (last,) = paging.decode(cursor, int)
        found = found.filter(pk__lt=last)
    return paging.page([_row(one) for one in found[: size + 1]], size=size, key=lambda one: [one.id])


def every_ticket(choice: Choice) -> Iterator[Row]:
    """All of them, for a file. Raises PeriodNotSensible."""
    return (_row(one) for one in _shown(choice))


def _shown(choice: Choice) -> "QuerySet[Ticket]":
    return tickets(choice).order_by("-id").annotate(group_name=F("group__name"), counter_number=F("counter__number"))


def _row(one: Ticket) -> Row:
    wait = int((one.first_called_at - one.taken_at).total_seconds()) if one.first_called_at else None
    return Row(
        id=one.pk, label=one.label, day=one.day, group=one.group_name, way=Way(one.way), priority=one.priority,  # type: ignore[attr-defined]
        state=State(one.state), taken_at=one.taken_at, called_at=one.first_called_at, closed_at=one.closed_at, wait_seconds=wait,
        served_seconds=one.served_seconds, counter_number=one.counter_number, official_id=one.official_id,  # type: ignore[attr-defined]
        outcome=one.outcome, subject=one.subject,
    )  # fmt: skip


def _plain(choice: Choice) -> Iterable[tuple[object, ...]]:
    return tickets(choice).values_list("group_id", "priority", "way", "taken_at", "first_called_at", "state", "served_seconds")


def _counted(row: Sequence[object]) -> _Counted:
    group_id, priority, way, taken_at, called_at, state, served = row
    assert isinstance(taken_at, datetime)  # noqa: S101 (a column)
    wait = int((called_at - taken_at).total_seconds()) if isinstance(called_at, datetime) else None
    return _Counted((str(group_id), str(priority), str(way), str(clock.local(taken_at).hour)), str(state), wait, int(str(served)))


def _lines(rows: Sequence[_Counted], place: int) -> tuple[Line, ...]:
    shelves: dict[str, list[_Counted]] = defaultdict(list)
    for row in rows:
        shelves[row.keys[place]].append(row)
    return tuple(_line(key, shelves[key]) for key in sorted(shelves, key=lambda text: (len(text), text)))


def _line(key: str, rows: Sequence[_Counted]) -> Line:
    waits = [row.wait for row in rows if row.wait is not None]
    served = [row.served for row in rows if row.served]
    return Line(
        key=key, tickets=len(rows), absent=sum(row.state == State.NO_SHOW for row in rows),
        finished=sum(row.state == State.FINISHED for row in rows), wait_middle=estimates.middle(waits),
        wait_slow=estimates.slow_end(waits), served_middle=estimates.middle(served), served_slow=estimates.slow_end(served),
    )  # fmt: skip


def _turn_lines(turns: Sequence[tuple[object, ...]], key_of: Callable[[tuple[object, ...]], str]) -> tuple[Line, ...]:
    """By counter or official: each call counts, and a ticket that was passed on counts at both."""
    shelves: dict[str, list[_Counted]] = defaultdict(list)
    for turn in turns:
        _, _, _, called_at, taken_at, served_at, ended_at, ending = turn
        assert isinstance(called_at, datetime) and isinstance(taken_at, datetime)  # noqa: S101, PT018 (columns)
        served = (
            int((ended_at - served_at).total_seconds())
            if isinstance(ended_at, datetime) and isinstance(served_at, datetime)
            else 0
        )
        state = {"no_show": State.NO_SHOW, "finish": State.FINISHED}.get(str(ending), "")
        shelves[key_of(turn)].append(_Counted(("", "", "", ""), state, int((called_at - taken_at).total_seconds()), served))
    return tuple(_line(key, shelves[key]) for key in sorted(shelves, key=lambda text: (len(text), text)))


def officials_of(choice: Choice) -> tuple[int, ...]:
    """Who served in a period."""
    rows = Turn.objects.filter(
        ticket__room_id=choice.room_id, ticket__day__gte=choice.first, ticket__day__lte=choice.last, official__isnull=False
    )
    return tuple(pk for pk in rows.order_by().values_list("official_id", flat=True).distinct() if pk is not None)
