"""What an inspection or a report found: written down on its basis, corrected by a later entry, never wiped."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.appraisal.facts import BY_INSPECTION, Found, Indicator, Period
from motcua.appraisal.models import Finding
from motcua.appraisal.queries import findings as queries
from motcua.appraisal.queries.access import judges_province
from motcua.appraisal.rules import permissions
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.organization import public as organization


class FindingIncomplete(Invalid):
    code = "finding_incomplete"
    vi = "Chọn điểm và ghi căn cứ. Ngày kiểm tra, báo cáo từ ngày đầu của kỳ ({first:%d/%m/%Y}) đến hôm nay."
    en = "Choose the points and give the basis. The day of the inspection or report lies between the first of the period ({first}) and today."


class FoundMeanwhile(NotPossible):
    code = "found_meanwhile"
    vi = "Có người vừa ghi kết quả của chỉ số này. Xem lần ghi ấy, còn cần sửa thì ghi tiếp."
    en = "Somebody has just entered this indicator. Look at that entry; correct it by another if it is still wrong."


@transaction.atomic
def enter_finding(
    *, agency_id: int, period: Period, indicator: Indicator, points: int, found_on: date, basis: str, actor: organization.Actor,
    at: datetime, seen: int | None = None,
) -> Found:  # fmt: skip
    """Write down what was found; `seen`: the entry that this one takes the place of. The same words again are the same entry.

    Raises MayNotEnter, FindingIncomplete, FoundMeanwhile.
    """
    if actor.user_id is None or not permissions.may_enter(actor, agency_id=agency_id, judges_province=judges_province(actor)):
        raise permissions.MayNotEnter
    said = {"points": points, "found_on": found_on, "basis": tidy(basis)[:500]}
    if (
        indicator not in BY_INSPECTION
        or points not in {0, 1, 2}
        or not said["basis"]
        or not period.start <= found_on <= clock.local_day(at)
    ):
        raise FindingIncomplete(first=period.start)
    of = {"agency_id": agency_id, "period": period.name, "indicator": indicator}
    last = Finding.objects.filter(**of).order_by("-id").first()
    if last is not None and said == {name: getattr(last, name) for name in said}:
        return queries.found(last)  # pressed twice
    if (last.pk if last else None) != seen:
        raise FoundMeanwhile

    try:
        with transaction.atomic():
            row = Finding.objects.create(**of, **said, entered_by_id=actor.user_id, entered_at=at, replaces=last)
    except IntegrityError:
        raise FoundMeanwhile from None

    journal.record(
        name="IndicatorFound", subject=f"finding:{row.pk}", actor=actor.label, at=at,
        payload={"agency": agency_id, "period": period.name, "indicator": int(indicator), "points": points, "on": found_on.isoformat(), "instead_of": seen},
    )  # fmt: skip
    return queries.found(row)
