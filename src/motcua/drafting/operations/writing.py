"""Drafts: every save is a version; what two people type at once is never lost."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers import public as dossiers
from motcua.drafting.facts import Text
from motcua.drafting.models import Draft, DraftVersion
from motcua.drafting.operations.told import tell
from motcua.drafting.queries.reading import NothingWritten, versions_of
from motcua.drafting.rules.approving import OwnVersion, hands_of
from motcua.foundation.errors import Invalid, NotAllowed, StalePage
from motcua.foundation.four_eyes import is_among
from motcua.foundation.text import tidy
from motcua.organization import public as organization

#: A document of some two hundred pages.
LONGEST = 500_000


class DraftChanged(StalePage):
    vi = "Người khác vừa lưu phiên bản {number} sau khi bạn mở trang. Chữ bạn gõ vẫn còn bên dưới; xem chỗ khác rồi lưu tiếp."
    en = "Somebody else saved version {number} after you opened the page. What you typed is kept below; look at what differs and save again."


class BadDraft(Invalid):
    code = "bad_draft"
    vi = "Dự thảo cần tên văn bản và nội dung, dài nhất {most} chữ."
    en = "A draft needs a title and a text of at most {most} characters."


class NotYoursToApprove(NotAllowed):
    code = "not_yours_to_approve"
    vi = "Chỉ trưởng đơn vị hoặc lãnh đạo duyệt dự thảo, khi hồ sơ ở bước của mình."
    en = "Only the head or the leader approves a draft, while the dossier is at their step."


@transaction.atomic
def begin_draft(*, dossier_id: int, text: Text, key: str, actor: organization.Actor, at: datetime) -> int:
    """Begin a draft; the same `key` again makes nothing new. Raises BadDraft, and what hold_for_work raises."""
    dossiers.hold_for_work(dossier_id=dossier_id, actor=actor, at=at)
    made = Draft.objects.filter(dossier=dossier_id, request_key=key).first()
    if made is not None:
        return made.pk
    text = _right(text)
    row = Draft.objects.create(dossier_id=dossier_id, request_key=key)
    _add(row, text, actor, at)
    return row.pk


@transaction.atomic
def save_draft(*, dossier_id: int, draft_id: int, text: Text, seen: int, actor: organization.Actor, at: datetime) -> int:
    """Save a new version on top of the one that was seen; its number. The same text again makes none.

    Raises DraftChanged when somebody saved another in between, BadDraft, NothingWritten.
    """
    row, text = _held(dossier_id, draft_id, actor, at), _right(text)
    latest = row.versions.get(number=row.latest)
    if (latest.title, latest.body, latest.remarks) == (text.title, text.body, text.remarks):
        return row.latest
    if seen != row.latest:
        raise DraftChanged(number=row.latest)
    row.latest += 1
    row.save(update_fields=["latest"])
    _add(row, text, actor, at)
    return row.latest


@transaction.atomic
def restore_version(*, dossier_id: int, draft_id: int, number: int, seen: int, actor: organization.Actor, at: datetime) -> int:
    """Put the text of an earlier version on top; nothing is taken away. Raises DraftChanged, NothingWritten."""
    row = _held(dossier_id, draft_id, actor, at)
    if seen != row.latest:
        raise DraftChanged(number=row.latest)
    old = _version(row, number)
    row.latest += 1
    row.save(update_fields=["latest"])
    _add(row, Text(title=old.title, body=old.body, remarks=old.remarks), actor, at, restored=number)
    return row.latest


@transaction.atomic
def approve_version(*, dossier_id: int, draft_id: int, number: int, seen: int, actor: organization.Actor, at: datetime) -> None:
    """Pin the version that is to be issued, of somebody else's hand. Raises NotYoursToApprove, DraftChanged, NothingWritten, OwnVersion."""
    standing = dossiers.hold_for_work(dossier_id=dossier_id, actor=actor, at=at)
    if standing.step_role not in dossiers.LEADING:
        raise NotYoursToApprove
    row = _found(dossier_id, draft_id)
    if seen != row.latest:
        raise DraftChanged(number=row.latest)
    version = _version(row, number)
    if is_among(actor, dossiers.LEADING, hands_of(versions_of(row.pk), number)):
        raise OwnVersion
    row.approved, row.approved_by_id, row.approved_at = number, actor.user_id, at
    row.save(update_fields=["approved", "approved_by", "approved_at"])
    tell(
        "DraftApproved", what=f"draft:{row.pk}", dossier_id=dossier_id, actor=actor, at=at, version=number,
        texts=(version.title, version.body, version.remarks),
    )  # fmt: skip


def _held(dossier_id: int, draft_id: int, actor: organization.Actor, at: datetime) -> Draft:
    dossiers.hold_for_work(dossier_id=dossier_id, actor=actor, at=at)
    return _found(dossier_id, draft_id)


def _found(dossier_id: int, draft_id: int) -> Draft:
    row = Draft.objects.filter(dossier=dossier_id, pk=draft_id).first()
    if row is None:
        raise NothingWritten
    return row


def _version(row: Draft, number: int) -> DraftVersion:
    version = row.versions.filter(number=number).first()
    if version is None:
        raise NothingWritten
    return version


def _right(text: Text) -> Text:
    """As it is kept: lines end in one way, whatever the browser sends."""
    body = "\n".join(line.rstrip() for line in text.body.splitlines()).strip("\n")
    title, remarks = tidy(text.title)[:500], "\n".join(text.remarks.splitlines()).strip()[:4000]
    if not title or not body or len(body) > LONGEST:
        raise BadDraft(most=LONGEST)
    return Text(title=title, body=body, remarks=remarks)


def _add(row: Draft, text: Text, actor: organization.Actor, at: datetime, *, restored: int | None = None) -> None:
    DraftVersion.objects.create(
        draft=row, number=row.latest, title=text.title, body=text.body, remarks=text.remarks, author_id=actor.user_id, at=at,
        restored=restored,
    )  # fmt: skip
    tell(
        "DraftSaved", what=f"draft:{row.pk}", dossier_id=row.dossier_id, actor=actor, at=at, version=row.latest, restored=restored,
        texts=(text.title, text.body, text.remarks),
    )  # fmt: skip
