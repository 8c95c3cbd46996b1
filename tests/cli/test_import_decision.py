"""`motcua import decision`: looked at, taken over, seen on both sides of its day, undone."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.catalogue import given
from tests.catalogue.decisions import lists
from tests.catalogue.decisions.lists import ABOLISHED, AMENDED, NEW, row
from tests.cli.words import Words

from motcua.catalogue.models import Decision
from motcua.catalogue.queries.reading import history
from motcua.foundation import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def effect() -> str:
    """A day that has not come yet, whatever the day of the test."""
    return (clock.local_day(clock.now()) + timedelta(days=9)).isoformat()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    given.procedure("1.000001")
    given.procedure("1.000002")
    path = tmp_path / "qd.xlsx"
    rows = (AMENDED, row("1.000001", limit="03 ngày làm việc"), ABOLISHED, row("1.000002"), NEW, row("1.000009"))
    path.write_bytes(lists.workbook(*rows).getvalue())
    return path


def test_a_preview_tells_all_and_writes_nothing(motcua: Words, file: Path, effect: str) -> None:
    told = motcua.done("import", "decision", str(file), "--effective", effect, "--preview")

    assert told["decision"]["number"] == "2770/QĐ-UBND"
    assert told["decision"]["state"] is None
    assert told["counts"] == {"new": 1, "amended": 1, "replaced": 0, "abolished": 1}
    assert told["lines"][0]["changes"] == [{"part": "limit", "before": "5 ngày làm việc", "after": "03 ngày làm việc"}]
    assert not Decision.objects.exists()


def test_what_is_imported_stands_on_its_day_and_not_before_and_can_be_undone(motcua: Words, file: Path, effect: str) -> None:
    before = (clock.local_day(clock.now()) + timedelta(days=8)).isoformat()

    def limit(on: str) -> Any:
        return motcua.done("catalogue", "show", "1.000001", "--on", on)["limit"]

    assert motcua.done("import", "decision", str(file), "--effective", effect)["decision"]["state"] == "approved"
    assert motcua.done("import", "decision", str(file), "--effective", effect)["unchanged"]
    assert (limit(before)["amount"], limit(effect)["amount"]) == (5, 3)
    assert "1.000002" in motcua.refused("catalogue", "show", "1.000002", "--on", effect)

    asked = ("import", "decision", "--undo", "2770/QĐ-UBND")
    codes = ["1.000001", "1.000002", "1.000009"]
    assert "--reason" in motcua.refused(*asked)
    assert motcua.done(*asked, "--preview")["codes"] == codes
    assert limit(effect)["amount"] == 3
    assert motcua.done(*asked, "--reason", "Nhầm tệp")["codes"] == codes
    assert Decision.objects.get().undo_reason == "Nhầm tệp"

    assert limit(effect)["amount"] == 5
    motcua.refused(*asked, "--reason", "Nhầm tệp")


def test_a_refused_row_is_told_and_the_command_fails(motcua: Words, tmp_path: Path, effect: str) -> None:
    path = tmp_path / "qd.xlsx"
    path.write_bytes(lists.workbook(AMENDED, row("1.000404")).getvalue())

    code, out, _ = motcua("import", "decision", str(path), "--effective", effect, "--json")

    assert code == 1
    assert [(one["place"], one["code"], one["reason"]) for one in json.loads(out)["refused"]] == [
        ("Trang «Sheet», dòng 5", "1.000404", "unknown_code")
    ]
    code, out, _ = motcua("import", "decision", str(path), "--effective", effect)
    assert (code, "Trang «Sheet», dòng 5 1.000404 unknown_code" in out) == (1, True)
    assert not Decision.objects.exists()


def test_a_draft_is_previewed_with_what_is_missing_and_not_imported(motcua: Words, tmp_path: Path) -> None:
    given.procedure("1.000001")
    path = tmp_path / "du-thao.xlsx"
    path.write_bytes(lists.workbook(AMENDED, row("1.000001", limit="03 ngày làm việc"), signed=False).getvalue())

    told = motcua.done("import", "decision", str(path), "--preview")

    assert {name: told["decision"][name] for name in ("number", "signed_on", "effective_on")} == {
        "number": None,
        "signed_on": None,
        "effective_on": None,
    }
    assert told["missing"] == ["number", "signed_on", "effective_on"]
    assert [one["after"] for one in told["lines"][0]["changes"]] == ["03 ngày làm việc"]
    code, out, _ = motcua("import", "decision", str(path), "--preview")
    assert (code, "--number, --signed, --effective" in out) == (0, True)
    assert "Tệp chưa ghi ngày có hiệu lực: so với danh mục hôm nay." in out
    assert "số, ngày ký, ngày có hiệu lực" in motcua.refused("import", "decision", str(path))
    assert not Decision.objects.exists()


def test_a_signing_to_come_is_previewed_and_its_import_says_what_to_do(motcua: Words, file: Path, effect: str) -> None:
    asked = ("import", "decision", str(file), "--effective", effect, "--signed", effect)

    assert motcua.done(*asked, "--preview")["missing"] == ["signed_on"]
    assert "giữ là dự thảo; ký xong thì nhập lại" in motcua.refused(*asked)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)])
def test_a_file_that_is_none_is_refused_in_both_languages(motcua: Words, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "qd.xlsx"
    path.write_bytes(content)

    assert "qd.xlsx" in motcua.refused("import", "decision", str(path), "--preview")


def test_what_is_missing_is_asked_for(motcua: Words, file: Path) -> None:
    assert "ngày có hiệu lực" in motcua.refused("import", "decision", str(file))
    assert "FILE" in motcua.refused("import", "decision")
    motcua.refused("import", "decision", "khong-co.xlsx")


def test_the_history_names_the_decisions(motcua: Words, file: Path, effect: str) -> None:
    motcua.done("import", "decision", str(file), "--effective", effect)

    versions = motcua.done("catalogue", "show", "1.000001", "--on", effect)["versions"]

    assert [(one["number"], one["decision"], one["ended_by"]) for one in versions] == [
        (2, "2770/QĐ-UBND ngày 02/11/2026", ""),
        (1, "1/QĐ-BTP", "2770/QĐ-UBND"),
    ]
    assert history("1.000002")[0].ended_by == "2770/QĐ-UBND"


def test_what_is_in_force_and_what_was_late_is_told_for_a_day(motcua: Words, file: Path) -> None:
    motcua.done("import", "decision", str(file), "--effective", "2026-11-04")

    def codes(on: str) -> list[str]:
        return [one["code"] for one in motcua.done("catalogue", "in-force", "--on", on)["items"]]

    (late,) = motcua.done("catalogue", "decisions", "--on", "2026-11-12")["late"]
    checked = motcua.done("catalogue", "check", "--on", "2026-11-12")["late_decisions"]

    assert (codes("2026-11-03"), codes("2026-11-04")) == (["1.000001", "1.000002"], ["1.000001", "1.000009"])
    assert (late["sign_by"], late["signed_days_late"], late["fault"]) == ("2026-10-30", 3, "issuer")
    assert (late["post_by"], late["posted_days_late"]) == ("2026-11-09", 3)
    assert checked == [late]
    code, told, _ = motcua("catalogue", "decisions", "--on", "2026-11-12")
    assert (code, "2770/QĐ-UBND: ký chậm / signed late 3 (issuer)" in told) == (0, True)


def test_a_long_preview_tells_what_to_mend_then_what_to_look_at_then_the_rest_and_cuts_at_the_end(
    motcua: Words, tmp_path: Path, effect: str
) -> None:
    for number in range(60):
        given.procedure(f"7.{number:06}")
    rows = [row(f"7.{number:06}", fee="1.000 đồng") for number in range(59)]
    path = tmp_path / "qd.xlsx"
    path.write_bytes(lists.workbook(AMENDED, *rows, row("7.000059", note="Bãi bỏ"), row("7.00O404")).getvalue())

    _, out, _ = motcua("import", "decision", str(path), "--effective", effect, "--preview")

    told = out.splitlines()
    start = next(place for place, line in enumerate(told) if line.startswith("  ✗"))
    assert "code_miswritten" in told[start]
    assert "7.000059" in told[start + 1]
    assert told[start + 2].startswith("    ! Ghi chú nói «Bãi bỏ»")
    assert "7.000000" in told[start + 3]
    cuts = [place for place, line in enumerate(told) if "dòng nữa" in line]
    assert cuts == [len(told) - 1]
    shown = sum(" 7." in line for line in told)
    assert f"… và {61 - shown} dòng nữa" in told[-1]
