"""Where a dossier goes from a step: by a table, and by any walk over any outcomes."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.dossiers.under_processes.approved import step

from motcua.catalogue.public import StepOutcome, StepTerms
from motcua.dossiers.facts import Way
from motcua.dossiers.rules.ways import BranchUnknown, NotABranch, chosen, ways
from motcua.organization.public import Role
from motcua.processes.facts import Frame, Outcome, Step
from motcua.processes.rules.checking import problems

ROLES = {"receive": Role.COUNTER, "examine": Role.OFFICIAL, "review": Role.HEAD, "sign": Role.LEADER, "return": Role.COUNTER}


def line(outcomes: dict[int, dict[str, str]], middle: Sequence[str] = ("examine", "review", "sign")) -> tuple[StepTerms, ...]:
    """Reception, the middle, the return; with outcomes by the number of a step: label to target."""
    kinds = ("receive", *middle, "return")
    return tuple(
        step(
            number, kind, ROLES[kind], key=f"s{number}",
            outcomes=tuple(StepOutcome(label=label, target=target) for label, target in outcomes.get(number, {}).items()),
        )
        for number, kind in enumerate(kinds, start=1)
    )  # fmt: skip


def of(number: int, **outcomes: str) -> list[tuple[str, str, int | None]]:
    steps = line({number: outcomes})
    return [(way.label, way.move, way.to) for way in ways(steps[number - 1], steps)]


@pytest.mark.parametrize(
    ("number", "outcomes", "goes"),
    [
        (1, {}, [("", "forward", 2)]),
        (2, {}, [("", "complete_step", 3)]),
        (4, {}, [("", "finish", 5)]),  # the last before the return issues the result
        (2, {"Đạt": "next", "Ký ngay": "s4"}, [("Đạt", "complete_step", 3), ("Ký ngay", "complete_step", 4)]),
        (3, {"Đạt": "next", "Không đạt": "s2"}, [("Đạt", "complete_step", 4), ("Không đạt", "complete_step", 2)]),
        (2, {"Làm lại": "s2", "Đạt": "next"}, [("Làm lại", "complete_step", 2), ("Đạt", "complete_step", 3)]),
        (4, {"Ký": "next", "Xem lại": "s3"}, [("Ký", "finish", 5), ("Xem lại", "complete_step", 3)]),
        (2, {"Trả ngay": "s5", "Xong": "end"}, [("Trả ngay", "finish", 5), ("Xong", "finish", 5)]),
        (2, {"Đạt": "next", "Không": "refuse"}, [("Đạt", "complete_step", 3), ("Không", "finish", 5)]),
        (2, {"Đạt": "next", "Thiếu": "supplement"}, [("Đạt", "complete_step", 3), ("Thiếu", "request_supplement", None)]),
        (2, {"Đạt": "next", "Trả một cửa": "s1"}, [("Đạt", "complete_step", 3), ("Trả một cửa", "request_supplement", None)]),
        (1, {"Đủ": "next", "Không": "refuse"}, [("Đủ", "forward", 2), ("Không", "refuse", None)]),
        (1, {"Thường": "next", "Gấp": "s4"}, [("Thường", "forward", 2), ("Gấp", "forward", 4)]),
        (1, {"Xong": "end", "Trả": "s5"}, [("", "forward", 2)]),  # what nobody has decided has no result
        (2, {"Thiếu": "supplement"}, [("Thiếu", "request_supplement", None), ("", "complete_step", 3)]),
        (2, {"Đạt": "of_another_case"}, [("Đạt", "complete_step", 3)]),
    ],
)
def test_an_outcome_leads_where_the_process_says(
    number: int, outcomes: dict[str, str], goes: list[tuple[str, str, int | None]]
) -> None:
    assert of(number, **outcomes) == goes


def test_a_step_that_a_corrected_case_has_left_behind_issues_the_result() -> None:
    steps = line({})
    outside = step(9, "examine", Role.OFFICIAL)

    assert ways(outside, steps) == (Way(move="finish", to=5, step="return 5"),)


YES, NO, BACK = Way(move="finish", label="Đạt", to=5), Way(move="finish", label="Không", to=5, is_refusal=True), Way(move="complete_step", label="Xem lại", to=2)  # fmt: skip


def test_an_outcome_is_chosen_by_name_by_what_it_says_or_because_it_is_the_only_one() -> None:
    found = (YES, NO, BACK)

    assert chosen(found, move="complete_step", branch="") is BACK
    assert chosen(found, move="finish", branch="Không") is NO
    assert chosen(found, move="finish", branch="") is YES
    assert chosen(found, move="finish", branch="", is_refusal=True) is NO
    with pytest.raises(BranchUnknown, match="Đạt"):
        chosen(found, move="finish", branch="Xem lại")
    with pytest.raises(BranchUnknown):
        chosen((BACK, Way(move="complete_step", label="Đạt", to=4)), move="complete_step", branch="")
    with pytest.raises(NotABranch):
        chosen((Way(move="complete_step", to=3),), move="complete_step", branch="Đạt")


@st.composite
def lines(draw: st.DrawFn) -> tuple[StepTerms, ...]:
    """A line with any outcomes at any step, also foolish ones."""
    middle = draw(st.lists(st.sampled_from(["examine", "review", "sign"]), min_size=1, max_size=5))
    targets = ["next", "supplement", "refuse", "end", *(f"s{n}" for n in range(1, len(middle) + 3))]
    outcomes = {
        number: {f"Nhánh {n}": target for n, target in enumerate(draw(st.lists(st.sampled_from(targets), max_size=3)))}
        for number in range(1, len(middle) + 2)
    }
    return line(outcomes, middle)


def is_approvable(steps: tuple[StepTerms, ...]) -> bool:
    """Whether the check of a draft finds nothing."""
    drafted = [
        Step(
            number=one.number, key=one.key, kind=one.kind, name=one.name, role=one.role, place=one.place, minutes=one.minutes,
            outcomes=tuple(Outcome(label=out.label, target=out.target) for out in one.outcomes),
        )
        for one in steps
    ]  # fmt: skip
    return not problems(drafted, Frame(allowed=100_000))


@given(steps=lines(), picks=st.lists(st.integers(0, 9), max_size=40))
def test_any_walk_over_outcomes_stays_on_the_line_and_ends_only_where_results_are_returned(
    steps: tuple[StepTerms, ...], picks: list[int]
) -> None:
    middle, here = {one.number for one in steps[1:-1]}, steps[0]

    for pick in picks:
        onward = [way for way in ways(here, steps) if way.move in {"forward", "complete_step", "finish"}]
        assert onward, "there is always a way on"
        way = onward[pick % len(onward)]
        if way.move == "finish":
            assert here.number in middle
            assert way.to == steps[-1].number
            return
        assert way.to in middle, "only a result leads to the return, and nothing back into reception"
        assert way.is_back == (way.to <= here.number)
        here = steps[way.to - 1]


@given(steps=lines())
def test_from_every_step_of_a_process_that_may_be_approved_a_dossier_can_come_to_its_end(steps: tuple[StepTerms, ...]) -> None:
    assume(is_approvable(steps))
    ending: set[int] = set()

    for _ in steps:
        for one in steps[:-1]:
            if any(way.move == "finish" or way.to in ending for way in ways(one, steps)):
                ending.add(one.number)

    assert ending == {one.number for one in steps[:-1]}
