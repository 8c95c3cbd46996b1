"""Reading cameras: for the page, and for the check of life."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from motcua.counters.facts import CameraState
from motcua.counters.models import Camera
from motcua.foundation.errors import NotFound
from motcua.foundation.sealing import unseal


class CameraUnknown(NotFound):
    code = "camera_unknown"
    vi = "Không có camera này."
    en = "There is no such camera."


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraFact:
    id: int
    name: str
    stream_url: str
    picture_url: str
    counters: tuple[int, ...]
    counter_ids: tuple[int, ...]
    has_account: bool
    is_active: bool
    state: CameraState
    since: datetime | None
    checked_at: datetime | None
    said: str
    taken_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Target:
    """What the check of life asks; never written anywhere."""

    id: int
    stream_url: str
    picture_url: str
    account: tuple[str, str] | None


def cameras(room_id: int) -> tuple[CameraFact, ...]:
    """The cameras of a room by name, with their counters."""
    rows = (
        Camera.objects.filter(room_id=room_id)
        .order_by("name")
        .prefetch_related("counters")
        .select_related("still")
        .defer("still__image")
    )
    return tuple(_fact(row) for row in rows)


def _fact(row: Camera) -> CameraFact:
    return CameraFact(
        id=row.pk, name=row.name, stream_url=row.stream_url, picture_url=row.picture_url, is_active=row.is_active,
        counters=tuple(sorted(counter.number for counter in row.counters.all())),
        counter_ids=tuple(counter.pk for counter in row.counters.all()), has_account=bool(row.sign_in_sealed), state=CameraState(row.state),
        since=row.state_since, checked_at=row.checked_at, said=row.said,
        taken_at=row.still.taken_at if hasattr(row, "still") else None,
    )  # fmt: skip


def targets() -> tuple[Target, ...]:
    """Every camera in use, as the check of life asks it."""
    return tuple(_target(row) for row in Camera.objects.filter(is_active=True).order_by("id"))


def _target(row: Camera) -> Target:
    kept = unseal(row.sign_in_sealed, secret=settings.IDENTITY_KEY)
    account = tuple(json.loads(kept)) if kept else None
    return Target(id=row.pk, stream_url=row.stream_url, picture_url=row.picture_url, account=account)
