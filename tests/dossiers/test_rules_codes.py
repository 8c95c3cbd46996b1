"""What a dossier's code is, and how people type it."""

from datetime import date

import pytest

from motcua.dossiers.rules.codes import as_written, code_of

PREFIXES = ["H01.1", "H01.12", "DEMO.001"]


def test_a_code_names_unit_day_and_serial() -> None:
    assert code_of(prefix="H01.12", day=date(2025, 11, 3), serial=7) == "H01.12-251103-0007"
    assert code_of(prefix="H01.12", day=date(2025, 11, 3), serial=12_345) == "H01.12-251103-12345"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("H01.12-251103-0007", "H01.12-251103-0007"),
        (" demo 001 261116 0001 ", "DEMO.001-261116-0001"),
        ("demo0012611160001", "DEMO.001-261116-0001"),
        ("H0112 251103 0007", "H01.12-251103-0007"),
        ("H01.1-251103-0007", "H01.1-251103-0007"),
        ("H01.12-010203-0007", "H01.12-010203-0007"),  # 1 and 201020 would be another reading
        ("H01.1-251103-12345", "H01.1-251103-12345"),
        ("H0112 010203 0007", "H01.12-010203-0007"),
        ("H01.12-251103-12345", "H01.12-251103-12345"),
        ("h09.1-251103-0007", "H09.1-251103-0007"),  # no prefix of ours
        ("H01.12-259903-0007", "H01.12-259903-0007"),  # no day
        ("", ""),
        ("hồ sơ của tôi", "HỒ SƠ CỦA TÔI"),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str, meant: str) -> None:
    assert as_written(typed, PREFIXES) == meant
