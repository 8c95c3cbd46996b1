"""Imports: what is new, changed, unchanged, refused; history kept; nothing half-written."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from tests.catalogue import given
from tests.catalogue.factories import AT, Keeper, api_record, line, listing

from motcua.catalogue import public as catalogue
from motcua.catalogue.facts import ImportReport
from motcua.catalogue.models import Component, Procedure, ProcedureVersion
from motcua.catalogue.queries.reading import history
from motcua.catalogue.queries.terms import ProcedureNotReady
from motcua.catalogue.rules import cleaning
from motcua.catalogue.rules.permissions import NotAKeeper
from motcua.journal import public as journal

pytestmark = pytest.mark.django_db

LATER = date(2026, 12, 1)


def _counts(report: ImportReport) -> tuple[int, int, int, list[tuple[int, str, str]]]:
    refused = [(one.line, one.code, one.reason) for one in report.refused]
    return report.new, report.changed, report.unchanged, refused


def test_a_second_run_of_the_same_file_changes_nothing() -> None:
    lines = [line("1.000001"), line("1.000002", name="Thủ tục khác")]

    assert _counts(given.imported(lines)) == (2, 0, 0, [])
    assert _counts(given.imported(lines, effective=LATER)) == (0, 0, 2, [])
    assert ProcedureVersion.objects.count() == 2


def test_the_real_catalogue_comes_in_whole_and_twice_without_a_change() -> None:
    first = given.imported(catalogue.packaged_lines("procedures"))
    second = given.imported(catalogue.packaged_lines("catalog"))

    assert _counts(first) == (1_354, 0, 0, [])
    assert _counts(second) == (2_044, 0, 1_354, [])
    assert _counts(given.imported(catalogue.packaged_lines("procedures"), effective=LATER)) == (0, 0, 1_354, [])
    assert _counts(given.imported(catalogue.packaged_lines("catalog"), effective=LATER)) == (0, 0, 3_398, [])


def test_a_change_makes_a_new_version_and_the_old_one_stays_in_force_until_then() -> None:
    given.procedure(time_limit={"value": 5, "unit": "ngày làm việc"})
    before = catalogue.terms_in_force(procedure_code="1.000001", on=LATER)

    report = given.imported([line(time_limit={"value": 3, "unit": "ngày làm việc"})], effective=LATER)

    assert _counts(report) == (0, 1, 0, [])
    assert catalogue.terms_in_force(procedure_code="1.000001", on=date(2026, 11, 30)) == before
    assert catalogue.terms_in_force(procedure_code="1.000001", on=LATER).limit == (3, "working_days")
    assert [(v.number, v.valid_from, v.valid_to) for v in history("1.000001")] == [
        (2, LATER, None),
        (1, given.FIRST_DAY, LATER),
    ]


def test_a_version_replaced_on_its_first_day_stays_in_the_history_and_was_never_in_force() -> None:
    given.procedure()

    given.imported([line(name="Tên sửa ngay trong ngày")])

    newest, oldest = history("1.000001")
    assert (oldest.never_in_force, newest.never_in_force) == (True, False)
    assert catalogue.terms_in_force(procedure_code="1.000001", on=given.FIRST_DAY).name == "Tên sửa ngay trong ngày"


def test_a_change_from_before_the_version_in_force_is_refused() -> None:
    given.imported([line()], effective=LATER)

    report = given.imported([line(name="Tên khác")], effective=given.FIRST_DAY)

    assert _counts(report) == (0, 0, 0, [(1, "1.000001", "earlier_than_current")])


def test_the_database_itself_refuses_two_versions_at_once() -> None:
    given.procedure()
    version = ProcedureVersion.objects.get()
    version.pk, version.number = None, 2

    with pytest.raises(IntegrityError, match="one_version_of_a_procedure_at_a_time"), transaction.atomic():
        version.save(force_insert=True)


def test_bad_lines_are_refused_one_by_one_and_leave_nothing_behind() -> None:
    bad_limit = line("1.000003", time_limit={"value": -1, "unit": "ngày"})
    lines = [line("1.000001"), b'{"broken\n', bad_limit, line("1.0x"), line("1.000002"), b"\xff\xfe\n"]

    report = given.imported(lines)

    assert _counts(report) == (
        2,
        0,
        0,
        [(2, "", "bad_json"), (3, "1.000003", "bad_limit"), (4, "1.0x", "bad_code"), (6, "", "bad_encoding")],
    )
    assert sorted(Procedure.objects.values_list("code", flat=True)) == ["1.000001", "1.000002"]


def test_a_line_that_only_the_database_refuses_takes_no_neighbour_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "short_name", lambda name: "x" * 300 if "dài" in name else name)

    report = given.imported([line("1.000001"), line("1.000002", name="Tên dài"), line("1.000003")])

    assert _counts(report) == (2, 0, 0, [(2, "1.000002", "not_storable")])
    assert Component.objects.count() == 2


def test_the_same_code_twice_in_a_file_is_taken_once() -> None:
    report = given.imported([line(), line(), line(name="Tên khác")])

    assert _counts(report) == (1, 0, 1, [(3, "1.000001", "duplicate_in_file")])


def test_text_that_postgresql_cannot_hold_does_no_harm() -> None:
    report = given.imported(
        [
            line(name="Tên\x00 có ký tự rỗng", note_of_theirs="a\x00b"),
            line("1.000002", name="a\ud800b".encode("utf-16", "surrogatepass").decode("utf-16", "replace")),
        ]
    )

    assert report.new == 2
    assert ProcedureVersion.objects.get(procedure__code="1.000001").name == "Tên có ký tự rỗng"


def test_a_listing_gives_names_and_never_takes_content_away() -> None:
    given.procedure("1.000001")

    report = given.imported(
        listing("1.000001,Tên trong danh mục,x,,tinh,,,src", "1.000002,Chỉ có tên,x,,xa,,,src"), effective=LATER
    )

    assert _counts(report) == (1, 0, 1, [])
    assert catalogue.procedure("1.000001", LATER).has_content
    assert not catalogue.procedure("1.000002", LATER).has_content
    with pytest.raises(ProcedureNotReady):
        catalogue.terms_in_force(procedure_code="1.000002", on=LATER)


def test_a_listing_adds_the_service_level_that_the_content_does_not_know() -> None:
    given.procedure("1.000001")
    rows = listing("1.000001,Tên,x,,xa,,toan_trinh,src")

    assert _counts(given.imported(rows, effective=LATER)) == (0, 1, 0, [])
    assert _counts(given.imported(rows, effective=LATER)) == (0, 0, 1, [])
    assert _counts(given.imported([line("1.000001")], effective=LATER)) == (0, 0, 1, [])
    terms = catalogue.terms_in_force(procedure_code="1.000001", on=LATER)
    assert (terms.service_level, terms.limit) == ("full", (5, "working_days"))


def test_content_replaces_a_bare_name() -> None:
    given.imported(listing("1.000001,Chỉ có tên,x,,xa,,,src"))

    assert _counts(given.imported([line("1.000001")], effective=LATER)) == (0, 1, 0, [])
    assert catalogue.terms_in_force(procedure_code="1.000001", on=LATER).limit == (5, "working_days")


def test_the_national_api_comes_in_and_names_its_procedure_without_the_suffix() -> None:
    rows = (
        json.dumps({"result": [api_record("1.000001.000.00.00.H49")]}, indent=1, ensure_ascii=False)
        .encode()
        .splitlines(keepends=True)
    )

    assert _counts(given.imported(rows)) == (1, 0, 0, [])
    assert _counts(given.imported(rows, effective=LATER)) == (0, 0, 1, [])
    assert catalogue.procedure("1.000001", LATER).answers.how_much.amount == 50_000


def test_each_new_and_changed_version_is_a_fact_of_its_procedure() -> None:
    given.procedure("1.000001")
    given.imported([line("1.000001", name="Tên khác")], effective=LATER)
    given.imported([line("1.000001", name="Tên khác")], effective=LATER)

    subject = f"procedure:{catalogue.procedure_id(code='1.000001')}"
    names = [fact.name for fact in journal.history(subject)]

    assert sorted(names) == ["ProcedureChanged", "ProcedurePublished", "ProcessDerived", "ProcessDerived"]
    assert journal.verify(subject).ok


@pytest.mark.parametrize(("roles", "may"), [({"control"}, True), ({"counter"}, False), (set(), False)])
def test_only_procedure_control_and_operators_import(roles: set[str], may: bool) -> None:
    def attempt() -> Any:
        return catalogue.import_procedures(lines=[line()], source="x", actor=Keeper("user:1", frozenset(roles)), at=AT)

    if may:
        assert attempt().new == 1
        return
    with pytest.raises(NotAKeeper):
        attempt()


class TestCommand:
    def _run(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[dict[str, Any], int]:
        try:
            call_command("import", "procedures", *arguments, "--json")
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
        return json.loads(capsys.readouterr().out), code

    def test_the_report_counts_and_names_line_code_and_reason(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "a.jsonl"
        path.write_bytes(line() + b"nonsense\n")

        report, code = self._run(capsys, str(path), "--effective", "2026-11-02")

        assert (report["new"], report["changed"], report["unchanged"], code) == (1, 0, 0, 1)
        assert [(one["line"], one["reason"]) for one in report["refused"]] == [(2, "bad_json")]
        assert report["effective"] == "2026-11-02"

    @pytest.mark.parametrize("packed", [False, True])
    def test_a_plain_and_a_packed_file_are_the_same(
        self, packed: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "a.anything"
        path.write_bytes(gzip.compress(line()) if packed else line())

        assert self._run(capsys, str(path))[0]["new"] == 1
        assert self._run(capsys, str(path)) == (self._run(capsys, str(path))[0], 0)

    def _refused(self, path: Path, capsys: pytest.CaptureFixture[str]) -> str:
        with pytest.raises(SystemExit) as left:
            call_command("import", "procedures", str(path))
        assert left.value.code == 2
        return capsys.readouterr().err

    def test_a_damaged_archive_brings_in_nothing(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "a.gz"
        path.write_bytes(gzip.compress(b"".join(line(f"1.{n:06}") for n in range(500)))[:-20])

        told = self._refused(path, capsys)

        assert "tệp nén hỏng" in told
        assert "damaged" in told
        assert not Procedure.objects.exists()

    @pytest.mark.parametrize("name", ["x.jsonl.xz", "x.csv.gz", "x.json.gz"])
    def test_garbage_under_the_name_of_an_archive_is_a_damaged_archive(
        self, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / name
        path.write_bytes(b"rubbish that was never packed\n")

        told = self._refused(path, capsys)

        assert "tệp nén hỏng" in told
        assert "damaged" in told

    def test_an_archive_spoilt_in_the_middle_is_damaged(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "a.jsonl.gz"
        path.write_bytes(gzip.compress(line())[:10] + b"\xff" * 200)

        assert "tệp nén hỏng" in self._refused(path, capsys)

    def test_what_was_done_and_what_was_refused_is_said_in_both_languages(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "a.jsonl"
        path.write_bytes(line() + b"[]\n" + b"nonsense\n" * 20)

        with pytest.raises(SystemExit):
            call_command("import", "procedures", str(path), "--effective", "2026-11-02")
        vi, en, first, *_, last = capsys.readouterr().out.splitlines()

        assert vi.startswith(
            "a.jsonl: 1 mới, 0 thay đổi, 0 không đổi, 21 không nhận; có hiệu lực từ 02/11/2026; đã lập 1 quy trình"
        )
        assert en.startswith("a.jsonl: 1 new, 0 changed, 0 unchanged, 21 refused; in force from 2026-11-02; 1 processes derived")
        assert (
            first
            == "  dòng/line 2  no_procedure: Danh sách trống, không có thủ tục nào. / The list is empty: there is no procedure in it."
        )
        assert last == "  … và 1 dòng nữa / and 1 more (--json)"

    def test_a_file_that_is_not_there_is_told(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        told = self._refused(tmp_path / "none.jsonl", capsys)

        assert "Không đọc được" in told
        assert "No such file" in told
