"""The counter: who sits where, the next number, what is done with it, and who waits."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.counters import facts, forms
from motcua.counters.facts import Way
from motcua.counters.operations import appointments, calling, seats, taking
from motcua.counters.queries import appointments as booked
from motcua.counters.queries import rooms, shown
from motcua.counters.rules import lifecycle, permissions
from motcua.foundation import clock
from motcua.foundation.attempts import refusal_of
from motcua.foundation.language import chosen, sentence
from motcua.foundation.text import whole
from motcua.organization import public as organization

Request = organization.Request


def _room(actor: organization.Actor) -> tuple[organization.AgencyFact, facts.RoomFact | None]:
    """The desk of whoever asks. Raises NotOfThisDesk."""
    desk = organization.desk_of(actor)
    if desk is None:
        raise permissions.NotOfThisDesk
    return desk, rooms.room_of(desk.id) if rooms.has_room(desk.id) else None


@never_cache
@login_required
@require_safe
def panel(request: Request) -> HttpResponse:
    """My counter."""
    desk, room = _room(request.actor)
    if room is None:
        return render(request, "counters/officer/panel.html", {"desk": desk, "room": None})
    return render(request, "counters/officer/panel.html", _panel(request, desk, room))


def _panel(request: Request, desk: organization.AgencyFact, room: facts.RoomFact) -> dict[str, Any]:
    at = clock.now()
    queue = shown.queue_of(room, at=at)
    mine = next((one for one in queue.counters if one.official_id == request.actor.user_id), None)
    ticket = queue.at_counters.get(mine.number) if mine else None
    wanted = room.rules.calls
    names = {group.id: group.name for group in queue.groups}
    today = clock.local_day(at)
    return {
        "desk": desk, "room": room, "queue": queue, "mine": mine, "ticket": ticket, "key": uuid.uuid4().hex, "at": at, "wanted": wanted,
        "moves": {one.name for one in lifecycle.open_moves(state=ticket.state, calls=ticket.calls, wanted=wanted)} if ticket else set(),
        "group_name": names.get(ticket.group_id, "") if ticket else "", "priorities": _priorities(today),
        "others": [one for one in queue.counters if mine and one.id != mine.id and one.is_open],
        "mine_waiting": sum(one.ticket.group_id in mine.group_ids for one in queue.waiting) if mine else 0,
        "bookings": booked.bookings_of_day(room.id, today), "code_form": forms.Code(),
        "seats": _seats(queue, request.actor), "rows": _rows(queue, today), "ticket_priority": _priorities(today).get(ticket.priority, "") if ticket else "",
    }  # fmt: skip


def _rows(queue: shown.Queue, today: date) -> list[dict[str, Any]]:
    names = _priorities(today)
    return [{"place": place, "priority": names.get(place.ticket.priority, "")} for place in queue.waiting]


def _seats(queue: shown.Queue, actor: organization.Actor) -> list[dict[str, Any]]:
    names = organization.official_names(one.official_id for one in queue.counters if one.official_id)
    letters = {group.id: group.letter for group in queue.groups}
    return [
        {"counter": one, "name": names.get(one.official_id or 0, ""), "is_mine": one.official_id == actor.user_id,
         "ticket": queue.at_counters.get(one.number), "letters": ", ".join(sorted(letters[pk] for pk in one.group_ids if pk in letters))}
        for one in queue.counters
    ]  # fmt: skip


def _priorities(today: date) -> dict[str, str]:
    return {one.code: chosen(one.name, one.name_en) for one in rooms.priority_groups(today)}


@never_cache
@login_required
@require_safe
def queue(request: Request) -> HttpResponse:
    """Who waits, for the page to renew by itself."""
    _desk, room = _room(request.actor)
    if room is None:
        raise rooms.RoomUnknown
    at = clock.now()
    found = shown.queue_of(room, at=at)
    context = {"queue": found, "rows": _rows(found, clock.local_day(at)), "at": at}
    return render(request, "counters/officer/_queue.html", context)


def _tried(request: Request, change: Callable[[], object]) -> HttpResponse:
    error = refusal_of(change)
    if error:
        messages.error(request, sentence(error))
    return redirect("counters:panel")


@login_required
@require_POST
def seat(request: Request, counter_id: int, what: str) -> HttpResponse:
    """Sit down, pause, leave."""
    known = {"ngoi": seats.sit_down, "nghi": seats.pause_counter, "roi": seats.leave_counter}
    if what not in known:
        raise lifecycle.UnknownTicketMove(move=what)
    return _tried(request, lambda: known[what](counter_id=counter_id, actor=request.actor, at=clock.now()))


@login_required
@require_POST
def call_next(request: Request, counter_id: int) -> HttpResponse:
    """The next number; the one at the counter is finished first where the button says so."""
    at, key = clock.now(), request.POST.get("key", "")[:40] or uuid.uuid4().hex
    ends = _number(request, "ends")

    def act() -> None:
        if ends:
            calling.finish_ticket(ticket_id=ends, actor=request.actor, at=at, seen=_number(request, "seen"))
        calling.call_next(counter_id=counter_id, request_key=f"goi-{request.actor.user_id}-{key}", actor=request.actor, at=at)

    return _tried(request, act)


@login_required
@require_POST
def move(request: Request, ticket_id: int, name: str) -> HttpResponse:
    """One move of one number."""
    shared: dict[str, Any] = {"ticket_id": ticket_id, "actor": request.actor, "at": clock.now()}
    seen = _number(request, "seen")
    known: dict[str, Callable[[], object]] = {
        "recall": lambda: calling.recall_ticket(**shared, seen=seen),
        "serve": lambda: calling.serve_ticket(**shared, seen=seen),
        "hold": lambda: calling.hold_ticket(**shared, seen=seen),
        "resume": lambda: calling.resume_ticket(**shared, seen=seen),
        "no_show": lambda: calling.mark_absent(**shared, seen=seen),
        "cancel": lambda: calling.cancel_ticket(**shared),
        "finish": lambda: calling.finish_ticket(**shared, seen=seen, outcome=request.POST.get("outcome", "")),
        "transfer": lambda: calling.transfer_ticket(
            **shared, seen=seen, group_id=_number(request, "group"), counter_id=_number(request, "counter")
        ),
    }
    if name not in known:
        raise lifecycle.UnknownTicketMove(move=name)
    return _tried(request, known[name])


@login_required
@require_POST
def print_ticket(request: Request) -> HttpResponse:
    """A number from the clerk, for who does not use the kiosk."""
    _desk, room = _room(request.actor)
    if room is None:
        raise rooms.RoomUnknown
    given: list[str] = []
    error = refusal_of(lambda: given.append(_printed(request, room.id)))
    if error:
        messages.error(request, sentence(error))
        return redirect("counters:panel")
    return redirect("counters:slip", code=given[0])


def _printed(request: Request, room_id: int) -> str:
    key = request.POST.get("key", "")[:40] or uuid.uuid4().hex
    return taking.take_ticket(
        room_id=room_id, group_id=_number(request, "group") or 0, way=Way.STAFF, priority=request.POST.get("priority", "")[:20],
        request_key=f"in-{key}", actor=request.actor, at=clock.now(),
    ).code  # fmt: skip


@login_required
@require_POST
def arrive(request: Request) -> HttpResponse:
    """Who has an appointment is here."""
    form = forms.Code(request.POST)
    if not form.is_valid():
        messages.error(request, _("Ghi mã lịch hẹn."))
        return redirect("counters:panel")
    given: list[str] = []
    code = form.cleaned_data["code"]
    error = refusal_of(lambda: given.append(appointments.arrive(code=code, actor=request.actor, at=clock.now()).label))
    if error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("Đã đổi lịch hẹn thành số %(label)s.") % {"label": given[0]})
    return redirect("counters:panel")


def _number(request: Request, name: str) -> int | None:
    return whole(request.POST.get(name, ""))
