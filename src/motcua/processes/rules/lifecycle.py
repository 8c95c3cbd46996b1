"""Through which states does a draft go, and who leads it on?"""

from dataclasses import dataclass

from motcua.foundation.errors import NotPossible
from motcua.processes.facts import MOVES as MOVE_LABELS
from motcua.processes.facts import DraftState as S


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    name: str
    label: str
    frm: frozenset[S]
    to: S
    #: "drafter", "appraiser" or "approver": see `permissions`.
    who: str
    needs_note: bool = False
    #: Only a process without errors goes on.
    checks: bool = False


def _move(name: str, frm: set[S], to: S, who: str, **more: bool) -> Move:
    return Move(name=name, label=MOVE_LABELS[name], frm=frozenset(frm), to=to, who=who, **more)


EDITABLE = frozenset({S.DRAFTED, S.RETURNED})
MOVES = (
    _move("submit", {S.DRAFTED, S.RETURNED}, S.SUBMITTED, "drafter", checks=True),
    _move("withdraw", {S.SUBMITTED}, S.DRAFTED, "drafter"),
    _move("appraise", {S.SUBMITTED}, S.APPRAISED, "appraiser", checks=True),
    _move("return", {S.SUBMITTED}, S.RETURNED, "appraiser", needs_note=True),
    _move("send_back", {S.APPRAISED}, S.RETURNED, "approver", needs_note=True),
    _move("approve", {S.APPRAISED}, S.APPROVED, "approver", checks=True),
    _move("drop", {S.DRAFTED, S.RETURNED}, S.DROPPED, "drafter"),
)
BY_NAME = {move.name: move for move in MOVES}


class DraftMoveNotPossible(NotPossible):
    code = "draft_move_not_possible"
    vi = "Không thể «{move}» khi dự thảo ở trạng thái «{state}»."
    en = "“{move_en}” is not possible while the draft is “{state_en}”."


class DraftNotEditable(NotPossible):
    code = "draft_not_editable"
    vi = "Dự thảo ở trạng thái «{state}» nên không sửa được. Rút về hoặc chờ trả lại rồi sửa."
    en = "The draft is “{state_en}” and cannot be changed. Withdraw it, or wait until it is returned."


class DraftDropped(NotPossible):
    code = "draft_dropped"
    vi = "Dự thảo đã bỏ nên không thử được nữa."
    en = "The draft was dropped and can no longer be tried."


def require_possible(name: str, state: S) -> Move:
    """The move, when the state allows it. Raises DraftMoveNotPossible.

    Basis: Thông tư 01/2018/TT-VPCP Điều 8 (drafted by the department, controlled by the office, approved by the chairman).
    """
    move = BY_NAME[name]
    if state not in move.frm:
        raise DraftMoveNotPossible(move=move.label, move_en=name, state=state.label, state_en=state.value)
    return move


def require_editable(state: S) -> None:
    """Only what is with its drafter is changed. Raises DraftNotEditable.

    Basis: house choice (what is appraised is what was submitted).
    """
    if state not in EDITABLE:
        raise DraftNotEditable(state=state.label, state_en=state.value)


def require_kept(state: S) -> None:
    """Whatever was not dropped may be tried, at any stage. Raises DraftDropped.

    Basis: house choice (who appraises and who mends sees the process at work, not only on paper).
    """
    if state == S.DROPPED:
        raise DraftDropped
