"""What blocks, what is only told, and how a file may be served."""

import pytest

from motcua.documents.facts import Accepted, Contents, Kind, Signature
from motcua.documents.rules.defects import WORDS, defects_of
from motcua.documents.rules.kinds import kind_of, said_by
from motcua.documents.rules.serving import headers_of
from motcua.foundation.confidence import Confidence


def _rule(of: str, value: str, *, is_accepted: bool | None) -> Accepted:
    return Accepted(of=of, value=value, is_accepted=is_accepted, basis="Thông tư thử Điều 1", confidence=Confidence.READ)


PDF_YES = _rule("kind", "pdf", is_accepted=True)


def _codes(contents: Contents, name: str = "a.pdf", *rules: Accepted) -> list[tuple[str, bool]]:
    return [(one.code, one.is_blocking) for one in defects_of(contents, name=name, rules=rules or (PDF_YES,))]


@pytest.mark.parametrize(
    ("contents", "name", "codes"),
    [
        (Contents(kind=Kind.PDF), "a.pdf", []),
        (Contents(kind=Kind.PDF), "không đuôi", []),
        (Contents(kind=Kind.EMPTY), "a.pdf", [("file_empty", True)]),
        (Contents(kind=Kind.PROGRAM), "a.pdf", [("file_is_a_program", True)]),
        (Contents(kind=Kind.JPEG), "a.pdf", [("file_not_what_it_says", True)]),
        (Contents(kind=Kind.UNKNOWN), "a.xyz", [("kind_unknown", False)]),
        (Contents(kind=Kind.UNKNOWN), "a.pdf", [("file_not_what_it_says", True)]),
        (Contents(kind=Kind.PDF, found=("file_has_script",)), "a.pdf", [("file_has_script", False)]),
        (Contents(kind=Kind.PDF, found=("file_has_script", "file_locked")), "a.pdf", [("file_locked", True), ("file_has_script", False)]),
        (Contents(kind=Kind.PDF, signatures=(Signature.PADES, Signature.PADES)), "a.pdf", [("signature_kind_unsaid", False)]),
    ],
)  # fmt: skip
def test_what_is_certain_blocks_and_what_is_unknown_is_only_told(
    contents: Contents, name: str, codes: list[tuple[str, bool]]
) -> None:
    assert _codes(contents, name) == codes


def test_a_dated_row_decides_on_a_kind_of_signature_and_its_basis_is_told() -> None:
    signed = Contents(kind=Kind.PDF, signatures=(Signature.PDF_CMS,))

    assert _codes(signed, "a.pdf", PDF_YES, _rule("signature", "pdf_cms", is_accepted=True)) == []
    (refused,) = defects_of(signed, name="a.pdf", rules=[PDF_YES, _rule("signature", "pdf_cms", is_accepted=False)])
    assert (refused.code, refused.is_blocking) == ("signature_not_accepted", True)
    assert "Thông tư thử Điều 1" in refused.vi
    (kind,) = defects_of(Contents(kind=Kind.PDF), name="a.pdf", rules=[_rule("kind", "pdf", is_accepted=False)])
    assert kind.code == "kind_not_accepted"


def test_every_defect_names_the_file_and_says_how_to_mend_it_in_both_languages() -> None:
    for code, words in WORDS.items():
        assert "{name}" in words.vi, code
        assert "{name}" in words.en, code
        assert words.mend_vi, code
        assert words.mend_en, code


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", Kind.EMPTY), (b"%PDF-1.7", Kind.PDF), (b"rac\n%PDF-1.4", Kind.PDF), (b"\xff\xd8\xff\xe0", Kind.JPEG), (b"MZ\x90", Kind.PROGRAM),
        (b"#!/bin/sh", Kind.PROGRAM), (b"<html><script>", Kind.UNKNOWN), (b"\xef\xbb\xbf<?xml", Kind.XML), (b"xin chao", Kind.UNKNOWN),
    ],
)  # fmt: skip
def test_the_first_bytes_tell_the_kind(head: bytes, kind: Kind) -> None:
    assert kind_of(head) is kind
    assert said_by("a.PDF") == {Kind.PDF}
    assert said_by("pdf") == frozenset()


def test_only_pdf_and_pictures_are_shown_and_nothing_runs() -> None:
    shown = headers_of(Kind.PDF, 'Đơn "xin"\r\nX: y.pdf', size=3, inline=True)
    other = headers_of(Kind.XML, "a.xml", size=3, inline=True)

    assert shown["Content-Disposition"].startswith("inline; ")
    assert "\r" not in "".join(shown.values())
    assert "\n" not in "".join(shown.values())
    assert other["Content-Disposition"].startswith("attachment; ")
    assert other["Content-Type"] == "application/octet-stream"
    for headers in (shown, other):
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in headers["Content-Security-Policy"]
