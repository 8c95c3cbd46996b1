"""Stretches in which something outside the dossier stops its clock."""

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.models.life import Dossier


class ClockStop(models.Model):
    """An incident of the platform that the rule of the procedure counts, as far as it lies in this dossier's time."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="clock_stops")
    incident = models.ForeignKey("calendar.IncidentRow", models.PROTECT, related_name="+", verbose_name="sự cố", db_index=False)
    starts_at = models.DateTimeField("từ lúc")
    #: None while it lasts.
    ends_at = models.DateTimeField("đến lúc", null=True)
    #: By how many working minutes the promise was moved for it.
    minutes = models.IntegerField("số phút đã cộng", default=0, db_default=0)

    class Meta:
        verbose_name = "lần dừng vì sự cố"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "incident"], name="an_incident_stops_a_dossier_once"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="clock_stop_ends_after_it_began"
            ),
        ]
