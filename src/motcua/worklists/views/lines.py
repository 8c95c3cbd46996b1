"""My work: its lines, and the lists to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import escape
from urllib.parse import quote

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import WAITING, Holder, State, TimeLeft
from motcua.organization import public as organization
from motcua.ui.templatetags.components import chip, icon
from motcua.ui.templatetags.values import vn_moment
from motcua.ui.words import Speaker, speaker
from motcua.worklists.facts import Column

#: Letters of a reason on a line.
_ROOM = 80
#: Columns that a telephone leaves out.
WIDE = {Column.STEP_DUE, Column.FILED, Column.ACCEPTED, Column.CHANNEL, Column.CENTRE}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLine:
    """A line of "my work". It writes its own HTML: fifty of them make a page, and template tags would take most of its time."""

    row: dossiers.WorkRow
    url: str
    strip: SafeString
    time: TimeLeft
    state: SafeString
    #: Who has it, beside the step, where the list is a unit's.
    holder: str
    #: Who has it, where a column of its own says so.
    name: str
    #: Until when the dossier may go back for a supplement, while that is ahead.
    back_by: str
    say: Speaker

    columns: tuple[Column, ...]
    #: Whether it may be chosen with others.
    has_box: bool

    def __str__(self) -> str:
        row, _ = self.row, self.say
        code, choose = escape(row.code), escape(_("Chọn"))
        box = (
            f'<td class="sel"><input type="checkbox" name="chon" form="nhieu" value="{row.dossier_id}.{row.moves}" '
            f'aria-label="{choose} {code}"></td>'
            if self.has_box
            else ""
        )
        return SafeString(
            f'<tr>{box}<th scope="row"><a class="subject" href="{escape(self.url)}">{escape(row.procedure)}</a>'
            f'<small><span class="code">{code}</span> · {escape(row.applicant)}</small>{_test(row, _)}</th>'
            f"{''.join(map(self._cell, self.columns))}</tr>"
        )

    def _cell(self, column: Column) -> str:
        row, time, _ = self.row, self.time, self.say
        label = f' data-l="{escape(_(column.label))}"'
        if column is Column.STATE:
            where = " · ".join(part for part in (_(row.step), self.holder, self.back_by) if part)
            return f"<td>{self.state}<small>{escape(where)}</small>{_sent_back(row, _)}</td>"
        if column is Column.OWNERS:
            return f'<td class="wide"><div class="strip strip--s">{self.strip}</div></td>'
        if column is Column.DUE:
            return f'<td class="nb"{label}>{_due(time)}<small>{escape(time.due)}</small></td>'
        wide = ' class="wide"' if column in WIDE else ""
        return f"<td{wide}{label}>{escape(self._text(column))}</td>"

    def _text(self, column: Column) -> str:
        row = self.row
        moments = {Column.STEP_DUE: row.step_due_at, Column.FILED: row.filed_at, Column.ACCEPTED: row.accepted_at}
        if column in moments:
            moment = moments[column]
            return vn_moment(moment) if moment else "–"
        if column is Column.CHANNEL:
            return self.say(row.channel.label)
        if column is Column.CENTRE:
            return organization.agency(row.centre_id).short_name
        return self.name or self.say("chưa ai nhận")


def _test(row: dossiers.WorkRow, _: Speaker) -> str:
    return " " + _chip(_("Kiểm thử"), "", "info") if row.is_test else ""


def _sent_back(row: dossiers.WorkRow, _: Speaker) -> str:
    """Why it lies here again, as much of it as a line has room for."""
    if not row.sent_back:
        return ""
    said = row.sent_back if len(row.sent_back) <= _ROOM else f"{row.sent_back[:_ROOM]}…"
    words = _("trả lại: {reason}").format(reason=said)
    return f'<small class="t-lua">{icon("undo")} {escape(words)}</small>'


def _due(time: TimeLeft) -> str:
    mark = icon(time.icon) if time.icon else ""
    return f'<span class="{f"t-{time.hue}" if time.hue else ""}">{mark} <b>{escape(time.text)}</b></span>'


def work_rows(
    rows: Sequence[dossiers.WorkRow],
    at: datetime,
    *,
    columns: tuple[Column, ...],
    with_names: bool = False,
    has_boxes: bool = False,
) -> list[WorkLine]:
    """`with_names` says who holds each step: for the lists of a unit, one statement more. Whose place one takes is always said."""
    names_all = with_names or Column.HOLDER in columns
    said = {row.assignee_id if names_all else row.stands_in_for for row in rows} - {None}
    people = organization.official_names(user for user in said if user) if said else {}
    lines, address, _ = [], reverse("dossiers"), speaker()
    for row in rows:
        late = row.due_at is not None and at > row.due_at and row.state not in WAITING and row.state != State.DONE
        time = dossiers.time_of(
            state=row.state, due_at=row.due_at, finished_at=None, minutes_left=row.minutes_left, waiting_since=row.waiting_since,
            at=at, say=_,
        )  # fmt: skip
        if row.state == State.DONE:
            time = TimeLeft(text=_("Chờ trả"), hue="da" if dossiers.is_refused(row) else "la", icon="box")
        lines.append(
            WorkLine(
                row=row, url=f"{address}{quote(row.code)}/", strip=dossiers.bar(row.segments, row.minutes_left or 0, _), time=time,
                state=_state(row, _, is_late=late), holder=_holder(row, people, _, with_names=with_names and Column.HOLDER not in columns),
                name=people.get(row.assignee_id, "") if row.assignee_id else "",
                back_by=dossiers.supplement_by(row.supplement_by, at, _) if _may_still_ask(row, at) else "",
                say=_, columns=columns, has_box=has_boxes,
            )
        )  # fmt: skip
    return lines


def _may_still_ask(row: dossiers.WorkRow, at: datetime) -> bool:
    """Whether there is time left to send the dossier back, said only where it ends before the dossier is due."""
    return row.supplement_by is not None and at <= row.supplement_by and (row.due_at is None or row.supplement_by < row.due_at)


def _holder(row: dossiers.WorkRow, people: Mapping[int, str], _: Speaker, *, with_names: bool) -> str:
    if row.stands_in_for:
        return _("thay {name}").format(name=people.get(row.stands_in_for, ""))
    if not with_names:
        return ""
    return people.get(row.assignee_id, "") if row.assignee_id else _("chưa ai nhận")


def _state(row: dossiers.WorkRow, _: Speaker, *, is_late: bool) -> SafeString:
    if is_late:
        return _chip(_("Quá hạn"), "gach", "late")
    if row.state == State.IN_PROCESS and row.segments and row.segments[-1].holder is Holder.OTHER_AGENCY:
        return _chip(_("Chờ cơ quan khác"), "cham", "ask")
    label, hue, mark = dossiers.look_of(row)
    return _chip(_(label), hue, mark)


_chip = lru_cache(maxsize=100)(chip)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDoor:
    """A list to choose. It writes its own HTML, as the lines do: a page carries each door twice."""

    label: str
    icon: str
    url: str
    count: str
    is_here: bool
    is_bad: bool
    is_mine: bool

    def __str__(self) -> str:
        here = ' aria-current="page"' if self.is_here else ""
        bad = ' class="t-gach"' if self.is_bad else ""
        return SafeString(f'<a href="{self.url}"{here}{bad}>{icon(self.icon)}{escape(self.label)} <b>{self.count}</b></a>')


def lists(counts: Mapping[dossiers.Filter, dossiers.Counted], here: dossiers.Filter) -> list[ListDoor]:
    base = reverse("my_work")
    return [
        ListDoor(
            label=_(which.label), icon=which.icon, url=f"{base}?loc={which.value}", is_here=which is here, is_mine=which.is_mine,
            count=f"{counted.shown}+" if counted.more else str(counted.shown),
            is_bad=which in {dossiers.Filter.OVERDUE, dossiers.Filter.UNIT_OVERDUE} and counted.shown > 0,
        )
        for which in dossiers.Filter
        for counted in [counts[which]]
    ]  # fmt: skip


_SEE_MY_TURN = gettext_lazy("Xem tất cả việc cần làm.")
_SEE_UNIT = gettext_lazy("Xem cả đơn vị.")
EMPTY = {
    dossiers.Filter.MY_TURN: (gettext_lazy("Không còn việc nào của bạn"), gettext_lazy("Xem việc của đơn vị chưa ai nhận."), dossiers.Filter.UNTAKEN),
    dossiers.Filter.OVERDUE: (gettext_lazy("Không việc nào quá hạn"), gettext_lazy("Xem việc đến hạn hôm nay."), dossiers.Filter.TODAY),
    dossiers.Filter.TODAY: (gettext_lazy("Không còn việc nào đến hạn hôm nay"), _SEE_MY_TURN, dossiers.Filter.MY_TURN),
    dossiers.Filter.WAITING: (gettext_lazy("Không hồ sơ nào đang chờ người nộp"), _SEE_MY_TURN, dossiers.Filter.MY_TURN),
    dossiers.Filter.CONSULTED: (gettext_lazy("Không cơ quan nào đang hỏi ý kiến đơn vị bạn"), _SEE_MY_TURN, dossiers.Filter.MY_TURN),
    dossiers.Filter.INVOLVED: (gettext_lazy("Đơn vị bạn không có phần liên thông nào"), _SEE_MY_TURN, dossiers.Filter.MY_TURN),
    dossiers.Filter.UNTAKEN: (gettext_lazy("Không còn hồ sơ nào chưa ai nhận"), _SEE_UNIT, dossiers.Filter.UNIT),
    dossiers.Filter.UNIT: (gettext_lazy("Đơn vị không có hồ sơ nào đang mở"), gettext_lazy("Xem việc của bạn."), dossiers.Filter.MY_TURN),
    dossiers.Filter.UNIT_OVERDUE: (gettext_lazy("Đơn vị không có hồ sơ nào quá hạn"), _SEE_UNIT, dossiers.Filter.UNIT),
    dossiers.Filter.TO_RETURN: (gettext_lazy("Không kết quả nào chờ trả"), _SEE_UNIT, dossiers.Filter.UNIT),
}  # fmt: skip


def empty(which: dossiers.Filter) -> tuple[str, str, str, str]:
    """What is true of an empty list, and where to go from it."""
    title, note, to = EMPTY[which]
    return str(title), str(note), f"?loc={to.value}", _(to.label)
