"""The public: how long one waits where, a number or a slot from the phone, and the page of one's own number."""

import uuid
from datetime import date, datetime

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.counters import forms
from motcua.counters.facts import BookingState, State, Way
from motcua.counters.operations import appointments, calling, taking
from motcua.counters.queries import appointments as booked
from motcua.counters.queries import rooms, shown
from motcua.foundation import clock
from motcua.foundation.attempts import done, refusal_of
from motcua.foundation.errors import DomainError, NotPossible
from motcua.foundation.language import chosen, sentence
from motcua.organization import public as organization

_HELD = "ve_dien_thoai"


class TooManyAsked(NotPossible):
    status = 429
    code = "too_many_tickets_asked"
    vi = "Từ mạng này vừa lấy quá nhiều số hoặc lịch hẹn. Chờ ít phút rồi thử lại, hoặc lấy số tại máy ở trung tâm."
    en = "Too many tickets or slots were asked for from this network. Wait some minutes, or take one at the centre's kiosk."


def _require_few(request: HttpRequest, action: str) -> None:
    if not ratelimit.consume(request, action=action):
        raise TooManyAsked


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Live waiting times of all centres."""
    at = clock.now()
    return render(request, "counters/citizen/waiting.html", {"centres": shown.waiting_everywhere(at=at), "at": at})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, centre_id: int) -> HttpResponse:
    """A number from the phone; one that still waits is shown again."""
    room, at = rooms.room_of(centre_id), clock.now()
    held = _still_alive(request.session.get(_HELD, {}).get(str(room.id)), clock.local_day(at))
    if held:
        return redirect("counters:ticket", code=held)
    groups = [(group.id, group.name) for group in rooms.groups(room.id)]
    priorities = [(one.code, chosen(one.name, one.name_en)) for one in rooms.priority_groups(clock.local_day(at))]
    form = forms.Take(request.POST or None, groups=groups, priorities=priorities, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        _require_few(request, "take_ticket")
        given: list[str] = []
        if done(form, lambda: given.append(_taken(form, room.id, at)), field=None):
            request.session[_HELD] = {**request.session.get(_HELD, {}), str(room.id): given[0]}
            return redirect("counters:ticket", code=given[0])
    context = {"form": form, "room": room, "centre": organization.agency(centre_id)}
    return render(request, "counters/citizen/take.html", context, status=422 if form.errors else 200)


def _taken(form: forms.Take, room_id: int, at: datetime) -> str:
    data = form.cleaned_data
    return taking.take_ticket(
        room_id=room_id, group_id=int(data["group"]), way=Way.PHONE, priority=data["priority"], request_key=f"dt-{data['key']}",
        actor=organization.citizen_actor(), at=at,
    ).code  # fmt: skip


def _still_alive(code: str | None, today: date) -> str | None:
    try:
        known = rooms.ticket_by_code(code) if code else None
    except rooms.TicketUnknown:
        return None
    return known.code if known and known.day == today and known.state in {State.WAITING, State.CALLED, State.HELD} else None


@never_cache
@require_safe
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    """One's own number: how many are before, how long it takes, whether the turn is near."""
    found, at = rooms.ticket_by_code(code), clock.now()
    place, is_near, group = shown.place_of(found, at=at)
    context = {
        "ticket": found, "place": place, "is_near": is_near, "group": group, "at": at, "is_today": found.day == clock.local_day(at),
        "centre": organization.agency(rooms.room(found.room_id).centre_id), "address": request.build_absolute_uri(),
        "may_cancel": found.state in {State.WAITING, State.HELD},
    }  # fmt: skip
    return render(request, "counters/citizen/ticket.html", context)


@require_POST
def cancel_ticket(request: HttpRequest, code: str) -> HttpResponse:
    """Give the number back."""
    found = rooms.ticket_by_code(code)
    error = refusal_of(
        lambda: calling.cancel_ticket(ticket_id=found.id, code=code, actor=organization.citizen_actor(), at=clock.now())
    )
    if error:
        messages.error(request, sentence(error))
    return redirect("counters:ticket", code=code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, centre_id: int) -> HttpResponse:
    """A slot of a group on a day."""
    room, at = rooms.room_of(centre_id), clock.now()
    groups = [group for group in rooms.groups(room.id) if group.slot_capacity]
    group = next((one for one in groups if str(one.id) == request.GET.get("nhom")), groups[0] if groups else None)
    day = _day(request.GET.get("ngay"), clock.local_day(at))
    slots = booked.slots(group.id, day=day, at=at) if group else ()
    choices = [
        (slot.at.isoformat(), _("%(time)s, còn %(left)s chỗ") % {"time": f"{clock.local(slot.at):%H:%M}", "left": slot.left})
        for slot in slots
        if slot.left
    ]
    form = forms.Book(request.POST or None, slots=choices, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and group and form.is_valid():
        _require_few(request, "take_ticket")
        made: list[str] = []
        if done(form, lambda: made.append(_booked(form, room.id, group.id, at)), field=_field):
            return redirect("counters:booking", code=made[0])
    context = {
        "form": form, "groups": groups, "group": group, "day": day, "has_slots": bool(choices), "centre": organization.agency(centre_id),
        "first": clock.local_day(at), "ahead": booked.AHEAD_DAYS,
    }  # fmt: skip
    return render(request, "counters/citizen/book.html", context, status=422 if form.errors else 200)


def _field(error: DomainError) -> str:
    return "phone" if isinstance(error, appointments.PhoneNotReadable | appointments.BookedAlready) else "slot"


def _day(text: str | None, today: date) -> date:
    try:
        return max(today, date.fromisoformat(text or ""))
    except ValueError:
        return today


def _booked(form: forms.Book, room_id: int, group_id: int, at: datetime) -> str:
    data = form.cleaned_data
    return appointments.book_slot(
        room_id=room_id, group_id=group_id, slot_at=datetime.fromisoformat(data["slot"]), request_key=f"dt-{data['key']}",
        phone=data["phone"], actor=organization.citizen_actor(), at=at,
    ).code  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find_booking(request: HttpRequest) -> HttpResponse:
    """Look an appointment up by its code."""
    form = forms.Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _require_few(request, "find_booking")
        code = form.cleaned_data["code"].strip().upper()
        if done(form, lambda: booked.booking(code), field="code"):
            return redirect("counters:booking", code=code)
    return render(request, "counters/citizen/find_booking.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_safe
def booking(request: HttpRequest, code: str) -> HttpResponse:
    """One's own appointment."""
    found = booked.booking(code)
    room = rooms.room(found.room_id)
    context = {
        "booking": found, "room": room, "centre": organization.agency(room.centre_id), "may_cancel": found.state is BookingState.BOOKED,
        "group": next((one.name for one in rooms.groups(room.id, all_times=True) if one.id == found.group_id), ""),
        "address": request.build_absolute_uri(),
    }  # fmt: skip
    return render(request, "counters/citizen/booking.html", context)


@require_POST
def cancel_booking(request: HttpRequest, code: str) -> HttpResponse:
    """Give the place back."""
    error = refusal_of(lambda: appointments.cancel_booking(code=code, actor=organization.citizen_actor(), at=clock.now()))
    if error:
        messages.error(request, sentence(error))
    return redirect("counters:booking", code=code)
