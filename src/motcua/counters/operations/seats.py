"""Who sits at a counter, and whether it is open."""

from datetime import datetime

from django.db import transaction

from motcua.counters.models import Counter, Turn
from motcua.counters.operations.rooms import live_counter, locked, subject
from motcua.counters.rules import permissions
from motcua.foundation.errors import NotAllowed, NotPossible
from motcua.journal import public as journal
from motcua.organization import public as organization


class CounterTaken(NotPossible):
    code = "counter_taken"
    vi = "Quầy {number} đang có người ngồi. Chọn quầy khác, hoặc nhờ người đó rời quầy."
    en = "Somebody sits at counter {number}. Choose another, or ask them to leave it."


class TurnNotEnded(NotPossible):
    code = "turn_not_ended"
    vi = "Quầy {number} đang có số {ticket}. Làm xong, chuyển hoặc tạm giữ số đó trước."
    en = "Ticket {ticket} is at counter {number}. Finish, transfer or hold it first."


class NotAtThisCounter(NotAllowed):
    code = "not_at_this_counter"
    vi = "Bạn không ngồi ở quầy {number}. Chọn quầy của mình rồi làm tiếp."
    en = "You do not sit at counter {number}. Choose your counter and go on."


@transaction.atomic
def sit_down(*, counter_id: int, actor: organization.Actor, at: datetime) -> None:
    """Take a seat and open the counter; whoever sat elsewhere leaves there. Sitting there already changes nothing.

    Raises CounterUnknown, NotOfThisDesk, CounterTaken, TurnNotEnded.
    """
    room = locked(live_counter(counter_id).room_id)
    counter = live_counter(counter_id)
    permissions.require_server(actor, room.centre_id)
    if counter.official_id not in {None, actor.user_id}:
        raise CounterTaken(number=counter.number)
    if counter.official_id == actor.user_id and counter.is_open:
        return
    for other in Counter.objects.filter(official_id=actor.user_id).exclude(pk=counter.pk):
        _leave(other, at)

    _save(counter, official_id=actor.user_id, is_open=True, at=at)

    journal.record(
        name="CounterOpened", subject=subject(room.centre_id), actor=actor.label, at=at, payload={"counter": counter.number}
    )


@transaction.atomic
def pause_counter(*, counter_id: int, actor: organization.Actor, at: datetime) -> None:
    """Close one's counter for a while and keep the seat. Raises CounterUnknown, NotAtThisCounter, TurnNotEnded."""
    counter, centre_id = _own(counter_id, actor)
    require_free(counter)

    _save(counter, official_id=counter.official_id, is_open=False, at=at)

    journal.record(
        name="CounterPaused", subject=subject(centre_id), actor=actor.label, at=at, payload={"counter": counter.number}
    )


@transaction.atomic
def leave_counter(*, counter_id: int, actor: organization.Actor, at: datetime) -> None:
    """Leave a counter; a head may do it for somebody who has forgotten. Raises CounterUnknown, NotAtThisCounter, TurnNotEnded."""
    counter, centre_id = _own(counter_id, actor)

    _leave(counter, at)

    journal.record(name="CounterLeft", subject=subject(centre_id), actor=actor.label, at=at, payload={"counter": counter.number})


def _own(counter_id: int, actor: organization.Actor) -> tuple[Counter, int]:
    room = locked(live_counter(counter_id).room_id)
    counter = live_counter(counter_id)
    require_own(counter, room.centre_id, actor)
    return counter, room.centre_id


def require_own(counter: Counter, centre_id: int, actor: organization.Actor) -> None:
    """One's own counter, or that of somebody whose head one is. Raises NotOfThisDesk, NotAtThisCounter."""
    permissions.require_server(actor, centre_id)
    if counter.official_id != actor.user_id and not actor.holds_over(centre_id, {"head"}):
        raise NotAtThisCounter(number=counter.number)


def require_free(counter: Counter) -> None:
    """Raises TurnNotEnded."""
    turn = Turn.objects.filter(counter=counter, ended_at=None).select_related("ticket").first()
    if turn is not None:
        raise TurnNotEnded(number=counter.number, ticket=turn.ticket.label)


def _leave(counter: Counter, at: datetime) -> None:
    require_free(counter)
    _save(counter, official_id=None, is_open=False, at=at)


def _save(counter: Counter, *, official_id: int | None, is_open: bool, at: datetime) -> None:
    counter.official_id, counter.is_open, counter.since = official_id, is_open, at
    counter.save(update_fields=["official_id", "is_open", "since"])
