"""What does the process still want asked of other agencies while the open step is done?"""

from collections.abc import Iterable, Set
from typing import Protocol, TypeVar


class _Beside(Protocol):
    """As much of a consultation of a process as the rule asks for."""

    @property
    def number(self) -> int: ...
    @property
    def beside(self) -> str: ...
    @property
    def case(self) -> str: ...
    @property
    def agency_id(self) -> int | None: ...


One = TypeVar("One", bound=_Beside)


def expected(consultations: Iterable[One], *, step: str, case: str, asked: Set[int], busy: Set[int]) -> tuple[One, ...]:
    """The consultations beside a step (by its key) in a case that were not asked yet (by their numbers).

    A dossier of a case not told is offered those of every case. `busy`: agencies that nothing can be asked of now, because they
    have not answered yet or decide themselves.

    Basis: NĐ 61/2018 Điều 19(5); house choice (an approved process says whom to ask, the official asks).
    """
    return tuple(
        one
        for one in consultations
        if one.beside == step and one.number not in asked and one.agency_id not in busy and (not case or one.case in {"", case})
    )
