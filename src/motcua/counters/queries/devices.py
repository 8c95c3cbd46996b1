"""The devices of a room."""

from dataclasses import dataclass
from datetime import datetime

from motcua.counters.facts import DeviceKind
from motcua.counters.models import Device


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceFact:
    id: int
    kind: DeviceKind
    name: str
    paired_at: datetime | None
    seen_at: datetime | None
    issued_at: datetime
    revoked_at: datetime | None


def devices(room_id: int) -> tuple[DeviceFact, ...]:
    """Those in use first, the newest first."""
    rows = Device.objects.filter(room_id=room_id).order_by("-id")
    found = [
        DeviceFact(
            id=row.pk, kind=DeviceKind(row.kind), name=row.name, paired_at=row.paired_at, seen_at=row.seen_at,
            issued_at=row.issued_at, revoked_at=row.revoked_at,
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.revoked_at is not None))
