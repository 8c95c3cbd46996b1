"""Which numbers could be somebody's."""

import pytest

from motcua.dossiers.rules.numbers import holds_number, is_id_number, is_phone


@pytest.mark.parametrize(
    ("text", "could_be"),
    [
        ("0918 012 264", True), ("+84 918.012-264", True), ("12345678", True), ("123456789012345", True),
        ("1234567", False), ("1234567890123456", False), ("1", False), ("-------1", False), ("+84 918 x", False), ("٠٩١٨٠١٢٢٦٤", False),
        ("0918012264\n", False),
    ],
)  # fmt: skip
def test_a_telephone_number_has_eight_to_fifteen_digits(text: str, could_be: bool) -> None:
    assert is_phone(text) is could_be


@pytest.mark.parametrize(
    ("text", "could_be"),
    [
        ("089181000123", True), ("C1234567", True), ("0312345678-001", True), ("123456", True), ("12345678901234567890", True),
        ("12345", False), ("ABCDEFGH", False), ("ABC12345", False), ("123456789012345678901", False), ("089181000\u200b123", False),
        ("------", False), ("<b>123456", False),
    ],
)  # fmt: skip
def test_an_identity_number_has_six_digits_at_least(text: str, could_be: bool) -> None:
    assert is_id_number(text) is could_be


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("0918 012 264", True), ("0918-012-264", True), ("+84 918.012.264", True), ("089181000123", True), ("C1234567", True),
        ("c-1234567", True), ("Nguyễn Văn An 0918012264", True), ("sđt: 0918.012.264", True), (" 123456789 ", True),
        ("H01.12-251103-0007", False), ("h01.12-2511", False), ("DEMO.001-261116-", False), ("H01.12", False), ("Nguyễn Văn An", False),
        ("An 2", False), ("", False), ("Thửa 12, tờ 34", False),
    ],
)  # fmt: skip
def test_words_that_hold_a_number_of_somebody_are_told_from_names_and_codes(text: str, does: bool) -> None:
    assert holds_number(text) is does
