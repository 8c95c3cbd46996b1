"""Kiosks and displays: paired by a code that is good once and for a day, known by a token, revoked by the centre."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from motcua.counters.facts import DeviceKind
from motcua.counters.models import Device
from motcua.counters.operations.appointments import new_code
from motcua.counters.operations.rooms import locked
from motcua.counters.rules import permissions
from motcua.foundation.errors import Invalid, NotAllowed, NotFound
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.organization import public as organization

PAIRING = timedelta(hours=24)


class PairingCodeWrong(NotAllowed):
    code = "pairing_code_wrong"
    vi = "Mã ghép không đúng, đã dùng hoặc đã quá 24 giờ. Nhờ trưởng đơn vị cấp mã mới."
    en = "The pairing code is wrong, was used, or is older than 24 hours. Ask for a new one."


class DeviceNameMissing(Invalid):
    code = "device_name_missing"
    vi = "Đặt tên cho thiết bị, ví dụ: Máy lấy số ở cửa chính."
    en = "Name the device, such as: kiosk at the main door."


class DeviceUnknown(NotFound):
    code = "device_unknown"
    vi = "Không có thiết bị này."
    en = "There is no such device."


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A device that has shown its token."""

    id: int
    room_id: int
    kind: DeviceKind
    name: str


@transaction.atomic
def issue_device(*, room_id: int, kind: DeviceKind, name: str, actor: organization.Actor, at: datetime) -> str:
    """Make a device and its pairing code, which is told once. Raises RoomUnknown, NotRoomKeeper, DeviceNameMissing."""
    room = locked(room_id)
    permissions.require_keeper(actor, room.centre_id)
    if not tidy(name):
        raise DeviceNameMissing

    code = new_code()
    device = Device.objects.create(
        room=room,
        kind=kind,
        name=tidy(name)[:120],
        digest=_digest(code),
        pair_until=at + PAIRING,
        issued_at=at,
        issued_by=actor.label,
    )

    _record("DeviceIssued", device, actor.label, at)
    return code


@transaction.atomic
def pair_device(*, code: str, at: datetime) -> str:
    """Give the token for a pairing code, once. Raises PairingCodeWrong."""
    device = Device.objects.select_for_update(of=("self",)).filter(digest=_digest(code.strip().upper()), paired_at=None).first()
    if device is None or device.revoked_at is not None or at > device.pair_until:
        raise PairingCodeWrong

    token = secrets.token_urlsafe(32)
    device.digest, device.paired_at, device.seen_at = _digest(token), at, at
    device.save(update_fields=["digest", "paired_at", "seen_at"])

    _record("DevicePaired", device, "device", at)
    return token


def know_device(*, token: str, kind: DeviceKind, at: datetime) -> Known | None:
    """Which device shows this token; None for one that was revoked, is of another kind, or is none."""
    row = (
        Device.objects.filter(digest=_digest(token), kind=kind, revoked_at=None).exclude(paired_at=None).first()
        if token
        else None
    )
    if row is None:
        return None
    if row.seen_at is None or at - row.seen_at > timedelta(minutes=1):
        Device.objects.filter(pk=row.pk).update(seen_at=at)
    return Known(id=row.pk, room_id=row.room_id, kind=DeviceKind(row.kind), name=row.name)


@transaction.atomic
def revoke_device(*, device_id: int, actor: organization.Actor, at: datetime) -> None:
    """Shut a device out at once; one that is shut out stays so. Raises DeviceUnknown, NotRoomKeeper."""
    device = Device.objects.select_for_update(of=("self",)).select_related("room").filter(pk=device_id).first()
    if device is None:
        raise DeviceUnknown
    permissions.require_keeper(actor, device.room.centre_id)
    if device.revoked_at is not None:
        return

    device.revoked_at, device.revoked_by = at, actor.label
    device.save(update_fields=["revoked_at", "revoked_by"])

    _record("DeviceRevoked", device, actor.label, at)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _record(name: str, device: Device, actor: str, at: datetime) -> None:
    payload = {"centre": device.room.centre_id, "kind": str(device.kind)}
    journal.record(name=name, subject=f"waiting_device:{device.pk}", actor=actor, at=at, payload=payload)
