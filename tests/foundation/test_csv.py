import pytest

from motcua.foundation.sheets.writing import csv_lines


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+84", "'+84"), ("-5", "'-5"), ("\t=1", "'\t=1"),
        (-5, "-5"), ("Bỏ bản sao", "Bỏ bản sao"), ("", '""'), (None, '""'),
    ],
)  # fmt: skip
def test_no_text_becomes_a_formula(cell: object, written: str) -> None:
    assert list(csv_lines([[cell]])) == [f"{written}\r\n"]
