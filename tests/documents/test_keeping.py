"""Keeping files: once by content, under clean names, sealed when a key is given, swept when nobody holds them."""

import os
import threading
import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.documents import samples

from motcua.documents import public as documents
from motcua.documents.models import Content, File
from motcua.foundation import clock, uploads
from motcua.organization.public import SYSTEM

AT = clock.local_moment("2026-11-16 08:00")
ON = date(2026, 11, 16)
pytestmark = pytest.mark.django_db


def _keep(data: bytes = b"", name: str = "don.pdf", at: datetime = AT) -> documents.KeptFile:
    return documents.keep_file(pieces=[data], name=name, actor=SYSTEM, at=at)


def _bytes_of(kept: documents.KeptFile) -> bytes:
    return b"".join(documents.pieces_of(ref=kept.ref))


def _stored(store: Path) -> list[Path]:
    return [path for path in store.rglob("*") if path.is_file()]


def test_the_same_bytes_are_kept_once_and_each_sender_has_a_reference_of_their_own(store: Path) -> None:
    data = samples.pdf(2)

    first, second = _keep(data, "don.pdf"), _keep(data, "ban sao.pdf")

    assert first.ref != second.ref
    assert (first.digest, first.name, second.name) == (second.digest, "don.pdf", "ban sao.pdf")
    assert [path.name for path in _stored(store)] == [first.digest]
    assert (Content.objects.count(), File.objects.count()) == (1, 2)
    assert (first.contents.pages, first.size, first.made_by, first.defects) == (2, len(data), SYSTEM.label, ())
    assert _bytes_of(second) == data


def test_with_a_key_nobody_reads_the_store_and_the_bytes_come_back_whole(store: Path, settings: Any) -> None:
    settings.FILES_KEY = "khoa cua kho"
    data = samples.pdf() + b"% BI MAT" + os.urandom(700_000)

    kept = _keep(data)

    (sealed,) = _stored(store)
    assert b"BI MAT" not in sealed.read_bytes()
    assert _bytes_of(kept) == data
    assert sealed.stat().st_mode & 0o077 == 0
    settings.FILES_KEY = "khoa khac"
    with pytest.raises(documents.FileUnreadable):
        _bytes_of(kept)


def test_a_sealed_file_that_was_cut_is_not_served_as_whole(store: Path, settings: Any) -> None:
    settings.FILES_KEY = "khoa cua kho"
    kept = _keep(os.urandom(600_000), "a.bin")
    (sealed,) = _stored(store)
    with sealed.open("r+b") as file:
        file.truncate(5 + 32 + 262_144 + 16)

    with pytest.raises(documents.FileUnreadable):
        _bytes_of(kept)


def test_what_was_kept_open_is_still_read_after_a_key_is_set(store: Path, settings: Any) -> None:
    kept = _keep(samples.pdf())
    settings.FILES_KEY = "khoa cua kho"

    assert _bytes_of(_keep(samples.pdf(), "lan hai.pdf")) == _bytes_of(kept) == samples.pdf()


def test_an_upload_that_breaks_off_leaves_nothing(store: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"%PDF-1.7"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        documents.keep_file(pieces=broken(), name="a.pdf", actor=SYSTEM, at=AT)

    assert _stored(store) == []
    assert not File.objects.exists()


def test_a_file_past_the_bound_is_refused_and_leaves_nothing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST", 1_000_000)

    with pytest.raises(documents.FileTooBig, match="larger than 1 MB"):
        documents.keep_file(pieces=[b"0" * 600_000] * 2, name="a.pdf", actor=SYSTEM, at=AT)

    assert _stored(store) == []


def test_twenty_megabytes_pass_through_without_being_held_in_memory(store: Path) -> None:
    piece = os.urandom(1_000_000)
    tracemalloc.start()

    kept = documents.keep_file(pieces=(piece for _ in range(20)), name="ban ve.bin", actor=SYSTEM, at=AT)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert kept.size == 20_000_000
    assert most < 6_000_000
    assert [defect.code for defect in kept.defects] == ["kind_unknown"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\Users\\an\\Đơn xin.pdf", "Đơn xin.pdf"), ("a\x00b\u202egnp.pdf", "a b gnp.pdf"),
        ("<script>alert(1)</script>.pdf", "script .pdf"), ("😀 đơn.pdf", "😀 đơn.pdf"), ("...", "tep"), ("", "tep"), (".htaccess", "htaccess"),
    ],
)  # fmt: skip
def test_names_are_kept_without_what_could_harm(store: Path, given: str, kept: str) -> None:
    assert _keep(samples.pdf(), given).name == kept


def test_an_overlong_name_is_cut_and_keeps_its_ending(store: Path) -> None:
    name = _keep(samples.pdf(), "đ" * 5000 + ".pdf").name

    assert len(name) == 200
    assert name.endswith("….pdf")


def test_two_who_bring_the_same_bytes_at_once_make_one_content(store: Path, transactional_db: None) -> None:
    data, made = samples.pdf(5), []

    def bring() -> None:
        try:
            made.append(_keep(data))
        finally:
            connection.close()

    threads = [threading.Thread(target=bring) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({kept.ref for kept in made}) == 4
    assert (Content.objects.count(), len(_stored(store))) == (1, 1)


def test_a_file_belongs_to_one_holder_for_good(store: Path) -> None:
    kept = _keep(samples.pdf())

    assert documents.hold_files(refs=[kept.ref, kept.ref], subject="dossier:1", at=AT) == 1
    assert documents.hold_files(refs=[kept.ref], subject="dossier:1", at=AT) == 0
    with pytest.raises(documents.FileHeldElsewhere):
        documents.hold_files(refs=[kept.ref], subject="dossier:2", at=AT)
    with pytest.raises(documents.FileHeldElsewhere):
        documents.hold_files(refs=["khong-co"], subject="dossier:1", at=AT)


def test_only_what_nobody_holds_is_swept_and_shared_bytes_stay(store: Path) -> None:
    held, loose, alone = _keep(samples.pdf()), _keep(samples.pdf(), "nua.pdf"), _keep(samples.picture(), "anh.jpg")
    documents.hold_files(refs=[held.ref], subject="dossier:1", at=AT)
    fresh = _keep(samples.picture("PNG"), "moi.png", at=AT + timedelta(days=3))

    swept = documents.sweep_files(at=AT + timedelta(days=3, hours=1))

    assert swept == 2
    assert set(documents.kept_files(refs=[held.ref, loose.ref, alone.ref, fresh.ref], on=ON)) == {held.ref, fresh.ref}
    assert {path.name for path in _stored(store)} == {held.digest, fresh.digest}
    assert documents.sweep_files(at=AT + timedelta(days=3, hours=1)) == 0


def test_what_a_dead_upload_left_behind_is_swept(store: Path) -> None:
    part = store / "incoming" / "chet.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"nua chung")
    os.utime(part, (AT.timestamp(), AT.timestamp()))

    documents.sweep_files(at=AT + timedelta(hours=5))
    assert part.exists()
    documents.sweep_files(at=AT + timedelta(hours=7))
    assert not part.exists()


def test_bytes_that_the_store_has_lost_are_said_as_missing(store: Path) -> None:
    kept = _keep(samples.pdf())
    _stored(store)[0].unlink()

    found = documents.kept_file(ref=kept.ref, on=ON)

    assert [defect.code for defect in found.defects] == ["file_missing"]
    with pytest.raises(documents.FileUnreadable):
        _bytes_of(kept)
    assert _keep(samples.pdf()).defects == ()
    with pytest.raises(documents.NoSuchFile):
        documents.kept_file(ref="../../etc/passwd", on=ON)
