"""Tables of the calendar. Nothing is overwritten: an entry that no longer holds gets an end, and says who ended it and why."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

from motcua.calendar.facts import DayKind, IncidentKind, IncidentScope
from motcua.foundation.columns import choices, one_of
from motcua.foundation.confidence import Confidence


def _same(expression: object) -> Func:
    """Equality that a GiST index understands without an extension: a range of one number."""
    return Func(expression, expression, Value("[]"), function="int8range")


class DayException(models.Model):
    """A day that differs from the weekly hours, for all agencies or for one."""

    agency_id = models.BigIntegerField("đơn vị", null=True)
    day = models.DateField("ngày")
    kind = models.CharField("loại", max_length=20, choices=choices(DayKind))
    name = models.CharField("tên", max_length=200)
    basis = models.CharField("căn cứ", max_length=500)
    confidence = models.CharField("độ tin cậy", max_length=20, choices=choices(Confidence))
    paired_day = models.DateField("ngày đi kèm", null=True)
    known_from = models.DateTimeField("ghi lúc")
    known_to = models.DateTimeField("bãi bỏ lúc", null=True)
    entered_by = models.CharField("người ghi", max_length=100)
    withdrawn_by = models.CharField("người bãi bỏ", max_length=100, default="")
    withdrawn_because = models.CharField("lý do bãi bỏ", max_length=500, default="")

    class Meta:
        verbose_name = "ngày trong lịch làm việc"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency_id", "day"],
                condition=Q(known_to__isnull=True),
                nulls_distinct=False,
                name="one_live_entry_per_agency_and_day",
            ),
            models.CheckConstraint(condition=one_of("kind", DayKind), name="day_kind_is_known"),
            models.CheckConstraint(condition=one_of("confidence", Confidence), name="day_confidence_is_known"),
            models.CheckConstraint(condition=~Q(basis="") & ~Q(name=""), name="day_has_name_and_basis"),
            models.CheckConstraint(
                condition=Q(paired_day__isnull=True) | ~Q(paired_day=F("day")), name="day_is_not_its_own_pair"
            ),
            models.CheckConstraint(
                condition=Q(known_to__isnull=True, withdrawn_by="") | (Q(known_to__gte=F("known_from")) & ~Q(withdrawn_by="")),
                name="withdrawn_day_says_by_whom",
            ),
        ]


class WeeklyHours(models.Model):
    """The week of an agency, or of all that have none of their own, from a day on."""

    agency_id = models.BigIntegerField("đơn vị", null=True)
    valid_from = models.DateField("áp dụng từ")
    valid_to = models.DateField("đến trước ngày", null=True)
    basis = models.CharField("căn cứ", max_length=500)
    confidence = models.CharField("độ tin cậy", max_length=20, choices=choices(Confidence))
    known_from = models.DateTimeField("ghi lúc")
    known_to = models.DateTimeField("bãi bỏ lúc", null=True)
    entered_by = models.CharField("người ghi", max_length=100)
    withdrawn_by = models.CharField("người bãi bỏ", max_length=100, default="")
    withdrawn_because = models.CharField("lý do bãi bỏ", max_length=500, default="")

    class Meta:
        verbose_name = "giờ làm việc trong tuần"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ExclusionConstraint(
                name="one_week_at_a_time_per_agency",
                expressions=[
                    (_same(Coalesce(F("agency_id"), Value(-1))), RangeOperators.OVERLAPS),
                    (Func(F("valid_from"), F("valid_to"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(known_to__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="week_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="week_has_basis"),
            models.CheckConstraint(
                condition=Q(known_to__isnull=True, withdrawn_by="") | (Q(known_to__gte=F("known_from")) & ~Q(withdrawn_by="")),
                name="withdrawn_week_says_by_whom",
            ),
        ]


class WorkingPeriod(models.Model):
    """Working time without a break on one weekday of a week."""

    week = models.ForeignKey(WeeklyHours, on_delete=models.PROTECT, related_name="periods")
    weekday = models.SmallIntegerField("thứ (1 là thứ Hai)")
    opens_minute = models.SmallIntegerField("mở cửa, phút sau nửa đêm")
    closes_minute = models.SmallIntegerField("đóng cửa, phút sau nửa đêm")

    class Meta:
        verbose_name = "khoảng giờ làm việc"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="weekday_is_iso"),
            models.CheckConstraint(
                condition=Q(opens_minute__gte=0, closes_minute__lte=1440, opens_minute__lt=F("closes_minute")),
                name="period_opens_before_it_closes",
            ),
            ExclusionConstraint(
                name="periods_of_a_day_do_not_overlap",
                expressions=[
                    (_same(F("week_id")), RangeOperators.OVERLAPS),
                    (_same(F("weekday")), RangeOperators.OVERLAPS),
                    (Func(F("opens_minute"), F("closes_minute"), function="int4range"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class IncidentRow(models.Model):
    """A period in which the platform did not work. Without an end it lasts."""

    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=choices(IncidentKind))
    scope = models.CharField("phạm vi", max_length=20, choices=choices(IncidentScope))
    agency_id = models.BigIntegerField("đơn vị", null=True)
    starts_at = models.DateTimeField("từ lúc")
    ends_at = models.DateTimeField("khôi phục lúc", null=True)
    ended_by = models.CharField("người ghi khôi phục", max_length=100, default="")
    announced_at = models.DateTimeField("thông báo lúc", null=True)
    announced_where = models.CharField("thông báo ở đâu", max_length=200, default="")
    is_announced_late = models.BooleanField("báo muộn", default=False)
    basis = models.CharField("căn cứ", max_length=500)
    known_from = models.DateTimeField("ghi lúc")
    known_to = models.DateTimeField("bãi bỏ lúc", null=True)
    entered_by = models.CharField("người ghi", max_length=100)
    withdrawn_by = models.CharField("người bãi bỏ", max_length=100, default="")
    withdrawn_because = models.CharField("lý do bãi bỏ", max_length=500, default="")
    #: Whoever counts it has done so everywhere since it was last written; None while something is left to count.
    counted_at = models.DateTimeField("đã tính xong lúc", null=True)

    class Meta:
        verbose_name = "sự cố, bảo trì hệ thống"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=one_of("kind", IncidentKind), name="incident_kind_is_known"),
            models.CheckConstraint(condition=one_of("scope", IncidentScope), name="incident_scope_is_known"),
            models.CheckConstraint(condition=~Q(basis="") & ~Q(name=""), name="incident_has_name_and_basis"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="incident_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(scope=IncidentScope.AGENCY, agency_id__isnull=False)
                | (~Q(scope=IncidentScope.AGENCY) & Q(agency_id__isnull=True)),
                name="incident_of_an_agency_names_it",
            ),
            models.CheckConstraint(
                condition=Q(known_to__isnull=True, withdrawn_by="") | (Q(known_to__gte=F("known_from")) & ~Q(withdrawn_by="")),
                name="withdrawn_incident_says_by_whom",
            ),
        ]


class CalendarStamp(models.Model):
    """One row that changes with every change, so that processes know when to read again."""

    id = models.SmallIntegerField(primary_key=True)
    token = models.UUIDField()

    class Meta:
        verbose_name = "dấu thay đổi của lịch"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(id=1), name="one_calendar_stamp"),
        ]
