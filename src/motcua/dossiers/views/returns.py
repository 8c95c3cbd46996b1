"""Dossiers that went back for a supplement: a line for each unit, each number a door."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.dossiers import public as dossiers
from motcua.dossiers.views import showing
from motcua.foundation import clock
from motcua.foundation.text import whole
from motcua.organization import public as organization
from motcua.ui.templatetags.values import vn_date

_COLUMNS = {
    "once": gettext_lazy("Một lần"), "again": gettext_lazy("Từ hai lần"), "at_reception": gettext_lazy("Lúc tiếp nhận"),
    "at_appraisal": gettext_lazy("Khi thẩm định"), "told_late": gettext_lazy("Báo muộn hạn"),
    "data_asked": gettext_lazy("Giấy dữ liệu đã có mà vẫn yêu cầu"),
}  # fmt: skip


@login_required
@require_safe
def returns(request: organization.Request) -> HttpResponse:
    since, until = _period(request.GET, clock.now())
    found = dossiers.returned_by_unit(
        actor=request.actor, since=clock.midnight(since), until=clock.midnight(until + timedelta(1))
    )
    period = {"tu": since.isoformat(), "den": until.isoformat()}
    screen = {
        "columns": _COLUMNS.values(), "since": since, "until": until,
        "rows": [
            (showing.agency_full(one.agency_id), [(label, getattr(one, name), _door(name, one.agency_id, period)) for name, label in _COLUMNS.items()])
            for one in found
        ],
    }  # fmt: skip
    return render(request, "dossiers/officer/returns.html", screen)


@login_required
@require_safe
def returned(request: organization.Request) -> HttpResponse:
    """The dossiers behind one number."""
    at = clock.now()
    since, until = _period(request.GET, at)
    count, unit = request.GET.get("so", ""), request.GET.get("don-vi", "")
    page = dossiers.returned_dossiers(
        actor=request.actor, count=count, agency_id=whole(unit) or 0,
        since=clock.midnight(since), until=clock.midnight(until + timedelta(1)), cursor=request.GET.get("sau"),
    )  # fmt: skip
    query = urlencode({"so": count, "don-vi": unit, "tu": since.isoformat(), "den": until.isoformat()})
    door = showing.Door(
        title=_("Hồ sơ trả lại bổ sung"),
        filters={},
        query=query,
        said=[str(_COLUMNS[count]), f"{vn_date(since)} – {vn_date(until)}"],
    )
    screen: dict[str, Any] = {
        "rows": showing.lines(page.rows, at),
        "next": page.next,
        "is_first": not request.GET.get("sau"),
        "door": door,
        "at": at,
    }
    return render(request, "dossiers/officer/listing.html", screen)


def _door(name: str, agency_id: int, period: dict[str, str]) -> str:
    return f"{reverse('returned')}?" + urlencode({"so": name, "don-vi": agency_id} | period)


def _period(query: QueryDict, at: datetime) -> tuple[date, date]:
    """This month so far, where nothing or nothing readable is asked."""
    today = clock.local_day(at)
    since, until = _day(query.get("tu")) or today.replace(day=1), _day(query.get("den")) or today
    return min(since, until), max(since, until)


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None
