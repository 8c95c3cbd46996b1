"""Where staff land, and the search over every room."""

import re
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.catalogue import public as catalogue
from motcua.dossiers import public as dossiers
from motcua.home import hallway
from motcua.organization import public as organization


@login_required
@require_safe
def desk(request: organization.Request) -> HttpResponse:
    """The first page by role."""
    return redirect(hallway.first_page(request.actor))


@login_required
@require_safe
def search(request: organization.Request) -> HttpResponse:
    """Dossiers by code, phone, identity number or name, within one's scope; procedures by any words."""
    words = request.GET.get("q", "").strip()[:200]
    groups = _groups(request.actor, words) if len(words) > 1 else []
    template = "ui/palette_results.html" if request.headers.get("HX-Request") else "home/search.html"
    return render(request, template, {"words": words, "groups": groups})


#: A number of this length is somebody's, or a dossier's.
_NUMBER = re.compile(r"\d{6}")


def _is_about_a_dossier(words: str) -> bool:
    """A dossier's code, a telephone or an identity number: no procedure is meant, unless it is a procedure's code."""
    plain = "".join(c for c in words if c.isalnum())
    return bool(_NUMBER.search(plain)) and not re.fullmatch(r"\d\.?\d{6}", words.strip())


def _groups(actor: organization.Actor, words: str) -> list[dict[str, Any]]:
    found = [
        {
            "href": reverse("dossier", args=[d.code]), "icon": "file", "title": d.procedure, "note": " · ".join([d.code, d.applicant, *([_("Kiểm thử")] if d.is_test else [])]),
            "state": _(label), "hue": hue, "state_icon": mark,
        }
        for d in dossiers.search(actor=actor, words=words, size=12)
        for label, hue, mark in [dossiers.look_of(d)]
    ]  # fmt: skip
    procedures = [
        {
            "href": f"/thu-tuc/{p.code}/",
            "icon": "table",
            "title": p.short_name,
            "note": f"{p.code} · {p.field}",
            "state": "",
            "hue": "",
            "state_icon": "",
        }
        for p in ([] if _is_about_a_dossier(words) else catalogue.search(words, size=8).rows)
    ]
    groups = [{"label": _("Hồ sơ"), "found": found}, {"label": _("Thủ tục"), "found": procedures}]
    return [group for group in groups if group["found"]]
