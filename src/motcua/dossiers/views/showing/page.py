"""A dossier's page for staff: what may be done, the five tracks, steps, holdings, persons and places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import WAITING, AskedFor, Holder, Segment, State, Verdict
from motcua.dossiers.rules.ledger import INCIDENT, TASK
from motcua.dossiers.rules.lifecycle import Move
from motcua.dossiers.rules.permissions import tries
from motcua.dossiers.shown import StepShown, look_of
from motcua.dossiers.shown.timing import holding_hue
from motcua.dossiers.views.showing.events import field_of, said
from motcua.foundation.text import whole
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.ui.facts import Stage, Track
from motcua.ui.templatetags.values import duration, vn_moment, vn_money
from motcua.ui.words import MINUTES_A_DAY

#: Moves that need no more than a press: their button stands on the page itself.
AT_ONCE = frozenset({"accept", "forward", "complete_step"})
_MAIN = frozenset({
    "accept", "forward", "receive_supplement", "settle_payment", "answer_consultation", "complete_task", "complete_step", "finish", "return_result",
})  # fmt: skip
_RARE = frozenset({"extend", "correct", "withdraw", "stop", "refuse", "return_step", "require_payment", "change_return_way"})
#: Moves that leave the open step for another, by an outcome where the process names some.
_BRANCHING = frozenset({"forward", "complete_step", "finish"})
_FINISH = next(move for move in dossiers.MOVES if move.name == "finish")
#: Moves that end a dossier and cannot be undone.
FINAL = frozenset({"refuse", "stop", "withdraw"})
#: Working minutes before the due time from which the apology stands in sight: soon it will be too late for it.
_LAST_DAYS = 3 * MINUTES_A_DAY
_TO_NEXT = {
    "examine": gettext_lazy("Chuyển thẩm định"),
    "review": gettext_lazy("Trình trưởng đơn vị"),
    "sign": gettext_lazy("Trình lãnh đạo ký"),
    "issue": gettext_lazy("Đã ký, chuyển văn thư"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    name: str
    label: str
    icon: str
    at_once: bool
    kind: str  # main | plain | rare
    is_final: bool = False
    #: What the button sends beside what the page had seen.
    sends: tuple[tuple[str, str], ...] = ()
    #: The outcome of the step that it stands for, as the process calls it.
    branch: str = ""
    #: Where its form is.
    url: str = ""


def buttons(moves: Sequence[Move], detail: dossiers.DossierDetail, actor: organization.Actor) -> list[Button]:
    """What this person may do now. Taking work for oneself is one press; giving it to somebody is the head's form."""
    found = (_button(move, detail, actor) for move in moves)
    all_found = [branch for button in found if button is not None for branch in _branches(button, detail)]
    return [replace(button, url=_form_of(button, detail.dossier.code)) for button in all_found]


def _form_of(button: Button, code: str) -> str:
    address = reverse("move", args=[code, button.name])
    return f"{address}?{urlencode({'nhanh': button.branch})}" if button.branch else address


def branches(move: str, detail: dossiers.DossierDetail) -> tuple[dossiers.Way, ...]:
    """The outcomes that the process gives the open step, those that this move goes."""
    return tuple(way for way in detail.standing.ways if way.move == move and way.label)


def _branches(button: Button, detail: dossiers.DossierDetail) -> list[Button]:
    """One button for each outcome of the step; what goes back asks for a word first."""
    found = branches(button.name, detail)
    if not found or button.name not in _BRANCHING:
        said_first = found[0].label if found else ""
        return [replace(button, label=f"{said_first} → {button.label}", kind="plain") if said_first else button]
    return [
        replace(
            button, label=branch_label(way), branch=way.label, sends=(("branch", way.label),),
            icon="x" if way.is_refusal else "undo" if way.is_back else button.icon,
            kind="plain" if way.is_refusal or way.is_back else button.kind, at_once=button.at_once and not way.is_back,
        )
        for way in found
    ]  # fmt: skip


def branch_label(way: dossiers.Way) -> str:
    """An outcome with where it leads."""
    goal = _("Từ chối giải quyết") if way.is_refusal else _(way.step) if way.step else said(_FINISH)
    return f"{way.label} → {goal}"


def _button(move: Move, detail: dossiers.DossierDetail, actor: organization.Actor) -> Button | None:
    kind = "main" if move.name in _MAIN else "rare" if move.name in _RARE else "plain"
    if move.name == "extend" and not detail.may_extend:
        return None
    if move.name == "apologise" and not may_apologise(detail):
        return None
    if move.name == "extend" and detail.minutes_left is not None and detail.minutes_left <= _LAST_DAYS:
        kind = "plain"  # who will be late owes the apology and a new date now
    label, sends, at_once = label_of(move, detail), (), move.name in AT_ONCE
    if move.name == "assign" and not _leads(detail, actor):
        if detail.standing.assignee_id == actor.user_id:
            return None
        return Button(
            name=move.name, label=_("Nhận việc về mình"), icon=move.icon, at_once=True, kind=kind,
            sends=(("to_user_id", str(actor.user_id)),),
        )  # fmt: skip
    if move.name == "complete_step":
        at_once = not any(one.answered_at is None for one in detail.consultations)
    return Button(
        name=move.name, label=label, icon=move.icon, at_once=at_once, kind=kind, is_final=move.name in FINAL, sends=sends
    )


def may_apologise(detail: dossiers.DossierDetail) -> bool:
    """Whether nothing but a word is left: it is too late for a new date, or it was given."""
    return detail.dossier.due_at is not None and not (detail.may_extend and not detail.standing.is_extended_enough)


def label_of(move: Move, detail: dossiers.DossierDetail) -> str:
    """What the move is called here: a step that is done goes to somebody."""
    is_plain = move.name == "complete_step" and not branches(move.name, detail)
    return (_next_label(detail) if is_plain else "") or said(move)


def _leads(detail: dossiers.DossierDetail, actor: organization.Actor) -> bool:
    agency = detail.standing.step_agency_id
    return agency is not None and any(actor.has(role, agency) for role in dossiers.LEADING)


def _next_label(detail: dossiers.DossierDetail) -> str:
    following = next((step for step in detail.steps if step.status == "ahead"), None)
    return str(_TO_NEXT.get(following.kind, "")) if following else ""


def agency_name(agency_id: int | None) -> str:
    return organization.agency(agency_id).short_name if agency_id else ""


def agency_full(agency_id: int) -> str:
    return organization.agency(agency_id).name


def names(
    detail: dossiers.DossierDetail, facts: Sequence[journal.Recorded], looks: Sequence[dossiers.LookShown]
) -> dict[int, str]:
    """Names of everybody who appears on a dossier's page, in one statement."""
    ids = {step.assignee_id for step in detail.steps if step.assignee_id}
    ids |= {number for fact in facts if (number := whole(fact.actor.partition(":")[2])) is not None}
    ids |= {to for fact in facts if fact.name == "DossierAssigned" and isinstance(to := fact.payload.get("to"), int)}
    ids |= {step.closed_for for step in detail.steps if step.closed_for}
    ids |= {step.closed_by for step in detail.steps if step.closed_by}
    ids |= {look.user_id for look in looks if look.user_id}
    ids |= {detail.dossier.helped_by_id} if detail.dossier.helped_by_id else set()
    ids |= {part.user_id for part in detail.segments if part.user_id}
    return organization.official_names(ids) if ids else {}


def looks(found: Sequence[dossiers.LookShown], people: Mapping[int, str]) -> list[dict[str, Any]]:
    """Who has opened the dossier, for who inspects."""
    return [
        {"who": people.get(look.user_id or 0, ""), "where": agency_name(look.agency_id), "look": look, "purpose": _(look.purpose)}
        for look in found
    ]


def corrections(found: Sequence[dossiers.CorrectionShown], people: Mapping[int, str]) -> list[dict[str, Any]]:
    """What stood there before each correction, for who inspects."""
    return [
        {
            "who": people.get(one.user_id or 0, ""),
            "at": one.at,
            "was": [(field_of(part, field), text) for part, field, text in one.was],
        }
        for one in found
    ]


def holdings(segments: Sequence[Segment], people: Mapping[int, str], d: dossiers.DossierFact) -> list[dict[str, Any]]:
    """The table under the strip: who, from when to when, how many working hours."""
    running = d.finished_at is None and d.closed_at is None
    rows = []
    for part in segments:
        who, note = _held_by(part, people)
        last = running and part is segments[-1]
        rows.append({
            "hue": holding_hue(part.holder), "who": who, "note": note, "start": part.start, "end": None if last else part.end,
            "minutes": part.minutes,
        })  # fmt: skip
    return rows


def _held_by(part: Segment, people: Mapping[int, str]) -> tuple[str, str]:
    if part.holder is Holder.APPLICANT:
        return (_("Người nộp thực hiện nghĩa vụ tài chính") if part.what == "payment" else _("Người nộp bổ sung")), ""
    if part.what == INCIDENT:
        return _(part.holder.label), _("sự cố hệ thống, thời hạn dừng")
    if part.holder is Holder.NOBODY:
        return _("Chưa ai nhận"), _(part.what) if part.what else ""
    if part.holder is Holder.OTHER_AGENCY:
        return agency_full(part.agency_id) if part.agency_id else _(part.holder.label), _(
            "làm phần liên thông"
        ) if part.what == TASK else _("cho ý kiến")
    return people.get(part.user_id or 0) or agency_name(part.agency_id) or _(part.holder.label), _(part.what) if part.what else ""


def path(detail: dossiers.DossierDetail, people: Mapping[int, str], at: datetime) -> list[Stage]:
    return [
        Stage(
            label=_(step.name),
            note=" · ".join(filter(None, _notes(step, detail, people, at))),
            past=step.status == "past",
            here=step.status == "here",
        )
        for step in detail.steps
    ]


def _notes(step: StepShown, detail: dossiers.DossierDetail, people: Mapping[int, str], at: datetime) -> tuple[str, str]:
    not_asked = ", ".join(row["agency"] for row in expected(detail)) if step.status == "here" else ""
    return (
        _step_note(step, detail.dossier.state, people, at),
        _("chưa hỏi ý kiến {agencies}").format(agencies=not_asked) if not_asked else "",
    )


def _step_note(step: StepShown, state: State, people: Mapping[int, str], at: datetime) -> str:
    if step.status == "ahead":
        return _(organization.Role(step.role).label)
    who = people.get(step.assignee_id or 0) or (
        _("{agency}, chưa ai nhận").format(agency=agency_name(step.agency_id))
        if step.status == "here"
        else agency_name(step.agency_id)
    )
    if step.status == "here":
        return f"{who} · {step_due(step, state, at)}" if step.due_at else who
    if step.closed_for:
        signs = _("{name} ký thay {absent}") if step.kind == "sign" else _("{name} làm thay {absent}")
        who = signs.format(name=people.get(step.closed_by or 0, ""), absent=people.get(step.closed_for, ""))
    elif step.as_deputy:
        who = _("{name} ký thay (KT.) người đứng đầu").format(name=people.get(step.closed_by or 0, ""))
    late = _("quá hạn bước") if step.due_at and step.closed_at and step.closed_at > step.due_at else ""
    sent_back = _("trả lại") if step.outcome == "returned" and step.kind != "return" else ""
    refused = _("từ chối") if step.outcome == "refused" else ""
    return " · ".join(part for part in (who, vn_moment(step.closed_at), step.branch, late, sent_back, refused, step.note) if part)


def step_due(step: StepShown, state: State, at: datetime) -> str:
    """How the open step stands with its own time."""
    if step.due_at is None:
        return ""
    if state in WAITING:
        return _("tạm dừng, chờ người nộp")
    if step.kind == "receive" and state == State.RECEIVED:
        words = _("quá hạn chuyển từ {time}") if at > step.due_at else _("chuyển trước {time}")
        return words.format(time=vn_moment(step.due_at))
    words = _("quá hạn bước từ {time}") if at > step.due_at else _("hạn bước {time}")
    return words.format(time=vn_moment(step.due_at))


def here(detail: dossiers.DossierDetail) -> StepShown | None:
    return next((step for step in detail.steps if step.status == "here"), None)


def earlier(detail: dossiers.DossierDetail) -> list[StepShown]:
    """The steps to which the open one may be sent back, each once, in their order."""
    open_step = here(detail)
    done = {
        step.number: step
        for step in detail.steps
        if open_step and step.status == "past" and step.kind != "receive" and step.number < open_step.number
    }
    return [done[number] for number in sorted(done)]


def results(detail: dossiers.DossierDetail) -> list[dict[str, Any]]:
    """The papers of the result with the agency that numbered them."""
    return [{"agency": agency_full(one.agency_id), "one": one} for one in detail.dossier.results]


def places(d: dossiers.DossierFact) -> list[tuple[str, str]]:
    rows = [
        (_("Nơi được giúp nộp"), d.helped_at_id),
        (_("Nơi tiếp nhận"), d.centre_id),
        (_("Cơ quan giải quyết"), d.competent_id),
    ]
    return [(label, organization.agency(agency_id).name) for label, agency_id in rows if agency_id]


def consultations(detail: dossiers.DossierDetail) -> list[dict[str, Any]]:
    return [{"agency": agency_full(one.agency_id), "one": one} for one in detail.consultations if one.kind is AskedFor.OPINION]


def expected(detail: dossiers.DossierDetail) -> list[dict[str, Any]]:
    """What the process wants asked now and nobody has asked."""
    return [
        {"agency": agency_full(one.agency_id) if one.agency_id else one.agency, "one": one}
        for one in detail.expected_consultations
    ]


def tracks(detail: dossiers.DossierDetail) -> list[Track]:
    """Business state and delivery as they stand; money, synchronisation and archive say what is not kept here yet."""
    d, open_step = detail.dossier, here(detail)
    return [
        Track(
            icon="work", label=_("Giải quyết"), state=_(look_of(d)[0]), hue=look_of(d)[1],
            note=_(open_step.name) if open_step and d.state == State.IN_PROCESS else "",
        ),
        _money(detail),
        _delivery(d),
        Track(icon="sync", label=_("Đồng bộ Cổng Quốc gia"), state=_("Chưa kết nối"), hue="da"),
        Track(icon="archive", label=_("Lưu trữ"), state=_("Chưa tới"), hue="da"),
    ]  # fmt: skip


def _money(detail: dossiers.DossierDetail) -> Track:
    owed = next((w for w in reversed(detail.waits) if w.kind == "payment"), None)
    if owed is None:
        return Track(icon="coin", label=_("Tiền"), state=_("Không có khoản chờ"), hue="da")
    is_met = owed.answered_at is not None
    note = vn_money(owed.amount) if owed.amount else ""
    return Track(
        icon="coin", label=_("Tiền"), state=_("Đã nộp") if is_met else _("Chờ nộp"), hue="la" if is_met else "lua", note=note
    )


def _delivery(d: dossiers.DossierFact) -> Track:
    state, hue = (
        (_("Đã trả"), "la") if d.returned_at else (_("Chờ trả"), "lua") if d.state == State.DONE else (_("Chưa tới"), "da")
    )
    if not d.state.is_open and d.returned_at is None:
        state = _("Không có kết quả")
    return Track(icon="box", label=_("Trả kết quả"), state=state, hue=hue, note=_(d.return_way.label))


def clocks(d: dossiers.DossierFact) -> str:
    """How both clocks stand, where that is not said elsewhere on the page."""
    if d.accepted_at is None or d.legal is None or d.indicator is None:
        return _("Chưa tính thời hạn giải quyết: chưa tiếp nhận") if d.state.is_open else ""
    if d.legal is Verdict.STOPPED:
        return _("Thời hạn giải quyết: {legal}, đã dùng {time} · tính chỉ số: {indicator}").format(
            legal=_(d.legal.label).lower(), time=duration(d.minutes_used or 0), indicator=_(d.indicator.label).lower()
        )
    if d.legal != d.indicator:
        return _("Thời hạn giải quyết: {legal} · tính chỉ số: {indicator}").format(
            legal=_(d.legal.label).lower(), indicator=_(d.indicator.label).lower()
        )
    return "" if d.finished_at is None and d.legal is not Verdict.OVERDUE else _(d.legal.label)


def tried_as(detail: dossiers.DossierDetail, actor: organization.Actor) -> str:
    """In whose place somebody who tries a process does what comes next."""
    return _whose(detail) if tries(actor, detail.standing) and detail.standing.step_role else ""


def _whose(detail: dossiers.DossierDetail) -> str:
    role = _(organization.Role(detail.standing.step_role).label).lower() if detail.standing.step_role else ""
    return _("{role} tại {agency}").format(role=role, agency=agency_name(detail.standing.step_agency_id))


def why_nothing(detail: dossiers.DossierDetail) -> str:
    """Why somebody who may read a dossier has nothing to do on it."""
    if not detail.dossier.state.is_open:
        return _("Hồ sơ đã kết thúc.")
    if detail.standing.tried_by is not None:
        return _("Hồ sơ để thử một dự thảo quy trình: chỉ người đang thử làm các bước.")
    if detail.dossier.state in WAITING:
        return _("Đang chờ người nộp.")
    return _("Việc lúc này của {who}.").format(who=_whose(detail))
