"""Verifications and drafts of a dossier. Whether somebody may read the dossier, its own room has said before."""

from django.db.models import F
from django.utils.translation import gettext as _

from motcua.drafting.facts import DraftShown, Held, Kind, VerificationShown, VersionShown
from motcua.drafting.models import Draft, DraftVersion, Verification
from motcua.foundation.errors import NotFound
from motcua.foundation.rows import Rows

_VERIFICATIONS, _DRAFTS = Rows(Verification), Rows(Draft)


class NothingWritten(NotFound):
    code = "nothing_written"
    vi = "Hồ sơ này không có dự thảo, phiên bản hoặc lần xác minh ấy."
    en = "This dossier has no such draft, version or verification."


def verifications_of(dossier_id: int) -> tuple[VerificationShown, ...]:
    """Every verification of a dossier, in the order they were planned."""
    return tuple(_verification(row) for row in _VERIFICATIONS.select("dossier_id = %s ORDER BY planned_at, id", [dossier_id]))


def verification(*, dossier_id: int, verification_id: int) -> VerificationShown:
    """Raises NothingWritten."""
    row = Verification.objects.filter(dossier=dossier_id, pk=verification_id).first()
    if row is None:
        raise NothingWritten
    return _verification(row)


def drafts_of(dossier_id: int) -> tuple[DraftShown, ...]:
    """Every draft of a dossier with its latest version."""
    drafts = {row.pk: row for row in _DRAFTS.select("dossier_id = %s", [dossier_id])}
    rows = DraftVersion.objects.filter(draft__in=drafts, number=F("draft__latest")).order_by("draft_id") if drafts else ()
    return tuple(_draft(drafts[row.draft_id], row) for row in rows)


def draft(*, dossier_id: int, draft_id: int) -> DraftShown:
    """Raises NothingWritten."""
    found = next((one for one in drafts_of(dossier_id) if one.id == draft_id), None)
    if found is None:
        raise NothingWritten
    return found


def versions_of(draft_id: int) -> tuple[VersionShown, ...]:
    """Every version of a draft, the latest first."""
    return tuple(_version(row) for row in DraftVersion.objects.filter(draft=draft_id).order_by("-number"))


def issuable(dossier_id: int) -> list[tuple[str, str]]:
    """The approved versions of a dossier's drafts: how a result names them, and what people read."""
    rows = DraftVersion.objects.filter(draft__dossier=dossier_id, number=F("draft__approved")).order_by("draft_id")
    label = _("{title}, phiên bản {number}")
    return [(source_of(row.draft_id, row.number), label.format(title=row.title, number=row.number)) for row in rows]


def source_of(draft_id: int, number: int) -> str:
    """How a paper of a result names the version that it is."""
    return f"draft:{draft_id}/{number}"


def _verification(row: Verification) -> VerificationShown:
    return VerificationShown(
        id=row.pk, dossier_id=row.dossier_id, kind=Kind(row.kind), state=Held(row.state), planned_at=row.planned_at, place=row.place,
        asked=row.asked, applicant_must=row.applicant_must, purpose=row.purpose, held_at=row.held_at, attendees=row.attendees,
        content=row.content, conclusion=row.conclusion, applicant_came=row.applicant_came, reason=row.reason,
        planned_by=row.planned_by_id, recorded_by=row.recorded_by_id, revision=row.revision,
    )  # fmt: skip


def _draft(row: Draft, latest: DraftVersion) -> DraftShown:
    return DraftShown(
        id=row.pk, dossier_id=row.dossier_id, latest=_version(latest), approved=row.approved, approved_by=row.approved_by_id,
        approved_at=row.approved_at,
    )  # fmt: skip


def _version(row: DraftVersion) -> VersionShown:
    return VersionShown(
        number=row.number, title=row.title, body=row.body, remarks=row.remarks, author_id=row.author_id, at=row.at,
        restored=row.restored,
    )  # fmt: skip
