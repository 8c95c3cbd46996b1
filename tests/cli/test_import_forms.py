"""`motcua import forms`: the packaged ones, those of others, and files that cannot be."""

import json
from pathlib import Path

import pytest
from tests.cli.words import Words

from motcua.eforms import public as eforms

pytestmark = pytest.mark.django_db


def test_the_packaged_forms_come_in_once_as_drafts(motcua: Words) -> None:
    first = motcua.done("import", "forms")

    assert (first["new"], first["refused"], len(first["not_pinned"])) == (14, [], 16)
    again = motcua.done("import", "forms")
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 14)


def test_files_of_others_come_in_and_what_is_broken_is_named(motcua: Words, tmp_path: Path) -> None:
    good, broken, huge = tmp_path / "tot.json", tmp_path / "hong.json", tmp_path / "to.json"
    good.write_text(eforms.packaged_forms()["khai-tu.json"])
    broken.write_text("{")
    huge.write_bytes(b'{"a": "' + b"x" * 50_000_000 + b'"}')

    code, out, _ = motcua("import", "forms", str(good), str(broken), str(huge), "--json")

    report = json.loads(out)
    assert (code, report["new"]) == (1, 1)
    assert [(one["code"], one["reason"]) for one in report["refused"]] == [
        ("hong.json", "form_not_json"),
        ("to.json", "form_not_json"),
    ]


def test_a_file_that_is_not_there_is_said(motcua: Words, tmp_path: Path) -> None:
    assert "khong-co.json" in motcua.refused("import", "forms", str(tmp_path / "khong-co.json"))
