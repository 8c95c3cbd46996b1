"""What is wrong with a process is found, and in which row."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.processes.rows import CASES, FIVE_DAYS, outcomes, plain, step, table

from motcua.catalogue import facts as catalogue
from motcua.catalogue.rules import step_times
from motcua.processes import facts
from motcua.processes.facts import Frame, Step
from motcua.processes.rules.checking import problems, stops
from motcua.processes.rules.lines import line, sums
from motcua.ui import words

TWO_CASES = Frame(allowed=5 * 480, cases=CASES)


def found(steps: tuple[Step, ...], frame: Frame = FIVE_DAYS) -> list[tuple[str, int]]:
    return [(one.code, one.number) for one in problems(steps, frame)]


def test_a_plain_process_has_nothing_wrong() -> None:
    assert found(plain()) == []


R, E, S, T = step("receive"), step("examine"), step("sign", role="leader"), step("return")
WRONG = [
    ("no step at all", (), "no_step", 0),
    ("only a consultation", (step("consult", beside="examine"),), "no_step", 0),
    ("does not begin with reception", (E, S, T), "not_received_first", 1),
    ("does not end with the return", (R, E, S), "not_returned_last", 3),
    ("reception in between", (R, step("receive", key="r2"), E, T), "in_between", 2),
    ("nothing between", (R, T), "nothing_between", 2),
    ("nobody does it", (R, step(role=""), S, T), "no_role", 2),
    ("a role that no dossier knows", (R, step(role="chief"), S, T), "no_role", 2),
    ("another agency, not named", (R, step(place="agency"), S, T), "no_agency", 2),
    ("reception outside the centre", (step("receive", place="competent"), E, S, T), "not_at_the_centre", 1),
    ("undefined time", (R, step(minutes=0), S, T), "no_time", 2),
    ("no kind", (R, step(kind="", key="x"), S, T), "no_kind", 2),
    ("no name", (R, step(name=""), S, T), "no_name", 2),
    ("two steps with one key", (R, E, step("sign", key="examine"), T), "key_twice", 2),
    ("a key that means something else", (R, step(key="refuse"), S, T), "key_twice", 2),
    ("goes round for ever", (R, step(outcomes=outcomes(("Lại", "examine"))), S, T), "endless_loop", 1),
    ("waits for ever", (R, step(outcomes=outcomes(("Thiếu", "supplement"))), S, T), "endless_loop", 2),
    ("two steps that send each other back", (R, E, step("sign", outcomes=outcomes(("Sửa", "examine"))), T), "endless_loop", 2),
    ("a branch without result", (R, step(outcomes=outcomes(("Đạt", "next"), ("Không", ""))), S, T), "branch_without_result", 2),
    ("a branch to nowhere", (R, step(outcomes=outcomes(("Đạt", "gone"))), S, T), "branch_without_result", 2),
    ("a branch without name", (R, step(outcomes=outcomes(("", "next"))), S, T), "branch_without_name", 2),
    ("two branches of one name", (R, step(outcomes=outcomes(("Đạt", "next"), ("Đạt", "refuse"))), S, T), "branch_twice", 2),
    ("an end at reception", (step("receive", outcomes=outcomes(("Xong", "end"), ("Đủ", "next"))), E, S, T), "ends_at_reception", 1),
    ("sent back to reception for ever", (R, step(outcomes=outcomes(("Thiếu", "receive"))), S, T), "endless_loop", 2),
    ("never reached", (R, step(outcomes=outcomes(("Đạt", "return"))), S, T), "unreachable", 3),
    ("a consultation that hangs nowhere", (R, E, step("consult"), S, T), "hangs_nowhere", 3),
    ("a consultation beside reception", (R, step("consult", beside="receive"), E, T), "hangs_nowhere", 2),
    ("beside runs what is no consultation", (R, E, step("review", beside="examine"), S, T), "not_a_consultation", 3),
    ("a consultation longer than its step", (R, E, step("consult", beside="examine", minutes=61), S, T), "consultation_longer", 3),
    ("an unknown case", (R, E, step("review", case="Khác"), T), "unknown_case", 3),
    ("longer than the law allows", (R, step(minutes=5 * 480), S, T), "too_long", 0),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "code", "number"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_is_wrong_is_named_with_its_row(steps: tuple[Step, ...], code: str, number: int) -> None:
    assert (code, number) in found(table(*steps))


def test_a_branch_may_go_back_as_long_as_there_is_a_way_out() -> None:
    assert found(plain(outcomes=outcomes(("Đạt", "next"), ("Xem lại", "receive"), ("Thiếu", "supplement")))) == []


def test_each_case_is_looked_at_alone() -> None:
    for_one = step("review", case=CASES[0], minutes=5 * 480 - 180)
    steps = table(R, for_one, E, T)

    assert found(steps, TWO_CASES) == [], "five days exactly in one case, three hours in the other"
    assert [(one.case, one.minutes) for one in sums(steps, TWO_CASES)] == [(CASES[0], 2400), (CASES[1], 180)]
    assert ("too_long", 0) in found(table(R, replace(for_one, minutes=2221), E, T), TWO_CASES)
    only_one_case = table(R, step("review", case=CASES[0]), T)
    assert found(only_one_case, TWO_CASES) == [("nothing_between", 3)], "the other case goes from reception to return"


def test_a_branch_into_another_case_is_refused() -> None:
    steps = table(R, step(outcomes=outcomes(("Đạt", "lai"))), step("review", key="lai", case=CASES[1]), S, T)

    assert ("branch_to_other_case", 2) in found(steps, TWO_CASES)


def test_a_consultation_adds_nothing_to_the_sum() -> None:
    steps = table(R, E, step("consult", beside="examine", place="agency", agency="Công an", minutes=60), S, T)

    assert found(steps) == []
    assert sums(steps, FIVE_DAYS)[0].minutes == 240


def test_a_process_that_is_too_long_is_told_in_the_words_of_its_head() -> None:
    steps = table(R, step(minutes=985), S, T)
    (long,) = problems(steps, Frame(allowed=480 + 240))

    together = words.duration(sum(one.minutes for one in steps))
    assert f"là {together}, dài hơn thời hạn của thủ tục (1 ngày 4 giờ làm việc)" in long.vi
    assert "(1 d 4 h)" in long.en


def test_warnings_stop_nobody() -> None:
    unsure = problems(plain(), Frame(allowed=None))

    assert [one.code for one in unsure] == ["no_limit"]
    assert stops(unsure) == ()
    assert found(plain(), replace(FIVE_DAYS, limits_by_case=True)) == [("several_limits", 0)]


@given(st.integers(1, 200 * 480))
def test_a_process_derived_from_a_limit_passes(total: int) -> None:
    derived = step_times.steps(total)
    steps = tuple(
        Step(number=one.number, key=one.key, kind=one.kind, name=one.name, role=one.role, place=one.place, minutes=one.minutes)
        for one in derived
        if one.minutes > 0
    )

    if len(steps) == len(derived):
        assert found(steps, Frame(allowed=total)) == []


@given(st.integers(0, 4))
def test_taking_any_step_from_a_line_never_makes_it_longer(number: int) -> None:
    steps = table(R, E, step("review"), S, T)
    fewer = tuple(one for one in steps if one.number != number + 1)

    assert sum(one.minutes for one in line(fewer, "")) <= sum(one.minutes for one in line(steps, ""))


@pytest.mark.parametrize("name", ["Place", "Onward"])
def test_both_rooms_speak_of_the_same(name: str) -> None:
    assert {one.value for one in getattr(facts, name)} == {one.value for one in getattr(catalogue, name)}
    assert {one.value for one in facts.Kind} == {one.value for one in catalogue.StepKind}
