"""What a simulated school year is made of: a list that is wrong where it says, and codes that follow each other."""

from random import Random

import pytest

from motcua.demo.operations.errands import pupils, school_year


@pytest.mark.parametrize("wrong", [0, 1, 37])
def test_a_list_has_as_many_wrong_lines_as_was_wished_and_says_which(wrong: int) -> None:
    def made(seed: int, wrong: int) -> tuple[list[list[object]], list[int]]:
        return pupils.rows_of(Random(seed), count=400, wrong=wrong, place="Phường Rạch Giá")

    rows, named = made(7, wrong)

    assert (rows, named) == made(7, wrong)
    assert rows != made(8, wrong)[0]
    assert len(rows) == 400
    assert len(set(named)) == len(named) == wrong
    ids = [row[2] for row in rows]
    doubled_or_bent = {at for at, row in enumerate(rows) if row[2] in ids[:at] or not row[1] or row[2] != f"000{at:09}"}
    assert doubled_or_bent <= {number - pupils.FIRST_ROW for number in named}


@pytest.mark.parametrize(
    ("codes", "beside", "follow"),
    [
        (["A-0001", "A-0002", "A-0003"], [], True),
        (["A-0001", "A-0003"], [], False),
        (["A-0001", "A-0003"], ["A-0002", "A-0009"], True),
        (["A-0001", "A-0002"], ["A-0002"], True),
        (["A-0001", "A-0002", "A-0003"], ["A-0002"], False),
        (["A-0001", "A-0003"], ["B-0002"], False),
        ([], ["A-0001"], True),
    ],
)
def test_codes_follow_each_other_when_none_is_left_out_and_none_given_twice(
    codes: list[str], beside: list[str], follow: bool
) -> None:
    assert school_year._follow_each_other(codes, beside) is follow
