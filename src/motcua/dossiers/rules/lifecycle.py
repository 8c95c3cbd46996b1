"""Which moves does the law know, from which state to which, and what does each do to the clocks?

The table below is the one source: guards, buttons, the API, tests and docs/dossiers.md are read from it.
"""

from dataclasses import dataclass
from enum import StrEnum

from motcua.dossiers.facts import CLOSED, RUNNING, WAITING, Legal, Standing, State
from motcua.foundation.errors import NotPossible


class Indicator(StrEnum):
    """What a move does to the indicator clock: the first promise, less the waiting."""

    NONE = "none"
    STARTS = "starts"
    WAITS = "waits"
    GOES_ON = "goes_on"
    ENDS = "ends"


class Where(StrEnum):
    """At which agency the actor must hold the role."""

    ANYWHERE = "anywhere"
    CENTRE = "centre"
    COMPETENT = "competent"
    #: The centre or the competent agency.
    HANDLING = "handling"
    STEP = "step"
    CONSULTED = "consulted"
    INVOLVED = "involved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    name: str
    fact: str
    label: str
    label_en: str
    frm: frozenset[State]
    #: None: the state stays, or returns to what it was before the wait.
    to: State | None
    roles: frozenset[str]
    where: Where
    legal: Legal = Legal.NONE
    indicator: Indicator = Indicator.NONE
    #: The document that the law owes with this move (a form of the current set).
    owes: str = ""
    needs_reason: bool = False
    law: str = ""
    #: Whether the rules of the move ask what other agencies have not answered yet: one more read under its lock.
    reads_consultations: bool = False
    icon: str = "arrow"


def _move(
    name: str, fact: str, label: str, label_en: str, frm: set[State], to: State | None, who: str, where: Where, **more: object
) -> Move:
    return Move(
        name=name, fact=fact, label=label, label_en=label_en, frm=frozenset(frm), to=to,
        roles=frozenset(who.split()), where=where, **more,  # type: ignore[arg-type]
    )  # fmt: skip


S = State
_OPEN = set(S) - CLOSED
_UNDECIDED = {S.SUBMITTED, S.RECEIVED, S.IN_PROCESS, S.AWAITING_SUPPLEMENT, S.AWAITING_PAYMENT}

MOVES: tuple[Move, ...] = (
    _move("submit", "DossierSubmitted", "Nộp hồ sơ", "Submit", set(), S.SUBMITTED, "citizen counter system", Where.CENTRE,
          law="NĐ 118/2025 Điều 15", icon="upload"),
    _move("accept", "DossierAccepted", "Tiếp nhận", "Accept", {S.SUBMITTED}, S.RECEIVED, "counter", Where.CENTRE,
          legal=Legal.STARTS, indicator=Indicator.STARTS, owes="receipt", law="NĐ 118/2025 Điều 17; NĐ 309/2026 Điều 8", icon="file-check"),
    _move("refuse", "DossierRefused", "Từ chối tiếp nhận", "Refuse", {S.SUBMITTED}, S.NOT_ACCEPTED, "counter", Where.CENTRE,
          owes="refusal", needs_reason=True, law="NĐ 61/2018 Điều 17; TT 03/2025 mẫu 03", icon="x"),
    _move("forward", "DossierForwarded", "Chuyển cơ quan giải quyết", "Forward", {S.RECEIVED}, S.IN_PROCESS, "counter", Where.CENTRE,
          legal=Legal.STARTS, indicator=Indicator.STARTS, owes="control_sheet", law="NĐ 309/2026 Điều 8, 9", icon="arrow"),
    _move("assign", "DossierAssigned", "Phân công", "Assign", {S.SUBMITTED, S.RECEIVED, S.IN_PROCESS, S.DONE}, None, "head official counter leader clerk", Where.STEP,
          law="NĐ 61/2018 Điều 19(1)", icon="person"),
    _move("complete_step", "StepCompleted", "Xong bước", "Complete the step", {S.IN_PROCESS}, None, "official head leader clerk", Where.STEP,
          law="NĐ 61/2018 Điều 19", reads_consultations=True, icon="check"),
    _move("return_step", "StepReturned", "Trả lại bước trước", "Return the step", {S.IN_PROCESS}, None, "official head leader clerk", Where.STEP,
          needs_reason=True, law="NĐ 61/2018 Điều 19", icon="undo"),
    _move("consult", "ConsultationAsked", "Lấy ý kiến", "Consult", {S.IN_PROCESS}, None, "official head leader", Where.COMPETENT,
          law="NĐ 61/2018 Điều 19(5)", reads_consultations=True, icon="ask"),
    _move("answer_consultation", "ConsultationAnswered", "Trả lời ý kiến", "Answer", {S.IN_PROCESS, S.AWAITING_SUPPLEMENT, S.AWAITING_PAYMENT}, None,
          "official head leader", Where.CONSULTED, law="NĐ 61/2018 Điều 19(5)", reads_consultations=True, icon="ask"),
    _move("involve", "TaskOpened", "Chuyển liên thông", "Involve agencies", {S.IN_PROCESS}, None, "official head leader", Where.COMPETENT,
          law="NĐ 61/2018 Điều 19(6), 19(7)", reads_consultations=True, icon="building"),
    _move("complete_task", "TaskCompleted", "Xong phần liên thông", "Complete the joint task", {S.IN_PROCESS, S.AWAITING_SUPPLEMENT, S.AWAITING_PAYMENT}, None,
          "official head leader clerk", Where.INVOLVED, law="NĐ 61/2018 Điều 19(6)", reads_consultations=True, icon="check"),
    _move("return_task", "TaskReturned", "Trả lại phần liên thông", "Return the joint task", {S.IN_PROCESS, S.AWAITING_SUPPLEMENT, S.AWAITING_PAYMENT}, None,
          "official head leader clerk", Where.INVOLVED, needs_reason=True, law="NĐ 61/2018 Điều 19(6)", reads_consultations=True, icon="undo"),
    _move("request_supplement", "SupplementRequested", "Yêu cầu bổ sung", "Request a supplement", {S.SUBMITTED, S.IN_PROCESS}, S.AWAITING_SUPPLEMENT,
          "counter official head leader", Where.STEP, legal=Legal.SUSPENDS, indicator=Indicator.WAITS, owes="supplement_request", needs_reason=True,
          law="NĐ 118/2025; NĐ 309/2026 Điều 8; NĐ 61/2018 Điều 19(4)", icon="hand"),
    _move("receive_supplement", "SupplementReceived", "Nhận bổ sung", "Receive the supplement", {S.AWAITING_SUPPLEMENT}, None, "counter citizen", Where.ANYWHERE,
          legal=Legal.RESTARTS, indicator=Indicator.GOES_ON, law="NĐ 61/2018 Điều 19(4); NĐ 118/2025 Điều 14(2)", icon="hand"),
    _move("require_payment", "PaymentRequired", "Yêu cầu thực hiện nghĩa vụ tài chính", "Require payment", {S.IN_PROCESS}, S.AWAITING_PAYMENT, "official head leader", Where.COMPETENT,
          legal=Legal.PAUSES, indicator=Indicator.WAITS, needs_reason=True, law="QĐ 1610/QĐ-TTPVHCC (Hà Nội)", icon="coin"),
    _move("settle_payment", "PaymentSettled", "Xác nhận nghĩa vụ tài chính", "Settle the payment", {S.AWAITING_PAYMENT}, S.IN_PROCESS, "counter official head", Where.HANDLING,
          legal=Legal.RESUMES, indicator=Indicator.GOES_ON, law="QĐ 1610/QĐ-TTPVHCC (Hà Nội)", icon="coin"),
    _move("extend", "DueTimeExtended", "Xin lỗi và đề nghị gia hạn", "Extend with apology", {S.IN_PROCESS}, None, "head leader", Where.COMPETENT,
          legal=Legal.MOVES_ONCE, owes="apology", needs_reason=True, law="NĐ 61/2018 Điều 19(9)", icon="clock"),
    _move("apologise", "LatenessApologised", "Xin lỗi vì trễ hạn", "Apologise for lateness", {S.IN_PROCESS}, None, "head leader", Where.COMPETENT,
          owes="apology", needs_reason=True, law="NĐ 61/2018 Điều 19(9); báo cáo 07a/BTP", icon="late"),
    _move("finish", "DossierFinished", "Kết thúc, phát hành kết quả", "Finish", {S.IN_PROCESS}, S.DONE, "official head leader clerk", Where.STEP,
          legal=Legal.ENDS, indicator=Indicator.ENDS, law="NĐ 61/2018 Điều 19, 20", reads_consultations=True, icon="done"),
    _move("return_result", "ResultReturned", "Trả kết quả", "Return the result", {S.DONE}, S.RETURNED, "counter", Where.CENTRE,
          law="NĐ 118/2025 Điều 22; NĐ 61/2018 Điều 20", icon="box"),
    _move("change_return_way", "ReturnWayChanged", "Đổi cách nhận kết quả", "Change the way of return", _OPEN, None, "counter", Where.CENTRE,
          needs_reason=True, law="NĐ 118/2025 Điều 22", icon="box"),
    _move("correct", "DetailsCorrected", "Sửa thông tin đã ghi", "Correct what was typed", _OPEN, None, "counter head", Where.HANDLING,
          needs_reason=True, law="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (quyền chỉnh sửa)", icon="card"),
    _move("withdraw", "DossierWithdrawn", "Rút hồ sơ", "Withdraw", _UNDECIDED, S.WITHDRAWN, "counter citizen", Where.CENTRE,
          legal=Legal.ENDS, indicator=Indicator.ENDS, owes="stop_notice", needs_reason=True, law="NĐ 118/2025 Điều 21; TT 03/2025 Điều 7", reads_consultations=True, icon="undo"),
    _move("stop", "DossierStopped", "Dừng giải quyết", "Stop", set(RUNNING), S.STOPPED, "head leader system", Where.COMPETENT,
          legal=Legal.ENDS, indicator=Indicator.ENDS, owes="stop_notice", needs_reason=True, law="NĐ 301/2026; NĐ 118/2025 Điều 21", reads_consultations=True, icon="no"),
)  # fmt: skip
BY_NAME = {move.name: move for move in MOVES}


class UnknownMove(NotPossible):
    status = 404
    code = "unknown_move"
    vi = "Không có thao tác «{move}». Các thao tác: {known}."
    en = "There is no move “{move}”. The moves are: {known}."


class MoveNotPossible(NotPossible):
    code = "move_not_possible"
    vi = "Hồ sơ đang ở trạng thái «{state}» nên không thể {move}. {hint}"
    en = "The dossier is in state “{state_en}”: {move_en} is not possible."


class SupplementNeedsLeader(NotPossible):
    code = "supplement_already_used"
    vi = "Đã yêu cầu bổ sung {count} lần; luật chỉ cho {most} lần. Chỉ trưởng đơn vị hoặc lãnh đạo của cơ quan giải quyết mới được yêu cầu lần nữa, và phải ghi lý do."
    en = "A supplement was requested {count} time(s) already and the law allows {most}. Only the head of the competent agency may request another, with a reason."


class ExtensionUsed(NotPossible):
    code = "extension_used"
    vi = "Hồ sơ này đã gia hạn {count} lần; không được gia hạn lần nữa."
    en = "This dossier has been given a new date {count} time(s) already; it may not be given another."


class ApologyUsed(NotPossible):
    code = "apology_used"
    vi = "Đã xin lỗi vì trễ hạn một lần. Làm xong và trả kết quả; xin lỗi lần nữa không ghi thêm."
    en = "Its lateness has been apologised for once already. Finish it and return the result; a second apology is not recorded."


class ConsultationOpen(NotPossible):
    code = "consultation_open"
    vi = "Còn {count} ý kiến chưa trả lời. Chờ trả lời, hoặc ghi căn cứ để kết thúc mà không chờ."
    en = "{count} consultation(s) are not answered. Wait, or give the basis for going on without them."


class JointTasksOpen(NotPossible):
    code = "joint_tasks_open"
    vi = "Còn {count} phần liên thông chưa xong: {agencies}. Chờ xong, hoặc ghi căn cứ để đi tiếp mà không chờ."
    en = "{count} joint task(s) are not done: {agencies}. Wait, or give the basis for going on without them."


def move_named(name: str) -> Move:
    """The row of the table for a name. Raises UnknownMove.

    Basis: house choice (the table of moves).
    """
    if name not in BY_NAME:
        raise UnknownMove(move=name, known=", ".join(BY_NAME))
    return BY_NAME[name]


def require_possible(name: str, standing: Standing) -> Move:
    """The move, when the table lets it start from this state. Raises UnknownMove, MoveNotPossible, ExtensionUsed,
    ApologyUsed.

    Basis: NĐ 118/2025 and NĐ 309/2026, by the rows of MOVES; one new date at most: NĐ 61/2018 Điều 19(9).
    """
    move = move_named(name)
    if standing.state not in move.frm or not _fits_step(move.name, standing):
        raise MoveNotPossible(
            state=standing.state.label, state_en=standing.state.key.replace("_", " "),
            move=move.label.lower(), move_en=move.label_en.lower(), hint=_hint(standing),
        )  # fmt: skip
    if name == "extend" and standing.is_extended_enough:
        raise ExtensionUsed(count=standing.extension_count)
    if name == "apologise" and standing.is_apologised:
        raise ApologyUsed
    return move


def _fits_step(name: str, standing: Standing) -> bool:
    if name in {"complete_step", "finish"}:
        return any(way.move == name for way in standing.ways)
    if name in {"consult", "involve"}:
        return standing.step_kind not in {"receive", "return", ""}
    if name == "answer_consultation":
        return bool(standing.consulted_ids)
    if name in {"complete_task", "return_task"}:
        return bool(standing.involved_ids)
    return True


def _hint(standing: Standing) -> str:
    if standing.state in WAITING:
        return "Hồ sơ đang chờ người nộp."
    if not standing.state.is_open:
        return "Hồ sơ đã kết thúc."
    if standing.state == State.DONE:
        return "Đã có kết quả, chờ trả cho người nộp."
    if standing.state == State.IN_PROCESS:
        return "Bước này phát hành kết quả." if _fits_step("finish", standing) else "Còn bước chưa xong."
    return "Mở lại hồ sơ để thấy việc làm được."


def state_after(move: Move, standing: Standing) -> State:
    """The state a move leads to; a supplement returns the dossier to where it was asked.

    Basis: house choice (the table of moves).
    """
    if move.to is not None:
        return move.to
    if move.name == "receive_supplement":
        return State.SUBMITTED if standing.before_reception else State.IN_PROCESS
    return standing.state
