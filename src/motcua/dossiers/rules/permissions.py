"""Who may make which move, and who may read a dossier?"""

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from typing import Protocol, TypeVar

from motcua.dossiers.facts import Part, Standing, State
from motcua.dossiers.rules import lifecycle
from motcua.dossiers.rules.lifecycle import Move, Where
from motcua.foundation.errors import NotAllowed, NotPossible

#: Who keeps the register of a unit, or answers for it.
REGISTER_KEEPERS = frozenset({"counter", "head", "leader", "clerk", "control", "inspector"})
#: Who gives the work of a unit to its people.
LEADING = frozenset({"head", "leader"})
HANDLERS = frozenset({"counter", "official", "head", "leader", "clerk"})


class Acts(Protocol):
    """What the rules ask of an actor."""

    @property
    def kind(self) -> str: ...
    @property
    def user_id(self) -> int | None: ...
    @property
    def roles(self) -> AbstractSet[str]: ...
    def has(self, role: str, agency_id: int, /) -> bool: ...
    def acts_for(self, role: str, agency_id: int, /) -> AbstractSet[int]: ...


class _OfAgency(Protocol):
    @property
    def agency_id(self) -> int: ...


Asked = TypeVar("Asked", bound=_OfAgency)


class MoveNotAllowed(NotAllowed):
    code = "move_not_allowed"
    vi = "Bạn không có quyền {move} hồ sơ này: việc này của {who}."
    en = "You may not make the move “{move_en}” on this dossier; it belongs to: {who_en}."


class HeldByAnother(NotAllowed):
    code = "held_by_another"
    vi = "Hồ sơ đang giao cho người khác. Trưởng đơn vị có thể phân công lại."
    en = "The dossier is assigned to somebody else. The head of the unit can reassign it."


class FinishedNeedsHead(NotAllowed):
    code = "finished_needs_head"
    vi = "Hồ sơ đã có kết quả nên thông tin đã ghi chỉ do trưởng đơn vị sửa, ở trung tâm hoặc ở cơ quan giải quyết."
    en = "The result is out: only the head, of the centre or of the competent agency, corrects what was typed."


class IdentityNeedsHead(NotAllowed):
    code = "identity_needs_head"
    vi = "Sửa cả họ tên lẫn số định danh của {part} là đổi người: chỉ trưởng đơn vị sửa, ở trung tâm hoặc ở cơ quan giải quyết."
    en = "Correcting both the name and the identity number of “{part_en}” makes it another person: only the head does so, of the centre or of the competent agency."


class AnothersTrial(NotAllowed):
    code = "anothers_trial"
    vi = "Hồ sơ này để thử một dự thảo quy trình: chỉ người đang thử làm các bước, không giao cho ai."
    en = "This dossier tries a draft of a process: only who tries it does its steps, and gives them to nobody."


_WHO = {
    "counter": ("cán bộ một cửa", "counter staff"), "official": ("công chức giải quyết", "the official in charge"),
    "head": ("trưởng đơn vị", "the head of the unit"), "leader": ("lãnh đạo", "the leadership"), "clerk": ("văn thư", "the clerk"),
    "citizen": ("người nộp", "the applicant"), "system": ("hệ thống", "the system"),
}  # fmt: skip


def may(actor: Acts, move: Move, standing: Standing) -> bool:
    """Whether the actor holds a role that the table names for this move, at the place it names.

    Basis: NĐ 118/2025 (duties of one-stop staff and of solving agencies), by the rows of lifecycle.MOVES.
    """
    try:
        require(actor, move, standing)
    except (NotAllowed, NotPossible):
        return False
    return True


def require(actor: Acts, move: Move, standing: Standing) -> None:
    """Raises MoveNotAllowed, AnothersTrial, HeldByAnother, FinishedNeedsHead for a correction by anybody else once the result is out, or
    SupplementNeedsLeader for a request past those the rule allows by a subordinate.

    Such a request is the head's of the competent agency also while the dossier lies at a centre, which need not have a head.

    Basis: NĐ 118/2025 (staff duties; supplement once only); house choice for assignment.
    """
    if actor.kind in {"system", "citizen"}:
        if actor.kind not in move.roles:
            raise _refusal(move)
    elif standing.tried_by is not None:
        _require_trial(actor, move, standing)
    else:
        _require_post(actor, move, standing)


def _require_post(actor: Acts, move: Move, standing: Standing) -> None:
    is_again = move.name == "request_supplement" and standing.is_asked_enough
    if is_again and _heads(actor, standing):
        return
    roles = move.roles & _may_do(standing.step_role) if _follows_step(move) else move.roles
    if not _holds(actor, roles, move, standing):
        raise _refusal(move)
    if _follows_step(move):
        _require_own(actor, standing)
    if move.name == "correct" and standing.state == State.DONE and not heads_correction(actor, standing):
        raise FinishedNeedsHead
    if is_again:
        raise lifecycle.SupplementNeedsLeader(count=standing.supplement_count, most=standing.supplements_max)


def tries(actor: Acts, standing: Standing) -> bool:
    """Whether the actor tries a draft of a process with this dossier: then it is theirs to read and to move, in everybody's place.

    Basis: house choice (a test dossier concerns no citizen and is never counted).
    """
    return standing.tried_by is not None and actor.user_id == standing.tried_by


def _require_trial(actor: Acts, move: Move, standing: Standing) -> None:
    if not tries(actor, standing) or move.name == "assign":
        raise AnothersTrial
    if not move.roles & HANDLERS:
        raise _refusal(move)


def _holds(actor: Acts, roles: frozenset[str], move: Move, standing: Standing) -> bool:
    if move.where is Where.ANYWHERE:
        return not roles.isdisjoint(actor.roles)
    return any(actor.has(role, place) for role in roles for place in _places(move, standing))


def _follows_step(move: Move) -> bool:
    """Moves of the open step belong to its role and to those above it, not to every role of the agency."""
    return move.where is Where.STEP


def _may_do(role: str) -> frozenset[str]:
    """Who may do the step of a role: a head stands in for staff, a leader for everybody; nobody signs in the leader's place.

    Basis: NĐ 61/2018 Điều 19 (who proposes, who decides); a leader's deputy holds the leader's role for a time.
    """
    return frozenset({role, "leader"} if role in LEADING else {role, *LEADING})


def _require_own(actor: Acts, standing: Standing) -> None:
    """Nobody's, one's own, or that of somebody absent for whom one stands in; the head's is everybody's."""
    if standing.assignee_id is None or standing.step_agency_id is None or _heads(actor, standing):
        return
    if standing.assignee_id not in actor.acts_for(standing.step_role, standing.step_agency_id):
        raise HeldByAnother


def _heads(actor: Acts, standing: Standing) -> bool:
    places = {standing.competent_id} if standing.step_agency_id is None else {standing.step_agency_id, standing.competent_id}
    return any(actor.has(role, place) for role in LEADING for place in places)


def heads_correction(actor: Acts, standing: Standing) -> bool:
    """Whether the actor heads the centre or the competent agency: who may make another person of one, or correct after the result.

    Basis: house choice (nobody takes over a dossier alone, least of all just before its result is handed over).
    """
    return any(actor.has("head", place) for place in _places(lifecycle.move_named("correct"), standing))


def require_same_persons(
    actor: Acts, standing: Standing, *, now: Iterable[tuple[Part, str]], before: Iterable[tuple[Part, str]]
) -> None:
    """Raises IdentityNeedsHead when a correction, alone or with earlier ones, changes both what a person is called and their number.

    Basis: house choice, as heads_correction.
    """
    fields, past = set(now), set(before)
    for part in Part:
        both = {(part, "name"), (part, "id_number")}
        if both & fields and both <= fields | past and not heads_correction(actor, standing):
            raise IdentityNeedsHead(part=part.label.lower(), part_en=part.value)


def _places(move: Move, standing: Standing) -> frozenset[int]:
    if move.where is Where.CENTRE:
        return frozenset({standing.centre_id})
    if move.where is Where.COMPETENT:
        return frozenset({standing.competent_id})
    if move.where is Where.HANDLING:
        return frozenset({standing.centre_id, standing.competent_id})
    if move.where in {Where.CONSULTED, Where.INVOLVED}:
        return standing.consulted_ids if move.where is Where.CONSULTED else standing.involved_ids
    if standing.step_agency_id is None:
        return frozenset()
    return frozenset({standing.step_agency_id})


def to_answer(actor: Acts, standing: Standing, asked: Iterable[Asked], *, move: str = "answer_consultation") -> Asked | None:
    """Of what is asked and open, the first that this actor may answer by a move: each agency its own, who tries a process all.

    Basis: house choice (each agency answers for itself).
    """
    roles = lifecycle.move_named(move).roles
    return next((one for one in asked if tries(actor, standing) or any(actor.has(role, one.agency_id) for role in roles)), None)


def _refusal(move: Move) -> MoveNotAllowed:
    who = [_WHO[role] for role in sorted(move.roles - {"citizen", "system"}) or sorted(move.roles)]
    vi, en = (", ".join(words) for words in zip(*who, strict=True))
    return MoveNotAllowed(move=move.label.lower(), move_en=move.label_en.lower(), who=vi, who_en=en)


def possible(actor: Acts, standing: Standing) -> tuple[Move, ...]:
    """The moves that this actor may make on this dossier now: what buttons and the API offer.

    Basis: house choice (read from the table of moves).
    """
    found = []
    for move in lifecycle.MOVES:
        if standing.state in move.frm and may(actor, move, standing):
            try:
                lifecycle.require_possible(move.name, standing)
            except NotPossible:
                continue
            found.append(move)
    return tuple(found)


def may_read(actor: Acts, *, state: State, parts: frozenset[int], visible: frozenset[int]) -> bool:
    """Whether somebody knows the persons of a dossier, or stands at a counter while a supplement is awaited: any may take it in.

    Basis: NĐ 118/2025 Điều 14(2) (reception beyond boundaries).
    """
    return knows_persons(parts=parts, visible=visible) or (state == State.AWAITING_SUPPLEMENT and "counter" in actor.roles)


def may_see_looks(*, parts: frozenset[int], inspected: frozenset[int]) -> bool:
    """Whether somebody inspects an agency with a part in a dossier: who inspects sees by name who has opened it.

    Basis: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (purpose); house choice for the role.
    """
    return bool(inspected & parts)


def knows_persons(*, parts: frozenset[int], visible: frozenset[int]) -> bool:
    """Whether an agency whose dossiers somebody sees has a part in one: its centre, its competent agency, one that is asked.

    Basis: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (purpose); NĐ 118/2025 Điều 8.
    """
    return bool(visible & parts)


class NotYourRegister(NotAllowed):
    code = "not_your_register"
    vi = "Bạn không giữ sổ theo dõi của «{agency}»: sổ do cán bộ một cửa, trưởng đơn vị, lãnh đạo, văn thư, kiểm soát thủ tục hoặc thanh tra của đơn vị lập."
    en = "You do not keep the register of “{agency}”: its counter staff, head, leaders, clerks, procedure control or inspectors do."


class Oversees(Protocol):
    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool: ...


def keeps_register(actor: Oversees, agency_id: int) -> bool:
    """Whether somebody may write the register of a unit: names, addresses and telephone numbers of all its dossiers.

    Basis: TT 03/2025/TT-VPCP form 07 (kept by the unit); who of it: house choice.
    """
    return actor.holds_over(agency_id, REGISTER_KEEPERS)
