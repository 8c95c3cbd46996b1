"""Proposals to simplify, what following a procedure takes now and would take, and the price of an hour."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.foundation.columns import choices, not_among, one_of, same_person
from motcua.foundation.confidence import Confidence
from motcua.simplification.facts import Kind, State, Work


class HourPrice(models.Model):
    """Entered by one of procedure control and approved by another; from then on it stands before the packaged prices of its day."""

    valid_from = models.DateField("áp dụng từ")
    amount = models.PositiveIntegerField("giá một giờ (đồng)")
    basis = models.CharField("căn cứ", max_length=500)
    confidence = models.CharField("độ tin cậy", max_length=12, choices=choices(Confidence))
    entered_by = models.CharField("người ghi", max_length=100)
    entered_at = models.DateTimeField("ghi lúc")
    approved_by = models.CharField("người duyệt", max_length=100, default="", db_default="")
    approved_at = models.DateTimeField("duyệt lúc", null=True)

    class Meta:
        verbose_name = "giá một giờ làm việc"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0) & ~Q(basis=""), name="hour_price_is_above_zero_and_has_basis"),
            models.CheckConstraint(condition=one_of("confidence", Confidence), name="hour_price_confidence_is_known"),
            models.UniqueConstraint("valid_from", condition=~Q(approved_by=""), name="one_approved_hour_price_a_day"),
            models.UniqueConstraint("valid_from", condition=Q(approved_by=""), name="one_waiting_hour_price_a_day"),
            models.CheckConstraint(
                condition=~same_person("approved_by", "entered_by"), name="who_entered_a_price_does_not_approve_it"
            ),
        ]


class Proposal(models.Model):
    procedure_version = models.ForeignKey(
        "catalogue.ProcedureVersion", on_delete=models.PROTECT, related_name="+", verbose_name="phiên bản thủ tục"
    )
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan đề xuất")
    kind = models.CharField("loại đề xuất", max_length=20, choices=choices(Kind))
    title = models.CharField("nội dung đề xuất", max_length=300)
    reason = models.TextField("lý do")
    state = models.CharField("trạng thái", max_length=12, choices=choices(State))
    #: Rises with every change, so that nobody writes over what another has just done.
    revision = models.PositiveIntegerField(default=1)
    #: Everybody who had a hand in it: none of them may accept it.
    proposed_by = ArrayField(models.CharField(max_length=100), verbose_name="người đề xuất")
    proposed_at = models.DateTimeField("đề xuất lúc")
    decided_by = models.CharField("người xem xét", max_length=100, default="")
    decided_at = models.DateTimeField("xem xét lúc", null=True)
    decision_reason = models.CharField("lý do xem xét", max_length=1000, default="")
    publication = models.CharField("quyết định công bố", max_length=200, default="")
    published_on = models.DateField("ngày quyết định", null=True)

    price_from = models.DateField("giá một giờ từ ngày")
    price_amount = models.PositiveIntegerField("giá một giờ (đồng)")
    price_basis = models.CharField("căn cứ giá một giờ", max_length=500)
    price_confidence = models.CharField("độ tin cậy giá một giờ", max_length=12, choices=choices(Confidence))
    times_now = models.DecimalField("số lần một năm, hiện nay", max_digits=8, decimal_places=2)
    times_then = models.DecimalField("số lần một năm, sau", max_digits=8, decimal_places=2)
    people_now = models.PositiveIntegerField("số đối tượng một năm, hiện nay")
    people_then = models.PositiveIntegerField("số đối tượng một năm, sau")
    frequency_basis = models.CharField("nguồn số liệu", max_length=500)
    frequency_confidence = models.CharField("độ tin cậy số liệu", max_length=12, choices=choices(Confidence))

    class Meta:
        verbose_name = "đề xuất đơn giản hóa"
        constraints = [
            models.CheckConstraint(
                condition=one_of("kind", Kind) & one_of("state", State), name="proposal_kind_and_state_are_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "withdrawn"]) | (~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="judged_proposal_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "carried_out"]) | not_among("decided_by", "proposed_by"),
                name="who_proposed_does_not_accept",
            ),
            models.CheckConstraint(
                condition=~Q(state="carried_out") | (~Q(publication="") & Q(published_on__isnull=False)),
                name="carried_out_by_a_publication_decision",
            ),
            models.CheckConstraint(
                condition=Q(times_now__gte=0, times_then__gte=0) & ~Q(frequency_basis=""),
                name="frequency_is_not_below_zero_and_has_basis",
            ),
        ]


class Activity(models.Model):
    """One thing to do when following the procedure, as it is and as it would be."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="activities")
    number = models.PositiveSmallIntegerField("số thứ tự")
    work = models.CharField("công việc", max_length=12, choices=choices(Work))
    name = models.CharField("hoạt động", max_length=300)
    hours_now = models.DecimalField("giờ, hiện nay", max_digits=8, decimal_places=2)
    hours_then = models.DecimalField("giờ, sau", max_digits=8, decimal_places=2)
    service_now = models.PositiveBigIntegerField("tư vấn, dịch vụ, hiện nay")
    service_then = models.PositiveBigIntegerField("tư vấn, dịch vụ, sau")
    fee_now = models.PositiveBigIntegerField("phí, lệ phí, hiện nay")
    fee_then = models.PositiveBigIntegerField("phí, lệ phí, sau")
    other_now = models.PositiveBigIntegerField("chi phí khác, hiện nay")
    other_then = models.PositiveBigIntegerField("chi phí khác, sau")

    class Meta:
        verbose_name = "hoạt động khi thực hiện thủ tục"
        constraints = [
            models.UniqueConstraint("proposal", "number", name="activities_of_a_proposal_are_numbered"),
            models.CheckConstraint(
                condition=Q(hours_now__gte=0, hours_then__gte=0) & one_of("work", Work), name="activity_hours_are_not_below_zero"
            ),
        ]
