"""Which steps does a dossier of one case go through, and what follows a step?"""

from collections.abc import Iterable, Sequence

from motcua.processes.facts import CaseSum, Frame, Onward, Outcome, Step

#: Stands for every case that no step names.
OTHERS = ""


def cases_of(steps: Iterable[Step], published: Sequence[str]) -> tuple[str, ...]:
    """The cases that a process must be right in: those the procedure publishes, those a step names; of no such the one of all.

    Basis: house choice (case by case, as the papers of a procedure are published).
    """
    named = [step.case for step in steps if step.case]
    return tuple(dict.fromkeys([*published, *named])) or (OTHERS,)


def line(steps: Iterable[Step], case: str) -> tuple[Step, ...]:
    """The main line of one case: what is of every case or of this one, without what runs beside.

    Basis: house choice.
    """
    return tuple(step for step in steps if not step.beside and step.case in {"", case})


def beside(steps: Iterable[Step], key: str) -> tuple[Step, ...]:
    """The consultations that run while a step is done.

    Basis: house choice.
    """
    return tuple(step for step in steps if step.beside == key)


def leads_to(outcome: Outcome, step: Step, of_case: Sequence[Step]) -> Step | None:
    """The step that an outcome of a step opens in a line; None where it ends, waits, or leads nowhere.

    Basis: house choice.
    """
    if outcome.target == Onward.NEXT:
        return following(step, of_case)
    return next((one for one in of_case if one.key == outcome.target), None)


def following(step: Step, of_case: Sequence[Step]) -> Step | None:
    """The step after one in a line.

    Basis: house choice.
    """
    return next((one for one in of_case if one.number > step.number), None)


def sums(steps: Sequence[Step], frame: Frame) -> tuple[CaseSum, ...]:
    """How long each case takes: consultations run beside and add nothing.

    Basis: Thông tư 01/2018/TT-VPCP Điều 8 (the steps of an internal process within the time limit of the procedure).
    """
    return tuple(
        CaseSum(case=case, minutes=sum(step.minutes for step in line(steps, case)), allowed=frame.allowed)
        for case in cases_of(steps, frame.cases)
    )
