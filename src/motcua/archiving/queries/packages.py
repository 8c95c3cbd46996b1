"""Packages as they are told, and their files as they lie in the store."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from motcua.archiving import facts
from motcua.archiving.models import Package
from motcua.archiving.queries.entries import kept_agencies, reach
from motcua.documents import public as documents
from motcua.foundation.errors import NotAllowed, NotFound
from motcua.organization import public as organization

SHOWN = 60


class NoSuchPackage(NotFound):
    code = "no_such_package"
    vi = "Không có gói giao nộp số {package} trong những gói bạn xem được."
    en = "There is no package {package} among those that you may see."


class NotItsPackage(NotAllowed):
    code = "not_its_package"
    vi = "Gói giao nộp của cơ quan này do văn thư, trưởng đơn vị, lãnh đạo của chính cơ quan lập, tải và giao."
    en = "The packages of this agency are made, taken and handed over by its own clerks, heads and leaders."


class PackageFileGone(NotFound):
    code = "package_file_gone"
    vi = "Tệp của gói số {package} không đọc được từ kho. Báo người vận hành xem kho tệp và khóa của kho; nếu tệp đã mất, bỏ gói rồi lập lại."
    en = "The file of package {package} cannot be read from the store. Tell the operator; if it is lost, discard the package and make it again."


def folder() -> Path:
    return Path(settings.FILES) / "packages"


def place_of(package_id: int) -> Path:
    return folder() / f"{package_id}.zip"


def parts_of(package_id: int) -> list[Path]:
    """What is being written of a package, or was left by a worker that is gone."""
    return list(folder().glob(f"{package_id}-*.part"))


def packages(*, actor: organization.Actor) -> tuple[facts.Package, ...]:
    """The packages of the agencies whose archive this actor reads, the latest first. Raises KeepsNoRecords."""
    agencies = reach(actor)
    rows = Package.objects.all() if agencies is None else Package.objects.filter(agency__in=agencies)
    return tuple(package_of(row) for row in rows.order_by("-id")[:SHOWN])


def package(*, package_id: int, actor: organization.Actor) -> facts.Package:
    """One of them. Raises NoSuchPackage, KeepsNoRecords."""
    agencies, row = reach(actor), Package.objects.filter(pk=package_id).first()
    if row is None or (agencies is not None and row.agency_id not in agencies):
        raise NoSuchPackage(package=package_id)
    return package_of(row)


def may_make(actor: organization.Actor, agency_id: int) -> bool:
    """Whether this actor makes, takes and hands over the packages of an agency."""
    return actor.kind == "system" or agency_id in kept_agencies(actor)


def require_maker(actor: organization.Actor, agency_id: int) -> None:
    """Raises NotItsPackage."""
    if not may_make(actor, agency_id):
        raise NotItsPackage


def pieces_of(told: facts.Package, *, is_sealed: bool) -> Iterator[bytes]:
    """The bytes of a package, piece by piece. Raises PackageFileGone, at the latest at the end."""
    try:
        yield from documents.pieces_at(place_of(told.id), is_sealed=is_sealed)
    except documents.FileUnreadable:
        raise PackageFileGone(package=told.id) from None


def package_of(row: Package) -> facts.Package:
    return facts.Package(
        id=row.pk, agency_id=row.agency_id, year=row.year, progress=facts.Progress(row.progress), total=row.total, done=row.done,
        asked_at=row.asked_at, asked_by=row.asked_by_id, ready_at=row.ready_at, size=row.size, sha256=row.sha256,
        manifest_sha256=row.manifest_sha256, problem=row.problem, handed_on=row.handed_on, receiver=row.receiver,
        minutes_number=row.minutes_number,
    )  # fmt: skip
