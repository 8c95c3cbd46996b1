"""`motcua import process`: a department's table becomes a draft, or says why not."""

import json
from pathlib import Path

import pytest
from tests.catalogue import given as catalogue
from tests.cli.words import Words
from tests.processes.given import HEAD, ROWS, workbook

pytestmark = pytest.mark.django_db
CODE = "1.000001"


def test_a_table_becomes_a_draft_and_what_stands_open_is_told(motcua: Words, tmp_path: Path) -> None:
    catalogue.procedure(CODE)
    file, open_ = tmp_path / "qt.xlsx", tmp_path / "mo.xlsx"
    file.write_bytes(workbook(*ROWS).read())
    open_.write_bytes(workbook(ROWS[0], ("2", "", "Chuyên viên", "1", ""), ("3", "Xử lý", "Tổ 5", "lâu", ""), ROWS[-1]).read())

    made = motcua.done("import", "process", str(file), "--procedure", CODE)
    code, out, _ = motcua("import", "process", str(open_), "--procedure", CODE, "--json")

    assert (made["steps"], made["refused"], made["notes"], made["problems"]) == (6, [], [], [])
    report = json.loads(out)
    assert (code, report["draft_id"] > made["draft_id"]) == (1, True), "a row was refused, so not all of it worked"
    assert [one["reason"] for one in (*report["refused"], *report["notes"])] == ["no_name", "who_unknown", "duration_unreadable"]
    assert {"no_role", "no_time"} <= {one["code"] for one in report["problems"]}


def test_what_makes_no_draft_is_said(motcua: Words, tmp_path: Path) -> None:
    catalogue.procedure(CODE)
    bad, good = tmp_path / "hong.docx", tmp_path / "qt.xlsx"
    bad.write_bytes(b"PK\x03\x04")
    good.write_bytes(workbook(*ROWS, head=HEAD).read())

    assert "hong.docx" in motcua.refused("import", "process", str(bad), "--procedure", CODE)
    assert "9.999999" in motcua.refused("import", "process", str(good), "--procedure", "9.999999")
    assert "khong-co.xlsx" in motcua.refused("import", "process", str(tmp_path / "khong-co.xlsx"), "--procedure", CODE)
