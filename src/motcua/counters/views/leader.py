"""Who sets up: rooms, rules, groups, counters, devices, cameras."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.counters import facts, forms
from motcua.counters.facts import DeviceKind
from motcua.counters.operations import cameras as keeping
from motcua.counters.operations import devices
from motcua.counters.operations import rooms as setting
from motcua.counters.queries import cameras as watched
from motcua.counters.queries import rooms as reading
from motcua.counters.queries.devices import devices as devices_of
from motcua.counters.rules import permissions
from motcua.counters.rules.lifecycle import UnknownTicketMove
from motcua.foundation import clock
from motcua.foundation.attempts import done, refusal_of
from motcua.foundation.language import sentence
from motcua.foundation.text import whole
from motcua.organization import public as organization

Request = organization.Request


@login_required
@require_safe
def rooms(request: Request) -> HttpResponse:
    """The waiting rooms that this person sets up or whose figures they read."""
    centres = [
        one
        for one in organization.agencies(kind=tuple(organization.CENTRES), on=clock.local_day(clock.now()))
        if permissions.may_read(request.actor, one.id)
    ]
    if not centres:
        raise permissions.NotRoomReader
    opened = reading.centres_with_room()
    lines = [
        {"centre": one, "is_open": one.id in opened, "keeps": permissions.may_keep(request.actor, one.id),
         "watches": permissions.may_watch(request.actor, one.id)}
        for one in sorted(centres, key=lambda centre: (centre.id not in opened, centre.name))
    ]  # fmt: skip
    return render(request, "counters/leader/rooms.html", {"lines": lines})


@login_required
@require_POST
def open_room(request: Request, centre_id: int) -> HttpResponse:
    """Open the waiting room of a centre."""
    error = refusal_of(lambda: setting.open_room(centre_id=centre_id, actor=request.actor, at=clock.now()))
    if error:
        messages.error(request, sentence(error))
        return redirect("counters:rooms")
    return redirect("counters:room", centre_id=centre_id)


@never_cache
@login_required
@require_safe
def room(request: Request, centre_id: int) -> HttpResponse:
    """Rules, groups, counters and devices of a room."""
    permissions.require_keeper(request.actor, centre_id)
    return _shown(request, reading.room_of(centre_id), {})


def _shown(request: Request, found: facts.RoomFact, bound: dict[str, Any], status: int = 200) -> HttpResponse:
    groups = reading.groups(found.id)
    choices = [(one.id, f"{one.letter} · {one.name}") for one in groups]
    counters = reading.counters(found.id)
    context = {
        "centre": organization.agency(found.centre_id), "room": found, "groups": groups, "counters": counters, "devices": devices_of(found.id),
        "rules_form": forms.RoomRules.of(found), "group_form": forms.GroupForm(auto_id="nhom-moi-%s"),
        "group_rows": [{"group": one, "form": forms.GroupForm.of(one)} for one in groups],
        "counter_form": forms.CounterForm(groups=choices, auto_id="quay-moi-%s"), "device_form": forms.DeviceForm(auto_id="may-%s"),
        "counter_rows": [{"counter": one, "form": _counter_form(one, choices), "letters": _letters(one, groups)} for one in counters], "priorities": reading.priority_groups(clock.local_day(clock.now())),
        "code": request.session.pop("ma_ghep", ""), "failed": None,
    }  # fmt: skip
    return render(request, "counters/leader/room.html", context | bound, status=status)


def _letters(counter: facts.CounterFact, groups: tuple[facts.Group, ...]) -> str:
    return ", ".join(group.letter for group in groups if group.id in counter.group_ids)


def _counter_form(one: facts.CounterFact, choices: list[tuple[int, str]]) -> forms.CounterForm:
    initial = {"counter_id": one.id, "number": one.number, "name": one.name, "groups": [str(pk) for pk in one.group_ids]}
    return forms.CounterForm(initial=initial, groups=choices, auto_id=f"quay-{one.id}-%s")


@login_required
@require_POST
def change(request: Request, centre_id: int, what: str) -> HttpResponse:
    """One change of the set-up; what cannot be done is said on the page."""
    permissions.require_keeper(request.actor, centre_id)
    found = reading.room_of(centre_id)
    known = {"luat": _rules, "nhom": _group, "ngung-nhom": _end_group, "quay": _counter, "bo-quay": _remove_counter,
             "thiet-bi": _issue, "thu-hoi": _revoke}  # fmt: skip
    if what not in known:
        raise UnknownTicketMove(move=what)
    name, form, act = known[what](request, found)
    if form is not None and not form.is_valid():
        return _shown(request, found, {name: form, "failed": form}, status=422)
    if form is not None:
        if not done(form, act):
            return _shown(request, found, {name: form, "failed": form}, status=422)
    elif error := refusal_of(act):
        messages.error(request, sentence(error))
        return redirect("counters:room", centre_id=centre_id)
    messages.success(request, _("Đã ghi."))
    return redirect("counters:room", centre_id=centre_id)


_Change = tuple[str, Any, Callable[[], object]]


def _rules(request: Request, found: facts.RoomFact) -> _Change:
    form = forms.RoomRules(request.POST)
    return (
        "rules_form",
        form,
        lambda: setting.set_rules(
            room_id=found.id,
            rules=form.given(),
            takes_phone=form.cleaned_data["takes_phone"],
            actor=request.actor,
            at=clock.now(),
        ),
    )


def _group(request: Request, found: facts.RoomFact) -> _Change:
    form = forms.GroupForm(request.POST, auto_id="nhom-moi-%s")
    return "group_form", form, lambda: setting.set_group(
        room_id=found.id, group_id=form.cleaned_data["group_id"], letter=form.cleaned_data["letter"], name=form.cleaned_data["name"],
        fields=form.cleaned_data["fields_served"].split(","), slot_capacity=form.cleaned_data["slot_capacity"], actor=request.actor,
        at=clock.now(),
    )  # fmt: skip


def _end_group(request: Request, found: facts.RoomFact) -> _Change:
    return "", None, lambda: setting.end_group(room_id=found.id, group_id=_id(request), actor=request.actor, at=clock.now())


def _counter(request: Request, found: facts.RoomFact) -> _Change:
    choices = [(one.id, f"{one.letter} · {one.name}") for one in reading.groups(found.id)]
    form = forms.CounterForm(request.POST, groups=choices, auto_id="quay-moi-%s")
    return "counter_form", form, lambda: setting.set_counter(
        room_id=found.id, counter_id=form.cleaned_data["counter_id"], number=form.cleaned_data["number"], name=form.cleaned_data["name"],
        group_ids=[int(one) for one in form.cleaned_data["groups"]], actor=request.actor, at=clock.now(),
    )  # fmt: skip


def _remove_counter(request: Request, found: facts.RoomFact) -> _Change:
    return (
        "",
        None,
        lambda: setting.remove_counter(room_id=found.id, counter_id=_id(request), actor=request.actor, at=clock.now()),
    )


def _issue(request: Request, found: facts.RoomFact) -> _Change:
    form = forms.DeviceForm(request.POST, auto_id="may-%s")

    def act() -> None:
        data = form.cleaned_data
        code = devices.issue_device(
            room_id=found.id, kind=DeviceKind(data["kind"]), name=data["name"], actor=request.actor, at=clock.now()
        )
        request.session["ma_ghep"] = code  # shown once, on the next page

    return "device_form", form, act


def _revoke(request: Request, _found: facts.RoomFact) -> _Change:
    return "", None, lambda: devices.revoke_device(device_id=_id(request), actor=request.actor, at=clock.now())


def _id(request: Request) -> int:
    return whole(request.POST.get("id", "")) or 0


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cameras(request: Request, centre_id: int) -> HttpResponse:
    """The cameras of a centre; operators enter them."""
    permissions.require_watcher(request.actor, centre_id)
    found, keeps = reading.room_of(centre_id), permissions.may_keep_cameras(request.actor, centre_id)
    choices = [(one.id, _("Quầy %(number)s") % {"number": one.number}) for one in reading.counters(found.id)]
    lines = watched.cameras(found.id)
    form = forms.CameraForm(request.POST or None, counters=choices)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _set_camera(form, found.id, request.actor)):
        messages.success(request, _("Đã ghi camera. Lần kiểm tra tới trong vòng 2 phút."))
        return redirect("counters:cameras", centre_id=centre_id)
    if not form.is_bound:
        del form.fields["drops_account"]  # a new camera has none
    rows = [{"camera": one, "form": forms.CameraForm.of(one, choices)} for one in lines]
    context = {"centre": organization.agency(centre_id), "rows": rows, "keeps": keeps, "form": form}
    return render(request, "counters/leader/cameras.html", context, status=422 if form.errors else 200)


def _set_camera(form: forms.CameraForm, room_id: int, actor: organization.Actor) -> None:
    data = dict(form.cleaned_data)
    counters = [int(one) for one in data.pop("counters")]
    keeping.set_camera(room_id=room_id, counter_ids=counters, actor=actor, at=clock.now(), **data)


@never_cache
@login_required
@require_safe
def still(request: Request, camera_id: int) -> HttpResponse:
    """The last picture; the look is recorded."""
    image, kind = keeping.look_at_still(camera_id=camera_id, actor=request.actor, at=clock.now())
    return HttpResponse(image, content_type=kind)
