"""The register of cameras: who enters them, what the check of life found, who looked."""

import json
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction

from motcua.counters.facts import Checked
from motcua.counters.models import Camera, Counter, Still, WaitingRoom
from motcua.counters.operations.rooms import locked
from motcua.counters.queries.cameras import CameraUnknown
from motcua.counters.rules import addresses, permissions
from motcua.foundation.errors import Invalid, NotFound
from motcua.foundation.sealing import seal
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.organization import public as organization


class CameraNotSensible(Invalid):
    code = "camera_not_sensible"
    vi = "Chưa ghi được camera: {why_vi}."
    en = "The camera cannot be kept: {why_en}."


class NoPictureYet(NotFound):
    code = "no_picture_yet"
    vi = "Camera này chưa gửi được ảnh nào."
    en = "This camera has sent no picture yet."


@transaction.atomic
def set_camera(
    *, room_id: int, name: str, stream_url: str, actor: organization.Actor, at: datetime, picture_url: str = "",
    username: str = "", password: str = "", counter_ids: Collection[int] = (), is_active: bool = True, camera_id: int | None = None,
    drops_account: bool = False,
) -> int:  # fmt: skip
    """Enter a camera or change it. An account that is left empty stays as it was, unless another machine or port would be shown it.

    Raises RoomUnknown, NotCameraKeeper, CameraNotSensible, CameraUnknown.
    """
    room = locked(room_id)
    permissions.require_camera_keeper(actor, room.centre_id)
    name, stream_url, picture_url = tidy(name)[:120], stream_url.strip(), picture_url.strip()
    if why := _why_not(room, name, stream_url, picture_url, camera_id):
        raise CameraNotSensible(why_vi=why[0], why_en=why[1])
    camera = Camera.objects.filter(room=room, pk=camera_id).first() if camera_id else Camera(room=room)
    if camera is None:
        raise CameraUnknown
    asked = addresses.place_of(picture_url or stream_url)
    is_elsewhere = asked != addresses.place_of(camera.picture_url or camera.stream_url)

    camera.name, camera.stream_url, camera.picture_url, camera.is_active = name, stream_url, picture_url, is_active
    if is_elsewhere or drops_account:
        camera.sign_in_sealed = b""
    if username:
        camera.sign_in_sealed = seal(json.dumps([username, password]), secret=settings.IDENTITY_KEY)
    camera.save()
    camera.counters.set(Counter.objects.filter(room=room, pk__in=counter_ids))

    payload = {
        "centre": room.centre_id, "name": name, "is_active": is_active, "has_account": bool(camera.sign_in_sealed), "host": asked[1],
    }  # fmt: skip
    journal.record(name="CameraSet", subject=f"camera:{camera.pk}", actor=actor.label, at=at, payload=payload)
    return camera.pk


def _why_not(room: WaitingRoom, name: str, stream_url: str, picture_url: str, camera_id: int | None) -> tuple[str, str] | None:
    if not name:
        return "camera cần có tên", "a camera needs a name"
    for address, schemes in ((stream_url, addresses.STREAMS), (picture_url, addresses.PICTURES)):
        if address or schemes is addresses.STREAMS:
            why = addresses.why_not(address, schemes=schemes, takes_near=settings.LOCAL_CAMERAS)
            if why:
                return why
    if Camera.objects.filter(room=room, name=name).exclude(pk=camera_id or 0).exists():
        return "đã có camera cùng tên", "there is a camera of this name"
    return None


@transaction.atomic
def keep_check(*, camera_id: int, checked: Checked, at: datetime) -> None:
    """Keep what a check of life found; only a change of state is a fact. An older answer than the last is let go."""
    camera = Camera.objects.select_for_update(of=("self",)).filter(pk=camera_id).first()
    if camera is None or (camera.checked_at is not None and at < camera.checked_at):
        return
    is_change = camera.state != checked.state

    camera.checked_at, camera.said = at, checked.said[:200]
    if is_change:
        camera.state, camera.state_since = checked.state, at
    camera.save(update_fields=["checked_at", "said", "state", "state_since"])
    if checked.image:
        picture = {"image": checked.image, "content_type": checked.image_type, "taken_at": at}
        Still.objects.update_or_create(camera=camera, defaults=picture)

    if is_change:
        payload = {"state": str(checked.state), "said": checked.said[:200]}
        journal.record(name="CameraStateChanged", subject=f"camera:{camera_id}", actor="system", at=at, payload=payload)


@transaction.atomic
def look_at_still(*, camera_id: int, actor: organization.Actor, at: datetime) -> tuple[bytes, str]:
    """The last picture of a camera and its type; every look is recorded. Raises CameraUnknown, NotWatcher, NoPictureYet."""
    camera = Camera.objects.select_related("room").filter(pk=camera_id).first()
    if camera is None:
        raise CameraUnknown
    permissions.require_watcher(actor, camera.room.centre_id)
    still = Still.objects.filter(camera=camera).first()
    if still is None:
        raise NoPictureYet

    payload = {"centre": camera.room.centre_id, "taken_at": still.taken_at.isoformat()}
    journal.record(name="CameraPictureSeen", subject=f"camera:{camera_id}", actor=actor.label, at=at, payload=payload)
    return bytes(still.image), still.content_type
