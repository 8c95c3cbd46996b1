import pytest

from motcua.foundation.text import alphabetical, whole


def test_names_stand_where_people_look_for_them() -> None:
    names = ["Vĩnh Thông", "Đông Thái", "Dương Hòa", "An Biên", "Ba Chúc", "Ấn Xá"]

    assert sorted(names, key=alphabetical) == ["An Biên", "Ấn Xá", "Ba Chúc", "Đông Thái", "Dương Hòa", "Vĩnh Thông"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("7", 7), ("007", 7), ("9" * 15, 999_999_999_999_999), ("9" * 16, None), ("9" * 5000, None), ("", None), ("-1", None),
        ("1.0", None), (" 1", None), ("٣", None), ("²", None), (None, None), ("x", None),
    ],
)  # fmt: skip
def test_a_number_from_outside_is_plain_digits_and_no_longer_than_an_id(text: str | None, number: int | None) -> None:
    assert whole(text) == number


def test_a_number_past_the_most_is_none() -> None:
    assert (whole("99", most=99), whole("100", most=99)) == (99, None)
