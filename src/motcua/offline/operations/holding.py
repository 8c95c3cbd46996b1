"""Codes are held for a device, and given back."""

import hashlib
import hmac
from collections.abc import Collection
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotFound, NotPossible, ReasonMissing
from motcua.foundation.rows import execute
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.offline.facts import BlockFact, CodeState
from motcua.offline.models import Block, HeldCode, Review
from motcua.offline.queries import limits_on
from motcua.offline.rules import permissions
from motcua.organization import public as organization


class NoSuchBlock(NotFound):
    code = "no_such_codes"
    vi = "Không có lần giữ mã này. Mở lại trang sổ mã đã giữ."
    en = "These codes were never held. Open the register of held codes again."


class TooManyHeld(NotPossible):
    code = "too_many_codes_held"
    vi = "Bạn đang giữ {held} mã chưa dùng, nhiều nhất {most}. Dùng hoặc trả bớt mã rồi giữ thêm."
    en = "You hold {held} unused codes, at most {most}. Use or give back some first."


class DeviceUnnamed(Invalid):
    code = "device_unnamed"
    vi = "Thiếu tên máy hoặc khóa của lần giữ mã. Tải lại trang rồi giữ mã lại."
    en = "The device's name or the key of the request is missing. Load the page again and hold codes again."


class ReleaseReasonMissing(ReasonMissing):
    vi = "Ghi vì sao các mã còn lại không dùng: sổ phải nói rõ từng mã."
    en = "Say why the codes left are not used: the register must explain each."


@transaction.atomic
def hold_block(*, centre_id: int, device: str, request_key: str, actor: organization.Actor, at: datetime) -> BlockFact:
    """Hold codes of today for a device: first those that others gave back today. The same key again gets the same block.

    Raises NotYourCodes, DeviceUnnamed, TooManyHeld and what hold_codes raises.
    """
    permissions.require(actor, centre_id)
    day, owner = clock.local_day(at), actor.user_id
    if owner is None:
        raise permissions.NotYourCodes
    if not (8 <= len(device) <= 64 and 8 <= len(request_key) <= 64):
        raise DeviceUnnamed
    organization.require_open(centre_id, on=day)
    _lock(centre_id)
    if earlier := Block.objects.filter(user_id=owner, request_key=request_key).first():
        return fact(earlier)
    limits = limits_on(day)
    held = HeldCode.objects.filter(block__user_id=owner, block__day=day, state=CodeState.HELD).count()
    if held + limits.codes_per_block > limits.codes_open_most:
        raise TooManyHeld(held=held, most=limits.codes_open_most)

    block = Block.objects.create(centre_id=centre_id, user_id=owner, device=device, day=day, held_at=at, request_key=request_key)
    again = _free(centre_id, day)[: limits.codes_per_block]
    HeldCode.objects.filter(id__in=[one.pk for one in again]).update(block=block, state=CodeState.HELD, reason="")
    count = limits.codes_per_block - len(again)
    fresh = dossiers.hold_codes(centre_id=centre_id, count=count, actor=actor, at=at) if count else ()
    HeldCode.objects.bulk_create([HeldCode(block=block, code=code, state=CodeState.HELD) for code in fresh])

    journal.record(
        name="CodesHeld", subject=subject(block.pk), actor=actor.label, at=at,
        payload={"centre": centre_id, "day": day.isoformat(), "codes": sorted([*fresh, *(one.code for one in again)])},
    )  # fmt: skip
    return fact(block)


@transaction.atomic
def give_back(*, block_id: int, codes: Collection[str], actor: organization.Actor, at: datetime) -> tuple[str, ...]:
    """Codes that the device says are on no receipt: the last of the day go back to the counter, the others to whoever holds codes next
    today. Past their day they are written as not used. Returns those that the block no longer holds. Raises NoSuchBlock, NotYourCodes.
    """
    block = locked(block_id, actor)
    rows = _out(HeldCode.objects.filter(block=block, code__in=codes, state=CodeState.HELD))
    named = {row.code for row in rows}
    if clock.local_day(at) == block.day:
        back = dossiers.give_back_codes(centre_id=block.centre_id, day=block.day, codes=named, actor=actor)
        states = {row: CodeState.BACK if row.code in back else CodeState.FREE for row in rows}
    else:
        states = dict.fromkeys(rows, CodeState.UNUSED)

    for row, state in states.items():
        row.state, row.reason = state, "Máy trả lại, chưa ghi trên giấy nào"
    HeldCode.objects.bulk_update(rows, ["state", "reason"])
    if rows:
        journal.record(
            name="CodesGivenBack", subject=subject(block.pk), actor=actor.label, at=at,
            payload={state.value: sorted(row.code for row, now in states.items() if now is state) for state in set(states.values())},
        )  # fmt: skip
    gone = HeldCode.objects.filter(block=block, code__in=codes).exclude(state=CodeState.HELD)
    return tuple(sorted({*named, *gone.values_list("code", flat=True)}))


@transaction.atomic
def close_block(*, block_id: int, reason: str, actor: organization.Actor, at: datetime) -> int:
    """Write the codes left as not used, without the device: lost, broken, wiped. They may be on receipts, so nobody is given them again,
    and a dossier that still arrives under one is taken. Returns how many. Raises NoSuchBlock, NotYourCodes, ReleaseReasonMissing.
    """
    block, words = locked(block_id, actor), tidy(reason)[:300]
    if not words:
        raise ReleaseReasonMissing
    return write_unused([block.pk], words, actor=actor.label, at=at)


def write_unused(blocks: Collection[int], reason: str, *, actor: str, at: datetime) -> int:
    """What is still held of some blocks is not used."""
    rows = _out(HeldCode.objects.filter(block_id__in=blocks, state__in=[CodeState.HELD, CodeState.FREE]))
    HeldCode.objects.filter(id__in=[row.pk for row in rows]).update(state=CodeState.UNUSED, reason=reason)
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.block_id, []).append(row.code)
    for block_id, codes in found.items():
        journal.record(name="CodesNotUsed", subject=subject(block_id), actor=actor, at=at, payload={"codes": codes})
    return len(rows)


def _out(codes: "QuerySet[HeldCode]") -> list[HeldCode]:
    """Those that no dossier has arrived for, locked: one that is handed in at this moment is waited for, and then seen."""
    rows = list(codes.select_for_update().order_by("code"))
    kept = set(Review.objects.filter(code__in=rows).values_list("code_id", flat=True))
    return [row for row in rows if row.pk not in kept]


def device_key(block_id: int, actor: organization.Actor) -> bytes:
    """The key under which a device keeps the dossiers of an official: the same each time, for that official alone.

    Raises NoSuchBlock, NotYourCodes.
    """
    block = Block.objects.filter(pk=block_id).first()
    if block is None:
        raise NoSuchBlock
    permissions.require(actor, block.centre_id)
    if actor.user_id != block.user_id:
        raise permissions.NotYourCodes
    return key_of(block)


def key_of(block: Block) -> bytes:
    told = f"motcua offline 1|{block.user_id}|{block.device}"
    return hmac.digest(settings.IDENTITY_KEY.encode(), told.encode(), hashlib.sha256)


def subject(block_id: int) -> str:
    return f"codes:{block_id}"


def fact(block: Block) -> BlockFact:
    codes = HeldCode.objects.filter(block=block, state=CodeState.HELD).order_by("code").values_list("code", flat=True)
    return BlockFact(
        id=block.pk, centre_id=block.centre_id, user_id=block.user_id, device=block.device, day=block.day, held_at=block.held_at,
        codes=tuple(codes),
    )  # fmt: skip


def locked(block_id: int, actor: organization.Actor) -> Block:
    block = Block.objects.select_for_update(of=("self",)).filter(pk=block_id).first()
    if block is None:
        raise NoSuchBlock
    permissions.require(actor, block.centre_id)
    return block


def _free(centre_id: int, day: date) -> list[HeldCode]:
    rows = HeldCode.objects.select_for_update(of=("self",)).filter(
        block__centre_id=centre_id, block__day=day, state=CodeState.FREE
    )
    return list(rows.order_by("code"))


def _lock(centre_id: int) -> None:
    """One holds codes at a centre at a time: what was given back goes to one of them."""
    execute("SELECT pg_advisory_xact_lock(hashtext('offline'), %s)", [centre_id])
