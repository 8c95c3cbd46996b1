"""Calling, serving, passing on, holding, finishing: the moves of a ticket at a counter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import transaction

from motcua.counters import facts
from motcua.counters.facts import State
from motcua.counters.models import Announcement, Counter, Ticket, Turn, WaitingRoom
from motcua.counters.operations.rooms import group_of, live_counter, locked
from motcua.counters.operations.seats import NotAtThisCounter, require_free, require_own
from motcua.counters.operations.taking import subject
from motcua.counters.queries.rooms import TicketUnknown, waiting_for
from motcua.counters.rules import lifecycle, order, permissions
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible, StalePage
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.organization import public as organization


class NobodyWaits(NotPossible):
    code = "nobody_waits"
    vi = "Không có ai đang chờ ở các nhóm mà quầy {number} phục vụ."
    en = "Nobody waits for the groups that counter {number} serves."


class CounterClosed(NotPossible):
    code = "counter_closed"
    vi = "Quầy {number} đang tạm nghỉ. Mở quầy rồi gọi số."
    en = "Counter {number} is paused. Open it, then call."


class MovedByAnother(StalePage):
    code = "ticket_moved"
    vi = "Số {ticket} vừa được xử lý sau khi bạn mở trang. Trang đã tải lại; xem số đang ở đâu rồi làm tiếp."
    en = "Ticket {ticket} has been moved since you opened the page. The page is new now; see where it stands and go on."


class TicketOutOfOrder(NotPossible):
    code = "ticket_out_of_order"
    vi = "Giờ của máy chủ sớm hơn việc gần nhất của số {ticket} nên chưa ghi gì. Báo người vận hành xem lại đồng hồ."
    en = "The server's time is before the latest event of ticket {ticket}, so nothing was written. Tell the operator to check the clock."


class WhereToMissing(Invalid):
    code = "where_to_missing"
    vi = "Chọn nhóm dịch vụ hoặc quầy để chuyển đến."
    en = "Choose a group or a counter to transfer to."


@transaction.atomic
def call_next(*, counter_id: int, request_key: str, actor: organization.Actor, at: datetime) -> facts.Ticket:
    """Call the next ticket to a counter, by the rule. The same request key gives the same ticket again.

    Raises CounterUnknown, NotOfThisDesk, NotAtThisCounter, CounterClosed, TurnNotEnded, NobodyWaits, TicketOutOfOrder.
    """
    room = locked(live_counter(counter_id).room_id)  # two clerks who press at once come here one after the other
    counter = live_counter(counter_id)
    known = Turn.objects.filter(request_key=request_key).select_related("ticket").first()
    if known is not None:
        return known.ticket.fact(counter.number, repeated=True)
    permissions.require_server(actor, room.centre_id)
    if counter.official_id != actor.user_id:
        raise NotAtThisCounter(number=counter.number)
    if not counter.is_open:
        raise CounterClosed(number=counter.number)
    require_free(counter)
    rules = room.fact().rules
    waiting = waiting_for(counter, day=clock.local_day(at))
    found = order.next_of(waiting, rules=rules, at=at, run=_run(counter, at))
    if found is None:
        raise NobodyWaits(number=counter.number)

    ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=found.id)
    if at < ticket.last_at:
        raise TicketOutOfOrder(ticket=ticket.label)
    is_first = order.goes_first(found, rules=rules, at=at)
    Turn.objects.create(
        ticket=ticket, counter=counter, group_id=ticket.group_id, official_id=actor.user_id, goes_first=is_first, called_at=at,
        request_key=request_key,
    )  # fmt: skip
    ticket.counter, ticket.official_id, ticket.meant_for = counter, actor.user_id, None
    ticket.called_at, ticket.first_called_at, ticket.calls = at, ticket.first_called_at or at, 1
    return _finish("call", ticket, room, actor=actor, at=at, announces=True)


def _run(counter: Counter, at: datetime) -> int:
    """How many the counter has just called before their turn, today."""
    midnight = clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    turns = (
        Turn.objects.filter(counter=counter, called_at__gte=midnight).order_by("-id").values_list("goes_first", flat=True)[:20]
    )
    count = 0
    for is_first in turns:
        if not is_first:
            break
        count += 1
    return count


@dataclass(slots=True)
class _Case:
    """A locked ticket, permitted to make a move."""

    room: WaitingRoom
    ticket: Ticket
    turn: Turn | None

    @classmethod
    def begin(cls, name: str, ticket_id: int, *, actor: organization.Actor, at: datetime, seen: int | None) -> Self:
        room_id = Ticket.objects.filter(pk=ticket_id).values_list("room_id", flat=True).first()
        if room_id is None:
            raise TicketUnknown
        room = locked(room_id)
        ticket = Ticket.objects.select_for_update(of=("self",)).select_related("counter").get(pk=ticket_id)
        permissions.require_server(actor, room.centre_id)
        if ticket.counter is not None and ticket.state in {State.CALLED, State.SERVING}:
            require_own(ticket.counter, room.centre_id, actor)
        if seen is not None and seen != ticket.version:
            raise MovedByAnother(ticket=ticket.label)
        if at < ticket.last_at:
            raise TicketOutOfOrder(ticket=ticket.label)
        lifecycle.require_possible(name, state=State(ticket.state), ticket=ticket.label, calls=ticket.calls, wanted=room.calls)
        return cls(room, ticket, Turn.objects.filter(ticket=ticket, ended_at=None).first())

    def end_turn(self, ending: str, at: datetime) -> None:
        """What was served counts; the ticket leaves the counter."""
        end_turn(self.ticket, self.turn, ending, at)


def end_turn(ticket: Ticket, turn: Turn | None, ending: str, at: datetime) -> None:
    """Close the turn of a ticket and add up what it was served."""
    if turn is None:
        return
    turn.ended_at, turn.ending = at, ending
    turn.save(update_fields=["ended_at", "ending"])
    if turn.served_at is not None:
        ticket.served_seconds += int((at - turn.served_at).total_seconds())


@transaction.atomic
def recall_ticket(*, ticket_id: int, actor: organization.Actor, at: datetime, seen: int | None = None) -> facts.Ticket:
    """Call the same number again. Raises TicketUnknown, NotOfThisDesk, NotAtThisCounter, MovedByAnother, TicketOutOfOrder, TicketMoveNotPossible."""
    case = _Case.begin("recall", ticket_id, actor=actor, at=at, seen=seen)

    case.ticket.calls, case.ticket.called_at = case.ticket.calls + 1, at
    return _finish("recall", case.ticket, case.room, actor=actor, at=at, announces=True)


@transaction.atomic
def serve_ticket(*, ticket_id: int, actor: organization.Actor, at: datetime, seen: int | None = None) -> facts.Ticket:
    """The person has come. Raises as `recall_ticket`."""
    case = _Case.begin("serve", ticket_id, actor=actor, at=at, seen=seen)

    case.ticket.serving_at = at
    if case.turn is not None:
        case.turn.served_at = at
        case.turn.save(update_fields=["served_at"])
    return _finish("serve", case.ticket, case.room, actor=actor, at=at)


@transaction.atomic
def transfer_ticket(
    *, ticket_id: int, actor: organization.Actor, at: datetime, seen: int | None = None,
    group_id: int | None = None, counter_id: int | None = None,
) -> facts.Ticket:  # fmt: skip
    """Pass a ticket on to another group or counter: it keeps its number and its waiting, and a counter calls what was meant for it first.

    Raises as `recall_ticket`, and WhereToMissing, GroupUnknown, CounterUnknown.
    """
    case = _Case.begin("transfer", ticket_id, actor=actor, at=at, seen=seen)
    if not group_id and not counter_id:
        raise WhereToMissing
    ticket = case.ticket

    case.end_turn("transfer", at)
    if group_id:
        ticket.group = group_of(case.room, group_id)
    ticket.meant_for = live_counter(counter_id, case.room) if counter_id else None
    _send_away(ticket)
    return _finish("transfer", ticket, case.room, actor=actor, at=at, to_group=group_id, to_counter=counter_id)


@transaction.atomic
def hold_ticket(*, ticket_id: int, actor: organization.Actor, at: datetime, seen: int | None = None) -> facts.Ticket:
    """Put a ticket aside: the person fetches a paper. Raises as `recall_ticket`."""
    case = _Case.begin("hold", ticket_id, actor=actor, at=at, seen=seen)

    case.end_turn("hold", at)
    case.ticket.meant_for = case.ticket.counter
    _send_away(case.ticket)
    return _finish("hold", case.ticket, case.room, actor=actor, at=at)


@transaction.atomic
def resume_ticket(*, ticket_id: int, actor: organization.Actor, at: datetime, seen: int | None = None) -> facts.Ticket:
    """Let somebody wait again who was held, or who missed the call: with the number and the waiting of before. Raises as `recall_ticket`."""
    case = _Case.begin("resume", ticket_id, actor=actor, at=at, seen=seen)

    case.ticket.closed_at = None
    return _finish("resume", case.ticket, case.room, actor=actor, at=at)


@transaction.atomic
def mark_absent(*, ticket_id: int, actor: organization.Actor, at: datetime, seen: int | None = None) -> facts.Ticket:
    """Nobody came after as many calls as the centre has set. Raises as `recall_ticket`, and CallAgainFirst."""
    case = _Case.begin("no_show", ticket_id, actor=actor, at=at, seen=seen)

    case.end_turn("no_show", at)
    case.ticket.closed_at = at
    return _finish("no_show", case.ticket, case.room, actor=actor, at=at)


@transaction.atomic
def finish_ticket(
    *, ticket_id: int, actor: organization.Actor, at: datetime, seen: int | None = None, outcome: str = "", about: str = ""
) -> facts.Ticket:
    """The person has been served; `outcome` and `about` (such as "dossier:12") say what came of it. Raises as `recall_ticket`."""
    case = _Case.begin("finish", ticket_id, actor=actor, at=at, seen=seen)

    case.end_turn("finish", at)
    case.ticket.closed_at = at
    _tell(case.ticket, outcome, about)
    return _finish("finish", case.ticket, case.room, actor=actor, at=at, about=case.ticket.subject)


@transaction.atomic
def tell_outcome(*, ticket_id: int, outcome: str, about: str, actor: organization.Actor, at: datetime) -> facts.Ticket:
    """What came of a ticket, told by a room above while it is served or after. Raises TicketUnknown, NotOfThisDesk."""
    ticket = Ticket.objects.select_for_update(of=("self",)).select_related("room").filter(pk=ticket_id).first()
    if ticket is None:
        raise TicketUnknown
    permissions.require_server(actor, ticket.room.centre_id)

    _tell(ticket, outcome, about)
    ticket.save(update_fields=["outcome", "subject"])

    journal.record(
        name="TicketOutcomeTold", subject=subject(ticket.pk), actor=actor.label, at=at, payload={"about": ticket.subject}
    )
    return ticket.fact()


@transaction.atomic
def cancel_ticket(*, ticket_id: int, actor: organization.Actor, at: datetime, code: str = "") -> facts.Ticket:
    """Give a number back: who holds its code, or the counter. One that is cancelled stays so.

    Raises TicketUnknown, NotOfThisDesk, TicketMoveNotPossible.
    """
    room_id = Ticket.objects.filter(pk=ticket_id).values_list("room_id", flat=True).first()
    if room_id is None:
        raise TicketUnknown
    room = locked(room_id)
    ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=ticket_id)
    if not code or code != ticket.code:
        permissions.require_server(actor, room.centre_id)
    if ticket.state == State.CANCELLED:
        return ticket.fact(repeated=True)
    lifecycle.require_possible("cancel", state=State(ticket.state), ticket=ticket.label)

    ticket.closed_at = at
    return _finish("cancel", ticket, room, actor=actor, at=at)


def _tell(ticket: Ticket, outcome: str, about: str) -> None:
    ticket.outcome, ticket.subject = tidy(outcome)[:200] or ticket.outcome, tidy(about)[:100] or ticket.subject


def _send_away(ticket: Ticket) -> None:
    ticket.counter, ticket.calls, ticket.serving_at = None, 0, None


def _finish(
    name: str,
    ticket: Ticket,
    room: WaitingRoom,
    *,
    actor: organization.Actor,
    at: datetime,
    announces: bool = False,
    **more: object,
) -> facts.Ticket:
    move = lifecycle.move_named(name)
    ticket.state, ticket.version, ticket.last_at = move.to, ticket.version + 1, at
    ticket.save()
    counter = ticket.counter
    if announces and counter is not None:
        room.last_call += 1
        room.save(update_fields=["last_call"])
        Announcement.objects.create(
            room=room, number=room.last_call, ticket=ticket, counter=counter, at=at, is_again=name == "recall"
        )
    number = counter.number if counter else None
    payload = {"ticket": ticket.label, "counter": number, **{key: value for key, value in more.items() if value}}
    journal.record(name=move.fact, subject=subject(ticket.pk), actor=actor.label, at=at, payload=payload)
    return ticket.fact(number)
