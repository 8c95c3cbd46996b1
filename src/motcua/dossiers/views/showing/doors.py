"""The dossiers behind a figure: its address read, its lines shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import PRESSING, RUNNING, SOON, WAITING
from motcua.dossiers.queries.search import counted_agencies
from motcua.dossiers.shown import look_of
from motcua.foundation import clock
from motcua.foundation.errors import Invalid
from motcua.foundation.text import whole
from motcua.organization import public as organization
from motcua.ui.templatetags.values import vn_date


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


_FIGURES: dict[str, tuple[str | Promise, Callable[[datetime], dict[str, Any]]]] = {
    "": (gettext_lazy("Hồ sơ"), lambda _at: {}),
    "tiep-nhan": (gettext_lazy("Đã tiếp nhận"), lambda at: {"accepted_to": at}),
    "dang-giai-quyet": (gettext_lazy("Đang giải quyết"), lambda _at: {"states": sorted(RUNNING)}),
    "sap-den-han": (gettext_lazy("Sắp đến hạn"), lambda at: {"states": sorted(PRESSING), "due_from": at, "due_before": at + SOON}),
    "qua-han": (gettext_lazy("Đang quá hạn"), lambda at: {"states": sorted(PRESSING), "overdue_at": at}),
    "qua-han-da-xin-loi": (
        gettext_lazy("Đang quá hạn, đã xin lỗi"), lambda at: {"states": sorted(PRESSING), "overdue_at": at, "apologised": True},
    ),
    "qua-han-chua-xin-loi": (
        gettext_lazy("Đang quá hạn, chưa xin lỗi"), lambda at: {"states": sorted(PRESSING), "overdue_at": at, "apologised": False},
    ),
    "cho-nguoi-nop": (gettext_lazy("Chờ người nộp"), lambda _at: {"states": sorted(WAITING)}),
}  # fmt: skip


def door(query: Mapping[str, str], actor: organization.Actor, at: datetime) -> Door:
    """Read the address of a figure: which dossiers it counts. Raises UnknownDoor."""
    filters: dict[str, Any] = {}
    said: list[str] = []
    kept = {name: query[name] for name in ("don-vi", "duoi", "cap", "so", "tu", "den", "thu-tuc", "kiem-thu") if query.get(name)}
    if "don-vi" in kept:
        filters |= _unit(kept["don-vi"], said)
    if kept.get("thu-tuc"):
        filters["procedure_code"] = kept["thu-tuc"]
        said.append(_("thủ tục {code}").format(code=kept["thu-tuc"]))
    if "kiem-thu" in kept:
        filters |= _tests(kept["kiem-thu"], said)
    figure = kept.get("so", "")
    if figure not in _FIGURES:
        raise UnknownDoor(name="so", value=figure)
    title, of_figure = _FIGURES[figure]
    filters |= of_figure(at)
    if figure:
        under = filters.pop("agency_id", None) if kept.get("duoi") == "co" else None
        filters |= {"with_tests": False, "agency_ids": _counted(actor, kept.get("cap", ""), under)}
    for name, argument, words in (("tu", "accepted_from", _("từ {day}")), ("den", "accepted_to", _("đến {day}"))):
        if name in kept:
            filters[argument] = _day(name, kept[name])
            said.append(words.format(day=vn_date(filters[argument])))
    return Door(title=str(title), filters=filters, said=said, query=urlencode(kept))


def _unit(text: str, said: list[str]) -> dict[str, Any]:
    number = whole(text)
    if number is None:
        raise UnknownDoor(name="don-vi", value=text)
    said.append(organization.agency(number).name)
    return {"agency_id": number}


def _tests(text: str, said: list[str]) -> dict[str, Any]:
    if text != "co":
        raise UnknownDoor(name="kiem-thu", value=text)
    said.append(_("chỉ hồ sơ kiểm thử"))
    return {"only_tests": True}


def _counted(actor: organization.Actor, level: str, under: int | None) -> frozenset[int] | None:
    """The agencies that a figure counts: those that the actor watches, of one level or below one where it was chosen; None is every one."""
    watched = counted_agencies(actor, under=under)
    if not level:
        return watched
    of_level = frozenset(agency.id for agency in organization.agencies() if agency.level == level)
    return of_level if watched is None else of_level & watched


def _day(name: str, text: str) -> datetime:
    try:
        return clock.local_moment(text)
    except ValueError:
        raise UnknownDoor(name=name, value=text) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    line: dossiers.DossierLine
    url: str
    where: str
    is_late: bool
    look: tuple[str, str, str]


def lines(rows: Sequence[dossiers.DossierLine], at: datetime) -> list[Line]:
    return [
        Line(
            line=row, url=reverse("dossier", args=[row.code]), where=organization.agency(row.competent_id).short_name,
            is_late=row.due_at is not None and row.finished_at is None and at > row.due_at and row.state in PRESSING,
            look=look_of(row),
        )
        for row in rows
    ]  # fmt: skip
