"""The figures of a waiting room, and the numbers behind each."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.counters.facts import State, Way
from motcua.counters.queries import figures, rooms
from motcua.counters.queries.figures import Choice, Line, Row
from motcua.counters.rules import permissions
from motcua.foundation import clock
from motcua.foundation.language import chosen
from motcua.foundation.text import whole
from motcua.organization import public as organization
from motcua.ui.downloads import csv_file

Request = organization.Request
_WORDS = {"nhom": "group_id", "gio": "hour", "quay": "counter_id", "can-bo": "official_id"}


@login_required
@require_safe
def report(request: Request, centre_id: int) -> HttpResponse:
    """Numbers of a period by group, priority, way, hour, counter and official."""
    permissions.require_reader(request.actor, centre_id)
    choice = _choice(request, centre_id)
    told, names = figures.report(choice), _Names(choice)
    kinds = (
        (_("Theo nhóm dịch vụ"), "nhom", told.by_group), (_("Theo nhóm ưu tiên"), "uu-tien", told.by_priority),
        (_("Theo cách lấy số"), "cach", told.by_way), (_("Theo giờ lấy số"), "gio", told.by_hour),
        (_("Theo quầy"), "quay", told.by_counter), (_("Theo cán bộ"), "can-bo", told.by_official),
    )  # fmt: skip
    sections = [
        {"title": title, "word": word, "lines": [_line(word, line, names, choice) for line in lines]}
        for title, word, lines in kinds
        if lines
    ]
    today = clock.local_day(clock.now())
    context = {
        "centre": organization.agency(centre_id), "choice": choice, "told": told, "sections": sections, "base": _base(choice), "today": today,
        "week": today - timedelta(days=today.weekday()), "month": today.replace(day=1),
    }  # fmt: skip
    return render(request, "counters/officer/report.html", context)


@login_required
@require_safe
def tickets(request: Request, centre_id: int) -> HttpResponse:
    """The numbers behind a figure; as a file with ?dinh-dang=csv."""
    permissions.require_reader(request.actor, centre_id)
    choice = _choice(request, centre_id)
    names = _Names(choice)
    if request.GET.get("dinh-dang") == "csv":
        narrowed = {word: str(value) for word, value in request.GET.items() if word != "dinh-dang"}
        return csv_file(_file(choice, names), name=f"so-thu-tu-{choice.first}-{choice.last}", narrowed=narrowed)
    page = figures.ticket_page(choice, cursor=request.GET.get("sau") or None)
    rows = [
        {
            "row": row,
            "priority": names.priorities.get(row.priority, ""),
            "official": names.officials.get(row.official_id or 0, ""),
        }
        for row in page.rows
    ]
    query = request.GET.copy()
    query.pop("sau", None)
    query["dinh-dang"] = "csv"
    context = {"centre": organization.agency(centre_id), "choice": choice, "page": page, "rows": rows, "csv": query.urlencode()}
    return render(request, "counters/officer/tickets.html", context)


class _Names:
    """How the keys of a report are called."""

    def __init__(self, choice: Choice) -> None:
        self.groups = {str(group.id): f"{group.letter} · {group.name}" for group in rooms.groups(choice.room_id, all_times=True)}
        self.priorities = {one.code: chosen(one.name, one.name_en) for one in rooms.priority_groups(choice.last)}
        self.counters = {str(one.id): _("Quầy %(number)s") % {"number": one.number} for one in rooms.counters(choice.room_id)}
        self.officials = dict(organization.official_names(figures.officials_of(choice)))

    def of(self, word: str, key: str) -> str:
        known = {
            "nhom": self.groups, "uu-tien": self.priorities | {"": _("Không ưu tiên")}, "cach": {way.value: _(way.label) for way in Way},
            "gio": {str(hour): f"{hour:02}:00–{hour:02}:59" for hour in range(24)}, "quay": self.counters,
            "can-bo": {str(user): name for user, name in self.officials.items()},
        }[word]  # fmt: skip
        return known.get(key, key or "–")


def _line(word: str, line: Line, names: _Names, choice: Choice) -> dict[str, Any]:
    own = _base(choice) + "&" + urlencode({word: line.key})
    return {
        "line": line,
        "name": names.of(word, line.key),
        "all": own,
        "absent": own + "&tt=no_show",
        "counts_turns": word in {"quay", "can-bo"},
    }


def _base(choice: Choice) -> str:
    return urlencode({"tu": choice.first.isoformat(), "den": choice.last.isoformat()})


def _choice(request: Request, centre_id: int) -> Choice:
    today, asked = clock.local_day(clock.now()), request.GET
    first, last = _date(asked.get("tu"), today), _date(asked.get("den"), today)
    choice = Choice(room_id=rooms.room_of(centre_id).id, first=first, last=last)
    given: dict[str, Any] = {name: number for word, name in _WORDS.items() if (number := whole(asked.get(word))) is not None}
    if "uu-tien" in asked:
        given["priority"] = asked["uu-tien"][:20]
    if asked.get("cach") in set(Way):
        given["way"] = asked["cach"]
    if asked.get("tt") in set(State):
        given["state"] = asked["tt"]
    return replace(choice, **given)


def _date(text: str | None, today: date) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return today


def _file(choice: Choice, names: _Names) -> Any:
    yield ["so", "ngay", "nhom", "cach_lay_so", "nhom_uu_tien", "trang_thai", "lay_so_luc", "goi_lan_dau_luc", "ket_thuc_luc",
           "cho_giay", "phuc_vu_giay", "quay", "can_bo", "ket_qua", "gan_voi"]  # fmt: skip
    for row in figures.every_ticket(choice):
        yield _cells(row, names)


def _cells(row: Row, names: _Names) -> list[object]:
    moments = (row.taken_at, row.called_at, row.closed_at)
    return [
        row.label, row.day.isoformat(), row.group, row.way.label, names.priorities.get(row.priority, ""), row.state.label,
        *(clock.local(one).isoformat(timespec="seconds") if one else "" for one in moments),
        "" if row.wait_seconds is None else row.wait_seconds, row.served_seconds, row.counter_number or "",
        names.officials.get(row.official_id or 0, ""), row.outcome, row.subject,
    ]  # fmt: skip
