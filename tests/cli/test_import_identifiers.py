"""`motcua import identifiers`: what was given officially, line by line."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.words import Words

from motcua.foundation import clock
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.public import SYSTEM, AgencyFact, IdentifierStatus

pytestmark = pytest.mark.django_db
HEADER = "agency,identifier,basis"
GOOD = (HEADER, "91,H01,QĐ 1/QĐ-UBND", "30307,H01.31,QĐ 2/QĐ-UBND", "so xay dung,H01.07,QĐ 3/QĐ-UBND")


class File:
    """A file of identifiers, and what its import reports."""

    def __init__(self, motcua: Words, path: Path) -> None:
        self.motcua, self.path = motcua, path

    def __call__(self, *lines: str | bytes) -> tuple[int, dict[str, Any]]:
        self.path.write_bytes(b"".join((one.encode() if isinstance(one, str) else one) + b"\n" for one in lines))
        code, out, err = self.motcua("import", "identifiers", str(self.path), "--json")
        assert err == ""
        return code, json.loads(out)

    def refused(self, *lines: str | bytes) -> list[tuple[int, str, str]]:
        code, report = self(*lines)
        assert code == 1
        assert all(one["detail"] and one["detail_en"] for one in report["refused"])
        return [(one["line"], one["code"], one["reason"]) for one in report["refused"]]


@pytest.fixture
def file(motcua: Words, tmp_path: Path) -> File:
    motcua.done("import", "province")
    return File(motcua, tmp_path / "ma.csv")


def called(named: str) -> AgencyFact:
    return organization.agency_called(named, on=clock.local_day(clock.now()))


def test_each_line_enters_an_official_identifier_with_its_basis(file: File) -> None:
    code, report = file(*GOOD)

    assert code == 0
    assert report == {"source": "ma.csv", "lines": 3, "new": 3, "changed": 0, "unchanged": 0, "refused": []}
    for named, identifier, basis in (
        ("91", "H01", "QĐ 1/QĐ-UBND"),
        ("30307", "H01.31", "QĐ 2/QĐ-UBND"),
        ("Sở Xây dựng", "H01.07", "QĐ 3/QĐ-UBND"),
    ):
        agency = called(named)
        assert (agency.identifier, agency.identifier_status) == (identifier, IdentifierStatus.OFFICIAL)
        assert agency.identifier_basis == basis
    fact = journal.history(f"agency:{called('30307').id}")[-1]
    assert (fact.name, fact.payload) == ("AgencyIdentified", {"identifier": "H01.31", "status": "official", "before": ""})


def test_a_second_run_changes_nothing(file: File) -> None:
    file(*GOOD)
    before = len(journal.history(f"agency:{called('91').id}"))

    code, report = file(*GOOD)

    assert (code, report["new"], report["changed"], report["unchanged"]) == (0, 0, 0, 3)
    assert len(journal.history(f"agency:{called('91').id}")) == before


def test_another_identifier_later_is_a_change(file: File) -> None:
    file(*GOOD)

    _, report = file(HEADER, "30307,H01.99,QĐ 9/QĐ-UBND")

    assert (report["new"], report["changed"]) == (0, 1)
    assert called("30307").identifier == "H01.99"


def test_an_identifier_may_pass_from_one_agency_to_another_in_one_file(file: File) -> None:
    file(HEADER, "30301,H01.31,QĐ 1", "30307,H01.32,QĐ 1")
    passed = (HEADER, "30301,H01.32,QĐ 2", "30307,H01.33,QĐ 2", "30316,H01.31,QĐ 2")

    first, again = file(*passed), file(*passed)

    assert (first[0], first[1]["new"], first[1]["changed"]) == (0, 1, 2)
    assert (again[0], again[1]["unchanged"]) == (0, 3)


def test_two_agencies_do_not_change_places_in_one_file(file: File) -> None:
    file(HEADER, "30301,H01.31,QĐ 1", "30307,H01.32,QĐ 1")
    changed = (HEADER, "30301,H01.32,QĐ 2", "30307,H01.31,QĐ 2", "30307,H01.33,QĐ 3")

    told = [(2, "30301", "identifier_taken"), (3, "30307", "identifier_taken"), (4, "30307", "agency_named_twice")]

    assert file.refused(*changed) == told
    assert file.refused(*changed) == told
    assert (called("30301").identifier, called("30307").identifier) == ("H01.31", "H01.32")


def test_an_official_identifier_takes_the_place_of_a_demonstration(file: File) -> None:
    organization.give_demonstration_identifiers(actor=SYSTEM, at=clock.now())

    _, report = file(*GOOD)

    assert report["new"] == 3
    assert called("30307").identifier_status is IdentifierStatus.OFFICIAL


def test_a_line_that_cannot_be_taken_is_told_and_the_others_are_taken(file: File) -> None:
    refused = file.refused(
        HEADER,
        "30307,H01.31,QĐ 2/QĐ-UBND",
        "99999,H01.32,QĐ 2/QĐ-UBND",  # no such commune
        "30280,H01.33,QĐ 2/QĐ-UBND",  # ended on 1 July 2025
        "30301,H01.31,QĐ 2/QĐ-UBND",  # belongs to the first line
        "30316,,QĐ 2/QĐ-UBND",
        "30316,H01.34,",
        "30325,h01/35,QĐ 2/QĐ-UBND",
        "30337,DEMO.001,QĐ 2/QĐ-UBND",
        "30307,H01.36,QĐ 2/QĐ-UBND",  # said otherwise in the first line
        "30341,H01.37",
        '30346,"H01.38,QĐ 2/QĐ-UBND',
        b"30352,H01.39,Q\xff",
        "",
        "30367,H01.40,QĐ 2/QĐ-UBND",
    )

    assert refused == [
        (3, "99999", "agency_not_called_that"),
        (4, "30280", "agency_not_called_that"),
        (5, "30301", "identifier_taken"),
        (6, "30316", "identifier_missing"),
        (7, "30316", "identifier_has_no_basis"),
        (8, "30325", "identifier_not_plain"),
        (9, "30337", "identifier_only_demonstrates"),
        (10, "30307", "agency_named_twice"),
        (11, "", "bad_csv"),
        (12, "", "bad_csv"),
        (13, "", "bad_encoding"),
    ]
    assert (called("30307").identifier, called("30367").identifier) == ("H01.31", "H01.40")


def test_an_official_identifier_needs_a_basis(file: File) -> None:
    assert file.refused(HEADER, "30307,H01.31,  ") == [(2, "30307", "identifier_has_no_basis")]
    assert called("30307").identifier is None


@pytest.mark.parametrize("header", ["30307,H01.31,QĐ 2/QĐ-UBND", "agency;identifier;basis", "", b"\xff\xfe"])
def test_a_file_without_the_names_of_its_columns_enters_nothing(file: File, header: str | bytes) -> None:
    refused = file.refused(header, "30307,H01.31,QĐ 2/QĐ-UBND")

    assert [line for line, _, _ in refused] == [1]
    assert called("30307").identifier is None


def test_a_sheet_saved_by_a_spreadsheet_is_read(file: File) -> None:
    code, report = file(
        "\ufeffName,Agency,Identifier,Basis\r".encode(), '"Phường Long Xuyên, An Giang",30307,H01.31,"QĐ 2, ngày 3/1"\r'
    )

    assert (code, report["new"]) == (0, 1)
    assert called("H01.31").identifier_basis == "QĐ 2, ngày 3/1"


def test_the_lines_refused_are_told_in_both_languages(file: File) -> None:
    file.path.write_text(f"{HEADER}\n99999,H01.32,QĐ 2\n")

    code, out, _ = file.motcua("import", "identifiers", str(file.path))

    assert code == 1
    assert "ma.csv: 0 new, 0 changed, 0 unchanged, 1 refused" in out
    assert "line 2 99999 agency_not_called_that: Không có cơ quan" in out
    assert "No agency in being" in out
