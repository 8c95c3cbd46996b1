"""What a device keeps and sends."""

import base64
import json
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tests.dossiers.factories import FIVE_DAYS, ID_NUMBER, PHONE
from tests.dossiers.given import AT, World

from motcua.offline import public as offline
from motcua.organization.public import Actor

DEVICE = "may-quay-so-1"


def held(
    world: World, *, at: datetime = AT, key: str = "lan-giu-ma-1", actor: Actor | None = None, device: str = DEVICE
) -> offline.BlockFact:
    """Codes held by the counter of Rạch Giá."""
    centre = world.rach_gia_centre
    return offline.hold_block(
        centre_id=centre.id, device=device, request_key=key, actor=actor or world.who("counter", centre), at=at
    )


def body(world: World, code: str, received_at: datetime, **more: Any) -> dict[str, Any]:
    """A dossier as the device sends it."""
    return {
        "code": code, "received_at": received_at.isoformat(), "procedure": FIVE_DAYS, "competent_id": world.rach_gia.id,
        "return_way": "direct", "name": "Trần Thị Bích Thủy", "id_number": ID_NUMBER, "phone": PHONE, "address": "12 Nguyễn Trãi",
        "papers": [{"name": "Đơn đề nghị", "originals": 1, "copies": 0}], **more,
    }  # fmt: skip


def as_kept(dossier: dict[str, Any], key: bytes) -> dict[str, str]:
    """As it lies on the device and as a colleague's browser sends it: sealed, its code beside it."""
    nonce = bytes(range(12))
    inside = json.dumps({name: value for name, value in dossier.items() if name != "code"}).encode()
    parts = {"nonce": nonce, "sealed": AESGCM(key).encrypt(nonce, inside, None)}
    return {"code": dossier["code"], **{name: base64.b64encode(part).decode() for name, part in parts.items()}}


def sent(world: World, block: offline.BlockFact, code: str, received_at: datetime, at: datetime, **more: Any) -> offline.Answer:
    """Handed in by who holds the codes."""
    actor = world.who("counter", world.rach_gia_centre)
    return offline.hand_in(block_id=block.id, body=body(world, code, received_at, **more), actor=actor, at=at)
