"""The stamp by which processes notice that the catalogue changed."""

from django.db import models
from django.db.models import Q


class Change(models.Model):
    """One row: its stamp differs after every change, so that caches know when to read again."""

    id = models.SmallIntegerField(primary_key=True)
    stamp = models.UUIDField()

    class Meta:
        verbose_name = "dấu thay đổi của danh mục"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="catalogue_has_one_change_stamp")]
