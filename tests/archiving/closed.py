"""Dossiers closed for the archive, and packages of them, by the real operations."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.documents.given import kept
from tests.dossiers.given import Lives, World, vn

from motcua.archiving import public as archiving
from motcua.dossiers.public import Paper
from motcua.watchdog import public as watchdog

#: A month after a dossier of the tiny world has ended.
CLOSED, ASKED = vn("2026-12-21 09:00").replace(microsecond=123456), vn("2026-12-22 09:00").replace(microsecond=654321)
ADDRESS = "http://localhost/tra-cuu/"


def returned(life: Lives, world: World, *names: str, **filing: Any) -> int:
    """A dossier with files of these names, its result returned."""
    counter = world.who("counter", world.rach_gia_centre)
    papers = tuple(
        Paper(name=name, component=f"Giấy {number}", file_ref=kept(by=counter, name=name)) for number, name in enumerate(names)
    )
    dossier = life.returned(**({"papers": papers} if papers else {}), **filing)
    watchdog.watch(at=CLOSED)
    return dossier


def closed(life: Lives, world: World, *names: str, **filing: Any) -> int:
    dossier = returned(life, world, *names, **filing)
    archiving.close_dossier(dossier_id=dossier, actor=world.who("clerk", world.rach_gia), at=CLOSED)
    return dossier


def asked(world: World, key: str = "mot") -> archiving.Package:
    return archiving.ask_package(
        agency_id=world.rach_gia.id,
        year=2026,
        key=key,
        follow_address=ADDRESS,
        actor=world.who("clerk", world.rach_gia),
        at=ASKED,
    )


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """The machine refuses to write on, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
