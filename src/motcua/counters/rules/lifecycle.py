"""Which moves does a ticket know, from which state to which, and who makes them? Buttons, guards and tests read this table."""

from dataclasses import dataclass

from motcua.counters.facts import State
from motcua.foundation.errors import NotPossible


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    name: str
    fact: str
    label: str
    frm: frozenset[State]
    to: State
    roles: frozenset[str]
    icon: str = "arrow"


def _move(name: str, fact: str, label: str, frm: set[State], to: State, who: str, icon: str = "arrow") -> Move:
    return Move(name=name, fact=fact, label=label, frm=frozenset(frm), to=to, roles=frozenset(who.split()), icon=icon)


S = State
MOVES: tuple[Move, ...] = (
    _move("take", "TicketTaken", "Lấy số", set(), S.WAITING, "citizen device counter head", "plus"),
    _move("call", "TicketCalled", "Gọi số", {S.WAITING}, S.CALLED, "counter head", "voice"),
    _move("recall", "TicketRecalled", "Gọi lại", {S.CALLED}, S.CALLED, "counter head", "voice"),
    _move("serve", "ServiceBegun", "Bắt đầu phục vụ", {S.CALLED}, S.SERVING, "counter head", "person"),
    _move("transfer", "TicketTransferred", "Chuyển số", {S.CALLED, S.SERVING}, S.WAITING, "counter head", "arrow"),
    _move("hold", "TicketHeld", "Tạm giữ số", {S.CALLED, S.SERVING}, S.HELD, "counter head", "pause"),
    _move("resume", "TicketResumed", "Cho chờ tiếp", {S.HELD, S.NO_SHOW}, S.WAITING, "counter head", "undo"),
    _move("no_show", "TicketAbsent", "Vắng khi gọi", {S.CALLED}, S.NO_SHOW, "counter head", "no"),
    _move("finish", "ServiceFinished", "Phục vụ xong", {S.SERVING}, S.FINISHED, "counter head", "done"),
    _move("cancel", "TicketCancelled", "Hủy số", {S.WAITING, S.HELD, S.NO_SHOW}, S.CANCELLED, "citizen counter head", "x"),
    _move("expire", "TicketExpired", "Hết ngày", {S.WAITING, S.CALLED, S.SERVING, S.HELD}, S.EXPIRED, "system", "clock"),
)
BY_NAME = {move.name: move for move in MOVES}


class UnknownTicketMove(NotPossible):
    status = 404
    code = "unknown_ticket_move"
    vi = "Không có thao tác «{move}» với số thứ tự."
    en = "There is no move “{move}” of a ticket."


class TicketMoveNotPossible(NotPossible):
    code = "ticket_move_not_possible"
    vi = "Số {ticket} đang ở trạng thái «{state}» nên không thể {move}. Mở lại trang quầy rồi làm tiếp."
    en = "Ticket {ticket} is in state “{state_en}”: {move_en} is not possible. Open the counter's page again and go on."


class CallAgainFirst(NotPossible):
    code = "call_again_first"
    vi = "Số {ticket} mới gọi {calls} lần; cần gọi {wanted} lần trước khi ghi vắng. Bấm «Gọi lại»."
    en = "Ticket {ticket} was called {calls} time(s) only; it is called {wanted} times before it counts as absent. Call it again."


def move_named(name: str) -> Move:
    """The row of the table for a name. Raises UnknownTicketMove. Basis: house choice (the table of moves)."""
    if name not in BY_NAME:
        raise UnknownTicketMove(move=name)
    return BY_NAME[name]


def require_possible(name: str, *, state: State, ticket: str, calls: int = 0, wanted: int = 1) -> Move:
    """The move, when the table lets it start here; nobody is absent before being called often enough.

    Raises UnknownTicketMove, TicketMoveNotPossible, CallAgainFirst. Basis: house choice (the table of moves).
    """
    move = move_named(name)
    if state not in move.frm:
        words = {"ticket": ticket, "state": state.label, "state_en": state.value.replace("_", " ")}
        raise TicketMoveNotPossible(**words, move=move.label.lower(), move_en=name.replace("_", " "))
    if name == "no_show" and calls < wanted:
        raise CallAgainFirst(ticket=ticket, calls=calls, wanted=wanted)
    return move


def open_moves(*, state: State, calls: int, wanted: int) -> tuple[Move, ...]:
    """The moves that a clerk may make now, in the order of the table. Basis: house choice (the table of moves)."""
    return tuple(
        move for move in MOVES if state in move.frm and "counter" in move.roles and (move.name != "no_show" or calls >= wanted)
    )
