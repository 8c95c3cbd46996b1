"""A hand-over package of a thousand dossiers: making it and checking it, beside a plain zip of the very same bytes with their SHA-256."""

import hashlib
import json
import os
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

from bench import house, table

DOSSIERS, FILES, FILE_BYTES = 1000, 3, 120_000
#: Different files among them: reading a new one takes longer than all the rest of a dossier, and is not measured here.
DIFFERENT = 30
DATABASE = "bench_archive"
_PIECE = 256 * 1024


def measure() -> None:
    section = table.Section("archive", f"A hand-over package of {DOSSIERS:,} dossiers, one process")
    house.made(DATABASE, _fill, made_by=["bench/desk/archive.py", "tests/archiving/closed.py", "tests/dossiers/given.py"])
    house.use(DATABASE)
    out = house.HOME / "package"
    out.mkdir(exist_ok=True)
    made = _child("make", str(out / "package.zip"))
    raw = _child("raw", str(out / "package.zip"), str(out / "plain.zip"))
    digest = _child("digest", str(out / "package.zip"))
    checked = _verified(out / "package.zip")
    section.add(
        "raw limit of making",
        f"{raw['seconds']:.1f} s",
        note="the same files read, hashed and written into a plain zip by Python's zipfile",
    )
    section.add(
        f"{DOSSIERS:,} dossiers with {made['files']:,} files, {made['size'] / 1e6:.0f} MB", f"{made['seconds']:.0f} s", raw=f"{raw['seconds']:.1f} s",
        ratio=f"{made['seconds'] / raw['seconds']:.0f}",
        note=f"{DOSSIERS / made['seconds']:.1f} dossiers/s, CPU {made['cpu']:.0f} s, of which {made['typst']:.0f} s for setting {made['documents']:,} documents once more",
    )  # fmt: skip
    section.add(
        "memory while it is made", f"{made['peak'] / 1024:.0f} MB", note="at most",
    )  # fmt: skip
    section.add(
        "`motcua archive verify`", f"{checked['seconds']:.1f} s", raw=f"{digest['seconds']:.1f} s", ratio=f"{checked['seconds'] / digest['seconds']:.1f}",
        note=f"{checked['files']:,} files, all whole; raw: SHA-256 of the whole file; ours begins a program",
    )  # fmt: skip
    section.notes.append(
        f"Each dossier: its metadata, its facts, {FILES} PDF files of {FILE_BYTES // 1000} kB, and its documents, which are set anew from what was "
        "issued and compared with the hash of the first print: that is nearly all of the time. One file is written, piece by piece."
    )
    house.use(house.PROVINCE)
    table.write(section)


def _fill() -> None:
    """Dossiers that were returned, each with its files, closed for the archive; by the operations of the house."""
    from django.core.management import call_command  # noqa: PLC0415
    from tests.archiving.closed import CLOSED  # noqa: PLC0415 (its tables need Django set up)
    from tests.documents import samples  # noqa: PLC0415
    from tests.documents.given import kept  # noqa: PLC0415
    from tests.dossiers import given  # noqa: PLC0415

    from motcua.archiving import public as archiving  # noqa: PLC0415
    from motcua.dossiers.public import Paper  # noqa: PLC0415
    from motcua.watchdog import public as watchdog  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    given.forget()
    world = given.province()
    life, counter, clerk = given.Lives(world), world.who("counter", world.rach_gia_centre), world.who("clerk", world.rach_gia)
    returned = []
    bodies = [samples.pdf(text=hashlib.shake_256(bytes([n])).hexdigest(FILE_BYTES // 2)) for n in range(DIFFERENT)]
    for number in range(DOSSIERS):
        bodies_here = [bodies[(number * FILES + n) % DIFFERENT] for n in range(FILES)]
        papers = tuple(
            Paper(name=f"Giấy {n}", component=f"Giấy {n}", file_ref=kept(body, f"giay-{n}.pdf", by=counter))
            for n, body in enumerate(bodies_here)
        )
        returned.append(life.returned(papers=papers))
        if number % 100 == 99:
            print(f"  {number + 1} dossiers", flush=True)
    watchdog.watch(at=CLOSED)
    for dossier in returned:
        archiving.close_dossier(dossier_id=dossier, actor=clerk, at=CLOSED)


# -- processes of their own, so that time and memory are theirs alone ------------------------------------------------


def _child(*what: str) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "bench.desk.archive", *what]
    done = subprocess.run(command, env={**os.environ, "BENCH_DATABASE": DATABASE}, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _verified(path: Path) -> dict[str, Any]:
    """The command as an archivist calls it."""
    began = time.perf_counter()
    call = [sys.executable, "-P", "-m", "motcua", "archive", "verify", str(path), "--json"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None:
            raise SystemExit("no answer")
        said = json.loads(process.stdout.read())
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    if not said["ok"]:
        raise SystemExit(f"not whole: {said['wrong'][:3]}")
    return {"seconds": time.perf_counter() - began, "files": said["files"], "peak": used.ru_maxrss}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _make(out: str) -> dict[str, Any]:
    """Ask for the package, make it, write it out as it is given."""
    from motcua.archiving import public as archiving  # noqa: PLC0415
    from motcua.archiving.models import Entry, Package  # noqa: PLC0415
    from motcua.foundation import clock  # noqa: PLC0415
    from motcua.organization.public import SYSTEM  # noqa: PLC0415

    at, agency = clock.now(), Entry.objects.values_list("agency", flat=True)[0]
    for one in Package.objects.exclude(progress="discarded"):
        archiving.discard_package(package_id=one.pk, actor=SYSTEM, at=at)
    asked = archiving.ask_package(
        agency_id=agency,
        year=2026,
        key=f"{time.time_ns()}",
        follow_address="https://motcua.example/tra-cuu/",
        actor=SYSTEM,
        at=at,
    )
    told = _Told()
    before, began, cpu = _peak(), time.perf_counter(), time.process_time()
    package = archiving.make_package(package_id=asked.id, at=at)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    if package.problem:
        raise SystemExit(package.problem)
    peak = _peak()
    _, pieces = archiving.give_package(package_id=asked.id, actor=SYSTEM, at=at)
    with Path(out).open("wb") as file:
        file.writelines(pieces)
    with zipfile.ZipFile(out) as inside:
        files = len(inside.namelist())
    return {
        "seconds": seconds, "cpu": cpu, "before": before, "peak": peak, "quarter": told.quarter, "typst": told.seconds,
        "documents": told.documents, "files": files, "size": package.size,
    }  # fmt: skip


class _Told:
    """Looks on while documents are set: how long that takes, and what memory is used a quarter of the way."""

    def __init__(self) -> None:
        from motcua.dossiers import public as dossiers  # noqa: PLC0415

        self.seconds, self.documents, self.dossiers, self.quarter = 0.0, 0, 0, 0
        self._real = dossiers.print_all
        dossiers.print_all = self._timed  # type: ignore[assignment]

    def _timed(self, **asked: Any) -> Any:
        self.dossiers += 1
        if self.dossiers == DOSSIERS // 4:
            self.quarter = _peak()
        began = time.process_time()
        for printed in self._real(**asked):
            self.seconds += time.process_time() - began
            self.documents += 1
            yield printed
            began = time.process_time()
        self.seconds += time.process_time() - began


def _raw(package: str, out: str) -> dict[str, Any]:
    began = time.perf_counter()
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            digest = hashlib.sha256()
            with source.open(info) as file, target.open(zipfile.ZipInfo(info.filename), "w") as copy:
                while piece := file.read(_PIECE):
                    digest.update(piece)
                    copy.write(piece)
    with Path(out).open("rb") as file:
        os.fsync(file.fileno())
    seconds = time.perf_counter() - began
    Path(out).unlink()
    return {"seconds": seconds, "peak": _peak()}


def _digest(package: str) -> dict[str, Any]:
    began = time.perf_counter()
    with Path(package).open("rb") as file:
        hashlib.file_digest(file, "sha256")
    return {"seconds": time.perf_counter() - began}


if __name__ == "__main__":
    house.open_house()
    print(json.dumps({"make": _make, "raw": _raw, "digest": _digest}[sys.argv[1]](*sys.argv[2:])))
