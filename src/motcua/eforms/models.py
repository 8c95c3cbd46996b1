"""Forms, their versions, and the versions of procedures that they stand with. An approved version is never edited."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from motcua.eforms.facts import State
from motcua.foundation.columns import choices, not_among, one_of
from motcua.foundation.confidence import Confidence


class Form(models.Model):
    code = models.CharField("mã biểu mẫu", max_length=60, unique=True)
    name = models.CharField("tên biểu mẫu", max_length=200)

    class Meta:
        verbose_name = "biểu mẫu điện tử"


class FormVersion(models.Model):
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("số thứ tự bản")
    document = models.JSONField("nội dung")
    #: Of the document: decides whether an import brings something new.
    digest = models.CharField(max_length=64)
    state = models.CharField("trạng thái", max_length=10, choices=choices(State))
    #: Rises with every change of a draft, so that nobody writes over what another has just done.
    revision = models.PositiveIntegerField(default=1)
    valid_from = models.DateField("dùng từ ngày", null=True)
    valid_to = models.DateField("đến trước ngày", null=True)
    basis = models.CharField("căn cứ", max_length=500)
    confidence = models.CharField("độ tin cậy", max_length=12, choices=choices(Confidence))
    #: Everybody who had a hand in it: none of them may approve it.
    drafted_by = ArrayField(models.CharField(max_length=100), verbose_name="người soạn")
    drafted_at = models.DateTimeField("soạn lúc")
    approved_by = models.CharField("người duyệt", max_length=100, default="")
    approved_at = models.DateTimeField("duyệt lúc", null=True)

    class Meta:
        verbose_name = "bản của biểu mẫu"
        constraints = [
            models.UniqueConstraint("form", "number", name="versions_of_a_form_are_numbered"),
            models.UniqueConstraint("form", condition=Q(state="draft"), name="one_draft_of_a_form"),
            ExclusionConstraint(
                name="one_form_version_at_a_time",
                expressions=[
                    (F("form"), RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_to", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(state="draft"),
            ),
            models.CheckConstraint(condition=one_of("state", State), name="form_state_is_known"),
            models.CheckConstraint(condition=one_of("confidence", Confidence) & ~Q(basis=""), name="form_says_what_it_rests_on"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="form_version_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(state="withdrawn") | Q(valid_to__isnull=False), name="withdrawn_form_has_ended"),
            models.CheckConstraint(
                condition=Q(state="draft", approved_by="", approved_at=None, valid_from=None)
                | (~Q(state="draft") & ~Q(approved_by="") & Q(approved_at__isnull=False, valid_from__isnull=False)),
                name="form_is_approved_by_somebody_from_a_day",
            ),
            models.CheckConstraint(
                condition=not_among("approved_by", "drafted_by"), name="who_drafted_a_form_does_not_approve_it"
            ),
        ]


class FormUse(models.Model):
    """A form version stands with a version of a procedure, for all of its cases or for one."""

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="uses")
    procedure_version = models.ForeignKey(
        "catalogue.ProcedureVersion", on_delete=models.PROTECT, related_name="+", verbose_name="phiên bản thủ tục"
    )
    case = models.CharField("trường hợp", max_length=500, blank=True)
    pinned_by = models.CharField("người gắn", max_length=100)
    pinned_at = models.DateTimeField("gắn lúc")

    class Meta:
        verbose_name = "biểu mẫu gắn với thủ tục"
        constraints = [
            models.UniqueConstraint("version", "procedure_version", "case", name="form_is_pinned_once"),
        ]
