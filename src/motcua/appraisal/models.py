"""Points of dossiers, kept by following the journal, and what was contested. A correction stands beside what was computed.

What dossiers do not show is entered as inspections and reports find it; a later entry takes the place of the one before, which stays.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.appraisal.facts import BY_INSPECTION, OF_A_DOSSIER, Indicator, Verdict
from motcua.foundation.columns import choices, one_of


def _point(label: str) -> "models.PositiveSmallIntegerField[Any, Any]":
    return models.PositiveSmallIntegerField(label, null=True)


class Points(models.Model):
    """Of one dossier: for the agency that decides, for each other that had a part (indicator 2 alone), for each official."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey("organization.Agency", models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey("organization.User", models.PROTECT, related_name="+", null=True, db_index=False)
    finished_at = models.DateTimeField("xong lúc")
    is_online = models.BooleanField("nộp trực tuyến", default=False)
    is_late = models.BooleanField("quá hạn", default=False)
    #: Indicators 1, 2, 3, 4, 7 as computed; None: not judged.
    points = ArrayField(_point("điểm"), size=len(OF_A_DOSSIER))
    #: The same after accepted corrections: what counts.
    counted = ArrayField(_point("điểm tính"), size=len(OF_A_DOSSIER))

    class Meta:
        verbose_name = "điểm của hồ sơ"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "agency", "user"], name="points_once", nulls_distinct=False),
        ]
        indexes = [
            models.Index("agency", "finished_at", "id", name="points_of_agency", condition=Q(user__isnull=True)),
            models.Index("user", "agency", "finished_at", "id", name="points_of_official", condition=Q(user__isnull=False)),
        ]


class Contest(models.Model):
    """A request to correct one point: kept with its reason, whatever becomes of it."""

    points = models.ForeignKey(Points, models.PROTECT, related_name="contests")
    indicator = models.PositiveSmallIntegerField("chỉ số", choices=[(one.value, one.label) for one in Indicator])
    was = _point("điểm lúc đề nghị")
    wanted = models.PositiveSmallIntegerField("điểm đề nghị")
    reason = models.CharField("lý do", max_length=2000)
    asked_by = models.ForeignKey(
        "organization.User", models.PROTECT, related_name="+", db_index=False, verbose_name="người đề nghị"
    )
    asked_at = models.DateTimeField("đề nghị lúc")
    verdict = models.CharField("kết luận", max_length=10, choices=choices(Verdict), default=Verdict.OPEN)
    decided_by = models.ForeignKey("organization.User", models.PROTECT, related_name="+", null=True, db_index=False)
    decided_at = models.DateTimeField("kết luận lúc", null=True)
    decision = models.CharField("lý do kết luận", max_length=2000, blank=True)

    class Meta:
        verbose_name = "đề nghị sửa điểm"
        constraints = [
            models.UniqueConstraint(
                fields=["points", "indicator"], condition=Q(verdict="open"), name="one_open_contest_of_a_point"
            ),
            models.CheckConstraint(condition=Q(wanted__lte=2) & ~Q(reason=""), name="contest_wants_a_point_for_a_reason"),
            models.CheckConstraint(condition=one_of("verdict", Verdict), name="contest_verdict_is_known"),
            models.CheckConstraint(
                condition=Q(verdict="open", decided_at__isnull=True)
                | (~Q(verdict="open") & Q(decided_at__isnull=False) & ~Q(decision="")),
                name="decided_contest_says_by_whom_and_why",
            ),
        ]
        indexes = [models.Index("id", name="open_contests", condition=Q(verdict="open"))]


class Finding(models.Model):
    """What an inspection or a report found of one indicator of a unit in a period. The last of a chain counts."""

    agency = models.ForeignKey("organization.Agency", models.PROTECT, related_name="+", db_index=False, verbose_name="đơn vị")
    period = models.CharField("kỳ", max_length=7)
    indicator = models.PositiveSmallIntegerField("chỉ số", choices=[(one.value, one.label) for one in BY_INSPECTION])
    points = models.PositiveSmallIntegerField("điểm")
    found_on = models.DateField("ngày kiểm tra, báo cáo")
    basis = models.CharField("căn cứ", max_length=500)
    entered_by = models.ForeignKey(
        "organization.User", models.PROTECT, related_name="+", db_index=False, verbose_name="người ghi"
    )
    entered_at = models.DateTimeField("ghi lúc")
    replaces = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, db_index=False, verbose_name="thay cho")

    class Meta:
        verbose_name = "kết quả kiểm tra, báo cáo"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "period", "indicator", "replaces"], name="one_finding_after_another", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(points__lte=2) & ~Q(basis="") & Q(indicator__in=[one.value for one in BY_INSPECTION]),
                name="finding_gives_points_on_a_basis",
            ),
        ]
