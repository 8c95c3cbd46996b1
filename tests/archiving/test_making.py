"""A package that breaks off, whatever broke: it says so, it can be asked for again, and what is written of it is for nobody else's eyes."""

from pathlib import Path

import pytest
from django.db import OperationalError
from tests.archiving.closed import ASKED, asked, closed, no_file_longer_than
from tests.dossiers.given import Lives, World

from motcua.archiving import public as archiving
from motcua.archiving.models import Package
from motcua.archiving.operations.package import PackageNotReady
from motcua.archiving.public import Progress
from motcua.archiving.queries import contents
from motcua.archiving.queries.packages import folder, place_of
from motcua.journal import public as journal


class Killed(BaseException):
    """As a worker that is gone."""


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, settings: object) -> None:
    settings.FILES = str(tmp_path / "files")  # type: ignore[attr-defined]


def left() -> list[str]:
    return sorted(path.name for path in folder().iterdir())


def test_a_full_disk_leaves_a_package_that_says_so_and_is_made_again(world: World, life: Lives) -> None:
    closed(life, world, "don.pdf")
    package = asked(world)

    with no_file_longer_than(3000), pytest.raises(OSError, match="too large"):
        archiving.make_package(package_id=package.id, at=ASKED)

    row = Package.objects.get()
    assert row.progress == Progress.FAILED
    assert "OSError" in row.problem
    assert left() == []
    archiving.make_again(package_id=package.id, actor=world.who("clerk", world.rach_gia), at=ASKED)
    assert archiving.make_package(package_id=package.id, at=ASKED).progress is Progress.READY


def test_a_lost_database_is_left_to_the_job_that_tries_again(world: World, life: Lives, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(_dossier_id: int) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    closed(life, world)
    package = asked(world)
    with monkeypatch.context() as broken:
        broken.setattr(contents, "history", lose)
        with pytest.raises(OperationalError):
            archiving.make_package(package_id=package.id, at=ASKED)

    assert Package.objects.get().progress == Progress.RUNNING
    assert left() == []
    assert archiving.make_package(package_id=package.id, at=ASKED).progress is Progress.READY


def test_what_is_written_of_it_only_the_house_reads(world: World, life: Lives, monkeypatch: pytest.MonkeyPatch) -> None:
    real, seen = contents.history, []

    def looked_at(dossier_id: int) -> list[dict[str, object]]:
        seen.extend(path.stat().st_mode & 0o777 for path in folder().iterdir())
        return real(dossier_id)

    monkeypatch.setattr(contents, "history", looked_at)
    closed(life, world)
    package = archiving.make_package(package_id=asked(world).id, at=ASKED)

    assert seen == [0o600]
    assert place_of(package.id).stat().st_mode & 0o777 == 0o600
    assert folder().stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("breaks", [False, True])
def test_of_two_that_make_it_at_once_the_later_one_makes_it(
    breaks: bool, world: World, life: Lives, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A worker held for dead that lives on: the other has begun from the start meanwhile."""
    real, inner = contents.history, []

    def overtaken(dossier_id: int) -> list[dict[str, object]]:
        if not inner:
            inner.append(1)
            inner[0] = archiving.make_package(package_id=package.id, at=ASKED)
            if breaks:
                raise OSError("no space left")
        return real(dossier_id)

    closed(life, world, "don.pdf")
    package = asked(world)
    monkeypatch.setattr(contents, "history", overtaken)
    try:
        archiving.make_package(package_id=package.id, at=ASKED)
    except OSError:
        assert breaks

    actor = world.who("clerk", world.rach_gia)
    told, pieces = archiving.give_package(package_id=package.id, actor=actor, at=ASKED)
    assert told == inner[0]
    (tmp_path / "goi.zip").write_bytes(b"".join(pieces))
    assert archiving.check(tmp_path / "goi.zip").is_whole
    assert left() == [f"{package.id}.zip"]
    assert [fact.name for fact in journal.history(f"archive_package:{package.id}")].count("PackageMade") == 1


def test_what_a_killed_worker_left_goes_with_a_discarded_package(
    world: World, life: Lives, django_capture_on_commit_callbacks: object
) -> None:
    closed(life, world)
    package, actor = asked(world), world.who("clerk", world.rach_gia)
    folder().mkdir(parents=True)
    (folder() / f"{package.id}-0123.part").write_bytes(b"Tran Thi Bich 089190001234")
    (folder() / f"{package.id}1-0123.part").write_bytes(b"another package")

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        archiving.discard_package(package_id=package.id, actor=actor, at=ASKED)

    assert left() == [f"{package.id}1-0123.part"]


def test_one_that_stands_still_can_be_asked_for_again_and_one_that_is_made_goes_on(world: World, life: Lives) -> None:
    closed(life, world)
    package, actor = asked(world), world.who("clerk", world.rach_gia)
    Package.objects.update(progress=Progress.RUNNING, done=1)

    told = archiving.make_again(package_id=package.id, actor=actor, at=ASKED)

    assert (told.progress, told.done) == (Progress.RUNNING, 1)
    assert archiving.make_package(package_id=package.id, at=ASKED).progress is Progress.READY
    with pytest.raises(PackageNotReady):
        archiving.make_again(package_id=package.id, actor=actor, at=ASKED)
