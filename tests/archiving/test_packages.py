"""A package is whole, says what is in it, and is found out when a byte of it is changed."""

import contextlib
import hashlib
import io
import json
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from openpyxl import load_workbook
from tests.archiving.closed import ASKED, asked, closed
from tests.dossiers import given
from tests.dossiers.given import Lives, World

from motcua.archiving import public as archiving
from motcua.archiving.models import Entry, Package
from motcua.archiving.operations.package import MinutesMissing, NothingToHandOver, PackageNotReady
from motcua.archiving.operations.zipping import Member, Zipped
from motcua.archiving.public import NotAPackage, Progress, Track
from motcua.archiving.queries.packages import NotItsPackage, place_of
from motcua.archiving.rules.layout import FORMAT, MANIFEST
from motcua.documents.models import File
from motcua.documents.queries import store
from motcua.journal import public as journal


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, settings: object) -> None:
    settings.FILES = str(tmp_path / "files")  # type: ignore[attr-defined]


@pytest.fixture(params=["", "khoa-thu-cho-kho-tep"])
def key(request: pytest.FixtureRequest, settings: object) -> str:
    settings.FILES_KEY = request.param  # type: ignore[attr-defined]
    return str(request.param)


def made(world: World, key: str = "mot") -> archiving.Package:
    return archiving.make_package(package_id=asked(world, key).id, at=ASKED)


def taken(world: World, package: archiving.Package, folder: Path) -> Path:
    _, pieces = archiving.give_package(package_id=package.id, actor=world.who("clerk", world.rach_gia), at=ASKED)
    path = folder / "goi.zip"
    path.write_bytes(b"".join(pieces))
    return path


def test_a_package_goes_round_and_is_whole(world: World, life: Lives, key: str, tmp_path: Path) -> None:
    dossier = closed(life, world, "đơn.pdf", "../../<b>.pdf")
    closed(life, world)
    package = made(world)

    assert package.progress is Progress.READY, package.problem
    assert place_of(package.id).read_bytes()[:4] == (b"MTCS" if key else b"PK\x03\x04")
    path = taken(world, package, tmp_path)
    checked = archiving.check(path)
    assert (checked.wrong, checked.manifest_sha256) == ((), package.manifest_sha256)
    fact = next(fact for fact in journal.history(f"archive_package:{package.id}") if fact.name == "PackageMade")
    assert fact.payload["manifest"] == package.manifest_sha256
    with zipfile.ZipFile(path) as inside:
        code, names = given.code(dossier), inside.namelist()
        assert [name for name in names if name.startswith(f"ho-so/{code}/giay-to/")] == [
            f"ho-so/{code}/giay-to/001-đơn.pdf", f"ho-so/{code}/giay-to/002-b .pdf",
        ]  # fmt: skip
        assert sum(name.startswith(f"ho-so/{code}/van-ban/receipt-") for name in names) == 1
        said = json.loads(inside.read(f"ho-so/{code}/ho-so.json"))
        assert said["persons"][0]["id_number"].isdecimal()
        facts = json.loads(inside.read(f"ho-so/{code}/nhat-ky.json"))
        assert [one["hash"] for one in facts] == [bytes(one.hash).hex() for one in journal.history(f"dossier:{dossier}")]
        rows = list(load_workbook(io.BytesIO(inside.read("muc-luc-ho-so.xlsx"))).active.values)
        assert rows[1][:3] == ("Số TT", "Số, ký hiệu hồ sơ", "Tiêu đề hồ sơ")
        assert rows[2][1] == code
        assert len(rows) == 4
        assert inside.read("muc-luc-ho-so.pdf").startswith(b"%PDF")


def test_a_changed_byte_a_missing_and_a_strange_file_are_named(
    world: World, life: Lives, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = closed(life, world, "don.pdf")
    closed(life, world)
    whole = taken(world, made(world), tmp_path)
    bent, paper, facts = tmp_path / "bent.zip", "", f"ho-so/{given.code(dossier)}/nhat-ky.json"
    with zipfile.ZipFile(whole) as good, zipfile.ZipFile(bent, "w") as bad:
        for name in good.namelist():
            body = good.read(name)
            if name.endswith("don.pdf"):
                paper, body = name, body[:100] + bytes([body[100] ^ 1]) + body[101:]
            if name != facts:
                bad.writestr(name, body)
        bad.writestr("la.txt", "x")

    assert set(archiving.check(bent).wrong) == {(paper, "changed"), (facts, "missing"), ("la.txt", "not_listed")}
    with pytest.raises(SystemExit):
        call_command("archive", "verify", str(bent), "--json")
    told = json.loads(capsys.readouterr().out)
    assert not told["ok"]
    assert {"path": paper, "what": "changed"} in told["wrong"]
    call_command("archive", "verify", str(whole))
    assert "Nguyên vẹn" in capsys.readouterr().out


def test_a_byte_changed_in_the_file_itself_is_found(world: World, life: Lives, tmp_path: Path) -> None:
    closed(life, world, "don.pdf")
    path = taken(world, made(world), tmp_path)
    with zipfile.ZipFile(path) as good:
        info = next(one for one in good.infolist() if one.filename.endswith("don.pdf"))
        place = info.header_offset + 400
    body = bytearray(path.read_bytes())
    body[place] ^= 1
    path.write_bytes(bytes(body))

    assert archiving.check(path).wrong == ((info.filename, "changed"),)


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 nothing", b"\x00" * 1000])
def test_what_is_no_package_is_said_to_be_none(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(body)

    with pytest.raises(NotAPackage):
        archiving.check(tmp_path / "x.zip")


def test_a_lost_file_is_named_and_the_package_is_not_finished(world: World, life: Lives) -> None:
    dossier = closed(life, world, "bản vẽ.pdf")
    place = store.place_of(File.objects.select_related("content").get(held_by=f"dossier:{dossier}").content.digest)
    body = place.read_bytes()
    place.write_bytes(body[:-1] + b"?")
    package = made(world)

    assert package.progress is Progress.FAILED
    assert given.code(dossier) in package.problem
    assert "bản vẽ.pdf" in package.problem
    assert not list(place_of(package.id).parent.iterdir())
    place.unlink()
    clerk = world.who("clerk", world.rach_gia)
    archiving.make_again(package_id=package.id, actor=clerk, at=ASKED)
    assert archiving.make_package(package_id=package.id, at=ASKED).progress is Progress.FAILED
    place.write_bytes(body)
    archiving.make_again(package_id=package.id, actor=clerk, at=ASKED)
    assert archiving.make_package(package_id=package.id, at=ASKED).progress is Progress.READY


def test_a_job_that_was_killed_begins_again_and_finishes_once(world: World, life: Lives, monkeypatch: pytest.MonkeyPatch) -> None:
    from motcua.archiving.queries import contents  # noqa: PLC0415

    class Killed(BaseException):
        """As a worker that is gone."""

    for _ in range(3):
        closed(life, world)
    package, met, real = asked(world), [], contents.history

    def killed_at_the_second(dossier_id: int) -> list[dict[str, object]]:
        met.append(dossier_id)
        if len(met) == 2:
            raise Killed
        return real(dossier_id)

    monkeypatch.setattr(contents, "history", killed_at_the_second)
    with pytest.raises(Killed):
        archiving.make_package(package_id=package.id, at=ASKED)
    assert Package.objects.get().progress == Progress.RUNNING
    first, second = (archiving.make_package(package_id=package.id, at=ASKED) for _ in range(2))

    assert first == second
    assert first.progress is Progress.READY
    names = [fact.name for fact in journal.history(f"archive_package:{package.id}")]
    assert names == ["PackageAsked", "PackageMade"]


def test_handed_over_it_says_so_and_the_dossier_is_still_read(world: World, life: Lives) -> None:
    dossier, clerk = closed(life, world), world.who("clerk", world.rach_gia)
    package = made(world)
    said = {"receiver": "Lưu trữ lịch sử tỉnh", "minutes_number": "12/BBGN"}

    for wrong in ({"handed_on": date(2027, 1, 1)}, {"receiver": " "}, {"minutes_number": ""}):
        with pytest.raises(MinutesMissing):
            archiving.hand_over(
                package_id=package.id, actor=clerk, at=ASKED, **{"handed_on": date(2026, 12, 22), **said, **wrong}
            )  # type: ignore[arg-type]
    archiving.hand_over(package_id=package.id, actor=clerk, at=ASKED, handed_on=date(2026, 12, 22), **said)

    entry = archiving.entry_for(dossier, day=date(2026, 12, 23))
    assert entry is not None
    assert entry.track is Track.HANDED_OVER
    assert given.dossier_detail(dossier).papers is not None
    with pytest.raises(PackageNotReady):
        archiving.discard_package(package_id=package.id, actor=clerk, at=ASKED)


def test_a_package_is_asked_for_once_and_a_discarded_one_gives_its_dossiers_back(world: World, life: Lives) -> None:
    closed(life, world)
    package = made(world)

    assert asked(world).id == package.id
    with pytest.raises(NothingToHandOver):
        asked(world, "hai")
    archiving.discard_package(package_id=package.id, actor=world.who("head", world.rach_gia), at=ASKED)
    assert Entry.objects.get().package_id is None
    assert made(world, "ba").total == 1


@pytest.mark.parametrize(("role", "place"), [("clerk", "phu_quoc"), ("control", "office"), ("official", "rach_gia")])
def test_nobody_else_makes_or_takes_it(world: World, life: Lives, role: str, place: str) -> None:
    closed(life, world)
    package, actor = made(world), world.who(role, getattr(world, place))

    with pytest.raises(NotItsPackage):
        archiving.give_package(package_id=package.id, actor=actor, at=ASKED)
    with pytest.raises(NotItsPackage):
        archiving.ask_package(agency_id=world.rach_gia.id, year=2026, key="x", follow_address="", actor=actor, at=ASKED)


def test_every_taking_is_a_fact(world: World, life: Lives, tmp_path: Path) -> None:
    closed(life, world)
    package, clerk = made(world), world.who("clerk", world.rach_gia)
    taken(world, package, tmp_path)

    fact = journal.history(f"archive_package:{package.id}")[-1]
    assert (fact.name, fact.actor, fact.payload["sha256"]) == ("PackageTaken", f"user:{clerk.user_id}", package.sha256)


def test_the_stream_of_a_thousand_dossiers_keeps_to_a_few_megabytes() -> None:
    """A thousand dossiers of ten files of 100 KB: a gigabyte goes through."""
    piece = bytes(100_000)
    members = (Member(f"ho-so/{number // 10}/giay-to/{number}.pdf", [piece]) for number in range(10_000))
    zipped, size = Zipped(members, about={}, at=ASKED), 0
    tracemalloc.start()
    for some in zipped:
        size += len(some)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > 1_000_000_000
    assert zipped.files == 10_001
    assert most < 24_000_000


def test_whatever_byte_of_a_package_is_bent_there_is_an_answer(tmp_path: Path) -> None:
    body = b"Giay khai sinh " * 40
    said = {
        "format": FORMAT, "files": [{"path": "ho-so/1/don.txt", "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}],
    }  # fmt: skip
    path = tmp_path / "goi.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("ho-so/1/don.txt", body)
        package.writestr(MANIFEST, json.dumps(said))
    whole = path.read_bytes()
    assert archiving.check(path).wrong == ()

    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        with contextlib.suppress(NotAPackage):
            archiving.check(path)
