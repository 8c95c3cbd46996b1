"""Where does a dossier go when its open step is done?"""

from collections.abc import Sequence
from typing import Protocol

from motcua.dossiers.facts import Way
from motcua.foundation.errors import Invalid


class _Outcome(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def target(self) -> str: ...


class _Step(Protocol):
    """As much of a step of a process as the rules ask for."""

    @property
    def number(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def outcomes(self) -> Sequence[_Outcome]: ...


class BranchUnknown(Invalid):
    code = "branch_unknown"
    vi = "Quy trình cho bước này rẽ nhánh: chọn một trong «{known}»."
    en = "The process branches at this step: choose one of “{known}”."


class NotABranch(Invalid):
    code = "not_a_branch"
    vi = "Bước này không rẽ nhánh bằng thao tác này: bỏ trống nhánh «{branch}»."
    en = "The step does not branch by this move: leave the branch “{branch}” empty."


#: What closes the open step and opens another.
_ONWARD = frozenset({"forward", "complete_step", "finish"})


def ways(step: _Step, line: Sequence[_Step]) -> tuple[Way, ...]:
    """Every way on from a step, along the line of the dossier's case: the next step, or as the outcomes of the process lead.

    A dossier does not go back into reception: it goes back to the applicant, for a supplement. What ends a dossier issues its
    result, a refusal too, and leaves it to be returned. An outcome that leads out of this line (a case that was put right) leads
    to the next step. A process that leaves no way on but a supplement is passed as if it had no outcomes.

    Basis: NĐ 61/2018 Điều 19, 20; house choice (an approved process says where each outcome leads).
    """
    found = tuple(way for outcome in step.outcomes if (way := _way(outcome, step, line)))
    return found if any(way.move in _ONWARD for way in found) else (*found, _next("", step, line))


def chosen(found: Sequence[Way], *, move: str, branch: str, is_refusal: bool = False) -> Way:
    """The way that a move goes: the one of that name, or the only one. Raises BranchUnknown, NotABranch.

    Basis: house choice (what the process leaves open somebody decides by name).
    """
    of_move = [way for way in found if way.move == move]
    if branch and not any(way.label for way in of_move):
        raise NotABranch(branch=branch[:100])
    meant = [way for way in of_move if way.label == branch] if branch else of_move
    meant = [way for way in meant if way.is_refusal == is_refusal] or meant
    if not meant or (not branch and len(meant) > 1):
        raise BranchUnknown(known="», «".join(way.label for way in of_move))
    return meant[0]


def _way(outcome: _Outcome, step: _Step, line: Sequence[_Step]) -> Way | None:
    at_reception = step.kind == "receive"
    target = next((one for one in line if one.key == outcome.target), None)
    if outcome.target == "supplement" or (target is not None and target.kind == "receive"):
        return Way(move="request_supplement", label=outcome.label)
    if at_reception and outcome.target == "refuse":
        return Way(move="refuse", label=outcome.label, is_refusal=True)
    if at_reception and (outcome.target == "end" or (target is not None and target.kind == "return")):
        return None  # what nobody has decided has no result
    if outcome.target in {"refuse", "end"}:
        return _finish(outcome.label, line[-1], is_refusal=outcome.target == "refuse")
    return _next(outcome.label, step, line) if target is None else _to(outcome.label, step, target)


def _next(label: str, step: _Step, line: Sequence[_Step]) -> Way:
    following = next((one for one in line if one.number > step.number), None)
    return _finish(label, line[-1]) if following is None else _to(label, step, following)


def _to(label: str, step: _Step, target: _Step) -> Way:
    if step.kind == "receive":
        return Way(move="forward", label=label, to=target.number, step=target.name)
    if target.kind == "return":
        return _finish(label, target)
    return Way(move="complete_step", label=label, to=target.number, step=target.name, is_back=target.number <= step.number)


def _finish(label: str, last: _Step, *, is_refusal: bool = False) -> Way:
    to, name = (last.number, last.name) if last.kind == "return" else (None, "")
    return Way(move="finish", label=label, to=to, step=name, is_refusal=is_refusal)
