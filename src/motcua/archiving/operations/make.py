"""Making the file of a package: dossier after dossier into a stream. Begun again it is written from the start; it is finished once."""

import hashlib
import json
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db import InterfaceError, OperationalError, transaction

from motcua.archiving import facts
from motcua.archiving.facts import Progress
from motcua.archiving.models import Entry, Package
from motcua.archiving.operations import listing
from motcua.archiving.operations.package import drop_files, subject
from motcua.archiving.operations.zipping import Member, MemberChanged, Spool, Zipped
from motcua.archiving.queries import contents
from motcua.archiving.queries.entries import entry_of
from motcua.archiving.queries.packages import NoSuchPackage, folder, package_of, parts_of, place_of
from motcua.archiving.rules import layout
from motcua.documents import public as documents
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.errors import DomainError, NotPossible
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.owed_documents import public as owed

#: Dossiers between two words on how far it is, and read at once.
_AT_ONCE = 20


class FileLost(NotPossible):
    code = "file_of_dossier_lost"
    vi = "Hồ sơ {code}: tệp «{file}» không có trong kho hoặc không còn như lúc nhận. Gói chưa lập. Báo người vận hành khôi phục tệp rồi lập lại; nếu tệp đã mất hẳn, bỏ gói, lãnh đạo mở lại hồ sơ ấy và ghi lý do."
    en = "Dossier {code}: the file “{file}” is not in the store, or not as it was received. The package was not made."


class NotMade(NotPossible):
    code = "archive_package_not_made"
    vi = "Máy gặp trục trặc khi lập gói ({what}). Báo người vận hành xem chỗ trống của kho tệp và nhật ký máy chủ, xong rồi lập lại."
    en = "The machine failed while the package was made ({what}). Have the operator look at the space of the store and at the log, then make it again."


def make_package(*, package_id: int, at: datetime) -> facts.Package:
    """Make a package that waits; one that is made stays as it is. What cannot be made says why. Raises NoSuchPackage.

    Not one transaction: others are to see the progress. A lost database is the job's to try again; whatever else breaks leaves a
    package that can be asked for again.
    """
    row = _begin(package_id)
    if row.progress != Progress.RUNNING:
        return package_of(row)
    part = folder() / f"{package_id}-{secrets.token_hex(8)}.part"
    try:
        with _Making(row, at) as making:
            _finish(package_id, part, making.write(part), at)
    except DomainError as problem:
        _fail(package_id, part, problem)
    except (OperationalError, InterfaceError):
        raise
    except Exception as problem:
        _fail(package_id, part, NotMade(what=type(problem).__name__))
        raise
    finally:
        part.unlink(missing_ok=True)
    return package_of(Package.objects.get(pk=package_id))


@transaction.atomic
def _begin(package_id: int) -> Package:
    row = Package.objects.select_for_update().filter(pk=package_id).first()
    if row is None:
        raise NoSuchPackage(package=package_id)
    if row.progress in {Progress.WAITING, Progress.RUNNING}:
        row.progress, row.done, row.problem = Progress.RUNNING, 0, ""
        row.save(update_fields=["progress", "done", "problem"])
        drop_files(package_id)
    return row


def _fail(package_id: int, part: Path, problem: DomainError) -> None:
    """Say why, unless another has begun it again meanwhile."""
    if set(parts_of(package_id)) <= {part}:
        rows = Package.objects.filter(pk=package_id, progress=Progress.RUNNING)
        rows.update(progress=Progress.FAILED, problem=problem.sentence_vi[:1000])


@transaction.atomic
def _finish(package_id: int, part: Path, made: dict[str, Any], at: datetime) -> None:
    row = Package.objects.select_for_update().get(pk=package_id)
    if row.progress != Progress.RUNNING or not part.exists():  # discarded meanwhile, or begun again by another
        return
    row.progress, row.ready_at, row.done, row.is_sealed = Progress.READY, at, row.total, made.pop("sealed")
    row.size, row.sha256, row.manifest_sha256 = made["size"], made["sha256"], made["manifest"]
    row.save(update_fields=["progress", "ready_at", "done", "is_sealed", "size", "sha256", "manifest_sha256"])
    payload = {"agency": row.agency_id, "year": row.year, "dossiers": row.total, **made}
    journal.record(name="PackageMade", subject=subject(package_id), actor=organization.SYSTEM.label, at=at, payload=payload)
    part.replace(place_of(package_id))


class _Making:
    """One run over the dossiers of a package."""

    def __init__(self, row: Package, at: datetime) -> None:
        self._row, self._at, self._lines, self._code = row, at, Spool(), ""
        self._unit = organization.agency(row.agency_id).name

    def __enter__(self) -> "_Making":
        return self

    def __exit__(self, *_problem: object) -> None:
        self._lines.close()

    def write(self, part: Path) -> dict[str, Any]:
        """Write the file. Returns its size, its hashes and whether it is sealed. Raises FileLost."""
        about = {"agency": self._unit, "year": self._row.year, "dossiers": self._row.total, "made_at": self._at.isoformat()}
        zipped, digest, size = Zipped(self._members(), about=about, at=self._at), hashlib.sha256(), 0

        def plain() -> Iterator[bytes]:
            nonlocal size
            for piece in zipped:
                digest.update(piece)
                size += len(piece)
                yield piece

        try:
            sealed = documents.write_at(part, plain())
        except MemberChanged as changed:
            raise FileLost(code=self._code, file=str(changed).rpartition("/")[2]) from None
        return {
            "size": size, "sha256": digest.hexdigest(), "manifest": zipped.manifest_sha256, "files": zipped.files, "sealed": sealed,
        }  # fmt: skip

    def _members(self) -> Iterator[Member]:
        last, done = 0, 0
        while rows := list(Entry.objects.filter(package=self._row, pk__gt=last).order_by("pk")[:_AT_ONCE]):
            told = dossiers.ended([row.dossier_id for row in rows])
            for row in rows:
                yield from self._dossier(entry_of(row, told[row.dossier_id], clock.local_day(self._at)))
            last, done = rows[-1].pk, done + len(rows)
            Package.objects.filter(pk=self._row.pk, progress=Progress.RUNNING).update(done=done)
        head = {"title": "Mục lục hồ sơ", "unit": self._unit, "period": f"Hồ sơ kết thúc năm {self._row.year}"}
        yield Member(layout.LIST_XLSX, listing.xlsx(self._lines, title=f"MỤC LỤC HỒ SƠ · {self._unit} · {head['period']}"))
        yield Member(layout.LIST_PDF, listing.pdf(self._lines, head=head, at=self._at))

    def _dossier(self, entry: facts.Entry) -> Iterator[Member]:
        self._code = entry.code
        detail = dossiers.dossier_for_staff(code=entry.code, actor=organization.SYSTEM, at=self._at)
        place, files = layout.folder_of(entry.code), 0
        yield Member(f"{place}/ho-so.json", [_json(contents.metadata(detail, entry))])
        yield Member(f"{place}/nhat-ky.json", [_json(contents.history(entry.dossier_id))])
        for files, file in enumerate(detail.files, start=1):
            yield Member(layout.paper_path(entry.code, files, file.kept.name), self._paper(file.kept), file.kept.digest)
        address = f"{self._row.follow_address}?{urlencode({'ma': entry.code})}" if self._row.follow_address else ""
        for printed in dossiers.print_all(detail=detail, actor=organization.SYSTEM, at=self._at, address=address):
            files += 1
            yield Member(f"{place}/van-ban/{owed.name_of(printed.document)}.pdf", [printed.pdf], printed.sha256)
        self._lines.add(contents.line(detail, entry, files))

    def _paper(self, kept: documents.KeptFile) -> Iterator[bytes]:
        try:
            yield from documents.pieces_of(ref=kept.ref)
        except (documents.NoSuchFile, documents.FileUnreadable):
            raise FileLost(code=self._code, file=kept.name) from None


def _json(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1, default=str).encode()
