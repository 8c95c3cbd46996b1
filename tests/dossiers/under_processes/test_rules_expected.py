"""What the process still wants asked while a step is done."""

from dataclasses import dataclass

import pytest

from motcua.dossiers.rules.expected import expected


@dataclass(frozen=True)
class Beside:
    number: int
    agency_id: int | None
    beside: str = "examine"
    case: str = ""


POLICE, ENVIRONMENT, BY_RULE = Beside(3, 70), Beside(4, 80), Beside(5, None)
ELSEWHERE, HOUSES = Beside(7, 90, beside="review"), Beside(6, 60, case="Nhà ở")
ALL = (POLICE, ENVIRONMENT, BY_RULE, HOUSES, ELSEWHERE)


@pytest.mark.parametrize(
    ("step", "case", "asked", "busy", "left"),
    [
        ("examine", "Công trình", set(), set(), (POLICE, ENVIRONMENT, BY_RULE)),
        ("examine", "Nhà ở", set(), set(), (POLICE, ENVIRONMENT, BY_RULE, HOUSES)),
        ("examine", "", set(), set(), (POLICE, ENVIRONMENT, BY_RULE, HOUSES)),  # a case not told leaves nothing out
        ("examine", "Công trình", {3}, set(), (ENVIRONMENT, BY_RULE)),  # once asked, never expected again
        ("examine", "Công trình", set(), {80}, (POLICE, BY_RULE)),  # has a question to answer, or decides itself
        ("review", "", set(), set(), (ELSEWHERE,)),
        ("sign", "", set(), set(), ()),
    ],
)
def test_what_is_expected(step: str, case: str, asked: set[int], busy: set[int], left: tuple[Beside, ...]) -> None:
    assert expected(ALL, step=step, case=case, asked=asked, busy=busy) == left
