"""Facts made ready for the page: words, addresses and geometry, so that templates only place them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import CLOSED, RUNNING, WAITING, Holder, Segment, State, StepShown
from motcua.dossiers.rules.lifecycle import MOVES, Move
from motcua.foundation import clock
from motcua.foundation.errors import Invalid
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.ui.facts import Track
from motcua.ui.templatetags.ui import chip, duration, icon, vn_datetime

_FILL = {
    Holder.UNIT: 'class="f-song"', Holder.APPLICANT: 'fill="url(#p-applicant)"', Holder.OTHER_AGENCY: 'fill="url(#p-other)"',
    Holder.NOBODY: 'fill="url(#p-none)"',
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLeft:
    """What the due column says."""

    text: str
    hue: str = ""
    icon: str = ""
    due: str = ""


def time_of(
    *,
    state: State,
    due_at: datetime | None,
    finished_at: datetime | None,
    minutes_left: int | None,
    waiting_since: datetime | None,
    at: datetime,
) -> TimeLeft:
    due = vn_datetime(due_at) if due_at else ""
    if state in WAITING:
        days = (clock.local_day(at) - clock.local_day(waiting_since)).days if waiting_since else 0
        return TimeLeft(text=_("Dừng {days} ngày").format(days=days), hue="da", icon="pause", due=_("Chưa chạy tiếp"))
    if state in CLOSED or finished_at is not None:
        return TimeLeft(text=state.label, due=due)
    if due_at is None or minutes_left is None:
        return TimeLeft(text=_("Không ghi thời hạn"), hue="da")
    if at > due_at:
        return TimeLeft(text=_("Quá {time}").format(time=duration(-minutes_left)), hue="gach", icon="late", due=due)
    if minutes_left <= 480:
        return TimeLeft(text=_("Còn {time}").format(time=duration(minutes_left)), hue="lua", icon="clock", due=due)
    return TimeLeft(text=_("Còn {time}").format(time=duration(minutes_left)), due=due)


def time_left(detail: dossiers.DossierDetail, at: datetime) -> TimeLeft:
    d = detail.dossier
    since = next((w.asked_at for w in detail.waits if w.answered_at is None), None)
    return time_of(
        state=d.state, due_at=d.due_at, finished_at=d.finished_at, minutes_left=detail.minutes_left, waiting_since=since, at=at
    )


# -- the time strip --------------------------------------------------------------------------------------------------


def bar(segments: Sequence[Segment], left: int) -> SafeString:
    """The rectangles of a strip in per cent of working minutes, with the same in words."""
    total = sum(part.minutes for part in segments) + max(left, 0)
    if not total:
        return format_html('<svg role="img" aria-label="{}"></svg>', _("Chưa có thời gian làm việc nào"))
    rects, x = [], 0.0
    for part in segments:
        width = 100 * part.minutes / total
        if width:
            rects.append(f'<rect {_FILL[part.holder]} x="{x:.2f}%" width="{width:.2f}%" height="100%"/>')
            x += width
    if left > 0:
        rects.append(f'<rect class="left" x="{x:.2f}%" width="{100 - x:.2f}%" height="100%"/>')
    said = [f"{part.holder.label} {duration(part.minutes)}" for part in segments if part.minutes]
    if left > 0:
        said.append(_("còn {time}").format(time=duration(left)))
    return format_html('<svg role="img" aria-label="{}">{}</svg>', _("Thời gian: ") + ", ".join(said), SafeString("".join(rects)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    svg: SafeString
    now: str
    begin: str
    end: str
    legend: tuple[tuple[SafeString, str, str], ...]


def strip(segments: Sequence[Segment], d: dossiers.DossierFact, at: datetime) -> Strip:
    """The large strip of a dossier's page, with its legend."""
    left = 0
    used = sum(part.minutes for part in segments)
    if d.due_at and d.finished_at is None and d.state in RUNNING and at < d.due_at:
        left = organization_minutes(d, at)
    total = used + left
    rows = [
        (SafeString(_FILL[holder]), holder.label, duration(minutes))
        for holder, minutes in dossiers.shares(segments).items()
        if minutes
    ]
    return Strip(
        svg=bar(segments, left), now=f"{100 * used / total:.2f}%" if total and left else "",
        begin=vn_datetime(d.filed_at), end=vn_datetime(d.due_at) if d.due_at else "", legend=tuple(rows),
    )  # fmt: skip


def organization_minutes(d: dossiers.DossierFact, at: datetime) -> int:
    return dossiers.minutes_until(competent_id=d.competent_id, start=at, end=d.due_at) if d.due_at else 0


# -- people and agencies ---------------------------------------------------------------------------------------------


def agency_name(agency_id: int | None) -> str:
    return organization.agency(agency_id).short_name if agency_id else ""


def agency_full(agency_id: int) -> str:
    return organization.agency(agency_id).name


def names(detail: dossiers.DossierDetail, facts: Sequence[journal.Recorded]) -> dict[int, str]:
    """Names of everybody who appears on a dossier's page, in one statement."""
    ids = {step.assignee_id for step in detail.steps if step.assignee_id}
    ids |= {int(fact.actor.partition(":")[2]) for fact in facts if fact.actor.partition(":")[2].isdigit()}
    ids |= {to for fact in facts if fact.name == "DossierAssigned" and isinstance(to := fact.payload.get("to"), int)}
    return organization.official_names(ids) if ids else {}


# -- my work ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLine:
    """A line of "my work". It writes its own HTML: fifty of them make a page, and template tags would take most of its time."""

    row: dossiers.WorkRow
    url: str
    strip: SafeString
    time: TimeLeft
    is_late: bool

    def __html__(self) -> str:
        row, time = self.row, self.time
        state = ("gach", "late", _("Quá hạn")) if self.is_late else (row.state.hue, row.state.icon, row.state.label)
        return format_html(
            '<tr><th scope="row"><a class="subject" href="{}">{}</a><small><span class="code">{}</span> · {}</small></th>'
            '<td>{}<small>{}</small></td><td class="wide"><div class="strip strip--s">{}</div></td>'
            '<td class="nb" data-l="{}">{}<small>{}</small></td></tr>',
            self.url, row.procedure, row.code, row.applicant, chip(state[2], state[0], state[1]), row.step, self.strip, _("Hạn"),
            _due(time), time.due,
        )  # fmt: skip


def _due(time: TimeLeft) -> SafeString:
    mark = icon(time.icon) if time.icon else SafeString("")
    return format_html('<span class="{}">{} <b>{}</b></span>', f"t-{time.hue}" if time.hue else "", mark, time.text)


def work_rows(rows: Sequence[dossiers.WorkRow], at: datetime) -> list[WorkLine]:
    lines = []
    for row in rows:
        late = row.due_at is not None and at > row.due_at and row.state not in WAITING and row.state != State.DONE
        left = dossiers.minutes_until(competent_id=row.competent_id, start=at, end=row.due_at) if row.due_at else None
        lines.append(
            WorkLine(
                row=row, url=reverse("dossier", args=[row.code]), strip=bar(row.segments, left or 0), is_late=late,
                time=time_of(
                    state=row.state, due_at=row.due_at, finished_at=None, minutes_left=left, waiting_since=row.waiting_since, at=at
                ),
            )
        )  # fmt: skip
    return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDoor:
    label: str
    icon: str
    url: str
    count: str
    is_here: bool
    is_bad: bool
    is_mine: bool


def lists(counts: Mapping[dossiers.Filter, dossiers.Counted], here: dossiers.Filter) -> list[ListDoor]:
    base = reverse("my_work")
    return [
        ListDoor(
            label=which.label, icon=which.icon, url=f"{base}?loc={which.value}", is_here=which is here, is_mine=which.is_mine,
            count=f"{counted.shown}+" if counted.more else str(counted.shown),
            is_bad=which in {dossiers.Filter.OVERDUE, dossiers.Filter.UNIT_OVERDUE} and counted.shown > 0,
        )
        for which in dossiers.Filter
        for counted in [counts[which]]
    ]  # fmt: skip


# -- a dossier's page ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    name: str
    label: str
    icon: str
    at_once: bool
    kind: str  # main | plain | rare


_MAIN = (
    "accept",
    "forward",
    "receive_supplement",
    "settle_payment",
    "answer_consultation",
    "complete_step",
    "finish",
    "return_result",
)
_RARE = frozenset({"extend", "withdraw", "stop", "refuse", "return_step", "require_payment"})


def button(move: Move, *, at_once: bool) -> Button:
    kind = "main" if move.name in _MAIN else "rare" if move.name in _RARE else "plain"
    return Button(name=move.name, label=move.label, icon=move.icon, at_once=at_once, kind=kind)


def holdings(segments: Sequence[Segment], people: Mapping[int, str]) -> list[dict[str, Any]]:
    """The table under the strip: who, from when to when, how many working hours."""
    rows = []
    for part in segments:
        who = people.get(part.user_id or 0) or agency_name(part.agency_id) or part.holder.label
        if part.holder is Holder.APPLICANT:
            who = _("Người nộp nộp tiền") if part.what == "payment" else _("Người nộp bổ sung")
        if part.holder is Holder.NOBODY:
            who = _("Không ai ({what})").format(what=part.what or _("chưa ai nhận"))
        rows.append(
            {
                "fill": SafeString(_FILL[part.holder]),
                "who": who,
                "what": part.what,
                "start": part.start,
                "end": part.end,
                "minutes": part.minutes,
            }
        )
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    number: int
    name: str
    status: str
    meta: str


def path(detail: dossiers.DossierDetail, people: Mapping[int, str], at: datetime) -> list[PathStep]:
    return [
        PathStep(number=step.number, name=step.name, status=step.status, meta=_step_meta(step, people, at))
        for step in detail.steps
    ]


def _step_meta(step: StepShown, people: Mapping[int, str], at: datetime) -> str:
    if step.status == "ahead":
        return organization.Role(step.role).label
    who = people.get(step.assignee_id or 0) or agency_name(step.agency_id)
    when = vn_datetime(step.closed_at or step.opened_at)
    late = _(" · quá hạn bước") if step.due_at and (step.closed_at or at) > step.due_at else ""
    note = f" · {step.note}" if step.note else ""
    return f"{who} · {when}{late}{note}"


_ICONS = {move.fact: move.icon for move in MOVES}
_WORDS = {move.fact: move.label for move in MOVES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    at: datetime
    icon: str
    what: str
    more: str


def events(facts: Sequence[journal.Recorded], people: Mapping[int, str]) -> list[Event]:
    """The facts of a dossier in words, the latest first."""
    return [
        Event(at=fact.at, icon=_ICONS.get(fact.name, "info"), what=_WORDS.get(fact.name, fact.name), more=_more(fact, people))
        for fact in reversed(facts)
    ]


def _more(fact: journal.Recorded, people: Mapping[int, str]) -> str:
    payload = fact.payload
    kind, _sep, number = fact.actor.partition(":")
    parts = [
        people.get(int(number), "") if number.isdigit() else {"system": _("Hệ thống"), "citizen": _("Người nộp")}.get(kind, kind)
    ]
    if fact.name == "DossierAssigned" and isinstance(payload.get("to"), int):
        parts.append(_("giao {who}").format(who=people.get(int(str(payload["to"])), "")))
    if isinstance(payload.get("agency"), int):
        parts.append(agency_name(int(str(payload["agency"]))))
    if payload.get("reason"):
        parts.append(str(payload["reason"]))
    if fact.name in {"DossierAccepted", "DueTimeExtended", "SupplementReceived", "PaymentSettled"} and payload.get("due"):
        parts.append(_("hẹn {due}").format(due=vn_datetime(datetime.fromisoformat(str(payload["due"])))))
    return " · ".join(part for part in parts if part)


def places(d: dossiers.DossierFact) -> list[tuple[str, str]]:
    rows = [
        (_("Nơi được giúp nộp"), d.helped_at_id),
        (_("Nơi tiếp nhận"), d.centre_id),
        (_("Cơ quan giải quyết"), d.competent_id),
    ]
    return [(label, organization.agency(agency_id).name) for label, agency_id in rows if agency_id]


def consultations(detail: dossiers.DossierDetail) -> list[dict[str, Any]]:
    return [{"agency": agency_name(one.agency_id), "one": one} for one in detail.consultations]


def tracks(detail: dossiers.DossierDetail) -> list[Track]:
    """Business state and delivery as they stand; money, synchronisation and archive say that they are not kept here yet."""
    d = detail.dossier
    here = next((step for step in detail.steps if step.status == "here"), None)
    owed = next((w for w in detail.waits if w.kind == "payment"), None)
    money = (
        (_("Chờ nộp"), "lua")
        if owed and owed.answered_at is None
        else (_("Đã nộp"), "la")
        if owed
        else (_("Chưa theo dõi"), "da")
    )
    delivered = (
        (_("Đã trả"), "la") if d.returned_at else (_("Chờ trả"), "lua") if d.state == State.DONE else (_("Chưa tới"), "da")
    )
    return [
        Track(icon="work", label=_("Giải quyết"), state=d.state.label, hue=d.state.hue, note=here.name if here else ""),
        Track(icon="coin", label=_("Tiền"), state=money[0], hue=money[1], note=f"{owed.amount:,} đ".replace(",", ".") if owed and owed.amount else ""),
        Track(icon="box", label=_("Trả kết quả"), state=delivered[0], hue=delivered[1], note=d.return_way.label),
        Track(icon="sync", label=_("Đồng bộ Cổng Quốc gia"), state=_("Chưa nối"), hue="da"),
        Track(icon="archive", label=_("Lưu trữ"), state=_("Chưa tới"), hue="da"),
    ]  # fmt: skip


# -- lists behind a figure -------------------------------------------------------------------------------------------


class UnknownDoor(Invalid):
    code = "unknown_door"
    vi = "Bộ lọc không đúng: {name}={value}."
    en = "The filter is not right: {name}={value}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    title: str
    filters: dict[str, Any]
    query: str
    said: list[str] = field(default_factory=list)


def door(query: Mapping[str, str], at: datetime) -> Door:
    """Read the address of a figure: which dossiers it counts. Raises UnknownDoor."""
    filters: dict[str, Any] = {}
    said: list[str] = []
    kept = {name: query[name] for name in ("don-vi", "so", "tu", "den", "thu-tuc") if query.get(name)}
    if "don-vi" in kept:
        if not kept["don-vi"].isdigit() or len(kept["don-vi"]) > 15:
            raise UnknownDoor(name="don-vi", value=kept["don-vi"])
        filters["agency_id"] = int(kept["don-vi"])
        said.append(organization.agency(filters["agency_id"]).name)
    if kept.get("thu-tuc"):
        filters["procedure_code"] = kept["thu-tuc"]
        said.append(kept["thu-tuc"])
    figure = kept.get("so", "")
    if figure and figure not in _FIGURES:
        raise UnknownDoor(name="so", value=figure)
    title, of_figure = _FIGURES.get(figure, (_("Hồ sơ"), lambda _at: {}))
    filters |= of_figure(at)
    for name, argument in (("tu", "accepted_from"), ("den", "accepted_to")):
        if name in kept:
            filters[argument] = _day(name, kept[name])
            said.append(f"{name.replace('tu', 'từ').replace('den', 'đến')} {kept[name]}")
    return Door(title=str(title), filters=filters, said=said, query="&".join(f"{name}={value}" for name, value in kept.items()))


def _day(name: str, text: str) -> datetime:
    try:
        return clock.local_moment(text)
    except ValueError:
        raise UnknownDoor(name=name, value=text) from None


_ACTIVE = (State.RECEIVED, State.IN_PROCESS)
_FIGURES: dict[str, tuple[Any, Any]] = {
    "tiep-nhan": ("Đã tiếp nhận", lambda at: {"accepted_to": at}),
    "dang-giai-quyet": ("Đang giải quyết", lambda _at: {"states": sorted(RUNNING)}),
    "sap-den-han": ("Sắp đến hạn", lambda at: {"states": _ACTIVE, "due_from": at, "due_before": at + timedelta(days=SOON_DAYS)}),
    "qua-han": ("Đang quá hạn", lambda at: {"states": _ACTIVE, "overdue_at": at}),
    "cho-nguoi-nop": ("Chờ người nộp", lambda _at: {"states": sorted(WAITING)}),
}
#: "Due soon" on the overview: within these calendar days.
SOON_DAYS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    line: dossiers.DossierLine
    url: str
    where: str
    is_late: bool


def lines(rows: Sequence[dossiers.DossierLine], at: datetime) -> list[Line]:
    return [
        Line(
            line=row, url=reverse("dossier", args=[row.code]), where=agency_name(row.competent_id),
            is_late=row.due_at is not None and row.finished_at is None and at > row.due_at and row.state in _ACTIVE,
        )
        for row in rows
    ]  # fmt: skip


# -- what the applicant reads ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Whose turn it is, in plain words."""

    title: str
    who: str
    todo: str


def turn(detail: dossiers.DossierDetail) -> Turn:
    d = detail.dossier
    here = next((step for step in detail.steps if step.status == "here"), None)
    unit = organization.agency(here.agency_id).name if here and here.agency_id else organization.agency(d.competent_id).name
    asked = next((one for one in detail.consultations if one.answered_at is None), None)
    if asked is not None and d.state == State.IN_PROCESS:
        other = organization.agency(asked.agency_id).name
        return Turn(
            title=_("{unit} đang chờ ý kiến của {other}").format(unit=unit, other=other), who=other, todo=_("Bạn chưa cần làm gì")
        )
    centre = organization.agency(d.centre_id).name
    words = {
        State.SUBMITTED: (_("{centre} đang kiểm tra hồ sơ của bạn"), centre, _("Bạn chưa cần làm gì")),
        State.RECEIVED: (_("{centre} đã nhận, đang chuyển đến nơi giải quyết"), centre, _("Bạn chưa cần làm gì")),
        State.NOT_ACCEPTED: (_("Hồ sơ không được tiếp nhận"), _("Không ai"), _("Đọc lý do bên dưới")),
        State.IN_PROCESS: (_("{unit} đang giải quyết: {step}"), unit, _("Bạn chưa cần làm gì")),
        State.AWAITING_SUPPLEMENT: (_("Bạn cần bổ sung hồ sơ"), _("Bạn"), _("Xem những gì còn thiếu bên dưới")),
        State.AWAITING_PAYMENT: (_("Bạn cần nộp tiền"), _("Bạn"), _("Xem số tiền bên dưới")),
        State.WITHDRAWN: (_("Hồ sơ đã rút theo yêu cầu của bạn"), _("Không ai"), ""),
        State.STOPPED: (_("Hồ sơ đã dừng giải quyết"), _("Không ai"), _("Đọc lý do bên dưới")),
        State.DONE: (_("Đã có kết quả, mời bạn nhận"), _("Bạn"), _("Mang theo giấy hẹn và căn cước")),
        State.RETURNED: (_("Bạn đã nhận kết quả"), _("Không ai"), ""),
    }
    title, who, todo = words[d.state]
    return Turn(title=title.format(centre=centre, unit=unit, step=here.name.lower() if here else ""), who=who, todo=todo)


def masked_name(name: str) -> str:
    """ "Trần Thị Bích Thủy" becomes "Trần Thị B*** T***": enough to know one's own."""
    words = name.split()
    return " ".join(word if i < max(1, len(words) - 2) else f"{word[:1]}***" for i, word in enumerate(words))


EMPTY = {
    dossiers.Filter.TODO: ("Không còn việc nào của bạn", "Xem việc của đơn vị chưa ai nhận.", dossiers.Filter.UNTAKEN),
    dossiers.Filter.OVERDUE: ("Không việc nào quá hạn", "Xem việc đến hạn hôm nay.", dossiers.Filter.TODAY),
    dossiers.Filter.TODAY: ("Không còn việc nào đến hạn hôm nay", "Xem tất cả việc cần làm.", dossiers.Filter.TODO),
    dossiers.Filter.WAITING: ("Không hồ sơ nào đang dừng đồng hồ", "Xem tất cả việc cần làm.", dossiers.Filter.TODO),
    dossiers.Filter.CONSULTED: ("Không cơ quan nào đang hỏi ý kiến đơn vị bạn", "Xem tất cả việc cần làm.", dossiers.Filter.TODO),
    dossiers.Filter.UNTAKEN: ("Không còn hồ sơ nào chưa ai nhận", "Xem cả đơn vị.", dossiers.Filter.UNIT),
    dossiers.Filter.UNIT: ("Đơn vị không có hồ sơ nào đang mở", "Xem việc của bạn.", dossiers.Filter.TODO),
    dossiers.Filter.UNIT_OVERDUE: ("Đơn vị không có hồ sơ nào quá hạn", "Xem cả đơn vị.", dossiers.Filter.UNIT),
    dossiers.Filter.TO_RETURN: ("Không kết quả nào chờ trả", "Xem cả đơn vị.", dossiers.Filter.UNIT),
}


def empty(which: dossiers.Filter) -> tuple[str, str, str, str]:
    """What is true of an empty list, and where to go from it."""
    title, note, to = EMPTY[which]
    return _(title), _(note), f"?loc={to.value}", to.label


def clocks(d: dossiers.DossierFact) -> str:
    """Both clocks in a line, once the dossier was received."""
    if d.legal is None or d.indicator is None:
        return _("Đồng hồ chưa chạy: chưa tiếp nhận")
    same = d.legal == d.indicator
    return (
        d.legal.label
        if same
        else _("Thời hạn pháp lý: {legal} · tính chỉ số: {indicator}").format(
            legal=d.legal.label.lower(), indicator=d.indicator.label.lower()
        )
    )


def why_nothing(detail: dossiers.DossierDetail) -> str:
    """Why somebody who may read a dossier has nothing to do on it."""
    if not detail.dossier.state.is_open:
        return _("Hồ sơ đã kết thúc.")
    if detail.dossier.state in WAITING:
        return _("Đang chờ người nộp.")
    role = organization.Role(detail.standing.step_role).label.lower() if detail.standing.step_role else ""
    return _("Việc lúc này của {role} tại {agency}.").format(role=role, agency=agency_name(detail.standing.step_agency_id))


def ending(detail: dossiers.DossierDetail) -> str:
    """Why a dossier ended without a result, as it was told."""
    if detail.dossier.state in {State.NOT_ACCEPTED, State.STOPPED, State.WITHDRAWN}:
        return next((step.note for step in reversed(detail.steps) if step.note), "")
    return ""
