"""A kept dossier is handed in once, under its held code; what has a time that cannot be is looked at again first."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotFound, NotPossible, ReasonMissing
from motcua.foundation.sealing import seal, unseal
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.offline.facts import Answer, CodeState, Doubt
from motcua.offline.models import HeldCode, Review
from motcua.offline.operations.holding import key_of, locked, subject
from motcua.offline.operations.reading import filing_of, moment_of, opened
from motcua.offline.queries import limits_on
from motcua.offline.rules import permissions, times
from motcua.organization import public as organization


class NoSuchHeldCode(NotFound):
    code = "no_such_held_code"
    vi = "Mã {code} không thuộc các mã đã giữ trên máy này. Giữ lại hồ sơ trên máy và báo người vận hành."
    en = "The code {code} is none of those held on this device. Keep the dossier on the device and tell the operator."


class CodeWasGivenBack(NotPossible):
    code = "code_was_given_back"
    vi = "Mã {code} đã trả lại nên không nhận hồ sơ nào nữa. Xem sổ mã đã giữ, rồi tiếp nhận lại hồ sơ này bằng mã mới."
    en = "The code {code} was given back and takes no dossier any more. See the register of held codes and receive this dossier anew."


class SentOtherwise(NotPossible):
    code = "sent_otherwise"
    vi = "Mã {code} đã gửi đến trước khi sửa; chỗ vừa sửa chưa được ghi. Mở hồ sơ {code} và «Sửa thông tin đã ghi»."
    en = "{code} had arrived before the correction, which is not written. Open {code} and correct what was typed."


class ReceivedAtMissing(Invalid):
    code = "received_at_missing"
    vi = "Thiếu giờ nhận ghi trên giấy tiếp nhận."
    en = "The time of reception that the receipt names is missing."


class StillDoubtful(Invalid):
    code = "still_doubtful"
    vi = "Giờ nhận phải trong ngày {day:%d/%m/%Y} của mã, không trước lúc giữ mã ({held}) và không sau lúc này."
    en = "The time must be on {day:%d/%m/%Y}, the code's day, not before the codes were held ({held}) and not after now."


class NoteMissing(ReasonMissing):
    vi = "Ghi căn cứ của giờ nhận: giấy tiếp nhận, sổ tay, lời người nộp."
    en = "Say what the time of reception is taken from: the receipt, a notebook, the applicant."


class NoSuchReview(NotFound):
    code = "no_such_review"
    vi = "Không có hồ sơ cần xem lại này, hoặc đã xem xong."
    en = "There is no such dossier to look at, or it was looked at already."


@transaction.atomic
def hand_in(*, block_id: int, body: Mapping[str, Any], actor: organization.Actor, at: datetime) -> Answer:
    """File what a device kept. The same again gets the same answer and changes nothing.

    Raises NoSuchHeldCode, NotYourCodes, CodeWasGivenBack, SentOtherwise, ReceivedAtMissing, Unreadable and what file_dossier raises.
    """
    code = str(body.get("code", ""))[:60]
    row = _locked(block_id=block_id, code=code)
    if row is None:
        raise NoSuchHeldCode(code=code)
    permissions.require(actor, row.block.centre_id)
    digest = _digest(body)
    if row.state == CodeState.USED or hasattr(row, "review"):
        return _earlier(row, digest)
    if row.state in {CodeState.FREE, CodeState.BACK}:
        raise CodeWasGivenBack(code=code)
    filing, received_at = filing_of(body, centre_id=row.block.centre_id), moment_of(body, "received_at")
    if received_at is None:
        raise ReceivedAtMissing
    row.digest = digest
    doubt = _doubt(row, received_at, at)
    if doubt:
        return _keep(row, body, doubt, received_at, actor, at)
    return _file(row, filing, received_at, moment_of(body, "promised_at"), actor, at)


@transaction.atomic
def hand_in_sealed(
    *, block_id: int, code: str, nonce: bytes, sealed: bytes, actor: organization.Actor, at: datetime
) -> Answer:  # fmt: skip
    """File what a device kept for a colleague: opened here, so that the colleague's key stays away from everybody else.

    Raises NoSuchBlock, and what hand_in raises.
    """
    block = locked(block_id, actor)
    return hand_in(block_id=block_id, body={**opened(nonce, sealed, key_of(block)), "code": code}, actor=actor, at=at)


@transaction.atomic
def resolve_review(*, review_id: int, received_at: datetime, note: str, actor: organization.Actor, at: datetime) -> Answer:
    """File what was looked at again, with the time that somebody answers for. It may be old: that is why it was looked at.

    Raises NoSuchReview, NotYourCodes, StillDoubtful, NoteMissing and what file_dossier raises.
    """
    review = Review.objects.select_for_update(of=("self",)).filter(pk=review_id, resolved_at=None).first()
    if review is None:
        raise NoSuchReview
    row = _locked(pk=review.code_id)
    if row is None:
        raise NoSuchReview
    permissions.require(actor, row.block.centre_id)
    words = tidy(note)[:300]
    if not words:
        raise NoteMissing
    if _doubt(row, received_at, at) not in {None, Doubt.TOO_OLD}:
        raise StillDoubtful(day=row.block.day, held=f"{clock.local(row.block.held_at):%H:%M}")
    body = json.loads(unseal(review.body_sealed, secret=settings.IDENTITY_KEY))

    review.resolved_at, review.resolved_by_id, review.note, review.body_sealed = at, actor.user_id, words, b""
    review.save(update_fields=["resolved_at", "resolved_by", "note", "body_sealed"])
    filing = filing_of(body, centre_id=row.block.centre_id)
    answer = _file(row, filing, received_at, moment_of(body, "promised_at"), actor, at)

    journal.record(
        name="ReviewResolved", subject=subject(row.block_id), actor=actor.label, at=at,
        payload={"code": row.code, "stated": review.stated_at.isoformat(), "received": received_at.isoformat(), "doubt": review.doubt},
    )  # fmt: skip
    return answer


def _file(
    row: HeldCode, filing: dossiers.Filing, received_at: datetime, promised_at: datetime | None, actor: organization.Actor, at: datetime
) -> Answer:  # fmt: skip
    filed = dossiers.file_dossier(
        filing=replace(filing, filed_at=received_at), actor=actor, at=at, accept=True,
        receipt=dossiers.OnReceipt(code=row.code, received_at=received_at),
    )  # fmt: skip

    row.state, row.reason, row.dossier_id = CodeState.USED, "", filed.dossier_id
    row.received_at, row.arrived_at, row.promised_at, row.due_at = received_at, at, promised_at, filed.due_at
    row.save(update_fields=["state", "reason", "dossier", "received_at", "arrived_at", "promised_at", "due_at", "digest"])
    journal.record(
        name="HandedInLater", subject=subject(row.block_id), actor=actor.label, at=at,
        payload={"code": row.code, "received": received_at.isoformat(), "due": filed.due_at.isoformat() if filed.due_at else None},
    )  # fmt: skip
    return _answer(row, "filed")


def _keep(
    row: HeldCode, body: Mapping[str, Any], doubt: Doubt, received_at: datetime, actor: organization.Actor, at: datetime
) -> Answer:
    sealed = seal(json.dumps(body, ensure_ascii=False), secret=settings.IDENTITY_KEY)
    row.save(update_fields=["digest"])
    Review.objects.create(
        code=row, doubt=doubt, stated_at=received_at, arrived_at=at, body_sealed=sealed, sent_by_id=actor.user_id
    )
    journal.record(
        name="KeptForReview", subject=subject(row.block_id), actor=actor.label, at=at,
        payload={"code": row.code, "stated": received_at.isoformat(), "doubt": doubt.value},
    )  # fmt: skip
    return Answer(code=row.code, became="review", doubt=doubt)


def _earlier(row: HeldCode, digest: bytes) -> Answer:
    if bytes(row.digest) != digest:
        raise SentOtherwise(code=row.code)
    if row.state != CodeState.USED:
        return Answer(code=row.code, became="review", doubt=Doubt(row.review.doubt))
    return _answer(row, "repeated")


def _answer(row: HeldCode, became: str) -> Answer:
    told = bool(row.promised_at and row.due_at and row.promised_at != row.due_at)
    return Answer(code=row.code, became=became, due_at=row.due_at, is_due_otherwise=told)


def _doubt(row: HeldCode, received_at: datetime, at: datetime) -> Doubt | None:
    hours = limits_on(row.block.day).arrive_within_hours
    return times.doubt(received_at=received_at, held_at=row.block.held_at, day=row.block.day, at=at, hours=hours)


def _locked(**which: int | str) -> HeldCode | None:
    """The code, locked; its review is read after that, since what is joined here would be as it was before the wait."""
    return HeldCode.objects.select_for_update(of=("self",)).select_related("block").filter(**which).first()


def _digest(body: Mapping[str, Any]) -> bytes:
    """Of what was typed: the same kept dossier has the same one, whichever way its fields stand."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()
