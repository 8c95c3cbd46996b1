"""Kiosk and display: no sign-in, but a token that the centre gave to this device and may take back."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.counters import forms
from motcua.counters.facts import DeviceKind, RoomFact, Way
from motcua.counters.operations import appointments, devices, taking
from motcua.counters.operations.devices import Known
from motcua.counters.queries import rooms, shown
from motcua.counters.rules.speech import call_in_words
from motcua.foundation import clock
from motcua.foundation.attempts import done
from motcua.foundation.errors import NotAllowed, NotPossible
from motcua.foundation.language import chosen
from motcua.foundation.text import whole
from motcua.organization import public as organization

_COOKIES = {DeviceKind.KIOSK: "motcua_may_lay_so", DeviceKind.DISPLAY: "motcua_man_hinh"}
_KEPT_SECONDS = 400 * 24 * 3600
#: A call older than this is left to silence: a display that was off must not call the whole morning.
SPOKEN = timedelta(minutes=3)


class DeviceNotPaired(NotAllowed):
    code = "device_not_paired"
    vi = "Thiết bị này chưa được ghép, hoặc đã bị thu hồi. Mở địa chỉ /may/ và nhập mã ghép do trung tâm cấp."
    en = "This device is not paired, or was shut out. Open /may/ and enter the pairing code that the centre gives."


class TooManyPairings(NotPossible):
    status = 429
    code = "too_many_pairings"
    vi = "Từ mạng này vừa thử quá nhiều mã ghép. Chờ ít phút rồi thử lại; vẫn không được thì xin trung tâm cấp mã mới."
    en = "Too many pairing codes were tried from this network. Wait some minutes and try again; if it still fails, ask the centre for a new code."


def _device(request: HttpRequest, kind: DeviceKind, at: datetime) -> Known:
    known = devices.know_device(token=request.COOKIES.get(_COOKIES[kind], ""), kind=kind, at=at)
    if known is None:
        raise DeviceNotPaired
    return known


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest) -> HttpResponse:
    """Pair this browser with a centre by the code that its head has issued."""
    form = forms.Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="pair_device"):
            raise TooManyPairings
        at, code = clock.now(), form.cleaned_data["code"]
        try:
            token = devices.pair_device(code=code, at=at)
        except devices.PairingCodeWrong as wrong:
            form.add_error("code", chosen(wrong.sentence_vi, wrong.sentence_en))
        else:
            return _paired(token, at)
    return render(request, "counters/device/pair.html", {"form": form}, status=422 if form.errors else 200)


def _paired(token: str, at: datetime) -> HttpResponse:
    kind = next(kind for kind in DeviceKind if devices.know_device(token=token, kind=kind, at=at))
    answer = redirect("counters:kiosk" if kind is DeviceKind.KIOSK else "counters:display")
    answer.set_cookie(
        _COOKIES[kind],
        token,
        max_age=_KEPT_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        path="/may/",
    )
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest) -> HttpResponse:
    """The first screen: big buttons, one for each group; a code for who has an appointment."""
    at = clock.now()
    device = _device(request, DeviceKind.KIOSK, at)
    room = rooms.room(device.room_id)
    groups = rooms.groups(room.id)
    priorities = [(one.code, chosen(one.name, one.name_en)) for one in rooms.priority_groups(clock.local_day(at))]
    asks_slip = request.method == "POST" and "group" in request.POST
    form = forms.Take(
        request.POST if asks_slip else None, groups=[(one.id, one.name) for one in groups], priorities=priorities,
        initial={"key": uuid.uuid4().hex},
    )  # fmt: skip
    code = forms.Code(request.POST if request.method == "POST" and not asks_slip else None)
    given: list[str] = []
    if form.is_valid():
        done(form, lambda: given.append(_taken(form, device, at)))
    elif code.is_valid():
        done(code, lambda: given.append(_arrived(code, device, at)), field="code")
    if given:
        return redirect("counters:slip", code=given[0])
    context = {
        "form": form,
        "code_form": code,
        "groups": groups,
        "priorities": priorities,
        "centre": organization.agency(room.centre_id),
    }
    return render(request, "counters/device/kiosk.html", context, status=422 if form.errors or code.errors else 200)


def _taken(form: forms.Take, device: Known, at: datetime) -> str:
    data = form.cleaned_data
    return taking.take_ticket(
        room_id=device.room_id, group_id=int(data["group"]), way=Way.KIOSK, priority=data["priority"], request_key=f"may-{data['key']}",
        actor=taking.device_actor(device.id), at=at, device_room_id=device.room_id,
    ).code  # fmt: skip


def _arrived(form: forms.Code, device: Known, at: datetime) -> str:
    actor = taking.device_actor(device.id)
    return appointments.arrive(code=form.cleaned_data["code"], actor=actor, at=at, device_room_id=device.room_id).code


@never_cache
@require_safe
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """The slip to print: on the kiosk, or on a clerk's printer."""
    at, found = clock.now(), rooms.ticket_by_code(code)
    device = devices.know_device(token=request.COOKIES.get(_COOKIES[DeviceKind.KIOSK], ""), kind=DeviceKind.KIOSK, at=at)
    place, _near, group = shown.place_of(found, at=at)
    context: dict[str, Any] = {
        "ticket": found, "place": place, "group": group, "centre": organization.agency(rooms.room(found.room_id).centre_id),
        "address": request.build_absolute_uri(reverse("counters:ticket", args=[code])),
        "back": reverse("counters:kiosk") if device else reverse("counters:panel"), "is_kiosk": device is not None,
    }  # fmt: skip
    return render(request, "counters/device/slip.html", context)


@never_cache
@require_safe
def display(request: HttpRequest) -> HttpResponse:
    """The screen of the waiting room."""
    at = clock.now()
    device = _device(request, DeviceKind.DISPLAY, at)
    room = rooms.room(device.room_id)
    centre = organization.agency(room.centre_id)
    context = _board(room, at) | {"centre": centre, "last": rooms.last_number(room.id), "at": at}
    return render(request, "counters/device/display.html", context)


@never_cache
@require_safe
def display_data(request: HttpRequest) -> JsonResponse:
    """What is new since the last announcement that the screen knows."""
    at = clock.now()
    device = _device(request, DeviceKind.DISPLAY, at)
    room = rooms.room(device.room_id)
    said = request.GET.get("sau", "")
    after = rooms.last_number(room.id) if (number := whole(said)) is None else number
    last = rooms.last_number(room.id)  # read before the calls: one that comes in between is told the next time, never lost
    calls = [
        {"number": call.number, "words": call_in_words(call.ticket, call.counter)}
        for call in rooms.calls_after(room.id, after=after, since=at - SPOKEN)
    ]
    html = render_to_string("counters/device/_board.html", _board(room, at), request=request)
    return JsonResponse({"calls": calls, "last": last, "html": html, "time": f"{clock.local(at):%H:%M}"})


def _board(room: RoomFact, at: datetime) -> dict[str, Any]:
    queue = shown.queue_of(room, at=at)
    return {
        "calls": rooms.last_calls(room.id, day=clock.local_day(at)),
        "soon": queue.waiting[:8],
        "more": len(queue.waiting[8:]),
    }
