"""What the applicant reads: whose turn it is, and each step, in everyday words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import WAITING, AskedFor, Channel, Receiver, State, Verdict, WaitKind, is_refused
from motcua.dossiers.shown import ConsultationShown, StepShown, WaitShown
from motcua.dossiers.shown.timing import TimeLeft
from motcua.dossiers.views.showing.events import field_of
from motcua.dossiers.views.showing.timing import expected_on
from motcua.organization import public as organization
from motcua.ui.facts import Stage
from motcua.ui.templatetags.values import vn_date, vn_day, vn_promise, vn_time, vn_weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Whose turn it is, in plain words."""

    title: str
    who: str
    todo: str = ""


def turn(detail: dossiers.DossierDetail) -> Turn:
    d = detail.dossier
    here = next((step for step in detail.steps if step.status == "here"), None)
    unit = organization.agency(here.agency_id if here and here.agency_id else d.competent_id).name
    nothing = _("Bạn chưa cần làm gì")
    if d.state == State.IN_PROCESS:
        waited_for = [one for one in detail.consultations if one.answered_at is None]
        tasks = _agencies(one for one in waited_for if one.kind is AskedFor.TASK)
        if tasks:
            title = _("{others} đang làm phần của mình, {unit} chờ để tổng hợp")
            return Turn(title=title.format(others=tasks, unit=unit), who=tasks, todo=nothing)
        asked = [organization.agency(one.agency_id).name for one in waited_for]
        if asked:
            others = get_text_list(asked, _("và"))
            return Turn(title=_("{unit} đang chờ ý kiến của {other}").format(unit=unit, other=others), who=others, todo=nothing)
        title = str(_DOING.get(here.kind if here else "", _DOING[""])).format(unit=unit)
        return Turn(title=title, who=unit, todo=nothing)
    if is_refused(d):
        return _refused(d)
    centre = organization.agency(d.centre_id).name
    return {
        State.SUBMITTED: Turn(title=_("Trung tâm đang kiểm tra hồ sơ của bạn"), who=centre, todo=nothing),
        State.RECEIVED: Turn(title=_("Trung tâm đã nhận, đang chuyển đến nơi giải quyết"), who=centre, todo=nothing),
        State.NOT_ACCEPTED: Turn(title=_("Hồ sơ không được tiếp nhận"), who=_("Không ai"), todo=_("Đọc lý do bên dưới")),
        State.AWAITING_SUPPLEMENT: Turn(
            title=_("Bạn cần bổ sung hồ sơ"), who=_("Bạn"), todo=_("Xem những gì còn thiếu bên dưới")
        ),
        State.AWAITING_PAYMENT: Turn(title=_("Bạn cần nộp tiền"), who=_("Bạn"), todo=_("Xem số tiền bên dưới")),
        State.WITHDRAWN: Turn(title=_("Hồ sơ đã rút theo yêu cầu của bạn"), who=_("Không ai")),
        State.STOPPED: Turn(title=_("Hồ sơ đã dừng giải quyết"), who=_("Không ai"), todo=_("Đọc lý do bên dưới")),
        State.DONE: _done(d, centre),
        State.RETURNED: Turn(title=_handed_over(d), who=_("Không ai"), todo=_("Không còn việc gì phải làm")),
    }[d.state]


def _handed_over(d: dossiers.DossierFact) -> str:
    if d.return_way is Channel.DIRECT:
        return _("Bạn đã nhận kết quả")
    return _("Kết quả đã gửi bưu điện cho bạn") if d.return_way is Channel.POSTAL else _("Kết quả đã gửi cho bạn trên mạng")


def _done(d: dossiers.DossierFact, centre: str) -> Turn:
    if d.return_way is Channel.DIRECT:
        return Turn(title=_("Đã có kết quả, mời bạn nhận"), who=_("Bạn"), todo=_("Mang theo giấy hẹn và căn cước"))
    return Turn(title=_("Đã có kết quả, đang gửi cho bạn"), who=centre, todo=_sent(d))


def _sent(d: dossiers.DossierFact) -> str:
    """Who need not come is told so."""
    if d.return_way is Channel.ONLINE:
        return _("Bạn không phải đến: bản điện tử gửi trên mạng")
    return _("Bạn không phải đến: bưu điện gửi về nhà")


def _refused(d: dossiers.DossierFact) -> Turn:
    title = _("Yêu cầu của bạn bị từ chối")
    if d.state == State.DONE and d.return_way is Channel.DIRECT:
        return Turn(title=title, who=_("Bạn"), todo=_("Nhận văn bản trả lời; mang theo giấy hẹn và căn cước"))
    if d.state == State.DONE:
        return Turn(title=title, who=organization.agency(d.centre_id).name, todo=_sent(d))
    return Turn(title=title, who=_("Không ai"), todo=_("Bạn đã nhận văn bản trả lời"))


_DOING = {
    "": gettext_lazy("{unit} đang giải quyết hồ sơ của bạn"),
    "receive": gettext_lazy("{unit} đang kiểm tra hồ sơ của bạn"),
    "examine": gettext_lazy("{unit} đang xem xét hồ sơ của bạn"),
    "review": gettext_lazy("{unit} đang xem lại hồ sơ trước khi ký"),
    "sign": gettext_lazy("{unit} đang trình ký kết quả cho bạn"),
    "issue": gettext_lazy("{unit} đang đóng dấu, phát hành kết quả"),
    "return": gettext_lazy("{unit} đang chuyển kết quả cho bạn"),
}
_STEPS = {
    "receive": gettext_lazy("Trung tâm kiểm tra và tiếp nhận"),
    "examine": gettext_lazy("Xem xét hồ sơ, soạn kết quả"),
    "review": gettext_lazy("Trưởng phòng xem lại"),
    "sign": gettext_lazy("Lãnh đạo ký"),
    "issue": gettext_lazy("Đóng dấu, phát hành kết quả"),
    "return": gettext_lazy("Bạn nhận kết quả"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Until when it will be done, or when it was: a word, the moment if there is one, and what is to be said of it."""

    text: str
    moment: datetime | None = None
    note: str = ""
    is_late: bool = False


def when(detail: dossiers.DossierDetail, time: TimeLeft) -> When:
    d = detail.dossier
    if d.finished_at is not None:
        text = _("Đã từ chối") if is_refused(d) else _("Đã xong")
        return When(text=text, moment=d.finished_at, note=_kept(d), is_late=d.legal is Verdict.OVERDUE)
    if d.legal is Verdict.OVERDUE and d.state == State.AWAITING_SUPPLEMENT:
        return When(
            text=_("Đã hẹn"), moment=d.due_at, note=_("Đã quá hẹn trước khi yêu cầu bổ sung: vẫn tính là trễ."), is_late=True
        )
    if d.due_at is None or d.state in WAITING or not d.state.is_open:
        return When(text=_no_promise(detail))
    if time.hue != "gach":
        return When(text=_("Trước"), moment=d.due_at, note=time.text)
    if day := expected_on(d):
        said = _("Dự kiến {weekday} {day}").format(weekday=vn_weekday(day), day=vn_date(day))
        return When(text=said, note=_("Đã hẹn {time}. {late}").format(time=vn_promise(d.due_at), late=time.text), is_late=True)
    owed = _("Cơ quan giải quyết phải xin lỗi bằng văn bản và hẹn ngày mới.")
    return When(text=_("Đã hẹn"), moment=d.due_at, note=f"{time.text}. {owed}", is_late=True)


def _no_promise(detail: dossiers.DossierDetail) -> str:
    d = detail.dossier
    if not d.state.is_open:
        return _("Không còn hẹn")
    if d.accepted_at is None:
        return _("Có giấy hẹn khi được tiếp nhận")
    if d.state not in WAITING:
        return _("Thủ tục này chưa công bố thời hạn")
    if d.state == State.AWAITING_PAYMENT:
        return _("Chạy tiếp khi bạn nộp đủ")
    return _("Tính lại từ khi bạn bổ sung đủ") if detail.standing.supplement_restarts else _("Chạy tiếp khi bạn bổ sung đủ")


def where(d: dossiers.DossierFact) -> str:
    """Where the result is to be had."""
    if not d.state.is_open and d.returned_at is None:
        return _("Không có kết quả để nhận")
    if d.return_way is Channel.DIRECT:
        return organization.agency(d.centre_id).name
    return _("Bản điện tử, trên mạng") if d.return_way is Channel.ONLINE else _("Bưu điện gửi về nhà")


def _kept(d: dossiers.DossierFact) -> str:
    """Whether the promise was kept."""
    words = {Verdict.EARLY: _("sớm hơn hẹn"), Verdict.ON_TIME: _("đúng hẹn"), Verdict.OVERDUE: _("trễ hẹn")}
    if d.legal is None or (is_refused(d) and d.legal is not Verdict.OVERDUE):  # being early is no comfort to who was refused
        return ""
    return words.get(d.legal, "")


def _agencies(asked: Iterable[ConsultationShown]) -> str:
    return get_text_list([organization.agency(one.agency_id).name for one in asked], _("và"))


def stages(detail: dossiers.DossierDetail) -> list[Stage]:
    """Steps, supplements, payments and opinions in the order they ended; what is open; what is still to come."""
    past = [(step.closed_at, 2, _past_step(step, detail)) for step in detail.steps if step.closed_at]
    past += [
        (w.answered_at, 0, _past_wait(w)) for w in detail.waits if w.answered_at and w.answered_at != detail.dossier.closed_at
    ]
    past += [(c.answered_at, 1, _past_opinion(c)) for c in detail.consultations if c.answered_at]
    past.sort(key=lambda one: one[:2])
    return [*(stage for _at, _rank, stage in past), *_coming(detail)]


def _coming(detail: dossiers.DossierDetail) -> list[Stage]:
    waiting = next((w for w in detail.waits if w.answered_at is None), None) if detail.dossier.state in WAITING else None
    found = []
    if waiting is not None:
        label = _("Chờ bạn nộp tiền") if waiting.kind == WaitKind.PAYMENT else _("Chờ bạn bổ sung")
        found.append(Stage(label=label, note=_("Từ {time}").format(time=_moment(waiting.asked_at)), here=True))
    for step in detail.steps:
        if step.status == "here":
            note = _("Từ {time}").format(time=_moment(step.opened_at)) if step.opened_at and not waiting else ""
            found.append(Stage(label=_handed(step, detail), note=_noted(note, step), here=waiting is None))
        elif step.status == "ahead":
            found.append(Stage(label=_label(step)))
    return found


def _past_step(step: StepShown, detail: dossiers.DossierDetail) -> Stage:
    label = _label(step)
    if step.kind == "receive" and detail.dossier.state == State.NOT_ACCEPTED:
        label = _("Trung tâm kiểm tra, không tiếp nhận")
    elif step.kind == "return":
        label = _("Bạn đã nhận văn bản trả lời") if is_refused(detail.dossier) else _handed_over(detail.dossier)
    elif step.outcome == "refused":
        label = _("{step}: từ chối giải quyết").format(step=label)
    elif step.outcome == "returned":
        label = _("{step}: trả lại để sửa").format(step=label)
    return Stage(label=label, note=_noted(_moment(step.closed_at), step), past=True)


def _past_wait(wait: WaitShown) -> Stage:
    if wait.kind == WaitKind.PAYMENT:
        label = _("Bạn đã nộp tiền")
    else:
        label = _("Bạn đã bổ sung: {items}").format(items="; ".join(wait.items)) if wait.items else _("Bạn đã bổ sung")
    note = _("Yêu cầu {asked}, nhận {given}").format(asked=_moment(wait.asked_at), given=_moment(wait.answered_at))
    return Stage(label=label, note=note, past=True)


def _past_opinion(one: ConsultationShown) -> Stage:
    if one.kind is AskedFor.TASK and not one.waived_reason:
        words = _("{agency} xong phần của mình") if one.agrees else _("{agency} trả lại phần việc được giao")
        note = _("Giao {asked}, xong {given}").format(asked=_moment(one.asked_at), given=_moment(one.answered_at))
        return Stage(label=words.format(agency=organization.agency(one.agency_id).name), note=note, past=True)
    if one.waived_reason:
        words = _("Không chờ phần của {agency}") if one.kind is AskedFor.TASK else _("Không chờ ý kiến của {agency}")
        label = words.format(agency=organization.agency(one.agency_id).name)
        return Stage(label=label, note=_moment(one.answered_at), past=True)
    words = (
        _("{agency} đồng ý") if one.agrees else _("{agency} không đồng ý") if one.agrees is False else _("{agency} đã trả lời")
    )
    note = _("Hỏi {asked}, trả lời {given}").format(asked=_moment(one.asked_at), given=_moment(one.answered_at))
    return Stage(label=words.format(agency=organization.agency(one.agency_id).name), note=note, past=True)


def _label(step: StepShown) -> str:
    return str(_STEPS.get(step.kind) or _(step.name))


def _handed(step: StepShown, detail: dossiers.DossierDetail) -> str:
    """What is handed over at the end, named as what it is."""
    return _("Bạn nhận văn bản trả lời") if step.kind == "return" and is_refused(detail.dossier) else _label(step)


def _noted(time: str, step: StepShown) -> str:
    where = organization.agency(step.agency_id).name if step.agency_id else ""
    return " · ".join(part for part in (time, where) if part)


def _moment(at: datetime | None) -> str:
    """thứ Sáu 20/11, 14:53"""
    return f"{vn_weekday(at)} {vn_day(at)}, {vn_time(at)}" if at else ""


def looked(found: Sequence[dossiers.AgencyLooked]) -> list[tuple[str, list[str]]]:
    """Which agencies have opened the dossier, how often and when last."""
    return [(organization.agency(one.agency_id).name, _times(one)) for one in found]


def _times(one: dossiers.AgencyLooked) -> list[str]:
    said = []
    if one.opened:
        words = ngettext("mở hồ sơ {n} lần, gần nhất {time}", "mở hồ sơ {n} lần, gần nhất {time}", one.opened)
        said.append(words.format(n=one.opened, time=_moment(one.opened_at)))
    if one.numbers:
        words = ngettext(
            "xem số điện thoại, số định danh đầy đủ {n} lần, gần nhất {time}",
            "xem số điện thoại, số định danh đầy đủ {n} lần, gần nhất {time}",
            one.numbers,
        )
        said.append(words.format(n=one.numbers, time=_moment(one.numbers_at)))
    return said


def corrected(found: Sequence[dossiers.CorrectionTold]) -> list[tuple[str, str]]:
    """Which agency put right what, and when; no value, old or new."""
    return [
        (
            organization.agency(one.agency_id).name if one.agency_id else _("Nơi tiếp nhận hoặc giải quyết"),
            _("sửa {fields}, {time}").format(fields=", ".join(field_of(*named) for named in one.fields), time=_moment(one.at)),
        )
        for one in found
    ]


def sent(detail: dossiers.DossierDetail) -> str:
    """How the result went, to somebody who waits for it or did not come alone."""
    done = detail.handover
    if done is None:
        return ""
    if done.postal_number:
        return _("Bưu điện nhận gửi {day}, mã bưu gửi {number}.").format(day=vn_date(done.posted_on), number=done.postal_number)
    if done.electronic_at:
        return _("Bản điện tử đã gửi đến: {where}.").format(where=done.electronic_at)
    if done.receiver is Receiver.AUTHORISED:
        return _("Người được bạn ủy quyền đã nhận. Không ủy quyền cho ai thì báo ngay nơi nộp hồ sơ.")
    return ""


def ending(detail: dossiers.DossierDetail) -> str:
    """Why a dossier ended without a result, as it was told."""
    if detail.dossier.state in {State.NOT_ACCEPTED, State.STOPPED, State.WITHDRAWN}:
        return next((step.note for step in reversed(detail.steps) if step.note), "")
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """A stretch in which the dossier waited: since when, until when, and why."""

    what: str
    why: str
    start: datetime
    end: datetime | None
    #: The time limit stood still meanwhile; what is asked before reception finds none running.
    is_stopped: bool = True


def pauses(detail: dossiers.DossierDetail) -> list[Paused]:
    """Every stretch that stopped the clock or waited for the applicant, the latest first."""
    found = [
        Paused(
            what=_("Chờ bạn nộp tiền") if wait.kind is WaitKind.PAYMENT else _("Chờ bạn bổ sung"), why=wait.reason, start=wait.asked_at,
            end=wait.answered_at or (None if detail.dossier.state.is_open else detail.dossier.closed_at), is_stopped=not wait.before_reception,
        )
        for wait in detail.waits
    ]  # fmt: skip
    for stop in detail.stops:
        why = (
            _("{what}. Đã thông báo: {where}.").format(what=stop.name, where=stop.announced_where)
            if stop.announced_where
            else stop.name
        )
        found.append(Paused(what=_("Hệ thống có sự cố, thời hạn dừng"), why=why, start=stop.starts_at, end=stop.ends_at))
    return sorted(found, key=lambda one: one.start, reverse=True)
