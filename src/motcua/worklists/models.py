"""Filters that people keep, and the columns that they chose."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.foundation.columns import choices
from motcua.worklists.facts import Column


class KeptFilter(models.Model):
    owner = models.ForeignKey("organization.User", models.PROTECT, related_name="+", db_index=False, verbose_name="người lưu")
    #: Whom it is shared with; none: nobody but its owner.
    agency = models.ForeignKey("organization.Agency", models.PROTECT, related_name="+", null=True, db_index=False)
    name = models.CharField("tên", max_length=80)
    which = models.CharField("danh sách", max_length=20)
    words = models.CharField("chữ lọc", max_length=100, blank=True)
    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT, related_name="+", null=True, db_index=False)
    step = models.CharField("bước", max_length=300, blank=True)
    days = models.PositiveSmallIntegerField("đến hạn trong", null=True)
    assignee = models.ForeignKey("organization.User", models.PROTECT, related_name="+", null=True, db_index=False)
    kept_at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_kept_filter_of_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="kept_filter_has_a_name"),
        ]
        indexes = [models.Index("agency", "id", name="filters_shared_in_agency", condition=Q(agency__isnull=False))]


class ChosenColumns(models.Model):
    user = models.OneToOneField("organization.User", models.PROTECT, related_name="+", verbose_name="người chọn")
    columns = ArrayField(models.CharField(max_length=20, choices=choices(Column)), verbose_name="cột")

    class Meta:
        verbose_name = "cột đã chọn"
