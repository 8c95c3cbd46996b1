"""What an inspection or a report found of an indicator that dossiers do not show."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.appraisal.facts import BY_INSPECTION, Indicator
from motcua.appraisal.forms import FindingForm, outcome_label
from motcua.appraisal.operations.contest import NoSuchPoints
from motcua.appraisal.operations.findings import enter_finding
from motcua.appraisal.queries.access import judges_province
from motcua.appraisal.queries.findings import all_found, may_be_found
from motcua.appraisal.rules.permissions import may_enter
from motcua.appraisal.rules.points import asked_period
from motcua.appraisal.views.sums import period_label
from motcua.foundation import clock
from motcua.foundation.attempts import done
from motcua.organization import public as organization


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: organization.Request, agency_id: int, number: int) -> HttpResponse:
    """Everything that was entered of one indicator of a unit in a period, and the form for the next."""
    actor, at = request.actor, clock.now()
    if number not in {int(one) for one in BY_INSPECTION}:
        raise NoSuchPoints
    indicator, period = Indicator(number), asked_period(request.GET.get("ky"), today=clock.local_day(at))
    of: dict[str, Any] = {"agency_id": agency_id, "period": period, "indicator": indicator}
    entries = all_found(actor=actor, **of)
    offered = may_be_found(**of)
    form = FindingForm(request.POST or None, outcomes=offered, initial={"seen": entries[0].id if entries else None})
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: enter_finding(**of, **form.cleaned_data, actor=actor, at=at))
    ):
        messages.success(request, _("Đã ghi kết quả."))
        return redirect(f"{reverse('appraisal:unit', args=[agency_id])}?ky={period.name}")
    people = organization.official_names({one.entered_by for one in entries}) if entries else {}
    said = {points: outcome_label(points, text, percent) for points, text, percent in offered}
    screen = {
        "indicator": indicator, "period": period, "period_label": period_label(period), "agency": organization.agency(agency_id), "form": form,
        "entries": [(one, said[one.points], people.get(one.entered_by, "")) for one in entries],
        "may": may_enter(actor, agency_id=agency_id, judges_province=judges_province(actor)),
    }  # fmt: skip
    return render(request, "appraisal/finding.html", screen, status=422 if form.errors else 200)
