"""Requests from outside carry a key: the same key again gets the same answer and changes nothing."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from motcua.dossiers.facts import DossierId, DossierMoved, State
from motcua.dossiers.models import Request
from motcua.foundation.errors import DomainError, Invalid
from motcua.foundation.rows import Rows

REQUESTS = Rows(Request)
#: Who got no answer asks again within days; a quarter outlasts Tết, a system that was switched off, and a dispute about a call.
KEPT = timedelta(days=90)


class KeyUsedForAnother(Invalid):
    code = "idempotency_key_reused"
    vi = "Khóa «{key}» đã dùng cho một yêu cầu khác, thành hồ sơ {code}. Mỗi yêu cầu cần một khóa mới."
    en = "The key “{key}” was used for a different request, which made dossier {code}. Every request needs a key of its own."


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKey:
    """Who sent the request, under which key, and a digest of what it asked."""

    sender: str
    key: str
    digest: bytes

    @classmethod
    def of(cls, *, sender: str, key: str, asked: object) -> "RequestKey":
        text = json.dumps(asked, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
        return cls(sender=sender, key=key, digest=hashlib.sha256(text.encode()).digest())


def once(request: RequestKey | None, *, at: datetime, act: Callable[[], DossierMoved]) -> DossierMoved:
    """Act in one transaction, or give the answer of the first time. Raises KeyUsedForAnother."""
    if request is None:
        with transaction.atomic():
            return act()
    answer = _earlier(request)
    if answer is not None:
        return answer
    try:
        with transaction.atomic():
            fresh = act()
            REQUESTS.insert(
                Request(sender=request.sender, key=request.key, digest=request.digest, answer=written(fresh), made_at=at)
            )
            return fresh
    except (IntegrityError, DomainError):
        answer = _earlier(request)  # carried out beside us: what refused it now may be its own effect
        if answer is None:
            raise
        return answer


def forget_requests(*, at: datetime) -> int:
    """Let keys go that were answered long ago; after that the same key would be a new request. Returns how many."""
    forgotten, _ = Request.objects.filter(made_at__lt=at - KEPT).delete()
    return forgotten


def _earlier(request: RequestKey) -> DossierMoved | None:
    known = REQUESTS.first("sender = %s AND key = %s", [request.sender, request.key])
    if known is None:
        return None
    if bytes(known.digest) != request.digest:
        raise KeyUsedForAnother(key=request.key, code=known.answer["code"])
    return read(known.answer)


def written(moved: DossierMoved) -> dict[str, Any]:
    return {
        "dossier_id": moved.dossier_id, "code": moved.code, "move": moved.move, "state": int(moved.state),
        "due_at": moved.due_at.isoformat() if moved.due_at else None, "moves": moved.moves,
        "outcome": str(moved.outcome), **({"not_sent": moved.not_sent} if moved.not_sent else {}),
    }  # fmt: skip


def read(answer: dict[str, Any]) -> DossierMoved:
    due = answer["due_at"]
    return DossierMoved(
        dossier_id=DossierId(answer["dossier_id"]), code=answer["code"], move=answer["move"], state=State(answer["state"]),
        due_at=datetime.fromisoformat(due) if due else None, moves=answer["moves"], repeated=True,
        outcome=answer.get("outcome", ""), not_sent=tuple((agency, vi, en) for agency, vi, en in answer.get("not_sent", ())),
    )  # fmt: skip
