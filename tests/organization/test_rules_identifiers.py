"""What an identifier is, and what a line of a file says of one."""

import pytest

from motcua.organization.facts import IdentifierStatus
from motcua.organization.rules.identifiers import (
    IdentifierHasNoBasis,
    IdentifierNotPlain,
    IdentifierOnlyDemonstrates,
    Line,
    identifiers_given,
    require_identifier,
)

HEADER = b"agency,identifier,basis\n"
OFFICIAL = IdentifierStatus.OFFICIAL


@pytest.mark.parametrize("identifier", ["H01", "H01.31", "H01.31.07", "000.00.01.H01", "G22.99.A1B", "A" * 35])
def test_an_identifier_is_groups_of_capitals_and_digits(identifier):
    require_identifier(identifier, status=OFFICIAL, basis="QĐ 1")


@pytest.mark.parametrize("identifier", ["h01", "H01.", ".H01", "H01..2", "H01-31", "H01 31", "H01/31", "ĐH01", "H01\n", "A" * 36])
def test_nothing_else_is_one(identifier):
    with pytest.raises(IdentifierNotPlain):
        require_identifier(identifier, status=OFFICIAL, basis="QĐ 1")


def test_the_demonstration_series_is_for_demonstrations():
    require_identifier("DEMO.001", status=IdentifierStatus.DEMONSTRATION, basis="")

    for status in (OFFICIAL, IdentifierStatus.UNVERIFIED):
        with pytest.raises(IdentifierOnlyDemonstrates):
            require_identifier("DEMO.001", status=status, basis="QĐ 1")


def test_only_an_official_one_needs_a_basis():
    require_identifier("H01", status=IdentifierStatus.UNVERIFIED, basis="")

    with pytest.raises(IdentifierHasNoBasis):
        require_identifier("H01", status=OFFICIAL, basis="")


def test_a_line_gives_what_its_columns_say_in_any_order_with_others_between():
    lines = [b"\xef\xbb\xbfBasis,note,AGENCY,identifier\n", b'"Q 1, 2026", x ,  91 ,H01\r\n', b"\n", b"Q 2,,92,H02"]

    assert list(identifiers_given(lines)) == [Line(2, "91", "H01", "Q 1, 2026"), Line(4, "92", "H02", "Q 2")]


def test_a_broken_line_leaves_the_next_one_whole():
    found = list(identifiers_given([HEADER, b'91,"H01,Q 1\n', b"\xff,H01,Q 1\n", b"91,H01\n", b"92,H02,Q 1\n"]))

    assert [line.error.code if line.error else line.agency for line in found] == ["bad_csv", "bad_encoding", "bad_csv", "92"]


def test_without_a_header_nothing_is_read():
    found = list(identifiers_given([b"91,H01,Q 1\n", b"92,H02,Q 1\n"]))

    assert [(line.number, line.error.code) for line in found] == [(1, "bad_header")]
    assert list(identifiers_given([])) == []
