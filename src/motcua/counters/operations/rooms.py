"""Opening a waiting room and setting it up."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from motcua.counters.facts import ALIVE, Rules, State
from motcua.counters.models import Counter, ServiceGroup, Ticket, Turn, WaitingRoom
from motcua.counters.queries.rooms import RoomUnknown
from motcua.counters.rules import defaults, permissions
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotFound, NotPossible
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.organization import public as organization


class NotACentre(Invalid):
    code = "no_waiting_room_here"
    vi = "{name} không phải là trung tâm phục vụ hành chính công nên không có phòng chờ."
    en = "{name} is no service centre and has no waiting room."


class RoomNotSensible(Invalid):
    code = "room_not_sensible"
    vi = "Chưa đặt được: {why_vi}."
    en = "This cannot be set: {why_en}."


class LetterTaken(NotPossible):
    code = "letter_taken"
    vi = "Chữ {letter} đang dùng cho nhóm «{name}». Chọn chữ khác hoặc ngừng nhóm đó trước."
    en = "Letter {letter} is used by the group “{name}”. Choose another, or end that group first."


class NumberTaken(NotPossible):
    code = "counter_number_taken"
    vi = "Đã có quầy số {number}. Chọn số khác."
    en = "There is a counter {number} already. Choose another number."


class CounterUnknown(NotFound):
    code = "counter_unknown"
    vi = "Không có quầy này, hoặc quầy đã bỏ."
    en = "There is no such counter, or it was removed."


class GroupUnknown(NotFound):
    code = "service_group_unknown"
    vi = "Không có nhóm dịch vụ này, hoặc nhóm đã ngừng. Chọn nhóm khác."
    en = "There is no such service group, or it has ended. Choose another."


class CounterInUse(NotPossible):
    code = "counter_in_use"
    vi = "Quầy {number} đang có người ngồi hoặc đang có lượt. Đóng quầy trước."
    en = "Counter {number} is in use. Close it first."


def subject(centre_id: int) -> str:
    return f"waiting_room:{centre_id}"


@transaction.atomic
def open_room(*, centre_id: int, actor: organization.Actor, at: datetime) -> int:
    """Open the waiting room of a centre with the usual groups and two counters; one that is open stays as it is.

    Raises NotACentre, NotRoomKeeper.
    """
    centre = organization.agency(centre_id)
    if centre.kind not in organization.CENTRES:
        raise NotACentre(name=centre.name)
    permissions.require_keeper(actor, centre_id)

    room, is_new = WaitingRoom.objects.get_or_create(centre_id=centre_id, defaults={"opened_at": at})
    if not is_new:
        return room.pk
    groups = ServiceGroup.objects.bulk_create(
        ServiceGroup(room=room, letter=letter, name=name, fields=list(fields), valid_from=clock.local_day(at))
        for letter, name, fields in defaults.first_groups()
    )
    for number, name in defaults.first_counters():
        Counter.objects.create(room=room, number=number, name=name).groups.set(groups)

    journal.record(
        name="WaitingRoomOpened", subject=subject(centre_id), actor=actor.label, at=at, payload={"groups": len(groups)}
    )
    return room.pk


@transaction.atomic
def set_rules(*, room_id: int, rules: Rules, takes_phone: bool, actor: organization.Actor, at: datetime) -> None:
    """Set how often a ticket is called, how priority and appointments go. Raises RoomUnknown, NotRoomKeeper, RoomNotSensible."""
    room = locked(room_id)
    permissions.require_keeper(actor, room.centre_id)
    why = defaults.why_not_sensible(rules)
    if why:
        raise RoomNotSensible(why_vi=why[0], why_en=why[1])

    values = asdict(rules) | {"takes_phone": takes_phone}
    for name, value in values.items():
        setattr(room, name, value)
    room.save(update_fields=list(values))

    journal.record(name="WaitingRoomRulesSet", subject=subject(room.centre_id), actor=actor.label, at=at, payload=values)


@transaction.atomic
def set_group(
    *, room_id: int, letter: str, name: str, actor: organization.Actor, at: datetime,
    fields: Collection[str] = (), slot_capacity: int = 0, group_id: int | None = None,
) -> int:  # fmt: skip
    """Add a service group, or put a new row in the place of one from today. Raises RoomUnknown, NotRoomKeeper, GroupUnknown, LetterTaken, RoomNotSensible."""
    room, today = locked(room_id), clock.local_day(at)
    permissions.require_keeper(actor, room.centre_id)
    letter, name = letter.strip().upper(), tidy(name)
    if len(letter) != 1 or not "A" <= letter <= "Z" or not name:
        raise RoomNotSensible(why_vi="nhóm cần một chữ cái A–Z và một tên", why_en="a group needs one letter A–Z and a name")
    old = group_of(room, group_id) if group_id else None
    taken = ServiceGroup.objects.filter(room=room, letter=letter, valid_to=None).exclude(pk=group_id or 0).first()
    if taken:
        raise LetterTaken(letter=letter, name=taken.name)

    values = {"name": name[:120], "fields": [tidy(one)[:200] for one in fields if tidy(one)], "slot_capacity": slot_capacity}
    if old is not None and old.letter == letter:
        ServiceGroup.objects.filter(pk=old.pk).update(**values)  # the same letter goes on with its numbers
        new = old
    else:
        new = ServiceGroup.objects.create(room=room, letter=letter, valid_from=today, **values)
        if old is not None:
            _replace(old, new, today)

    journal.record(
        name="ServiceGroupSet", subject=subject(room.centre_id), actor=actor.label, at=at,
        payload={"group": new.pk, "letter": letter, "name": new.name, "fields": values["fields"], "slot_capacity": slot_capacity},
    )  # fmt: skip
    return new.pk


def _replace(old: ServiceGroup, new: ServiceGroup, today: object) -> None:
    ServiceGroup.objects.filter(pk=old.pk).update(valid_to=today)
    for counter in Counter.objects.filter(groups=old):
        counter.groups.add(new)


@transaction.atomic
def end_group(*, room_id: int, group_id: int, actor: organization.Actor, at: datetime) -> None:
    """Take a group out of use from today; tickets taken in it are still called. Raises RoomUnknown, NotRoomKeeper, GroupUnknown."""
    room = locked(room_id)
    permissions.require_keeper(actor, room.centre_id)
    group = group_of(room, group_id)

    ServiceGroup.objects.filter(pk=group.pk).update(valid_to=clock.local_day(at))

    payload = {"group": group.pk, "letter": group.letter}
    journal.record(name="ServiceGroupEnded", subject=subject(room.centre_id), actor=actor.label, at=at, payload=payload)


@transaction.atomic
def set_counter(
    *, room_id: int, number: int, actor: organization.Actor, at: datetime,
    name: str = "", group_ids: Collection[int] = (), counter_id: int | None = None,
) -> int:  # fmt: skip
    """Add a counter, or change its number, name and groups. Raises RoomUnknown, NotRoomKeeper, CounterUnknown, NumberTaken, RoomNotSensible."""
    room = locked(room_id)
    permissions.require_keeper(actor, room.centre_id)
    if not 1 <= number <= 999:
        raise RoomNotSensible(why_vi="số quầy phải từ 1 đến 999", why_en="a counter's number is 1 to 999")
    groups = list(ServiceGroup.objects.filter(room=room, pk__in=group_ids).order_by("letter"))
    if not groups:
        raise RoomNotSensible(why_vi="quầy cần phục vụ ít nhất một nhóm dịch vụ", why_en="a counter serves at least one group")
    if Counter.objects.filter(room=room, number=number, removed_at=None).exclude(pk=counter_id or 0).exists():
        raise NumberTaken(number=number)
    counter = live_counter(counter_id, room) if counter_id else Counter(room=room)

    counter.number, counter.name = number, tidy(name)[:120]
    counter.save()
    called_still = (
        ServiceGroup.objects.filter(pk__in=counter.groups.values("pk")).exclude(valid_to=None).filter(pk__in=_waited_for(room))
    )
    counter.groups.set([*groups, *called_still])

    payload = {"counter": counter.pk, "number": number, "groups": [group.letter for group in groups]}
    journal.record(name="CounterSet", subject=subject(room.centre_id), actor=actor.label, at=at, payload=payload)
    return counter.pk


def _waited_for(room: WaitingRoom) -> "QuerySet[Ticket, int]":
    """The groups in which somebody still waits: one that has ended is called out by the counters that served it."""
    return Ticket.objects.filter(room=room, state__in=[*ALIVE, State.NO_SHOW]).values_list("group_id", flat=True)


@transaction.atomic
def remove_counter(*, room_id: int, counter_id: int, actor: organization.Actor, at: datetime) -> None:
    """Take a counter away; what was done at it stays. Raises RoomUnknown, NotRoomKeeper, CounterUnknown, CounterInUse."""
    room = locked(room_id)
    permissions.require_keeper(actor, room.centre_id)
    counter = live_counter(counter_id, room)
    if counter.official_id or Turn.objects.filter(counter=counter, ended_at=None).exists():
        raise CounterInUse(number=counter.number)

    counter.removed_at = at
    counter.save(update_fields=["removed_at"])

    payload = {"counter": counter.pk, "number": counter.number}
    journal.record(name="CounterRemoved", subject=subject(room.centre_id), actor=actor.label, at=at, payload=payload)


def locked(room_id: int) -> WaitingRoom:
    """The room, and with it the right to change what waits in it. Raises RoomUnknown."""
    room = WaitingRoom.objects.select_for_update(of=("self",)).filter(pk=room_id).first()
    if room is None:
        raise RoomUnknown
    return room


def live_counter(counter_id: int, room: WaitingRoom | None = None) -> Counter:
    """Raises CounterUnknown."""
    counter = Counter.objects.filter(pk=counter_id, removed_at=None).first()
    if counter is None or (room is not None and counter.room_id != room.pk):
        raise CounterUnknown
    return counter


def group_of(room: WaitingRoom, group_id: int | None) -> ServiceGroup:
    """Raises GroupUnknown."""
    group = ServiceGroup.objects.filter(room=room, pk=group_id or 0, valid_to=None).first()
    if group is None:
        raise GroupUnknown
    return group
