"""Before a code is given, every attached file is looked at; all that must be mended is said at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from motcua.documents import public as documents
from motcua.dossiers.facts import Paper
from motcua.dossiers.queries.papers.files import standing_files
from motcua.dossiers.rules.signing import SYSTEMS
from motcua.foundation import clock
from motcua.foundation.errors import Invalid
from motcua.organization import public as organization


class FilesUnsound(Invalid):
    """`found`: for each bad file, where it stands and its defect."""

    code = "files_unsound"
    vi = "Chưa nhận được hồ sơ: {count} tệp phải sửa. {all_vi}"
    en = "The dossier cannot be taken in yet: {count} file(s) must be mended. {all_en}"

    @classmethod
    def of(cls, found: Sequence[tuple[str, documents.Defect]]) -> "FilesUnsound":
        return cls(
            count=len({where for where, _ in found}),
            all_vi=" ".join(f"{one.vi} {one.mend_vi}" for _, one in found),
            all_en=" ".join(f"{one.en} {one.mend_en}" for _, one in found),
            found=[(where, one.code, f"{one.vi} {one.mend_vi}", f"{one.en} {one.mend_en}") for where, one in found],
        )

    @property
    def details(self) -> list[dict[str, str]]:
        found: Iterable[tuple[str, str, str, str]] = self.values["found"]  # type: ignore[assignment]
        return [{"where": where, "code": code, "what": vi, "what_en": en} for where, code, vi, en in found]


class UnknownSystem(Invalid):
    code = "unknown_sign_in_system"
    vi = "Không có hệ thống định danh «{system}»: ghi portal (Cổng Dịch vụ công quốc gia), vneid (VNeID) hoặc để trống."
    en = "There is no sign-in system “{system}”: give portal, vneid, or nothing."


def require_system(system: str) -> str:
    if system and system not in SYSTEMS:
        raise UnknownSystem(system=system[:50])
    return system


def require_sound(papers: Sequence[Paper], *, actor: organization.Actor, at: datetime) -> None:
    """Every file that papers name was sent by this actor, is nobody else's, opens and will do. Raises FilesUnsound with all that are not."""
    if not any(paper.file_ref for paper in papers):
        return
    kept = documents.kept_files(refs=[paper.file_ref for paper in papers], on=clock.local_day(at))
    found: list[tuple[str, documents.Defect]] = []
    for number, paper in enumerate(papers):
        if paper.file_ref:
            where, file = f"papers.{number}.file_ref", kept.get(paper.file_ref)
            if file is None or file.held_by or file.made_by not in {actor.label, organization.SYSTEM.label}:
                found.append((where, documents.defect("file_missing", name=paper.name)))
            else:
                found += [(where, defect) for defect in file.blocking]
    if found:
        raise FilesUnsound.of(found)


def require_received_sound(dossier_id: int, at: datetime) -> None:
    """The files that a submitted dossier stands on will do. Raises FilesUnsound with all that will not."""
    found = [
        (f"files.{file.paper_id}", defect)
        for file in standing_files(dossier_id=dossier_id, on=clock.local_day(at))
        for defect in file.kept.blocking
    ]
    if found:
        raise FilesUnsound.of(found)
