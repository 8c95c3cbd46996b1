"""The facts of a dossier as sentences, the latest first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import Channel, Outcome, Part, Receiver
from motcua.dossiers.rules.lifecycle import MOVES, Move
from motcua.foundation.language import chosen
from motcua.foundation.text import whole
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.ui.templatetags.values import vn_date, vn_money, vn_promise, vn_weekday


def said(move: Move) -> str:
    """A move's name in the language of the page."""
    return chosen(move.label, move.label_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    at: datetime
    icon: str
    what: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """One fact with what is needed to say it."""

    fact: journal.Recorded
    people: Mapping[int, str]
    steps: Mapping[int, str]
    texts: Mapping[str, str]
    is_hidden: bool
    #: Numbers of the steps at which somebody signs.
    signing: frozenset[int] = frozenset()

    def get(self, name: str) -> Any:
        return self.fact.payload.get(name)

    @property
    def who(self) -> str:
        kind, _sep, said = self.fact.actor.partition(":")
        if (number := whole(said)) is not None:
            return self.people.get(number, "")
        return {"system": _("Hệ thống"), "citizen": _("Người nộp")}.get(kind, kind)

    def person(self, name: str) -> str:
        return self.people.get(self.get(name), "") if isinstance(self.get(name), int) else ""

    def agency(self, name: str = "agency") -> str:
        return organization.agency(self.get(name)).name if isinstance(self.get(name), int) else ""

    @property
    def stood_in(self) -> str:
        """In whose place it was done, where its holder was away."""
        absent = self.person("in_place_of")
        if not absent:
            return _("cấp phó ký thay (KT.) người đứng đầu") if self.get("as_deputy") else ""
        words = _("ký thay {name}") if self.get("done") in self.signing else _("làm thay {name}")
        return words.format(name=absent)

    @property
    def tried_as(self) -> str:
        """In whose place it was done, where a process was only tried."""
        role = self.get("tried_as")
        return _("thử, thay {role}").format(role=_(organization.Role(role).label).lower()) if role else ""

    @property
    def branch(self) -> str:
        return str(self.get("branch") or "")

    def step(self, name: str) -> str:
        return _(self.steps[self.get(name)]) if self.get(name) in self.steps else ""

    def text(self, name: str) -> str:
        """What was written with this fact: it stands on a row that the fact knows by its digest."""
        digest = self.get(f"{name}_digest")
        if not digest or self.is_hidden:
            return ""
        return self.texts.get(digest) or _("chữ đã ghi không còn khớp với nhật ký")

    def moment(self, name: str, words: str) -> str:
        given = self.get(name)
        return words.format(time=vn_promise(datetime.fromisoformat(str(given)))) if given else ""


_ICONS = {move.fact: move.icon for move in MOVES} | {"DossierLocked": "lock", "DossierUnlocked": "open"}
_MOVES = {move.fact: move for move in MOVES}


def events(facts: Sequence[journal.Recorded], people: Mapping[int, str], detail: dossiers.DossierDetail) -> list[Event]:
    steps, texts = {step.number: step.name for step in detail.steps}, dossiers.texts_of(detail)
    signing = frozenset(step.number for step in detail.steps if step.kind == "sign")
    return [
        _event(_Read(fact=fact, people=people, steps=steps, texts=texts, is_hidden=detail.is_hidden, signing=signing))
        for fact in reversed(facts)
    ]


def _event(read: _Read) -> Event:
    name = read.fact.name
    what, *more = (
        _SENTENCES[name](read) if name in _SENTENCES else (said(_MOVES[name]) if name in _MOVES else _("Thay đổi khác"),)
    )
    if name not in _SENTENCES:
        more.append(read.text("reason"))
    line = " · ".join(part for part in (read.who if read.who not in what else "", read.stood_in, read.tried_as, *more) if part)
    return Event(at=read.fact.at, icon=_ICONS.get(name, "info"), what=what, more=line)


Sentence = tuple[str, ...]


def _submitted(read: _Read) -> Sentence:
    count = int(read.get("papers") or 0)
    channel = Channel(read.get("channel")).label if read.get("channel") else ""
    papers = ngettext("{n} giấy tờ", "{n} giấy tờ", count).format(n=count) if count else ""
    return _("Nộp hồ sơ, {channel}").format(channel=_(channel).lower()), papers


def _accepted(read: _Read) -> Sentence:
    return (
        _("Tiếp nhận"),
        read.moment("received", _("theo giấy tiếp nhận ghi lúc {time}, khi quầy mất mạng")),
        read.moment("due", _("hẹn {time}")),
    )


def _forwarded(read: _Read) -> Sentence:
    step = read.step("step")
    return _("Chuyển đến nơi giải quyết"), read.branch, _("bước {step}").format(step=step.lower()) if step else ""


def _assigned(read: _Read) -> Sentence:
    to, step = read.person("to"), read.step("step")
    where = _("bước {step}").format(step=step.lower()) if step else ""
    if to == read.who:
        return _("{name} nhận việc").format(name=to), where
    return _("Phân công {name}").format(name=to), where


def _completed(read: _Read) -> Sentence:
    following = read.step("step")
    goes_on = _("chuyển sang {step}").format(step=following.lower())
    return _("Xong bước: {step}").format(step=read.step("done")), read.branch, goes_on


def _returned_step(read: _Read) -> Sentence:
    return _("Trả lại bước: {step}").format(step=read.step("step")), read.text("reason")


def _asked(read: _Read) -> Sentence:
    return _("Lấy ý kiến {agency}").format(agency=read.agency()), read.moment("limit", _("hạn trả lời {time}"))


def _answered(read: _Read) -> Sentence:
    agrees = _("đồng ý") if read.get("agrees") else _("không đồng ý")
    return _("{agency} trả lời: {answer}").format(agency=read.agency(), answer=agrees), _("trễ hạn") if read.get("late") else ""


def _task_opened(read: _Read) -> Sentence:
    return _("Chuyển phần liên thông cho {agency}").format(agency=read.agency()), read.moment("limit", _("hạn {time}"))


def _task_completed(read: _Read) -> Sentence:
    late = _("trễ hạn") if read.get("late") else ""
    return _("{agency} xong phần liên thông").format(agency=read.agency()), late, read.text("paper")


def _task_returned(read: _Read) -> Sentence:
    return _("{agency} trả lại phần liên thông").format(agency=read.agency()), read.text("answer")


def _supplement_asked(read: _Read) -> Sentence:
    count = int(read.get("items") or 0)
    what = ngettext("Yêu cầu bổ sung {n} mục", "Yêu cầu bổ sung {n} mục", count).format(n=count)
    return (
        what,
        _("lần {n}").format(n=read.get("count")),
        read.text("again_reason"),
        (_("chờ người nộp") if read.get("before_reception") else _("thời hạn giải quyết dừng, chờ người nộp")),
    )


def _supplement_given(read: _Read) -> Sentence:
    count = int(read.get("papers") or 0)
    what = ngettext("Nhận bổ sung {n} giấy tờ", "Nhận bổ sung {n} giấy tờ", count).format(n=count) if count else _("Nhận bổ sung")
    return what, read.agency("brought_to"), read.moment("due", _("hẹn {time}"))


def _payment_asked(read: _Read) -> Sentence:
    return (
        _("Yêu cầu nộp {amount}").format(amount=vn_money(read.get("amount"))),
        read.text("reason"),
        _("thời hạn giải quyết tạm dừng"),
    )


def _payment_met(read: _Read) -> Sentence:
    return _("Đã thực hiện nghĩa vụ tài chính"), read.text("evidence"), read.moment("due", _("chạy tiếp, hẹn {time}"))


def _extended(read: _Read) -> Sentence:
    return read.moment("due", _("Xin lỗi và đề nghị gia hạn đến {time}")), read.text("reason")


def _apologised(read: _Read) -> Sentence:
    what = _("Xin lỗi muộn") if read.get("late") else _("Xin lỗi vì trễ hạn")
    day = date.fromisoformat(str(read.get("expected")))
    expected = _("dự kiến trả {day}").format(day=f"{vn_weekday(day)} {vn_date(day)}")
    return what, expected, read.moment("due", _("hạn theo luật vẫn là {time}")), read.text("reason")


#: What may be corrected, in the words of a sentence.
_FIELDS = {
    "name": gettext_lazy("họ tên"), "id_number": gettext_lazy("số định danh"), "phone": gettext_lazy("điện thoại"),
    "email": gettext_lazy("thư điện tử"), "address": gettext_lazy("địa chỉ"), "authority_paper": gettext_lazy("giấy ủy quyền"),
    "case": gettext_lazy("trường hợp"), "return_way": gettext_lazy("cách nhận kết quả"),
}  # fmt: skip


def field_of(part: Part | None, field: str) -> str:
    """Whose field it is, where it is not the filer's."""
    said_field = str(_FIELDS.get(field, field))
    if part is None or part is Part.FILER:
        return said_field
    return _("{field} {person}").format(field=said_field, person=_(part.label).lower())


def _corrected(read: _Read) -> Sentence:
    named = [name.rpartition(".") for name in read.get("fields") or ()]
    fields = ", ".join(field_of(Part(part) if part else None, field) for part, _dot, field in named)
    return _("Sửa thông tin đã ghi: {fields}").format(fields=fields), read.text("reason")


def _finished(read: _Read) -> Sentence:
    outcome = Outcome(read.get("outcome")).label if read.get("outcome") else ""
    numbers = ", ".join(read.get("numbers") or ())
    issued = _("số {numbers}").format(numbers=numbers) if numbers else ""
    return _("Phát hành kết quả: {outcome}").format(outcome=_(outcome).lower()), issued, read.branch, read.text("reason")


def _returned(read: _Read) -> Sentence:
    way = Channel(read.get("way")).label if read.get("way") else ""
    to = _(Receiver(read.get("to")).label).lower() if read.get("to") else ""
    originals = _("đã trả lại bản chính") if read.get("originals") else ""
    return _("Trả kết quả, {way}").format(way=_(way).lower()), to, read.text("evidence"), originals


def _way_changed(read: _Read) -> Sentence:
    was, now = (_(Channel(read.get(name)).label).lower() for name in ("was", "way"))
    asked = _("theo yêu cầu của {person}").format(person=_(Part(read.get("asked_by")).label).lower())
    return _("Đổi cách nhận kết quả: {was} → {now}").format(was=was, now=now), asked, read.text("reason")


def _stopped(_read: _Read) -> Sentence:
    return (_("Thời hạn dừng vì sự cố hệ thống"),)


def _counted(read: _Read) -> Sentence:
    return _("Sự cố hệ thống đã tính vào hạn"), read.moment("due", _("hạn {time}"))


def _moved(read: _Read) -> Sentence:
    return _("Dời hạn theo lịch làm việc mới"), read.moment("was", _("trước là {time}")), read.moment("due", _("nay là {time}"))


def _locked(read: _Read) -> Sentence:
    years = read.get("years")
    kept = ngettext("bảo quản {n} năm", "bảo quản {n} năm", years).format(n=years) if years else _("bảo quản vĩnh viễn")
    return _("Khóa sổ, đưa vào lưu trữ"), kept


def _unlocked(_read: _Read) -> Sentence:
    return (_("Mở lại hồ sơ đã khóa"),)


#: How each fact is said: the sentence, then what follows the name of who did it.
def _beside(read: _Read) -> Sentence:
    codes = read.get("codes") or []
    return (_("Nhận khi đã biết có thể trùng"), ", ".join(map(str, codes)))


_SENTENCES: dict[str, Callable[[_Read], Sentence]] = {
    "DossierSubmitted": _submitted,
    "FiledBesideAnother": _beside,
    "DossierAccepted": _accepted,
    "DossierForwarded": _forwarded,
    "DossierAssigned": _assigned,
    "StepCompleted": _completed,
    "StepReturned": _returned_step,
    "ConsultationAsked": _asked,
    "ConsultationAnswered": _answered,
    "TaskOpened": _task_opened,
    "TaskCompleted": _task_completed,
    "TaskReturned": _task_returned,
    "SupplementRequested": _supplement_asked,
    "SupplementReceived": _supplement_given,
    "PaymentRequired": _payment_asked,
    "PaymentSettled": _payment_met,
    "DueTimeExtended": _extended,
    "LatenessApologised": _apologised,
    "DetailsCorrected": _corrected,
    "ClockStopped": _stopped,
    "IncidentCounted": _counted,
    "PromiseMoved": _moved,
    "DossierFinished": _finished,
    "ResultReturned": _returned,
    "ReturnWayChanged": _way_changed,
    "DossierLocked": _locked,
    "DossierUnlocked": _unlocked,
}
