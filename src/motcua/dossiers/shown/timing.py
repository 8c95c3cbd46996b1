"""Time as people read it in a list: what is left or owed, and whose it was. Fifty lines make a page, so nothing here asks the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.calendar.public import Limit
from motcua.dossiers.facts import CLOSED, WAITING, Holder, Segment, State, Verdict
from motcua.dossiers.rules.ledger import shares
from motcua.foundation import clock
from motcua.ui.templatetags.strips import rects
from motcua.ui.templatetags.values import vn_moment, vn_time
from motcua.ui.words import MINUTES_A_DAY, Speaker, speaker

_HUES = {Holder.UNIT: "song", Holder.APPLICANT: "lua", Holder.OTHER_AGENCY: "cham", Holder.NOBODY: "da"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLeft:
    """What the due column says."""

    text: str
    hue: str = ""
    icon: str = ""
    due: str = ""


def near(moment: datetime, at: datetime, say: Speaker | None = None) -> str:
    """Hôm nay 17:00, ngày mai 17:00, or 27/11 17:00."""
    _ = say or speaker()
    days = (clock.local_day(moment) - clock.local_day(at)).days
    if days == 0:
        return _("Hôm nay {time}").format(time=vn_time(moment))
    if days == 1:
        return _("Ngày mai {time}").format(time=vn_time(moment))
    return vn_moment(moment)


def supplement_by(moment: datetime | None, at: datetime, say: Speaker | None = None) -> str:
    """Until when a dossier may go back to the applicant; asking later is not refused, only late."""
    _ = say or speaker()
    if moment is None:
        return ""
    words = _("quá hạn trả hồ sơ yêu cầu bổ sung từ {time}") if at > moment else _("hạn trả hồ sơ yêu cầu bổ sung {time}")
    return words.format(time=vn_moment(moment))


def time_of(
    *, state: State, due_at: datetime | None, finished_at: datetime | None, minutes_left: int | None, waiting_since: datetime | None,
    at: datetime, verdict: Verdict | None = None, refused: bool = False, say: Speaker | None = None, in_full: bool = False,
    limit: Limit | None = None,
) -> TimeLeft:  # fmt: skip
    """What to say about the time of a dossier: running, stopped, over, or met. `in_full` says what kind of days and hours they are."""
    _ = say or speaker()
    if state in WAITING:
        return TimeLeft(text=_stopped(waiting_since, at, _), hue="da", icon="pause", due=_("Chưa chạy tiếp"))
    if state in CLOSED or finished_at is not None:
        return _ended(state, finished_at, verdict, refused=refused)
    if state is State.SUBMITTED and due_at is None:
        return TimeLeft(text=_limited(limit, _), hue="da")
    if due_at is None or minutes_left is None:
        return TimeLeft(text=_("Không ghi thời hạn"), hue="da")
    due = near(due_at, at, _)
    if at > due_at:
        late = _.duration(-minutes_left) if minutes_left else ""
        over = _("Quá {time} làm việc") if in_full else _("Quá {time}")
        return TimeLeft(text=over.format(time=late) if late else _("Vừa quá hạn"), hue="gach", icon="late", due=due)
    left = _("Còn {time} làm việc") if in_full else _("Còn {time}")
    text = left.format(time=_.duration(minutes_left))
    return (
        TimeLeft(text=text, hue="lua", icon="clock", due=due) if minutes_left <= MINUTES_A_DAY else TimeLeft(text=text, due=due)
    )


def _limited(limit: Limit | None, _: Speaker) -> str:
    """Of a dossier that nobody has accepted: its time has not begun."""
    if limit is None:
        return _("Chưa tính hạn")
    return f"{limit.amount} {_(limit.unit.label)}" if limit.amount else _("Trong ngày")


def _stopped(since: datetime | None, at: datetime, _: Speaker) -> str:
    days = (clock.local_day(at) - clock.local_day(since)).days if since else 0
    return _("Dừng {days} ngày").format(days=days) if days else _("Dừng từ hôm nay")


def _ended(state: State, finished_at: datetime | None, verdict: Verdict | None, *, refused: bool) -> TimeLeft:
    if finished_at is None or verdict is None:
        return TimeLeft(text=_(state.label), hue="da")
    if refused:
        words = {
            Verdict.EARLY: _("Từ chối trước hạn"), Verdict.ON_TIME: _("Từ chối đúng hạn"), Verdict.OVERDUE: _("Từ chối quá hạn"),
        }  # fmt: skip
        hue = "gach" if verdict is Verdict.OVERDUE else "da"
        return TimeLeft(text=words.get(verdict, _("Đã từ chối")), hue=hue, icon="x")
    text = {
        Verdict.EARLY: _("Xong trước hạn"), Verdict.ON_TIME: _("Xong đúng hạn"), Verdict.OVERDUE: _("Xong quá hạn"),
        Verdict.NO_LIMIT: _("Đã xong"),
    }[verdict]  # fmt: skip
    is_late = verdict is Verdict.OVERDUE
    return TimeLeft(text=text, hue="gach" if is_late else "la", icon="late" if is_late else "done")


def bar(segments: Sequence[Segment], left: int, say: Speaker | None = None) -> SafeString:
    """The small strip of a list: rectangles in per cent of working minutes, with the same in words. Fifty of them make a page."""
    _ = say or speaker()
    parts = [(_HUES[part.holder], part.minutes) for part in segments if part.minutes]
    if left > 0:
        parts.append(("left", left))
    if not parts:
        return format_html('<svg role="img" aria-label="{}"></svg>', _("Thời gian: chưa bắt đầu"))
    said = [f"{_(holder.label)} {_.duration(minutes)}" for holder, minutes in shares(segments).items() if minutes]
    if left > 0:
        said.append(_("còn lại {time}").format(time=_.duration(left)))
    words = escape(_("Thời gian: {parts}").format(parts=", ".join(said)))
    return SafeString(f'<svg role="img" aria-label="{words}">{rects(parts)[0]}</svg>')


def holding_hue(holder: Holder) -> str:
    return _HUES[holder]
