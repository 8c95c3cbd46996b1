"""What has a centre received most often of late: which procedures, and which case of one?"""

from collections import Counter
from datetime import datetime

from django.db.models import Count

from motcua.catalogue import public as catalogue
from motcua.dossiers.models import Dossier

#: Of the whole centre: enough to suggest an order, few enough to count while a person waits.
_LATEST = 500


def usual_cases(*, procedure_id: int, centre_id: int) -> dict[str, int]:
    """How often each case was received among the centre's latest dossiers."""
    rows = Dossier.objects.filter(centre=centre_id).order_by("-id").values_list("procedure_id", "case")[:_LATEST]
    return dict(Counter(case for procedure, case in rows if procedure == procedure_id and case))


def usual_procedures(*, centre_id: int, since: datetime, most: int) -> tuple[str, ...]:
    """The codes of the procedures that a centre received most often since a moment, the most frequent first."""
    received = Dossier.objects.filter(centre=centre_id, accepted_at__gte=since, is_test=False)
    counted = received.values("version").annotate(n=Count("id")).order_by().values_list("version", "n")
    names = catalogue.names(version_ids={version for version, _n in counted})
    by_code: Counter[str] = Counter()
    for version, count in counted:
        by_code[names[version].code] += count
    return tuple(code for code, _n in by_code.most_common(most))
