"""Does a process fit a published version: no longer than its time limit, and for no case that it does not have?"""

from collections.abc import Iterable, Sequence

from motcua.catalogue.facts import Misfit, StepTerms, line_of
from motcua.catalogue.rules.cases import is_case


def longest(steps: Sequence[StepTerms], cases: Iterable[str]) -> int:
    """Working minutes of the case that takes longest; what runs beside a step does not lengthen it. Basis: house choice."""
    return max(sum(step.minutes for step in line_of(tuple(steps), case)) for case in tuple(cases) or ("",))


def misfit(steps: Sequence[StepTerms], *, allowed: int | None, cases: Sequence[str]) -> Misfit | None:
    """Why a process does not fit; `allowed`: the working minutes of the limit, None where none is published.

    Basis: Thông tư 01/2018/TT-VPCP Điều 8 (internal process); house choice (a case that nobody can choose is a mistake; a heading
    that once passed for one is none).
    """
    if not {step.case for step in steps if is_case(step.case)} <= set(cases):
        return Misfit.OTHER_CASES
    return Misfit.TOO_LONG if allowed is not None and longest(steps, cases) > allowed else None
