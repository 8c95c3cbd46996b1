"""The leaders' page: every unit at a glance, every number a door."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.foundation import clock
from motcua.home import queries
from motcua.organization import public as organization

_COLUMNS = (
    ("ten", gettext_lazy("Đơn vị")),
    ("qua", gettext_lazy("Quá hạn")),
    ("ty-le", gettext_lazy("Tỷ lệ quá hạn")),
    ("sap", gettext_lazy("Sắp đến hạn")),
    ("dang", gettext_lazy("Đang giải quyết")),
    ("cho", gettext_lazy("Chờ người nộp")),
    ("nhan", gettext_lazy("Tiếp nhận")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    key: str
    label: str
    url: str
    is_here: bool


@login_required
@require_safe
def overview(request: organization.Request) -> HttpResponse:
    at = clock.now()
    level, order = request.GET.get("cap", ""), request.GET.get("xep", "qua")
    seen = queries.overview(actor=request.actor, at=at, level=level, order=order)
    most = max((unit.overdue for unit in seen.units), default=0) or 1
    screen = {
        "o": seen, "at": at, "level": level, "order": order, "columns": [
            Column(key=key, label=str(words), url="?" + urlencode({"cap": level, "xep": key}), is_here=key == order) for key, words in _COLUMNS
        ],
        "units": [(unit, _doors({"don-vi": str(unit.id)}, seen), 100 * unit.overdue / most, _place(unit)) for unit in seen.units],
        "total": _doors({"cap": level} if level else {}, seen), "late_units": sum(1 for unit in seen.units if unit.overdue),
    }  # fmt: skip
    return render(request, "home/overview.html", screen)


def _place(unit: queries.Unit) -> str:
    """Every dossier of the unit, for its name."""
    return f"{reverse('dossiers')}?" + urlencode({"don-vi": unit.id})


def _doors(place: dict[str, str], seen: queries.Overview) -> dict[str, str]:
    """The address of the dossiers behind each number."""
    base = reverse("dossiers")
    since = clock.local(seen.since).date().isoformat()
    figures = {
        "received": "tiep-nhan",
        "in_process": "dang-giai-quyet",
        "due_soon": "sap-den-han",
        "overdue": "qua-han",
        "overdue_apologised": "qua-han-da-xin-loi",
        "overdue_silent": "qua-han-chua-xin-loi",
        "waiting": "cho-nguoi-nop",
    }
    return {
        name: f"{base}?" + urlencode(place | {"so": figure} | ({"tu": since} if name == "received" else {}))
        for name, figure in figures.items()
    }
