"""What is found in the bytes of good, broken and hostile files, each by a process of its own."""

import io
import sys
import time
import zipfile
import zlib

import pytest
from pyhanko.sign.fields import SigSeedSubFilter
from tests.documents import samples

from motcua.documents.facts import Kind, Signature
from motcua.documents.queries import looking
from motcua.documents.queries.looking import contents_of
from motcua.documents.rules.kinds import kind_of


def _look(data: bytes, **more: float) -> tuple[Kind, set[str]]:
    found = contents_of([data], kind=kind_of(data[:4096]), **more)
    return found.kind, set(found.found)


def test_a_good_pdf_opens_with_its_pages_and_nothing_wrong() -> None:
    found = contents_of([samples.pdf(3)], kind=Kind.PDF)

    assert (found.kind, found.pages, found.signatures, found.found) == (Kind.PDF, 3, (), ())


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (samples.pdf(2)[:-200], Kind.PDF, "file_truncated"),
        (b"%PDF-1.7\nrac" * 200 + b"%%EOF", Kind.PDF, "file_broken"),
        (samples.locked_pdf(), Kind.PDF, "file_locked"),
        (samples.pdf_without_pages(), Kind.PDF, "file_without_pages"),
        (samples.acting_pdf("/JavaScript"), Kind.PDF, "file_has_script"),
        (samples.acting_pdf("/Launch"), Kind.PDF, "file_starts_programs"),
        (samples.picture()[:-300], Kind.JPEG, "file_truncated"),
        (samples.picture("PNG")[:-300], Kind.PNG, "file_truncated"),
        (b"\x89PNG\r\n\x1a\nrac", Kind.PNG, "file_broken"),
        (samples.vast_picture(), Kind.PNG, "picture_too_large"),
        (samples.office(**{"word/vbaProject.bin": b"x"}), Kind.DOCX, "file_has_macros"),
        (samples.office(**{"word/embeddings/a.bin": b"x"}), Kind.DOCX, "file_carries_files"),
        (samples.office(**{"word/media/a.xml": b"0" * 30_000_000}), Kind.DOCX, "file_explodes"),
        (b"PK\x03\x04rac", Kind.ZIP, "file_broken"),
        (b"<?xml version='1.0'?><don>", Kind.XML, "file_broken"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", Kind.XML, "file_broken"),
        (b"0\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02rac", Kind.CMS, "file_broken"),
        (samples.altered_under_the_signature(), Kind.PDF, "changed_after_signing"),
        (samples.changed_after_signing(), Kind.PDF, "changed_after_signing"),
        (samples.signed_without_a_digest(), Kind.PDF, "signature_unreadable"),
        (samples.signed_xml(reference="#ten"), Kind.XML, "signature_over_a_part"),
    ],
)  # fmt: skip
def test_what_is_wrong_inside_is_found(data: bytes, kind: Kind, code: str) -> None:
    assert _look(data) == (kind, {code})


@pytest.mark.parametrize(
    ("data", "kind", "signatures"),
    [
        (samples.signed_pdf(), Kind.PDF, (Signature.PADES,)),
        (samples.signed_pdf(form=SigSeedSubFilter.ADOBE_PKCS7_DETACHED), Kind.PDF, (Signature.PDF_CMS,)),
        (samples.signed_pdf(samples.signed_pdf(), name="Ky2"), Kind.PDF, (Signature.PADES, Signature.PADES)),
        (samples.signed_xml(), Kind.XML, (Signature.XADES,)),
        (samples.signed_xml(reference="#goc", is_advanced=False), Kind.XML, (Signature.XMLDSIG,)),
        (samples.detached_signature(), Kind.CMS, (Signature.CMS,)),
        (samples.package(samples.detached_signature()), Kind.ASIC, (Signature.CMS,)),
    ],
)  # fmt: skip
def test_a_signature_is_told_by_its_kind_and_a_second_one_does_not_spoil_the_first(
    data: bytes, kind: Kind, signatures: tuple[Signature, ...]
) -> None:
    found = contents_of([data], kind=kind_of(data[:4096]))

    assert (found.kind, found.signatures, found.found) == (kind, signatures, ())


@pytest.mark.parametrize(("form", "kind"), [("JPEG", Kind.JPEG), ("PNG", Kind.PNG), ("TIFF", Kind.TIFF)])
def test_good_pictures_and_office_files_have_nothing_wrong(form: str, kind: Kind) -> None:
    assert _look(samples.picture(form)) == (kind, set())
    assert _look(samples.office()) == (Kind.DOCX, set())
    assert _look(samples.office("xl/workbook.xml")) == (Kind.XLSX, set())


def test_a_pdf_that_unpacks_to_gigabytes_ends_its_reader_and_nothing_else() -> None:
    bomb = zlib.compress(zlib.compress(b"0" * 400_000_000, 9), 9)
    head = b"%%PDF-1.5\n1 0 obj<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(bomb)
    started = time.monotonic()

    kind, found = _look(head + bomb + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF")

    assert kind is Kind.PDF
    assert found & {"file_broken", "file_takes_too_long", "file_truncated"}
    assert time.monotonic() - started < 45


def test_an_archive_in_an_archive_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("trong.zip", b"0" * 50_000_000)

    assert _look(out.getvalue()) == (Kind.ZIP, set())


def test_what_reads_hostile_bytes_knows_no_key_and_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_IDENTITY_KEY", "khoa")
    tell = "import json, os, sys; sys.stdin.buffer.read(); json.dump({'kind': 'pdf', 'found': [*os.environ]}, sys.stdout)"
    monkeypatch.setattr(looking, "_COMMAND", (sys.executable, "-c", tell))

    known = set(contents_of([samples.pdf()], kind=Kind.PDF).found)

    assert {"PATH"} <= known <= {"PATH", "TMPDIR", "PYTHONPATH", "LC_CTYPE"}


def test_a_reader_that_takes_longer_than_its_patience_is_ended() -> None:
    assert _look(samples.pdf(), patience=0.001) == (Kind.PDF, {"file_takes_too_long"})
