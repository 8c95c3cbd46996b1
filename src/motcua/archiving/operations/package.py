"""Packages for the archive: asked for, made in the background, given out, handed over, discarded."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from motcua.archiving import facts
from motcua.archiving.facts import Progress
from motcua.archiving.models import Entry, Package
from motcua.archiving.queries.packages import NoSuchPackage, package_of, parts_of, pieces_of, place_of, require_maker
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible
from motcua.foundation.jobs import put_off
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.organization import public as organization

#: The task that makes a package, by its name.
MAKE = "make_archive_package"


class NothingToHandOver(NotPossible):
    code = "nothing_to_hand_over"
    vi = "Năm {year} không còn hồ sơ đã khóa nào chưa vào gói. Khóa sổ các hồ sơ trước."
    en = "No closed dossier of {year} is left outside a package. Close dossiers first."


class PackageNotReady(NotPossible):
    code = "package_not_ready"
    vi = "Gói số {package} đang ở tình trạng «{progress}», chưa làm việc này được."
    en = "Package {package} is in state “{progress_en}”: this cannot be done."


class MinutesMissing(Invalid):
    code = "handover_minutes_missing"
    vi = "Ghi bên nhận và số biên bản giao nhận; ngày giao không được sau hôm nay."
    en = "Give the receiver and the number of the minutes; the day of handing over may not be after today."


def subject(package_id: int) -> str:
    return f"archive_package:{package_id}"


@transaction.atomic
def ask_package(
    *, agency_id: int, year: int, key: str, follow_address: str, actor: organization.Actor, at: datetime
) -> facts.Package:
    """Put all closed dossiers of an agency that ended in a year and are in no package into one, and have it made. The same key again is the same package.

    Raises NotItsPackage, NothingToHandOver.
    """
    require_maker(actor, agency_id)
    if before := Package.objects.filter(asked_by=actor.user_id, key=key[:60]).first():
        return package_of(before)
    waiting = Entry.objects.select_for_update().filter(agency=agency_id, year=year, reopened_at=None, package=None)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise NothingToHandOver(year=year)

    row = Package.objects.create(
        agency_id=agency_id, year=year, progress=Progress.WAITING, total=len(ids), key=key[:60], follow_address=follow_address[:300],
        asked_at=at, asked_by_id=actor.user_id,
    )  # fmt: skip
    Entry.objects.filter(pk__in=ids).update(package=row)
    put_off(MAKE, package_id=row.pk)
    _record("PackageAsked", row, actor, at, agency=agency_id, year=year, dossiers=len(ids))
    return package_of(row)


@transaction.atomic
def make_again(*, package_id: int, actor: organization.Actor, at: datetime) -> facts.Package:
    """Have a package made that could not be made before, or that has stood still: one that is being made goes on, and is made once.

    Raises NoSuchPackage, NotItsPackage, PackageNotReady.
    """
    row = _held(package_id, actor, Progress.FAILED, Progress.WAITING, Progress.RUNNING)
    if row.progress != Progress.FAILED:
        put_off(MAKE, package_id=row.pk)
        return package_of(row)
    row.progress, row.problem, row.done = Progress.WAITING, "", 0
    row.save(update_fields=["progress", "problem", "done"])
    put_off(MAKE, package_id=row.pk)
    _record("PackageAsked", row, actor, at, again=True)
    return package_of(row)


@transaction.atomic
def give_package(*, package_id: int, actor: organization.Actor, at: datetime) -> tuple[facts.Package, Iterator[bytes]]:
    """The bytes of a package, for those who make it; that it was taken is a fact. Raises NoSuchPackage, NotItsPackage, PackageNotReady."""
    row = _held(package_id, actor, Progress.READY, Progress.HANDED_OVER)
    told = package_of(row)
    _record("PackageTaken", row, actor, at, sha256=row.sha256)
    return told, pieces_of(told, is_sealed=row.is_sealed)


@transaction.atomic
def hand_over(
    *, package_id: int, handed_on: date, receiver: str, minutes_number: str, actor: organization.Actor, at: datetime
) -> facts.Package:
    """Write down that the archive has taken a package over. Raises NoSuchPackage, NotItsPackage, PackageNotReady, MinutesMissing."""
    row = _held(package_id, actor, Progress.READY)
    who, number = tidy(receiver)[:300], tidy(minutes_number)[:100]
    if not who or not number or handed_on > clock.local_day(at):
        raise MinutesMissing

    row.progress, row.handed_on, row.receiver, row.minutes_number = Progress.HANDED_OVER, handed_on, who, number
    row.handed_at, row.handed_by_id = at, actor.user_id
    row.save(update_fields=["progress", "handed_on", "receiver", "minutes_number", "handed_at", "handed_by"])
    _record("PackageHandedOver", row, actor, at, on=handed_on.isoformat(), minutes=number, manifest=row.manifest_sha256)
    return package_of(row)


@transaction.atomic
def discard_package(*, package_id: int, actor: organization.Actor, at: datetime) -> None:
    """Take a package apart that was not handed over: its dossiers stay closed and may go into another. Raises NoSuchPackage, NotItsPackage, PackageNotReady."""
    row = _held(package_id, actor, Progress.WAITING, Progress.RUNNING, Progress.FAILED, Progress.READY)
    Entry.objects.filter(package=row).update(package=None)
    row.progress = Progress.DISCARDED
    row.save(update_fields=["progress"])
    _record("PackageDiscarded", row, actor, at)
    transaction.on_commit(lambda: drop_files(package_id))


def _held(package_id: int, actor: organization.Actor, *states: Progress) -> Package:
    row = Package.objects.select_for_update().filter(pk=package_id).first()
    if row is None:
        raise NoSuchPackage(package=package_id)
    require_maker(actor, row.agency_id)
    if row.progress not in states:
        raise PackageNotReady(package=package_id, progress=Progress(row.progress).label, progress_en=row.progress)
    return row


def _record(name: str, row: Package, actor: organization.Actor, at: datetime, **payload: object) -> None:
    journal.record(name=name, subject=subject(row.pk), actor=actor.label, at=at, payload=payload)


def drop_files(package_id: int) -> None:
    """Nothing of a package stays in the store: neither its file nor what a killed worker left of one."""
    for path in (place_of(package_id), *parts_of(package_id)):
        path.unlink(missing_ok=True)
