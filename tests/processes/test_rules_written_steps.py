"""Rows of a draft: kept and read again, tidied, added, moved, taken out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.processes.rows import outcomes, plain, processes, step, table

from motcua.processes.facts import Step
from motcua.processes.rules.written_steps import StepsMalformed, added, cleaned, kept, moved, new_key, read, removed


@given(processes())
def test_what_is_kept_is_read_again_the_same(steps: tuple[Step, ...]) -> None:
    assert read(kept(steps)) == steps


def test_rows_are_tidied_and_get_keys() -> None:
    rows = (
        Step(number=9, key="", kind="examine", name="  Thẩm\t định ", work=" a \n\n b "),
        Step(number=9, key="", kind="examine"),
    )

    first, second = cleaned(rows)

    assert (first.number, first.key, first.name, first.work) == (1, "examine_1", "Thẩm định", "a\nb")
    assert (second.number, second.key) == (2, "examine_2")


@pytest.mark.parametrize(
    "row",
    [
        step(key="Không Phải"), step(key="x" * 41), step(kind="dance"), step(place="moon"), step(name="x" * 301), step(work="x" * 2001),
        step(minutes=-1), step(minutes=10**9), step(outcomes=outcomes(*[("a", "next")] * 11)), step(outcomes=outcomes(("x" * 101, "next"))),
    ],
)  # fmt: skip
def test_what_no_table_could_say_is_refused(row: Step) -> None:
    with pytest.raises(StepsMalformed):
        cleaned([row])


def test_a_row_taken_out_leaves_the_branches_to_it_open() -> None:
    steps = table(step("receive"), step(outcomes=outcomes(("Đạt", "sign"))), step("consult", beside="examine"), step("sign"))

    left = removed(steps, number=4)
    assert left[1].outcomes == outcomes(("Đạt", ""))
    assert removed(left, number=2)[1].beside == ""


def test_a_row_moves_within_the_table() -> None:
    def keys(steps: tuple[Step, ...]) -> list[str]:
        assert [one.number for one in steps] == list(range(1, len(steps) + 1))
        return [one.key for one in steps]

    steps = plain()
    assert keys(moved(steps, number=2, by=1)) == ["receive", "sign", "examine", "return"]
    assert keys(moved(steps, number=1, by=-1)) == keys(moved(steps, number=9, by=1)) == keys(steps)
    assert keys(added(steps, after=0))[1:] == keys(steps)
    assert len(added(steps, after=4)) == 5


@given(st.text(max_size=20), st.lists(st.text(max_size=5)))
def test_a_new_key_is_always_free_and_well_formed(wish: str, taken: list[str]) -> None:
    key = new_key(wish, taken)

    assert key not in taken
    assert cleaned([replace(step(), key=key)])


def test_a_table_of_thousands_of_rows_is_no_process() -> None:
    with pytest.raises(StepsMalformed, match="40 steps at most"):
        cleaned([Step(number=0, key="", name="Việc")] * 5_000)
