"""Tables of the watchdog. An alarm is never deleted: when its reason is gone it has an end."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.foundation.columns import choices, one_of
from motcua.watchdog.facts import Kind, Level

_OPEN = Q(ended_at__isnull=True)


def _to(target: str, label: str, *, null: bool = False) -> "models.ForeignKey[object, object]":
    return models.ForeignKey(target, models.PROTECT, related_name="+", null=null, verbose_name=label, db_index=False)


class Alarm(models.Model):
    """Something is due of a dossier, and who holds it. Raised once for each due time."""

    kind = models.CharField("loại cảnh báo", max_length=20, choices=choices(Kind))
    dossier = _to("dossiers.Dossier", "hồ sơ")
    #: The consultation that is late; 0 for the dossier itself.
    ref = models.BigIntegerField(default=0, db_default=0)
    due_at = models.DateTimeField("mốc")
    agency = _to("organization.Agency", "đơn vị giữ")
    role = models.CharField("vai trò", max_length=20)
    holder = _to("organization.User", "người giữ", null=True)
    raised_at = models.DateTimeField("báo lúc")
    #: Unattended until then, it is told to the head; never, where no measure says so.
    head_by = models.DateTimeField("báo trưởng đơn vị sau", null=True)
    head_told_at = models.DateTimeField("báo trưởng đơn vị lúc", null=True)
    head_agency = _to("organization.Agency", "đơn vị của trưởng", null=True)
    attended_at = models.DateTimeField("nhận xử lý lúc", null=True)
    attended_by = _to("organization.User", "người nhận xử lý", null=True)
    note = models.CharField("đang xử lý", max_length=300, blank=True, default="", db_default="")
    ended_at = models.DateTimeField("hết lý do lúc", null=True)

    class Meta:
        verbose_name = "cảnh báo"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dossier", "kind", "ref", "due_at"], name="an_alarm_is_raised_once"),
            models.CheckConstraint(condition=one_of("kind", Kind), name="alarm_kind_is_known"),
            models.CheckConstraint(
                condition=Q(attended_at__isnull=True, attended_by__isnull=True)
                | Q(attended_at__isnull=False, attended_by__isnull=False),
                name="attended_alarm_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(head_told_at__isnull=True, head_agency__isnull=True)
                | Q(head_told_at__isnull=False, head_agency__isnull=False),
                name="alarm_told_to_a_head_says_where",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("raised_at")), name="alarm_ends_after_it_began"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("holder", "due_at", "id", name="alarms_of_person", condition=_OPEN),
            models.Index("agency", "role", "due_at", "id", name="alarms_of_agency", condition=_OPEN),
            models.Index("head_agency", "due_at", "id", name="alarms_of_heads", condition=_OPEN & Q(head_told_at__isnull=False)),
            models.Index(
                "head_by", "id", name="alarms_for_heads", condition=_OPEN & Q(head_told_at__isnull=True, attended_at__isnull=True)
            ),
        ]  # fmt: skip


class Telling(models.Model):
    """An alarm was told: to a person, to all of a role at an agency, or to those who head it. Each once."""

    alarm = models.ForeignKey(Alarm, models.PROTECT, related_name="tellings", db_index=False)
    level = models.CharField("cấp", max_length=10, choices=choices(Level))
    user = _to("organization.User", "người được báo", null=True)
    role = models.CharField("vai trò", max_length=20)
    agency = _to("organization.Agency", "đơn vị")
    instead_of = _to("organization.User", "thay cho", null=True)
    told_at = models.DateTimeField("báo lúc")

    class Meta:
        verbose_name = "lần báo"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["alarm", "level", "user", "role", "agency"], nulls_distinct=False, name="an_alarm_is_told_once"
            ),
            models.CheckConstraint(condition=one_of("level", Level), name="level_of_telling_is_known"),
        ]


class Sighting(models.Model):
    """Somebody has seen an alarm: it no longer counts at their bell."""

    alarm = models.ForeignKey(Alarm, models.PROTECT, related_name="+", db_index=False)
    user = _to("organization.User", "người xem")
    seen_at = models.DateTimeField("đã xem lúc")

    class Meta:
        verbose_name = "lần xem cảnh báo"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alarm", "user"], name="an_alarm_is_seen_once")
        ]


class LastRound(models.Model):
    """When the watchdog last looked. Its one row keeps two lookers apart, and tells a clock that was set back."""

    id = models.SmallIntegerField(primary_key=True)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần xem xét gần nhất"
        constraints: ClassVar[list[models.BaseConstraint]] = [models.CheckConstraint(condition=Q(id=1), name="one_last_round")]
