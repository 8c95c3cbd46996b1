"""Time on the page of a dossier: what is left, and the large strip of whose it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import PRESSING, RUNNING, WAITING, Holder, Segment, is_refused
from motcua.dossiers.rules.ledger import INCIDENT, TASK
from motcua.dossiers.shown.timing import TimeLeft, holding_hue, time_of
from motcua.foundation import clock
from motcua.organization import public as organization
from motcua.ui.facts import Held


def time_left(detail: dossiers.DossierDetail, at: datetime) -> TimeLeft:
    d = detail.dossier
    since = next((w.asked_at for w in detail.waits if w.answered_at is None), None)
    return time_of(
        state=d.state, due_at=d.due_at, finished_at=d.finished_at, minutes_left=detail.minutes_left, waiting_since=since, at=at,
        verdict=d.legal, refused=is_refused(d), in_full=True, limit=detail.limit,
    )  # fmt: skip


def expected_on(d: dossiers.DossierFact) -> date | None:
    """The day that a late apology names, while it says more than the due time does: a limit counted anew overtakes it."""
    if d.expected_on is None or d.due_at is None or d.finished_at is not None or d.state not in PRESSING:
        return None
    return d.expected_on if d.expected_on > clock.local_day(d.due_at) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The large strip of a dossier's page: parts and what is left (below zero: overdue), in working minutes."""

    parts: tuple[Held, ...]
    left: int
    begin: datetime
    end: datetime | None
    end_word: str


def strip(detail: dossiers.DossierDetail, at: datetime, *, is_citizen: bool = False) -> Strip:
    """Staff read whose the time was; the applicant reads it by name."""
    d = detail.dossier
    left, end, word = 0, d.due_at if d.state in RUNNING else None, _("Hẹn")
    if d.finished_at is not None:
        end, word = d.finished_at, _("Từ chối") if is_refused(d) else _("Xong")
    elif end is not None and (at < end or d.state not in WAITING):
        left = detail.minutes_left or 0
        if at > end:
            end, word = at, _("Bây giờ")
    held = (
        Held(hue=holding_hue(p.holder), minutes=p.minutes, label=plain_holder(p, d) if is_citizen else _(p.holder.label))
        for p in detail.segments
    )
    return Strip(parts=_joined(held), left=left, begin=d.filed_at, end=end, end_word=word)


def _joined(held: Iterable[Held]) -> tuple[Held, ...]:
    """Neighbours of one holder are one rectangle."""
    parts: list[Held] = []
    for one in held:
        if not one.minutes:
            continue
        if parts and (parts[-1].hue, parts[-1].label) == (one.hue, one.label):
            parts[-1] = Held(hue=one.hue, label=one.label, minutes=parts[-1].minutes + one.minutes)
        else:
            parts.append(one)
    return tuple(parts)


def plain_holder(part: Segment, d: dossiers.DossierFact) -> str:
    """Whose time it was, as the applicant would say it."""
    if part.holder is Holder.APPLICANT:
        return _("Chờ bạn nộp tiền") if part.what == "payment" else _("Chờ bạn bổ sung")
    if part.what == INCIDENT:
        return _("Hệ thống có sự cố, thời hạn dừng")
    if part.holder is Holder.NOBODY or not part.agency_id:
        return _("Chưa ai nhận")
    if part.holder is Holder.OTHER_AGENCY:
        words = _("{agency} làm phần của mình") if part.what == TASK else _("{agency} cho ý kiến")
        return words.format(agency=organization.agency(part.agency_id).name)
    who = _("Trung tâm") if part.agency_id == d.centre_id else organization.agency(part.agency_id).name
    return _("{who} giữ").format(who=who)
